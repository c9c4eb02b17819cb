#include "read/part.h"

#include <string.h>

#include "read/decoders.h"
#include "read/params.h"

typedef struct {
	const char *name;
	Defect defect;
} Damage;

/* decoder -> the defect that its damage is */
static const Damage damages[] = {
	{"base64", DEFECT_BASE64},
	{"quoted-printable", DEFECT_QUOTED_PRINTABLE},
	{"uuencode", DEFECT_UUENCODE},
};

/* Transfer encodings that change nothing (RFC 2045, section 6.1). */
static const char *const identities[] = {"", "7bit", "8bit", "binary", "7-bit", "8-bit", "none"};

Part *part_new(char *id)
{
	Part *part = g_new0(Part, 1);

	part->id = id;
	part->content_type = part->disposition = part->encoding = STR("");
	part->body.bytes = STR("");
	return part;
}

void part_free(Part *part)
{
	if (!part)
		return;
	g_free(part->id);
	g_free(part->type);
	g_free(part);
}

static bool is_identity(Str encoding)
{
	for (size_t i = 0; i < G_N_ELEMENTS(identities); i++)
		if (str_equal_fold(encoding, str_of(identities[i])))
			return true;
	return false;
}

Located part_bytes(Shelf *shelf, const Part *part, Defects *defects)
{
	const char *decoder = decoders_transfer(part->encoding);
	size_t damaged;

	if (!decoder) {
		if (!is_identity(part->encoding))
			defects_add(defects, DEFECT_ENCODING, &part->body.place);
		return part->body;
	}
	Located bytes = located_decode(shelf, part->body, decoder, &damaged);
	for (size_t i = 0; damaged > 0 && i < G_N_ELEMENTS(damages); i++)
		if (strcmp(damages[i].name, decoder) == 0)
			defects_add(defects, damages[i].defect, &part->body.place);
	return bytes;
}

PartKind part_kind(const Part *part)
{
	if (strcmp(part->type, "text/html") == 0 ||
		strcmp(part->type, "application/xhtml+xml") == 0)
		return PART_HTML;
	if (strcmp(part->type, "text/plain") == 0 || g_str_has_prefix(part->type, "multipart/"))
		return PART_PLAIN;
	return PART_OTHER;
}

bool part_is_attached(const Part *part)
{
	return str_equal_fold(params_value(part->disposition), STR("attachment"));
}

bool part_is_message(const Part *part)
{
	return strcmp(part->type, "message/rfc822") == 0 ||
	       strcmp(part->type, "message/global") == 0;
}

GString *part_name(Charsets *charsets, const Part *part)
{
	GString *name = params_find(charsets, part->disposition, "filename");

	return name ? name : params_find(charsets, part->content_type, "name");
}

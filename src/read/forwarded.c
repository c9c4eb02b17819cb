#include "read/forwarded.h"

#include "read/header.h"
#include "read/msg.h"
#include "read/params.h"
#include "read/tree.h"

/* Below the attached mail these headers are sought; further down they are no mail's. */
#define HEADERS_LOOKED_AT 100

/* Endings of files that hold a mail. */
static const Str endings[] = {STR(".eml"), STR(".msg")};

static bool is_mail_name(Charsets *charsets, const Part *part)
{
	g_autoptr(GString) name = part_name(charsets, part);
	Str text = name ? str_over(name->str, name->len) : STR("");

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
		if (str_ends_fold(text, endings[i]))
			return true;
	return false;
}

/* A mail has a From, and a Date or a Received. */
static bool names_a_sender(Str mail)
{
	bool from = false, sent = false;
	int looked = 0;

	for (Header header; looked < HEADERS_LOOKED_AT && header_next(&mail, &header); looked++) {
		from |= str_equal_fold(header.name, STR("From"));
		sent |= str_equal_fold(header.name, STR("Date")) ||
			str_equal_fold(header.name, STR("Received"));
	}
	return from && sent;
}

/* A page is full of "://" that nobody sees: what it links is sought there. */
static bool holds_a_link(Str text, PartKind kind)
{
	if (kind == PART_HTML)
		return str_find_fold(text, STR("<a ")) >= 0 ||
		       str_find_fold(text, STR("<form")) >= 0;
	return str_find(text, STR("://")) >= 0 || str_find_fold(text, STR("www.")) >= 0;
}

/* A text beside the attached mail that is no more than a note. */
static bool is_note(Shelf *shelf, const Part *part, Defects *defects)
{
	if (part_is_attached(part))
		return false;
	Str text = str_trim(part_bytes(shelf, part, defects).bytes);
	size_t max = part_kind(part) == PART_HTML ? 4 * FORWARDED_NOTE_MAX : FORWARDED_NOTE_MAX;
	return text.len <= max && !holds_a_link(text, part_kind(part));
}

/* What may stand beside the attached mail without a word to say. */
static bool is_aside(Shelf *shelf, const Part *part, Defects *defects)
{
	if (part_kind(part) != PART_OTHER)
		return is_note(shelf, part, defects);
	return g_str_has_prefix(part->type, "image/") && !part_is_attached(part);
}

bool forwarded_find(Shelf *shelf, Located mail, Str *inner_out)
{
	json_auto_t *list = json_array();
	Defects defects = {.list = list};
	g_autoptr(GPtrArray) parts = tree_parts(shelf, mail, &defects);
	const Part *attached = NULL;

	for (guint i = 0; i < parts->len; i++) {
		const Part *part = parts->pdata[i];
		if (part->nested)
			continue;
		if (part_is_message(part) || is_mail_name(shelf->charsets, part)) {
			if (attached)
				return false;
			attached = part;
		} else if (!is_aside(shelf, part, &defects)) {
			return false;
		}
	}
	if (!attached)
		return false;
	Str inner = part_bytes(shelf, attached, &defects).bytes;
	if (!msg_is(inner) && !names_a_sender(inner))
		return false;
	*inner_out = inner;
	return true;
}

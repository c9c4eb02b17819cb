#include "trace/signature.h"

#include <string.h>

#include "trace/taglist.h"
#include "web/host.h"
#include "web/idna.h"

/* Bits of a kind, for the table of tags. */
#define DKIM (1u << SIGNATURE_DKIM)
#define AMS  (1u << SIGNATURE_ARC_MESSAGE)
#define SEAL (1u << SIGNATURE_ARC_SEAL)
#define ANY  (DKIM | AMS | SEAL)

/* RFC 6376, section 3.5: as many digits as a time, a length may have. */
#define NUMBER_DIGITS_MAX 76

/* Most signatures are over no more fields: their list is not grown. */
#define FIELDS_USUAL 16

static DkimReason bad_if(bool wrong)
{
	return wrong ? DKIM_TAG_BAD : DKIM_PASS;
}

static DkimReason read_algorithm(Str value, Signature *out)
{
	static const struct {
		Str name;
		SignatureAlgorithm algorithm;
	} names[] = {
		{{"rsa-sha256", 10}, SIGNATURE_RSA_SHA256},
		{{"ed25519-sha256", 14}, SIGNATURE_ED25519},
		{{"rsa-sha1", 8}, SIGNATURE_RSA_SHA1},
	};

	out->algorithm_name = value;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (str_equal(value, names[i].name))
			out->algorithm = names[i].algorithm;
	if (value.len == 0)
		return DKIM_TAG_BAD;
	return out->algorithm == SIGNATURE_UNKNOWN ? DKIM_ALGORITHM : DKIM_PASS;
}

static DkimReason read_bytes(Str value, Signature *out)
{
	out->bytes = taglist_base64(value);
	return bad_if(!out->bytes);
}

static DkimReason read_body_hash(Str value, Signature *out)
{
	out->body_hash = taglist_base64(value);
	return bad_if(!out->body_hash);
}

static bool read_form(Str name, CanonicalForm *form_out)
{
	*form_out = str_equal(name, STR("relaxed")) ? CANONICAL_RELAXED : CANONICAL_SIMPLE;
	return *form_out == CANONICAL_RELAXED || str_equal(name, STR("simple"));
}

static DkimReason read_canonicalization(Str value, Signature *out)
{
	Str header = str_take_until(&value, '/');
	Str body = str_take_char(&value, '/') ? value : STR("simple");

	out->canonicalized = true;
	if (header.len == 0 || body.len == 0)
		return DKIM_TAG_BAD;
	return read_form(header, &out->header) && read_form(body, &out->body)
		       ? DKIM_PASS
		       : DKIM_CANONICALIZATION;
}

static bool is_domain_byte(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '_' || ((unsigned char)c & 0x80);
}

/* RFC 6376, section 3.5: sub-domains, with what real names have (an underscore) and RFC 8616 allows. */
static bool is_domain(Str text)
{
	if (text.len == 0 || text.len > HOST_LENGTH_MAX)
		return false;
	do {
		if (str_take_while(&text, is_domain_byte).len == 0)
			return false;
	} while (str_take_char(&text, '.'));
	return text.len == 0;
}

static DkimReason read_domain(Str value, Signature *out)
{
	out->domain = value;
	return bad_if(!is_domain(value));
}

static DkimReason read_selector(Str value, Signature *out)
{
	out->selector = value;
	return bad_if(!is_domain(value));
}

static DkimReason read_fields(Str value, Signature *out)
{
	/* a list of nothing signs nothing, From least of all: that is said later */
	do {
		Str name = str_trim(str_take_until(&value, ':'));
		if (out->fields->len == SIGNATURE_FIELDS_MAX)
			return DKIM_TAG_BAD;
		g_array_append_val(out->fields, name);
	} while (str_take_char(&value, ':'));
	return DKIM_PASS;
}

/* RFC 8617, section 4.2.1. */
static DkimReason read_instance(Str value, Signature *out)
{
	guint64 instance;

	if (value.len > 2 || !str_parse_uint(value, SIGNATURE_INSTANCE_MAX, &instance) ||
		instance == 0)
		return DKIM_TAG_BAD;
	out->instance = (guint)instance;
	return DKIM_PASS;
}

static DkimReason read_identity(Str value, Signature *out)
{
	gssize at = str_rfind_char(value, '@');

	out->identity = value;
	return bad_if(at < 0 || !is_domain(str_sub(value, (size_t)at + 1, value.len)));
}

/* A number that no clock and no body comes near is as good as the largest there is. */
static bool read_number(Str value, gint64 *number_out)
{
	guint64 number = G_MAXINT64;
	Str digits = value;

	str_skip(&digits, str_is_digit);
	if (value.len == 0 || digits.len > 0 || value.len > NUMBER_DIGITS_MAX)
		return false;
	str_parse_uint(value, G_MAXINT64, &number);
	*number_out = (gint64)number;
	return true;
}

static DkimReason read_length(Str value, Signature *out)
{
	return bad_if(!read_number(value, &out->length));
}

static DkimReason read_made(Str value, Signature *out)
{
	return bad_if(!read_number(value, &out->made));
}

static DkimReason read_expires(Str value, Signature *out)
{
	return bad_if(!read_number(value, &out->expires));
}

/* Ways that nobody knows are passed over, if only one is known: RFC 6376, section 3.5. */
static DkimReason read_query(Str value, Signature *out)
{
	(void)out;
	do {
		Str way = str_trim(str_take_until(&value, ':'));
		if (str_equal_fold(way, STR("dns/txt")) || str_equal_fold(way, STR("dns")))
			return DKIM_PASS;
	} while (str_take_char(&value, ':'));
	return DKIM_QUERY;
}

static DkimReason read_version(Str value, Signature *out)
{
	(void)out;
	return str_equal(value, STR("1")) ? DKIM_PASS : DKIM_VERSION;
}

static DkimReason read_cv(Str value, Signature *out)
{
	static const char *const values[] = {"none", "pass", "fail"};

	for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
		if (str_equal(value, str_of(values[i]))) {
			out->cv = (SignatureCv)i;
			return DKIM_PASS;
		}
	}
	return DKIM_TAG_BAD;
}

/* A seal that signs chosen headers is none: RFC 8617, section 4.1.3. */
static DkimReason refuse(Str value, Signature *out)
{
	(void)value;
	(void)out;
	return DKIM_TAG_BAD;
}

/* The tags in the order in which what is wrong with them is told; to whom they mean something, and who must
 * have them. */
static const struct {
	Str name;
	unsigned known, needed;
	DkimReason (*read)(Str value, Signature *out);
} known_tags[] = {
	{STR("v"), DKIM, DKIM, read_version},
	{STR("a"), ANY, ANY, read_algorithm},
	{STR("b"), ANY, ANY, read_bytes},
	{STR("bh"), DKIM | AMS, DKIM | AMS, read_body_hash},
	{STR("c"), DKIM | AMS, 0, read_canonicalization},
	{STR("cv"), SEAL, SEAL, read_cv},
	{STR("d"), ANY, ANY, read_domain},
	{STR("h"), DKIM | AMS, DKIM | AMS, read_fields},
	{STR("h"), SEAL, 0, refuse},
	{STR("i"), DKIM, 0, read_identity},
	{STR("i"), AMS | SEAL, AMS | SEAL, read_instance},
	{STR("l"), DKIM | AMS, 0, read_length},
	{STR("q"), DKIM | AMS, 0, read_query},
	{STR("s"), ANY, ANY, read_selector},
	{STR("t"), ANY, 0, read_made},
	{STR("x"), DKIM | AMS, 0, read_expires},
};

/* Names are a letter or two: most differ in the first. */
static bool is_called(const Tag *tag, Str name)
{
	return tag->name.at[0] == name.at[0] && str_equal(tag->name, name);
}

/* Keep the list's values, each at its place in known_tags; the fault of the grammar, or NULL. */
static const char *collect(Str value, Signature *out, Str values_out[])
{
	TagList list = taglist_over(value);

	for (Tag tag; taglist_next(&list, &tag);) {
		for (size_t i = 0; i < G_N_ELEMENTS(known_tags); i++)
			if ((known_tags[i].known & 1u << out->kind) &&
				is_called(&tag, known_tags[i].name))
				values_out[i] = tag.value;
		if (is_called(&tag, STR("b")))
			out->blank = tag.whole;
	}
	return list.fault;
}

/* Keep the first thing that is wrong. */
static void note(DkimReason *reason, Signature *out, DkimReason found, const char *detail)
{
	if (*reason != DKIM_PASS || found == DKIM_PASS)
		return;
	*reason = found;
	out->detail = detail;
}

static bool signs_from(const Signature *signature)
{
	for (guint i = 0; i < signature->fields->len; i++)
		if (str_equal_fold(g_array_index(signature->fields, Str, i), STR("from")))
			return true;
	return false;
}

/* Whether `domain` is `above` or under it. */
static bool is_under(Str domain, Str above)
{
	if (!str_ends_fold(domain, above))
		return false;
	return domain.len == above.len || domain.at[domain.len - above.len - 1] == '.';
}

/* What holds between the tags. */
static void compare_tags(DkimReason *reason, Signature *out)
{
	if (!is_under(signature_identity_domain(out), out->domain))
		note(reason, out, DKIM_IDENTITY, NULL);
	if (out->kind == SIGNATURE_DKIM && !signs_from(out))
		note(reason, out, DKIM_FROM_UNSIGNED, NULL);
	if (out->made >= 0 && out->expires >= 0 && out->expires <= out->made)
		note(reason, out, DKIM_TIMES, NULL);
}

DkimReason signature_parse(Str value, SignatureKind kind, Signature *out)
{
	Str values[G_N_ELEMENTS(known_tags)] = {{0}};
	DkimReason reason = DKIM_PASS;

	*out = (Signature){.kind = kind, .made = -1, .expires = -1, .length = -1};
	out->fields = g_array_sized_new(FALSE, FALSE, sizeof(Str), FIELDS_USUAL);
	const char *fault = collect(value, out, values);
	if (fault)
		note(&reason, out, DKIM_SYNTAX, fault);
	for (size_t i = 0; i < G_N_ELEMENTS(known_tags); i++) {
		if (values[i].at)
			note(&reason, out, known_tags[i].read(values[i], out),
				known_tags[i].name.at);
		else if (known_tags[i].needed & 1u << kind)
			note(&reason, out, DKIM_TAG_MISSING, known_tags[i].name.at);
	}
	compare_tags(&reason, out);
	return reason;
}

void signature_clear(Signature *signature)
{
	g_array_unref(signature->fields);
	g_bytes_unref(signature->bytes);
	g_bytes_unref(signature->body_hash);
}

Str signature_identity_domain(const Signature *signature)
{
	gssize at = str_rfind_char(signature->identity, '@');

	return at < 0 ? signature->domain
		      : str_sub(signature->identity, (size_t)at + 1, signature->identity.len);
}

char *signature_key_name(const Signature *signature)
{
	g_autofree char *joined = g_strdup_printf(
		"%.*s._domainkey.%.*s", STR_ARG(signature->selector), STR_ARG(signature->domain));
	g_autofree char *name = idna_to_ascii(str_of(joined));

	return name && strlen(name) <= HOST_LENGTH_MAX ? g_steal_pointer(&name) : NULL;
}

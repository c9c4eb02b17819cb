/*
 * The 107 messages of ../shared/suites/mime, with LF and with CRLF: for each kind of field, how many of the
 * values that the suite expects are ours too. What differs is printed; docs/deviations.md says why. Skipped
 * where the suite is not there.
 */
#include "read/decoders.h"
#include "read/envelope.h"
#include "read/text.h"
#include "read/transfer.h"
#include "read/tree.h"

#include <string.h>

#include "base/printable.h"
#include "base/when.h"

/* Of each kind at least so many in a hundred; of the texts fewer, for the messages below are made to tell
 * parsers apart, and hold most of their texts behind the spot where the two part ways. */
static const unsigned percent_min[] = {98, 98, 98, 98, 98, 90, 98};

/* Of a value that differs so many bytes are printed. */
#define SHOWN_MAX 300

typedef enum { ADDRESSES, SUBJECT, DATE, TYPES, NAMES, TEXT, ATTACHMENTS, KINDS } Kind;

static const char *const kind_names[KINDS] = {
	"addresses", "subject", "date", "content types", "names", "decoded text", "attachments"};

/* Messages in which we stay with another reading; docs/deviations.md has the reasons at length. */
static const struct {
	const char *message, *why;
} kept[] = {
	{"malformed/001.", "a line that an open boundary begins divides nothing"},
	{"malformed/004.", "a line that an open boundary begins divides nothing"},
	{"malformed/009.", "an outer boundary ends what is open within"},
	{"malformed/011.", "an outer boundary ends what is open within"},
	{"malformed/012.", "an outer boundary ends what is open within"},
	{"malformed/016.", "an outer boundary ends what is open within"},
	{"malformed/019.", "boundaries differ in case: they divide nothing"},
	{"rfc/000.", "base64 that is none is decoded all the same, and a defect says so"},
	{"rfc/002.", "a comment within a name stays where it stands"},
	{"thirdparty/002.", "base64 that is none is decoded all the same, and a defect says so"},
	{"thirdparty/005.", "a boundary within a line is text"},
	{"thirdparty/015.", "headers that nothing ends are ended by the outer boundary"},
};

typedef struct {
	Charsets *charsets;
	const char *path;
	unsigned same[KINDS], expected[KINDS];
	unsigned better[KINDS]; /* of the same: read where the suite gives up */
	unsigned uuencoded, files, unexplained;
} Suite;

/* One message, the mail or one attached to it: ours beside the suite's. */
typedef struct {
	Suite *suite;
	Shelf *shelf;
	Defects *defects;
	GPtrArray *parts; /* of the whole mail */
	guint next;       /* that stands against the suite's next leaf */
} Comparison;

/* Take one character of UTF-8. */
static void take_character(Str *rest)
{
	size_t len = 1;

	while (len < rest->len && ((unsigned char)rest->at[len] & 0xc0) == 0x80)
		len++;
	*rest = str_sub(*rest, len, rest->len);
}

/* The same text, but that the suite gives up on a byte (U+FFFD) of which we make a character. */
static bool is_same_but_unread(Str expected, Str ours)
{
	while (expected.len > 0 && ours.len > 0) {
		if (str_take(&expected, STR("\xef\xbf\xbd")) && (ours.at[0] & 0x80))
			take_character(&ours);
		else if (expected.len == 0 || !str_take_char(&ours, expected.at[0]))
			return false;
		else
			expected = str_sub(expected, 1, expected.len);
	}
	return expected.len == 0 && ours.len == 0;
}

static const char *why_kept(const char *path)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
		if (strstr(path, kept[i].message))
			return kept[i].why;
	return NULL;
}

static void count(Suite *suite, Kind kind, Str expected, Str ours)
{
	bool same = str_equal(expected, ours);
	bool better = !same && is_same_but_unread(expected, ours);

	suite->expected[kind]++;
	suite->same[kind] += same || better;
	suite->better[kind] += better;
	if (same || better)
		return;
	const char *why = why_kept(suite->path);
	suite->unexplained += !why;
	g_autofree char *their = printable(str_sub(expected, 0, SHOWN_MAX), PRINTABLE_LINE);
	g_autofree char *our = printable(str_sub(ours, 0, SHOWN_MAX), PRINTABLE_LINE);
	g_test_message("%s, %s: expected %zu bytes \"%s\", ours %zu \"%s\": %s", suite->path,
		kind_names[kind], expected.len, their, ours.len, our, why ? why : "why?");
}

/* "name <address>" of a mailbox of ours or of the suite's: both call the two so. */
static void show_mailbox(GString *out, const json_t *mailbox)
{
	Str name = json_get_str(mailbox, "name"), address = json_get_str(mailbox, "address");

	g_string_append_printf(out, "%.*s <%.*s>\n", STR_ARG(name), STR_ARG(address));
}

static GString *show_mailboxes(const json_t *list)
{
	GString *out = g_string_new(NULL);
	const json_t *mailbox;
	size_t index;

	json_array_foreach (list, index, mailbox)
		show_mailbox(out, mailbox);
	return out;
}

/* {"Address": {"List": [...]}}, or {"Group": [{"addresses": [...]}]} */
static GString *show_expected(const json_t *value)
{
	const json_t *address = json_object_get(value, "Address"), *group;
	const json_t *list = json_object_get(address, "List");
	GString *out = g_string_new(NULL);
	size_t index;

	if (list) {
		g_string_free(out, TRUE);
		return show_mailboxes(list);
	}
	json_array_foreach (json_object_get(address, "Group"), index, group) {
		g_autoptr(GString) members = show_mailboxes(json_object_get(group, "addresses"));
		g_string_append_len(out, members->str, (gssize)members->len);
	}
	return out;
}

static void compare_addresses(
	Suite *suite, const json_t *mail, const char *member, const json_t *value)
{
	g_autoptr(GString) expected = show_expected(value);
	g_autoptr(GString) ours = show_mailboxes(json_object_get(mail, member));

	count(suite, ADDRESSES, str_over(expected->str, expected->len),
		str_over(ours->str, ours->len));
}

static void compare_text(Suite *suite, const json_t *mail, const char *member, const json_t *value)
{
	count(suite, SUBJECT, json_get_str(value, "Text"), json_get_str(mail, member));
}

static int number(const json_t *date, const char *key)
{
	return (int)json_integer_value(json_object_get(date, key));
}

static void compare_date(Suite *suite, const json_t *mail, const char *member, const json_t *value)
{
	const json_t *date = json_object_get(value, "DateTime");
	g_autofree char *written = NULL;

	if (date) {
		g_autoptr(GDateTime) local = g_date_time_new_utc(number(date, "year"),
			number(date, "month"), number(date, "day"), number(date, "hour"),
			number(date, "minute"), number(date, "second"));
		int offset = number(date, "tz_hour") * 3600 + number(date, "tz_minute") * 60;
		bool west = json_is_true(json_object_get(date, "tz_before_gmt"));
		written = when_text(g_date_time_to_unix(local) + (west ? offset : -offset));
	}
	count(suite, DATE, str_of(written), json_get_str(mail, member));
}

static const struct {
	const char *expected, *ours;
	void (*compare)(Suite *suite, const json_t *mail, const char *member, const json_t *value);
} fields[] = {
	{"from", "from", compare_addresses},
	{"to", "to", compare_addresses},
	{"cc", "cc", compare_addresses},
	{"reply_to", "reply_to", compare_addresses},
	{"subject", "subject", compare_text},
	{"date", "date", compare_date},
};

/* The value of the first header called so, which is the one that counts; NULL. */
static const json_t *first_value(const json_t *headers, const char *name)
{
	const json_t *header;
	size_t index;

	json_array_foreach (headers, index, header)
		if (g_strcmp0(json_get_text(header, "name"), name) == 0)
			return json_object_get(header, "value");
	return NULL;
}

static void compare_envelope(Comparison *comparison, Located bytes, const json_t *headers)
{
	json_auto_t *mail = json_object();
	Located subject;

	envelope_read(mail, comparison->shelf, bytes, comparison->defects, &subject);
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		const json_t *value = first_value(headers, fields[i].expected);
		if (value)
			fields[i].compare(comparison->suite, mail, fields[i].ours, value);
	}
}

/* An attribute of the header called so; empty where it has none. */
static Str attribute_of(const json_t *headers, const char *name, const char *attribute)
{
	const json_t *header, *entry;
	size_t i, j;

	json_array_foreach (headers, i, header) {
		if (g_strcmp0(json_get_text(header, "name"), name) != 0)
			continue;
		json_array_foreach (json_at(header, "/value/ContentType/attributes"), j, entry)
			if (g_strcmp0(json_get_text(entry, "name"), attribute) == 0)
				return json_get_str(entry, "value");
	}
	return STR("");
}

static void compare_name(Comparison *comparison, const json_t *headers, const Part *part)
{
	Str expected = attribute_of(headers, "content_disposition", "filename");

	if (expected.len == 0)
		expected = attribute_of(headers, "content_type", "name");
	if (expected.len == 0)
		return;
	g_autoptr(GString) name = part ? part_name(comparison->suite->charsets, part) : NULL;
	count(comparison->suite, NAMES, expected, str_of(name ? name->str : ""));
}

/* Of several Content-Type headers the last decides, in the suite as with us. */
static void compare_type(Comparison *comparison, const json_t *headers, const Part *part)
{
	const json_t *header, *type = NULL;
	size_t index;

	json_array_foreach (headers, index, header)
		if (g_strcmp0(json_get_text(header, "name"), "content_type") == 0)
			type = json_at(header, "/value/ContentType");
	if (!type)
		return;
	const char *subtype = json_get_text(type, "c_subtype");
	g_autofree char *whole =
		g_strconcat(json_get_text(type, "c_type"), subtype ? "/" : NULL, subtype, NULL);
	g_autofree char *lower = g_ascii_strdown(whole, -1);
	count(comparison->suite, TYPES, str_of(lower), str_of(part ? part->type : ""));
}

/* Carriage returns are left out on both sides: which of them are line ends is the reader's affair. */
static GString *without_returns(Str text)
{
	GString *out = g_string_sized_new(text.len);

	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != '\r')
			g_string_append_c(out, text.at[i]);
	return out;
}

/* The suite does not undo it, we do. */
static bool is_uuencoded(const Part *part)
{
	return part && decoders_transfer(part->encoding) == decoders_transfer(STR("uuencode"));
}

static void compare_body_text(Comparison *comparison, Str text, const Part *part)
{
	g_autoptr(GString) expected = without_returns(text), ours = NULL;
	TextCharset charset;

	if (is_uuencoded(part)) { /* a text, but what is in it is a file: not compared */
		comparison->suite->uuencoded++;
		return;
	}
	if (part) {
		Located bytes = part_bytes(comparison->shelf, part, comparison->defects);
		ours = without_returns(
			text_of(comparison->shelf, part, bytes, comparison->defects, &charset)
				.bytes);
	}
	count(comparison->suite, TEXT, str_over(expected->str, expected->len),
		ours ? str_over(ours->str, ours->len) : STR(""));
}

static void compare_bytes(Comparison *comparison, const json_t *bytes, const Part *part)
{
	g_autoptr(GString) expected = g_string_new(NULL);
	const json_t *byte;
	size_t index;

	json_array_foreach (bytes, index, byte)
		g_string_append_c(expected, (char)json_integer_value(byte));
	if (is_uuencoded(part)) {
		GString *encoded = expected;
		expected = transfer_uuencode(str_over(encoded->str, encoded->len), NULL);
		g_string_free(encoded, TRUE);
	}
	count(comparison->suite, ATTACHMENTS, str_over(expected->str, expected->len),
		part ? part_bytes(comparison->shelf, part, comparison->defects).bytes : STR(""));
}

/* A leaf's body, by what the suite takes it for. */
static void compare_body(Comparison *comparison, const json_t *body, const Part *part)
{
	static const char *const texts[] = {"Text", "Html"}, *const files[] = {
								     "Binary", "InlineBinary"};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		if (json_object_get(body, texts[i]))
			compare_body_text(comparison, json_get_str(body, texts[i]), part);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		if (json_object_get(body, files[i]))
			compare_bytes(comparison, json_object_get(body, files[i]), part);
}

/* The suite's parts in their order; an attached message's follow it, as they do with us. The tests' own
 * recursion, over trusted JSON. */
static void compare_message(
	Comparison *comparison, const json_t *message, Located bytes) // NOLINT(misc-no-recursion)
{
	const json_t *parts = json_object_get(message, "parts"), *expected;
	size_t index;

	compare_envelope(comparison, bytes, json_at(parts, "/0/headers"));
	json_array_foreach (parts, index, expected) {
		const json_t *body = json_object_get(expected, "body");
		const json_t *headers = json_object_get(expected, "headers");
		const Part *part = NULL;
		if (json_object_get(body, "Multipart"))
			continue;
		if (comparison->next < comparison->parts->len)
			part = comparison->parts->pdata[comparison->next++];
		compare_type(comparison, headers, part);
		compare_name(comparison, headers, part);
		compare_body(comparison, body, part);
		if (json_object_get(body, "Message") && part)
			compare_message(comparison, json_object_get(body, "Message"),
				part_bytes(comparison->shelf, part, comparison->defects));
	}
}

static void compare_mail(Suite *suite, Str mail, const char *expected_path)
{
	g_autofree char *data = NULL;
	g_autoptr(GError) error = NULL;
	json_auto_t *list = json_array();
	Defects defects = {.list = list};
	gsize size;

	suite->path = expected_path;
	g_file_get_contents(expected_path, &data, &size, &error);
	g_assert_no_error(error);
	json_auto_t *expected = json_parse(str_over(data, size), &error);
	g_assert_no_error(error);
	g_autoptr(Shelf) shelf = shelf_new(suite->charsets);
	g_autoptr(GPtrArray) parts = tree_parts(shelf, located_mail(mail), &defects);
	Comparison comparison = {suite, shelf, &defects, parts, 0};
	compare_message(&comparison, expected, located_mail(mail));
	suite->files++;
}

/* The mail with other line ends. */
static GString *with_ends(Str mail, const char *line_end)
{
	GString *out = g_string_sized_new(mail.len + mail.len / 32);

	while (mail.len > 0) {
		gssize end = str_find_char(mail, '\n');
		Str line = str_take_line(&mail);
		g_string_append_len(out, line.at, (gssize)line.len);
		if (end >= 0)
			g_string_append(out, line_end);
	}
	return out;
}

static void compare_file(Suite *suite, const char *path)
{
	static const struct {
		const char *suffix, *line_end;
	} forms[] = {{".json", "\n"}, {".crlf.json", "\r\n"}};
	g_autofree char *data = NULL;
	g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".eml"));
	gsize size;

	g_assert_true(g_file_get_contents(path, &data, &size, NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		g_autofree char *expected = g_strconcat(stem, forms[i].suffix, NULL);
		g_autoptr(GString) mail = with_ends(str_over(data, size), forms[i].line_end);
		compare_mail(suite, str_over(mail->str, mail->len), expected);
	}
}

static void compare_folder(Suite *suite, const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		if (g_str_has_suffix(name, ".eml"))
			compare_file(suite, path);
	}
}

static void test_suite(void)
{
	static const char *const folders[] = {"legacy", "malformed", "rfc", "thirdparty"};
	const char *shared = g_getenv("MEKIKI_SHARED");
	g_autoptr(Charsets) charsets = charsets_new();
	Suite suite = {.charsets = charsets};

	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *folder = g_build_filename(
			shared ? shared : "../shared", "suites", "mime", folders[i], NULL);
		compare_folder(&suite, folder);
	}
	if (suite.files == 0) {
		g_test_skip("there is no suite at ../shared/suites/mime");
		return;
	}
	g_test_message("%u messages, with both line ends; %u uuencoded texts are not compared",
		suite.files / 2, suite.uuencoded);
	for (size_t i = 0; i < KINDS; i++)
		g_test_message(
			"%s: %u of %u (%u of them hold characters that the suite cannot read)",
			kind_names[i], suite.same[i], suite.expected[i], suite.better[i]);
	for (size_t i = 0; i < KINDS; i++)
		g_assert_cmpuint((guint64)suite.same[i] * 100, >=,
			(guint64)suite.expected[i] * percent_min[i]);
	g_assert_cmpuint(suite.unexplained, ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/read/mime-suite", test_suite);
	return g_test_run();
}

#include "read/mail.h"

#include <string.h>

#include "base/language.h"
#include "case/blobs.h"
#include "files/kind.h"
#include "read/deadline.h"
#include "read/disguise.h"
#include "read/envelope.h"
#include "read/links.h"
#include "read/params.h"
#include "read/text.h"
#include "read/tree.h"

/* A text that may be the mail's. */
typedef struct {
	const Part *part; /* NULL while there is none */
	GString *text;    /* as a reader sees it */
	json_t *hidden;
	json_t *deadline;
	unsigned rank; /* the higher, the more a mail program would show it */
} Body;

typedef struct {
	Charsets *charsets;
	json_t *parts, *attachments;
	Defects defects;
	Links links;
	Body body;
} Reading;

static void body_clear(Body *body)
{
	if (body->text)
		g_string_free(body->text, TRUE);
	json_decref(body->hidden);
	json_decref(body->deadline);
	*body = (Body){0};
}

/* How much a part is the mail's text: the mail's own before an attached message's, HTML before plain. */
static unsigned rank_of(const Part *part, bool empty)
{
	if (part_is_attached(part))
		return 1;
	if (part->nested)
		return part_kind(part) == PART_HTML ? 3 : 2;
	if (part_kind(part) == PART_HTML)
		return 6;
	return empty ? 4 : 5;
}

/* Take `body` for the mail's if it ranks higher than what there is; it is taken either way. */
static void offer_body(Reading *reading, Body body)
{
	if (body.rank <= reading->body.rank) {
		body_clear(&body);
		return;
	}
	body_clear(&reading->body);
	reading->body = body;
}

static json_t *deadline_json(Located text)
{
	Deadline deadline;

	if (!deadline_find(text.bytes, &deadline))
		return json_null();
	Located found = located_slice(text, deadline.text);
	json_t *entry = json_object();
	json_put(entry, "text", json_text(found.bytes));
	json_put(entry, "days", json_real(deadline.days));
	json_put(entry, "at", place_json(&found.place));
	return entry;
}

/* One hidden text. It is by definition what the page's own decoder makes of the hidden source. */
static void add_hidden(json_t *list, Shelf *shelf, Located html, const HtmlHidden *hidden)
{
	Located source = located_slice(html, str_sub(html.bytes, hidden->from, hidden->len));
	Located text = located_decode(shelf, source, "html-text", NULL);
	Located kept = located_slice(text, text_cut(text.bytes, MAIL_HIDDEN_MAX));

	if (kept.bytes.len == 0)
		return;
	json_t *entry = json_object();
	json_put(entry, "text", json_text(kept.bytes));
	json_put(entry, "how", json_text(str_of(hidden->how)));
	json_put(entry, "at", place_json(&kept.place));
	json_push(list, entry);
}

/* Words of the visible text that are disguised, too: of each something is hidden. */
static void add_disguised(Reading *reading, json_t *list, Located text)
{
	Disguise disguise = disguise_over(text.bytes);
	unsigned listed = 0;

	for (DisguisedWord word; disguise_next(&disguise, &word);) {
		Located found = located_slice(text, word.text);
		if (listed++ == MAIL_DISGUISED_MAX) {
			defects_add(&reading->defects, DEFECT_HIDDEN, &found.place);
			return;
		}
		json_t *entry = json_object();
		json_put(entry, "text", json_text(found.bytes));
		json_put(entry, "how", json_text(str_of(word.how)));
		json_put(entry, "at", place_json(&found.place));
		json_push(list, entry);
	}
}

static void read_html(Reading *reading, Shelf *shelf, const Part *part, Located html)
{
	g_autoptr(HtmlPage) page = htmlpage_read(html.bytes);
	Body body = {.part = part, .hidden = json_array(), .rank = rank_of(part, false)};

	if (page->deep)
		defects_add(&reading->defects, DEFECT_HTML_DEEP, &html.place);
	if (page->hidden_cut)
		defects_add(&reading->defects, DEFECT_HIDDEN, &html.place);
	links_of_page(&reading->links, part, html, page);
	for (guint i = 0; i < page->hidden->len; i++)
		add_hidden(body.hidden, shelf, html, &g_array_index(page->hidden, HtmlHidden, i));
	Str visible = str_over(page->text->str, page->text->len);
	Located shown = {visible, place_decoded(html.place, "html-text", visible.len)};
	body.deadline = deadline_json(shown);
	add_disguised(reading, body.hidden, shown);
	body.text = g_string_new_len(visible.at, (gssize)visible.len);
	offer_body(reading, body);
}

/* Plain text for a reader: lines end in LF, no NULs, no white space around. */
static GString *readable(Str text)
{
	GString *out = g_string_sized_new(text.len);

	text = str_trim(text);
	while (text.len > 0) {
		Str line = str_take_line(&text);
		for (gssize nul; (nul = str_find_char(line, '\0')) >= 0;) {
			g_string_append_len(out, line.at, nul);
			g_string_append(out, "\xef\xbf\xbd");
			line = str_sub(line, (size_t)nul + 1, line.len);
		}
		g_string_append_len(out, line.at, (gssize)line.len);
		if (text.len > 0)
			g_string_append_c(out, '\n');
	}
	return out;
}

static void read_plain(Reading *reading, const Part *part, Located text)
{
	Body body = {.part = part, .hidden = json_array(), .text = readable(text.bytes)};

	if (!part_is_attached(part)) /* nobody can click in a file */
		links_of_text(&reading->links, part, text);
	body.deadline = deadline_json(text);
	add_disguised(reading, body.hidden, text);
	body.rank = rank_of(part, body.text->len == 0);
	offer_body(reading, body);
}

static void put_part(json_t *entry, const char *key, const char *value)
{
	json_put(entry, key, json_text_or_null(value));
}

static json_t *part_json(Charsets *charsets, const Part *part, Located bytes, TextCharset charset)
{
	json_t *entry = json_object();
	char hash[BLOB_NAME_SIZE];
	g_autofree char *label = text_label(charsets, part);
	g_autofree char *encoding = g_ascii_strdown(part->encoding.at, (gssize)part->encoding.len);
	Str disposed = params_value(part->disposition);
	g_autofree char *disposition = g_ascii_strdown(disposed.at, (gssize)disposed.len);
	g_autoptr(GString) name = part_name(charsets, part);

	blob_name(bytes.bytes, hash);
	put_part(entry, "id", part->id);
	put_part(entry, "type", part->type);
	put_part(entry, "charset", label);
	put_part(entry, "charset_used", charset.charset);
	put_part(entry, "charset_why", charset.why);
	put_part(entry, "encoding", *encoding ? encoding : NULL);
	json_put(entry, "size", json_integer((json_int_t)bytes.bytes.len));
	put_part(entry, "sha256", hash);
	put_part(entry, "name", name ? name->str : NULL);
	put_part(entry, "disposition", *disposition ? disposition : NULL);
	json_put(entry, "at", place_json(&bytes.place));
	return entry;
}

/* Whether the part is a file that the mail carries, rather than its text. */
static bool is_attachment(const Part *part)
{
	return part_is_attached(part) || part_kind(part) == PART_OTHER;
}

static void add_attachment(Reading *reading, const json_t *part, Str bytes)
{
	static const char *const same[] = {"name", "size", "sha256"};
	json_t *entry = kind_json(json_get_str(part, "name"), json_get_text(part, "type"), bytes);

	json_put(entry, "part", json_incref(json_object_get(part, "id")));
	json_put(entry, "claimed_type", json_incref(json_object_get(part, "type")));
	for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
		json_put(entry, same[i], json_incref(json_object_get(part, same[i])));
	json_put(entry, "contains", json_array());
	json_push(reading->attachments, entry);
}

/* Read one part; what is decoded on the way is dropped at the end. */
static void read_part(Reading *reading, const Part *part)
{
	g_autoptr(Shelf) shelf = shelf_new(reading->charsets);
	Located bytes = part_bytes(shelf, part, &reading->defects);
	PartKind kind = part_kind(part);
	TextCharset charset = {0};

	reading->links.shelf = shelf;
	if (kind != PART_OTHER) {
		Located text = text_of(shelf, part, bytes, &reading->defects, &charset);
		if (kind == PART_HTML)
			read_html(reading, shelf, part, text);
		else
			read_plain(reading, part, text);
	}
	json_t *entry = part_json(reading->charsets, part, bytes, charset);
	json_push(reading->parts, entry);
	if (is_attachment(part))
		add_attachment(reading, entry, bytes.bytes);
}

/* Put the text, which is in the dossier up to MAIL_TEXT_MAX. */
static GBytes *put_text(json_t *mail, const Body *body)
{
	Str text = body->text ? str_over(body->text->str, body->text->len) : STR("");
	GBytes *blob = NULL;
	char hash[BLOB_NAME_SIZE];

	json_put(mail, "text_part", json_text_or_null(body->part ? body->part->id : NULL));
	json_put(mail, "text", json_text(text_cut(text, MAIL_TEXT_MAX)));
	json_put(mail, "text_blob", json_null());
	if (text.len > MAIL_TEXT_MAX) {
		blob = g_bytes_new(text.at, text.len);
		blob_name(text, hash);
		json_put(mail, "text_blob", json_text(str_of(hash)));
	}
	return blob;
}

/* What the text says about itself; a text that says nothing leaves the word to the subject. */
static void put_conclusions(json_t *mail, Body *body, const Located *subject)
{
	Str text = body->text ? str_over(body->text->str, body->text->len) : STR("");
	const char *language = language_guess(text);
	json_t *deadline = g_steal_pointer(&body->deadline);

	if (!language)
		language = language_guess(subject->bytes);
	if (!json_is_object(deadline)) {
		json_decref(deadline);
		deadline = deadline_json(*subject);
	}
	json_put(mail, "language", json_text_or_null(language));
	json_put(mail, "deadline", deadline);
	json_put(mail, "hidden", body->hidden ? json_incref(body->hidden) : json_array());
}

static void note_bytes(Reading *reading, Str bytes, guint64 whole_size)
{
	gssize nul = str_find_char(bytes, '\0');
	Place place = place_raw((size_t)MAX(nul, 0), 1);

	if (bytes.len == 0)
		defects_add(&reading->defects, DEFECT_EMPTY, NULL);
	if (whole_size > bytes.len)
		defects_add(&reading->defects, DEFECT_TOO_LONG, NULL);
	if (nul >= 0)
		defects_add(&reading->defects, DEFECT_NUL, &place);
}

void mail_read(Charsets *charsets, Str bytes, guint64 whole_size, MailRead *read_out)
{
	g_autoptr(Shelf) shelf = shelf_new(charsets);
	json_t *mail = json_object(), *sections = json_object();
	Reading reading = {
		.charsets = charsets,
		.parts = json_array(),
		.attachments = json_array(),
		.defects = {.list = json_array()},
		.links = {.list = json_array()},
	};
	Located whole = located_mail(bytes), subject;

	reading.links.defects = &reading.defects;
	note_bytes(&reading, bytes, whole_size);
	envelope_read(mail, shelf, whole, &reading.defects, &subject);
	g_autoptr(GPtrArray) parts = tree_parts(shelf, whole, &reading.defects);
	for (guint i = 0; i < parts->len; i++)
		read_part(&reading, parts->pdata[i]);

	json_put(mail, "parts", reading.parts);
	read_out->text = put_text(mail, &reading.body);
	put_conclusions(mail, &reading.body, &subject);
	json_put(mail, "reported_by", json_null());
	json_put(mail, "defects", reading.defects.list);
	json_put(sections, "mail", mail);
	json_put(sections, "links", reading.links.list);
	json_put(sections, "attachments", reading.attachments);
	read_out->sections = sections;
	body_clear(&reading.body);
}

void mail_read_clear(MailRead *read)
{
	json_decref(read->sections);
	g_bytes_unref(read->text);
	*read = (MailRead){0};
}

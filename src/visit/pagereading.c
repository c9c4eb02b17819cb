#include "visit/pagereading.h"

#include "base/language.h"
#include "visit/boxes.h"
#include "visit/look.h"
#include "visit/pagetext.h"
#include "visit/press.h"
#include "visit/saying.h"
#include "visit/understand.h"
#include "web/url.h"

/* Bytes of a value or an address that are shown. */
#define SHOWN_MAX ((size_t)2000)

/* Bytes of what the page says that it is about. */
#define HEADINGS_MAX ((size_t)400)

/* Options that are shown of one list. */
#define SHOWN_OPTIONS_MAX 120

/* A page while it is read. */
typedef struct {
	const Wordbook *book;
	Snapshot *page;
	GPtrArray *fields;  /* of Field */
	GPtrArray *presses; /* of Press */
	GArray *forms;      /* of guint32: their nodes */
	json_t *answer;     /* borrowed */
} Reading;

static json_t *node_json(const Snapshot *page, guint32 index)
{
	const SnapshotNode *node = snapshot_node(page, index);
	const SnapshotDocument *document = snapshot_document(page, node->document);
	json_t *json = json_object();

	json_put(json, "blob", json_integer(document->blob));
	json_put(json, "frame", json_text(document->frame));
	json_put(json, "id", json_integer(node->id));
	return json;
}

static json_t *box_json(const SnapshotBox *box)
{
	return json_pack(
		"[i, i, i, i]", (int)box->x, (int)box->y, (int)box->width, (int)box->height);
}

static json_t *short_text(Str text)
{
	return json_text(str_sub(text, 0, SHOWN_MAX));
}

static json_t *form_of(const Reading *reading, guint32 form)
{
	for (guint i = 0; i < reading->forms->len; i++)
		if (g_array_index(reading->forms, guint32, i) == form)
			return json_integer(i);
	return json_null();
}

static json_t *options_json(const Field *field)
{
	json_t *options = json_array();

	for (guint i = 0; i < MIN(field->options->len, SHOWN_OPTIONS_MAX); i++) {
		const FieldOption *option = g_ptr_array_index(field->options, i);
		json_t *json = json_object();
		json_put(json, "text", short_text(str_of(option->text)));
		json_put(json, "value", short_text(str_of(option->value)));
		json_push(options, json);
	}
	return options;
}

static json_t *boxes_json(const Snapshot *page, const Field *field)
{
	json_t *boxes = json_array();

	for (guint i = 0; i < field->boxes->len; i++)
		json_push(boxes, node_json(page, g_array_index(field->boxes, guint32, i)));
	return boxes;
}

static void put_reading(json_t *json, const Field *field)
{
	bool known = field->kind != ASK_NONE;

	json_put(json, "kind", json_text_or_null(known ? ask_kind(field->kind) : NULL));
	json_put(json, "asks", json_text_or_null(ask_name(field->kind)));
	json_put(json, "part", json_text_or_null(ask_part(field->kind)));
	if (!known)
		return;
	json_t *why = json_object();
	json_put(why, "from", json_text(str_of(field->reason.source)));
	json_put(why, "words", short_text(field->reason.words));
	json_put(why, "points", json_integer(field->reason.points));
	json_put(json, "why", why);
}

static const char *label_shown(const Field *field)
{
	const char *const texts[] = {field->label, field->left, field->above, ""};
	size_t i = 0;

	while (i < G_N_ELEMENTS(texts) - 1 && texts[i][0] == '\0')
		i++;
	return texts[i];
}

static json_t *field_json(const Reading *reading, guint n)
{
	const Field *field = g_ptr_array_index(reading->fields, n);
	const SnapshotNode *node = snapshot_node(reading->page, field->node);
	json_t *json = json_object();

	json_put(json, "n", json_integer(n));
	json_put(json, "node", node_json(reading->page, field->node));
	json_put(json, "boxes", boxes_json(reading->page, field));
	json_put(json, "type", json_text(str_of(field->type)));
	json_put(json, "name", short_text(field->name));
	json_put(json, "id", short_text(field->id));
	json_put(json, "autocomplete", short_text(field->autocomplete));
	json_put(json, "label", json_text(str_of(label_shown(field))));
	json_put(json, "placeholder", short_text(field->placeholder));
	json_put(json, "maxlength", json_integer(field->maxlength));
	json_put(json, "options", options_json(field));
	json_put(json, "box", box_json(&node->box));
	json_put(json, "form", form_of(reading, node->form));
	json_put(json, "required", json_boolean(field->required));
	json_put(json, "visible", json_boolean(field->visible));
	json_put(json, "checked", json_boolean(field->checked));
	json_put(json, "value", short_text(field->value));
	put_reading(json, field);
	return json;
}

/* Of a link: where it leads from the page that it stands in; null where that is no page. */
static json_t *target_of(const Snapshot *page, const Press *press)
{
	const SnapshotNode *node = snapshot_node(page, press->node);
	g_autoptr(Url) base = url_parse(snapshot_document(page, node->document)->url, NULL);
	g_autoptr(Url) url = url_parse(press->href, base);

	return json_text_or_null(url ? url_text(url) : NULL);
}

static json_t *press_json(const Reading *reading, const Press *press, guint n)
{
	const SnapshotNode *node = snapshot_node(reading->page, press->node);
	json_t *json = json_object();

	json_put(json, "n", json_integer(n));
	json_put(json, "node", node_json(reading->page, press->node));
	json_put(json, "made", json_text(str_of(press->made)));
	json_put(json, "text", json_text(str_of(press->text)));
	json_put(json, "does", json_text_or_null(press->does));
	json_put(json, "box", box_json(&node->box));
	json_put(json, "form", form_of(reading, press->form));
	json_put(json, "visible", json_boolean(press->visible));
	json_put(json, "disabled", json_boolean(press->disabled));
	return json;
}

static void put_presses(const Reading *reading)
{
	json_t *buttons = json_array(), *links = json_array();

	for (guint i = 0; i < reading->presses->len; i++) {
		const Press *press = g_ptr_array_index(reading->presses, i);
		bool link = g_str_equal(press->made, "link");
		json_t *list = link ? links : buttons;
		json_t *json = press_json(reading, press, (guint)json_array_size(list));
		if (link)
			json_put(json, "url", target_of(reading->page, press));
		json_push(list, json);
	}
	json_put(reading->answer, "buttons", buttons);
	json_put(reading->answer, "links", links);
}

static void find_forms(const Reading *reading)
{
	for (guint32 i = 0; i < reading->page->nodes->len && reading->forms->len < FIELD_MAX; i++)
		if (snapshot_is(snapshot_node(reading->page, i), STR("FORM")))
			g_array_append_val(reading->forms, i);
}

/* The numbers of those in the list that stand in the form. */
static json_t *members(const json_t *list, guint form)
{
	json_t *numbers = json_array();
	const json_t *entry;
	size_t index;

	json_array_foreach (list, index, entry)
		if (json_is_integer(json_object_get(entry, "form")) &&
			json_integer_value(json_object_get(entry, "form")) == form)
			json_push(numbers, json_integer((json_int_t)index));
	return numbers;
}

static json_t *form_json(const Reading *reading, guint n)
{
	guint32 index = g_array_index(reading->forms, guint32, n);
	const SnapshotNode *node = snapshot_node(reading->page, index);
	g_autoptr(Url) base =
		url_parse(snapshot_document(reading->page, node->document)->url, NULL);
	g_autoptr(Url) action = url_parse(
		str_trim(snapshot_attribute(reading->page, node, STR("action"), NULL)), base);
	Str method = snapshot_attribute(reading->page, node, STR("method"), NULL);
	json_t *json = json_object();

	json_put(json, "n", json_integer(n));
	json_put(json, "node", node_json(reading->page, index));
	json_put(json, "action", json_text_or_null(action ? url_text(action) : NULL));
	json_put(json, "method",
		json_text(str_equal_fold(method, STR("post")) ? STR("post") : STR("get")));
	return json;
}

/* At most 64 forms have members told: a page of a thousand is none that anybody fills. */
static void put_forms(const Reading *reading)
{
	json_t *forms = json_array();

	for (guint i = 0; i < MIN(reading->forms->len, 64); i++) {
		json_t *json = form_json(reading, i);
		json_put(json, "fields", members(json_object_get(reading->answer, "fields"), i));
		json_put(json, "buttons", members(json_object_get(reading->answer, "buttons"), i));
		json_push(forms, json);
	}
	json_put(reading->answer, "forms", forms);
}

static bool asks_already(const json_t *asks, const char *name)
{
	const json_t *ask;
	size_t index;

	json_array_foreach (asks, index, ask)
		if (str_equal(json_str(ask), str_of(name)))
			return true;
	return false;
}

static json_t *asks_of(const Reading *reading)
{
	json_t *asks = json_array();

	for (guint i = 0; i < reading->fields->len; i++) {
		const Field *field = g_ptr_array_index(reading->fields, i);
		const char *name = ask_name(field->kind);
		if (field->visible && name && !asks_already(asks, name))
			json_push(asks, json_text(str_of(name)));
	}
	return asks;
}

static json_t *frames_of(const Snapshot *page)
{
	json_t *frames = json_array();

	for (guint i = 0; i < page->documents->len; i++) {
		const SnapshotDocument *document = snapshot_document(page, i);
		json_t *json = json_object();
		json_put(json, "blob", json_integer(document->blob));
		json_put(json, "frame", json_text(document->frame));
		json_put(json, "url", short_text(document->url));
		json_push(frames, json);
	}
	return frames;
}

/* What the page says that it is about: its title, headings, the words of its pictures. */
static GString *headings_of(const Snapshot *page)
{
	static const Str names[] = {STR("H1"), STR("H2"), STR("H3"), STR("H4"), STR("LEGEND")};
	GString *headings = g_string_new(NULL);

	if (page->documents->len > 0)
		snapshot_append(headings, snapshot_document(page, 0)->title, HEADINGS_MAX);
	for (guint32 i = 0; i < page->nodes->len && headings->len < HEADINGS_MAX; i++) {
		const SnapshotNode *node = snapshot_node(page, i);
		g_string_append_c(headings, '\n');
		for (size_t n = 0; n < G_N_ELEMENTS(names); n++)
			if (snapshot_is(node, names[n]) && node->visible)
				snapshot_words(page, i, HEADINGS_MAX, headings);
		if (snapshot_is(node, STR("IMG")))
			snapshot_append(headings, snapshot_attribute(page, node, STR("alt"), NULL),
				HEADINGS_MAX);
		if (g_str_has_suffix(headings->str, "\n"))
			g_string_truncate(headings, headings->len - 1);
	}
	return headings;
}

/* A form has few words, and those in Chinese characters: one kana among them tells. */
static bool has_kana(Str text)
{
	for (size_t i = 0; i + 2 < text.len; i++) {
		guchar first = (guchar)text.at[i], second = (guchar)text.at[i + 1];
		if (first == 0xE3 && second >= 0x81 && second <= 0x83)
			return true; /* U+3040 to U+30FF */
	}
	return false;
}

/* By the text where it tells, else as the page claims. */
static json_t *language_of(const Snapshot *page, Str text)
{
	const char *guessed = language_guess(text);

	if (g_strcmp0(guessed, "zh") == 0 && has_kana(text))
		guessed = "ja";
	if (guessed)
		return json_text(str_of(guessed));
	for (guint32 i = 0; i < page->nodes->len; i++) {
		const SnapshotNode *node = snapshot_node(page, i);
		if (!snapshot_is(node, STR("HTML")))
			continue;
		Str claimed = snapshot_attribute(page, node, STR("lang"), NULL);
		Str primary = str_take_while(&claimed, str_is_alnum);
		return primary.len > 0 ? json_text(primary) : json_null();
	}
	return json_null();
}

static void put_look(const Reading *reading)
{
	g_autofree char *skeleton = look_skeleton(reading->page);
	g_autofree char *structure = look_structure(skeleton);
	json_t *look = json_object();

	json_put(look, "structure", json_text(str_of(structure)));
	json_put(look, "skeleton", json_text(str_of(skeleton)));
	json_put(reading->answer, "look", look);
}

static void put_fields(Reading *reading)
{
	json_t *fields = json_array();

	for (guint i = 0; i < reading->fields->len; i++)
		json_push(fields, field_json(reading, i));
	json_put(reading->answer, "fields", fields);
	json_put(reading->answer, "asks", asks_of(reading));
}

static void put_words(const Reading *reading, const json_t *question)
{
	g_autoptr(GString) visible = pagetext_visible(reading->page);
	Str text = str_over(visible->str, visible->len);
	const json_t *entered = json_object_get(question, "entered");
	bool asks = json_array_size(json_object_get(reading->answer, "asks")) > 0;
	json_t *answer = reading->answer;

	json_put(answer, "text", json_text(text));
	json_put(answer, "language", language_of(reading->page, text));
	json_put(answer, "says", saying_says(reading->book, text));
	json_put(answer, "signs", saying_signs(reading->book, reading->page, text, asks));
	json_put(answer, "shows_account",
		json_array_size(entered) > 0 ? json_boolean(saying_shows(text, entered))
					     : json_null());
}

static void read_page(Reading *reading, const json_t *question)
{
	Snapshot *page = reading->page;
	g_autoptr(GString) headings = headings_of(page);

	find_forms(reading);
	boxes_join(page, reading->fields);
	understand_fields(
		reading->book, page, reading->fields, str_over(headings->str, headings->len));
	json_put(reading->answer, "title",
		page->documents->len > 0 ? short_text(snapshot_document(page, 0)->title)
					 : json_null());
	put_fields(reading);
	put_presses(reading);
	put_forms(reading);
	put_words(reading, question);
	put_look(reading);
	json_put(reading->answer, "frames", frames_of(page));
	json_put(reading->answer, "cut", json_boolean(page->cut));
}

static bool read_blobs(Snapshot *page, const GPtrArray *blobs, GError **error)
{
	size_t bytes = 0;

	for (guint i = 0; i < blobs->len; i++)
		bytes += g_bytes_get_size(g_ptr_array_index(blobs, i));
	if (blobs->len == 0 || blobs->len > PAGEREADING_BLOBS_MAX ||
		bytes > PAGEREADING_BYTES_MAX) {
		g_set_error_literal(error, CAGE_ERROR, CAGE_ERROR_JOB,
			"page: there is no snapshot, or too much of it");
		return false;
	}
	for (guint i = 0; i < blobs->len; i++)
		if (!snapshot_add(page, str_of_bytes(g_ptr_array_index(blobs, i)), error))
			return false;
	return true;
}

static bool run(void *data, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	g_autoptr(Snapshot) page = snapshot_new();

	if (!read_blobs(page, question->blobs, error))
		return false;
	g_autoptr(GPtrArray) fields = field_list(page);
	g_autoptr(GPtrArray) presses = press_list(data, page);
	g_autoptr(GArray) forms = g_array_new(FALSE, FALSE, sizeof(guint32));
	answer_out->json = json_object();
	Reading reading = {data, page, fields, presses, forms, answer_out->json};
	read_page(&reading, question->json);
	return true;
}

static void *prepare(const char *data_dir, GError **error)
{
	return wordbook_new(data_dir, error);
}

void pagereading_free(void *prepared)
{
	wordbook_free(prepared);
}

const CageJob page_job = {.name = "page", .prepare = prepare, .run = run};

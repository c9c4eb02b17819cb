#include "visit/saying.h"

#include "know/wordform.h"

/* A value that is shorter stands in any text by chance. */
#define VALUE_MIN 4

typedef struct {
	json_t *list;
	const char *by; /* "words", "frame" */
} Sayings;

static bool is_listed(const json_t *list, const char *what)
{
	const json_t *entry;
	size_t index;

	json_array_foreach (list, index, entry)
		if (g_strcmp0(json_get_text(entry, "what"), what) == 0)
			return true;
	return false;
}

static void note(json_t *list, const char *what, const char *by, Str words)
{
	if (is_listed(list, what))
		return;
	json_t *entry = json_object();
	json_put(entry, "what", json_text(str_of(what)));
	if (by)
		json_put(entry, "by", json_text(str_of(by)));
	json_put(entry, "words", json_text(words));
	json_push(list, entry);
}

static void take(void *data, const WordbookHit *hit)
{
	Sayings *sayings = data;

	note(sayings->list, hit->name, sayings->by, hit->words);
}

json_t *saying_says(const Wordbook *book, Str text)
{
	Sayings sayings = {json_array(), NULL};

	wordbook_read(book, WORDBOOK_SAYS, text, take, &sayings);
	return sayings.list;
}

/* Frames of services that ask whether one is a person. */
static void look_at_frames(const Wordbook *book, const Snapshot *page, Sayings *sayings)
{
	for (guint32 i = 0; i < page->nodes->len; i++) {
		const SnapshotNode *node = snapshot_node(page, i);
		if (!snapshot_is(node, STR("IFRAME")) && !snapshot_is(node, STR("SCRIPT")))
			continue;
		wordbook_read(book, WORDBOOK_URL,
			str_sub(snapshot_attribute(page, node, STR("src"), NULL), 0, 500), take,
			sayings);
	}
}

json_t *saying_signs(const Wordbook *book, const Snapshot *page, Str text, bool asks)
{
	Sayings sayings = {json_array(), "frame"};

	look_at_frames(book, page, &sayings);
	sayings.by = "words";
	if (text.len <= SAYING_NOTICE_MAX && !asks)
		wordbook_read(book, WORDBOOK_SIGN, text, take, &sayings);
	if (str_trim(text).len <= SAYING_EMPTY_MAX && !asks)
		note(sayings.list, "empty", "words", STR(""));
	return sayings.list;
}

/* Letters and digits only, lower case. */
static GString *bare(Str text)
{
	g_autoptr(Wordform) form = wordform_new(text);
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < form->text->len; i++) {
		char c = form->text->str[i];
		if ((guchar)c >= 0x80 || g_ascii_isalnum(c) || c == '@' || c == '.')
			g_string_append_c(out, c);
	}
	return out;
}

static bool holds(const GString *text, Str value)
{
	g_autoptr(GString) sought = bare(value);

	return sought->len >= VALUE_MIN &&
	       str_find(str_over(text->str, text->len), str_over(sought->str, sought->len)) >= 0;
}

bool saying_shows(Str text, const json_t *values)
{
	g_autoptr(GString) all = bare(text);
	const json_t *value;
	size_t index;

	json_array_foreach (values, index, value) {
		Str rest = json_str(value);
		if (holds(all, rest))
			return true;
		Str local = str_take_until(&rest, '@');
		if (rest.len > 0 && holds(all, local))
			return true;
	}
	return false;
}

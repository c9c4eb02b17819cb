/* html5lib's tokenizer tests, read where they are: web/html gives the tokens that they ask for. Their file
 * xmlViolation.test asks for something else, the changes that a page needs to become XML, and is left out. */
#include "base/json.h"
#include "support/suite.h"
#include "web/htmldoctype.h"

static const char *const files[] = {"contentModelFlags", "domjs", "entities", "escapeFlag",
	"namedEntities", "numericEntities", "pendingSpecChanges", "test1", "test2", "test3",
	"test4", "unicodeChars", "unicodeCharsProblematic"};

static const struct {
	const char *name;
	HtmlContent content;
} states[] = {
	{"Data state", HTML_DATA},
	{"PLAINTEXT state", HTML_PLAINTEXT},
	{"RCDATA state", HTML_RCDATA},
	{"RAWTEXT state", HTML_RAWTEXT},
	{"Script data state", HTML_SCRIPT},
	{"CDATA section state", HTML_CDATA},
};

typedef struct {
	size_t passed, asked;
	size_t surrogates; /* tests whose text no UTF-8 can hold */
} Score;

/* The characters that "\uXXXX" of a doubly escaped text stand for; NULL where one is half a surrogate. */
static GString *unescaped(const json_t *text)
{
	Str rest = json_str(text);
	GString *plain = g_string_new(NULL);

	while (rest.len > 0) {
		Str piece = str_sub(rest, 0, 1);
		if (!str_starts(rest, STR("\\u"))) {
			g_string_append_len(plain, piece.at, 1);
			rest = str_sub(rest, 1, rest.len);
			continue;
		}
		g_autofree char *digits = str_dup(str_sub(rest, 2, 4));
		gunichar c = (gunichar)g_ascii_strtoull(digits, NULL, 16);
		rest = str_sub(rest, 6, rest.len);
		if (c >= 0xd800 && c <= 0xdfff) {
			g_string_free(plain, TRUE);
			return NULL;
		}
		if (c == 0)
			g_string_append_c(plain, '\0');
		else
			g_string_append_unichar(plain, c);
	}
	return plain;
}

static GString *text_of(const json_t *text, bool escaped)
{
	Str whole = json_str(text);

	return escaped ? unescaped(text) : g_string_new_len(whole.at, (gssize)whole.len);
}

/* A part of a token as the tests spell it, between bars. */
static void show(GString *shown, const char *what, Str value)
{
	g_string_append_printf(shown, "%s|", what);
	g_string_append_len(shown, value.at, (gssize)value.len);
	g_string_append(shown, "|\n");
}

static Str string_of(const GString *text)
{
	return str_over(text->str, text->len);
}

/* The name or value of a token, put where it counts. */
static void show_name(GString *shown, const char *what, Str name)
{
	g_autoptr(GString) plain = g_string_new(NULL);

	html_append_name(plain, name);
	show(shown, what, string_of(plain));
}

static void show_raw(GString *shown, const char *what, Str raw)
{
	g_autoptr(GString) plain = g_string_new(NULL);
	char buffer[4];

	/* what holds no references: comments, identifiers */
	for (Str piece; html_next_piece(&raw, HTML_RAWTEXT, buffer, &piece);)
		g_string_append_len(plain, piece.at, (gssize)piece.len);
	show(shown, what, string_of(plain));
}

/* Attributes are told in the order of their names; of two of one name, the first. */
static GTree *attributes_new(void)
{
	return g_tree_new_full((GCompareDataFunc)(GCallback)g_strcmp0, NULL, g_free, g_free);
}

static void attributes_add(GTree *attributes, const char *name, const GString *value)
{
	if (!g_tree_lookup(attributes, name))
		g_tree_insert(attributes, g_strdup(name), g_strdup(value->str));
}

static void show_attributes(GString *shown, GTree *attributes)
{
	for (GTreeNode *node = g_tree_node_first(attributes); node; node = g_tree_node_next(node))
		g_string_append_printf(shown, " %s=%s\n", (const char *)g_tree_node_key(node),
			(const char *)g_tree_node_value(node));
}

static void show_start(GString *shown, const HtmlToken *token)
{
	g_autoptr(GTree) attributes = attributes_new();
	Str rest = token->attributes;

	show_name(shown, token->self_closing ? "StartTag /" : "StartTag", token->name);
	for (HtmlAttribute attribute; html_next_attribute(&rest, &attribute);) {
		g_autoptr(GString) name = g_string_new(NULL), value = g_string_new(NULL);
		html_append_name(name, attribute.name);
		html_append_value(value, attribute.value);
		attributes_add(attributes, name->str, value);
	}
	show_attributes(shown, attributes);
}

static void show_doctype(GString *shown, const HtmlToken *token)
{
	HtmlDoctype doctype = htmldoctype_read(token);

	show_name(shown, doctype.name.at ? "DOCTYPE" : "DOCTYPE without name", doctype.name);
	show_raw(shown, doctype.public_id.at ? "public" : "no public", doctype.public_id);
	show_raw(shown, doctype.system_id.at ? "system" : "no system", doctype.system_id);
	g_string_append(shown, doctype.quirks ? "quirks\n" : "sound\n");
}

static void show_token(GString *shown, const HtmlToken *token)
{
	switch (token->kind) {
	case HTML_START:
		show_start(shown, token);
		break;
	case HTML_END:
		show_name(shown, "EndTag", token->name);
		break;
	case HTML_COMMENT:
		show_raw(shown, "Comment", token->text);
		break;
	case HTML_DOCTYPE:
		show_doctype(shown, token);
		break;
	case HTML_TEXT:
		break;
	}
}

static void append_text(GString *text, const HtmlToken *token)
{
	Str rest = token->text;
	char buffer[4];

	for (Str piece; html_next_piece(&rest, token->content, buffer, &piece);)
		g_string_append_len(text, piece.at, (gssize)piece.len);
}

/* Texts are told as one, as the tests have them. */
static void end_text(GString *shown, GString *text)
{
	if (text->len > 0)
		show(shown, "Character", string_of(text));
	g_string_truncate(text, 0);
}

static GString *tokens_of(Str source, HtmlContent content, Str closing)
{
	GString *shown = g_string_new(NULL);
	g_autoptr(GString) text = g_string_new(NULL);
	Html html = html_over(source);

	html_expect(&html, content, closing);
	for (HtmlToken token; html_next(&html, &token);) {
		if (token.kind == HTML_TEXT) {
			append_text(text, &token);
		} else {
			end_text(shown, text);
			show_token(shown, &token);
		}
	}
	end_text(shown, text);
	return shown;
}

static void expect_attributes(GString *shown, const json_t *wanted, bool escaped)
{
	g_autoptr(GTree) attributes = attributes_new();
	const char *name;
	json_t *value;

	json_object_foreach ((json_t *)wanted, name, value) {
		g_autoptr(GString) plain = text_of(value, escaped);
		attributes_add(attributes, name, plain);
	}
	show_attributes(shown, attributes);
}

static void expect_part(
	GString *shown, const char *found, const char *missing, const json_t *part, bool escaped)
{
	g_autoptr(GString) plain = text_of(part, escaped);

	show(shown, json_is_string(part) ? found : missing, string_of(plain));
}

static void expect_doctype(GString *shown, const json_t *token, bool escaped)
{
	expect_part(shown, "DOCTYPE", "DOCTYPE without name", json_array_get(token, 1), escaped);
	expect_part(shown, "public", "no public", json_array_get(token, 2), escaped);
	expect_part(shown, "system", "no system", json_array_get(token, 3), escaped);
	g_string_append(shown, json_is_true(json_array_get(token, 4)) ? "sound\n" : "quirks\n");
}

static GString *tokens_asked(const json_t *output, bool escaped)
{
	GString *shown = g_string_new(NULL);
	const json_t *token;
	size_t index;

	json_array_foreach (output, index, token) {
		const char *kind = json_string_value(json_array_get(token, 0));
		bool closing = json_is_true(json_array_get(token, 3));
		if (strcmp(kind, "DOCTYPE") == 0) {
			expect_doctype(shown, token, escaped);
			continue;
		}
		g_autoptr(GString) plain = text_of(json_array_get(token, 1), escaped);
		bool start = strcmp(kind, "StartTag") == 0;
		show(shown, start && closing ? "StartTag /" : kind, string_of(plain));
		if (start)
			expect_attributes(shown, json_array_get(token, 2), escaped);
	}
	return shown;
}

static void run_in(const json_t *test, const char *state, const GString *source, Score *score)
{
	bool escaped = json_is_true(json_object_get(test, "doubleEscaped"));
	Str closing = json_get_str(test, "lastStartTag");
	size_t known = 0;

	while (strcmp(states[known].name, state) != 0)
		g_assert_cmpuint(++known, <, G_N_ELEMENTS(states));
	g_autoptr(GString) got = tokens_of(string_of(source), states[known].content, closing);
	g_autoptr(GString) asked = tokens_asked(json_object_get(test, "output"), escaped);
	score->asked++;
	if (g_string_equal(got, asked))
		score->passed++;
	else
		g_test_message("%s, %s:\n%s\ngives\n%sinstead of\n%s",
			json_get_text(test, "description"), state, source->str, got->str,
			asked->str);
}

static void run_test(const json_t *test, Score *score)
{
	bool escaped = json_is_true(json_object_get(test, "doubleEscaped"));
	g_autoptr(GString) source = text_of(json_object_get(test, "input"), escaped);
	const json_t *wanted = json_object_get(test, "initialStates");
	const json_t *state;
	size_t index;

	if (!source) {
		score->surrogates++;
		return;
	}
	if (!wanted)
		run_in(test, "Data state", source, score);
	json_array_foreach (wanted, index, state)
		run_in(test, json_string_value(state), source, score);
}

static bool run_file(const char *name, Score *score)
{
	g_autofree char *path = g_strdup_printf("html5lib/%s.test", name);
	g_autofree char *text = suite_read(path);
	json_error_t problem;

	if (!text)
		return false;
	json_t *all = json_loads(text, JSON_ALLOW_NUL, &problem);
	if (!all)
		g_error("%s: %s", path, problem.text);
	const json_t *tests = json_object_get(all, "tests");
	const json_t *test;
	size_t index;
	json_array_foreach (tests, index, test)
		run_test(test, score);
	json_decref(all);
	return true;
}

static void test_suite(void)
{
	Score score = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		if (!run_file(files[i], &score))
			return;
	g_test_message("html5lib: %zu of %zu, each in each of its states; %zu whose text is half a "
		       "surrogate, which UTF-8 cannot hold, are left out",
		score.passed, score.asked, score.surrogates);
	g_assert_cmpuint(score.passed, ==, score.asked);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/htmlsuite/html5lib", test_suite);
	return g_test_run();
}

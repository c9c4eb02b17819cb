/*
 * The HTML documents as a browser reads them, whatever the dossier holds: nothing in them but what the
 * templates mean to put there.
 */
#include <gumbo.h>
#include <string.h>

#include "render.h"

static const char *const names[] = {"model", "signed", "harmless", "empty", "hostile"};
static const char *const languages[] = {"en", "ja"};

static const char *const elements[] = {
	"html",
	"head",
	"meta",
	"title",
	"style",
	"body",
	"header",
	"main",
	"article",
	"footer",
	"nav",
	"section",
	"h1",
	"h2",
	"h3",
	"h4",
	"p",
	"a",
	"span",
	"bdi",
	"code",
	"strong",
	"sup",
	"small",
	"br",
	"ul",
	"ol",
	"li",
	"dl",
	"dt",
	"dd",
	"div",
	"blockquote",
	"table",
	"caption",
	"thead",
	"tbody",
	"tr",
	"th",
	"td",
	"figure",
	"figcaption",
	"svg",
	"text",
	"circle",
	"path",
	"rect",
};

static const char *const attributes[] = {
	"lang",
	"charset",
	"http-equiv",
	"content",
	"name",
	"class",
	"id",
	"href",
	"title",
	"dir",
	"role",
	"scope",
	"data-label",
	"aria-label",
	"aria-labelledby",
	"aria-hidden",
	"viewBox",
	"preserveAspectRatio",
	"x",
	"y",
	"cx",
	"cy",
	"r",
	"d",
	"width",
	"height",
};

static bool is_listed(const char *word, size_t len, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(list[i]) == len && g_ascii_strncasecmp(word, list[i], len) == 0)
			return true;
	return false;
}

static void check_element(const GumboElement *element)
{
	GumboStringPiece tag = element->original_tag;

	gumbo_tag_from_original_text(&tag);
	if (tag.length > 0 && !is_listed(tag.data, tag.length, elements, G_N_ELEMENTS(elements)))
		g_error("the element %.*s", (int)tag.length, tag.data);
	/* gumbo makes what the text does not have: none is missing */
	g_assert_cmpuint(element->original_tag.length, >, 0);
}

static void check_attribute(const GumboAttribute *attribute)
{
	if (!is_listed(
		    attribute->name, strlen(attribute->name), attributes, G_N_ELEMENTS(attributes)))
		g_error("the attribute %s=\"%s\"", attribute->name, attribute->value);
	if (strcmp(attribute->name, "href") == 0)
		g_assert_true(attribute->value[0] == '#');
}

typedef struct {
	GHashTable *ids, *targets; /* what anchors are there, and which are linked to */
	GPtrArray *headings;       /* "1", "2", ... as they stand */
	GString *seen;             /* all text */
} Survey;

static void survey_element(Survey *survey, const GumboElement *element)
{
	for (unsigned i = 0; i < element->attributes.length; i++) {
		const GumboAttribute *attribute = element->attributes.data[i];
		check_attribute(attribute);
		if (strcmp(attribute->name, "id") == 0)
			g_assert_true(g_hash_table_add(survey->ids, g_strdup(attribute->value)));
		if (strcmp(attribute->name, "href") == 0)
			g_hash_table_add(survey->targets, g_strdup(attribute->value + 1));
	}
	if (element->tag >= GUMBO_TAG_H1 && element->tag <= GUMBO_TAG_H6)
		g_ptr_array_add(survey->headings, GINT_TO_POINTER(element->tag - GUMBO_TAG_H1 + 1));
}

static void walk(Survey *survey, const GumboNode *node)
{
	if (node->type == GUMBO_NODE_TEXT)
		g_string_append(survey->seen, node->v.text.text);
	g_assert_cmpint(node->type, !=, GUMBO_NODE_COMMENT);
	g_assert_cmpint(node->type, !=, GUMBO_NODE_CDATA);
	if (node->type != GUMBO_NODE_ELEMENT)
		return;
	check_element(&node->v.element);
	survey_element(survey, &node->v.element);
	for (unsigned i = 0; i < node->v.element.children.length; i++)
		walk(survey, node->v.element.children.data[i]);
}

/* Each link leads to an anchor of the document. */
static void check_targets(const Survey *survey)
{
	GHashTableIter each;
	gpointer target;

	g_hash_table_iter_init(&each, survey->targets);
	while (g_hash_table_iter_next(&each, &target, NULL))
		if (!g_hash_table_contains(survey->ids, target))
			g_error("#%s leads nowhere", (const char *)target);
}

/* A heading is at most one level below the one before it. */
static void check_headings(const Survey *survey)
{
	int level = 0;

	for (guint i = 0; i < survey->headings->len; i++) {
		int next = GPOINTER_TO_INT(survey->headings->pdata[i]);
		g_assert_cmpint(next, <=, level + 1);
		level = next;
	}
	g_assert_cmpint(GPOINTER_TO_INT(survey->headings->pdata[0]), ==, 1);
}

static void survey_document(Survey *survey, const char *text)
{
	GumboOptions options = kGumboDefaultOptions;

	survey->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	survey->targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	survey->headings = g_ptr_array_new();
	survey->seen = g_string_new(NULL);
	GumboOutput *output = gumbo_parse_with_options(&options, text, strlen(text));
	g_assert_cmpuint(output->errors.length, ==, 0);
	walk(survey, output->root);
	gumbo_destroy_output(&options, output);
}

static void survey_clear(Survey *survey)
{
	g_hash_table_unref(survey->ids);
	g_hash_table_unref(survey->targets);
	g_ptr_array_unref(survey->headings);
	g_string_free(survey->seen, TRUE);
}

static void test_documents(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names) * 2; i++) {
		g_autofree char *text = render_text(names[i / 2], "html", languages[i % 2]);
		Survey survey;
		survey_document(&survey, text);
		check_targets(&survey);
		check_headings(&survey);
		survey_clear(&survey);
	}
}

/* The mail's text is quoted whole, whatever it is made of. */
static void test_quoted(void)
{
	g_autofree char *text = render_text("hostile", "html", "en");
	Survey survey;

	survey_document(&survey, text);
	g_assert_nonnull(strstr(
		survey.seen->str, "</td><script>alert(1)</script><img src=\"hxxp://evil[.]"));
	g_assert_nonnull(strstr(survey.seen->str, "⟨U+202E⟩gpj"));
	g_assert_nonnull(
		strstr(survey.seen->str, "引き続き会員特典をご利用いただくには、3日以内に"));
	survey_clear(&survey);
}

static void test_policy(void)
{
	g_autofree char *text = render_text("model", "html", "ja");

	g_assert_nonnull(strstr(text, "<html lang=\"ja\">"));
	g_assert_nonnull(strstr(text,
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"style-src 'unsafe-inline'; img-src data:\">"));
	g_assert_null(strstr(text, "url("));
	g_assert_null(strstr(text, "@import"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/report/html/documents", test_documents);
	g_test_add_func("/report/html/quoted", test_quoted);
	g_test_add_func("/report/html/policy", test_policy);
	return g_test_run();
}

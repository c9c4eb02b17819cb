/*
 * The links of HTML pages beside those of gumbo's tree, over the corpus: the same attributes of the same
 * elements. gumbo is here for that only. Skipped where the corpus is not there.
 */
#include <gumbo.h>

#include "read/text.h"
#include "read/tree.h"
#include "web/htmlpage.h"
#include "web/htmltags.h"

/* gumbo's own cost grows too fast for larger pages. */
#define PAGE_MAX ((size_t)1 << 20)

typedef struct {
	Charsets *charsets;
	unsigned pages, links, differ;
} Comparison;

/* Every attribute of the tree that may hold a link and is not empty; the tree repeats elements. */
static void add_element(const GumboElement *element, GHashTable *links)
{
	GumboStringPiece original = element->original_tag;

	gumbo_tag_from_original_text(&original);
	const HtmlTag *tag = htmltags_find(str_over(original.data, original.length));
	for (const LinkSource *source = tag->links; source && source->found_in; source++) {
		const GumboAttribute *attribute =
			gumbo_get_attribute(&element->attributes, source->attribute.at);
		if (attribute && *attribute->value && source->form == LINK_PLAIN)
			g_hash_table_add(links,
				g_strdup_printf("%s=%s", source->found_in, attribute->value));
	}
}

static const GumboVector *children_of(const GumboNode *node)
{
	if (node->type == GUMBO_NODE_DOCUMENT)
		return &node->v.document.children;
	bool element = node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
	return element ? &node->v.element.children : NULL;
}

static GHashTable *links_of_gumbo(Str page)
{
	GHashTable *links = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GumboOptions options = kGumboDefaultOptions;
	g_autoptr(GPtrArray) waiting = g_ptr_array_new();

	options.max_errors = 0; /* each would be kept, and makes parsing quadratic */
	GumboOutput *tree = gumbo_parse_with_options(&options, page.at, page.len);
	g_ptr_array_add(waiting, tree->document);
	while (waiting->len > 0) {
		const GumboNode *node = g_ptr_array_steal_index_fast(waiting, waiting->len - 1);
		const GumboVector *children = children_of(node);
		if (children && node->type != GUMBO_NODE_DOCUMENT)
			add_element(&node->v.element, links);
		for (unsigned i = 0; children && i < children->length; i++)
			g_ptr_array_add(waiting, children->data[i]);
	}
	gumbo_destroy_output(&options, tree);
	return links;
}

/* What is the whole of its attribute. */
static bool is_plain(const char *found_in)
{
	static const char *const parts[] = {"meta[content]", "[style]", "style", "a[ping]", NULL};

	return !g_strv_contains(parts, found_in) && !g_str_has_suffix(found_in, "srcset]");
}

static GHashTable *links_of_ours(Str source)
{
	GHashTable *links = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(HtmlPage) page = htmlpage_read(source);

	for (guint i = 0; i < page->links->len; i++) {
		const HtmlLink *link = &g_array_index(page->links, HtmlLink, i);
		g_autoptr(GString) value =
			htmlpage_unescape(str_sub(source, link->from, link->len));
		if (is_plain(link->found_in))
			g_hash_table_add(
				links, g_strdup_printf("%s=%s", link->found_in, value->str));
	}
	return links;
}

/* Tell what of `some` is not in `others`; how many. */
static unsigned tell_missing(GHashTable *some, GHashTable *others, const char *whose)
{
	GHashTableIter iter;
	void *link;
	unsigned count = 0;

	g_hash_table_iter_init(&iter, some);
	while (g_hash_table_iter_next(&iter, &link, NULL))
		if (!g_hash_table_contains(others, link)) {
			g_test_message("only %s: %s", whose, (const char *)link);
			count++;
		}
	return count;
}

static void compare_page(Comparison *comparison, Str page)
{
	g_autoptr(GHashTable) ours = links_of_ours(page), theirs = links_of_gumbo(page);
	unsigned differ =
		tell_missing(ours, theirs, "ours") + tell_missing(theirs, ours, "gumbo's");

	comparison->pages++;
	comparison->links += g_hash_table_size(theirs);
	comparison->differ += differ;
}

static void compare_mail(Comparison *comparison, const char *path)
{
	g_autoptr(Shelf) shelf = shelf_new(comparison->charsets);
	json_auto_t *defect_list = json_array();
	Defects defects = {.list = defect_list};
	g_autofree char *data = NULL;
	TextCharset charset;
	gsize size;

	if (!g_file_get_contents(path, &data, &size, NULL))
		return;
	unsigned before = comparison->differ;
	g_autoptr(GPtrArray) parts =
		tree_parts(shelf, located_mail(str_over(data, size)), &defects);
	for (guint i = 0; i < parts->len; i++) {
		const Part *part = parts->pdata[i];
		if (part->nested || part_kind(part) != PART_HTML)
			continue;
		Located text =
			text_of(shelf, part, part_bytes(shelf, part, &defects), &defects, &charset);
		if (text.bytes.len <= PAGE_MAX)
			compare_page(comparison, text.bytes);
	}
	if (comparison->differ > before)
		g_test_message("%s: %u links differ", path, comparison->differ - before);
}

static const char *const folders[] = {
	"phish", "japanese-phish", "japanese", "ham", "hardham", "ham-lists", "ham-csdmc"};

static void test_links(void)
{
	const char *shared = g_getenv("MEKIKI_SHARED");
	g_autoptr(Charsets) charsets = charsets_new();
	Comparison comparison = {.charsets = charsets};

	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *folder =
			g_build_filename(shared ? shared : "../shared", "corpus", folders[i], NULL);
		g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
		for (const char *name; dir && (name = g_dir_read_name(dir));) {
			g_autofree char *path = g_build_filename(folder, name, NULL);
			compare_mail(&comparison, path);
		}
	}
	g_test_message("%u pages, %u different links, of which %u are in one of the two only",
		comparison.pages, comparison.links, comparison.differ);
	if (comparison.pages == 0)
		g_test_skip("there is no corpus at ../shared/corpus");
	g_assert_cmpuint(comparison.differ, ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/gumbo/links", test_links);
	return g_test_run();
}

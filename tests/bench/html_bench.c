/*
 * How fast HTML is read: every HTML part of the mails named, by web/html alone, by web/htmlpage, and by gumbo
 * (its tree alone), in turn in the same run. Prints megabytes a second of CPU time, the best of five rounds.
 *
 *	html_bench MAIL...
 */
#include <gumbo.h>
#include <stdio.h>

#include "read/text.h"
#include "read/tree.h"
#include "support/cputime.h"
#include "web/html.h"
#include "web/htmlpage.h"

#define ROUNDS 5

/* gumbo's own cost grows too fast for larger pages. */
#define PAGE_MAX ((size_t)1 << 20)

static void read_tokens(Str page)
{
	Html html = html_over(page);
	size_t attributes = 0;

	for (HtmlToken token; html_next(&html, &token);)
		for (HtmlAttribute attribute; html_next_attribute(&token.attributes, &attribute);)
			attributes++;
	g_assert(attributes <= page.len);
}

static void read_page(Str page)
{
	htmlpage_free(htmlpage_read(page));
}

static void read_tree(Str page)
{
	GumboOptions options = kGumboDefaultOptions;

	options.max_errors = 0;
	gumbo_destroy_output(&options, gumbo_parse_with_options(&options, page.at, page.len));
}

static const struct {
	const char *name;
	void (*read)(Str page);
} readers[] = {
	{"tokens (web/html)", read_tokens},
	{"text and links (web/htmlpage)", read_page},
	{"gumbo's tree", read_tree},
};

static void add_pages(Shelf *shelf, const char *path, GArray *pages)
{
	json_auto_t *defect_list = json_array();
	Defects defects = {.list = defect_list};
	g_autofree char *data = NULL;
	const char *charset;
	gsize size;

	if (!g_file_get_contents(path, &data, &size, NULL))
		return;
	GString *kept = g_string_new_len(data, (gssize)size);
	g_ptr_array_add(shelf->kept, kept);
	g_autoptr(GPtrArray) parts =
		tree_parts(shelf, located_mail(str_over(kept->str, kept->len)), &defects);
	for (guint i = 0; i < parts->len; i++) {
		const Part *part = parts->pdata[i];
		if (part->nested || part_kind(part) != PART_HTML)
			continue;
		Located text =
			text_of(shelf, part, part_bytes(shelf, part, &defects), &defects, &charset);
		if (text.bytes.len <= PAGE_MAX)
			g_array_append_val(pages, text.bytes);
	}
}

static gint64 time_of(void (*read)(Str page), const GArray *pages)
{
	gint64 start = cputime_us();

	for (guint i = 0; i < pages->len; i++)
		read(g_array_index(pages, Str, i));
	return cputime_us() - start;
}

int main(int argc, char **argv)
{
	g_autoptr(Charsets) charsets = charsets_new();
	g_autoptr(Shelf) shelf = shelf_new(charsets);
	g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(Str));
	gint64 best[G_N_ELEMENTS(readers)];
	size_t bytes = 0;

	for (int i = 1; i < argc; i++)
		add_pages(shelf, argv[i], pages);
	for (guint i = 0; i < pages->len; i++)
		bytes += g_array_index(pages, Str, i).len;
	if (bytes == 0) {
		fprintf(stderr, "html_bench: the mails named hold no HTML\n");
		return 1;
	}
	for (size_t n = 0; n < G_N_ELEMENTS(readers); n++)
		best[n] = G_MAXINT64;
	for (unsigned round = 0; round < ROUNDS; round++)
		for (size_t n = 0; n < G_N_ELEMENTS(readers); n++)
			best[n] = MIN(best[n], time_of(readers[n].read, pages));
	printf("%u pages, %.1f MB\n", pages->len, (double)bytes / 1e6);
	for (size_t n = 0; n < G_N_ELEMENTS(readers); n++)
		printf("%-30s %6.1f MB/s\n", readers[n].name,
			(double)bytes / (double)MAX(best[n], 1));
	return 0;
}

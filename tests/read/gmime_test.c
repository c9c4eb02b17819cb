/*
 * Our MIME tree beside GMime's, over the corpus: the same leaves, of the same types, with the same decoded
 * bytes. GMime is here for that only. Skipped where the corpus is not there.
 */
#include <gmime/gmime.h>

#include "read/tree.h"

/* Mails that may differ: in one, broken quoted-printable is repaired in another way. */
#define DIFFER_MAX 1

/* A part as "text/plain 1234 <checksum>". */
static void add_shown(GPtrArray *list, const char *type, Str bytes)
{
	g_autofree char *sum =
		g_compute_checksum_for_data(G_CHECKSUM_SHA1, (const guchar *)bytes.at, bytes.len);

	g_ptr_array_add(list, g_strdup_printf("%s %zu %s", type, bytes.len, sum));
}

/* Carriage returns are left out on both sides: GMime's parser takes some of them away. */
static Str without_returns(Str bytes, GString *kept)
{
	g_string_truncate(kept, 0);
	for (size_t i = 0; i < bytes.len; i++)
		if (bytes.at[i] != '\r')
			g_string_append_c(kept, bytes.at[i]);
	return str_over(kept->str, kept->len);
}

static void add_gmime_part(GMimeObject *parent, GMimeObject *object, gpointer list)
{
	GMimeContentType *type = g_mime_object_get_content_type(object);
	g_autofree char *name = g_mime_content_type_get_mime_type(type);
	g_autofree char *lower = g_ascii_strdown(name, -1);
	g_autoptr(GString) kept = g_string_new(NULL);

	(void)parent;
	if (!GMIME_IS_PART(object))
		return;
	GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(object));
	GMimeStream *memory = g_mime_stream_mem_new();
	if (content)
		g_mime_data_wrapper_write_to_stream(content, memory);
	GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
	add_shown(list, lower, without_returns(str_over((char *)bytes->data, bytes->len), kept));
	g_object_unref(memory);
}

static GPtrArray *read_with_gmime(Str mail)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(mail.at, mail.len);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

	if (message) {
		g_mime_message_foreach(message, add_gmime_part, list);
		g_object_unref(message);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	return list;
}

static GPtrArray *read_with_ours(Charsets *charsets, Str mail)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Shelf) shelf = shelf_new(charsets);
	g_autoptr(GString) kept = g_string_new(NULL);
	json_auto_t *defect_list = json_array();
	Defects defects = {.list = defect_list};
	g_autoptr(GPtrArray) parts = tree_parts(shelf, located_mail(mail), &defects);

	for (guint i = 0; i < parts->len; i++) {
		const Part *part = parts->pdata[i];
		if (!part_is_message(part) && !part->nested)
			add_shown(list, part->type,
				without_returns(part_bytes(shelf, part, &defects).bytes, kept));
	}
	return list;
}

/* What differs first, or NULL. */
static char *difference(const GPtrArray *ours, const GPtrArray *theirs)
{
	for (guint i = 0; i < MAX(ours->len, theirs->len); i++) {
		const char *our = i < ours->len ? ours->pdata[i] : "nothing";
		const char *their = i < theirs->len ? theirs->pdata[i] : "nothing";
		if (!g_str_equal(our, their))
			return g_strdup_printf("ours %s, GMime's %s", our, their);
	}
	return NULL;
}

typedef struct {
	Charsets *charsets;
	unsigned mails, differ;
} Comparison;

static void compare_mail(Comparison *comparison, const char *path)
{
	g_autofree char *data = NULL;
	gsize size;

	if (!g_file_get_contents(path, &data, &size, NULL))
		return;
	g_autoptr(GPtrArray) ours = read_with_ours(comparison->charsets, str_over(data, size));
	g_autoptr(GPtrArray) theirs = read_with_gmime(str_over(data, size));
	g_autofree char *differs = difference(ours, theirs);
	comparison->mails++;
	if (!differs)
		return;
	comparison->differ++;
	g_test_message("%s: %s", path, differs);
}

/* Folders of whole mails; ham-csdmc's have lost their headers. */
static const char *const folders[] = {
	"phish", "japanese-phish", "japanese", "ham", "hardham", "ham-lists"};

static void compare_folder(Comparison *comparison, const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		compare_mail(comparison, path);
	}
}

static void test_same(void)
{
	const char *shared = g_getenv("MEKIKI_SHARED");
	g_autoptr(Charsets) charsets = charsets_new();
	Comparison comparison = {.charsets = charsets};

	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *folder =
			g_build_filename(shared ? shared : "../shared", "corpus", folders[i], NULL);
		compare_folder(&comparison, folder);
	}
	g_test_message("%u of %u mails differ", comparison.differ, comparison.mails);
	if (comparison.mails == 0)
		g_test_skip("there is no corpus at ../shared/corpus");
	g_assert_cmpuint(comparison.differ, <=, DIFFER_MAX);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_mime_init();
	g_test_add_func("/gmime/same", test_same);
	return g_test_run();
}

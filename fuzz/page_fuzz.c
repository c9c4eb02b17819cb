/* Any bytes as a page's snapshots, a NUL between one and the next: the job refuses them, or gives an answer that
 * can be written as JSON. Run from the source tree: it reads data/fields. */
#include <stdint.h>

#include "base/json.h"
#include "visit/pagereading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void *prepared;
	Str rest = str_over((const char *)data, size);
	CageParcel question = {.json = json_object(),
		.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	CageParcel answer = {0};
	g_autoptr(GError) error = NULL;

	if (!prepared) {
		prepared = page_job.prepare(".", &error);
		g_assert_no_error(error);
	}
	while (rest.len > 0) {
		Str blob = str_take_until(&rest, '\0');
		str_take_char(&rest, '\0');
		g_ptr_array_add(question.blobs, g_bytes_new(blob.at, blob.len));
	}
	if (page_job.run(prepared, &question, &answer, &error)) {
		g_autofree char *text = json_canonical(answer.json);
		g_assert_nonnull(text);
	}
	cage_parcel_clear(&question);
	cage_parcel_clear(&answer);
	return 0;
}

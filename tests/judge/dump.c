#include "read/read.h"
#include <stdio.h>
int main(int argc, char **argv)
{
	void *prepared = read_job.prepare("", NULL);
	json_t *all = json_array();
	for (int i = 1; i < argc; i++) {
		char *data;
		gsize len;
		g_assert(g_file_get_contents(argv[i], &data, &len, NULL));
		CageParcel q = {.blobs = g_ptr_array_new()}, a = {0};
		g_ptr_array_add(q.blobs, g_bytes_new_take(data, len));
		gint64 t = g_get_monotonic_time();
		read_job.run(prepared, &q, &a, NULL);
		fprintf(stderr, "%6.1f ms %s\n", (double)(g_get_monotonic_time() - t) / 1000,
			argv[i]);
		json_put(a.json, "file", json_text(str_of(argv[i])));
		json_push(all, json_incref(a.json));
		cage_parcel_clear(&a);
	}
	puts(json_pretty(all));
	return 0;
}

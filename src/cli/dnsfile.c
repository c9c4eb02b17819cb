#include "cli/dnsfile.h"

#include "trace/recordfile.h"

GBytes *dnsfile_read(const char *path, GError **error)
{
	g_autofree char *text = NULL;
	gsize len = 0;

	if (!g_file_get_contents(path, &text, &len, error))
		return NULL;
	if (len > RECORDFILE_MAX) {
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
			"%s holds more than %zu MiB of DNS answers", path, RECORDFILE_MAX >> 20);
		return NULL;
	}
	return g_bytes_new_take(g_steal_pointer(&text), len);
}

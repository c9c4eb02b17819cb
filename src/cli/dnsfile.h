#pragma once
/*
 * cli/dnsfile - takes the file that --dns names: recorded answers of the DNS (trace/recordfile), read in the cage.
 *
 *	g_autoptr(GBytes) dns = dnsfile_read(path, &error);
 */
#include <glib.h>

/* The file's bytes. NULL with `error`, which names the file; one over RECORDFILE_MAX is refused. Yours to
 * g_bytes_unref. */
GBytes *dnsfile_read(const char *path, GError **error);

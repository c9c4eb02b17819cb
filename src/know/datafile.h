#pragma once
/*
 * know/datafile - reading the folders of data files, each file with its date and source.
 *
 *	g_autoptr(GPtrArray) paths = datafile_list(folder, ".json", &error);
 *	json_auto_t *file = datafile_json(path, &error);      has "date" and "source"
 */
#include "base/json.h"

/* Bytes of one file; a longer one is an error. */
#define DATAFILE_MAX ((size_t)8 << 20)

/* The paths of the files in `folder` whose names end in `ending`, sorted. NULL with `error` when it
 * cannot be read or holds none. Yours to g_ptr_array_unref. */
GPtrArray *datafile_list(const char *folder, const char *ending, GError **error);

/* The file's text, yours to g_bytes_unref; NULL with `error`. */
GBytes *datafile_text(const char *path, GError **error);

/* The file as a JSON object with the texts "date" (YYYY-MM-DD) and "source"; NULL with `error`, which
 * names the file. Yours to json_decref. */
json_t *datafile_json(const char *path, GError **error);

/* Set `error` to "PATH: words" (G_IO_ERROR_INVALID_DATA); false, for returning. */
bool datafile_fault(GError **error, const char *path, const char *words);

/* Make `*latest` (yours, may point at NULL) the file's date where that is the later one. */
void datafile_note_date(char **latest, const json_t *file);

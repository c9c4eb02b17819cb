#pragma once
/*
 * tests/report/render - what the report's tests share: dossiers from tests/report/, documents from the
 * templates of the source tree, made without a cage around them.
 */
#include "report/report.h"

/* The dossier tests/report/NAME.json. Yours to json_decref. */
json_t *render_dossier(const char *name);

/* A document of it, with the templates below `data_dir` (NULL: the source tree's). NULL with `error`.
 * Yours to g_bytes_unref. */
GBytes *render(const char *data_dir, json_t *dossier, const char *format, const char *language,
	GError **error);

/* The same, which must succeed, as a string. Yours to g_free. */
char *render_text(const char *name, const char *format, const char *language);

/* The path of tests/report/NAME in the source tree. Yours to g_free. */
char *render_path(const char *name);

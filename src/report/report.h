#pragma once
/*
 * report/report - how do we tell others? Writes documents from the dossier, and from nothing else.
 *
 * The templates are Lua in templates/, run in the cage. Indicators come out defanged and never as links;
 * the recipient's addresses come out masked.
 *
 *	GBytes *html = report_write(cage, dossier, REPORT_HTML, "ja", &error);
 */
#include "cage/cage.h"
#include "case/dossier.h"

typedef enum {
	REPORT_HTML,     /* one file, everything inside */
	REPORT_MARKDOWN, /* the same article as text */
	REPORT_JSON,     /* the dossier itself, indented; the language does not matter */
} ReportFormat;

/* Question: {"dossier", "format": "html"|"md", "language": "en"|"ja"}. Answer: blob 0 is the document. */
extern const CageJob report_job;

/* Write one document. `language` is "en" or "ja". NULL with `error` where the cage fails. Yours to
 * g_bytes_unref. */
GBytes *report_write(Cage *cage, const Dossier *dossier, ReportFormat format, const char *language,
	GError **error);

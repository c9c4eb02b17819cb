#pragma once
/*
 * report/report - how do we tell others? Writes documents from the dossier, and from nothing else.
 *
 * The templates are Lua in templates/, run in the cage: sections say what is told, words.LANGUAGE.lua in
 * which words, FORMAT.lua how it looks. Indicators come out defanged and never as links; the recipient's
 * addresses come out masked (report/safe).
 *
 *	ReportOrder order = {REPORT_HTML, "ja", archive_blobs(archive)};
 *	GBytes *html = report_write(cage, dossier, &order, &error);
 */
#include "cage/cage.h"
#include "case/blobs.h"
#include "case/dossier.h"

typedef enum {
	REPORT_HTML,     /* one file, everything inside */
	REPORT_MARKDOWN, /* the same article as text */
	REPORT_JSON,     /* the dossier itself, indented; the language does not matter */
} ReportFormat;

/* What one document may take: Lua's memory, and instructions of its machine. A report of 500 links and
 * 64 KiB of text takes an eighth of either at most. */
#define REPORT_MEMORY_MAX       ((size_t)256 << 20)
#define REPORT_INSTRUCTIONS_MAX 40000000

/* Pictures of pages that go into one document, and their bytes. */
#define REPORT_PICTURES_MAX       24
#define REPORT_PICTURES_BYTES_MAX ((size_t)16 << 20)

/* Question: {"dossier", "format": "html"|"md", "language": "en"|"ja", "pictures": [names of the blobs]}. Answer:
 * blob 0 is the document. */
extern const CageJob report_job;

/* The format called "html", "md" or "json". False where there is none of that name. */
bool report_format_find(const char *name, ReportFormat *format_out);

typedef struct {
	ReportFormat format;
	const char *language; /* "en" or "ja" */
	const Blobs *blobs;   /* where pictures are; NULL: the document has none */
} ReportOrder;

/* Write one document; pictures that are gone are left out. NULL with `error` where the cage fails. Yours to
 * g_bytes_unref. */
GBytes *report_write(Cage *cage, const Dossier *dossier, const ReportOrder *order, GError **error);

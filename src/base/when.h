#pragma once
/*
 * base/when - points in time: seconds since 1970 UTC, their one written form in the dossier (RFC 3339,
 * UTC, whole seconds), and the dates of mail.
 *
 *	gint64 t;
 *	if (when_parse_mail(STR("Wed, 25 Nov 2026 10:02:03 +0900 (JST)"), &t))
 *		g_autofree char *text = when_text(t);     "2026-11-25T01:02:03Z"
 */
#include "base/str.h"

/* "2026-11-25T01:02:03Z". Years 0001 to 9999; others are clamped. Yours to g_free. */
char *when_text(gint64 t);

/* Read what when_text wrote, and nothing else. */
bool when_parse(Str text, gint64 *t_out);

/* Read a mail's date: RFC 5322 section 3.3 with the obsolete forms of 4.3 (two-digit years, zone names,
 * comments anywhere), and what real mailers write (no weekday, no seconds, "GMT+0900", asctime order, a
 * twelve-hour clock, the year first). A weekday is not compared with the date. A date without a zone, or
 * with one that nobody knows, is read as UTC, as the RFC has it. False where no date can be read with
 * confidence: a part missing, double, impossible, or "11/12/2026"; seconds that are overwritten count as
 * none, and what follows them is passed over. Linear. */
bool when_parse_mail(Str text, gint64 *t_out);

#pragma once
/*
 * lookup/whoismask - a WHOIS reply fit to be quoted: persons' names, their addresses, telephone numbers and
 * mailboxes masked, by field. Names of organizations, abuse contacts, and all that is about the
 * registration itself, stay. The evidence keeps the reply whole.
 *
 *	g_autoptr(GString) safe = whoismask_text(vocabulary, STR("whois.example"), text, "(masked)");
 */
#include "lookup/vocabulary.h"

/* `text`, a reply as UTF-8 (whois_text), with `label` in the place of each personal value. Lines stay
 * lines, so that the quotation can be laid beside the reply. Linear. Yours to g_string_free. */
GString *whoismask_text(const Vocabulary *vocabulary, Str server, Str text, const char *label);

#pragma once
/*
 * lookup/whois - a WHOIS or RWhois reply, of any server, to a Registration (RFC 3912 leaves the reply's
 * form to the server; RFC 2167, RFC 2622).
 *
 * The shapes are lookup/whoisform's, the words lookup/vocabulary's; nothing here knows a server. In a
 * reply with several records the first domain counts, and of nested networks the smallest.
 *
 *	g_autoptr(Registration) registration = whois_parse(vocabulary, charsets, STR("whois.jprs.jp"), reply);
 */
#include "base/charset.h"
#include "lookup/vocabulary.h"

/* Bytes of a reply that are read. */
#define WHOIS_REPLY_MAX ((size_t)1 << 20)

/* The reply as UTF-8: from the charset of the server's dialect, or what the bytes most probably are.
 * Yours to g_string_free. */
GString *whois_text(const Vocabulary *vocabulary, Charsets *charsets, Str server, Str reply);

/* Read a reply. Never NULL: what cannot be understood is STATE_UNKNOWN. Linear. Yours to
 * registration_free. */
Registration *whois_parse(const Vocabulary *vocabulary, Charsets *charsets, Str server, Str reply);

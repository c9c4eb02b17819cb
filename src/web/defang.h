#pragma once
/*
 * web/defang - makes indicators safe to publish: "hxxps://www[.]example[.]com", "a[@]b[.]example",
 * "192.0.2[.]1"; nothing that comes out is turned into a link by a mail program or a browser.
 *
 *	g_autofree char *safe = defang_text(STR("see https://www.4ztfqg8.cn/"));
 */
#include "base/str.h"

/* Running text with every URL, host name, mail address and IP address in it defanged (what
 * web/linkify finds, and what it would find in a URL's own path); the rest is unchanged. Already
 * defanged text is left as it is. A NUL ends what comes out for a C reader. Linear. Yours to g_free. */
char *defang_text(Str text);

/* One indicator (a URL, host, mail address or IP address), defanged whole even where it would not be
 * found in running text: the scheme's "tt" becomes "xx" (another scheme's "://" becomes "[:]//"), each
 * dot of the host "[.]" (an IPv4 address: the last dot), "@" becomes "[@]", an IPv6 address' ":"
 * becomes "[:]". Yours to g_free. */
char *defang(Str indicator);

/* What a defanged indicator means: "hxxps://a[.]example" is "https://a.example". Yours to g_free. */
char *refang(Str indicator);

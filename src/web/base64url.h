#pragma once
/*
 * web/base64url - base64 as it stands in URLs: of either alphabet, with or without "=" behind (RFC 4648,
 * sections 4 and 5).
 *
 *	g_autoptr(GString) bytes = base64url_decode(STR("aHR0cDovL2EuZXhhbXBsZS8"));    http://a.example/
 */
#include "base/str.h"

/* The bytes that `code` stands for, which may be any; NULL where it is no base64. Yours to g_string_free. */
GString *base64url_decode(Str code);

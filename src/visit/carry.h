#pragma once
/*
 * visit/carry - whether a request carries a value that the visitor has typed, however the page wrapped it: as it
 * is, in a URL or a form (percent, plus, twice too), in JSON (\u), in a multipart form, in base64 (plain or of
 * URLs, a whole document in it), in hexadecimal. What a page encrypts is not seen through.
 *
 * Long values are known anywhere, with and without what stands between their groups ("4111-1111-..."); short
 * ones (a code, a month) only where they stand alone, and not in a URL's path.
 *
 *	g_autoptr(Carry) carry = carry_new();
 *	carry_add(carry, "password", "Mihon-1234x");
 *	GStrv kinds = carry_find(carry, "https://a.example/?p=Mihon-1234x", NULL);     {"password"}
 */
#include "base/str.h"

/* Values that are sought; bytes of one text that are looked at, and of all that it unwraps to. */
#define CARRY_VALUES_MAX    ((guint)200)
#define CARRY_TEXT_MAX      ((size_t)80 << 10)
#define CARRY_UNWRAPPED_MAX ((size_t)256 << 10)

/* Wrappings in wrappings. */
#define CARRY_DEPTH_MAX 4

/* Values of so many bytes are known anywhere. Shorter than the second they are not sought at all. */
#define CARRY_LONG_MIN  ((size_t)6)
#define CARRY_SHORT_MIN ((size_t)3)

typedef struct Carry Carry;

/* Knows no value yet. */
Carry *carry_new(void);

/* Free. NULL is fine. */
void carry_free(Carry *carry);

/* Seek this value, too, which is called `kind` ("password"). */
void carry_add(Carry *carry, const char *kind, const char *value);

/* The kinds of the values that a request to `url` with this body (NULL: none) carries, each once, sorted; empty where
 * it carries none. Yours to g_strfreev. */
char **carry_find(const Carry *carry, const char *url, GBytes *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Carry, carry_free)

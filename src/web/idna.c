#include "web/idna.h"

#include <unicode/uidna.h>

#include "base/utf8.h"

/* Code points that UTS 46 maps otherwise today (revision 33, Unicode 16) than ICU 72 does: each of
 * `first` to `last` becomes the one at the same place from `to`, or nothing where that is 0. Left out
 * are the characters that Unicode 15.0 had not, and U+1806, which is valid now and which ICU refuses. */
static const struct {
	gunichar first, last, to;
} overlay[] = {
	{0x04c0, 0x04c0, 0x04cf},   /* palochka */
	{0x10a0, 0x10c5, 0x2d00},   /* Georgian capitals */
	{0x115f, 0x1160, 0},        /* Hangul fillers */
	{0x17b4, 0x17b5, 0},        /* Khmer inherent vowels */
	{0x180e, 0x180e, 0},        /* Mongolian vowel separator */
	{0x1e9e, 0x1e9e, 0x00df},   /* capital sharp s */
	{0x2061, 0x2063, 0},        /* invisible operators */
	{0x206a, 0x206f, 0},        /* deprecated format characters */
	{0x2132, 0x2132, 0x214e},   /* turned F */
	{0x2183, 0x2183, 0x2184},   /* reversed C */
	{0x3164, 0x3164, 0},        /* Hangul filler */
	{0xffa0, 0xffa0, 0},        /* half-width Hangul filler */
	{0x1d173, 0x1d17a, 0},      /* musical format characters */
	{0x2f868, 0x2f868, 0x36fc}, /* compatibility ideographs, corrected */
	{0x2f874, 0x2f874, 0x5f53},
	{0x2f91f, 0x2f91f, 0x243ab},
	{0x2f95f, 0x2f95f, 0x7aee},
	{0x2f9bf, 0x2f9bf, 0x45d7},
};

enum {
	OPTIONS = UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII |
		  UIDNA_NONTRANSITIONAL_TO_UNICODE,
	/* CheckHyphens and VerifyDnsLength are off in browsers; ICU always checks and reports */
	TOLERATED = UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN |
		    UIDNA_ERROR_HYPHEN_3_4 | UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
		    UIDNA_ERROR_DOMAIN_NAME_TOO_LONG,
};

/* uidna_nameToASCII_UTF8 or uidna_nameToUnicodeUTF8. */
typedef int32_t (*Conversion)(const UIDNA *idna, const char *name, int32_t length, char *dest,
	int32_t capacity, UIDNAInfo *info, UErrorCode *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(UIDNA, uidna_close)

/* A name hardly grows: it is converted once, or once more with the room that ICU then asks for. */
static char *convert(Conversion conversion, Str name)
{
	UErrorCode error = U_ZERO_ERROR;
	g_autoptr(UIDNA) idna = uidna_openUTS46(OPTIONS, &error);
	g_autoptr(GString) out = g_string_sized_new(name.len * 2 + 64);
	UIDNAInfo info;

	g_assert(U_SUCCESS(error));
	do {
		info = (UIDNAInfo)UIDNA_INFO_INITIALIZER;
		error = U_ZERO_ERROR;
		int32_t length = conversion(idna, name.at, (int32_t)name.len, out->str,
			(int32_t)out->allocated_len - 1, &info, &error);
		g_string_set_size(out, (gsize)length);
	} while (error == U_BUFFER_OVERFLOW_ERROR);

	if (U_FAILURE(error) || (info.errors & ~(uint32_t)TOLERATED) || out->len == 0)
		return NULL;
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static void append_overlaid(GString *out, gunichar c)
{
	for (size_t i = 0; i < G_N_ELEMENTS(overlay); i++) {
		if (c < overlay[i].first || c > overlay[i].last)
			continue;
		if (overlay[i].to)
			g_string_append_unichar(out, overlay[i].to + (c - overlay[i].first));
		return;
	}
	g_string_append_unichar(out, c);
}

char *idna_to_ascii(Str name)
{
	if (name.len == 0 || str_find_char(name, '\0') >= 0)
		return NULL;
	/* The standard's fast path: a name in ASCII is taken as it is, broken "xn--" labels too. */
	if (str_is_ascii(name))
		return g_ascii_strdown(name.at, (gssize)name.len);
	if (name.len > IDNA_MAX || !utf8_is_valid(name))
		return NULL;

	g_autoptr(GString) overlaid = g_string_sized_new(name.len);
	const char *end = name.at + name.len;
	for (const char *at = name.at; at < end; at = g_utf8_next_char(at))
		append_overlaid(overlaid, g_utf8_get_char(at));
	return convert(uidna_nameToASCII_UTF8, str_over(overlaid->str, overlaid->len));
}

char *idna_to_unicode(Str name)
{
	if (name.len > IDNA_MAX)
		return NULL;
	return convert(uidna_nameToUnicodeUTF8, name);
}

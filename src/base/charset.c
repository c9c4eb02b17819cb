#include "base/charset.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ustring.h>

#include "base/jis.h"
#include "base/utf8.h"

/* A label longer than this is none. */
#define LABEL_MAX 64

/* UTF-16 is handed on in pieces of so many units. */
#define PIECE 1024

#define REPLACEMENT 0xfffd
#define GETA        0x3013 /* 〓, what Japanese print sets for a type that is not in the case */
#define EURO        0x20ac

typedef GString *Decode(Charsets *charsets, size_t row, Str bytes, size_t *damaged_out);
static Decode decode_icu, decode_utf8, decode_jis, decode_utf16;

enum {
	ASCII_BELOW = 1, /* bytes below 0x80 are ASCII, wherever a character can begin */
	JAPANESE = 2,    /* a code without a character is a gaiji or a carrier's picture: 〓 */
	EURO_AT_80 = 4,  /* the lone byte 0x80 is €, as in CP936 */
};

typedef struct {
	const char *name;
	const char *converter; /* ICU's name; NULL where none of its own is needed */
	Decode *decode;
	int flags;
	const char *labels; /* lower case, letters and digits alone */
} Charset;

/* The labels of the WHATWG Encoding Standard, and what mail adds. ICU rather than iconv: its tables are
 * in a linked library, so that nothing is opened later; and it alone has NEC's and IBM's rows under
 * the Japanese encodings and HKSCS beside ETEN's under Big5. */
static const Charset rows[] = {
	{"us-ascii", "windows-1252", decode_icu, ASCII_BELOW,
		"usascii ascii ansix341968 ansix341986 iso646us iso646irv1991 isoir6 us "
		"ibm367 cp367 csascii"},
	{"utf-8", NULL, decode_utf8, ASCII_BELOW,
		"utf8 unicode11utf8 unicode20utf8 xunicode20utf8 cp65001 windows65001 "
		"65001 utf8mb4 utf8n"},
	{"iso-2022-jp", NULL, decode_jis, 0,
		"iso2022jp iso2022jp1 iso2022jp3 iso2022jp2004 iso2022jpms csiso2022jp "
		"xiso2022jp cp50220 cp50221 cp50222 jis jis7"},
	{"shift_jis", "ibm-943_P15A-2003", decode_icu, ASCII_BELOW | JAPANESE,
		"shiftjis sjis xsjis csshiftjis mskanji csmskanji ms932 cp932 xmscp932 "
		"windows932 windows31j cswindows31j sjiswin cp943 cp943c 932"},
	{"euc-jp", "euc-jp-2007", decode_icu, ASCII_BELOW | JAPANESE,
		"eucjp xeucjp xeuc eucjpms eucjpwin eucjis ujis cp51932 windows51932 "
		"cseucpkdfmtjapanese extendedunixcodepackedformatforjapanese"},
	{"gb18030", "gb18030", decode_icu, ASCII_BELOW | EURO_AT_80,
		"gb18030 gb2312 gbk xgbk cp936 ms936 windows936 936 chinese csgb2312 "
		"csgb18030 csiso58gb231280 gb231280 isoir58 euccn xeuccn cngb gb"},
	{"big5", "ibm-1375_P100-2008", decode_icu, ASCII_BELOW,
		"big5 big5hkscs xxbig5 xbig5 cnbig5 csbig5 cp950 ms950 windows950 950 "
		"big5eten"},
	{"euc-kr", "windows-949-2000", decode_icu, ASCII_BELOW,
		"euckr cseuckr ksc56011987 ksc56011989 ksc5601 csksc56011987 korean "
		"isoir149 windows949 cp949 ms949 uhc 949 xwindows949"},
	{"windows-1252", "windows-1252", decode_icu, ASCII_BELOW,
		"windows1252 cp1252 xcp1252 1252 ansi iso88591 iso885911987 88591 latin1 "
		"l1 isoir100 cp819 ibm819 csisolatin1"},
	{"windows-1250", "windows-1250", decode_icu, ASCII_BELOW,
		"windows1250 cp1250 xcp1250 1250"},
	{"windows-1251", "windows-1251", decode_icu, ASCII_BELOW,
		"windows1251 cp1251 xcp1251 1251"},
	{"windows-1253", "windows-1253", decode_icu, ASCII_BELOW,
		"windows1253 cp1253 xcp1253 1253"},
	{"windows-1254", "windows-1254", decode_icu, ASCII_BELOW,
		"windows1254 cp1254 xcp1254 1254 iso88599 iso885991989 88599 latin5 l5 "
		"isoir148 csisolatin5"},
	{"windows-1255", "windows-1255", decode_icu, ASCII_BELOW,
		"windows1255 cp1255 xcp1255 1255"},
	{"windows-1256", "windows-1256", decode_icu, ASCII_BELOW,
		"windows1256 cp1256 xcp1256 1256"},
	{"windows-1257", "windows-1257", decode_icu, ASCII_BELOW,
		"windows1257 cp1257 xcp1257 1257"},
	{"windows-1258", "windows-1258", decode_icu, ASCII_BELOW,
		"windows1258 cp1258 xcp1258 1258"},
	{"windows-874", "windows-874", decode_icu, ASCII_BELOW,
		"windows874 dos874 cp874 874 iso885911 885911 tis620"},
	{"iso-8859-2", "iso-8859-2", decode_icu, ASCII_BELOW,
		"iso88592 iso885921987 88592 latin2 l2 isoir101 csisolatin2"},
	{"iso-8859-3", "iso-8859-3", decode_icu, ASCII_BELOW,
		"iso88593 iso885931988 88593 latin3 l3 isoir109 csisolatin3"},
	{"iso-8859-4", "iso-8859-4", decode_icu, ASCII_BELOW,
		"iso88594 iso885941988 88594 latin4 l4 isoir110 csisolatin4"},
	{"iso-8859-5", "iso-8859-5", decode_icu, ASCII_BELOW,
		"iso88595 iso885951988 88595 cyrillic isoir144 csisolatincyrillic"},
	{"iso-8859-6", "iso-8859-6", decode_icu, ASCII_BELOW,
		"iso88596 iso88596e iso88596i iso885961987 88596 arabic asmo708 ecma114 "
		"isoir127 csisolatinarabic csiso88596e csiso88596i"},
	{"iso-8859-7", "iso-8859-7", decode_icu, ASCII_BELOW,
		"iso88597 iso885971987 88597 greek greek8 suneugreek ecma118 elot928 "
		"isoir126 csisolatingreek"},
	{"iso-8859-8", "iso-8859-8", decode_icu, ASCII_BELOW,
		"iso88598 iso88598e iso88598i iso885981988 88598 hebrew visual logical "
		"isoir138 csisolatinhebrew csiso88598e csiso88598i"},
	{"iso-8859-10", "iso-8859-10", decode_icu, ASCII_BELOW,
		"iso885910 885910 latin6 l6 isoir157 csisolatin6"},
	{"iso-8859-13", "iso-8859-13", decode_icu, ASCII_BELOW, "iso885913 885913 latin7 l7"},
	{"iso-8859-14", "iso-8859-14", decode_icu, ASCII_BELOW, "iso885914 885914 latin8 l8"},
	{"iso-8859-15", "iso-8859-15", decode_icu, ASCII_BELOW,
		"iso885915 885915 latin9 l9 csisolatin9"},
	{"koi8-r", "koi8-r", decode_icu, ASCII_BELOW, "koi8r koi8 koi cskoi8r"},
	{"koi8-u", "koi8-u", decode_icu, ASCII_BELOW, "koi8u koi8ru"},
	{"macintosh", "macintosh", decode_icu, ASCII_BELOW,
		"macintosh mac xmacroman macroman csmacintosh"},
	{"x-mac-cyrillic", "x-mac-cyrillic", decode_icu, ASCII_BELOW,
		"xmaccyrillic xmacukrainian maccyrillic"},
	{"ibm437", "ibm-437", decode_icu, ASCII_BELOW, "ibm437 cp437 437 cspc8codepage437"},
	{"ibm850", "ibm-850", decode_icu, ASCII_BELOW, "ibm850 cp850 850 cspc850multilingual"},
	{"ibm852", "ibm-852", decode_icu, ASCII_BELOW, "ibm852 cp852 852 cspcp852"},
	{"ibm866", "ibm-866", decode_icu, ASCII_BELOW, "ibm866 cp866 866 csibm866"},
	{"utf-7", "utf-7", decode_icu, 0, "utf7 unicode11utf7 unicode20utf7 csutf7 cp65000 65000"},
	{"utf-16", NULL, decode_utf16, 0,
		"utf16 unicode ucs2 iso10646ucs2 csunicode csutf16 unicodefeff"},
	{"utf-16be", "utf-16be", decode_icu, 0, "utf16be unicodefffe csutf16be cp1201"},
	{"utf-16le", "utf-16le", decode_icu, 0, "utf16le csutf16le cp1200"},
	{"utf-32", "utf-32", decode_icu, 0, "utf32 ucs4 iso10646ucs4 csutf32"},
	{"utf-32be", "utf-32be", decode_icu, 0, "utf32be csutf32be"},
	{"utf-32le", "utf-32le", decode_icu, 0, "utf32le csutf32le"},
	{"iso-2022-jp-2", "ISO_2022,locale=ja,version=2", decode_icu, 0, "iso2022jp2 csiso2022jp2"},
	{"iso-2022-kr", "iso-2022-kr", decode_icu, 0, "iso2022kr csiso2022kr"},
	{"iso-2022-cn", "iso-2022-cn", decode_icu, 0, "iso2022cn iso2022cnext csiso2022cn"},
	{"hz-gb-2312", "hz", decode_icu, 0, "hzgb2312 hz"},
};

typedef struct {
	UConverter *icu;
	int flags;
	size_t damaged; /* places replaced since it was last reset */
} Converter;

struct Charsets {
	Converter converters[G_N_ELEMENTS(rows)];
};

/* ICU's callback for bytes that stand for no character. */
static void replace(const void *context, UConverterToUnicodeArgs *args, const char *bytes,
	int32_t len, UConverterCallbackReason reason, UErrorCode *status)
{
	Converter *converter = (Converter *)context;
	UChar shown = REPLACEMENT;

	if (reason > UCNV_IRREGULAR) /* reset or closed: nothing to replace */
		return;
	*status = U_ZERO_ERROR;
	if ((converter->flags & EURO_AT_80) && len == 1 && bytes[0] == '\x80') {
		shown = EURO;
	} else {
		if ((converter->flags & JAPANESE) && len > 1 && reason == UCNV_UNASSIGNED)
			shown = GETA;
		converter->damaged++;
	}
	ucnv_cbToUWriteUChars(args, &shown, 1, 0, status);
}

static void converter_open(Converter *converter, const Charset *charset)
{
	UErrorCode status = U_ZERO_ERROR;

	converter->flags = charset->flags;
	if (!charset->converter)
		return;
	converter->icu = ucnv_open(charset->converter, &status);
	ucnv_setToUCallBack(converter->icu, replace, converter, NULL, NULL, &status);
	/* the names above are in every ICU build that Debian ships */
	g_assert(U_SUCCESS(status));
}

Charsets *charsets_new(void)
{
	Charsets *charsets = g_new0(Charsets, 1);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		converter_open(&charsets->converters[i], &rows[i]);
	return charsets;
}

void charsets_free(Charsets *charsets)
{
	if (!charsets)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		ucnv_close(charsets->converters[i].icu);
	g_free(charsets);
}

/* The label's letters and digits in lower case: how mailers set hyphens, nobody can foresee. */
static size_t squeeze(Str label, char squeezed_out[LABEL_MAX])
{
	size_t len = 0;

	for (size_t i = 0; i < label.len; i++) {
		if (!g_ascii_isalnum(label.at[i]))
			continue;
		if (len == LABEL_MAX)
			return 0;
		squeezed_out[len++] = g_ascii_tolower(label.at[i]);
	}
	return len;
}

const char *charset_find(Str label)
{
	char squeezed[LABEL_MAX];
	Str wanted = str_over(squeezed, squeeze(label, squeezed));

	if (wanted.len == 0)
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Str labels = str_of(rows[i].labels);
		while (labels.len > 0) {
			if (str_equal(str_take_until(&labels, ' '), wanted))
				return rows[i].name;
			str_take_char(&labels, ' ');
		}
	}
	return NULL;
}

static size_t row_find(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (strcmp(rows[i].name, name) == 0)
			return i;
	g_assert_not_reached();
}

/* A code of the private use area means a glyph that only the sender's machine had. */
static void show_private(Converter *converter, UChar *units, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (units[i] < 0xe000 || units[i] > 0xf8ff)
			continue;
		units[i] = GETA;
		converter->damaged++;
	}
}

static void append_units(Converter *converter, const UChar *units, size_t len, GString *text)
{
	char utf8[PIECE * 3];
	int32_t bytes, replaced;
	UErrorCode status = U_ZERO_ERROR;

	u_strToUTF8WithSub(
		utf8, sizeof(utf8), &bytes, units, (int32_t)len, REPLACEMENT, &replaced, &status);
	g_assert(U_SUCCESS(status));
	converter->damaged += (size_t)replaced;
	g_string_append_len(text, utf8, bytes);
}

static void convert(Converter *converter, Str bytes, GString *text)
{
	UChar units[PIECE] = {0};
	size_t kept = 0;
	const char *at = bytes.at;
	UErrorCode status;

	ucnv_resetToUnicode(converter->icu);
	do {
		UChar *end = units + kept;
		status = U_ZERO_ERROR;
		ucnv_toUnicode(converter->icu, &end, units + PIECE, &at, bytes.at + bytes.len, NULL,
			true, &status);
		g_assert(U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR);
		size_t len = (size_t)(end - units);
		if (converter->flags & JAPANESE)
			show_private(converter, units, len);
		/* a surrogate pair may be cut in two by the piece's end */
		kept = status == U_BUFFER_OVERFLOW_ERROR && U16_IS_LEAD(units[len - 1]);
		append_units(converter, units, len - kept, text);
		if (kept)
			units[0] = units[len - 1];
	} while (status == U_BUFFER_OVERFLOW_ERROR);
}

static GString *decode_icu(Charsets *charsets, size_t row, Str bytes, size_t *damaged_out)
{
	Converter *converter = &charsets->converters[row];
	GString *text = g_string_sized_new(bytes.len + bytes.len / 2);

	converter->damaged = 0;
	convert(converter, bytes, text);
	*damaged_out = converter->damaged;
	return text;
}

static GString *decode_utf8(Charsets *charsets, size_t row, Str bytes, size_t *damaged_out)
{
	(void)charsets, (void)row;
	return utf8_repair(bytes, damaged_out);
}

static GString *decode_jis(Charsets *charsets, size_t row, Str bytes, size_t *damaged_out)
{
	g_autoptr(GString) euc = jis_to_euc(bytes);

	(void)row;
	return decode_icu(charsets, row_find("euc-jp"), str_over(euc->str, euc->len), damaged_out);
}

/* Without a mark RFC 2781 says big-endian and browsers say little-endian; the NULs of what ASCII there
 * is say more than either. */
static bool is_big_endian(Str bytes)
{
	size_t zeros[2] = {0, 0};

	if (str_starts(bytes, STR("\xfe\xff")) || str_starts(bytes, STR("\xff\xfe")))
		return bytes.at[0] == '\xfe';
	for (size_t i = 0; i < bytes.len; i++)
		zeros[i % 2] += bytes.at[i] == '\0';
	return zeros[0] > zeros[1];
}

static GString *decode_utf16(Charsets *charsets, size_t row, Str bytes, size_t *damaged_out)
{
	(void)row;
	return decode_icu(charsets, row_find(is_big_endian(bytes) ? "utf-16be" : "utf-16le"), bytes,
		damaged_out);
}

GString *charset_decode(Charsets *charsets, const char *charset, Str bytes, size_t *damaged_out)
{
	size_t row = row_find(charset), damaged = 0;
	GString *text;

	g_assert(bytes.len <= CHARSET_BYTES_MAX);
	if ((rows[row].flags & ASCII_BELOW) && str_is_ascii(bytes))
		text = g_string_new_len(bytes.at, (gssize)bytes.len);
	else
		text = rows[row].decode(charsets, row, bytes, &damaged);
	if (str_starts(str_over(text->str, text->len), STR("\xef\xbb\xbf")))
		g_string_erase(text, 0, 3);
	if (damaged_out)
		*damaged_out = damaged;
	return text;
}

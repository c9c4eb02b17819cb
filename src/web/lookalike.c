#include "web/lookalike.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

/* ICU counts in 32 bits, and folding can make one unit eighteen. */
#define TEXT_MAX ((size_t)64 << 20)

/* The accents of European letters, when they stand alone. */
#define ACCENT_FIRST 0x0300
#define ACCENT_LAST  0x036f

/* A digit or sign, and the letter that it is used for. "i" is here for the capital I, which folding has
 * made small and which nothing tells from l. */
static const struct {
	char imitates, letter;
} imitations[] = {
	{'0', 'o'},
	{'1', 'l'},
	{'2', 'z'},
	{'3', 'e'},
	{'4', 'a'},
	{'5', 's'},
	{'7', 't'},
	{'8', 'b'},
	{'9', 'g'},
	{'i', 'l'},
	{'|', 'l'},
	{'!', 'l'},
	{'$', 's'},
	{'@', 'a'},
};

/* UTF-16, of which ICU is made. */
typedef struct {
	UChar *units;
	int32_t len;
} Wide;

static void wide_clear(Wide *wide)
{
	g_free(wide->units);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Wide, wide_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(USpoofChecker, uspoof_close)

static void wide_append(Wide *wide, gunichar c)
{
	if (c >= 0x10000) {
		wide->units[wide->len++] = (UChar)(0xd7c0 + (c >> 10));
		c = 0xdc00 | (c & 0x3ff);
	}
	wide->units[wide->len++] = (UChar)c;
}

/* The character that `text` begins with; U+FFFD for a byte that begins none. */
static gunichar take_char(Str *text)
{
	guint8 first = (guint8)text->at[0];
	gunichar c = first < 0x80 ? first
				  : g_utf8_get_char_validated(text->at, (gssize)MIN(text->len, 4));
	bool broken = c >= (gunichar)-2;
	size_t len = broken ? 1 : (size_t)g_unichar_to_utf8(c, NULL);

	*text = str_sub(*text, len, text->len);
	return broken ? 0xfffd : c;
}

static bool is_ascii(char c)
{
	return (guint8)c < 0x80;
}

static Wide widen(Str text)
{
	Wide wide = {g_new(UChar, text.len + 1), 0};
	size_t marks = 0;

	g_assert(text.len <= TEXT_MAX);
	while (text.len > 0) {
		gunichar c = take_char(&text);
		bool mark = c >= ACCENT_FIRST && u_getCombiningClass((UChar32)c) != 0;
		marks = mark ? marks + 1 : 0;
		if (marks <= LOOKALIKE_MARKS_MAX)
			wide_append(&wide, c);
	}
	return wide;
}

static char *narrow(const Wide *wide)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t len, room = wide->len * 3 + 1;
	char *text = g_malloc((gsize)room);

	u_strToUTF8WithSub(text, room, &len, wide->units, wide->len, 0xfffd, NULL, &status);
	g_assert(U_SUCCESS(status));
	return text;
}

/* NFKC_Casefold: compatible forms made one, case folded, what is not seen removed. */
static Wide fold(const Wide *wide)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFKCCasefoldInstance(&status);
	Wide folded = {NULL, wide->len + 16};

	do {
		int32_t room = folded.len;
		status = U_ZERO_ERROR;
		folded.units = g_renew(UChar, folded.units, room);
		folded.len =
			unorm2_normalize(form, wide->units, wide->len, folded.units, room, &status);
	} while (status == U_BUFFER_OVERFLOW_ERROR);
	g_assert(U_SUCCESS(status));
	return folded;
}

static USpoofChecker *checker_new(void)
{
	UErrorCode status = U_ZERO_ERROR;
	USpoofChecker *checker = uspoof_open(&status);

	uspoof_setChecks(checker, USPOOF_RESTRICTION_LEVEL, &status);
	uspoof_setRestrictionLevel(checker, USPOOF_HIGHLY_RESTRICTIVE);
	g_assert(U_SUCCESS(status));
	return checker;
}

static Wide skeleton(const Wide *wide)
{
	UErrorCode status;
	g_autoptr(USpoofChecker) checker = checker_new();
	Wide bones = {NULL, wide->len + 16};

	do {
		int32_t room = bones.len;
		status = U_ZERO_ERROR;
		bones.units = g_renew(UChar, bones.units, room);
		bones.len = uspoof_getSkeleton(
			checker, 0, wide->units, wide->len, bones.units, room, &status);
	} while (status == U_BUFFER_OVERFLOW_ERROR);
	g_assert(U_SUCCESS(status));
	return bones;
}

/* A skeleton is decomposed: accents stand alone, and go. Kana keep their marks, for ソ is not ゾ. */
static void drop_accents(Wide *wide)
{
	int32_t kept = 0;

	for (int32_t i = 0; i < wide->len; i++)
		if (wide->units[i] < ACCENT_FIRST || wide->units[i] > ACCENT_LAST)
			wide->units[kept++] = wide->units[i];
	wide->len = kept;
}

static UChar imitated(UChar c)
{
	for (size_t i = 0; i < G_N_ELEMENTS(imitations); i++)
		if (c == (UChar)imitations[i].imitates)
			return (UChar)imitations[i].letter;
	return c;
}

static void read_imitations(Wide *wide)
{
	int32_t kept = 0;

	for (int32_t i = 0; i < wide->len; i++) {
		UChar c = imitated(wide->units[i]);
		if (c == 'v' && i + 1 < wide->len && wide->units[i + 1] == 'v') {
			c = 'w';
			i++;
		}
		wide->units[kept++] = c;
	}
	wide->len = kept;
}

/* Folded, made a skeleton, and folded again. */
static Wide bones_of(Str text)
{
	g_auto(Wide) wide = widen(text);
	g_auto(Wide) folded = fold(&wide);
	g_auto(Wide) bones = skeleton(&folded);

	drop_accents(&bones);
	return fold(&bones);
}

char *lookalike_skeleton(Str text)
{
	g_auto(Wide) bones = bones_of(text);

	read_imitations(&bones);
	return narrow(&bones);
}

char *lookalike_plain(Str text)
{
	GString *plain = g_string_sized_new(text.len);

	while (text.len > 0) {
		Str ascii = str_take_while(&text, is_ascii);
		g_string_append_len(plain, ascii.at, (gssize)ascii.len);
		Str rest = text;
		if (rest.len > 0)
			take_char(&rest);
		g_auto(Wide) bones = bones_of(str_sub(text, 0, text.len - rest.len));
		char *look = narrow(&bones);
		g_string_append(plain, look);
		g_free(look);
		text = rest;
	}
	return g_string_free(plain, FALSE);
}

char *lookalike_fold(Str text)
{
	if (str_is_ascii(text)) /* which most words are */
		return g_ascii_strdown(text.at, (gssize)text.len);

	g_auto(Wide) wide = widen(text);
	g_auto(Wide) folded = fold(&wide);

	return narrow(&folded); /* NOLINT(clang-analyzer-unix.Malloc): it does not see g_auto */
}

bool lookalike_mixes_scripts(Str word)
{
	UErrorCode status = U_ZERO_ERROR;
	g_auto(Wide) wide = widen(word);
	g_autoptr(USpoofChecker) checker = checker_new();
	/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): it does not see g_auto */
	int32_t failed = uspoof_check2(checker, wide.units, wide.len, NULL, &status);

	g_assert(U_SUCCESS(status));
	return failed != 0;
}

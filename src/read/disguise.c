#include "read/disguise.h"

#include "web/lookalike.h"

/* Characters of UTF-8 that show nothing. */
static const struct {
	Str bytes;
	const char *how;
	bool within; /* it counts between Latin letters only */
} unseen[] = {
	{STR("\xc2\xad"), "soft-hyphen", true},
	{STR("\xe2\x80\x8b"), "zero-width", true}, /* U+200B to U+200D */
	{STR("\xe2\x80\x8c"), "zero-width", true},
	{STR("\xe2\x80\x8d"), "zero-width", true},
	{STR("\xe2\x81\xa0"), "zero-width", true}, /* U+2060 */
	{STR("\xef\xbb\xbf"), "zero-width", true}, /* U+FEFF */
	{STR("\xe2\x80\xaa"), "bidi", false},      /* U+202A, U+202B, U+202D, U+202E */
	{STR("\xe2\x80\xab"), "bidi", false},
	{STR("\xe2\x80\xad"), "bidi", false},
	{STR("\xe2\x80\xae"), "bidi", false},
};

/* First bytes of the characters of Greek, Cyrillic and Armenian (U+0370 to U+058F), and of those above. */
#define LEAD_FIRST  0xcd
#define LEAD_LAST   0xd6
#define LEAD_UNSEEN 0xe2
#define LEAD_BOM    0xef
#define LEAD_SHY    0xc2

/* A word of fewer Latin letters is a unit or a formula ("10 μm"). */
#define LATIN_MIN 3

Disguise disguise_over(Str text)
{
	return (Disguise){text};
}

static bool is_word(char c)
{
	return !str_is_space(c);
}

/* Whether a letter stands before `at`, and behind the bytes there. */
static bool is_within(Str word, size_t at, size_t len)
{
	return at > 0 && str_is_alnum(word.at[at - 1]) && at + len < word.len &&
	       str_is_alnum(word.at[at + len]);
}

/* How the character at `at` disguises the word; NULL. */
static const char *unseen_at(Str word, size_t at)
{
	Str rest = str_sub(word, at, word.len);

	for (size_t i = 0; i < G_N_ELEMENTS(unseen); i++)
		if (str_starts(rest, unseen[i].bytes))
			return !unseen[i].within || is_within(word, at, unseen[i].bytes.len)
				       ? unseen[i].how
				       : NULL;
	return NULL;
}

static const char *how_disguised(Str word)
{
	unsigned latin = 0;
	bool foreign = false;

	for (size_t i = 0; i < word.len; i++) {
		unsigned char c = (unsigned char)word.at[i];
		latin += g_ascii_isalpha((char)c);
		foreign |= c >= LEAD_FIRST && c <= LEAD_LAST;
		if (c != LEAD_UNSEEN && c != LEAD_BOM && c != LEAD_SHY)
			continue;
		const char *how = unseen_at(word, i);
		if (how)
			return how;
	}
	/* only then is it worth the look, which is dear */
	return latin >= LATIN_MIN && foreign && lookalike_mixes_scripts(word) ? "mixed-script"
									      : NULL;
}

/* Take a word, or as much of it as is looked at together; not within a character. */
static Str take_word(Str *rest)
{
	str_skip(rest, str_is_space);
	/* no further: each byte is seen once */
	Str ahead = str_sub(*rest, 0, DISGUISE_WORD_MAX + 1);
	Str word = str_take_while(&ahead, is_word);
	if (word.len > DISGUISE_WORD_MAX) {
		word.len = DISGUISE_WORD_MAX;
		while (word.len > DISGUISE_WORD_MAX - 4 &&
			((unsigned char)word.at[word.len] & 0xc0) == 0x80)
			word.len--;
	}
	*rest = str_sub(*rest, word.len, rest->len);
	return word;
}

bool disguise_next(Disguise *disguise, DisguisedWord *word_out)
{
	while (disguise->rest.len > 0) {
		Str word = take_word(&disguise->rest);
		const char *how = how_disguised(word);
		if (how) {
			*word_out = (DisguisedWord){word, how};
			return true;
		}
	}
	return false;
}

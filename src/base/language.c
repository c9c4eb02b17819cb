#include "base/language.h"

#include <string.h>

/* Letters of a script, and different small words, that say anything. */
#define SCRIPT_MIN 3
#define WORDS_MIN  3

/* The longest word that is looked up. */
#define WORD_MAX 16

typedef struct {
	gunichar from, to;
	const char *language;
} Script;

/* Blocks that belong to one language, or to one that is by far the likeliest in mail. */
static const Script scripts[] = {
	{0x3041, 0x309f, "ja"}, /* hiragana */
	{0x30a1, 0x30fa, "ja"}, /* katakana */
	{0xff66, 0xff9d, "ja"}, /* half-width katakana */
	{0x4e00, 0x9fff, "zh"}, /* Han: Chinese where there are no kana */
	{0xac00, 0xd7a3, "ko"},
	{0x0400, 0x04ff, "ru"},
	{0x0370, 0x03ff, "el"},
	{0x0590, 0x05ff, "he"},
	{0x0600, 0x06ff, "ar"},
	{0x0900, 0x097f, "hi"},
	{0x0e00, 0x0e7f, "th"},
};

enum { SCRIPTS = G_N_ELEMENTS(scripts) };

typedef struct {
	const char *language;
	const char *words; /* set between blanks */
} SmallWords;

/* Words that few of the other languages share, of two letters at least. */
static const SmallWords small_words[] = {
	{"en", " the and you your is are this that with have has will been from not please our we "
	       "be to "
	       "of for on it was if or by as at can an "},
	{"pt", " os não você seu sua do da dos das em para com uma um por mais ao foi são está "
	       "esta este "
	       "que sua conta "},
	{"es", " el los las usted su sus del en para con una un por más al es ha son está este que "
	       "se "
	       "lo su cuenta "},
	{"de", " der die das und ist nicht ihr ihre sie wir mit für von den dem ein eine zu auf im "
	       "wird "
	       "haben bitte "},
	{"fr", " le les des est et vous votre nous pour une un dans avec sur pas ce cette du au "
	       "aux de "
	       "la "},
	{"it", " il gli di che per una un con del della dei sono non nel alla suo sua si da come "},
	{"nl", " het een van en is uw wij niet met voor op dat zijn deze te aan bij worden de "},
	{"pl", " nie się jest na do że oraz dla po jak są od twoje przez "},
	{"tr", " ve bir bu için ile olarak sizin hesap lütfen daha "},
	{"id", " yang dan untuk dengan ini itu anda dari tidak akan pada kami "},
	{"vi", " của và là cho không được với các bạn trong "},
	{"sv", " och att det är som på av för med inte din ditt vi "},
	{"da", " og at det er som på af for med ikke din dit vi til "},
};

enum { LANGUAGES = G_N_ELEMENTS(small_words) };

typedef struct {
	size_t script[SCRIPTS];
	size_t latin;
	size_t words[LANGUAGES];
	guint64 different[LANGUAGES]; /* one bit for each of its words, more or less */
} Tally;

static void count_char(Tally *tally, gunichar c)
{
	if (g_unichar_get_script(c) == G_UNICODE_SCRIPT_LATIN)
		tally->latin++;
	for (size_t i = 0; i < SCRIPTS; i++)
		if (c >= scripts[i].from && c <= scripts[i].to)
			tally->script[i]++;
}

static void count_word(Tally *tally, Str word)
{
	char wanted[WORD_MAX + 3] = " ";

	if (word.len == 0 || word.len > WORD_MAX)
		return;
	memcpy(wanted + 1, word.at, word.len);
	wanted[word.len + 1] = ' ';
	for (size_t i = 0; i < LANGUAGES; i++) {
		const char *hit = strstr(small_words[i].words, wanted);
		if (!hit)
			continue;
		tally->words[i]++;
		tally->different[i] |= (guint64)1 << ((hit - small_words[i].words) % 64);
	}
}

static bool is_letter(char c)
{
	return g_ascii_isalpha(c) || (c & 0x80) != 0;
}

static bool is_other(char c)
{
	return !is_letter(c);
}

static void count_words(Tally *tally, Str text)
{
	while (text.len > 0) {
		str_skip(&text, is_other);
		count_word(tally, str_take_while(&text, is_letter));
	}
}

static void count_chars(Tally *tally, Str text)
{
	for (const char *at = text.at; at < text.at + text.len;) {
		gunichar c = g_utf8_get_char_validated(at, text.at + text.len - at);
		if (c == 0 || c >= (gunichar)-2) { /* a NUL, or cut off */
			at++;
			continue;
		}
		count_char(tally, g_unichar_tolower(c));
		at = g_utf8_next_char(at);
	}
}

/* The language of the script that most of the text is in; NULL where that is Latin. */
static const char *by_script(const Tally *tally)
{
	size_t kana = tally->script[0] + tally->script[1] + tally->script[2];
	size_t most = 0;

	/* Japanese mail is full of Latin names and addresses: a few kana decide. */
	if (kana >= SCRIPT_MIN && kana * 10 >= tally->latin)
		return "ja";
	for (size_t i = 1; i < SCRIPTS; i++)
		if (tally->script[i] > tally->script[most])
			most = i;
	size_t letters = tally->script[most];
	return letters >= SCRIPT_MIN && letters * 3 >= tally->latin ? scripts[most].language : NULL;
}

const char *language_guess(Str text)
{
	Tally tally = {0};
	size_t best = 0;

	text = str_sub(text, 0, LANGUAGE_TEXT_MAX);
	count_chars(&tally, text);
	const char *language = by_script(&tally);
	if (language)
		return language;

	g_autofree char *lower = g_utf8_strdown(text.at, (gssize)text.len);
	count_words(&tally, str_of(lower));
	for (size_t i = 1; i < LANGUAGES; i++)
		if (tally.words[i] > tally.words[best])
			best = i;
	return __builtin_popcountll(tally.different[best]) >= WORDS_MIN ? small_words[best].language
									: NULL;
}

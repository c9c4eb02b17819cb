#include "read/encoded.h"

#include "read/transfer.h"

/* A charset's label, with the language that RFC 2231 allows behind it. */
#define LABEL_MAX 80

/* One encoded word, as it stands in the text. */
typedef struct {
	Str label; /* of its charset */
	char encoding;
	Str text; /* encoded */
} Word;

/* Neighbouring words of one charset, their bytes joined. */
typedef struct {
	Charsets *charsets;
	GString *out;
	GString *bytes;
	Str label;
	bool open;
	size_t damaged;
} Run;

/* Take one encoded word if one stands first. `*none_behind` remembers that no "?=" is left in the text:
 * without that, many beginnings without an end would each be searched to the end. */
static bool take_word(Str *rest, bool *none_behind, Word *word_out)
{
	Str ahead = *rest;
	Word word;

	if (*none_behind || !str_take(&ahead, STR("=?")))
		return false;
	gssize question = str_find_char(str_sub(ahead, 0, LABEL_MAX), '?');
	if (question <= 0 || (size_t)question + 3 > ahead.len || ahead.at[question + 2] != '?')
		return false;
	word.label = str_sub(ahead, 0, (size_t)question);
	word.label = str_take_until(&word.label, '*');
	word.encoding = g_ascii_toupper(ahead.at[question + 1]);
	if (word.encoding != 'B' && word.encoding != 'Q')
		return false;

	ahead = str_sub(ahead, (size_t)question + 3, ahead.len);
	gssize end = str_find(ahead, STR("?="));
	if (end < 0) {
		*none_behind = true;
		return false;
	}
	word.text = str_sub(ahead, 0, (size_t)end);
	*rest = str_sub(ahead, (size_t)end + 2, ahead.len);
	*word_out = word;
	return true;
}

/* Convert what the run has gathered. */
static void run_close(Run *run)
{
	Str bytes = str_over(run->bytes->str, run->bytes->len);
	const char *charset = charset_find(run->label);
	size_t damaged = 0;

	if (!run->open)
		return;
	if (!charset)
		charset = charset_guess(run->charsets, bytes);
	g_autoptr(GString) text = charset_decode(run->charsets, charset, bytes, &damaged);
	g_string_append_len(run->out, text->str, (gssize)text->len);
	run->damaged += damaged;
	run->open = false;
	g_string_truncate(run->bytes, 0);
}

static void run_add(Run *run, const Word *word)
{
	size_t damaged;

	/* raw characters in a word are UTF-8 by now, whatever the word's label was said of */
	Str label = str_is_ascii(word->text) ? word->label : STR("utf-8");

	if (run->open && !str_equal_fold(run->label, label))
		run_close(run);
	run->open = true;
	run->label = label;
	g_autoptr(GString) bytes = word->encoding == 'B' ? transfer_base64(word->text, &damaged)
							 : transfer_q(word->text, &damaged);
	g_string_append_len(run->bytes, bytes->str, (gssize)bytes->len);
	run->damaged += damaged;
}

/* Take what is certainly no encoded word: white space, or text up to the next "=". */
static Str take_plain(Str *rest)
{
	Str plain = *rest;
	gssize next = str_find_char(str_sub(*rest, 1, rest->len), '=');

	plain.len = next < 0 ? rest->len : (size_t)next + 1;
	*rest = str_sub(*rest, plain.len, rest->len);
	return plain;
}

bool encoded_present(Str text)
{
	return str_find(text, STR("=?")) >= 0;
}

GString *encoded_decode(Charsets *charsets, Str text, size_t *damaged_out)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	Run run = {.charsets = charsets, .out = g_string_sized_new(text.len), .bytes = bytes};
	bool none_behind = false;
	Word word;

	while (text.len > 0) {
		Str gap = str_take_while(&text, str_is_space);
		if (take_word(&text, &none_behind, &word)) {
			if (!run.open) /* white space between two words is not theirs */
				g_string_append_len(run.out, gap.at, (gssize)gap.len);
			run_add(&run, &word);
			continue;
		}
		run_close(&run);
		g_string_append_len(run.out, gap.at, (gssize)gap.len);
		if (text.len > 0) {
			Str plain = take_plain(&text);
			Str kept = str_trim_end(plain); /* its end may be a gap before a word */
			g_string_append_len(run.out, kept.at, (gssize)kept.len);
			text = str_over(kept.at + kept.len, text.len + (plain.len - kept.len));
		}
	}
	run_close(&run);
	if (damaged_out)
		*damaged_out = run.damaged;
	return run.out;
}

GString *encoded_phrase(Charsets *charsets, Str phrase, size_t *damaged_out)
{
	g_autoptr(GString) plain = g_string_sized_new(phrase.len);

	for (size_t i = 0; i < phrase.len; i++) {
		char c = phrase.at[i];
		if (c == '"')
			continue;
		if (c == '\\' && i + 1 < phrase.len)
			c = phrase.at[++i];
		g_string_append_c(plain, c);
	}
	return encoded_decode(charsets, str_over(plain->str, plain->len), damaged_out);
}

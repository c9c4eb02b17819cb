#include "trace/words.h"

/* What closes the bracket or quote `c`; NUL where it is neither. */
static char closing_of(char c)
{
	return c == '<' ? '>' : c == '[' ? ']' : c == '"' ? '"' : '\0';
}

static bool ends_word(char c)
{
	return str_is_space(c) || c == '(' || c == ')' || c == ';';
}

/* Length of the comment that starts at the "(" of `s`, brackets and all. One that nothing closes soon
 * (Sendmail's version strings hold what is left of RCS keywords) ends at its first ")". */
static size_t comment_length(Str s)
{
	Str near = str_sub(s, 0, WORDS_COMMENT_MAX);
	gssize first = str_find_char(near, ')');
	unsigned depth = 0;

	for (size_t i = 0; i < near.len; i++) {
		if (near.at[i] == '\\')
			i++;
		else if (near.at[i] == '(' && depth < WORDS_NESTING_MAX)
			depth++;
		else if (near.at[i] == ')' && --depth == 0)
			return i + 1;
	}
	return first < 0 ? near.len : (size_t)first + 1;
}

/* Length of what stands in a pair of brackets or quotes at the start of `s`; 1 where it is not closed
 * soon: then the opening one is a byte like others. */
static size_t enclosed_length(Str s, char close)
{
	Str inside = str_sub(s, 1, WORDS_ENCLOSED_MAX);
	gssize end = str_find_char(inside, close);

	return end < 0 ? 1 : (size_t)end + 2;
}

static size_t word_length(Str s)
{
	size_t len = 0;

	while (len < s.len && !ends_word(s.at[len])) {
		char close = closing_of(s.at[len]);
		len += close ? enclosed_length(str_sub(s, len, s.len), close) : 1;
	}
	return MAX(len, 1); /* a lone ")" */
}

static Str take(Str *rest, size_t len)
{
	Str taken = str_sub(*rest, 0, len);

	*rest = str_sub(*rest, len, rest->len);
	return taken;
}

static bool is_address_char(char c)
{
	return str_is_hex(c) || c == ':' || c == '.';
}

/* Digits and dots, three of them. */
static bool looks_ipv4(Str s)
{
	unsigned dots = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '.')
			dots++;
		else if (!str_is_digit(s.at[i]))
			return false;
	}
	return dots == 3 && s.len >= 7 && s.len <= 15;
}

/* Hex digits and at least two colons. */
static bool looks_ipv6(Str s)
{
	Str rest = s;
	unsigned colons = 0;

	for (size_t i = 0; i < s.len; i++)
		colons += s.at[i] == ':';
	str_skip(&rest, is_address_char);
	return colons >= 2 && rest.len == 0 && s.len <= 45;
}

bool words_next(Str *rest, Word *word_out)
{
	str_skip(rest, str_is_space);
	if (rest->len == 0)
		return false;
	if (rest->at[0] == '(') {
		Str inside = take(rest, comment_length(*rest));
		str_take_char(&inside, '(');
		if (str_ends(inside, STR(")")))
			inside.len--;
		*word_out = (Word){WORD_COMMENT, inside};
	} else if (rest->at[0] == ';') {
		*word_out = (Word){WORD_SEMICOLON, take(rest, 1)};
	} else {
		*word_out = (Word){WORD_TEXT, take(rest, word_length(*rest))};
	}
	return true;
}

Str words_bare(Str text)
{
	char close = text.len >= 2 ? closing_of(text.at[0]) : '\0';

	if (close && text.at[text.len - 1] == close)
		return str_sub(text, 1, text.len - 2);
	return text;
}

Str words_address(Str word)
{
	Str s = word;

	if (s.len > 0 && s.at[0] == '[') {
		str_take_char(&s, '[');
		s = str_take_until(&s, ']');
	}
	if (str_starts_fold(s, STR("IPv6:")))
		s = str_sub(s, 5, s.len);
	s = str_take_until(&s, '%'); /* first, or a zone would hide that an address is mapped */
	if (str_starts_fold(s, STR("::ffff:")) && looks_ipv4(str_sub(s, 7, s.len)))
		s = str_sub(s, 7, s.len);

	Str rest = s, host = str_take_until(&rest, ':');
	if (looks_ipv4(host) && (rest.len == 0 || !looks_ipv6(s)))
		return host;
	return looks_ipv6(s) ? s : STR("");
}

#include "web/htmlreference.h"

typedef struct {
	Str name, characters;
} Name;

/* Made by htmlnames.py, sorted. */
static const Name names[] = {
#include "web/htmlnames.inc"
};

/* What numbers mean that fall on C1 controls: the characters of windows-1252 (section 13.2.5.80). */
static const gunichar windows[0x20] = {0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c,
	0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e,
	0x0178};

/* Beyond every character, and far from overflowing. */
#define NUMBER_MAX 0x110000u

/* The first row of [from, to) whose name has at `depth` a byte of at least `c`. */
static size_t first_row(size_t from, size_t to, size_t depth, unsigned c)
{
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		Str name = names[middle].name;
		if (name.len > depth && (unsigned char)name.at[depth] >= c)
			to = middle;
		else
			from = middle + 1;
	}
	return from;
}

/* The longest name that `text` begins with; NULL where there is none. The rows that begin with what was
 * read so far are [from, to): each byte narrows them. */
static const Name *find_name(Str text)
{
	const Name *longest = NULL;
	size_t from = 0, to = G_N_ELEMENTS(names);

	for (size_t depth = 0; depth < text.len; depth++) {
		unsigned c = (unsigned char)text.at[depth];
		from = first_row(from, to, depth, c);
		to = first_row(from, to, depth, c + 1);
		if (from == to)
			break;
		if (names[from].name.len == depth + 1)
			longest = &names[from];
	}
	return longest;
}

static size_t read_name(Str text, bool in_attribute, Str *characters_out)
{
	const Name *name = find_name(str_sub(text, 1, text.len));

	if (!name)
		return 0;
	size_t taken = 1 + name->name.len;
	if (in_attribute && !str_ends(name->name, STR(";")) && taken < text.len &&
		(text.at[taken] == '=' || g_ascii_isalnum(text.at[taken])))
		return 0;
	*characters_out = name->characters;
	return taken;
}

/* The character that a number means (section 13.2.5.80). */
static gunichar character_of(guint number)
{
	if (number >= 0x80 && number < 0x80 + G_N_ELEMENTS(windows))
		return windows[number - 0x80];
	bool surrogate = number >= 0xd800 && number <= 0xdfff;
	return number == 0 || number >= NUMBER_MAX || surrogate ? 0xfffd : number;
}

static size_t read_number(Str text, char buffer[HTMLREFERENCE_BUFFER], Str *characters_out)
{
	Str rest = str_sub(text, 2, text.len);
	bool hex = str_take_char(&rest, 'x') || str_take_char(&rest, 'X');
	Str digits = str_take_while(&rest, hex ? str_is_hex : str_is_digit);
	guint number = 0;

	if (digits.len == 0)
		return 0;
	for (size_t i = 0; i < digits.len; i++)
		number = MIN(number * (hex ? 16 : 10) + (guint)g_ascii_xdigit_value(digits.at[i]),
			NUMBER_MAX);
	str_take_char(&rest, ';');
	int len = g_unichar_to_utf8(character_of(number), buffer);
	*characters_out = str_over(buffer, (size_t)len);
	return text.len - rest.len;
}

size_t htmlreference_read(
	Str text, bool in_attribute, char buffer[HTMLREFERENCE_BUFFER], Str *characters_out)
{
	if (text.len < 2 || text.at[0] != '&')
		return 0;
	if (text.at[1] == '#')
		return read_number(text, buffer, characters_out);
	return read_name(text, in_attribute, characters_out);
}

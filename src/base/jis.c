#include "base/jis.h"

#define ESC '\x1b'
#define SO  '\x0e'
#define SI  '\x0f'

/* EUC-JP's single shifts: half-width kana, JIS X 0212 */
#define SS2 '\x8e'
#define SS3 '\x8f'

typedef enum {
	SET_ASCII,
	SET_KANA,
	SET_0208,
	SET_0212,
	SET_SAME, /* the sequence says nothing about the set */
} Set;

typedef struct {
	Str sequence; /* behind ESC */
	Set set;
} Escape;

/* The IANA registry of ISO-2022-JP's sets; "(H" is an old mistake for "(J" */
static const Escape escapes[] = {
	{STR("(B"), SET_ASCII},
	{STR("(J"), SET_ASCII},
	{STR("(H"), SET_ASCII},
	{STR("(I"), SET_KANA},
	{STR("$@"), SET_0208},
	{STR("$B"), SET_0208},
	{STR("$(@"), SET_0208},
	{STR("$(B"), SET_0208},
	{STR("$(O"), SET_0208},
	{STR("$(Q"), SET_0208},
	{STR("$(D"), SET_0212},
	{STR("&@"), SET_SAME},
};

typedef struct {
	Str rest;
	Set set;
	bool shifted; /* between SO and SI: kana, whatever the single-byte set */
	GString *euc;
} Reader;

static const Escape *escape_find(Str s)
{
	for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++)
		if (str_starts(s, escapes[i].sequence))
			return &escapes[i];
	return NULL;
}

bool jis_has_escape(Str s)
{
	while (s.len > 0) {
		str_take_until(&s, ESC);
		if (!str_take_char(&s, ESC))
			return false;
		const Escape *escape = escape_find(s);
		if (escape && escape->set != SET_ASCII && escape->set != SET_SAME)
			return true;
	}
	return false;
}

static void read_escape(Reader *reader)
{
	const Escape *escape = escape_find(reader->rest);

	if (!escape) {
		g_string_append_c(reader->euc, JIS_BROKEN);
		return;
	}
	str_take(&reader->rest, escape->sequence);
	if (escape->set != SET_SAME)
		reader->set = escape->set;
}

/* A byte that a double-byte set may be made of. */
static bool is_cell(char c)
{
	return c >= 0x21 && c <= 0x7e;
}

static char high(char c)
{
	return (char)((unsigned char)c | 0x80);
}

static void read_pair(Reader *reader, char first)
{
	if (reader->rest.len == 0 || !is_cell(reader->rest.at[0])) {
		g_string_append_c(reader->euc, JIS_BROKEN);
		return;
	}
	if (reader->set == SET_0212)
		g_string_append_c(reader->euc, SS3);
	g_string_append_c(reader->euc, high(first));
	g_string_append_c(reader->euc, high(reader->rest.at[0]));
	reader->rest = str_sub(reader->rest, 1, reader->rest.len);
}

/* A byte of ASCII or of kana, seven-bit by shift or eight-bit as it is. */
static void read_single(Reader *reader, char c)
{
	bool kana = reader->shifted || reader->set == SET_KANA;
	unsigned char byte = (unsigned char)c;

	if ((kana && byte >= 0x21 && byte <= 0x5f) || (byte >= 0xa1 && byte <= 0xdf)) {
		g_string_append_c(reader->euc, SS2);
		g_string_append_c(reader->euc, high(c));
	} else {
		g_string_append_c(reader->euc, byte < 0x80 ? c : JIS_BROKEN);
	}
}

static void read_char(Reader *reader, char c)
{
	bool pairs = reader->set == SET_0208 || reader->set == SET_0212;

	if (c == ESC) {
		read_escape(reader);
	} else if (c == SO || c == SI) {
		reader->shifted = c == SO;
	} else if (c == '\n' || c == '\r') {
		reader->set = SET_ASCII;
		reader->shifted = false;
		g_string_append_c(reader->euc, c);
	} else if (pairs && is_cell(c)) {
		read_pair(reader, c);
	} else {
		read_single(reader, c);
	}
}

GString *jis_to_euc(Str s)
{
	Reader reader = {s, SET_ASCII, false, g_string_sized_new(s.len)};

	while (reader.rest.len > 0) {
		char c = reader.rest.at[0];
		reader.rest = str_sub(reader.rest, 1, reader.rest.len);
		read_char(&reader, c);
	}
	return reader.euc;
}

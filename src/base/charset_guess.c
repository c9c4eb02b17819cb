/*
 * What unlabelled bytes are, by how plausible they would be in each charset. A code that stands for
 * nothing speaks loudly against a charset, kana speak for a Japanese one, and the characters that a
 * standard put into its first, everyday level speak for it against the second.
 */
#include "base/charset.h"
#include "base/jis.h"
#include "base/utf8.h"

/* What one impossible code weighs against the plausible ones. */
#define IMPOSSIBLE (-10)

/* ... and one that the end cut in two. */
#define CUT (-1)

typedef struct {
	unsigned char from, to;
	int weight;
} LeadWeight;

/* By row: punctuation, letters, kana, level 1, level 2. Rows that are not listed are gaps. */
static const LeadWeight euc_leads[] = {
	{0xa1, 0xa3, 1},
	{0xa4, 0xa5, 3},
	{0xa8, 0xa8, 1}, /* rules to draw boxes with */
	{0xad, 0xad, 0},
	{0xb0, 0xcf, 1},
	{0xd0, 0xf4, -1},
};
static const LeadWeight gb_leads[] = {
	{0xa1, 0xa3, 1},
	{0xa4, 0xa5, 0}, /* where EUC-JP has kana, too */
	{0xb0, 0xd7, 1},
	{0xd8, 0xf7, -1},
};
static const LeadWeight sjis_leads[] = {
	{0x81, 0x81, 1},
	{0x82, 0x83, 3},
	{0x84, 0x84, 1},
	{0x87, 0x87, 0},
	{0x88, 0x97, 1},
	{0x98, 0x9f, -1},
	{0xe0, 0xee, -1},
	{0xfa, 0xfc, -1},
};

/* Weigh the character that begins with the high byte at `i`; `len_out` is its length. */
typedef int Weigh(Str s, size_t i, size_t *len_out);

static unsigned char byte_at(Str s, size_t i)
{
	return i < s.len ? (unsigned char)s.at[i] : 0;
}

static bool between(unsigned char byte, unsigned char from, unsigned char to)
{
	return byte >= from && byte <= to;
}

static int lead_weight(const LeadWeight *leads, size_t count, unsigned char lead)
{
	for (size_t i = 0; i < count; i++)
		if (between(lead, leads[i].from, leads[i].to))
			return leads[i].weight;
	return -2;
}

static int weigh_euc(Str s, size_t i, size_t *len_out)
{
	unsigned char lead = byte_at(s, i), trail = byte_at(s, i + 1);

	*len_out = lead == 0x8f ? 3 : 2;
	if (i + *len_out > s.len)
		return CUT;
	if (lead == 0x8e || lead == 0x8f)
		return trail >= 0xa1 ? -1 : IMPOSSIBLE;
	if (lead < 0xa1 || trail < 0xa1) {
		*len_out = 1;
		return IMPOSSIBLE;
	}
	return lead_weight(euc_leads, G_N_ELEMENTS(euc_leads), lead);
}

static int weigh_gb(Str s, size_t i, size_t *len_out)
{
	unsigned char lead = byte_at(s, i), trail = byte_at(s, i + 1);

	*len_out = between(trail, '0', '9') ? 4 : 2;
	if (i + *len_out > s.len)
		return CUT;
	if (lead == 0x80 || *len_out == 4 || trail < 0x40)
		return -2;
	if (lead < 0xa1 || trail < 0xa1) /* GBK's additions */
		return -1;
	return lead_weight(gb_leads, G_N_ELEMENTS(gb_leads), lead);
}

static int weigh_sjis(Str s, size_t i, size_t *len_out)
{
	unsigned char lead = byte_at(s, i), trail = byte_at(s, i + 1);

	*len_out = 1;
	if (between(lead, 0xa1, 0xdf)) /* half-width kana: what other charsets' text looks like */
		return -1;
	if (i + 1 == s.len)
		return CUT;
	if (trail < 0x40 || trail == 0x7f || trail > 0xfc || lead > 0xfc)
		return IMPOSSIBLE;
	*len_out = 2;
	return lead_weight(sjis_leads, G_N_ELEMENTS(sjis_leads), lead);
}

static bool is_letter(unsigned char byte)
{
	return g_ascii_isalpha((char)byte) || byte >= 0xc0;
}

/* The quotation marks of word processors, each on its side of a word. */
static int weigh_quote(unsigned char quote, unsigned char before, unsigned char after)
{
	switch (quote) {
	case 0x92:
		return is_letter(before) && is_letter(after) ? 2 : 0;
	case 0x91:
	case 0x93:
		return !is_letter(before) && is_letter(after) ? 2 : 0;
	case 0x94:
		return before > ' ' && before < 0x80 && !is_letter(after) ? 2 : 0;
	case 0x81:
	case 0x8d:
	case 0x8f:
	case 0x90:
	case 0x9d:
		return IMPOSSIBLE;
	default:
		return before >= 0x80 || after >= 0x80 ? -1 : 0;
	}
}

/* European text: a letter beyond ASCII stands among letters of ASCII. */
static int weigh_1252(Str s, size_t i, size_t *len_out)
{
	unsigned char before = i > 0 ? byte_at(s, i - 1) : 0, after = byte_at(s, i + 1);

	*len_out = 1;
	if (before >= 0x80 && after >= 0x80)
		return -2;
	if (byte_at(s, i) < 0xc0)
		return weigh_quote(byte_at(s, i), before, after);
	return g_ascii_isalpha((char)before) || g_ascii_isalpha((char)after) ? 1 : 0;
}

/* In the order that decides between equals. */
static const struct {
	const char *charset;
	Weigh *weigh;
} candidates[] = {
	{"shift_jis", weigh_sjis},
	{"euc-jp", weigh_euc},
	{"gb18030", weigh_gb},
	{"windows-1252", weigh_1252},
};

static gint64 weigh_all(Str s, Weigh *weigh)
{
	gint64 weight = 0;
	size_t len;

	for (size_t i = 0; i < s.len; i += len) {
		len = 1;
		if (byte_at(s, i) >= 0x80)
			weight += weigh(s, i, &len);
	}
	return weight;
}

/* UTF-8, but for a place or two that something cut. */
static bool is_nearly_utf8(Str s)
{
	size_t high = 0, damaged;

	for (size_t i = 0; i < s.len; i++)
		high += byte_at(s, i) >= 0x80;
	g_string_free(utf8_repair(s, &damaged), TRUE);
	return damaged <= high / 10;
}

const char *charset_guess(Charsets *charsets, Str bytes)
{
	const char *best = "windows-1252";
	gint64 best_weight = -1;

	bytes = str_sub(bytes, 0, CHARSET_GUESS_MAX);
	if (jis_has_escape(bytes))
		return "iso-2022-jp";
	if (str_is_ascii(bytes))
		return "us-ascii";
	if (is_nearly_utf8(bytes))
		return "utf-8";
	for (size_t i = 0; i < G_N_ELEMENTS(candidates); i++) {
		size_t damaged;
		g_string_free(
			charset_decode(charsets, candidates[i].charset, bytes, &damaged), TRUE);
		gint64 weight =
			weigh_all(bytes, candidates[i].weigh) + (gint64)damaged * IMPOSSIBLE;
		if (weight > best_weight) {
			best = candidates[i].charset;
			best_weight = weight;
		}
	}
	return best;
}

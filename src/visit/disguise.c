#include "visit/disguise.h"

#include <string.h>

/* Whom a sender finds in place of the recipient. */
static const char *const stranger = "recipient@example.com";

/* Recipients whose addresses are looked for. */
#define RECIPIENTS_MAX 16

typedef struct {
	const json_t *recipients;
	GRand *chance;
	GString *out;
	unsigned replaced;
} Disguise;

/* What divides a URL behind its host into pieces. */
static bool is_divider(char c)
{
	return c != '\0' && strchr("/?&=#;", c) != NULL;
}

static bool is_piece(char c)
{
	return !is_divider(c);
}

static bool is_recipient(const Disguise *disguise, Str text)
{
	const json_t *recipient;
	size_t index;

	json_array_foreach (disguise->recipients, index, recipient) {
		Str address = json_get_str(recipient, "address");
		if (index < RECIPIENTS_MAX && address.len > 0 && str_equal_fold(text, address))
			return true;
	}
	return false;
}

/* The piece as the address that it stands for in percent-encoding; false where it is none of a recipient. */
static bool put_plain(Disguise *disguise, Str piece)
{
	g_autofree char *text = g_uri_unescape_segment(piece.at, piece.at + piece.len, NULL);
	bool is_encoded = memchr(piece.at, '%', piece.len) != NULL;

	if (!text || !is_recipient(disguise, str_of(text)))
		return false;
	g_autofree char *encoded = g_uri_escape_string(stranger, NULL, FALSE);
	g_string_append(disguise->out, is_encoded ? encoded : stranger);
	return true;
}

/* As base64, of either alphabet, with or without its "=" behind. */
static bool put_base64(Disguise *disguise, Str piece)
{
	gsize len = 0;

	if (piece.len % 4 == 1) /* no bytes are written so (RFC 4648, section 4) */
		return false;
	g_autofree char *text = g_strdup_printf("%.*s==", STR_ARG(piece));
	text[piece.len + (4 - piece.len % 4) % 4] = '\0';
	g_strdelimit(text, "-", '+');
	g_strdelimit(text, "_", '/');
	g_autofree guchar *bytes = g_base64_decode(text, &len);
	if (!is_recipient(disguise, str_over((const char *)bytes, len)))
		return false;
	g_autofree char *encoded =
		g_base64_encode((const guchar *)stranger, strlen(stranger)); /* 21: without "=" */
	g_string_append(disguise->out, encoded);
	return true;
}

static bool is_token_char(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '_';
}

typedef enum {
	CHAR_OTHER,
	CHAR_DIGIT,
	CHAR_LOWER,
	CHAR_UPPER,
	CHAR_COUNT,
} CharClass;

static CharClass class_of(char c)
{
	return g_ascii_isdigit(c)   ? CHAR_DIGIT
	       : g_ascii_islower(c) ? CHAR_LOWER
	       : g_ascii_isupper(c) ? CHAR_UPPER
				    : CHAR_OTHER;
}

/* Long, and mixed as nobody writes: letters with digits among them, or classes that change all the time. */
static bool is_opaque(Str piece, size_t least)
{
	Str rest = piece;
	size_t counts[CHAR_COUNT] = {0}, changes = 0;

	str_skip(&rest, is_token_char);
	if (rest.len > 0 || piece.len < least)
		return false;
	for (size_t i = 0; i < piece.len; i++) {
		CharClass class = class_of(piece.at[i]);
		counts[class]++;
		changes += i > 0 && class != class_of(piece.at[i - 1]);
	}
	size_t letters = counts[CHAR_LOWER] + counts[CHAR_UPPER];
	if (letters < 3)
		return false;
	return counts[CHAR_DIGIT] >= 3 || changes * 3 >= piece.len;
}

static bool is_hexadecimal(Str piece)
{
	str_skip(&piece, str_is_hex);
	return piece.len == 0;
}

static void put_token(Disguise *disguise, Str piece)
{
	int letters = is_hexadecimal(piece) ? 6 : 26;

	for (size_t i = 0; i < piece.len; i++) {
		char c = piece.at[i];
		if (g_ascii_isdigit(c))
			c = (char)('0' + g_rand_int_range(disguise->chance, 0, 10));
		else if (g_ascii_islower(c))
			c = (char)('a' + g_rand_int_range(disguise->chance, 0, letters));
		else if (g_ascii_isupper(c))
			c = (char)('A' + g_rand_int_range(disguise->chance, 0, letters));
		g_string_append_c(disguise->out, c);
	}
}

/* A name in the query stays: name=, and something behind it. */
static bool is_name(char before, Str behind)
{
	return (before == '?' || before == '&') && behind.len > 1 && behind.at[0] == '=' &&
	       behind.at[1] != '=' && behind.at[1] != '&';
}

static void put_piece(Disguise *disguise, char before, Str piece, Str behind)
{
	size_t least = before == '/' ? DISGUISE_PATH_MIN : DISGUISE_QUERY_MIN;

	if (piece.len > 0 && !is_name(before, behind)) {
		disguise->replaced++;
		if (put_plain(disguise, piece) || put_base64(disguise, piece))
			return;
		if (is_opaque(piece, least)) {
			put_token(disguise, piece);
			return;
		}
		disguise->replaced--;
	}
	g_string_append_len(disguise->out, piece.at, (gssize)piece.len);
}

/* Scheme and host, which stay. */
static Str take_origin(Str *rest)
{
	Str whole = *rest;
	gssize scheme = str_find(whole, STR("://"));
	Str behind = str_sub(whole, scheme < 0 ? 0 : (size_t)scheme + 3, whole.len);

	str_skip(&behind, is_piece);
	*rest = behind;
	return str_sub(whole, 0, whole.len - behind.len);
}

char *disguise_url(const char *url, const json_t *recipients, guint32 seed, unsigned *replaced_out)
{
	Disguise disguise = {
		.recipients = recipients,
		.chance = g_rand_new_with_seed(seed),
		.out = g_string_new(NULL),
	};
	Str rest = str_of(url), origin = take_origin(&rest);

	g_string_append_len(disguise.out, origin.at, (gssize)origin.len);
	while (rest.len > 0) {
		char before = rest.at[0];
		g_string_append_c(disguise.out, before);
		rest = str_sub(rest, 1, rest.len);
		Str piece = str_take_while(&rest, is_piece);
		put_piece(&disguise, before, piece, rest);
	}
	g_rand_free(disguise.chance);
	*replaced_out = disguise.replaced;
	return g_string_free(disguise.out, FALSE);
}

#include "read/transfer.h"

/* The value of a base64 character, -1 for any other byte. */
static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+')
		return 62;
	return c == '/' ? 63 : -1;
}

/* Characters gathered towards the next three bytes. */
typedef struct {
	guint32 bits;
	unsigned count;
} Quantum;

/* Write what a quantum of `count` characters holds, and begin the next. */
static void quantum_flush(Quantum *quantum, GString *out)
{
	guint32 bits = quantum->bits << (6 * (4 - quantum->count));
	const char bytes[] = {(char)(bits >> 16), (char)(bits >> 8), (char)bits};

	if (quantum->count > 1)
		g_string_append_len(out, bytes, quantum->count - 1);
	*quantum = (Quantum){0};
}

GString *transfer_base64(Str encoded, size_t *damaged_out)
{
	GString *out = g_string_sized_new(encoded.len / 4 * 3 + 3);
	Quantum quantum = {0};
	size_t damaged = 0;

	for (size_t i = 0; i < encoded.len; i++) {
		char c = encoded.at[i];
		int value = base64_value(c);
		if (value >= 0) {
			quantum.bits = quantum.bits << 6 | (guint32)value;
			if (++quantum.count == 4)
				quantum_flush(&quantum, out);
		} else if (c == '=') { /* another encoding may follow the padding */
			damaged += quantum.count == 1;
			quantum_flush(&quantum, out);
		} else {
			damaged += !str_is_space(c);
		}
	}
	damaged += quantum.count == 1;
	quantum_flush(&quantum, out);
	if (damaged_out)
		*damaged_out = damaged;
	return out;
}

/* Take "XX" if two hex digits stand first. */
static bool take_hex(Str *rest, char *byte_out)
{
	if (rest->len < 2 || !str_is_hex(rest->at[0]) || !str_is_hex(rest->at[1]))
		return false;
	*byte_out =
		(char)(g_ascii_xdigit_value(rest->at[0]) << 4 | g_ascii_xdigit_value(rest->at[1]));
	*rest = str_sub(*rest, 2, rest->len);
	return true;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Take the rest of a line that a "=" before it continues; white space there was added on the way. */
static bool take_soft_break(Str *rest)
{
	Str ahead = *rest;

	str_skip(&ahead, is_blank);
	if (ahead.len > 0 && !str_take_char(&ahead, '\n'))
		return false;
	*rest = ahead;
	return true;
}

/* Append text that stands for itself; in Q a "_" is a space. */
static void append_plain(GString *out, Str plain, bool q)
{
	size_t from = out->len;

	g_string_append_len(out, plain.at, (gssize)plain.len);
	for (size_t i = from; q && i < out->len; i++)
		if (out->str[i] == '_')
			out->str[i] = ' ';
}

static GString *decode_quoted(Str rest, bool q, size_t *damaged_out)
{
	GString *out = g_string_sized_new(rest.len);
	size_t damaged = 0;
	char byte;

	while (rest.len > 0) {
		append_plain(out, str_take_until(&rest, '='), q);
		if (!str_take_char(&rest, '='))
			break;
		if (take_hex(&rest, &byte)) {
			g_string_append_c(out, byte);
		} else if (!take_soft_break(&rest)) {
			g_string_append_c(out, '=');
			damaged++;
		}
	}
	if (damaged_out)
		*damaged_out = damaged;
	return out;
}

GString *transfer_quoted_printable(Str encoded, size_t *damaged_out)
{
	return decode_quoted(encoded, false, damaged_out);
}

GString *transfer_q(Str encoded, size_t *damaged_out)
{
	return decode_quoted(encoded, true, damaged_out);
}

/* The six bits of a uuencoded character. */
static unsigned uu_value(char c)
{
	return (unsigned)(c - ' ') & 077;
}

/* Decode one line behind its length character; false when it is shorter than it says. */
static bool uu_line(Str line, size_t length, GString *out)
{
	size_t wanted = out->len + length;

	for (size_t i = 0; i + 3 < line.len && out->len < wanted; i += 4) {
		unsigned bits = uu_value(line.at[i]) << 18 | uu_value(line.at[i + 1]) << 12 |
				uu_value(line.at[i + 2]) << 6 | uu_value(line.at[i + 3]);
		const char bytes[] = {(char)(bits >> 16), (char)(bits >> 8), (char)bits};
		g_string_append_len(out, bytes, (gssize)MIN(3, wanted - out->len));
	}
	return out->len == wanted;
}

/* Pass the lines up to and with the one that begins the file. */
static bool uu_take_begin(Str *rest)
{
	while (rest->len > 0)
		if (str_starts(str_take_line(rest), STR("begin ")))
			return true;
	return false;
}

GString *transfer_uuencode(Str encoded, size_t *damaged_out)
{
	GString *out = g_string_sized_new(encoded.len / 4 * 3);
	size_t damaged = 0;
	bool ended = false;

	if (uu_take_begin(&encoded)) {
		while (encoded.len > 0 && !ended) {
			Str line = str_take_line(&encoded);
			ended = str_equal(line, STR("end"));
			if (!ended && line.len > 0 &&
				!uu_line(str_sub(line, 1, line.len), uu_value(line.at[0]), out))
				damaged++;
		}
	}
	if (damaged_out)
		*damaged_out = damaged + !ended;
	return out;
}

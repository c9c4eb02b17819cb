#include "visit/wire.h"

#include <string.h>

/* What is enough of a message to find its number. */
#define HEAD_SIZE 64

/* Held bytes whose memory is given back once they were taken. */
#define LARGE ((size_t)1 << 20)

/* The number in {"id":N, with `rest_out` behind it; 0 where there is none. */
static gint64 read_id(Str text, Str *rest_out)
{
	Str digits;
	guint64 id;

	if (!str_take(&text, STR("{\"id\":")))
		return 0;
	digits = str_take_while(&text, str_is_digit);
	*rest_out = text;
	return str_parse_uint(digits, G_MAXINT64, &id) ? (gint64)id : 0;
}

static gint64 id_of(Str text)
{
	Str rest;

	return read_id(text, &rest);
}

/* Drop what was taken, so that what is held is never much more than one message; and its memory, too. */
static void drop_taken(Wire *wire)
{
	if (wire->start == 0)
		return;
	if (wire->start == wire->held->len && wire->start > LARGE) {
		g_byte_array_unref(wire->held);
		wire->held = g_byte_array_new();
	} else {
		g_byte_array_remove_range(wire->held, 0, (guint)wire->start);
	}
	wire->searched -= wire->start;
	wire->start = 0;
}

/* Up to and with the NUL that ends a message which is too large. False where it is not among `bytes`. */
static bool skip_to_end(Wire *wire, Str *bytes)
{
	gssize end = str_find_char(*bytes, '\0');

	if (end < 0)
		return false;
	*bytes =
		str_sub(*bytes, (size_t)end, bytes->len); /* the NUL stays: it ends an empty text */
	wire->skipping = false;
	return true;
}

/* Of the message under way keep the number alone. */
static void begin_skipping(Wire *wire)
{
	Str held = str_over((const char *)wire->held->data, wire->held->len);

	wire->skipped_id = id_of(str_sub(held, 0, HEAD_SIZE));
	wire->skipping = wire->skipped = true;
	g_byte_array_set_size(wire->held, 0);
	wire->searched = 0;
}

void wire_feed(Wire *wire, Str bytes)
{
	if (!wire->held)
		wire->held = g_byte_array_new();
	drop_taken(wire);
	if (wire->skipping && !skip_to_end(wire, &bytes))
		return;
	g_byte_array_append(wire->held, (const guint8 *)bytes.at, (guint)bytes.len);
}

/* Where the message under way ends; false when its NUL has not come. */
static bool find_end(Wire *wire, size_t *end_out)
{
	const GByteArray *held = wire->held;
	const guint8 *end = NULL;

	if (wire->searched < held->len)
		end = memchr(held->data + wire->searched, '\0', held->len - wire->searched);
	wire->searched = end ? (size_t)(end - held->data) + 1 : held->len;
	if (end)
		*end_out = (size_t)(end - held->data);
	return end != NULL;
}

static WireMessage message_of(Wire *wire, Str text)
{
	WireMessage message = {.id = id_of(text), .text = text};

	if (wire->skipped)
		message = (WireMessage){.id = wire->skipped_id, .too_large = true};
	else if (text.len > WIRE_MESSAGE_MAX)
		message = (WireMessage){.id = message.id, .too_large = true};
	wire->skipped = false;
	return message;
}

bool wire_next(Wire *wire, WireMessage *message_out)
{
	size_t end;

	if (!wire->held || wire->skipping)
		return false;
	if (!find_end(wire, &end)) {
		drop_taken(wire);
		if (wire->held->len > WIRE_MESSAGE_MAX)
			begin_skipping(wire);
		return false;
	}
	*message_out = message_of(
		wire, str_over((const char *)wire->held->data + wire->start, end - wire->start));
	wire->start = end + 1;
	return true;
}

void wire_clear(Wire *wire)
{
	if (wire->held)
		g_byte_array_unref(wire->held);
	*wire = (Wire){0};
}

/* Take ,"sessionId":"..." off the end, where it stands there. */
static void drop_session(Str *text)
{
	static const Str mark = STR(",\"sessionId\":\"");
	gssize quote;
	Str rest = *text;

	if (!str_ends(rest, STR("\"")))
		return;
	rest.len--;
	quote = str_rfind_char(rest, '"'); /* the last but one: the value has none in it */
	if (quote < 0)
		return;
	rest.len = (size_t)quote + 1;
	if (str_ends(rest, mark))
		text->len = rest.len - mark.len;
}

bool wire_result(Str answer, Str *result_out)
{
	Str rest;

	if (read_id(answer, &rest) == 0 || !str_take(&rest, STR(",\"result\":")) ||
		!str_ends(rest, STR("}")))
		return false;
	rest.len--;
	drop_session(&rest);
	*result_out = rest;
	return true;
}

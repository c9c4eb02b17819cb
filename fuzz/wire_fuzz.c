/* Bytes that a browser sends: the same messages come out whatever the pieces that they arrive in, and none is
 * lost, but the last that has no end. The result of an answer is a part of it. */
#include <stdint.h>

#include "visit/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take(Wire *wire, GString *messages)
{
	WireMessage message;
	Str result;

	while (wire_next(wire, &message)) {
		if (wire_result(message.text, &result))
			g_assert(result.at >= message.text.at &&
				 result.at + result.len <= message.text.at + message.text.len);
		g_string_append_len(messages, message.text.at, (gssize)message.text.len);
		g_string_append_c(messages, '\0');
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str bytes = str_over((const char *)data, size);
	g_auto(Wire) wire = {0};
	g_autoptr(GString) messages = g_string_new(NULL);
	size_t step = size > 0 ? data[0] % 32 + 1u : 1;

	for (size_t at = 0; at < size; at += step) {
		wire_feed(&wire, str_sub(bytes, at, step));
		take(&wire, messages);
	}
	gssize end = str_rfind_char(bytes, '\0');
	g_assert(str_equal(
		str_over(messages->str, messages->len), str_sub(bytes, 0, (size_t)(end + 1))));
	return 0;
}

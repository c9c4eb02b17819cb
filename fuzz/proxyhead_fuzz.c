/* What a browser that was taken over may say to its proxy: what is forwarded is one request, and no more. */
#include <stdint.h>
#include <string.h>

#include "visit/proxyhead.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str bytes = str_over((const char *)data, size);
	size_t len = proxyhead_len(bytes);
	ProxyHead head;

	g_assert(len <= size);
	if (!proxyhead_parse(str_sub(bytes, 0, len), &head))
		return 0;
	g_assert(head.host && *head.host && head.port > 0);
	if (head.forward) {
		Str forward = str_over(head.forward->str, head.forward->len);
		g_assert(strlen(head.forward->str) == head.forward->len);
		g_assert(proxyhead_len(forward) == forward.len);
	}
	proxyhead_clear(&head);
	return 0;
}

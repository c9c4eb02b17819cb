/* Bytes that a worker sends: what is received as a frame is received again, the same, when it is sent. */
#include <stdint.h>
#include <string.h>

#include "base/json.h"
#include "cage/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_bytes(void *peer, void *to, size_t len, GError **error)
{
	Str *rest = peer;

	if (len > rest->len) {
		g_set_error(error, CAGE_ERROR, CAGE_ERROR_CRASHED, "the bytes end");
		return false;
	}
	memcpy(to, rest->at, len);
	*rest = str_sub(*rest, len, rest->len);
	return true;
}

static bool write_bytes(void *peer, const void *from, size_t len, GError **error)
{
	GString *bytes = peer;

	(void)error;
	g_string_append_len(bytes, from, (gssize)len);
	return true;
}

static void check_same(const Frame *a, const Frame *b)
{
	g_assert(a->kind == b->kind && a->serial == b->serial && str_equal(a->text, b->text));
	g_assert(json_equal(a->parcel.json, b->parcel.json));
	g_assert(a->parcel.blobs->len == b->parcel.blobs->len);
	for (guint i = 0; i < a->parcel.blobs->len; i++)
		g_assert(g_bytes_equal(a->parcel.blobs->pdata[i], b->parcel.blobs->pdata[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str rest = str_over((const char *)data, size);
	g_autoptr(GString) sent = g_string_new(NULL);
	g_auto(Frame) frame = {0}, again = {0};

	if (!frame_receive(&(FrameIo){read_bytes, NULL, &rest}, &frame, NULL))
		return 0;
	g_assert(frame_send(&(FrameIo){NULL, write_bytes, sent}, &frame, NULL));
	Str back = str_over(sent->str, sent->len);
	g_assert(frame_receive(&(FrameIo){read_bytes, NULL, &back}, &again, NULL));
	check_same(&frame, &again);
	return 0;
}

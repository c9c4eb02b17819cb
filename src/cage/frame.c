#include "cage/frame.h"

#include <string.h>

#include "base/json.h"

#define MAGIC 0x314b494du /* "MIK1" */

typedef struct {
	guint32 magic, kind, serial, text_len;
	guint64 blobs, json_len, body_len;
} Head;

static bool fail(GError **error, const char *what)
{
	g_set_error(error, CAGE_ERROR, CAGE_ERROR_PROTOCOL, "%s", what);
	return false;
}

static guint blob_count(const CageParcel *parcel)
{
	return parcel->blobs ? parcel->blobs->len : 0;
}

/* The head for `frame` and its JSON as text. */
static bool head_of(const Frame *frame, Str json, Head *head_out, GError **error)
{
	guint blobs = blob_count(&frame->parcel);
	guint64 payload = json.len;

	if (blobs > CAGE_BLOBS_MAX)
		return fail(error, "a parcel has more blobs than it may");
	for (guint i = 0; i < blobs; i++)
		payload += g_bytes_get_size(frame->parcel.blobs->pdata[i]);
	if (json.len > CAGE_JSON_MAX || payload > CAGE_PARCEL_MAX)
		return fail(error, "a parcel is larger than it may be");

	guint32 text_len = (guint32)MIN(frame->text.len, FRAME_TEXT_MAX);
	*head_out = (Head){
		.magic = MAGIC,
		.kind = frame->kind,
		.serial = frame->serial,
		.text_len = text_len,
		.blobs = blobs,
		.json_len = json.len,
		.body_len = payload + text_len + blobs * sizeof(guint64),
	};
	return true;
}

static void append(GByteArray *bytes, const void *at, size_t len)
{
	g_byte_array_append(bytes, at, (guint)len);
}

/* Head, text, lengths and JSON in one piece, so that a small frame is one write. */
static GByteArray *front_of(const Frame *frame, GError **error)
{
	const json_t *value = frame->parcel.json;
	g_autofree char *json = value ? json_compact(value) : g_strdup("null");
	Head head;

	if (!head_of(frame, str_of(json), &head, error))
		return NULL;
	GByteArray *front = g_byte_array_new();
	append(front, &head, sizeof head);
	append(front, frame->text.at, head.text_len);
	for (guint i = 0; i < head.blobs; i++) {
		guint64 len = g_bytes_get_size(frame->parcel.blobs->pdata[i]);
		append(front, &len, sizeof len);
	}
	append(front, json, head.json_len);
	return front;
}

bool frame_send(const FrameIo *io, const Frame *frame, GError **error)
{
	g_autoptr(GByteArray) front = front_of(frame, error);

	if (!front || !io->write(io->peer, front->data, front->len, error))
		return false;
	for (guint i = 0; i < blob_count(&frame->parcel); i++) {
		Str blob = str_of_bytes(frame->parcel.blobs->pdata[i]);
		if (blob.len > 0 && !io->write(io->peer, blob.at, blob.len, error))
			return false;
	}
	return true;
}

static bool check_head(const Head *head, GError **error)
{
	if (head->magic != MAGIC)
		return fail(error, "what came is no parcel");
	if (head->kind < FRAME_QUESTION || head->kind > FRAME_READY)
		return fail(error, "a parcel is of no known kind");
	if (head->text_len > FRAME_TEXT_MAX || head->blobs > CAGE_BLOBS_MAX ||
		head->json_len > CAGE_JSON_MAX)
		return fail(error, "a part of a parcel is larger than it may be");

	guint64 front = head->text_len + head->blobs * sizeof(guint64) + head->json_len;
	if (head->body_len < front)
		return fail(error, "a parcel is shorter than its parts");
	if (head->body_len - front > CAGE_PARCEL_MAX - head->json_len)
		return fail(error, "a parcel is larger than it may be");
	return true;
}

/* The body, all of it, in one allocation whose pages come as they are filled. */
static GBytes *receive_body(const FrameIo *io, size_t len, GError **error)
{
	g_autofree guint8 *body = g_try_malloc(MAX(len, 1));

	if (!body)
		fail(error, "there is no memory for a parcel");
	if (!body || (len > 0 && !io->read(io->peer, body, len, error)))
		return NULL;
	return g_bytes_new_take(g_steal_pointer(&body), len);
}

/* Take the blobs, whose lengths are `table`, from what is left of the body from `offset` on. */
static bool parse_blobs(GBytes *body, Str table, size_t offset, GPtrArray *blobs, GError **error)
{
	size_t left = g_bytes_get_size(body) - offset;

	for (size_t at = 0; at < table.len; at += sizeof(guint64)) {
		guint64 len;
		memcpy(&len, table.at + at, sizeof len);
		if (len > left)
			return fail(error, "a parcel's blobs are longer than the parcel");
		g_ptr_array_add(blobs, g_bytes_new_from_bytes(body, offset, len));
		offset += len;
		left -= len;
	}
	return left == 0 || fail(error, "a parcel has bytes that belong to nothing");
}

static bool parse_body(const Head *head, Frame *frame, GError **error)
{
	Str body = str_of_bytes(frame->body);
	Str table = str_sub(body, head->text_len, head->blobs * sizeof(guint64));
	size_t json_at = head->text_len + table.len;
	g_autoptr(GError) fault = NULL;

	frame->text = str_sub(body, 0, head->text_len);
	frame->parcel.json = json_parse(str_sub(body, json_at, head->json_len), &fault);
	if (!frame->parcel.json)
		return fail(error, "a parcel's JSON is none");
	frame->parcel.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	return parse_blobs(
		frame->body, table, json_at + head->json_len, frame->parcel.blobs, error);
}

bool frame_receive(const FrameIo *io, Frame *frame_out, GError **error)
{
	g_auto(Frame) frame = {0};
	Head head;

	if (!io->read(io->peer, &head, sizeof head, error) || !check_head(&head, error))
		return false;
	frame.kind = head.kind;
	frame.serial = head.serial;
	frame.body = receive_body(io, head.body_len, error);
	if (!frame.body || !parse_body(&head, &frame, error))
		return false;
	*frame_out = frame;
	frame = (Frame){0};
	return true;
}

void frame_clear(Frame *frame)
{
	cage_parcel_clear(&frame->parcel);
	g_bytes_unref(frame->body);
	*frame = (Frame){0};
}

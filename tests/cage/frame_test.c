/* The form in which parcels go over the pipe: what is sent is what is received, and what is no frame is
 * refused before anything is allocated for it. */
#include "cage/frame.h"

#include <string.h>

#include "base/json.h"

/* A pipe that ends in memory. */
typedef struct {
	GByteArray *bytes;
	size_t at;
} Tape;

static bool read_tape(void *peer, void *to, size_t len, GError **error)
{
	Tape *tape = peer;

	if (len > tape->bytes->len - tape->at) {
		g_set_error(error, CAGE_ERROR, CAGE_ERROR_CRASHED, "the tape ends");
		return false;
	}
	memcpy(to, tape->bytes->data + tape->at, len);
	tape->at += len;
	return true;
}

static bool write_tape(void *peer, const void *from, size_t len, GError **error)
{
	Tape *tape = peer;

	(void)error;
	g_byte_array_append(tape->bytes, from, (guint)len);
	return true;
}

static FrameIo io_of(Tape *tape)
{
	return (FrameIo){read_tape, write_tape, tape};
}

static GPtrArray *blobs_of(const char *const *texts)
{
	GPtrArray *blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);

	for (; *texts; texts++)
		g_ptr_array_add(blobs, g_bytes_new(*texts, strlen(*texts)));
	return blobs;
}

static void test_there_and_back(void)
{
	static const char *const texts[] = {"first", "", "third", NULL};
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	Tape tape = {bytes, 0};
	FrameIo io = io_of(&tape);
	Frame sent = {.kind = FRAME_QUESTION, .serial = 7, .text = STR("read")};
	g_auto(Frame) got = {0};
	g_autoptr(GError) error = NULL;

	sent.parcel.json = json_pack("{s:s, s:[i]}", "text", "目利き", "list", 1);
	sent.parcel.blobs = blobs_of(texts);
	g_assert_true(frame_send(&io, &sent, &error));
	g_assert_true(frame_receive(&io, &got, &error));
	g_assert_cmpuint(tape.at, ==, bytes->len);
	g_assert_cmpint(got.kind, ==, FRAME_QUESTION);
	g_assert_cmpuint(got.serial, ==, 7);
	g_assert_true(str_equal(got.text, STR("read")));
	g_autofree char *json = json_compact(got.parcel.json);
	g_assert_cmpstr(json, ==, "{\"text\":\"目利き\",\"list\":[1]}"); /* in its own order */
	g_assert_cmpuint(got.parcel.blobs->len, ==, 3);
	for (guint i = 0; i < 3; i++)
		g_assert_true(
			g_bytes_equal(got.parcel.blobs->pdata[i], sent.parcel.blobs->pdata[i]));
	cage_parcel_clear(&sent.parcel);
}

/* Nothing in it is JSON null and no blobs; a long text is cut. */
static void test_little_and_much(void)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autofree char *text = g_strnfill(FRAME_TEXT_MAX + 1, 'x');
	Tape tape = {bytes, 0};
	FrameIo io = io_of(&tape);
	g_auto(Frame) got = {0};

	g_assert_true(frame_send(&io, &(Frame){.kind = FRAME_FAILURE, .text = str_of(text)}, NULL));
	g_assert_true(frame_receive(&io, &got, NULL));
	g_assert_cmpuint(got.text.len, ==, FRAME_TEXT_MAX);
	g_assert_true(json_is_null(got.parcel.json));
	g_assert_cmpuint(got.parcel.blobs->len, ==, 0);
}

/* magic, kind, serial, length of the text; number of blobs, length of the JSON, length of the body */
typedef struct {
	guint32 magic, kind, serial, text;
	guint64 blobs, json, body;
} Head;

#define MAGIC 0x314b494d

typedef struct {
	Head head;
	const char *body;
	const char *fault; /* NULL: it is a frame */
} Row;

static void test_broken(void)
{
	static const Row rows[] = {
		{{MAGIC, 2, 1, 0, 0, 4, 4}, "null", NULL},
		{{MAGIC, 2, 1, 2, 0, 4, 6}, "hinull", NULL},
		{{0x20505448, 2, 1, 0, 0, 4, 4}, "null", "what came is no parcel"},
		{{MAGIC, 0, 1, 0, 0, 4, 4}, "null", "a parcel is of no known kind"},
		{{MAGIC, 9, 1, 0, 0, 4, 4}, "null", "a parcel is of no known kind"},
		{{MAGIC, 2, 1, G_MAXUINT32, 0, 4, 4}, "null",
			"a part of a parcel is larger than it may be"},
		{{MAGIC, 2, 1, 0, G_MAXUINT64 / 8 + 1, 4, 4}, "null",
			"a part of a parcel is larger than it may be"},
		{{MAGIC, 2, 1, 0, CAGE_BLOBS_MAX + 1, 4, 4}, "null",
			"a part of a parcel is larger than it may be"},
		{{MAGIC, 2, 1, 0, 0, G_MAXUINT64, 4}, "null",
			"a part of a parcel is larger than it may be"},
		{{MAGIC, 2, 1, 0, 0, 4, G_MAXUINT64}, "null", "a parcel is larger than it may be"},
		{{MAGIC, 2, 1, 0, 0, 4, CAGE_PARCEL_MAX + 1}, "null",
			"a parcel is larger than it may be"},
		{{MAGIC, 2, 1, 0, 0, 4, 3}, "nul", "a parcel is shorter than its parts"},
		{{MAGIC, 2, 1, 0, 1, 4, 4}, "null", "a parcel is shorter than its parts"},
		{{MAGIC, 2, 1, 0, 0, 4, 5}, "null!", "a parcel has bytes that belong to nothing"},
		{{MAGIC, 2, 1, 0, 0, 4, 4}, "nuls", "a parcel's JSON is none"},
		{{MAGIC, 2, 1, 0, 0, 0, 0}, "", "a parcel's JSON is none"},
		{{MAGIC, 2, 1, 0, 0, 4, 4}, "nul", "the tape ends"},
		{{MAGIC, 2, 1, 0, 1, 4, 14}, "\2\0\0\0\0\0\0\0nullhi", NULL},
		{{MAGIC, 2, 1, 0, 1, 4, 14}, "\3\0\0\0\0\0\0\0nullhi",
			"a parcel's blobs are longer than the parcel"},
		{{MAGIC, 2, 1, 0, 1, 4, 14}, "\xff\xff\xff\xff\xff\xff\xff\xffnullhi",
			"a parcel's blobs are longer than the parcel"},
		{{MAGIC, 2, 1, 0, 1, 4, 14}, "\1\0\0\0\0\0\0\0nullhi",
			"a parcel has bytes that belong to nothing"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GByteArray) bytes = g_byte_array_new();
		Tape tape = {bytes, 0};
		FrameIo io = io_of(&tape);
		g_auto(Frame) got = {0};
		g_autoptr(GError) error = NULL;
		size_t body = rows[i].head.blobs == 1 && rows[i].head.body == 14
				      ? 14
				      : strlen(rows[i].body);

		g_byte_array_append(bytes, (const guint8 *)&rows[i].head, sizeof(Head));
		g_byte_array_append(bytes, (const guint8 *)rows[i].body, (guint)body);
		bool is_frame = frame_receive(&io, &got, &error);
		g_assert_cmpstr(error ? error->message : NULL, ==, rows[i].fault);
		g_assert_true(is_frame == (rows[i].fault == NULL));
	}
}

/* Nothing is written of a frame that is too large. */
static void test_too_large(void)
{
	static const struct {
		guint blobs;
		size_t size;
		const char *words;
	} rows[] = {
		{CAGE_BLOBS_MAX + 1, 0, "a parcel has more blobs than it may"},
		{CAGE_PARCEL_MAX >> 20, 1 << 20,
			"a parcel is larger than it may be"}, /* and "null" */
	};
	g_autofree char *data = g_malloc0(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GByteArray) bytes = g_byte_array_new();
		Tape tape = {bytes, 0};
		FrameIo io = io_of(&tape);
		Frame frame = {.kind = FRAME_ANSWER};
		g_autoptr(GError) error = NULL;

		frame.parcel.blobs = blobs_of((const char *const[]){NULL});
		for (guint n = 0; n < rows[i].blobs; n++)
			g_ptr_array_add(frame.parcel.blobs, g_bytes_new_static(data, rows[i].size));
		g_assert_false(frame_send(&io, &frame, &error));
		g_assert_error(error, CAGE_ERROR, CAGE_ERROR_PROTOCOL);
		g_assert_cmpstr(error->message, ==, rows[i].words);
		g_assert_cmpuint(bytes->len, ==, 0);
		cage_parcel_clear(&frame.parcel);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/frame/there-and-back", test_there_and_back);
	g_test_add_func("/frame/little-and-much", test_little_and_much);
	g_test_add_func("/frame/broken", test_broken);
	g_test_add_func("/frame/too-large", test_too_large);
	return g_test_run();
}

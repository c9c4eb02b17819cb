#pragma once
/*
 * cage/frame - the form in which parcels go over the pipe between the program and its worker.
 *
 * A head of fixed size, then the body: a text, the lengths of the blobs, the JSON, the blobs. All
 * numbers are the machine's own, as both ends are one program. Either end takes the other for hostile:
 * every length is checked against its cap before anything is allocated for it.
 *
 *	FrameIo io = {.read = read_pipe, .write = write_pipe, .peer = &pipe};
 *	if (frame_send(&io, &(Frame){.kind = FRAME_QUESTION, .text = STR("read"), .parcel = question}, &error))
 *		frame_receive(&io, &answer, &error);
 *	frame_clear(&answer);
 */
#include "cage/parcel.h"

/* Bytes of the text. */
#define FRAME_TEXT_MAX 4096

typedef enum {
	FRAME_QUESTION = 1, /* text: the job's name */
	FRAME_ANSWER,       /* no text */
	FRAME_FAILURE,      /* text: why there is no answer; no parcel */
	FRAME_READY,        /* the worker is locked; text: the layers that hold it; no parcel */
} FrameKind;

typedef struct {
	FrameKind kind;
	guint32 serial; /* an answer has its question's */
	Str text;
	CageParcel parcel;
	GBytes *body; /* what `text` borrows from after frame_receive */
} Frame;

/* One end of the pipe: move exactly `len` bytes, or fail. */
typedef struct {
	bool (*read)(void *peer, void *to, size_t len, GError **error);
	bool (*write)(void *peer, const void *from, size_t len, GError **error);
	void *peer;
} FrameIo;

/* Write a frame; nothing is taken, and the text is cut at FRAME_TEXT_MAX. A parcel past the caps of
 * cage/cage.h is CAGE_ERROR_PROTOCOL, with nothing written; else the errors are those of `io`. */
bool frame_send(const FrameIo *io, const Frame *frame, GError **error);

/* Read one frame, yours to frame_clear. What is none is CAGE_ERROR_PROTOCOL; else the errors are those
 * of `io`. */
bool frame_receive(const FrameIo *io, Frame *frame_out, GError **error);

/* Drop what a received frame holds. */
void frame_clear(Frame *frame);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Frame, frame_clear)

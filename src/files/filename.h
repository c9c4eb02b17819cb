#pragma once
/*
 * files/filename - what a file's name says, and how it tries to say something else.
 *
 *	FileName name = filename_read(STR("invoice.pdf   .exe"));
 *	name.extension                     "exe"
 *	name.tricks                        FILENAME_DOUBLE | FILENAME_PADDED
 *	filename_trick(FILENAME_DOUBLE)    "double-extension"
 */
#include "base/json.h"

/* A longer extension is none. */
#define FILENAME_EXTENSION_MAX 15

typedef enum {
	FILENAME_DOUBLE =
		1 << 0, /* "invoice.pdf.exe": the last but one is a document's or picture's */
	FILENAME_REVERSED =
		1 << 1, /* an override turns letters around: what is read is not what counts */
	FILENAME_PADDED = 1 << 2,    /* white space pushes the extension out of sight */
	FILENAME_HIDDEN = 1 << 3,    /* holds characters that have no width */
	FILENAME_TRAVERSAL = 1 << 4, /* leads out of the folder that it is unpacked into */
} FileNameTrick;

typedef struct {
	char extension[FILENAME_EXTENSION_MAX +
		       1]; /* lower case, without the dot; empty where there is none */
	unsigned tricks;   /* of FileNameTrick */
} FileName;

/* Read a name, UTF-8, with or without folders before it. */
FileName filename_read(Str name);

/* A set of tricks as an array of stable words. Yours to json_decref. */
json_t *filename_tricks_json(unsigned tricks);

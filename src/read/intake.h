#pragma once
/*
 * read/intake - from the file that somebody handed in to the mail that is to be investigated.
 *
 * A file may be the mail itself; an Outlook message (read/msg); a mail's source pasted somewhere
 * (read/pasted); a mailbox with one mail or many (read/mbox); a mail that carries the one in question
 * (read/forwarded), which may again be an Outlook message. What is taken off is told, layer by layer.
 *
 *	Intake intake;
 *	if (intake_read(charsets, file, 1, &intake))
 *		read(intake.mail);
 *	intake_clear(&intake);
 */
#include "read/located.h"

/* Layers that are taken off; what lies deeper stays in its wrapper. */
#define INTAKE_LAYERS_MAX 6

typedef enum {
	INTAKE_MSG,
	INTAKE_PASTED,
	INTAKE_MBOX,
	INTAKE_FORWARDED,
} IntakeLayer;

typedef struct {
	Str mail;    /* borrowed from the file or from `shelf` */
	Str wrapper; /* the mail that carried it; empty where none did */
	IntakeLayer layer[INTAKE_LAYERS_MAX];
	size_t layers;  /* 0: the file is the mail as it stands */
	unsigned n, of; /* which of how many mails of the file; 1 of 1 */
	Shelf *shelf;   /* owned */
} Intake;

/* Find the mail number `n` (from 1; 0 is the first, too) of the file. False where the file has fewer:
 * `intake_out->of` says how many, and there is no mail. */
bool intake_read(Charsets *charsets, Str file, unsigned n, Intake *intake_out);

/* Drop what it owns. */
void intake_clear(Intake *intake);

/* How the mail was taken from the file: {"layers": ["mbox", ...], "n", "of", "sha256", "size"}, the latter
 * two of the mail; null where the file is the mail and has no other. Yours to json_decref. */
json_t *intake_json(const Intake *intake);

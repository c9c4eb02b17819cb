#pragma once
/*
 * read/read - the first step: what does the mail say? Fills `mail`, `links` and `attachments`.
 *
 * The bytes are parsed in the cage by `read_job`; the step hands them over and puts what comes back into
 * the dossier. Where the cage fails, the step is failed and the three sections stay empty.
 */
#include "case/step.h"

/* A mail larger than this is read up to here, and a defect says so. */
#define READ_MAIL_MAX ((size_t)64 << 20)

/* Question: blob 0 is the file, {"size", "n"}: its whole size, and which of its mails (may be absent: the
 * first). Answer: {"mail", "links", "attachments", "taken"} (the latter by intake_json), and as blobs what
 * the answer names by SHA-256: a text over 64 KiB, the mail where it is not the file, what it came in. */
extern const CageJob read_job;

/* Reads the mail in the file that the dossier's `source` names, number `n` where it has an "n", and adds to
 * `source` how it was "taken" (null where the file is the mail). */
extern const Step read_step;

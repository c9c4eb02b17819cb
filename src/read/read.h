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

/* Question: blob 0 is the mail. Answer: {"mail", "links", "attachments"}, and as blobs what the answer
 * names by SHA-256 (a text over 64 KiB). */
extern const CageJob read_job;

/* Reads the mail that the dossier's `source` names. */
extern const Step read_step;

#pragma once
/*
 * read/forwarded - a mail that carries another one and says little itself: "is this phishing?", with the
 * suspect attached; or a mailing list that wraps what it hands on.
 *
 * By structure alone, for nobody knows here whose the wrapper is: exactly one attached mail (message/rfc822,
 * or a file called *.eml or *.msg that is one), which names a sender; beside it nothing but a note of
 * FORWARDED_NOTE_MAX bytes at most without a link in it, and pictures within it (a signature's). A delivery
 * report, a digest, a wrapper with other files or with a link of its own is a mail in its own right. A
 * phisher may attach his mail to an innocent note: then, too, the attached mail is the one to look at, and
 * the wrapper is kept.
 *
 *	if (forwarded_find(shelf, located_mail(bytes), &inner))
 *		read(inner);
 */
#include "read/located.h"

/* A longer text beside the attached mail is more than a note. */
#define FORWARDED_NOTE_MAX ((size_t)4 << 10)

/* Find the attached mail; its bytes, decoded, live on the shelf or are the mail's own. */
bool forwarded_find(Shelf *shelf, Located mail, Str *inner_out);

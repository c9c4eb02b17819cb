#pragma once
/*
 * trace/taglist - "name=value; name=value", the lists in which DKIM, DMARC and ARC
 * speak (RFC 6376, section 3.2).
 *
 * Reading copies nothing: names and values are borrowed from the text. A value may hold printable ASCII,
 * white space folded or not, and bytes beyond ASCII (RFC 8616 allows UTF-8 there).
 *
 *	TagList list = taglist_over(text);
 *	for (Tag tag; taglist_next(&list, &tag); )
 *		use(tag.name, tag.value);
 *	if (list.fault)
 *		note_defect(list.fault);
 */
#include "base/str.h"

/* Tags of one list: the largest that a standard knows has 15. More is a fault. */
#define TAGLIST_MAX 64

typedef struct {
	Str name, value; /* the value without white space around it */
	Str whole;       /* all between "=" and ";", which is what a signature leaves out of
	                    itself (RFC 6376, section 3.7) */
} Tag;

typedef struct {
	Str rest;               /* what is yet to be read */
	const char *fault;      /* how the text broke the grammar; NULL while it has not */
	Str names[TAGLIST_MAX]; /* read so far */
	size_t count;
} TagList;

/* Start to read `text`, which must outlive the list. */
TagList taglist_over(Str text);

/* Read one tag. False at the end, and at the first fault, which a name that comes twice is too: the tags
 * before it stand, what follows is not guessed at. */
bool taglist_next(TagList *list, Tag *tag_out);

/* The bytes that `value` says in base64 (RFC 6376, section 2.10), white space inside it left out; NULL where it is empty or
 * no base64. Padding may be missing. Yours to g_bytes_unref. */
GBytes *taglist_base64(Str value);

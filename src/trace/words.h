#pragma once
/*
 * trace/words - the lexical level of the headers that mail machines write: words, comments, separators
 * (RFC 5322, section 3.2), forgivingly.
 *
 * Copies nothing; linear.
 *
 *	Str rest = value;
 *	for (Word word; words_next(&rest, &word); )
 *		if (word.kind == WORD_COMMENT)
 *			look_into(word.text);
 */
#include "base/str.h"

/* Comments within comments are told apart this deep; further brackets are text. */
#define WORDS_NESTING_MAX 16

/* A comment closes within so many bytes, or it ends where the first of its brackets does. */
#define WORDS_COMMENT_MAX 1024

/* A word in <>, [] or "" may hold spaces when it closes within so many bytes. */
#define WORDS_ENCLOSED_MAX 256

typedef enum {
	WORD_TEXT,      /* up to white space, a comment or a semicolon */
	WORD_COMMENT,   /* (...), without the outer brackets */
	WORD_SEMICOLON, /* ";" */
} WordKind;

typedef struct {
	WordKind kind;
	Str text;
} Word;

/* Take the next word; false at the end. `rest` is moved behind it. */
bool words_next(Str *rest, Word *word_out);

/* Without one pair of <>, [] or "" around it. */
Str words_bare(Str text);

/* The IP address that `word` is, in brackets or not, without "IPv6:", an IPv4-mapped prefix, a zone
 * ("%4") or a port behind it; empty when it looks like none. Its numbers may still be out of range. */
Str words_address(Str word);

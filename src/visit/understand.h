#pragma once
/*
 * visit/understand - what each field of a page asks for.
 *
 * First from all that is told about it (visit/clue). Where that says too little, from what stands beside it: a
 * text right before a password is an account. A field in such an order is its kind, or a letter:
 *
 *	p  a password      n  digits (tel, number, numeric)   c  several boxes for a character each
 *	t  another text    s  a list                          m, y, d  something says month, year, day of it
 *
 * and "@card" before them all asks that the page speaks of cards.
 *
 *	understand_fields(book, page, fields, headings);
 *	ask_name(field->kind)                            "card-number"
 */
#include "visit/field.h"

/* Set `kind` and `reason` of each field (Field). `headings` is what the page says it is about; it, and the book,
 * must outlive the fields. */
void understand_fields(const Wordbook *book, const Snapshot *page, GPtrArray *fields, Str headings);

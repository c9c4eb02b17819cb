#pragma once
/*
 * know/wordform - the form in which words are sought: letters without case, accents, width or invisible
 * characters between them, white space single.
 *
 * Beside Chinese characters and kana white space is dropped, since Japanese has none between words:
 * 「三 井　住 友」 and a phrase broken over two lines are found too. Every byte knows where it came from,
 * so that what is found can be quoted as it was written.
 *
 *	g_autoptr(Wordform) form = wordform_new(STR("Itaú: Ｓua  conta"));
 *	form->text->str                            "itau: sua conta"
 *	wordform_source(form, 0, 4)                "Itaú"
 */
#include "base/str.h"

typedef struct {
	GString *text;
	GArray *from; /* guint32 for each byte of `text`, and one for its end: offsets in the source */
	Str source; /* borrowed: must outlive the form */
} Wordform;

/* The form of UTF-8 text (bytes that are none are passed over). Linear. Yours to wordform_free. */
Wordform *wordform_new(Str source);

/* Free. NULL is fine. */
void wordform_free(Wordform *form);

/* The text as a Str, borrowed. */
Str wordform_text(const Wordform *form);

/* What the `len` bytes from `from` on of the form's text were in the source, borrowed from it. */
Str wordform_source(const Wordform *form, size_t from, size_t len);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Wordform, wordform_free)

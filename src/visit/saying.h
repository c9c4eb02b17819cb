#pragma once
/*
 * visit/saying - what a page says and is, by its words: "locked", "thanks", "wrong-password" ..., and signs that
 * it is no page of the trap itself: "captcha", "blocked", "parked", "default-page", "gone", "empty".
 *
 *	json_auto_t *says = saying_says(book, text);         [{"what": "locked", "words": "ロックされています"}]
 *	json_auto_t *signs = saying_signs(book, page, text, asks);
 */
#include "base/json.h"
#include "visit/snapshot.h"
#include "visit/wordbook.h"

/* Text that a page needs to be more than empty, in bytes. */
#define SAYING_EMPTY_MAX ((size_t)8)

/* Text behind which a page is too long to be a mere notice: signs by words no longer count, in bytes. */
#define SAYING_NOTICE_MAX ((size_t)4000)

/* What the visible text says, each thing once with the words that say it. Yours to json_decref. */
json_t *saying_says(const Wordbook *book, Str text);

/* What the page is, likewise. Words alone count only where the page is short and `asks` nothing: a trap writes
 * about security checks, too. Yours to json_decref. */
json_t *saying_signs(const Wordbook *book, const Snapshot *page, Str text, bool asks);

/* Whether the text holds one of the values (JSON texts) or, of a mail address, what stands before its "@". Letters
 * in either case, white space and hyphens aside. */
bool saying_shows(Str text, const json_t *values);

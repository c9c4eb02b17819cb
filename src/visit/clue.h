#pragma once
/*
 * visit/clue - weighing what speaks for each kind of field: words from several sources, each with its weight.
 *
 * Kinds that are parts of one thing ("expiry-month", "expiry-year") speak for it together; which part it is, is
 * decided after that, by hints from any source ("month" of a list of twelve). Within one source, meanings that stand together mean something of their own ("card" + "number"), and the
 * single ones then no longer count. Of several words of a source for one kind the weightiest counts; sources add
 * up.
 *
 *	Clues clues;
 *	clues_init(&clues, book);
 *	clues_add(&clues, "label", WORDBOOK_LABEL, STR("カード番号"));
 *	clues_add(&clues, "name", WORDBOOK_NAME, STR("txtCardNo"));
 *	AskKind kind = clues_decide(&clues, &reason);       card-number; "label", 「カード番号」
 */
#include "visit/wordbook.h"

/* Kinds that can be weighed; ask_count() is asserted to be no more. */
#define CLUE_KINDS_MAX 64

/* Why a kind was chosen. */
typedef struct {
	const char *source; /* the one that counted most: "label"; static */
	Str words;          /* of it, borrowed from what was added */
	int points;         /* of all sources */
} ClueReason;

typedef struct {
	const Wordbook *book;
	int points[CLUE_KINDS_MAX];
	int best[CLUE_KINDS_MAX]; /* the weightiest of them */
	ClueReason reasons[CLUE_KINDS_MAX];
	int hints[WORDBOOK_MEANINGS_MAX]; /* points of all meanings met, kinds too */
} Clues;

/* Nothing speaks for anything. `book` is borrowed. */
void clues_init(Clues *clues, const Wordbook *book);

/* Weigh a text (LABEL), an identifier (NAME) or one key (TOKEN, SHAPE). `source` is static, `text` must outlive
 * the clues. */
void clues_add(Clues *clues, const char *source, WordbookList list, Str text);

/* What most speaks for; ASK_NONE where too little does. `reason_out` is set where there is one. */
AskKind clues_decide(const Clues *clues, ClueReason *reason_out);

/* Of these meanings the one that most was said for; NULL where nothing was. `names` is NULL-terminated. */
const char *clues_hint(const Clues *clues, const char *const *names);

#pragma once
/*
 * visit/wordbook - the words by which a page is understood: data/fields/ *.tsv, one file a language and some of
 * no language. Nothing that is known about words stands in code.
 *
 *	# date: 2026-11-25
 *	# source: where it was taken from
 *	label	card-number	10	カード番号 | クレジットカード番号
 *
 * A row is its list, a meaning, a weight, and words with " | " between them. The lists:
 *
 *	label   what a person reads at a field; a meaning is a kind (visit/ask) or a hint ("card", "number")
 *	name    what its maker calls it: "cardno" stands in txtCardNo, card_no, card-no
 *	token   the autocomplete attribute's tokens
 *	shape   what it looks like, as visit/shape has it: "type=password", "mask=99/99"
 *	both    a kind by meanings that stand together: "card number"
 *	source  how much a source of evidence counts: "label", "placeholder" ...
 *	action  what a button does: "go", "back", "other"
 *	says    what a page says: "locked", "confirm" ...
 *	sign    what a page is, by its words: "captcha", "parked" ...
 *	url     the same by the address of a frame in it
 *	order   fields that nothing is known of, by what stands beside them: kinds with "+" between, and as many
 *	        fields, each a kind or a letter of visit/understand
 *
 *	g_autoptr(Wordbook) book = wordbook_new(data_dir, &error);
 *	wordbook_read(book, WORDBOOK_LABEL, STR("カード番号"), on_word, data);
 */
#include "visit/ask.h"

/* Meanings of one list; more is a mistake in our data. */
#define WORDBOOK_MEANINGS_MAX 256

/* Bytes of a field's name that are looked at, and of one of our words for it. */
#define WORDBOOK_NAME_MAX ((size_t)80)

typedef enum {
	WORDBOOK_LABEL,
	WORDBOOK_NAME,
	WORDBOOK_TOKEN,
	WORDBOOK_SHAPE,
	WORDBOOK_BOTH,
	WORDBOOK_SOURCE,
	WORDBOOK_ACTION,
	WORDBOOK_SAYS,
	WORDBOOK_SIGN,
	WORDBOOK_URL,
	WORDBOOK_ORDER,
	WORDBOOK_LISTS,
} WordbookList;

typedef struct Wordbook Wordbook;

/* One word that was met. */
typedef struct {
	guint meaning;    /* an AskKind where it is below ask_count(), else a hint */
	const char *name; /* the meaning's: "card-number" */
	int weight;
	Str words;  /* as they stand in the text, borrowed from it */
	bool whole; /* nothing else stands beside them */
} WordbookHit;

/* Called for each word. */
typedef void (*WordbookTake)(void *data, const WordbookHit *hit);

/* Meanings that stand together. */
typedef struct {
	guint kind;
	int weight;
	guint64 needs[WORDBOOK_MEANINGS_MAX / 64]; /* a bit for each meaning */
} WordbookPair;

/* Fields one behind the other, and what they are; both NULL-terminated and as long. */
typedef struct {
	char **fields, **kinds;
} WordbookOrder;

/* Read data_dir/data/fields. NULL with `error`, which names the file and what is wrong in it. Yours to
 * wordbook_free. */
Wordbook *wordbook_new(const char *data_dir, GError **error);

/* Free it. NULL is fine. */
void wordbook_free(Wordbook *book);

/* Give every word of a text (LABEL, ACTION, SAYS, SIGN, URL: the earliest and longest, one behind the other) to
 * `take`. Letters without case, accents, width. Linear. */
void wordbook_read(
	const Wordbook *book, WordbookList list, Str text, WordbookTake take, void *data);

/* Give every word of an identifier to `take`: whole words, wherever the maker's spelling shows where these begin and
 * end; long ones within others too, for half their weight. */
void wordbook_read_name(const Wordbook *book, Str name, WordbookTake take, void *data);

/* The entry of TOKEN, SHAPE or SOURCE that is `key`; false where there is none. */
bool wordbook_find(const Wordbook *book, WordbookList list, Str key, WordbookHit *hit_out);

/* The weight of a source ("label"); 0 where it has none. */
int wordbook_weight(const Wordbook *book, const char *source);

/* The pairs (WordbookPair), the more demanding before the others. Borrowed. */
const GArray *wordbook_pairs(const Wordbook *book);

/* The orders (WordbookOrder), the longer before the others. Borrowed. */
const GArray *wordbook_orders(const Wordbook *book);

/* How many meanings there are: each is below it. */
guint wordbook_meanings(const Wordbook *book);

/* The name of a meaning, borrowed. */
const char *wordbook_meaning(const Wordbook *book, guint meaning);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Wordbook, wordbook_free)

#include "visit/clue.h"

/* A text that is longer is no label but a sentence, whose words may be about anything. */
#define LABEL_LEN ((size_t)120)

/* A word's weight that makes a source count as much as its own weight says. */
#define WORD_WEIGHT 10

/* What one source holds: for each meaning the weightiest word. */
typedef struct {
	int weights[WORDBOOK_MEANINGS_MAX];
	Str words[WORDBOOK_MEANINGS_MAX];
	guint64 met[WORDBOOK_MEANINGS_MAX / 64];
} Found;

static guint64 bit_of(guint meaning)
{
	return G_GUINT64_CONSTANT(1) << (meaning % 64);
}

static void take(void *data, const WordbookHit *hit)
{
	Found *found = data;

	found->met[hit->meaning / 64] |= bit_of(hit->meaning);
	if (hit->weight <= found->weights[hit->meaning])
		return;
	found->weights[hit->meaning] = hit->weight;
	found->words[hit->meaning] = hit->words;
}

static bool has_all(const Found *found, const WordbookPair *pair)
{
	for (size_t i = 0; i < G_N_ELEMENTS(found->met); i++)
		if ((found->met[i] & pair->needs[i]) != pair->needs[i])
			return false;
	return true;
}

/* The weakest of the words that a pair is made of: it means no more than that one was certain. */
static int weakest(const Found *found, const WordbookPair *pair)
{
	int least = WORD_WEIGHT;

	for (guint i = 0; i < WORDBOOK_MEANINGS_MAX; i++)
		if (pair->needs[i / 64] & bit_of(i))
			least = MIN(least, found->weights[i]);
	return least;
}

static void drop_parts(Found *found, const WordbookPair *pair)
{
	for (guint i = 0; i < WORDBOOK_MEANINGS_MAX; i++) {
		if (!(pair->needs[i / 64] & bit_of(i)) || i == pair->kind)
			continue;
		found->weights[i] = 0;
		found->met[i / 64] &= ~bit_of(i);
	}
}

/* Where meanings stand together, what they mean takes their place. */
static void join_pairs(Found *found, const GArray *pairs, Str text)
{
	for (guint i = 0; i < pairs->len; i++) {
		const WordbookPair *pair = &g_array_index(pairs, WordbookPair, i);
		if (!has_all(found, pair))
			continue;
		WordbookHit hit = {.meaning = pair->kind,
			.weight = pair->weight * weakest(found, pair) / WORD_WEIGHT,
			.words = text};
		drop_parts(found, pair);
		take(found, &hit);
	}
}

static void count_hints(Clues *clues, const Found *found, int weight)
{
	for (guint i = 0; i < WORDBOOK_MEANINGS_MAX; i++)
		clues->hints[i] += found->weights[i] * weight / WORD_WEIGHT;
}

static void count(Clues *clues, const char *source, const Found *found, int weight)
{
	for (AskKind kind = 1; kind < ask_count(); kind++) {
		int points = found->weights[kind] * weight / WORD_WEIGHT;
		clues->points[kind] += points;
		if (points <= clues->best[kind])
			continue;
		clues->best[kind] = points;
		clues->reasons[kind] = (ClueReason){source, found->words[kind], 0};
	}
}

void clues_init(Clues *clues, const Wordbook *book)
{
	g_assert(ask_count() <= CLUE_KINDS_MAX);
	*clues = (Clues){.book = book};
}

void clues_add(Clues *clues, const char *source, WordbookList list, Str text)
{
	int weight = wordbook_weight(clues->book, source);
	Found found = {0};
	WordbookHit hit;

	if (text.len == 0 || weight == 0)
		return;
	if (list == WORDBOOK_LABEL)
		wordbook_read(clues->book, list, text, take, &found);
	else if (list == WORDBOOK_NAME)
		wordbook_read_name(clues->book, text, take, &found);
	else if (wordbook_find(clues->book, list, text, &hit))
		take(&found, &hit);
	if (text.len > LABEL_LEN)
		weight /= 2;
	count_hints(clues, &found, weight);
	join_pairs(&found, wordbook_pairs(clues->book), text);
	count(clues, source, &found, weight);
}

static bool are_of_one(AskKind a, AskKind b)
{
	return a == b || (ask_name(a) && g_strcmp0(ask_name(a), ask_name(b)) == 0);
}

/* The points of all that asks for the same. */
static int pooled(const Clues *clues, AskKind kind)
{
	int points = 0;

	for (AskKind other = 1; other < ask_count(); other++)
		if (are_of_one(kind, other))
			points += clues->points[other];
	return points;
}

/* What a hint says for a part: pairs of the whole and the hint ("expiry month"). */
static int hinted(const Clues *clues, AskKind whole, AskKind part)
{
	const GArray *pairs = wordbook_pairs(clues->book);
	int points = 0;

	for (guint i = 0; i < pairs->len; i++) {
		const WordbookPair *pair = &g_array_index(pairs, WordbookPair, i);
		if (pair->kind != part || !(pair->needs[whole / 64] & bit_of(whole)))
			continue;
		for (guint m = 0; m < WORDBOOK_MEANINGS_MAX; m++)
			if (m != whole && pair->needs[m / 64] & bit_of(m))
				points = MAX(points, clues->hints[m]);
	}
	return points;
}

static AskKind whole_of(AskKind kind)
{
	for (AskKind other = 1; other < ask_count(); other++)
		if (are_of_one(kind, other) && !ask_part(other))
			return other;
	return kind;
}

/* The part that more speaks for than for any other one; the whole where none stands out. */
static AskKind part_of(const Clues *clues, AskKind whole)
{
	AskKind best = whole;
	int most = 0, second = 0;

	for (AskKind part = 1; part < ask_count(); part++) {
		if (!ask_part(part) || !are_of_one(whole, part))
			continue;
		int points = clues->points[part] + hinted(clues, whole, part);
		if (points > most) {
			second = most;
			most = points;
			best = part;
		} else {
			second = MAX(second, points);
		}
	}
	return most > second ? best : whole;
}

AskKind clues_decide(const Clues *clues, ClueReason *reason_out)
{
	AskKind best = ASK_NONE, strongest;
	int most = 0;

	for (AskKind kind = 1; kind < ask_count(); kind++) {
		int points = pooled(clues, kind);
		if (points <= most)
			continue;
		most = points;
		best = kind;
	}
	if (best == ASK_NONE || most < wordbook_weight(clues->book, "enough"))
		return ASK_NONE;
	strongest = best;
	for (AskKind kind = 1; kind < ask_count(); kind++)
		if (are_of_one(best, kind) && clues->best[kind] > clues->best[strongest])
			strongest = kind;
	*reason_out = clues->reasons[strongest];
	reason_out->points = most;
	return part_of(clues, whole_of(best));
}

const char *clues_hint(const Clues *clues, const char *const *names)
{
	const char *best = NULL;
	int most = 0;

	for (guint meaning = 1; meaning < wordbook_meanings(clues->book); meaning++) {
		const char *name = wordbook_meaning(clues->book, meaning);
		if (clues->hints[meaning] <= most || !g_strv_contains(names, name))
			continue;
		most = clues->hints[meaning];
		best = name;
	}
	return best;
}

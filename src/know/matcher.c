#include "know/matcher.h"

/* The root is node 0, which is also "no node": no edge leads back to it. */
typedef struct {
	guint32 child, sibling; /* first edge down; next edge of the parent */
	guint32 fail;           /* the longest proper suffix that is a node too */
	guint32 shorter;        /* the longest proper suffix that ends a needle */
	guint32 depth;
	gint32 needle; /* index in `ids`, -1 where no needle ends */
	guint8 byte;   /* on the edge that leads here */
} Node;

struct Matcher {
	GArray *nodes;     /* of Node */
	GArray *ids;       /* of size_t */
	guint32 root[256]; /* the root's edges: nearly every step begins there */
	bool sealed;
};

static Node *node_at(const Matcher *matcher, guint32 index)
{
	return &g_array_index(matcher->nodes, Node, index);
}

static guint32 find_child(const Matcher *matcher, guint32 parent, guint8 byte)
{
	guint32 child;

	if (parent == 0)
		return matcher->root[byte];
	child = node_at(matcher, parent)->child;
	while (child != 0 && node_at(matcher, child)->byte != byte)
		child = node_at(matcher, child)->sibling;
	return child;
}

static guint32 add_child(Matcher *matcher, guint32 parent, guint8 byte)
{
	guint32 index = matcher->nodes->len;
	Node node = {.byte = byte,
		.needle = -1,
		.depth = node_at(matcher, parent)->depth + 1,
		.sibling = node_at(matcher, parent)->child};

	g_array_append_val(matcher->nodes, node);
	node_at(matcher, parent)->child = index;
	if (parent == 0)
		matcher->root[byte] = index;
	return index;
}

/* Where the automaton goes from `node` on `byte`. */
static guint32 step(const Matcher *matcher, guint32 node, guint8 byte)
{
	guint32 next = find_child(matcher, node, byte);

	while (next == 0 && node != 0) {
		node = node_at(matcher, node)->fail;
		next = find_child(matcher, node, byte);
	}
	return next;
}

/* A letter or digit of a script that writes words apart: Latin, Greek, Cyrillic with their kin. */
static bool is_word_char(gunichar c)
{
	return c < 0x530 && g_unichar_isalnum(c);
}

static gunichar char_before(Str text, size_t at)
{
	size_t from = at;

	while (from > 0 && at - from < 4) {
		from--;
		if (((guint8)text.at[from] & 0xC0) != 0x80)
			break;
	}
	return from == at ? 0 : g_utf8_get_char_validated(text.at + from, (gssize)(at - from));
}

static gunichar char_at(Str text, size_t at)
{
	return at >= text.len
		       ? 0
		       : g_utf8_get_char_validated(text.at + at, (gssize)MIN(text.len - at, 6));
}

static bool stands_alone(Str text, size_t from, size_t len)
{
	size_t end = from + len;

	if (is_word_char(char_at(text, from)) && is_word_char(char_before(text, from)))
		return false;
	return !is_word_char(char_before(text, end)) || !is_word_char(char_at(text, end));
}

/* Take the best of the needles that end before `end`; the nodes' chain gives the longest first. */
static void take_best(const Matcher *matcher, Str text, size_t end, guint32 node, MatcherHit *best)
{
	if (node_at(matcher, node)->needle < 0)
		node = node_at(matcher, node)->shorter;
	for (; node != 0; node = node_at(matcher, node)->shorter) {
		size_t len = node_at(matcher, node)->depth, from = end - len;
		bool better = best->len == 0 || from < best->from ||
			      (from == best->from && len > best->len);

		if (better && stands_alone(text, from, len))
			*best = (MatcherHit){from, len,
				g_array_index(matcher->ids, size_t,
					(guint)node_at(matcher, node)->needle)};
	}
}

Matcher *matcher_new(void)
{
	Matcher *matcher = g_new0(Matcher, 1);
	Node root = {.needle = -1};

	matcher->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
	matcher->ids = g_array_new(FALSE, FALSE, sizeof(size_t));
	g_array_append_val(matcher->nodes, root);
	return matcher;
}

void matcher_free(Matcher *matcher)
{
	if (!matcher)
		return;
	g_array_unref(matcher->nodes);
	g_array_unref(matcher->ids);
	g_free(matcher);
}

void matcher_add(Matcher *matcher, Str needle, size_t id)
{
	guint32 node = 0;

	g_assert(!matcher->sealed && needle.len <= MATCHER_NEEDLE_MAX);
	for (size_t i = 0; i < needle.len; i++) {
		guint32 child = find_child(matcher, node, (guint8)needle.at[i]);

		node = child ? child : add_child(matcher, node, (guint8)needle.at[i]);
	}
	if (node == 0 || node_at(matcher, node)->needle >= 0)
		return;
	node_at(matcher, node)->needle = (gint32)matcher->ids->len;
	g_array_append_val(matcher->ids, id);
}

/* A child's suffix links, once those of all shallower nodes are known. */
static void link_child(Matcher *matcher, guint32 parent, guint32 index)
{
	Node *child = node_at(matcher, index), *fail;

	child->fail = parent == 0 ? 0 : step(matcher, node_at(matcher, parent)->fail, child->byte);
	fail = node_at(matcher, child->fail);
	child->shorter = fail->needle >= 0 ? child->fail : fail->shorter;
}

void matcher_seal(Matcher *matcher)
{
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint32 root = 0;

	g_array_append_val(queue, root);
	for (guint head = 0; head < queue->len; head++) {
		guint32 parent = g_array_index(queue, guint32, head);
		guint32 child = node_at(matcher, parent)->child;

		for (; child != 0; child = node_at(matcher, child)->sibling) {
			link_child(matcher, parent, child);
			g_array_append_val(queue, child);
		}
	}
	matcher->sealed = true;
}

bool matcher_next(const Matcher *matcher, Str text, size_t *at, MatcherHit *hit_out)
{
	MatcherHit best = {0};
	guint32 node = 0;

	g_assert(matcher->sealed);
	for (size_t i = *at; i < text.len; i++) {
		node = step(matcher, node, (guint8)text.at[i]);
		/* What is still being read began behind the best: nothing can beat it. */
		if (best.len > 0 && i + 1 - node_at(matcher, node)->depth > best.from)
			break;
		take_best(matcher, text, i + 1, node, &best);
	}
	if (best.len == 0)
		return false;
	*at = best.from + best.len;
	*hit_out = best;
	return true;
}

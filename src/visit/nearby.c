#include "visit/nearby.h"

#include "visit/pagetext.h"

/* Nodes up from a field that may be its group. */
#define GROUP_DEPTH 12

/* A text with its place, a picture's too. */
typedef struct {
	guint32 document;
	SnapshotBox box;
	Str text;
} Placed;

/* The nearest so far in one direction. */
typedef struct {
	double distance;
	Str text;
} Nearest;

static double right_of(const SnapshotBox *box)
{
	return box->x + box->width;
}

static double bottom_of(const SnapshotBox *box)
{
	return box->y + box->height;
}

/* How much two spans overlap, as a part of the shorter one. */
static double overlap(double a, double a_end, double b, double b_end)
{
	double shorter = MIN(a_end - a, b_end - b);

	return shorter <= 0 ? 0 : (MIN(a_end, b_end) - MAX(a, b)) / shorter;
}

static void offer(Nearest *nearest, double distance, double max, Str text)
{
	if (distance < -8 || distance > max || distance >= nearest->distance)
		return;
	nearest->distance = distance;
	nearest->text = text;
}

static void look_around(const SnapshotBox *box, const Placed *placed, Nearest nearest[3])
{
	const SnapshotBox *other = &placed->box;
	bool beside = overlap(box->y, bottom_of(box), other->y, bottom_of(other)) > 0.5;
	bool over = overlap(box->x, right_of(box), other->x, right_of(other)) > 0.3;

	if (beside && other->x < box->x)
		offer(&nearest[0], box->x - right_of(other), NEARBY_LEFT_MAX, placed->text);
	if (over && !beside && other->y < box->y)
		offer(&nearest[1], box->y - bottom_of(other), NEARBY_ABOVE_MAX, placed->text);
	if (beside && other->x > box->x)
		offer(&nearest[2], other->x - right_of(box), NEARBY_AFTER_MAX, placed->text);
}

static void add_pictures(const Snapshot *page, GArray *places)
{
	for (guint32 i = 0; i < page->nodes->len && places->len < PAGETEXT_PIECES_MAX; i++) {
		const SnapshotNode *node = snapshot_node(page, i);
		if (!node->visible || !snapshot_is(node, STR("IMG")))
			continue;
		Placed placed = {node->document, node->box,
			str_sub(str_trim(snapshot_attribute(page, node, STR("alt"), NULL)), 0,
				PAGETEXT_PIECE_MAX)};
		if (placed.text.len > 0)
			g_array_append_val(places, placed);
	}
}

/* A heading is what the page is about, not what one field asks. */
static bool is_heading(const Snapshot *page, const SnapshotNode *node)
{
	static const Str names[] = {STR("H1"), STR("H2"), STR("H3"), STR("LEGEND")};

	for (size_t i = 0; node->block != SNAPSHOT_NONE && i < G_N_ELEMENTS(names); i++)
		if (snapshot_is(snapshot_node(page, node->block), names[i]))
			return true;
	return false;
}

static GArray *places_of(const Snapshot *page)
{
	g_autoptr(GArray) pieces = pagetext_pieces(page);
	GArray *places = g_array_new(FALSE, FALSE, sizeof(Placed));

	for (guint i = 0; i < pieces->len; i++) {
		const TextPiece *piece = &g_array_index(pieces, TextPiece, i);
		const SnapshotNode *node = snapshot_node(page, piece->node);
		Placed placed = {node->document, node->box, piece->text};
		if (!is_heading(page, node))
			g_array_append_val(places, placed);
	}
	add_pictures(page, places);
	return places;
}

static char *text_of(const Nearest *nearest)
{
	g_autoptr(GString) text = g_string_new(NULL);

	snapshot_append(text, nearest->text, FIELD_TEXT_MAX);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The legend of a fieldset, or the name of a group, a few levels up. */
static char *group_of(const Snapshot *page, guint32 at)
{
	g_autoptr(GString) text = g_string_new(NULL);
	guint32 up = snapshot_node(page, at)->parent;

	for (int depth = 0; up != SNAPSHOT_NONE && depth < GROUP_DEPTH && text->len == 0; depth++) {
		const SnapshotNode *node = snapshot_node(page, up);
		if (snapshot_is(node, STR("FIELDSET"))) {
			for (guint32 i = up + 1; i < MIN(node->end, up + 8); i++)
				if (snapshot_is(snapshot_node(page, i), STR("LEGEND")))
					snapshot_words(page, i, FIELD_TEXT_MAX, text);
		}
		if (str_equal(snapshot_attribute(page, node, STR("role"), NULL), STR("group")))
			snapshot_append(text,
				snapshot_attribute(page, node, STR("aria-label"), NULL),
				FIELD_TEXT_MAX);
		up = node->parent;
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void read_one(const Snapshot *page, const GArray *places, Field *field)
{
	const SnapshotNode *node = snapshot_node(page, field->node);
	Nearest nearest[3] = {
		{G_MAXDOUBLE, STR("")}, {G_MAXDOUBLE, STR("")}, {G_MAXDOUBLE, STR("")}};

	for (guint i = 0; node->drawn && i < places->len; i++) {
		const Placed *placed = &g_array_index(places, Placed, i);
		if (placed->document == node->document)
			look_around(&node->box, placed, nearest);
	}
	field->left = text_of(&nearest[0]);
	field->above = text_of(&nearest[1]);
	field->after = text_of(&nearest[2]);
	field->group = group_of(page, field->node);
}

void nearby_read(const Snapshot *page, GPtrArray *fields)
{
	g_autoptr(GArray) places = places_of(page);

	for (guint i = 0; i < fields->len; i++)
		read_one(page, places, g_ptr_array_index(fields, i));
}

#include "visit/boxes.h"

#include <math.h>

/* Fewer characters are no code that is asked for digit by digit. */
#define CODE_MIN 3

/* A box that is no wider holds one character, CSS pixels. */
#define NARROW_MAX 70.0

/* How two fields that follow each other may belong together. */
typedef enum {
	APART,
	DIGITS, /* a character each */
	PIECES, /* tel1, tel2 */
	SMALL,  /* too small for more than a character */
} Bond;

static Str without_number(Str name)
{
	while (name.len > 0 &&
		(str_is_digit(name.at[name.len - 1]) || name.at[name.len - 1] == ']' ||
			name.at[name.len - 1] == '['))
		name.len--;
	return name;
}

static bool are_numbered(Str a, Str b)
{
	Str base = without_number(a);

	return base.len > 0 && base.len < a.len && !str_equal(a, b) &&
	       str_equal(base, without_number(b)) && without_number(b).len < b.len;
}

static bool is_small(const SnapshotBox *box)
{
	return box->width > 8 && box->width <= NARROW_MAX && box->height > box->width / 3 &&
	       box->height < box->width * 3;
}

static bool on_one_line(const SnapshotNode *a, const SnapshotNode *b)
{
	return a->document == b->document && a->drawn && b->drawn &&
	       fabs(a->box.y - b->box.y) < 6 && b->box.x > a->box.x &&
	       b->box.x - a->box.x - a->box.width < 80;
}

static Bond bond_of(const Snapshot *page, const Field *a, const Field *b)
{
	const SnapshotNode *one = snapshot_node(page, a->node),
			   *other = snapshot_node(page, b->node);

	if (!g_str_equal(a->type, b->type) || !field_is_typed(a) || one->form != other->form)
		return APART;
	if (a->maxlength == 1 && b->maxlength == 1)
		return DIGITS;
	if (!on_one_line(one, other))
		return APART;
	if (are_numbered(a->name, b->name) || (a->name.len == 0 && are_numbered(a->id, b->id)))
		return PIECES;
	return is_small(&one->box) && is_small(&other->box) && a->maxlength == b->maxlength &&
			       fabs(one->box.width - other->box.width) < 2
		       ? SMALL
		       : APART;
}

/* How many fields from `first` on are one. */
static guint run_of(const Snapshot *page, const GPtrArray *fields, guint first)
{
	Bond bond = APART;
	guint count = 1;

	while (first + count < fields->len && count < FIELD_BOXES_MAX) {
		Bond next = bond_of(page, g_ptr_array_index(fields, first + count - 1),
			g_ptr_array_index(fields, first + count));
		if (next == APART || (bond != APART && next != bond))
			break;
		bond = next;
		count++;
	}
	return bond == PIECES || count >= CODE_MIN ? count : 1;
}

void boxes_join(const Snapshot *page, GPtrArray *fields)
{
	for (guint i = 0; i < fields->len; i++) {
		Field *field = g_ptr_array_index(fields, i);
		guint count = run_of(page, fields, i);

		for (guint j = 1; j < count; j++) {
			const Field *box = g_ptr_array_index(fields, i + j);
			g_array_append_val(field->boxes, box->node);
			field->visible |= box->visible;
		}
		if (count > 1)
			g_ptr_array_remove_range(fields, i + 1, count - 1);
	}
}

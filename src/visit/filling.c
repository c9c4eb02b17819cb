#include "visit/filling.h"

#include <string.h>

#include "base/json.h"
#include "visit/answer.h"

/* Buttons that are worth pressing, by points. */
#define PRESSES_MIN 0

static bool holds(const json_t *object, const char *key)
{
	return json_is_true(json_object_get(object, key));
}

static const char *frame_of(const json_t *part)
{
	return json_get_text(json_object_get(part, "node"), "frame");
}

/* What a field adds to its form: what asks for something of a person, most. */
static int worth_of(const json_t *field)
{
	const char *kind = json_get_text(field, "kind");

	if (!holds(field, "visible") || g_strcmp0(kind, "search") == 0)
		return 0;
	if (json_get_text(field, "asks"))
		return 10;
	return g_strcmp0(kind, "consent") == 0 || g_strcmp0(kind, "choice") == 0 ? 1 : 3;
}

static bool are_of_one_form(const json_t *field, const json_t *form, const char *frame)
{
	return json_equal(json_object_get(field, "form"), form) &&
	       g_strcmp0(frame_of(field), frame) == 0;
}

/* The form with the most that is asked for; the first of equals. */
static void choose_form(Filling *filling)
{
	const json_t *fields = json_object_get(filling->look->page, "fields"), *field, *other;
	size_t index, inner;
	int best = 0;

	json_array_foreach (fields, index, field) {
		json_t *form = json_object_get(field, "form");
		int worth = 0;
		if (index >= 64)
			break;
		json_array_foreach (fields, inner, other)
			if (are_of_one_form(other, form, frame_of(field)))
				worth += worth_of(other);
		if (worth <= best)
			continue;
		best = worth;
		filling->form = form;
		filling->frame = frame_of(field);
	}
}

static void note_typed(Filling *filling, const json_t *field, const char *value)
{
	const char *kind = json_get_text(field, "kind");
	json_t *entry = json_object();

	json_put(entry, "n", json_incref(json_object_get(field, "n")));
	json_put(entry, "kind", json_text_or_null(kind));
	json_put(entry, "value", json_text(str_of(value)));
	json_push(filling->typed, entry);
}

static void note_place(Filling *filling, const json_t *field, const Spot *spot)
{
	const json_t *box = json_object_get(field, "box");

	filling->last = *spot;
	filling->bottom = (int)(json_integer_value(json_array_get(box, 1)) +
				json_integer_value(json_array_get(box, 3)));
}

static void type_pieces(Filling *filling, const json_t *field, const char *text)
{
	size_t boxes = json_array_size(json_object_get(field, "boxes"));
	g_auto(GStrv) pieces = answer_pieces(text, (guint)boxes);

	for (size_t i = 0; i < boxes; i++) {
		Spot spot = pagelook_spot(filling->look, field, i);
		guard_typed(filling->guard, json_get_text(field, "kind"), pieces[i]);
		hands_type(filling->tab, &spot, str_of(pieces[i]), filling->deadline);
		note_place(filling, field, &spot);
	}
}

static bool is_native_date(const json_t *field)
{
	static const char *const types[] = {
		"date", "month", "time", "week", "datetime-local", NULL};

	return g_strv_contains(types, json_get_text(field, "type"));
}

/* Once, and in the value's other forms where the browser's own rules refuse what was typed. */
static char *type_one(Filling *filling, const json_t *field, const Spot *spot)
{
	for (unsigned i = 0; i < ANSWER_ATTEMPTS; i++) {
		char *text = answer_text(filling->person, field, filling->attempt + i);
		if (!text)
			return NULL;
		guard_typed(filling->guard,
			json_get_text(field, "kind") ? json_get_text(field, "kind") : "unknown",
			text);
		if (is_native_date(field))
			hands_set(filling->tab, spot, text, filling->deadline);
		else
			hands_type(filling->tab, spot, str_of(text), filling->deadline);
		if (i + 1 == ANSWER_ATTEMPTS ||
			hands_accepts(filling->tab, spot, filling->deadline))
			return text;
		g_free(text);
	}
	return NULL;
}

static void fill_text(Filling *filling, const json_t *field)
{
	Spot spot = pagelook_spot(filling->look, field, 0);
	bool split = json_array_size(json_object_get(field, "boxes")) > 1;
	bool secret = g_strcmp0(json_get_text(field, "kind"), "password") == 0;
	g_autofree char *text = NULL;

	if (secret && filling->wrong_password) {
		text = g_strdup(identity_wrong_password(filling->person));
		guard_typed(filling->guard, "wrong-password", text);
		hands_type(filling->tab, &spot, str_of(text), filling->deadline);
	} else if (split) {
		text = answer_text(filling->person, field, filling->attempt);
		if (text)
			guard_typed(filling->guard, json_get_text(field, "kind"), text);
		if (text)
			type_pieces(filling, field, text);
	} else {
		text = type_one(filling, field, &spot);
	}
	if (!text)
		return;
	if (!split)
		note_place(filling, field, &spot);
	note_typed(filling, field, text);
}

static void fill_list(Filling *filling, const json_t *field)
{
	Spot spot = pagelook_spot(filling->look, field, 0);
	guint option = answer_option(filling->person, field);

	if (option == ANSWER_NO_OPTION)
		return;
	hands_choose(filling->tab, &spot, option, filling->deadline);
	note_typed(filling, field,
		json_get_text(json_array_get(json_object_get(field, "options"), option), "text"));
	note_place(filling, field, &spot);
}

/* Of radio buttons of one name the first, where none is pressed. */
static bool is_answered(const Filling *filling, const json_t *radio)
{
	const json_t *fields = json_object_get(filling->look->page, "fields"), *other;
	size_t index;

	json_array_foreach (fields, index, other) {
		if (g_strcmp0(json_get_text(other, "type"), "radio") != 0 ||
			!str_equal(json_get_str(other, "name"), json_get_str(radio, "name")))
			continue;
		if (holds(other, "checked") || other != radio)
			return true;
		if (other == radio)
			return false;
	}
	return false;
}

static void fill_tick(Filling *filling, const json_t *field)
{
	Spot spot = pagelook_spot(filling->look, field, 0);
	bool radio = g_strcmp0(json_get_text(field, "type"), "radio") == 0;

	if (holds(field, "checked") || (radio && is_answered(filling, field)))
		return;
	if (hands_tick(filling->tab, &spot, filling->deadline))
		note_typed(filling, field, "on");
}

static void fill_file(Filling *filling, const json_t *field)
{
	Spot spot = pagelook_spot(filling->look, field, 0);

	if (hands_attach(filling->tab, &spot, filling->deadline))
		note_typed(filling, field, "sample.gif");
}

static const struct {
	const char *type;
	void (*fill)(Filling *filling, const json_t *field);
} ways[] = {
	{"select", fill_list},
	{"checkbox", fill_tick},
	{"radio", fill_tick},
	{"file", fill_file},
};

static void fill_one(Filling *filling, const json_t *field)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
		if (g_strcmp0(json_get_text(field, "type"), ways[i].type) == 0) {
			ways[i].fill(filling, field);
			return;
		}
	fill_text(filling, field);
}

bool filling_run(Filling *filling)
{
	const json_t *fields = json_object_get(filling->look->page, "fields"), *field;
	size_t index;

	filling->typed = json_array();
	choose_form(filling);
	if (!filling->form)
		return false;
	json_array_foreach (fields, index, field) {
		if (g_get_monotonic_time() > filling->deadline)
			break;
		if (holds(field, "visible") && worth_of(field) > 0 &&
			are_of_one_form(field, filling->form, filling->frame))
			fill_one(filling, field);
	}
	return json_array_size(filling->typed) > 0;
}

/* How much a person would take this for what leads on. */
static int points_of(const Filling *filling, const json_t *press)
{
	static const struct {
		const char *key, *value;
		int points;
	} table[] = {
		{"does", "go", 40},
		{"does", "back", -100},
		{"does", "other", -60},
		{"made", "submit", 25},
		{"made", "image", 20},
		{"made", "button", 15},
		{"made", "role", 14},
		{"made", "element", 5},
		{"made", "canvas", 2},
		{"made", "link", -5},
	};
	const json_t *box = json_object_get(press, "box");
	int points = holds(press, "disabled") ? -5 : 0;

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (g_strcmp0(json_get_text(press, table[i].key), table[i].value) == 0)
			points += table[i].points;
	if (!filling->form)
		return points;
	if (json_equal(json_object_get(press, "form"), filling->form))
		points += json_is_integer(filling->form) ? 50 : 10;
	if (g_strcmp0(frame_of(press), filling->frame) == 0)
		points += 20;
	if (json_integer_value(json_array_get(box, 1)) >= filling->bottom - 10)
		points += 8;
	return points;
}

typedef struct {
	const json_t *press;
	int points;
	size_t place;
} Candidate;

static int compare_candidates(gconstpointer a, gconstpointer b)
{
	const Candidate *one = a, *other = b;

	if (one->points != other->points)
		return other->points - one->points;
	return one->place < other->place ? -1 : one->place > other->place;
}

static void add_candidates(
	const Filling *filling, const json_t *list, bool links, GArray *candidates)
{
	const json_t *press;
	size_t index;

	json_array_foreach (list, index, press) {
		Candidate candidate = {press, points_of(filling, press), index};
		/* a link leads on where it says so; to where, the walk looks */
		if (links && g_strcmp0(json_get_text(press, "does"), "go") != 0)
			continue;
		if (holds(press, "visible") && candidate.points >= PRESSES_MIN)
			g_array_append_val(candidates, candidate);
	}
}

GPtrArray *filling_buttons(const Filling *filling)
{
	g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
	GPtrArray *presses = g_ptr_array_new();

	add_candidates(filling, json_object_get(filling->look->page, "buttons"), false, candidates);
	add_candidates(filling, json_object_get(filling->look->page, "links"), true, candidates);
	g_array_sort(candidates, compare_candidates);
	for (guint i = 0; i < candidates->len; i++)
		g_ptr_array_add(presses, (gpointer)g_array_index(candidates, Candidate, i).press);
	return presses;
}

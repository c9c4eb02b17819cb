#include "visit/walk.h"

#include <string.h>

#include "base/json.h"
#include "visit/answer.h"
#include "visit/capture.h"
#include "visit/filling.h"
#include "visit/identity.h"
#include "visit/pagelook.h"
#include "visit/showing.h"
#include "visit/stopping.h"
#include "visit/trail.h"
#include "web/url.h"

#define USEC_PER_MS ((gint64)1000)

/* How often a page is looked at while we wait for it to lead on. */
#define STEP_MS 300

/* How long a capture may take. */
#define CAPTURE_MS 15000

/* A walk under way. */
typedef struct {
	const WalkSettings *settings;
	Tab *tab;
	gint64 deadline;
	Identity *person;     /* NULL: nobody yet */
	GHashTable *met;      /* mark of a page → how often */
	CaptureMark captured; /* what of the tab's story was told */
	json_t *pages;        /* owned */
	json_t *entered;      /* what was typed so far that a page could show; owned */
	json_t *endpoints;    /* owned */
	json_t *accepts;      /* owned; NULL: not known yet */
	const char *stopped;  /* reason; NULL: goes on */
	bool wrong_pending;   /* a wrong password was sent with the last page */
} Walk;

static gint64 in_ms(const Walk *walk, gint64 ms)
{
	return MIN(walk->deadline, g_get_monotonic_time() + ms * USEC_PER_MS);
}

static bool is_late(const Walk *walk)
{
	return g_get_monotonic_time() >= walk->deadline;
}

static const char *url_now(const Walk *walk)
{
	return json_get_text(journey_last(tab_journey(walk->tab)), "url");
}

static const char *person_language(const Walk *walk, const PageLook *look)
{
	const char *language = json_get_text(look->page, "language");

	if (language)
		return language;
	return walk->settings->language ? walk->settings->language : "en";
}

/* Of the job's answer what the dossier keeps. */
static void merge_reading(json_t *record, const json_t *page)
{
	static const char *const keys[] = {"title", "language", "text", "forms", "asks", "says",
		"signs", "shows_account", "look", "buttons", "cut"};
	json_t *fields = json_array();
	const json_t *field;
	size_t index;

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (json_object_get(page, keys[i]))
			json_put(record, keys[i], json_deep_copy(json_object_get(page, keys[i])));
	json_array_foreach (json_object_get(page, "fields"), index, field)
		if (json_is_true(json_object_get(field, "visible")))
			json_push(fields, json_deep_copy(field));
	json_put(record, "fields", fields);
}

/* Keep the page as it stands. NULL with `error`; the record of a dead page is kept too. */
static json_t *record_page(Walk *walk, const PageLook *look, GError **error)
{
	g_auto(Capture) capture = {0};

	capture_page(&capture, walk->tab, &walk->captured, in_ms(walk, CAPTURE_MS));
	json_t *record = capture_keep(&capture, walk->settings->blobs, error);
	if (!record)
		return NULL;
	json_put(record, "n", json_integer((json_int_t)json_array_size(walk->pages) + 1));
	if (look->page)
		merge_reading(record, look->page);
	json_put(record, "posts_to", json_null());
	json_push(walk->pages, record);
	return record;
}

/* Another page than `mark` tells, or other frames in it. */
static bool has_moved(Walk *walk, const char *mark, PageLook *look)
{
	pagelook_clear(look);
	if (!pagelook_take(look, walk->tab, walk->settings->cage, walk->entered,
		    in_ms(walk, CAPTURE_MS), NULL))
		return true; /* it hangs or has died: that is for the next look to say */
	return g_strcmp0(look->mark, mark) != 0;
}

/* Stations and notes so far: whether a press did anything at all. */
typedef struct {
	size_t stations, notes;
} Progress;

static Progress progress_of(const Walk *walk)
{
	return (Progress){json_array_size(tab_journey(walk->tab)->stations),
		json_array_size(guard_notes(walk->settings->guard))};
}

/* A page that only says something else now, and asks nothing, may be about to go: a box is ticked, a wheel turns. */
static void wait_for_departure(Walk *walk, const PageLook *look, size_t stations)
{
	gint64 until = in_ms(walk, WALK_PRESS_MS);

	if (json_array_size(json_object_get(look->page, "asks")) > 0)
		return;
	while (json_array_size(tab_journey(walk->tab)->stations) == stations &&
		tab_linger(walk->tab, until))
		;
}

/* Wait until the page is another one; false where it stays what it is. One to which something was sent is given more
 * time, and one that came anew has moved although it looks the same. */
static bool wait_for_move(Walk *walk, const char *mark, Progress before, gint64 ms)
{
	gint64 from = g_get_monotonic_time();

	showing_wait(walk->tab, walk->deadline);
	for (;;) {
		g_auto(PageLook) look = {0};
		Progress now = progress_of(walk);
		bool sent = now.notes > before.notes;
		gint64 patience = sent ? MAX(ms, WALK_SENT_MS) : ms;

		if (now.stations > before.stations || !tab_lives(walk->tab))
			return true;
		if (has_moved(walk, mark, &look)) {
			wait_for_departure(walk, &look, now.stations);
			return true;
		}
		if (g_get_monotonic_time() - from > patience * USEC_PER_MS || is_late(walk))
			return false;
		tab_linger(walk->tab, in_ms(walk, STEP_MS));
		tab_settle(walk->tab, in_ms(walk, WALK_PRESS_MS));
	}
}

static bool is_of_domain(const char *url, const char *other)
{
	g_autofree char *one = stopping_domain(url), *two = stopping_domain(other);

	return one && g_strcmp0(one, two) == 0;
}

/* Whether a link may be pressed: it stays in the page's own domain. */
static bool may_press(const Walk *walk, const json_t *press)
{
	const char *url = json_get_text(press, "url");

	return !url || is_of_domain(url, url_now(walk));
}

/* In a canvas a button is where it was drawn: in the middle, or below. */
static bool press_canvas(Walk *walk, const Spot *spot, const char *mark, Progress before)
{
	static const double places[][2] = {
		{0.5, 0.5}, {0.5, 0.8}, {0.5, 0.25}, {0.2, 0.8}, {0.8, 0.8}};

	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		tab_expect(walk->tab, "click");
		hands_press_at(
			walk->tab, spot, places[i][0], places[i][1], in_ms(walk, WALK_PRESS_MS));
		if (wait_for_move(walk, mark, before, WALK_PRESS_MS / 4))
			return true;
	}
	return false;
}

static bool press_one(Walk *walk, const PageLook *look, const json_t *press, Progress before)
{
	Spot spot = pagelook_spot(look, press, 0);
	const char *made = json_get_text(press, "made");

	if (g_strcmp0(made, "canvas") == 0)
		return press_canvas(walk, &spot, look->mark, before);
	tab_expect(walk->tab, g_strcmp0(made, "submit") == 0 ? "form" : "click");
	hands_press(walk->tab, &spot, in_ms(walk, WALK_PRESS_MS));
	if (wait_for_move(walk, look->mark, before, WALK_PRESS_MS))
		return true;
	return tab_follow_popup(walk->tab);
}

static void tell_pressed(json_t *record, Str words)
{
	json_put(record, "pressed", json_text(words));
}

/* Send what was filled: by Enter where no button is, else by the buttons, the best first. */
static bool send(Walk *walk, const Filling *filling, json_t *record)
{
	g_autoptr(GPtrArray) presses = filling_buttons(filling);
	Progress before = progress_of(walk);

	for (guint i = 0; i < presses->len && i < WALK_PRESSES_MAX && !is_late(walk); i++) {
		const json_t *press = g_ptr_array_index(presses, i);
		if (!may_press(walk, press))
			continue;
		tell_pressed(record, json_get_str(press, "text"));
		if (press_one(walk, filling->look, press, before))
			return true;
	}
	if (filling->last.session) {
		tell_pressed(record, STR("Enter"));
		tab_expect(walk->tab, "form");
		hands_enter(walk->tab, &filling->last);
		return wait_for_move(walk, filling->look->mark, before, WALK_PRESS_MS);
	}
	return false;
}

/* Accounts, addresses and names are what a genuine page would greet its customer with. */
static void note_entered(Walk *walk, const json_t *typed)
{
	static const char *const shown[] = {
		"account", "mail", "phone", "name", "name-family", NULL};
	const json_t *entry;
	size_t index;

	json_array_foreach (typed, index, entry) {
		const char *kind = json_get_text(entry, "kind");
		if (kind && g_strv_contains(shown, kind))
			json_push(walk->entered, json_incref(json_object_get(entry, "value")));
	}
}

static bool typed_password(const json_t *typed)
{
	const json_t *entry;
	size_t index;

	json_array_foreach (typed, index, entry)
		if (g_strcmp0(json_get_text(entry, "kind"), "password") == 0)
			return true;
	return false;
}

static json_t *accepted_json(bool accepted)
{
	return json_pack("{s:s, s:b}", "answer", "found", "accepted", accepted);
}

static unsigned times_met(Walk *walk, const char *mark)
{
	guint times = GPOINTER_TO_UINT(g_hash_table_lookup(walk->met, mark));

	g_hash_table_insert(walk->met, g_strdup(mark), GUINT_TO_POINTER(times + 1));
	return times;
}

/* Fill what is to be filled, and send it. What was typed goes into the record, in place of an earlier try's. */
static bool try_once(Walk *walk, const PageLook *look, json_t *record, unsigned attempt)
{
	Filling filling = {.tab = walk->tab,
		.look = look,
		.person = walk->person,
		.guard = walk->settings->guard,
		.deadline = walk->deadline,
		.attempt = attempt,
		.wrong_password = walk->settings->wrong_first && !walk->accepts};
	size_t noted = json_array_size(guard_notes(walk->settings->guard));

	bool filled = filling_run(&filling);
	bool wrong = filled && filling.wrong_password && typed_password(filling.typed);
	note_entered(walk, filling.typed);
	json_put(record, "typed", filling.typed);
	bool moved = send(walk, &filling, record);
	trail_add(walk->endpoints, record, guard_notes(walk->settings->guard), noted);
	walk->wrong_pending = moved && wrong;
	if (wrong && !moved)
		walk->accepts = accepted_json(false);
	return moved;
}

/* Try; where that leads nowhere, once more with what the values' other forms are, or the right password is. */
static bool act(Walk *walk, const PageLook *look, json_t *record, unsigned times)
{
	json_auto_t *before = NULL;

	for (unsigned i = 0; i < ANSWER_ATTEMPTS && !is_late(walk); i++) {
		if (try_once(walk, look, record, times + i))
			return true;
		json_t *typed = json_object_get(record, "typed");
		if (json_array_size(typed) == 0 || json_equal(typed, before))
			return false;
		json_decref(before);
		before = json_incref(typed);
	}
	return false;
}

/* After a wrong password: a real site asks for it again. */
static void judge_acceptance(Walk *walk, const json_t *page)
{
	bool again = stopping_asks(page, "password") || stopping_says(page, "wrong-password");

	walk->wrong_pending = false;
	walk->accepts = accepted_json(!again);
}

/* A page that asks nothing may lead on by itself. */
static bool leads_on(Walk *walk, const PageLook *look)
{
	gint64 ms = walk->settings->idle_ms > 0 ? walk->settings->idle_ms : WALK_IDLE_MS;

	return wait_for_move(walk, look->mark, progress_of(walk), ms);
}

/* Whether anything on it may be filled or pressed. */
static bool offers_anything(const PageLook *look)
{
	Filling empty = {.look = look};
	g_autoptr(GPtrArray) presses = filling_buttons(&empty);

	return json_array_size(json_object_get(look->page, "asks")) > 0 || presses->len > 0;
}

static void go_on(Walk *walk, const PageLook *look, json_t *record)
{
	bool offers = offers_anything(look);
	unsigned times = times_met(walk, look->mark);

	if (times >= WALK_REPEATS_MAX)
		walk->stopped = "repeat";
	else if (offers ? act(walk, look, record, times) : leads_on(walk, look))
		return;
	else
		walk->stopped = stopping_after_all(look->page, record);
}

/* The trap has let go: it led on to a genuine site, where the guard let nothing through. What happened there is the
 * last page's, and no page of its own. */
static bool has_let_go(Walk *walk)
{
	const json_t *last = journey_last(tab_journey(walk->tab));
	const char *url = json_get_text(last, "url");
	json_t *record = json_array_get(walk->pages, json_array_size(walk->pages) - 1);

	if (!record || !json_get_text(last, "fault") || !url ||
		!guard_protects(walk->settings->guard, url))
		return false;
	json_auto_t *incidents = tab_take_incidents(walk->tab);
	json_t *refused = json_object_get(record, "refused");
	if (refused)
		json_array_extend(refused, json_object_get(incidents, "refused"));
	else
		json_put(record, "refused", json_incref(json_object_get(incidents, "refused")));
	return true;
}

/* One page. False with `error` where it could not be kept. */
static bool step(Walk *walk, GError **error)
{
	g_auto(PageLook) look = {0};

	showing_wait(walk->tab, walk->deadline);
	if (has_let_go(walk)) {
		walk->stopped = "genuine";
		return true;
	}
	bool read = tab_lives(walk->tab) && pagelook_take(&look, walk->tab, walk->settings->cage,
						    walk->entered, in_ms(walk, CAPTURE_MS), NULL);
	json_t *record = record_page(walk, &look, error);
	if (!record)
		return false;
	if (!read) {
		walk->stopped = "dead";
		return true;
	}
	if (walk->wrong_pending)
		judge_acceptance(walk, look.page);
	if (!walk->person)
		walk->person = identity_new(
			walk->settings->seed, person_language(walk, &look), walk->settings->now);
	walk->stopped = stopping_reason(walk->settings->guard, url_now(walk), look.page, record);
	if (walk->stopped)
		return true;
	if (!walk->settings->walks)
		walk->stopped = "not-asked";
	else if (json_array_size(walk->pages) >= WALK_PAGES_MAX || is_late(walk))
		walk->stopped = "limit";
	else
		go_on(walk, &look, record);
	return true;
}

static json_t *accepts_of(Walk *walk)
{
	if (walk->accepts)
		return json_incref(walk->accepts);
	return walk->settings->wrong_first
		       ? json_pack("{s:s, s:o}", "answer", "none", "why",
				 json_words("No page asked for a password.",
					 "パスワードを求めるページがありませんでした。"))
		       : json_pack("{s:s, s:o}", "answer", "not-asked", "why",
				 json_words("It was not asked for.", "確認を指定されていません。"));
}

static json_t *result_of(Walk *walk)
{
	json_t *result = json_object();
	bool typed = walk->person &&
		     json_array_size(walk->endpoints) + json_array_size(walk->entered) > 0;

	trail_address(walk->endpoints, walk->settings->gateway);
	json_put(result, "pages", json_incref(walk->pages));
	json_put(result, "stopped", stopping_json(walk->stopped, url_now(walk)));
	json_put(result, "collects", json_incref(walk->endpoints));
	json_put(result, "identity", typed ? identity_json(walk->person) : json_null());
	json_put(result, "accepts_anything", accepts_of(walk));
	return result;
}

json_t *walk_run(const WalkSettings *settings, Tab *tab, gint64 deadline, GError **error)
{
	Walk walk = {.settings = settings,
		.tab = tab,
		.deadline = deadline,
		.met = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.pages = json_array(),
		.entered = json_array(),
		.endpoints = json_array()};
	bool kept = true;

	while (kept && !walk.stopped)
		kept = step(&walk, error);
	json_t *result = kept ? result_of(&walk) : NULL;
	g_hash_table_unref(walk.met);
	json_decref(walk.pages);
	json_decref(walk.entered);
	json_decref(walk.endpoints);
	json_decref(walk.accepts);
	identity_free(walk.person);
	return result;
}

#pragma once
/*
 * visit/filling - the form of a page that a person would fill, filled: which of several it is, and each of its fields
 * in the order in which they stand.
 *
 *	Filling filling = {.tab = tab, .look = &look, .person = person, .guard = guard, .deadline = deadline};
 *	filling_run(&filling);
 *	press(filling_buttons(&look, filling.form));
 */
#include "visit/guard.h"
#include "visit/identity.h"
#include "visit/pagelook.h"

typedef struct {
	Tab *tab;
	const PageLook *look;
	const Identity *person;
	Guard *guard;
	gint64 deadline;
	unsigned attempt;    /* how often the page was filled before */
	bool wrong_password; /* type one that no real site would take */
	/* set by filling_run: */
	json_t *form; /* which form it was (an integer, or null for none), borrowed; NULL: nothing to fill */
	const char *frame; /* of that form; borrowed */
	json_t *typed;     /* [{"n", "kind", "value"}], yours to json_decref */
	Spot last;         /* the last field that was typed into */
	int bottom;        /* where that ends on the page */
} Filling;

/* Fill. False where the page has nothing to be filled. Every value is told to the guard before it is typed. */
bool filling_run(Filling *filling);

/* The page's buttons and links that may send what was filled, the best first (of const json_t *, borrowed from the
 * look). `filling` may have filled nothing. Yours to g_ptr_array_unref. */
GPtrArray *filling_buttons(const Filling *filling);

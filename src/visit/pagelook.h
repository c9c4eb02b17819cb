#pragma once
/*
 * visit/pagelook - the page of a tab as it stands now, read in the cage (visit/pagereading), with the sessions by which
 * its nodes are acted on.
 *
 *	g_auto(PageLook) look = {0};
 *	if (pagelook_take(&look, tab, cage, entered, deadline, &error))
 *		Spot spot = pagelook_spot(&look, field);
 */
#include "cage/cage.h"
#include "visit/hands.h"

typedef struct {
	json_t *page;        /* the job's answer */
	GPtrArray *sessions; /* of char *: of each blob */
	char *mark; /* what the page is to a walker: its fields and buttons, with their words */
} PageLook;

/* Look. False with `error` where the page does not answer, or cannot be read. `entered` is borrowed, NULL: nothing. */
bool pagelook_take(PageLook *look, Tab *tab, Cage *cage, const json_t *entered, gint64 deadline,
	GError **error);

/* Drop it. */
void pagelook_clear(PageLook *look);

/* Where a field or button (the nth of its boxes) is, borrowed from the look. */
Spot pagelook_spot(const PageLook *look, const json_t *part, size_t box);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PageLook, pagelook_clear)

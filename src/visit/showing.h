#pragma once
/*
 * visit/showing - wait until there is something to see: many kits show an empty page first, with a script that
 * leads on, draws the form, or looks at the visitor.
 *
 *	tab_go(tab, url, NULL);
 *	if (showing_wait(tab, deadline) == TAB_GONE)
 *		...
 */
#include "visit/tab.h"

/* How long a page at rest that has scripts and shows next to nothing may take to show more. */
#define SHOWING_MS 5000

/* How often it is looked at in that time. */
#define SHOWING_STEP_MS 200

/* Wait as tab_settle does, and on while the page seems to be about to show something. */
TabRest showing_wait(Tab *tab, gint64 deadline);

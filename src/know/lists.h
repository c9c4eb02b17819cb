#pragma once
/*
 * know/lists - lists of hosts that share a property: free mail, shorteners, free hosting, mail services,
 * cheap suffixes. One file each in data/lists/, with its date and source in its first lines:
 *
 *	# date: 2026-11-25
 *	# source: where it was taken from
 *	gmail.com
 *
 *	g_autoptr(Lists) lists = lists_new(data_dir, &error);
 *	const char *entry = lists_find(lists, "free-hosting", "shop-login.web.app");     "web.app"
 */
#include "base/str.h"

typedef struct Lists Lists;

/* Read every data_dir/data/lists/ *.txt; a list is called as its file is without ".txt". NULL with
 * `error`, naming the file and what is wrong with it. Yours to lists_free. */
Lists *lists_new(const char *data_dir, GError **error);

/* Free. NULL is fine. */
void lists_free(Lists *lists);

/* The entry of `list` that is `host` or a domain above it; the longest where there are several. NULL when
 * there is none, or no such list. Borrowed. */
const char *lists_find(const Lists *lists, const char *list, const char *host);

/* What it rests on, for people: "data/lists/free-mail, 2026-11-25". NULL for no such list. Borrowed. */
const char *lists_source(const Lists *lists, const char *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lists, lists_free)

#pragma once
/*
 * archive/forget - what a removed case asked leaves the cache, too: a row there says that somebody here had a
 * mail with that domain in it.
 *
 * Rows go even where another case asked the same: a cache that lacks them asks once more, one that has them
 * tells.
 *
 *	if (!forget_asked(dir, dossier, ARCHIVE_DONE, &error))
 *		return false;
 */
#include "archive/entry.h"
#include "case/dossier.h"

/* Forget the answers to the questions among the dossier's `exchanges`, and when their servers were asked,
 * but for servers that still want to be left alone. An unfinished case may have asked what its dossier does
 * not say yet: all answers since it was opened go. A dossier that is NULL (a damaged case) has all go. */
bool forget_asked(const char *dir, const Dossier *dossier, ArchiveState state, GError **error);

#pragma once
/*
 * base/module - parts of the program that are loaded when they are first wanted: what stands on large libraries takes
 * longer to load than an offline look at a mail takes.
 *
 * A module is a shared object of one symbol, a struct of functions. A program that runs where it was built takes the
 * module of that build, an installed one the installed one. Once loaded it stays.
 *
 *	const Outside *outside = module_load("net", "mekiki-outside", OUTSIDE_SYMBOL, &error);
 */
#include <glib.h>

/* The struct called `symbol` of the module `name`, which the folder `folder` of src/ builds. NULL with `error`
 * (G_IO_ERROR_NOT_FOUND). */
const void *module_load(const char *folder, const char *name, const char *symbol, GError **error);

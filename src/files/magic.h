#pragma once
/*
 * files/magic - the type of a file by its first bytes.
 *
 *	magic_type(STR("%PDF-1.7"))      "application/pdf"
 */
#include "base/str.h"

/* A media type, or NULL where the bytes begin like nothing we know. A static string. */
const char *magic_type(Str bytes);

#pragma once
/*
 * read/pasted - a mail's source that somebody pasted into a file: blank lines and a byte order mark stand
 * before it, or each line is indented, or quoted with ">".
 *
 *	Str mail = pasted_skip(bytes);
 *	g_autoptr(GString) plain = pasted_unquote(mail);    NULL: there was nothing to undo
 */
#include "base/str.h"

/* The text without the byte order mark and the blank lines before it, borrowed; all of it where behind them
 * no headers stand: then it is a mail without any. */
Str pasted_skip(Str text);

/* The text with what stands before each line taken away: the white space and ">" before the first line,
 * where below them headers come to light, two at least; of a line that has less, what it has. NULL where
 * there is nothing to undo; else yours to g_string_free. Linear. */
GString *pasted_unquote(Str text);

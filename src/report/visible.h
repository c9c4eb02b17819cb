#pragma once
/*
 * report/visible - text from a stranger, made safe to look at.
 *
 * What an eye cannot see, or what turns the text around it about, is written out: a right-to-left
 * override becomes "⟨U+202E⟩", an ESC "⟨U+001B⟩". For documents that people read; base/printable does the
 * same for terminals, in a notation that JSON keeps.
 *
 *	g_autofree char *name = visible_text(STR("invoice\u202efdp.exe"));   invoice⟨U+202E⟩fdp.exe
 */
#include "base/str.h"

/* Invisible characters in a row, blanks between them not counted, that are written out one by one; a
 * longer row, as mails pad their previews with, becomes "⟨U+200C … ×160⟩". */
#define VISIBLE_ROW_MAX 3

/* `text` with its invisible characters written out: controls except tab and line feed (CR LF is a line
 * feed), format characters, default-ignorable characters and unassigned ones (Unicode's DerivedCore-
 * Properties), and each byte that is no UTF-8 as "⟨0xFF⟩". Joiners and selectors inside an emoji, and
 * variants of an ideograph, stay. Linear. Yours to g_free. */
char *visible_text(Str text);

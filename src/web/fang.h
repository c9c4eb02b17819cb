#pragma once
/*
 * web/fang - the spellings by which people make an indicator harmless: "hxxps", "[.]", "(at)", "[:]".
 *
 *	FangMark mark = fang_mark(STR("[dot]example"));        '.', 5 bytes, defanged
 *	const FangScheme *scheme = fang_scheme(STR("hxxps"));   "https", defanged
 */
#include "base/str.h"

/* What stands for one of the characters . @ : in an indicator. */
typedef struct {
	char plain;    /* the character meant; NUL where there is no mark */
	size_t len;    /* of the mark, in bytes */
	bool defanged; /* whether it is spelled otherwise */
} FangMark;

/* The mark that `s` begins with. */
FangMark fang_mark(Str s);

typedef struct {
	Str spelling;  /* lower case */
	Str plain;     /* the scheme meant */
	bool defanged; /* whether that is another */
} FangScheme;

/* The scheme that `word` ends with, in either case: the longest of http, https, ftp, ftps and their
 * defanged spellings (Japanese boards write "ttp"). NULL where there is none. Static. */
const FangScheme *fang_scheme(Str word);

/* The length of the "://" that `s` begins with, in any spelling; 0 where there is none. */
size_t fang_separator(Str s, bool *defanged_out);

/* `s` with every mark as the character that it means. Yours to g_string_free. */
GString *fang_undo(Str s);

/* Append an authority (user, host and port; or a mail address, a bare host or address) made harmless:
 * each "." of a name as "[.]", of an IPv4 address the last, each "@" as "[@]", each ":" of an IPv6
 * address as "[:]". What is harmless already is appended as it is. */
void fang_authority(GString *out, Str authority);

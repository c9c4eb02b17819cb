#pragma once
/*
 * base/str - slices of text that somebody else owns.
 *
 * A Str borrows `len` bytes at `at`; it is no C string: hostile text holds NULs, and nothing
 * stands behind the last byte. The bytes are of no particular charset. All classification here is
 * ASCII's, whatever the locale.
 *
 *	Str line = STR("Subject:  hello ");
 *	Str name = str_take_until(&line, ':');
 *	str_take_char(&line, ':');
 *	Str value = str_trim(line);
 */
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
	const char *at;
	size_t len;
} Str;

/* A Str over a string literal, usable in static tables. */
#define STR(literal) ((Str){"" literal, sizeof(literal) - 1})

/* For printf's "%.*s": the length, then the bytes. */
#define STR_ARG(s) (int)MIN((s).len, (size_t)G_MAXINT), (s).at

/* One byte of ASCII text; a class such as str_is_space. */
typedef bool (*StrClass)(char c);

/* Over a C string; NULL gives the empty Str. Borrows from `text`. */
Str str_of(const char *text);

/* Over `len` bytes at `at`, borrowed. */
Str str_over(const char *at, size_t len);

/* Over the bytes of `bytes`, borrowed from it. */
Str str_of_bytes(GBytes *bytes);

/* A copy with a NUL behind it, yours to g_free. A NUL inside ends what a C reader sees. */
char *str_dup(Str s);

/* The part from `from` on, `len` bytes at most; both are clamped to what is there. */
Str str_sub(Str s, size_t from, size_t len);

/* Same bytes. */
bool str_equal(Str a, Str b);

/* Same bytes, ASCII letters in either case. */
bool str_equal_fold(Str a, Str b);

/* Byte order, the shorter first; for qsort. */
int str_compare(Str a, Str b);

/* Whether `s` begins with `prefix`. */
bool str_starts(Str s, Str prefix);

/* Whether `s` begins with `prefix`, ASCII letters in either case. */
bool str_starts_fold(Str s, Str prefix);

/* Whether `s` ends with `suffix`. */
bool str_ends(Str s, Str suffix);

/* Whether `s` ends with `suffix`, ASCII letters in either case. */
bool str_ends_fold(Str s, Str suffix);

/* Offset of the first `needle`, or -1. Linear (memmem). */
gssize str_find(Str s, Str needle);

/* Offset of the first `needle`, ASCII letters in either case, or -1. */
gssize str_find_fold(Str s, Str needle);

/* Offset of the first byte `c`, or -1. */
gssize str_find_char(Str s, char c);

/* Offset of the last byte `c`, or -1. */
gssize str_rfind_char(Str s, char c);

/* Take the longest start whose bytes are all of `class`; `rest` is moved behind it. */
Str str_take_while(Str *rest, StrClass class);

/* Take up to, and without, the first `c`; everything where there is none. */
Str str_take_until(Str *rest, char c);

/* Take one line: up to LF, which is consumed; a CR before it is left out of what is returned. */
Str str_take_line(Str *rest);

/* Take the byte `c` if it stands first. */
bool str_take_char(Str *rest, char c);

/* Take `prefix` if it stands first. */
bool str_take(Str *rest, Str prefix);

/* Move `rest` past the bytes of `class`. */
void str_skip(Str *rest, StrClass class);

/* Without white space at both ends. */
Str str_trim(Str s);

/* Without white space at the end. */
Str str_trim_end(Str s);

/* Space, tab, CR, LF, form feed, vertical tab. */
bool str_is_space(char c);

/* 0-9. */
bool str_is_digit(char c);

/* 0-9, a-f, A-F. */
bool str_is_hex(char c);

/* ASCII letters and digits. */
bool str_is_alnum(char c);

/* Whether every byte of `s` is below 0x80. */
bool str_is_ascii(Str s);

/* The number that `s` is, in decimal digits and nothing else; false when it is not one or passes
 * `max`. */
bool str_parse_uint(Str s, guint64 max, guint64 *value_out);

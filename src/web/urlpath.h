#pragma once
/*
 * web/urlpath - the path of a URL while it is put together.
 *
 * It is kept as it is serialized: "/a/b" for the standard's list of "a" and "b", "" for the empty list,
 * so that a segment is dropped by cutting at the last slash. Paths of files may begin with a Windows
 * drive letter, which is never dropped.
 *
 *	g_autoptr(GString) path = g_string_new("/a/b");
 *	urlpath_append(path, STR(".."), false, false);      "/a"
 *	urlpath_append(path, STR("c d"), true, false);      "/a/c%20d"
 */
#include "base/str.h"

/* Append a segment, percent-encoded; "." and ".." (and with "%2e" for a dot) are followed. `is_last` is
 * whether no slash stands behind it, `is_file` whether the URL's scheme is "file". */
void urlpath_append(GString *path, Str segment, bool is_last, bool is_file);

/* "Shorten a url's path" of the URL Standard (section 4.1): drop the last segment. */
void urlpath_shorten(GString *path, bool is_file);

/* Whether `s` is "C:" or "C|": a Windows drive letter (section 4.2). */
bool urlpath_is_drive(Str s);

/* Whether `s` starts with one, and it ends there or before a slash, "?" or "#". */
bool urlpath_starts_with_drive(Str s);

/* Whether the first segment of `path` is "C:": 3 bytes with its slash. */
bool urlpath_has_drive(const GString *path);

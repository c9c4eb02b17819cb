#pragma once
/*
 * tests/support/suite - the conformance suites, which are read where they are and never copied: a test is
 * skipped, with a line that says so, where they are absent.
 *
 *	g_autofree char *text = suite_read("url/urltestdata.json");
 *	if (!text)
 *		return;
 */
#include <gio/gio.h>

/* The text of a suite's file; NULL, with the test marked as skipped, where there is none. Yours to
 * g_free. */
static inline char *suite_read(const char *name)
{
	const char *shared = g_getenv("MEKIKI_SHARED");
	g_autofree char *path = g_build_filename(shared ? shared : "", "suites", name, NULL);
	g_autoptr(GError) error = NULL;
	char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, &error))
		g_test_skip(error->message);
	return text;
}

#pragma once
/*
 * tests/support/schema - hold dossiers to docs/dossier.schema.json.
 *
 *	schema_check(lines->str);
 */
#include <gio/gio.h>

/* Fail the test, with the places and reasons, unless each line of `dossiers` is a valid one. Where
 * python3-jsonschema is not installed the test is skipped. */
static inline void schema_check(const char *dossiers)
{
	const char *source = g_getenv("MEKIKI_SOURCE");
	g_autofree char *validator = g_build_filename(source, "tests/support/validate.py", NULL);
	g_autofree char *schema = g_build_filename(source, "docs/dossier.schema.json", NULL);
	g_autoptr(GError) error = NULL;
	g_autofree char *said = NULL;
	g_autoptr(GSubprocess) process =
		g_subprocess_new(G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
			&error, "python3", validator, schema, NULL);

	g_assert_no_error(error);
	g_subprocess_communicate_utf8(process, dossiers, NULL, NULL, &said, &error);
	g_assert_no_error(error);
	if (g_subprocess_get_exit_status(process) == 77)
		g_test_skip(said);
	else
		g_assert_cmpstr(said, ==, "");
}

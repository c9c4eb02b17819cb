#pragma once
/*
 * tests/support/yaml - conformance suites in YAML, read by python3-yaml: a test is skipped, with a line that says so, where the
 * suite or that package is absent.
 *
 *	json_auto_t *documents = yaml_suite("arc/arc-draft-validation-tests.yml");
 *	if (!documents)
 *		return;
 */
#include "base/json.h"

/* The documents of a suite's file, an array; NULL, with the test marked as skipped, where they cannot be had. Yours to
 * json_decref. */
static inline json_t *yaml_suite(const char *name)
{
	const char *shared = g_getenv("MEKIKI_SHARED"), *source = g_getenv("MEKIKI_SOURCE");
	g_autofree char *path = g_build_filename(shared ? shared : "", "suites", name, NULL);
	g_autofree char *program =
		g_build_filename(source ? source : "", "tests/support/yaml2json.py", NULL);
	const char *const argv[] = {"/usr/bin/python3", program, path, NULL};
	g_autofree char *text = NULL, *noise = NULL;
	g_autoptr(GError) error = NULL;
	json_t *documents = NULL;
	int status = 0;

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_test_skip("the suite is not here");
		return NULL;
	}
	if (g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, &noise,
		    &status, &error) &&
		status == 0)
		documents = json_parse(str_of(text), &error);
	if (!documents)
		g_test_skip(error ? error->message : noise);
	return documents;
}

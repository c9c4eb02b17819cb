/* The ARC suite (shared/suites/arc): 171 mails with the chain's status. */
#include <string.h>

#include "../support/yaml.h"
#include "keytable.h"
#include "trace/arc.h"

/* "" in the suite: the newest seal says cv=fail. RFC 8617, section 5.2, step 2: "If the Chain Validation
 * Status ... is 'fail', then the Chain Validation Status is 'fail'". */
static const char *wanted_of(const json_t *test)
{
	const char *cv = json_get_text(test, "cv");

	return *cv ? cv : "Fail";
}

static bool run(const char *name, const json_t *test, const Crypto *crypto, GHashTable *table)
{
	g_autoptr(RawMail) mail = rawmail_new(json_get_str(test, "message"));
	const VerifierSettings settings = {
		.crypto = crypto, .keys = keytable_source(table), .received = -1};
	g_autoptr(Verifier) verifier = verifier_new(mail, &settings);
	g_autoptr(Arc) arc = arc_verify(verifier, mail);
	const char *status = arc_status_name(arc->status);

	if (g_ascii_strcasecmp(status, wanted_of(test)) == 0)
		return true;
	g_test_message("%s: %s, not %s", name, status, wanted_of(test));
	return false;
}

static void test_suite(void)
{
	json_auto_t *documents = yaml_suite("arc/arc-draft-validation-tests.yml");
	g_autoptr(GError) error = NULL;
	const Crypto *crypto = crypto_load(&error);
	unsigned right = 0, all = 0;
	const json_t *document;
	size_t index;

	g_assert_no_error(error);
	json_array_foreach (documents, index, document) {
		g_autoptr(GHashTable) table = keytable_new();
		const char *name;
		json_t *value;
		json_object_foreach (json_object_get(document, "txt-records"), name, value)
			keytable_add(table, name, json_string_value(value));
		json_object_foreach (json_object_get(document, "tests"), name, value) {
			all++;
			right += run(name, value, crypto, table);
		}
	}
	if (!documents)
		return;
	g_test_message("ARC suite: %u of %u", right, all);
	g_assert_cmpuint(all, ==, 171);
	g_assert_cmpuint(right, ==, all);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/arc_suite/all", test_suite);
	return g_test_run();
}

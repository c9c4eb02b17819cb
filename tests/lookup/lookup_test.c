/* The step: what it was not asked about stands in the dossier, and says so in both languages. */
#include "lookup/lookup.h"

#define MAIL "{\"from\":[{\"domain\":\"cljqxt.top\"}],\"return_path\":null}"

static void test_not_asked(void)
{
	g_autoptr(Dossier) dossier = dossier_new("20261125-7f3a91c2", "2026-11-25T01:02:03Z");
	StepContext context = {.offline = true};
	json_auto_t *why = NULL;

	dossier_put(dossier, "mail", json_parse(STR(MAIL), NULL));
	g_assert_cmpint(lookup_step.run(&context, dossier, &why), ==, STEP_SKIPPED);
	g_assert_nonnull(json_get_text(why, "ja"));

	g_autofree char *hosts = json_canonical(json_object_get(dossier_json(dossier), "hosts"));
	g_autofree char *registrations =
		json_canonical(json_object_get(dossier_json(dossier), "registrations"));
	g_assert_cmpstr(hosts, ==,
		"[{\"answer\":\"not-asked\",\"id\":\"host1\",\"name\":\"cljqxt.top\","
		"\"of\":[\"/mail/from/0\"],\"why\":{\"en\":\"Nobody was asked: mekiki is "
		"offline.\","
		"\"ja\":\"オフラインのため照会していません。\"}}]");
	g_assert_cmpstr(registrations, ==,
		"[{\"answer\":\"not-asked\",\"because\":[\"/mail/from/0\"],\"id\":\"reg1\","
		"\"kind\":\"domain\",\"of\":\"cljqxt.top\",\"why\":{\"en\":\"Nobody was asked: "
		"mekiki is offline.\",\"ja\":\"オフラインのため照会していません。\"}}]");
}

static void test_nothing_to_ask(void)
{
	g_autoptr(Dossier) dossier = dossier_new("20261125-7f3a91c2", "2026-11-25T01:02:03Z");
	StepContext context = {.offline = true};
	json_auto_t *why = NULL;

	g_assert_cmpint(lookup_step.run(&context, dossier, &why), ==, STEP_SKIPPED);
	g_assert_cmpstr(
		json_get_text(why, "en"), ==, "There is no domain or address to ask about.");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lookup/not-asked", test_not_asked);
	g_test_add_func("/lookup/nothing-to-ask", test_nothing_to_ask);
	return g_test_run();
}

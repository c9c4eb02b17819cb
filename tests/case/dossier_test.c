#include "case/dossier.h"

#include <gio/gio.h>
#include <string.h>

#define ID     "20261125-7f3a91c2"
#define OPENED "2026-11-25T01:02:03Z"

/* Every section that the schema requires is there from the start, and empty. */
static void test_new(void)
{
	g_autoptr(Dossier) dossier = dossier_new(ID, OPENED);
	g_autofree char *text = json_canonical(dossier_json(dossier));

	g_assert_cmpstr(dossier_id(dossier), ==, ID);
	g_assert_cmpstr(text, ==,
		"{\"attachments\":[],\"auth\":null,\"brands\":[],\"case\":\"" ID
		"\",\"exchanges\":[],"
		"\"findings\":[],\"format\":\"mekiki-dossier/"
		"1\",\"hops\":[],\"hosts\":[],\"landings\":[],"
		"\"links\":[],\"mail\":null,\"opened\":\"" OPENED "\",\"origin\":null,"
		"\"registrations\":[],\"related\":[],\"revises\":null,\"source\":null,\"steps\":[],"
		"\"verdict\":null}");
}

static char *schema_text(void)
{
	g_autofree char *path =
		g_build_filename(g_getenv("MEKIKI_SOURCE"), "docs", "dossier.schema.json", NULL);
	char *text = NULL;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

static void test_new_has_what_the_schema_requires(void)
{
	g_autofree char *text = schema_text();
	json_auto_t *schema = json_parse(str_of(text), NULL);
	g_autoptr(Dossier) dossier = dossier_new(ID, OPENED);
	json_t *required = json_object_get(schema, "required"), *name;
	size_t index;

	g_assert_cmpuint(json_array_size(required), ==, json_object_size(dossier_json(dossier)));
	json_array_foreach (required, index, name)
		g_assert_nonnull(json_object_get(dossier_json(dossier), json_string_value(name)));
}

/* A document and what dossier_from_json says to it; NULL: it is a dossier. */
static const struct {
	const char *document;
	const char *fault;
} documents[] = {
	{"{\"format\":\"mekiki-dossier/1\",\"case\":\"x\"}", NULL},
	{"{\"format\":\"mekiki-dossier/1\",\"case\":\"x\",\"links\":[{}],"
	 "\"findings\":[{\"rule\":\"r\",\"evidence\":[\"/links/0\"]}],"
	 "\"brands\":[{\"brand\":\"b\",\"claimed_by\":[\"/case\"]}]}",
		NULL},
	{"{\"case\":\"x\"}", "not a dossier of the format mekiki-dossier/1"},
	{"{\"format\":\"mekiki-dossier/2\",\"case\":\"x\"}",
		"not a dossier of the format mekiki-dossier/1"},
	{"{\"format\":\"mekiki-dossier/1\"}", "not a dossier of the format mekiki-dossier/1"},
	{"[]", "not a dossier of the format mekiki-dossier/1"},
	{"{\"format\":\"mekiki-dossier/1\",\"case\":\"x\",\"findings\":[{\"rule\":\"r\"}]}",
		"the finding r has no evidence"},
	{"{\"format\":\"mekiki-dossier/1\",\"case\":\"x\",\"findings\":[{\"evidence\":[\"/"
	 "case\"]}]}",
		"the finding without a rule has no evidence"},
	{"{\"format\":\"mekiki-dossier/1\",\"case\":\"x\","
	 "\"findings\":[{\"rule\":\"r\",\"evidence\":[\"/case\",\"/links/0\"]}]}",
		"r points at /links/0, where the dossier has nothing"},
	{"{\"format\":\"mekiki-dossier/"
	 "1\",\"case\":\"x\",\"findings\":[{\"rule\":\"r\",\"evidence\":[1]}]}",
		"r points at no text, where the dossier has nothing"},
	{"{\"format\":\"mekiki-dossier/1\",\"case\":\"x\","
	 "\"brands\":[{\"brand\":\"b\",\"claimed_by\":[\"/mail/from/0\"]}]}",
		"b points at /mail/from/0, where the dossier has nothing"},
};

static void test_from_json(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(documents); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Dossier) dossier =
			dossier_from_json(json_parse(str_of(documents[i].document), NULL), &error);
		g_assert_cmpstr(error ? error->message : NULL, ==, documents[i].fault);
		g_assert_true((dossier != NULL) == (error == NULL));
		if (error)
			g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
	}
}

static void test_put(void)
{
	g_autoptr(Dossier) dossier = dossier_new(ID, OPENED);

	dossier_put(dossier, "links", json_pack("[{s:s}]", "id", "l1"));
	g_assert_cmpstr(json_string_value(json_at(dossier_json(dossier), "/links/0/id")), ==, "l1");
}

/* A section that the schema does not have is our mistake. */
static void test_put_unknown_section(void)
{
	if (g_test_subprocess()) {
		g_autoptr(Dossier) dossier = dossier_new(ID, OPENED);
		dossier_put(dossier, "opinions", json_array());
		return;
	}
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
	g_test_trap_assert_failed();
}

/* A step that runs again replaces what it said before. */
static void test_put_step(void)
{
	g_autoptr(Dossier) dossier = dossier_new(ID, OPENED);

	dossier_put_step(
		dossier, "read", STEP_FAILED, json_words("worker died", "ワーカーが落ちました"), 5);
	dossier_put_step(dossier, "trace", STEP_SKIPPED, NULL, 0);
	dossier_put_step(dossier, "read", STEP_DONE, NULL, 7);
	g_autofree char *steps = json_canonical(json_at(dossier_json(dossier), "/steps"));
	g_assert_cmpstr(steps, ==,
		"[{\"ms\":7,\"status\":\"done\",\"step\":\"read\",\"why\":null},"
		"{\"ms\":0,\"status\":\"skipped\",\"step\":\"trace\",\"why\":null}]");
}

/* The same evidence is the same text, however long it took to find. */
static void test_canonical(void)
{
	char *texts[2];

	for (int i = 0; i < 2; i++) {
		g_autoptr(Dossier) dossier = dossier_new(ID, OPENED);
		dossier_put_step(dossier, "read", STEP_DONE, NULL, (gint64)i * 100);
		dossier_put(
			dossier, "exchanges", json_pack("[{s:s,s:i}]", "protocol", "dns", "ms", i));
		texts[i] = dossier_canonical(dossier);
		g_assert_nonnull(json_at(dossier_json(dossier), "/steps/0/ms"));
	}
	g_assert_cmpstr(texts[0], ==, texts[1]);
	g_assert_nonnull(strstr(texts[0], "\"protocol\":\"dns\""));
	g_assert_null(strstr(texts[0], "\"ms\""));
	g_free(texts[0]);
	g_free(texts[1]);
}

static void test_not_asked(void)
{
	json_auto_t *entry = dossier_not_asked(json_words("offline", "オフラインのため"));
	g_autofree char *text = json_canonical(entry);

	g_assert_cmpstr(text, ==,
		"{\"answer\":\"not-asked\",\"why\":{\"en\":\"offline\",\"ja\":\"オフラインのため\"}"
		"}");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/dossier/new", test_new);
	g_test_add_func(
		"/dossier/new-has-what-the-schema-requires", test_new_has_what_the_schema_requires);
	g_test_add_func("/dossier/from-json", test_from_json);
	g_test_add_func("/dossier/put", test_put);
	g_test_add_func("/dossier/put-unknown-section", test_put_unknown_section);
	g_test_add_func("/dossier/put-step", test_put_step);
	g_test_add_func("/dossier/canonical", test_canonical);
	g_test_add_func("/dossier/not-asked", test_not_asked);
	return g_test_run();
}

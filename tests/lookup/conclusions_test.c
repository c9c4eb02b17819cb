/* What follows from a registration: ages, and who runs what it stands on. */
#include "lookup/conclusions.h"

#include "base/when.h"

#define CREATED(utc) "{\"times\":{\"created\":{\"utc\":\"" utc "\"}}}"

static const struct {
	const char *what, *registration, *sent, *age;
} ages[] = {
	{"the model case: nine days", CREATED("2022-02-27T06:21:00Z"), "2022-03-08T10:00:00Z",
		"{\"mail_days\":9,\"now_days\":10}"},
	{"the same hour", CREATED("2022-03-08T09:30:00Z"), "2022-03-08T10:00:00Z",
		"{\"mail_days\":0,\"now_days\":1}"},
	{"registered again after the mail", CREATED("2022-03-08T12:00:00Z"), "2022-03-08T10:00:00Z",
		"{\"mail_days\":-1,\"now_days\":1}"},
	{"no mail", CREATED("2022-02-27T06:21:00Z"), NULL, "{\"mail_days\":null,\"now_days\":10}"},
	{"no date", "{\"times\":{}}", "2022-03-08T10:00:00Z", "null"},
};

static void conclude(const char *sent, json_t *registration)
{
	g_autoptr(Operators) operators = operators_new(g_getenv("MEKIKI_SOURCE"), NULL);
	Conclusions from = {.operators = operators, .has_sent = sent != NULL};

	g_assert_true(when_parse(STR("2022-03-09T14:00:00Z"), &from.now));
	if (sent)
		g_assert_true(when_parse(str_of(sent), &from.sent));
	conclusions_add(&from, registration);
}

static void test_age(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ages); i++) {
		json_auto_t *registration = json_parse(str_of(ages[i].registration), NULL);

		conclude(ages[i].sent, registration);
		g_autofree char *age = json_canonical(json_object_get(registration, "age"));
		g_test_message("%s", ages[i].what);
		g_assert_cmpstr(age, ==, ages[i].age);
	}
}

static const struct {
	const char *registration, *operators;
} rows[] = {
	{"{\"registrar\":\"阿里云计算有限公司(万网)\",\"nameservers\":[\"dns19.hichina.com\","
	 "\"dns20.hichina.com\"]}",
		"alibaba-cloud by registrar, alibaba-cloud by nameservers, "},
	{"{\"netname\":\"UCLOUD-NET\",\"organization\":\"Shanghai UCloud\"}",
		"ucloud by netname, ucloud by organization, "},
	{"{\"registrar\":null,\"nameservers\":[\"ns1.example.net\"]}", ""},
};

static void test_operators(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *registration = json_parse(str_of(rows[i].registration), NULL);
		g_autoptr(GString) shown = g_string_new(NULL);
		const json_t *item;
		size_t index;

		conclude(NULL, registration);
		json_array_foreach (json_object_get(registration, "operators"), index, item)
			g_string_append_printf(shown, "%s by %s, ", json_get_text(item, "id"),
				json_get_text(item, "by"));
		g_assert_cmpstr(shown->str, ==, rows[i].operators);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/conclusions/age", test_age);
	g_test_add_func("/conclusions/operators", test_operators);
	return g_test_run();
}

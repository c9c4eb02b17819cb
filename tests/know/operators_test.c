/* Operators: whose machines and names are whose. */
#include "know/operators.h"

#include "support/scratch.h"

static const char *id_of(const Operator *operator)
{
	return operator? operator->id : NULL;
}

static Operators *read_all(void)
{
	g_autoptr(GError) error = NULL;
	Operators *operators = operators_new(g_getenv("MEKIKI_SOURCE"), &error);

	g_assert_no_error(error);
	return operators;
}

static void test_hosts(void)
{
	static const struct {
		const char *host, *id;
	} rows[] = {
		{"dns19.hichina.com", "alibaba-cloud"},
		{"hichina.com", "alibaba-cloud"},
		{"nothichina.com", NULL},
		{"hichina.com.evil.example", NULL},
		{"amy.ns.cloudflare.com", "cloudflare"},
		{"www.cloudflare.com", NULL},
		{"f1g1ns1.dnspod.net", "tencent-cloud"},
		{"", NULL},
	};
	g_autoptr(Operators) operators = read_all();

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpstr(id_of(operators_of_host(operators, rows[i].host)), ==, rows[i].id);
	g_assert_true(g_str_has_prefix(operators_source(operators), "data/operators, 20"));
}

static void test_names(void)
{
	static const struct {
		const char *name, *id;
	} rows[] = {
		{"阿里云计算有限公司(万网)", "alibaba-cloud"},
		{"Alibaba Cloud Computing Ltd. d/b/a HiChina (www.net.cn)", "alibaba-cloud"},
		{"UCLOUD-NET", "ucloud"},
		{"Shanghai UCloud Information Technology Company Limited", "ucloud"},
		{"QUADRANET ENTERPRISES", "quadranet"},
		{"GMOインターネットグループ株式会社 (お名前.com)", "gmo"},
		{"Kucloudy Ltd.", NULL},
		{"Example Registrar", NULL},
	};
	g_autoptr(Operators) operators = read_all();

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpstr(
			id_of(operators_of_name(operators, str_of(rows[i].name))), ==, rows[i].id);
}

static void test_faults(void)
{
	static const struct {
		const char *text, *fault;
	} rows[] = {
		{"{\"source\":\"s\",\"operators\":[]}", "date"},
		{"{\"date\":\"2026-11-25\",\"source\":\"s\",\"operators\":[{\"id\":\"a\"}]}",
			"in both languages"},
		{"{\"date\":\"2026-11-25\",\"source\":\"s\",\"operators\":[{\"id\":\"a\",\"name\":"
		 "{\"en\":\"A\",\"ja\":\"A\"},\"hosts\":[1]}]}",
			"\"hosts\" is no text"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Scratch) dir = scratch_new();
		g_autofree char *folder = g_build_filename(dir, "data", "operators", NULL);
		g_autofree char *path = g_build_filename(folder, "x.json", NULL);
		g_autoptr(GError) error = NULL;

		g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
		g_assert_true(g_file_set_contents(path, rows[i].text, -1, NULL));
		g_assert_null(operators_new(dir, &error));
		g_assert_nonnull(strstr(error->message, "x.json"));
		g_assert_nonnull(strstr(error->message, rows[i].fault));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/operators/hosts", test_hosts);
	g_test_add_func("/operators/names", test_names);
	g_test_add_func("/operators/faults", test_faults);
	return g_test_run();
}

#include "read/transfer.h"

#include "support/assert_str.h"

typedef struct {
	Str encoded, decoded;
	size_t damaged;
} Row;

static const Row base64_rows[] = {
	{STR("44GT44KT"), STR("こん"), 0},
	{STR("44GT\r\n 44KT\r\n"), STR("こん"), 0},
	{STR("YQ=="), STR("a"), 0},
	{STR("YQ"), STR("a"), 0},
	{STR("YWI"), STR("ab"), 0},
	{STR("YQ==YmM="), STR("abc"), 0}, /* two encodings one behind the other */
	{STR("Y!W_I"), STR("ab"), 2},     /* what is of no alphabet is passed over */
	{STR("YWJjZ"), STR("abc"), 1},    /* one lone character says nothing */
	{STR("A==="), STR(""), 1},
	{STR("AAAA"), STR("\0\0\0"), 0},
	{STR("===="), STR(""), 0},
	{STR(""), STR(""), 0},
};

static const Row quoted_rows[] = {
	{STR("a=3Db"), STR("a=b"), 0},
	{STR("=e3=81=93"), STR("こ"), 0},
	{STR("long=\r\n line"), STR("long line"), 0},
	{STR("long= \t\r\n line"), STR("long line"), 0},
	{STR("ends with="), STR("ends with"), 0},
	{STR("a=b"), STR("a=b"), 1},
	{STR("=4"), STR("=4"), 1},
	{STR("a_b\r\n"), STR("a_b\r\n"), 0},
};

static const Row q_rows[] = {
	{STR("a_b"), STR("a b"), 0},
	{STR("a=5Fb"), STR("a_b"), 0},
	{STR("=E3=81=93_x"), STR("こ x"), 0},
};

static const Row uuencode_rows[] = {
	{STR("begin 644 cat.txt\n#0V%T\n`\nend\n"), STR("Cat"), 0},
	{STR("see below\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n"), STR("Cat"), 0},
	{STR("begin 644 cat.txt\n#0V\nend\n"), STR(""), 1},
	{STR("begin 644 cat.txt\n#0V%T\n"), STR("Cat"), 1},
	{STR("no file in here"), STR(""), 1},
};

static void check(GString *(*decode)(Str, size_t *), const Row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t damaged;
		g_autoptr(GString) got = decode(rows[i].encoded, &damaged);
		assert_str(str_over(got->str, got->len), rows[i].decoded);
		g_assert_cmpuint(damaged, ==, rows[i].damaged);
	}
}

static void test_base64(void)
{
	check(transfer_base64, base64_rows, G_N_ELEMENTS(base64_rows));
}

static void test_quoted_printable(void)
{
	check(transfer_quoted_printable, quoted_rows, G_N_ELEMENTS(quoted_rows));
}

static void test_q(void)
{
	check(transfer_q, q_rows, G_N_ELEMENTS(q_rows));
}

static void test_uuencode(void)
{
	check(transfer_uuencode, uuencode_rows, G_N_ELEMENTS(uuencode_rows));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/transfer/base64", test_base64);
	g_test_add_func("/transfer/quoted-printable", test_quoted_printable);
	g_test_add_func("/transfer/q", test_q);
	g_test_add_func("/transfer/uuencode", test_uuencode);
	return g_test_run();
}

#include "read/deadline.h"

#include "support/assert_str.h"
#include "support/cputime.h"

/* What a mail says, and the deadline in it; empty where it sets the reader none. */
static const struct {
	Str text, found;
	double days;
} rows[] = {
	{STR("3日以内にお手続きください。"), STR("3日以内"), 3},
	{STR("３日以内にお手続きください。"), STR("３日以内"), 3},
	{STR("本通知から三日以内に"), STR("三日以内"), 3},
	{STR("二十四時間以内にご確認ください"), STR("二十四時間以内"), 1},
	{STR("48時間以内に更新されない場合"), STR("48時間以内"), 2},
	{STR("24 時間 以内に"), STR("24 時間 以内"), 1},
	{STR("２営業日以内に"), STR("２営業日以内"), 2},
	{STR("一週間以内に"), STR("一週間以内"), 7},
	{STR("30分以内に"), STR("30分以内"), 30.0 / 1440},
	{STR("本日中にお支払いください"), STR("本日中"), 1},
	{STR("Please verify within 24 hours."), STR("within 24 hours"), 1},
	{STR("WITHIN 48 HOURS or your account is closed"), STR("WITHIN 48 HOURS"), 2},
	{STR("Your mailbox expires in 3 days"), STR("in 3 days"), 3},
	{STR("confirm within two business days"), STR("within two business days"), 2},
	{STR("innerhalb von 48 Stunden"), STR("innerhalb von 48 Stunden"), 2},
	{STR("em até 24 horas"), STR("em até 24 horas"), 1},
	{STR("dans les 24 heures"), STR("dans les 24 heures"), 1},
	{STR("en las próximas 24 horas"), STR("en las próximas 24 horas"), 1},
	{STR("请在24小时内完成"), STR("24小时内"), 1},
	{STR("24시간 이내에"), STR("24시간 이내"), 1},
	/* not the reader's */
	{STR("3営業日以内に発送いたします。"), STR(""), 0},
	{STR("過去24時間以内にログインがありました"), STR(""), 0},
	{STR("We will reply within 24 hours."), STR(""), 0},
	{STR("They were born within two hours of each other."), STR(""), 0},
	{STR("12月3日以内"), STR(""), 0},
	{STR("450日以内にご利用がない場合"), STR(""), 0},
	{STR("24時間365日"), STR(""), 0},
	{STR("in 2024 days like these, please"), STR(""), 0},
	{STR(""), STR(""), 0},
	/* the sender's promise first, the reader's deadline then */
	{STR("3日以内に発送します。7日以内にお支払いください。"), STR("7日以内"), 7},
};

static void test_deadlines(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Deadline deadline = {STR(""), 0};
		bool found = deadline_find(rows[i].text, &deadline);
		assert_str(deadline.text, rows[i].found);
		g_assert_cmpint(found, ==, rows[i].found.len > 0);
		g_assert_cmpfloat_with_epsilon(deadline.days, rows[i].days, 1e-9);
	}
}

static void test_linear(void)
{
	static const char *const pieces[] = {"1日以内発送", "1", "一", "in 1 day ", "二十"};
	gint64 start = cputime_us();
	Deadline deadline;

	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < 1000000)
			g_string_append(text, pieces[i]);
		deadline_find(str_over(text->str, text->len), &deadline);
	}
	g_assert_cmpint(cputime_us() - start, <, 5 * CPUTIME_SECOND);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/deadline/rows", test_deadlines);
	g_test_add_func("/deadline/linear", test_linear);
	return g_test_run();
}

#include "read/mailbox.h"

#include "support/assert_str.h"
#include "support/cputime.h"

/* A list, and its mailboxes as "phrase|spec"; without "|" where there is no address. */
static const struct {
	Str list, shown;
} rows[] = {
	{STR("a@b.example"), STR("|a@b.example;")},
	{STR("<a@b.example>"), STR("|a@b.example;")},
	{STR("(Amazon)"), STR("Amazon;")},
	{STR("Amazon <a@b.example>"), STR("Amazon|a@b.example;")},
	{STR("\"Doe, J\" <j@b.example>, k@b.example"), STR("\"Doe, J\"|j@b.example;|k@b.example;")},
	{STR("=?utf-8?B?44GT?=<a@b.example>"), STR("=?utf-8?B?44GT?=|a@b.example;")},
	{STR("会員資格は取り消されます。 <amazon@cljqxt.top>"),
		STR("会員資格は取り消されます。|amazon@cljqxt.top;")},
	{STR("a@b.example (Name)"), STR("Name|a@b.example;")},
	{STR("Name (Work) <a@b.example>"), STR("Name (Work)|a@b.example;")},
	{STR("(c (d)) a@b.example"), STR("(c (d))|a@b.example;")},
	{STR("support@amazon.example <x@y.example>"), STR("support@amazon.example|x@y.example;")},
	{STR("\"a@b.example\""), STR("\"a@b.example\";")},
	{STR("\"a b\"@c.example"), STR("\"a|b\"@c.example;")},
	{STR("Name a@b.example"), STR("Name|a@b.example;")},
	{STR("Amazon"), STR("Amazon;")},
	{STR("<>"), STR("|;")},
	{STR("Name <>"), STR("Name|;")},
	{STR("<MAILER-DAEMON>"), STR("|MAILER-DAEMON;")},
	{STR("<@r1,@r2:a@b.example>"), STR("|a@b.example;")},
	/* groups; a colon that begins none */
	{STR("Friends: a@b.example, C <c@d.example>;, e@f.example"),
		STR("|a@b.example;C|c@d.example;|e@f.example;")},
	{STR("undisclosed-recipients:;"), STR("")},
	{STR("Notice: pay now <a@b.example>"), STR("Notice: pay now|a@b.example;")},
	{STR("g:g:g:a@b.example;;;"), STR("|a@b.example;")},
	/* what nobody closed */
	{STR("\"open <a@b.example>"), STR("\"open|a@b.example;")},
	{STR("(open <a@b.example>, c@d.example"), STR("(open|a@b.example;|c@d.example;")},
	{STR("Name <a@b.example"), STR("Name|a@b.example;")},
	{STR(",, a@b.example,,"), STR("|a@b.example;")},
	{STR(""), STR("")},
};

static void test_lists(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) shown = g_string_new(NULL);
		MailboxList list = mailbox_list(rows[i].list);
		for (Mailbox mailbox; mailbox_next(&list, &mailbox);)
			g_string_append_printf(shown, "%.*s%s%.*s;", STR_ARG(mailbox.phrase),
				mailbox.has_spec ? "|" : "", STR_ARG(mailbox.spec));
		assert_str(str_over(shown->str, shown->len), rows[i].shown);
	}
}

static void test_domain(void)
{
	assert_str(mailbox_domain(STR("a@b@c.example")), STR("c.example"));
	assert_str(mailbox_domain(STR("root")), STR(""));
}

/* A hostile header of a megabyte, each kind a second or more if it were quadratic or recursive. */
static void test_linear(void)
{
	static const char *const pieces[] = {
		"g:", "\"", "(", "<", "(\\", "\"\\\",", "a@b,", "<,", ";", "()"};
	gint64 start = cputime_us();

	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < 1000000)
			g_string_append(text, pieces[i]);
		MailboxList list = mailbox_list(str_over(text->str, text->len));
		for (Mailbox mailbox; mailbox_next(&list, &mailbox);)
			g_assert_cmpuint(mailbox.phrase.len, <=, text->len);
	}
	g_assert_cmpint(cputime_us() - start, <, 5 * CPUTIME_SECOND);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mailbox/lists", test_lists);
	g_test_add_func("/mailbox/domain", test_domain);
	g_test_add_func("/mailbox/linear", test_linear);
	return g_test_run();
}

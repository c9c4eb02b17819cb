/* What a dossier gives to ask about, and because of what. */
#include "lookup/subjects.h"

typedef struct {
	const char *what;
	const char *dossier;
	const char *hosts;         /* each as "name<pointer pointer" */
	const char *registrations; /* likewise */
} Row;

static const Row rows[] = {
	{"nothing", "{\"mail\":null,\"origin\":null,\"links\":[]}", "", ""},
	{"the model case",
		"{\"origin\":{\"ip\":\"106.75.178.120\",\"helo\":\"cljqxt.top\",\"rdns\":null},"
		"\"mail\":{\"from\":[{\"domain\":\"cljqxt.top\"}],\"reply_to\":[],\"sender\":null,"
		"\"return_path\":\"amazon@cljqxt.top\"},"
		"\"links\":[{\"host\":\"www.4ztfqg8.cn\"},{\"host\":\"www.4ztfqg8.cn\"}]}",
		"cljqxt.top</origin /mail/from/0 /mail/return_path, "
		"www.4ztfqg8.cn</links/0 /links/1",
		"106.75.178.120</origin, cljqxt.top</origin /mail/from/0 /mail/return_path, "
		"4ztfqg8.cn</links/0 /links/1"},
	{"links to addresses: a registration where they are public, and no name",
		"{\"links\":[{\"host\":\"204.44.83.230\"},{\"host\":\"[2001:4860::8844]\"},"
		"{\"host\":\"192.168.0.1\"}]}",
		"", "204.44.83.230</links/0, 2001:4860::8844</links/1"},
	{"a lab's address, which stands for the Internet's",
		"{\"origin\":{\"ip\":\"192.0.2.112\",\"helo\":null,\"rdns\":null}}", "",
		"192.0.2.112</origin"},
	{"names that nobody registered",
		"{\"origin\":{\"ip\":\"10.0.0.1\",\"helo\":\"WIN-1PE7UCI300G\",\"rdns\":"
		"\"localhost\"},"
		"\"links\":[{\"host\":\"co.jp\"},{\"host\":null},{\"host\":\"\"}]}",
		"", ""},
	{"several hosts of one domain, in either case",
		"{\"mail\":{\"from\":[{\"domain\":\"Mail.Shop.co.jp\"}],"
		"\"sender\":{\"domain\":\"shop.co.jp\"},\"reply_to\":[{\"domain\":null}]}}",
		"mail.shop.co.jp</mail/from/0, shop.co.jp</mail/sender",
		"shop.co.jp</mail/from/0 /mail/sender"},
	{"the sender's envelope behind a list's",
		"{\"origin\":{\"ip\":null,\"envelope_from\":\"a@b.example.com\"},"
		"\"mail\":{\"return_path\":\"\"}}",
		"b.example.com</origin/envelope_from", "example.com</origin/envelope_from"},
};

static char *show(const GPtrArray *subjects)
{
	GString *shown = g_string_new(NULL);

	for (guint i = 0; i < subjects->len; i++) {
		const Subject *subject = g_ptr_array_index(subjects, i);
		const json_t *pointer;
		size_t index;

		g_string_append_printf(shown, "%s%s", i ? ", " : "", subject->name);
		json_array_foreach (subject->because, index, pointer)
			g_string_append_printf(
				shown, "%c%s", index ? ' ' : '<', json_string_value(pointer));
	}
	return g_string_free(shown, FALSE);
}

static void test_subjects(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *dossier = json_parse(str_of(rows[i].dossier), NULL);
		g_autoptr(Subjects) subjects = subjects_new(dossier);
		g_autofree char *hosts = show(subjects->hosts);
		g_autofree char *registrations = show(subjects->registrations);

		g_test_message("%s", rows[i].what);
		g_assert_cmpstr(hosts, ==, rows[i].hosts);
		g_assert_cmpstr(registrations, ==, rows[i].registrations);
	}
}

static void test_caps(void)
{
	json_auto_t *dossier = json_object();
	json_t *links = json_array();

	json_put(dossier, "links", links);
	for (unsigned i = 0; i < SUBJECTS_MAX + 9; i++)
		json_push(links, json_pack("{s:o}", "host", json_sprintf("h%u.example.com", i)));
	g_autoptr(Subjects) subjects = subjects_new(dossier);
	const Subject *domain = g_ptr_array_index(subjects->registrations, 0);

	g_assert_cmpuint(subjects->hosts->len, ==, SUBJECTS_MAX);
	g_assert_cmpuint(subjects->left_out, ==, 9);
	g_assert_cmpuint(json_array_size(domain->because), ==, SUBJECT_BECAUSE_MAX);
}

static const struct {
	const char *word;
	const char *hosts, *registrations; /* NULL: refused */
} words[] = {
	{"www.4ztfqg8.cn", "www.4ztfqg8.cn", "4ztfqg8.cn"},
	{"例え.jp", "xn--r8jz45g.jp", "xn--r8jz45g.jp"},
	{"204.44.83.230", "", "204.44.83.230"},
	{"2001:4860::8844", "", "2001:4860::8844"},
	{"shop-login.web.app", "shop-login.web.app", "web.app"},
	{"as8100", "", "AS8100"},
	{"ASN8100", "", "AS8100"},
	{"as 8100", "", "AS8100"},
	{"8100", "", "AS8100"},
	{"AS1.10", "", "AS65546"},
	{"AS4294967295", "", "AS4294967295"},
	{"AS4294967296", NULL, NULL},
	{"AS1.70000", NULL, NULL},
	{" https://www.4ztfqg8.cn/ap/signin?m=1#x ", "www.4ztfqg8.cn", "4ztfqg8.cn"},
	{"hxxps://www[.]4ztfqg8[.]cn/", "www.4ztfqg8.cn", "4ztfqg8.cn"},
	{"www[.]4ztfqg8[.]cn", "www.4ztfqg8.cn", "4ztfqg8.cn"},
	{"www.4ztfqg8.cn/ap/signin", "www.4ztfqg8.cn", "4ztfqg8.cn"},
	{"https://user@www.4ztfqg8.cn:8443", "www.4ztfqg8.cn", "4ztfqg8.cn"},
	{"http://204.44.83.230:8080/", "", "204.44.83.230"},
	{"http://[2001:4860::8844]/", "", "2001:4860::8844"},
	{"amazon@cljqxt.top", "cljqxt.top", "cljqxt.top"},
	{"WWW.4ZTFQG8.CN.", "www.4ztfqg8.cn", "4ztfqg8.cn"},
	{"XN--R8JZ45G.jp", "xn--r8jz45g.jp", "xn--r8jz45g.jp"},
	{"[2001:4860::8844]", "", "2001:4860::8844"},
	{"204.44.64.0/18", "", "204.44.64.0"},
	{"2001:4860::/32", "", "2001:4860::"},
	{"3425457126", "", "204.44.83.230"},
	{"10.0.0.1", NULL, NULL},
	{"10.0.0.0/8", NULL, NULL},
	{"http://127.0.0.1/", NULL, NULL},
	{"mailto:a@b.example", "b.example", "b.example"},
	{"file:///etc/passwd", NULL, NULL},
	{"https://", NULL, NULL},
	{"a..b.com", NULL, NULL},
	{"cn", NULL, NULL},
	{".cn", NULL, NULL},
	{"@", NULL, NULL},
	{"co.jp", NULL, NULL},
	{"localhost", NULL, NULL},
	{"AS", NULL, NULL},
	{"a b", NULL, NULL},
	{"", NULL, NULL},
};

static void test_words(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		g_autoptr(Subjects) subjects = subjects_new(NULL);
		/* a word that is said twice is asked about once */
		bool known = subjects_add_word(subjects, str_of(words[i].word)) &&
			     subjects_add_word(subjects, str_of(words[i].word));
		g_autofree char *hosts = show(subjects->hosts);
		g_autofree char *registrations = show(subjects->registrations);

		g_test_message("%s", words[i].word);
		g_assert_true(known == (words[i].hosts != NULL));
		if (known)
			g_assert_cmpstr(hosts, ==, words[i].hosts);
		if (known)
			g_assert_cmpstr(registrations, ==, words[i].registrations);
	}
}

/* Of what visits met only what is new is asked about; a genuine site is not, nor what was not sent there. */
static void test_landings(void)
{
	static const char text[] =
		"{\"hosts\":[{\"name\":\"www.4ztfqg8.cn\"}],"
		"\"registrations\":[{\"of\":\"4ztfqg8.cn\"},{\"of\":\"204.44.83.230\"}],"
		"\"landings\":[{\"chain\":[{\"url\":\"https://www.4ztfqg8.cn/"
		"\",\"ip\":\"204.44.83.230\"},"
		"{\"url\":\"https://b.4ztfqg8.cn/\",\"ip\":\"204.44.83.231\"}],\"site\":null,"
		"\"walk\":{\"collects\":[{\"url\":\"https://c.collect.example/"
		"in\",\"address\":\"198.51.100.9\"},"
		"{\"url\":\"https://www.amazon.co.jp/x\",\"refused\":true}]}},"
		"{\"chain\":[{\"url\":\"https://amazon.co.jp/\",\"ip\":\"192.0.2.80\"}],"
		"\"site\":{\"what\":\"genuine\"}}]}";
	json_auto_t *dossier = json_loads(text, 0, NULL);
	g_autoptr(Subjects) subjects = subjects_of_landings(dossier);
	g_autofree char *hosts = show(subjects->hosts);
	g_autofree char *registrations = show(subjects->registrations);

	g_assert_cmpstr(hosts, ==, "b.4ztfqg8.cn</landings/0, c.collect.example</landings/0");
	g_assert_cmpstr(registrations, ==,
		"204.44.83.231</landings/0, collect.example</landings/0, 198.51.100.9</landings/0");
	g_assert_cmpuint(subjects->hosts_before, ==, 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lookup/subjects", test_subjects);
	g_test_add_func("/lookup/subjects/landings", test_landings);
	g_test_add_func("/lookup/subjects/caps", test_caps);
	g_test_add_func("/lookup/subjects/words", test_words);
	return g_test_run();
}

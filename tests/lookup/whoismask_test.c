/* What of a reply may be quoted: no person's name, address, number or mailbox. */
#include "lookup/whoismask.h"

static const struct {
	const char *what, *server, *reply, *want;
} rows[] = {
	{"labels", "whois.example.net",
		"Domain Name: example.com\nRegistrar: Example Inc.\n"
		"Registrar Abuse Contact Email: abuse@example.net\n"
		"Registrant Name: Taro Example\nRegistrant Organization: Example Ltd\n"
		"Registrant Street: 1 Road\nRegistrant Country: JP\nRegistrant Phone: "
		"+81.312345678\n"
		"Registrant Email: taro@example.com\nName Server: ns1.example.com\n",
		"Domain Name: example.com\nRegistrar: Example Inc.\n"
		"Registrar Abuse Contact Email: abuse@example.net\n"
		"Registrant Name: #\nRegistrant Organization: Example Ltd\n"
		"Registrant Street: #\nRegistrant Country: JP\nRegistrant Phone: #\n"
		"Registrant Email: #\nName Server: ns1.example.com\n"},
	{"objects", "whois.apnic.net",
		"inetnum:        192.0.2.0 - 192.0.2.255\ndescr:          Example Network Ltd\n\n"
		"irt:            IRT-EXAMPLE\nabuse-mailbox:  abuse@example.net\n\n"
		"person:         Taro Example\naddress:        1 Road\nphone:          "
		"+81-3-1234-5678\n"
		"e-mail:         taro@example.net\nnic-hdl:        TE1-AP\n",
		"inetnum:        192.0.2.0 - 192.0.2.255\ndescr:          Example Network Ltd\n\n"
		"irt:            IRT-EXAMPLE\nabuse-mailbox:  abuse@example.net\n\n"
		"person:         #\naddress:        #\nphone:          #\n"
		"e-mail:         #\nnic-hdl:        TE1-AP\n"},
	{"below headings", "whois.example.net",
		"Registrant:\n   Example Ltd\n   Taro Example\n   1 Road\n\n"
		"Name servers:\n   ns1.example.net\n",
		"Registrant:\n   Example Ltd\n   #\n   #\n\nName servers:\n   ns1.example.net\n"},
	{"a registrant who is a person, and one who is not", "whois.cnnic.cn",
		"Registrant: 王小明\nRegistrant: 例子有限公司\n",
		"Registrant: #\nRegistrant: 例子有限公司\n"},
	{"the desk for abuse may be one person's telephone; its mailbox is what it is for",
		"whois.arin.net",
		"OrgName:        Example Hosting LLC\nCity:           Anytown\n"
		"Country:        US\n\nOrgAbuseHandle: ABUSE1-EX\nOrgAbuseName:   Taro Example\n"
		"OrgAbusePhone:  +1-555-0100\nOrgAbuseEmail:  abuse@example.com\n\n"
		"Registrar Abuse Contact Phone: +1.5550100\n",
		"OrgName:        Example Hosting LLC\nCity:           #\n"
		"Country:        US\n\nOrgAbuseHandle: ABUSE1-EX\nOrgAbuseName:   #\n"
		"OrgAbusePhone:  #\nOrgAbuseEmail:  abuse@example.com\n\n"
		"Registrar Abuse Contact Phone: #\n"},
	{"an address that goes on", "whois.jprs.jp",
		"[Registrant]                    Example Inc.\n"
		"[Postal Address]                Somewhere\n                                1 "
		"Road\n"
		"[Phone]                         03-1234-5678\n",
		"[Registrant]                    Example Inc.\n"
		"[Postal Address]                #\n                                #\n"
		"[Phone]                         #\n"},
};

static void test_mask(void)
{
	g_autofree char *folder =
		g_build_filename(g_getenv("MEKIKI_SOURCE"), "data", "whois", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(Vocabulary) vocabulary = vocabulary_read(folder, &error);

	g_assert_no_error(error);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) masked = whoismask_text(
			vocabulary, str_of(rows[i].server), str_of(rows[i].reply), "#");

		g_test_message("%s", rows[i].what);
		g_assert_cmpstr(masked->str, ==, rows[i].want);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lookup/whoismask", test_mask);
	return g_test_run();
}

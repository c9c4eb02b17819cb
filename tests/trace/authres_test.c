/* Receivers' records of authentication, as they write them. */
#include "trace/authres.h"

typedef struct {
	const char *who;
	const char *value;
	const char *shown; /* "by [client ip]: method=result (reason) {property=value ...}, ..." */
} Row;

static const Row results[] = {
	{"RFC 8601, appendix B.3",
		"example.com; auth=pass (cram-md5) smtp.auth=sender@example.net; spf=pass "
		"smtp.mailfrom=example.net",
		"example.com: auth=pass (cram-md5) {smtp.auth=sender@example.net}, spf=pass "
		"{smtp.mailfrom=example.net}"},
	{"RFC 8601, nothing was checked, and a version", "example.org 1; none", "example.org:"},
	{"RFC 8601, a method's version, quotes and a comment with brackets",
		"foo.example.net (foobar) 1; dkim/1=fail (bad (very bad)) reason=\"no key; sorry\" "
		"policy.expired=1362471462",
		"foo.example.net: dkim=fail (no key; sorry) {policy.expired=1362471462}"},
	{"Exchange Online, without an authserv-id",
		"spf=pass (sender IP is 185.98.146.195) smtp.mailfrom=emark4.example; dkim=pass "
		"(signature was verified) header.d=ucv.example;dmarc=permerror action=none "
		"header.from=ucv.example;compauth=pass reason=111",
		" [185.98.146.195]: spf=pass (sender IP is 185.98.146.195) "
		"{smtp.mailfrom=emark4.example}, dkim=pass (signature was verified) "
		"{header.d=ucv.example}, dmarc=permerror {action=none header.from=ucv.example}, "
		"compauth=pass (111) {}"},
	{"Google",
		"mx.google.com;\r\n       dkim=pass header.i=@example.com header.s=selector1 "
		"header.b=iMvQo3VT;\r\n       spf=pass (google.com: domain of a@example.com "
		"designates "
		"2a01:111:f400::82b as permitted sender) smtp.mailfrom=a@example.com",
		"mx.google.com [2a01:111:f400::82b]: dkim=pass {header.b=iMvQo3VT "
		"header.i=@example.com header.s=selector1}, spf=pass (google.com: domain of "
		"a@example.com designates 2a01:111:f400::82b as permitted sender) "
		"{smtp.mailfrom=a@example.com}"},
	{"Microsoft's ARC",
		"i=3; mx.microsoft.com 1; spf=pass (sender ip is 209.85.222.44) "
		"smtp.rcpttodomain=hotmail.com; dmarc=pass (p=none sp=none pct=100) action=none",
		"mx.microsoft.com [209.85.222.44]: spf=pass (sender ip is 209.85.222.44) "
		"{smtp.rcpttodomain=hotmail.com}, dmarc=pass (p=none sp=none pct=100) "
		"{action=none}"},
	{"Proton", "mailin024.protonmail.ch; arc=none smtp.remote-ip=209.85.208.177",
		"mailin024.protonmail.ch [209.85.208.177]: arc=none "
		"{smtp.remote-ip=209.85.208.177}"},
	{"results in capitals", "mx.example.com; spf=Pass", "mx.example.com: spf=pass {}"},
	{"nothing", "", ":"},
	{"no results to speak of", ";;=;a=;(x", ": a= (x) {}"},
};

static const Row received_spf[] = {
	{"RFC 7208, section 9.1",
		"pass (mybox.example.org: domain of myname@example.com designates 192.0.2.1 as "
		"permitted sender) receiver=mybox.example.org; client-ip=192.0.2.1; "
		"envelope-from=\"myname@example.com\"; helo=foo.example.com;",
		"mybox.example.org [192.0.2.1]: spf=pass (mybox.example.org: domain of "
		"myname@example.com designates 192.0.2.1 as permitted sender) {client-ip=192.0.2.1 "
		"envelope-from=myname@example.com helo=foo.example.com "
		"receiver=mybox.example.org}"},
	{"Exchange Online, the address in words only",
		"SoftFail (protection.outlook.com: domain of transitioning zug.example discourages "
		"use of "
		"5.206.224.114 as permitted sender)",
		"protection.outlook.com [5.206.224.114]: spf=softfail (protection.outlook.com: "
		"domain of "
		"transitioning zug.example discourages use of 5.206.224.114 as permitted sender) "
		"{}"},
	{"without any address",
		"None (protection.outlook.com: wqty.example does not designate permitted sender "
		"hosts)",
		"protection.outlook.com: spf=none (protection.outlook.com: wqty.example does not "
		"designate permitted sender hosts) {}"},
	{"nothing", "", ":"},
};

static void show_properties(GString *shown, const json_t *properties)
{
	g_autoptr(GList) names = NULL;
	const char *name;
	json_t *value;

	json_object_foreach ((json_t *)properties, name, value)
		names = g_list_insert_sorted(names, (gpointer)name, (GCompareFunc)g_strcmp0);
	g_string_append(shown, " {");
	for (const GList *link = names; link; link = link->next)
		g_string_append_printf(shown, "%s%s=%s", link == names ? "" : " ",
			(const char *)link->data, json_get_text(properties, link->data));
	g_string_append_c(shown, '}');
}

static char *show(const Authres *authres)
{
	GString *shown = g_string_new_len(authres->by.at, (gssize)authres->by.len);
	const json_t *result;
	size_t index;

	if (authres->client_ip.len > 0)
		g_string_append_printf(shown, " [%.*s]", STR_ARG(authres->client_ip));
	g_string_append_c(shown, ':');
	json_array_foreach (authres->results, index, result) {
		const char *reason = json_get_text(result, "reason");
		g_string_append_printf(shown, "%s %s=%s", index ? "," : "",
			json_get_text(result, "method"), json_get_text(result, "result"));
		if (reason)
			g_string_append_printf(shown, " (%s)", reason);
		show_properties(shown, json_object_get(result, "properties"));
	}
	return g_string_free(shown, FALSE);
}

static void check(const Row *rows, size_t count, void (*parse)(Str value, Authres *out))
{
	for (size_t i = 0; i < count; i++) {
		Authres authres;
		parse(str_of(rows[i].value), &authres);
		g_autofree char *shown = show(&authres);
		g_test_message("%s", rows[i].who);
		g_assert_cmpstr(shown, ==, rows[i].shown);
		authres_clear(&authres);
	}
}

static void test_results(void)
{
	check(results, G_N_ELEMENTS(results), authres_parse);
}

static void test_received_spf(void)
{
	check(received_spf, G_N_ELEMENTS(received_spf), authres_parse_received_spf);
}

static void test_caps(void)
{
	g_autoptr(GString) value = g_string_new("mx.example.com");
	Authres authres;

	for (int i = 0; i < 10 * AUTHRES_RESULTS_MAX; i++)
		g_string_append(value, "; spf=pass");
	for (int i = 0; i < 10 * AUTHRES_PROPERTIES_MAX; i++)
		g_string_append_printf(value, " p.%d=v", i);
	authres_parse(str_of(value->str), &authres);
	g_assert_cmpuint(json_array_size(authres.results), ==, AUTHRES_RESULTS_MAX);
	authres_clear(&authres);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trace/authres/results", test_results);
	g_test_add_func("/trace/authres/received-spf", test_received_spf);
	g_test_add_func("/trace/authres/caps", test_caps);
	return g_test_run();
}

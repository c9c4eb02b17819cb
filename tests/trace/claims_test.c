/* Who claimed what about a mail's authentication, and whether the recipient's own side did. */
#include "mails.h"
#include "trace/claims.h"

typedef struct {
	const char *what;
	const char *mail;
	const char *shown; /* "by method=result own|unknown|claimed", one for each claim */
} Row;

#define HANDED_OVER                                                                                \
	"Received: from cljqxt.top (unknown [106.75.178.120]) by mx.example.jp (Postfix) with "    \
	"ESMTP "                                                                                   \
	"id 1; 1 Mar 2022\n"
#define BELOW                                                                                      \
	"Received: from a (a.example [54.240.1.1]) by relay.cljqxt.top with ESMTP id 2; 1 Mar "    \
	"2022\n"

static const Row rows[] = {
	{"above the boundary: the recipient's own",
		"Authentication-Results: mx.example.jp; spf=pass smtp.mailfrom=cljqxt.top; "
		"dkim=none\n"
		"Received-SPF: pass (mx.example.jp: ok) client-ip=106.75.178.120;\n" HANDED_OVER,
		"mx.example.jp spf=pass own, mx.example.jp dkim=none own, mx.example.jp spf=pass "
		"own"},
	{"without an authserv-id, as Exchange Online does",
		"Authentication-Results: spf=fail (sender IP is 106.75.178.120)\n" HANDED_OVER,
		"- spf=fail own"},
	{"right below the boundary, in the receiver's name: Google's, or forged",
		HANDED_OVER
		"Authentication-Results: mx.example.jp; dkim=pass header.d=amazon.co.jp\n",
		"mx.example.jp dkim=pass unknown"},
	{"right below the boundary, in another name: it came with the mail",
		HANDED_OVER
		"Authentication-Results: mx.google.com; dkim=pass header.d=amazon.co.jp\n",
		"mx.google.com dkim=pass claimed"},
	{"below the sender's own hops, whatever the name",
		HANDED_OVER BELOW "Authentication-Results: mx.example.jp; dkim=pass\n",
		"mx.example.jp dkim=pass claimed"},
	{"what a later machine moved up may be anybody's",
		"Authentication-Results-Original: mx.example.org; dkim=pass\n" HANDED_OVER,
		"mx.example.org dkim=pass unknown"},
	{"of a list on the way: the recipient did not say it",
		"Authentication-Results: mx.example.de; spf=pass\n"
		"Received: from lists.example.net (lists.example.net [216.105.38.7]) by "
		"mx.example.de "
		"with ESMTPS id 2; 1 Mar 2022\n"
		"Authentication-Results: ml.example.net; spf=fail\n" HANDED_OVER
		"List-Id: <users.lists.example.net>\n",
		"mx.example.de spf=pass own, ml.example.net spf=fail unknown"},
	{"ARC's", "ARC-Authentication-Results: i=1; mx.example.jp; dmarc=pass\n" HANDED_OVER,
		"mx.example.jp dmarc=pass own"},
	{"no Received at all", "Authentication-Results: mx.example.jp; spf=pass\n",
		"mx.example.jp spf=pass unknown"},
};

static const char *show_trust(const json_t *trusted)
{
	return json_is_true(trusted) ? "own" : json_is_false(trusted) ? "claimed" : "unknown";
}

static char *show(const json_t *claims)
{
	GString *shown = g_string_new(NULL);
	const json_t *claim;
	size_t index;

	json_array_foreach (claims, index, claim) {
		const char *by = json_get_text(claim, "by");
		g_string_append_printf(shown, "%s%s %s=%s %s", index ? ", " : "", by ? by : "-",
			json_get_text(claim, "method"), json_get_text(claim, "result"),
			show_trust(json_object_get(claim, "trusted")));
	}
	return g_string_free(shown, FALSE);
}

static void test_claims(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *mail = mails_of(rows[i].mail);
		const json_t *headers = json_object_get(mail, "headers");
		g_autoptr(GPtrArray) hops = hops_new(headers);
		g_autoptr(Context) context = context_new(mail);
		Origin origin;

		origin_find(hops, context, &origin);
		json_auto_t *claims = claims_read(headers, hops, &origin);
		g_autofree char *shown = show(claims);
		g_test_message("%s", rows[i].what);
		g_assert_cmpstr(shown, ==, rows[i].shown);
		origin_clear(&origin);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trace/claims", test_claims);
	return g_test_run();
}

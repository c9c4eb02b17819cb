/* What in the hops does not fit together, by its codes. */
#include "mails.h"
#include "trace/doubts.h"

typedef struct {
	const char *what;
	const char *mail;
	const char *shown; /* the codes of each hop, the newest first, " | " between hops */
} Row;

#define HOP(helo, rdns, by, date)                                                                  \
	"Received: from " helo " (" rdns ") by " by " (Postfix) with ESMTP id 1; " date "\n"
#define NOON   "Tue, 1 Mar 2022 12:00:00 +0900"
#define BEFORE "Tue, 1 Mar 2022 11:59:00 +0900"

static const Row rows[] = {
	{"all is well",
		HOP("a.example.com", "a.example.com [203.0.114.5]", "mx.example.jp", NOON)
			HOP("pc", "pc [192.168.0.5]", "a.example.com", BEFORE),
		" | "},
	{"no reverse name", HOP("a.example.com", "unknown [203.0.114.5]", "mx.example.jp", NOON),
		"no-reverse-dns"},
	{"another name than the address has",
		HOP("shop.example.org", "x.example.com [203.0.114.5]", "mx.example.jp", NOON),
		"helo-differs"},
	{"a brand's name, which is none of the address's",
		HOP("mail.amazon.co.jp", "x.example.com [203.0.114.5]", "mx.example.jp", NOON),
		"helo-is-brand"},
	{"and where the address has no name",
		HOP("amazon.co.jp", "unknown [203.0.114.5]", "mx.example.jp", NOON),
		"no-reverse-dns helo-is-brand"},
	{"the brand's own machine, under another of its names",
		HOP("mail.amazon.co.jp", "smtp.amazon.com [203.0.114.5]", "mx.example.jp", NOON),
		"helo-differs"},
	{"the receiver's own name",
		HOP("mx.example.jp", "x.example.com [203.0.114.5]", "mx.example.jp", NOON),
		"helo-is-receiver"},
	{"dates that run backwards, by more than clocks do",
		HOP("a.example.com", "a.example.com [203.0.114.5]", "mx.example.jp", BEFORE)
			HOP("pc", "pc [192.168.0.5]", "a.example.com",
				"Tue, 1 Mar 2022 13:00:00 +0900"),
		"date-backwards | "},
	{"a minute is a clock's",
		HOP("a.example.com", "a.example.com [203.0.114.5]", "mx.example.jp", BEFORE)
			HOP("pc", "pc [192.168.0.5]", "a.example.com", NOON),
		" | "},
	{"no date", HOP("a.example.com", "a.example.com [203.0.114.5]", "mx.example.jp", "soon"),
		"date-missing"},
	{"addresses that no machine has",
		HOP("a.example.com", "a.example.com [203.0.114.5]", "mx.example.jp", NOON) HOP(
			"b.example.com", "b.example.com [198.51.100.9]", "a.example.com", BEFORE)
			HOP("c.example.com", "c.example.com [1.2.3.999]", "b.example.com", BEFORE),
		" | address-impossible | address-impossible"},
	{"a claimed hop by a machine that nobody got the mail from",
		HOP("a.example.com", "a.example.com [203.0.114.5]", "mx.example.jp", NOON)
			HOP("mail.amazon.co.jp", "mail.amazon.co.jp [54.240.1.1]",
				"relay.amazon.co.jp", BEFORE),
		" | broken-chain"},
};

static char *show(const GPtrArray *hops)
{
	GString *shown = g_string_new(NULL);

	for (guint i = 0; i < hops->len; i++) {
		const Hop *hop = g_ptr_array_index(hops, i);
		const json_t *doubt;
		size_t index;

		g_string_append(shown, i ? " | " : "");
		json_array_foreach (hop->doubts, index, doubt)
			g_string_append_printf(
				shown, "%s%s", index ? " " : "", json_get_text(doubt, "what"));
	}
	return g_string_free(shown, FALSE);
}

static void test_doubts(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Brands) brands = brands_new(g_getenv("MEKIKI_SOURCE"), &error);

	g_assert_no_error(error);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *mail = mails_of(rows[i].mail);
		g_autoptr(GPtrArray) hops = hops_new(json_object_get(mail, "headers"));
		g_autoptr(Context) context = context_new(mail);
		Origin origin;

		origin_find(hops, context, &origin);
		doubts_add(hops, &origin, brands);
		g_autofree char *shown = show(hops);
		g_test_message("%s", rows[i].what);
		g_assert_cmpstr(shown, ==, rows[i].shown);
		origin_clear(&origin);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trace/doubts", test_doubts);
	return g_test_run();
}

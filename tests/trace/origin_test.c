/* Where mails came from: which hops are whose, which machine handed the mail over, and with which
 * envelope sender. The first letter of a side stands for each hop, the newest first. */
#include "mails.h"
#include "trace/origin.h"

typedef struct {
	const char *what;
	const char *mail; /* the headers, one a line, and in the end the From and the Return-Path */
	const char *sides;  /* R recipient, L list, F forwarder, B boundary, c claimed */
	const char *origin; /* "ip helo envelope-sender", "-" for what is not known */
} Row;

/* What the machines of the examples write. */
#define FROM_CLJQXT                                                                                \
	"Received: from cljqxt.top (unknown [106.75.178.120]) by mx.example.jp (Postfix) with "    \
	"ESMTP "                                                                                   \
	"id 1; Mon, 28 Feb 2022 12:00:01 +0900\n"
#define LIST_OUT                                                                                   \
	"Received: from lists.example.net (lists.example.net [216.105.38.7]) by mail.example.de "  \
	"(Postfix) with ESMTPS id 2 for <me@example.de>; Sat, 19 Jul 2025 15:39:33 +0200\n"
#define LIST_LOCAL                                                                                 \
	"Received: from [127.0.0.1] (helo=ml-1.example.com) by ml-1.example.com with esmtp (Exim " \
	"4.95) (envelope-from <users-bounces@lists.example.net>) id 3 for me@example.de; Sat, 19 " \
	"Jul 2025 13:39:31 +0000\n"
#define LIST_INSIDE                                                                                \
	"Received: from [172.30.29.66] (helo=mx.example.net) by ml-1.example.com with esmtps "     \
	"(Exim "                                                                                   \
	"4.95) (envelope-from <order@saison.example>) id 4 for users@lists.example.net; Sat, 19 "  \
	"Jul "                                                                                     \
	"2025 13:39:31 +0000\n"
#define LIST_IN                                                                                    \
	"Received: from [183.166.137.68] (helo=saison.example) by mx-2.example.com with esmtp "    \
	"(Exim "                                                                                   \
	"4.95) id 5 for users@lists.example.net; Sat, 19 Jul 2025 13:39:30 +0000\n"
#define LIST_NAMES                                                                                 \
	"List-Id: <users.lists.example.net>\nList-Post: <mailto:users@lists.example.net>\n"
#define FORGED                                                                                     \
	"Received: from a1.smtp.amazon.example (a1.smtp.amazon.example [54.240.1.1]) by "          \
	"relay.cljqxt.top (Postfix) with ESMTPS id 6; Mon, 28 Feb 2022 11:59:59 +0900\n"
#define FORWARDED_HOPS                                                                             \
	"Received: from mail8.forwards.example (mail8.forwards.example [203.0.114.55]) by "        \
	"mx.example.jp (Postfix) with ESMTPS id 1 for <me@example.jp>; 1 Mar 2022\n"               \
	"Received: from cljqxt.top (cljqxt.top. [106.75.178.120]) by mx1.forwards.example with "   \
	"ESMTP id 2 for <box@alias.example>; 1 Mar 2022\n"
#define FORWARDED_BY_SERVICE                                                                       \
	FORWARDED_HOPS "Received-SPF: pass (forwards.example: cljqxt.top designates "              \
		       "106.75.178.120) receiver=mx1.forwards.example; "                           \
		       "client-ip=106.75.178.120;\n"
#define EOP_STORE                                                                                  \
	"Received: from A1.NAMP223.PROD.OUTLOOK.COM (2603:10b6:a03:479::16) by "                   \
	"B2.NAMP223.PROD.OUTLOOK.COM with HTTPS; Wed, 20 Dec 2023 11:39:35 +0000\n"
#define EOP_FRONT                                                                                  \
	"Received: from C3.eurprd01.prod.exchangelabs.com (2603:10a6:10:1d8::14) by "              \
	"A1.NAMP223.PROD.OUTLOOK.COM (2603:10b6:a03:479::16) with Microsoft SMTP Server id "       \
	"15.20; "                                                                                  \
	"Wed, 20 Dec 2023 11:39:33 +0000\n"                                                        \
	"Received: from D4.eop-nam10.prod.protection.outlook.com (2603:10b6:303:82:cafe::b5) by "  \
	"C3.outlook.office365.com (2603:10b6:303:82::19) with Microsoft SMTP Server id 15.20; "    \
	"Wed, "                                                                                    \
	"20 Dec 2023 11:39:33 +0000\n"
#define EOP_CHECK(ip)                                                                              \
	"Received-SPF: Fail (protection.outlook.com: domain of baur.example does not "             \
	"designate " ip " as permitted sender) receiver=protection.outlook.com; client-ip=" ip     \
	"; helo=x;\n"
#define EOP_IN(helo, ip)                                                                           \
	"Received: from " helo " (" ip ") by D4.mail.protection.outlook.com (10.13.154.198) with " \
	"Microsoft SMTP Server id 15.20; Wed, 20 Dec 2023 11:39:32 +0000\n"

static const Row rows[] = {
	{"no Received at all", "From: a@b.example\n", "", "- - -"},
	{"the model case", FROM_CLJQXT "From: amazon@cljqxt.top\nReturn-Path: amazon@cljqxt.top\n",
		"B", "106.75.178.120 cljqxt.top amazon@cljqxt.top"},
	{"what stands below the boundary is the sender's own", FROM_CLJQXT FORGED, "Bc",
		"106.75.178.120 cljqxt.top -"},
	{"a list: its out-going machine, its queue, its MX",
		LIST_OUT LIST_LOCAL LIST_INSIDE LIST_IN LIST_NAMES
		"From: users@lists.example.net\nReturn-Path: users-bounces@lists.example.net\n",
		"RLLB", "183.166.137.68 saison.example order@saison.example"},
	{"the same, and a forged header below",
		LIST_OUT LIST_LOCAL LIST_INSIDE LIST_IN FORGED LIST_NAMES, "RLLBc",
		"183.166.137.68 saison.example order@saison.example"},
	{"the same hops without a word of a list: the machine that handed it over",
		LIST_OUT LIST_LOCAL LIST_INSIDE LIST_IN "From: order@saison.example\n", "Bccc",
		"216.105.38.7 lists.example.net -"},
	{"a newsletter has a List-Id too, but passes nothing on",
		"Received: from out.shop.example.com (out.shop.example.com [203.0.114.9]) by "
		"mx.example.jp "
		"with ESMTP id 1; 1 Mar 2022\n"
		"Received: from app.example.net (app.example.net [198.51.101.7]) by "
		"out.shop.example.com "
		"with ESMTP id 2; 1 Mar 2022\nList-Id: <news.shop.example.com>\n"
		"From: news@shop.example.com\nReturn-Path: b@shop.example.com\n",
		"Bc", "203.0.114.9 out.shop.example.com b@shop.example.com"},
	{"a list whose own hops lead to nobody",
		LIST_OUT LIST_LOCAL LIST_NAMES "From: order@saison.example\n", "Bc",
		"216.105.38.7 lists.example.net -"},
	{"a list whose machines have another domain, told by its bounce address",
		"Received: from egwn.example (ns2.egwn.example [193.172.5.4]) by dogma.example.org "
		"with "
		"ESMTP id 1 for <me@example.org>; 9 Oct 2002\n"
		"Received: from auth02.egwn.example (localhost [127.0.0.1]) by egwn.example with "
		"ESMTP id "
		"2; 9 Oct 2002\n"
		"Received: from chip.example.cx (chip.example.cx [213.243.144.80]) by egwn.example "
		"with "
		"ESMTP id 3 for <rpm@freshrpms.example>; 9 Oct 2002\n"
		"X-BeenThere: rpm@freshrpms.example\nFrom: a@chip.example.cx\n"
		"Return-Path: rpm-admin@freshrpms.example\n",
		"RLB", "213.243.144.80 chip.example.cx -"},
	{"fetchmail, a scanner and a queue are the recipient's own",
		"Received: from jalapeno [127.0.0.1] by localhost with IMAP (fetchmail-5.9.0) for "
		"me@localhost (single-drop); 9 Oct 2002\n"
		"Received: from pop.example.org [198.51.101.1] by jalapeno with POP3 (fetchmail); "
		"9 Oct "
		"2002\n"
		"Received: (qmail 3737 invoked by alias); 9 Oct 2002\n"
		"Received: from a@cljqxt.top by mailhost with qmail-scanner-1.00 (Clean); 9 Oct "
		"2002\n"
		"Received: from unknown (HELO cljqxt.top) (106.75.178.120) by mx.example.org with "
		"SMTP; 9 "
		"Oct 2002\n",
		"RRRRB", "106.75.178.120 cljqxt.top a@cljqxt.top"},
	{"a private network and RFC 6598's",
		"Received: from gw.example.jp (gw.example.jp [10.0.0.5]) by store.example.jp "
		"(Postfix) with "
		"LMTP id 1; 1 Mar 2022\n"
		"Received: from filter ([100.64.3.4]) by gw.example.jp (Postfix) with ESMTP id 2; "
		"1 Mar "
		"2022\n" FROM_CLJQXT,
		"RRB", "106.75.178.120 cljqxt.top -"},
	{"public addresses of one operator, by name and by the header below",
		"Received: from mx2.example.jp (mx2.example.jp [203.0.114.2]) by store.example.jp "
		"(Postfix) "
		"with ESMTP id 1; 1 Mar 2022\n" FROM_CLJQXT,
		"RB", "106.75.178.120 cljqxt.top -"},
	{"who only calls himself the recipient's machine is not believed",
		"Received: from mx2.example.jp (unknown [106.75.178.120]) by mx.example.jp "
		"(Postfix) with "
		"ESMTP id 1; 1 Mar 2022\n"
		"Received: from a.example (a.example [54.240.1.1]) by mx2.example.jp (Postfix) "
		"with ESMTP id "
		"2; 1 Mar 2022\n",
		"Bc", "106.75.178.120 mx2.example.jp -"},
	{"Exchange Online",
		EOP_STORE EOP_FRONT EOP_CHECK("45.132.18.119") EOP_IN(
			"fvsery.gstys.edr", "45.132.18.119") "Return-Path: angebote@baur.example\n",
		"RRRB", "45.132.18.119 fvsery.gstys.edr angebote@baur.example"},
	{"another customer of the same operator: the receiver's check shows the boundary",
		EOP_STORE EOP_FRONT EOP_CHECK("40.107.20.129") EOP_IN(
			"EUR05-obe.outbound.protection.outlook.com",
			"40.107.20.129") "Received: from E5.eurprd07.prod.outlook.com "
					 "(2603:10a6:20b:1c3::12) by "
					 "F6.eurprd07.prod.outlook.com (2603:10a6:800:135::17) "
					 "with Microsoft SMTP Server id 15.20; "
					 "Wed, 20 Dec 2023 11:39:30 +0000\n",
		"RRRBc", "40.107.20.129 EUR05-obe.outbound.protection.outlook.com -"},
	{"a check that came with the mail moves nothing",
		FROM_CLJQXT "Received-SPF: pass (mx.example.jp: ok) client-ip=54.240.1.1; "
			    "receiver=mx.example.jp;\n" FORGED,
		"Bc", "106.75.178.120 cljqxt.top -"},
	{"Google writes its check below its header",
		"Received: by 2002:a59:b96f:0:b0:3f7:5ee5:1e91 with SMTP id 1; 1 Mar 2022\n"
		"Received: from mail-sor.google.com (mail-sor.google.com. [209.85.220.41]) by "
		"mx.google.com "
		"with SMTPS id 2 for <me@gmail.com>; 1 Mar 2022\n"
		"Received-SPF: pass (google.com: domain of a@gmail.com designates 209.85.220.41 as "
		"permitted sender) client-ip=209.85.220.41;\n"
		"Received: from pc ([103.110.42.33]) by smtp.gmail.com with ESMTPSA id 3; 1 Mar "
		"2022\n",
		"RBc", "209.85.220.41 mail-sor.google.com -"},
	{"a mailbox that forwards",
		"Received: from mail-ua1.google.com (mail-ua1.google.com [209.85.222.44]) by "
		"mx.example.jp "
		"(Postfix) with ESMTPS id 1 for <me@example.jp>; 1 Mar 2022\n"
		"Received: by mail-ua1.google.com with SMTP id 2 for <me@example.jp>; 1 Mar 2022\n"
		"X-Forwarded-To: me@example.jp\nX-Forwarded-For: taro@gmail.com me@example.jp\n"
		"Received: from cljqxt.top (cljqxt.top. [106.75.178.120]) by mx.google.com with "
		"ESMTP id 3 "
		"for <taro@gmail.com>; 1 Mar 2022\nTo: taro@gmail.com\n"
		"Return-Path: taro+caf_=me=example.jp@gmail.com\n",
		"RFB", "106.75.178.120 cljqxt.top -"},
	{"a service that forwards the mail of other people's domains, and sends in their name",
		FORWARDED_BY_SERVICE "From: amazon@cljqxt.top\n"
				     "Return-Path: bounces+64b1@alias.example\n",
		"RB", "106.75.178.120 cljqxt.top -"},
	{"the same hops, where the sender's own domain is in From: his relay",
		FORWARDED_BY_SERVICE
		"From: shop@alias.example\nReturn-Path: bounces+64b1@alias.example\n",
		"Bc", "203.0.114.55 mail8.forwards.example bounces+64b1@alias.example"},
	{"and without the service's own check of the sender",
		FORWARDED_HOPS "From: amazon@cljqxt.top\nReturn-Path: b@alias.example\n", "Bc",
		"203.0.114.55 mail8.forwards.example b@alias.example"},
	{"a list that rewrote From: X-Original-From has the author",
		LIST_OUT LIST_LOCAL LIST_IN LIST_NAMES
		"X-Original-From: Order <order@saison.example>\n"
		"From: users@lists.example.net\nReturn-Path: users-bounces@lists.example.net\n",
		"RLB", "183.166.137.68 saison.example order@saison.example"},
	{"a spoofed From of the list's own domain, through a list whose software says what it is",
		LIST_OUT LIST_LOCAL LIST_IN
		"List-Id: <users.lists.example.net>\n"
		"X-BeenThere: u@lists.example.net\nFrom: admin@lists.example.net\n",
		"RLB", "183.166.137.68 saison.example -"},
	{"a documentation address is nobody's own: in a lab it is a machine outside",
		"Received: from out.shop.example (out.shop.example [192.0.2.112]) by mx.example.jp "
		"(Postfix) "
		"with ESMTPS id 1; 1 Mar 2022\n",
		"B", "192.0.2.112 out.shop.example -"},
	{"mail that never was outside",
		"Received: from app.example.jp (app.example.jp [203.0.114.77]) by mx.example.jp "
		"(Postfix) "
		"with ESMTP id 1; 1 Mar 2022\n"
		"Received: by app.example.jp (Postfix, from userid 33) id 2; 1 Mar 2022\n"
		"Return-Path: app@example.jp\n",
		"RR", "203.0.114.77 app.example.jp app@example.jp"},
	{"mail from a private network only",
		"Received: from pc.example.jp (pc.example.jp [192.168.0.7]) by mx.example.jp "
		"(Postfix) with "
		"ESMTP id 1; 1 Mar 2022\n",
		"R", "- - -"},
	{"a machine whose address nobody wrote down",
		"Received: from aernet.example by lists.example.org with SMTP; Sat, 31 Aug 2002\n",
		"B", "- aernet.example -"},
};

static char *show_sides(const GPtrArray *hops)
{
	GString *shown = g_string_new(NULL);

	for (guint i = 0; i < hops->len; i++)
		g_string_append_c(shown, "RLFBc"[((const Hop *)g_ptr_array_index(hops, i))->side]);
	return g_string_free(shown, FALSE);
}

static const char *or_dash(const char *text)
{
	return text ? text : "-";
}

/* As in Row. */
static char *show_origin(const Origin *origin, const GPtrArray *hops)
{
	json_auto_t *json = origin_json(origin, hops);

	return g_strdup_printf("%s %s %s", or_dash(json_get_text(json, "ip")),
		or_dash(json_get_text(json, "helo")),
		or_dash(json_get_text(json, "envelope_from")));
}

static void check(const Row *row)
{
	json_auto_t *mail = mails_of(row->mail);
	g_autoptr(GPtrArray) hops = hops_new(json_object_get(mail, "headers"));
	g_autoptr(Context) context = context_new(mail);
	Origin origin;

	origin_find(hops, context, &origin);
	g_autofree char *sides = show_sides(hops), *shown = show_origin(&origin, hops);
	g_test_message("%s", row->what);
	g_test_message("  %s", json_get_text(origin.why, "en"));
	g_assert_cmpstr(sides, ==, row->sides);
	g_assert_cmpstr(shown, ==, row->origin);
	origin_clear(&origin);
}

/* A filtering service in front of the recipient's machine, with a machine of its own behind the one that takes the mail;
 * the recipient's SPF check is about the service, as such checks are. */
#define FILTERED                                                                                   \
	"Received: from out3.filter.example (out3.filter.example [203.0.114.40]) by "              \
	"mx.example.jp "                                                                           \
	"(Postfix) with ESMTPS id 1 for <taro@example.jp>; Mon, 28 Feb 2022 12:00:09 +0900\n"      \
	"Received-SPF: softfail (mx.example.jp: ok) client-ip=203.0.114.40;\n"                     \
	"Received: from in7.filter.example (in7.filter.example [203.0.114.70]) by "                \
	"out3.filter.example with ESMTP id 2; Mon, 28 Feb 2022 12:00:05 +0900\n"                   \
	"Received: from cljqxt.top (cljqxt.top [106.75.178.120]) by in7.filter.example with "      \
	"ESMTP "                                                                                   \
	"id 3; Mon, 28 Feb 2022 12:00:01 +0900\n" FORGED "Return-Path: amazon@cljqxt.top\n"

static const struct {
	const char *relays, *sides, *origin, *why;
} relayed[] = {
	{"", "Bccc", "203.0.114.40 out3.filter.example amazon@cljqxt.top",
		"The recipient's own server mx.example.jp took the mail from 203.0.114.40"},
	{"203.0.114.0/24", "RRBc", "106.75.178.120 cljqxt.top amazon@cljqxt.top",
		"in7.filter.example, which the configuration counts to the recipient's own side "
		"(trusted_relays: 203.0.114.0/24), took the mail from 106.75.178.120"},
	{"203.0.114.40", "RRBc", "106.75.178.120 cljqxt.top amazon@cljqxt.top",
		"in7.filter.example, which the configuration counts to the recipient's own side "
		"(trusted_relays: 203.0.114.40), took the mail from 106.75.178.120"},
	{"out3.filter.example", "RRBc", "106.75.178.120 cljqxt.top amazon@cljqxt.top",
		"in7.filter.example, which the configuration counts to"},
	{"in7.filter.example", "Bccc", "203.0.114.40 out3.filter.example amazon@cljqxt.top",
		"The recipient's own server mx.example.jp took the mail from 203.0.114.40"},
	/* what stands below an untrusted machine is believed for no entry's sake */
	{"54.240.1.1", "Bccc", "203.0.114.40 out3.filter.example amazon@cljqxt.top",
		"The recipient's own server mx.example.jp took"},
	{".filter.example", "RRBc", "106.75.178.120 cljqxt.top amazon@cljqxt.top",
		"in7.filter.example, which the configuration counts to"},
};

static void test_relays(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(relayed); i++) {
		json_auto_t *mail = mails_of(FILTERED);
		g_autoptr(GPtrArray) hops = hops_new(json_object_get(mail, "headers"));
		g_autoptr(Context) context = context_new(mail);
		g_autoptr(Relays) relays = relays_new();
		Origin origin;

		relays_add(relays, str_of(relayed[i].relays));
		hops_note_relays(hops, relays);
		origin_find(hops, context, &origin);
		g_autofree char *sides = show_sides(hops), *shown = show_origin(&origin, hops);
		g_test_message("%s: %s", relayed[i].relays, json_get_text(origin.why, "ja"));
		g_assert_cmpstr(sides, ==, relayed[i].sides);
		g_assert_cmpstr(shown, ==, relayed[i].origin);
		g_assert_true(g_str_has_prefix(json_get_text(origin.why, "en"), relayed[i].why));
		origin_clear(&origin);
	}
}

static void test_boundaries(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		check(&rows[i]);
}

static void test_why(void)
{
	json_auto_t *mail = mails_of(FROM_CLJQXT);
	g_autoptr(GPtrArray) hops = hops_new(json_object_get(mail, "headers"));
	g_autoptr(Context) context = context_new(mail);
	Origin origin;

	origin_find(hops, context, &origin);
	g_assert_cmpstr(json_get_text(origin.why, "en"), ==,
		"The recipient's own server mx.example.jp took the mail from 106.75.178.120, a "
		"machine that called itself cljqxt.top. That address has no name in the DNS.");
	g_assert_cmpstr(json_get_text(origin.why, "ja"), ==,
		"受信者側のサーバー mx.example.jp が、cljqxt.top と名乗る 106.75.178.120 から"
		"このメールを受け取りました。この IP アドレスには逆引き名がありません。");
	origin_clear(&origin);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trace/origin/boundaries", test_boundaries);
	g_test_add_func("/trace/origin/relays", test_relays);
	g_test_add_func("/trace/origin/why", test_why);
	return g_test_run();
}

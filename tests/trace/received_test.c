/* The dialects of Received, each as one of its machines writes it. */
#include "trace/received.h"

typedef struct {
	const char *dialect;
	const char *value;
	const char *shown; /* "helo= rdns= ip= by= with= id= for= sender= date=", what there is */
} Row;

static const Row rows[] = {
	{"Postfix",
		"from mail.cljqxt.top (unknown [106.75.178.120]) by mx.example.jp (Postfix) with "
		"ESMTPS "
		"id 9ABC0B0B04C for <taro@example.jp>; Mon, 28 Feb 2022 12:00:01 +0900 (JST)",
		"helo=mail.cljqxt.top rdns=- ip=106.75.178.120 by=mx.example.jp with=ESMTPS "
		"id=9ABC0B0B04C for=taro@example.jp date=Mon, 28 Feb 2022 12:00:01 +0900 (JST)"},
	{"Postfix, IPv6, TLS and a login",
		"from localhost (host.example.net [IPv6:2001:db8::3d5])\r\n\t(using TLSv1.3 with "
		"cipher "
		"TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n\t(No client certificate requested) "
		"(Authenticated sender: a@example.net) by relay.example.net (Postfix) with ESMTPSA "
		"id "
		"E8E8; 16 Jul 2020 13:13:43 -0700",
		"helo=localhost rdns=host.example.net ip=2001:db8::3d5 by=relay.example.net "
		"with=ESMTPSA "
		"id=E8E8 date=16 Jul 2020 13:13:43 -0700"},
	{"Postfix, a user of the machine",
		"by mail.example.org (Postfix, from userid 1001) id 8B12CC01F; Thu, 18 Jun 2020 "
		"21:09:49 +0200",
		"by=mail.example.org id=8B12CC01F date=Thu, 18 Jun 2020 21:09:49 +0200 local"},
	{"Exim, no name",
		"from [183.166.137.68] (helo=saisoncard.co.jp) by mx.example.net with esmtp (Exim "
		"4.95) "
		"id 1ud7mi-0003ZB-TA for users@lists.example.net; Sat, 19 Jul 2025 13:39:30 +0000",
		"helo=saisoncard.co.jp rdns=- ip=183.166.137.68 by=mx.example.net with=esmtp "
		"id=1ud7mi-0003ZB-TA for=users@lists.example.net date=Sat, 19 Jul 2025 13:39:30 "
		"+0000"},
	{"Exim, one name for both",
		"from casper.example.org ([90.155.50.34]) by mx.example.net with esmtps "
		"(TLS1.2) tls TLS_ECDHE_RSA (Exim 4.92) (envelope-from <a@example.org>) id 1kI-9j; "
		"Thu, 17 "
		"Sep 2020 15:11:13 +0000",
		"helo=casper.example.org rdns=casper.example.org ip=90.155.50.34 by=mx.example.net "
		"with=esmtps id=1kI-9j sender=a@example.org date=Thu, 17 Sep 2020 15:11:13 +0000"},
	{"Exim, two names and a port",
		"from cust.example.net ([109.41.129.189]:41023 helo=localhost) by out.example.org "
		"with "
		"esmtpsa (Exim 4.92.3 #3 (Red Hat Linux)) id 1j3; 18 Feb 2020 10:04:23 +0000",
		"helo=localhost rdns=cust.example.net ip=109.41.129.189 by=out.example.org "
		"with=esmtpsa "
		"id=1j3 date=18 Feb 2020 10:04:23 +0000"},
	{"Exim, local",
		"from willy by casper.example.org with local (Exim 4.92) id 1kIvYi; 17 Sep 2020",
		"helo=willy by=casper.example.org with=local id=1kIvYi date=17 Sep 2020 local"},
	{"Sendmail",
		"from monster (kola.example.com [209.20.218.149] (may be forged)) by "
		"smtp.example.com "
		"(8.12.2/8.12.2) with SMTP id g8QCVn22 for <fork@example.com>; 26 Sep 2002 "
		"05:31:49 -0700",
		"helo=monster rdns=kola.example.com ip=209.20.218.149 by=smtp.example.com "
		"with=SMTP "
		"id=g8QCVn22 for=fork@example.com date=26 Sep 2002 05:31:49 -0700"},
	{"Sendmail with ident",
		"from lin12.example.ca (IDENT:v9MD@lin12.Example.CA [142.90.114.144]) by "
		"mx1.example.com "
		"(8.11.6/8.11.6) with SMTP id g8A0; 9 Sep 2002 20:37:02 -0400",
		"helo=lin12.example.ca rdns=lin12.Example.CA ip=142.90.114.144 by=mx1.example.com "
		"with=SMTP id=g8A0 date=9 Sep 2002 20:37:02 -0400"},
	{"Sendmail, a user, and RCS keywords that close nothing",
		"(from jm@localhost) by host.example.org (8.12/8.12/NAME(ai, .mc):RCS(evision: 1.2 "
		") id "
		"g7MD for a@example.org; 9 Oct 2002 14:18:18 -0400",
		"by=host.example.org id=g7MD for=a@example.org date=9 Oct 2002 14:18:18 -0400 "
		"local"},
	{"qmail",
		"from unknown (HELO n9.example.com) (66.218.66.93) by mta3.example.com with SMTP; "
		"28 Aug "
		"2002 11:20:42 -0000",
		"helo=n9.example.com rdns=- ip=66.218.66.93 by=mta3.example.com with=SMTP date=28 "
		"Aug "
		"2002 11:20:42 -0000"},
	{"qmail with a login, as Japanese hosters run it",
		"from p123.example.ne.jp (HELO pc01) (taro@example.jp@203.0.113.5) by 0 with SMTP; "
		"8 Oct "
		"2019 20:22:57 -0000",
		"helo=pc01 rdns=p123.example.ne.jp ip=203.0.113.5 by=0 with=SMTP date=8 Oct 2019 "
		"20:22:57 "
		"-0000"},
	{"qmail-ldap",
		"from localhost (HELO deep.example.com) (?f46tRJ?@[127.0.0.1]) (envelope-sender "
		"<cwg@Deep.Example.Com>) by localhost (qmail-ldap-1.03) with SMTP for "
		"<ex@example.com>; 28 "
		"Aug 2002 19:25:49 -0000",
		"helo=deep.example.com rdns=localhost ip=127.0.0.1 by=localhost with=SMTP "
		"for=ex@example.com sender=cwg@Deep.Example.Com date=28 Aug 2002 19:25:49 -0000"},
	{"qmail's queue, ezmlm's too",
		"(qmail 18632 invoked by uid 508); 27 Aug 2002 02:44:03 -0000",
		"date=27 Aug 2002 02:44:03 -0000 local"},
	{"qmail-scanner",
		"from cwg@Deep.Example.Com by localhost.localdomain with qmail-scanner-0.90 "
		"(uvscan: "
		"v4.1.60. Clean); 28/08/2002 14:25:52",
		"by=localhost.localdomain with=qmail-scanner-0.90 sender=cwg@Deep.Example.Com "
		"date=28/08/2002 14:25:52 local"},
	{"Exchange Online",
		"from fvsery.gstys.edr (45.132.18.119) by MW2FT015.mail.protection.outlook.com "
		"(10.13.154.198) with Microsoft SMTP Server id 15.20.7113.18 via Frontend "
		"Transport; Wed, "
		"20 Dec 2023 11:39:33 +0000",
		"helo=fvsery.gstys.edr ip=45.132.18.119 by=MW2FT015.mail.protection.outlook.com "
		"with=Microsoft SMTP Server id=15.20.7113.18 date=Wed, 20 Dec 2023 11:39:33 +0000"},
	{"Exchange's store",
		"from AM7PR07.example.com ([fe80::e998:d6b%4]) by AM7PR07.example.com "
		"([fe80::e998:d6b%4]) with mapi id 15.20.6907.032; Sat, 28 Oct 2023 15:30:20 +0000",
		"helo=AM7PR07.example.com rdns=- ip=fe80::e998:d6b by=AM7PR07.example.com "
		"with=mapi "
		"id=15.20.6907.032 date=Sat, 28 Oct 2023 15:30:20 +0000"},
	{"the pickup service of Windows",
		"from mail pickup service by example.com with Microsoft SMTPSVC(5.0.2195); 2 Sep "
		"2002",
		"helo=mail by=example.com with=Microsoft SMTPSVC date=2 Sep 2002 local"},
	{"Gmail, inside",
		"by 2002:a59:b96f:0:b0:3f7:5ee5:1e91 with SMTP id w15csp; 2 Sep 2023 17:54:47 "
		"-0700",
		"by=2002:a59:b96f:0:b0:3f7:5ee5:1e91 with=SMTP id=w15csp date=2 Sep 2023 17:54:47 "
		"-0700 "
		"local"},
	{"Gmail, from outside",
		"from mail-sor.example.com (mail-sor.example.com. [209.85.220.41]) by "
		"mx.google.com with "
		"SMTPS id d9-20 for <a@example.com> (Google Transport Security); 22 Aug 2023",
		"helo=mail-sor.example.com rdns=mail-sor.example.com ip=209.85.220.41 "
		"by=mx.google.com "
		"with=SMTPS id=d9-20 for=a@example.com date=22 Aug 2023"},
	{"SendGrid",
		"by filter1757.sendgrid.net with SMTP id filter1757-29326 2020-07-05 17:13:56.919 "
		"+0000 UTC",
		"by=filter1757.sendgrid.net with=SMTP id=filter1757-29326 date=2020-07-05 "
		"17:13:56.919 "
		"+0000 UTC local"},
	{"PowerMTA, and what is of its family",
		"from each.example (43.164.132.220) by service.example id hjri4k0001ga for "
		"<users@lists.example.net>; Fri, 15 Aug 2025 03:39:32 -0400 (envelope-from "
		"<info@service.example>)",
		"helo=each.example ip=43.164.132.220 by=service.example id=hjri4k0001ga "
		"for=users@lists.example.net sender=info@service.example date=Fri, 15 Aug 2025 "
		"03:39:32 "
		"-0400 (envelope-from <info@service.example>)"},
	{"Courier",
		"from mail.example.com ([::ffff:198.51.100.7]) (AUTH: LOGIN a, TLS: TLSv1) by "
		"mx.example.org with esmtp; 4 Mar 2015 10:00:00 +0100 id 000000000005C4A2",
		"helo=mail.example.com rdns=- ip=198.51.100.7 by=mx.example.org with=esmtp date=4 "
		"Mar 2015 "
		"10:00:00 +0100 id 000000000005C4A2"},
	{"an IPv4-mapped address with a zone behind it",
		"from mail.example.com (mail.example.com [::ffff:198.51.100.7%eth0]) by "
		"mx.example.org with esmtp; 4 Mar 2015",
		"helo=mail.example.com rdns=mail.example.com ip=198.51.100.7 by=mx.example.org "
		"with=esmtp date=4 Mar 2015"},
	{"MDaemon",
		"from [198.51.100.7] by mail.example.com (198.51.100.1) (MDaemon PRO v20) with "
		"DIGEST-MD5 "
		"ESMTP id md50001 for <a@example.com>; 4 Mar 2015 10:00:00 +0100",
		"ip=198.51.100.7 by=mail.example.com with=DIGEST-MD5 ESMTP id=md50001 "
		"for=a@example.com "
		"date=4 Mar 2015 10:00:00 +0100"},
	{"Lotus Domino",
		"from mail.example.com ([198.51.100.7]) by notes.example.com (Lotus Domino Release "
		"8.5.3) "
		"with ESMTP id 2015030410000000-123 ; Wed, 4 Mar 2015 10:00:00 +0100",
		"helo=mail.example.com rdns=- ip=198.51.100.7 by=notes.example.com with=ESMTP "
		"id=2015030410000000-123 date=Wed, 4 Mar 2015 10:00:00 +0100"},
	{"XMail, with a second from",
		"from mail.example.com (198.51.100.7:4711) by mx.example.org with [XMail 1.27 "
		"ESMTP Server] "
		"id <S12> for <a@example.org> from <b@example.com>; 4 Mar 2015 10:00:00 +0100",
		"helo=mail.example.com ip=198.51.100.7 by=mx.example.org with=[XMail 1.27 ESMTP "
		"Server] "
		"id=S12 for=a@example.org sender=b@example.com date=4 Mar 2015 10:00:00 +0100"},
	{"fetchmail",
		"from mail.example.com [198.51.100.7] by localhost with IMAP (fetchmail-5.9.0) for "
		"a@localhost (single-drop); 9 Oct 2002 10:51:09 +0100",
		"helo=mail.example.com ip=198.51.100.7 by=localhost with=IMAP for=a@localhost "
		"date=9 Oct "
		"2002 10:51:09 +0100"},
	{"webmail",
		"from 198.51.100.7 by web12.mail.example.co.jp with HTTP; 6 Sep 2002 13:41:46 GMT",
		"ip=198.51.100.7 by=web12.mail.example.co.jp with=HTTP date=6 Sep 2002 13:41:46 "
		"GMT"},
	{"Yahoo! JAPAN",
		"from 124.83.239.184 (EHLO mail32.example.co.jp) (210.146.15.12) by "
		"mta501.example.co.jp "
		"with SMTP; 6 Sep 2019 13:41:46 +0900",
		"helo=mail32.example.co.jp rdns=- ip=210.146.15.12 by=mta501.example.co.jp "
		"with=SMTP "
		"date=6 Sep 2019 13:41:46 +0900"},
	{"Zimbra and amavis",
		"from mail.example.kz ([127.0.0.1]) by localhost (mail.example.kz [127.0.0.1]) "
		"(amavisd-new, port 10032) with ESMTP id xM4dOe1ODPta for <a@example.kz>; 30 Nov "
		"2022 "
		"03:19:02 +0600",
		"helo=mail.example.kz rdns=- ip=127.0.0.1 by=localhost with=ESMTP id=xM4dOe1ODPta "
		"for=a@example.kz date=30 Nov 2022 03:19:02 +0600"},
	{"Amazon SES, inside",
		"from email-smtp.example.com (email-smtp.example.com [203.0.113.9]) by "
		"a9-8.smtp-out.example.com id 01-abc; Sun, 6 Aug 2023 00:11:59 +0000",
		"helo=email-smtp.example.com rdns=email-smtp.example.com ip=203.0.113.9 "
		"by=a9-8.smtp-out.example.com id=01-abc date=Sun, 6 Aug 2023 00:11:59 +0000"},
	{"Amazon SES's inbound",
		"from out.example.com (out.example.com [203.0.113.9]) by "
		"inbound-smtp.us-east-1.example.com with SMTP id abc123 for a@example.org; Sun, 6 "
		"Aug 2023 00:11:59 +0000 (UTC)",
		"helo=out.example.com rdns=out.example.com ip=203.0.113.9 "
		"by=inbound-smtp.us-east-1.example.com with=SMTP id=abc123 for=a@example.org "
		"date=Sun, 6 Aug 2023 00:11:59 +0000 (UTC)"},
	{"Mimecast",
		"from mx01.example.com (mx01.example.com [203.0.113.4]) (Using TLS) by "
		"relay.example.net with ESMTP id us-mta-200-0if-1; Mon, 03 Aug 2020 12:30:33 -0400",
		"helo=mx01.example.com rdns=mx01.example.com ip=203.0.113.4 by=relay.example.net "
		"with=ESMTP id=us-mta-200-0if-1 date=Mon, 03 Aug 2020 12:30:33 -0400"},
	{"Kundenserver",
		"from [192.168.1.5] ([203.0.113.77]) by mrelayeu.example.de (mreue010 "
		"[198.51.100.103]) with ESMTPSA (Nemesis) id 1MSc1B-1; Tue, 4 Mar 2020 10:00:00 "
		"+0100",
		"helo=[192.168.1.5] rdns=- ip=203.0.113.77 by=mrelayeu.example.de with=ESMTPSA "
		"id=1MSc1B-1 date=Tue, 4 Mar 2020 10:00:00 +0100"},
	{"Sun's and Oracle's Messaging Server",
		"from pc.example.com ([203.0.113.8]) by mail.example.com (iPlanet Messaging Server "
		"5.1 (built May 7 2001)) with ESMTP id <0H1@mail.example.com> for a@example.org "
		"(ORCPT a@example.org); Thu, 05 Sep 2002 21:14:31 +0200",
		"helo=pc.example.com rdns=- ip=203.0.113.8 by=mail.example.com with=ESMTP "
		"id=0H1@mail.example.com for=a@example.org date=Thu, 05 Sep 2002 21:14:31 +0200"},
	{"InterMail",
		"from pc ([203.0.113.8]) by mta.example.com (InterMail vM.5.01.04.05 201-253) with "
		"SMTP id <20020901.BGW@pc> for <a@example.org>; Sun, 1 Sep 2002 13:00:00 +0000",
		"helo=pc rdns=- ip=203.0.113.8 by=mta.example.com with=SMTP id=20020901.BGW@pc "
		"for=a@example.org date=Sun, 1 Sep 2002 13:00:00 +0000"},
	{"Exchange in a company, with its TLS",
		"from out.example.com (203.0.113.8) by EX01.corp.example (10.1.2.3) with Microsoft "
		"SMTP Server (version=TLS1_2, cipher=TLS_ECDHE) id 15.1.2044.4; Mon, 14 Sep 2020 "
		"10:11:12 +0200",
		"helo=out.example.com ip=203.0.113.8 by=EX01.corp.example with=Microsoft SMTP "
		"Server id=15.1.2044.4 date=Mon, 14 Sep 2020 10:11:12 +0200"},
	{"Windows' SMTP service",
		"from pc01 ([203.0.113.8]) by srv.example.com with Microsoft "
		"SMTPSVC(6.0.3790.4675); Wed, 4 Mar 2015 10:00:00 +0100",
		"helo=pc01 rdns=- ip=203.0.113.8 by=srv.example.com with=Microsoft SMTPSVC "
		"date=Wed, 4 Mar 2015 10:00:00 +0100"},
	{"Mailman 3, by LMTP",
		"from mail.example.org (localhost [127.0.0.1]) by lists.example.org (Postfix) with "
		"LMTP id 4; Wed, 4 Mar 2015 10:00:00 +0100",
		"helo=mail.example.org rdns=localhost ip=127.0.0.1 by=lists.example.org with=LMTP "
		"id=4 date=Wed, 4 Mar 2015 10:00:00 +0100"},
	{"Cyrus",
		"from imap.example.org ([unix socket]) by imap (Cyrus v2.2.12) with LMTPA; Wed, 04 "
		"Mar 2015 10:00:00 +0100",
		"helo=imap.example.org by=imap with=LMTPA date=Wed, 04 Mar 2015 10:00:00 +0100"},
	{"a Japanese hoster's Sendmail behind a virus check",
		"from www123.example.ne.jp (www123.example.ne.jp [203.0.113.12]) by "
		"mail.example.jp (8.14.5/8.14.5/[SAKURA-WEB]/20110201) with ESMTP id q1 for "
		"<a@example.jp>; Thu, 4 Oct 2018 09:00:00 +0900 (JST)",
		"helo=www123.example.ne.jp rdns=www123.example.ne.jp ip=203.0.113.12 "
		"by=mail.example.jp with=ESMTP id=q1 for=a@example.jp date=Thu, 4 Oct 2018 "
		"09:00:00 +0900 (JST)"},
	{"a Japanese hoster's qmail without a HELO, which writes as Exchange does of who says HELO "
	 "unknown",
		"from unknown (203.0.113.12) by sv123.example.jp with SMTP; 4 Oct 2018 09:00:00 "
		"+0900",
		"ip=203.0.113.12 by=sv123.example.jp with=SMTP date=4 Oct 2018 09:00:00 +0900"},
	{"Yahoo!'s own protocol",
		"from [203.0.113.66] by nm15.bullet.mail.example.com with NNFMP; 04 Mar 2015 "
		"10:00:00 -0000",
		"ip=203.0.113.66 by=nm15.bullet.mail.example.com with=NNFMP date=04 Mar 2015 "
		"10:00:00 -0000"},
	{"a web mailer with a port",
		"from 203.0.113.139:13012 by web26.example.de with HTTP/1.1 (Lisa V7-5-5-0.0 on "
		"API V5-51-3-2); Thu, 07 Sep 23 14:07:33 +0200",
		"ip=203.0.113.139 by=web26.example.de with=HTTP/1.1 date=Thu, 07 Sep 23 14:07:33 "
		"+0200"},
	{"Mercury", "from SpoolDir by MAIL01 (Mercury 1.48); 5 Sep 02 10:00:00 +0200",
		"helo=SpoolDir by=MAIL01 date=5 Sep 02 10:00:00 +0200 local"},
	{"Lotus Domino with its date first",
		"from mail.example.com ([203.0.113.7]) by notes.example.com (Lotus Domino Release "
		"5.0.8) with SMTP id 2002090510001234:567 ; Thu, 5 Sep 2002 10:00:00 +0200",
		"helo=mail.example.com rdns=- ip=203.0.113.7 by=notes.example.com with=SMTP "
		"id=2002090510001234:567 date=Thu, 5 Sep 2002 10:00:00 +0200"},
	{"Zimbra's own",
		"from zimbra.example.com (LHLO zimbra.example.com) (203.0.113.17) by "
		"mbox.example.com with LMTP; Thu, 5 Sep 2019 10:00:00 +0200 (CEST)",
		"helo=zimbra.example.com rdns=zimbra.example.com ip=203.0.113.17 "
		"by=mbox.example.com with=LMTP date=Thu, 5 Sep 2019 10:00:00 +0200 (CEST)"},
	{"who says HELO by hides no address",
		"from by (unknown [198.51.100.7]) by mx.example.org (Postfix) with SMTP id 1; 4 "
		"Mar 2015",
		"helo=by rdns=- ip=198.51.100.7 by=mx.example.org with=SMTP id=1 date=4 Mar 2015"},
	{"a literal that is another address than the machine's",
		"from [192.0.2.1] (host.example [198.51.100.7]) by mx.example.org with SMTP; 4 Mar "
		"2015",
		"helo=[192.0.2.1] rdns=host.example ip=198.51.100.7 by=mx.example.org with=SMTP "
		"date=4 "
		"Mar 2015"},
	{"unknown all over",
		"from <unknown> (<unknown> []) by f4548215fe08 with HTTP id 6; 23 Nov 2023",
		"by=f4548215fe08 with=HTTP id=6 date=23 Nov 2023 local"},
	{"nothing", "", "local"},
	{"brackets that nothing closes", "from a (b [192.0.2.1 by c; d",
		"helo=a rdns=b ip=192.0.2.1"},
};

static void show_part(GString *shown, const char *name, Str part)
{
	if (part.len > 0)
		g_string_append_printf(shown, "%s=%.*s ", name, STR_ARG(part));
}

static char *show(Received r)
{
	GString *shown = g_string_new(NULL);

	show_part(shown, "helo", r.helo);
	show_part(shown, "rdns", r.rdns.len == 0 && r.rdns_told ? STR("-") : r.rdns);
	show_part(shown, "ip", r.ip);
	show_part(shown, "by", r.by);
	show_part(shown, "with", r.with);
	show_part(shown, "id", r.id);
	show_part(shown, "for", r.recipient);
	show_part(shown, "sender", r.envelope_from);
	show_part(shown, "date", r.date);
	if (r.local)
		g_string_append(shown, "local ");
	g_string_truncate(shown, shown->len > 0 ? shown->len - 1 : 0);
	return g_string_free(shown, FALSE);
}

static void test_dialects(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *shown = show(received_parse(str_of(rows[i].value)));
		g_test_message("%s", rows[i].dialect);
		g_assert_cmpstr(shown, ==, rows[i].shown);
	}
}

/* 1 MB of what could make a careless reader quadratic. */
static void test_linear(void)
{
	static const char *const hostile[] = {
		"(", "[", "<", "\"", "((a)", "from ", "; ", "a@[", "\\("};

	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		g_autoptr(GString) value = g_string_new(NULL);
		while (value->len < 1 << 20)
			g_string_append(value, hostile[i]);
		g_test_timer_start();
		received_parse(str_over(value->str, value->len));
		g_test_message("%s: %.3f s", hostile[i], g_test_timer_elapsed());
		g_assert_cmpfloat(g_test_timer_last(), <, 8);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trace/received/dialects", test_dialects);
	g_test_add_func("/trace/received/linear", test_linear);
	return g_test_run();
}

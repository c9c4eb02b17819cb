/* Replies of registries in their own words, as this house writes them, and what is read of them. */
#include "lookup/whois.h"

#include "shown.h"

typedef struct {
	const char *what, *server, *reply;
	const char *want; /* "field=value" of what was found, one a line */
} Row;

static const Row rows[] = {
	{"CNNIC: times of Beijing, a registrar's name with its brand", "whois.cnnic.cn",
		"Domain Name: 4ztfqg8.cn\nROID: 20220227s10001s46372154-cn\nDomain Status: ok\n"
		"Registrant: 王小明\nRegistrant Contact Email: a@example.com\n"
		"Sponsoring Registrar: 阿里云计算有限公司(万网)\n"
		"Name Server: dns19.hichina.com\nName Server: dns20.hichina.com\n"
		"Registration Time: 2022-02-27 14:21:00\nExpiration Time: 2023-02-27 14:21:00\n"
		"DNSSEC: unsigned\n",
		"state=registered\nname=4ztfqg8.cn\nregistrar=阿里云计算有限公司(万网)\n"
		"registrant=王小明\n"
		"created=2022-02-27 14:21:00 [2022-02-27T06:21:00Z zone]\n"
		"expires=2023-02-27 14:21:00 [2023-02-27T06:21:00Z zone]\n"
		"status=ok\nnameservers=dns19.hichina.com, dns20.hichina.com\ndnssec=unsigned\n"
		"handle=20220227s10001s46372154-cn\n"},
	{"JPRS in Japanese, in its own charset", "whois.jprs.jp",
		"[ JPRS database provides information on network administration. ]\n"
		"Domain Information: [\x1b$B%I%a%$%s>pJs\x1b(B]\n"
		"[Domain Name]                   EXAMPLE.JP\n\n"
		"[\x1b$BEPO?<TL>\x1b(B]                    \x1b$B3t<02q<RNc\x1b(B\n"
		"[Name Server]                   ns1.example.jp\n"
		"[\x1b$BEPO?G/7nF|\x1b(B]                2001/02/03\n"
		"[\x1b$BM-8z4|8B\x1b(B]                  2027/02/28\n"
		"[\x1b$B>uBV\x1b(B]                      Active\n"
		"[\x1b$B:G=*99?7\x1b(B]                  2026/03/01 01:05:10 (JST)\n",
		"state=registered\nname=EXAMPLE.JP\nregistrant=株式会社例\norganization="
		"株式会社例\n"
		"created=2001/02/03 [2001-02-02T15:00:00Z zone]\n"
		"updated=2026/03/01 01:05:10 (JST) [2026-02-28T16:05:10Z]\n"
		"expires=2027/02/28 [2027-02-27T15:00:00Z zone]\n"
		"status=Active\nnameservers=ns1.example.jp\n"},
	{"APNIC: objects; the person's country and dates are none of the network's",
		"whois.apnic.net",
		"% [whois.apnic.net]\n\n"
		"% Abuse contact for '106.75.0.0 - 106.75.255.255' is 'abuse@example.cn'\n\n"
		"inetnum:        106.75.0.0 - 106.75.255.255\nnetname:        UCLOUD-NET\n"
		"descr:          Shanghai UCloud Information Technology Company Limited\n"
		"country:        CN\nadmin-c:        EX1-AP\nstatus:         ALLOCATED PORTABLE\n"
		"last-modified:  2021-06-10T07:21:03Z\nsource:         APNIC\n\n"
		"irt:            IRT-EXAMPLE-CN\nabuse-mailbox:  abuse@example.cn\n\n"
		"person:         Example Person\naddress:        1 Example Road\ncountry:        "
		"SG\n"
		"created:        2001-01-01\nnic-hdl:        EX1-AP\n\n"
		"route:          106.75.0.0/16\norigin:         AS59077\n",
		"state=registered\n"
		"organization=Shanghai UCloud Information Technology Company Limited\ncountry=CN\n"
		"updated=2021-06-10T07:21:03Z [2021-06-10T07:21:03Z]\nstatus=ALLOCATED PORTABLE\n"
		"abuse_contacts=abuse@example.cn\nnetname=UCLOUD-NET\n"
		"range=106.75.0.0 - 106.75.255.255\ncidr=106.75.0.0/16\nasn=AS59077\n"},
	{"APNIC: a remark names the national registry behind it", "whois.apnic.net",
		"% [whois.apnic.net]\n\ninetnum:  192.0.2.0 - 192.0.2.255\nnetname:  JPNIC-NET-JP\n"
		"remarks:  Authoritative information regarding assignments can be\n"
		"remarks:  queried at whois.nic.ad.jp. To obtain an English output\n"
		"remarks:  add '/e': whois -h whois.nic.ad.jp 192.0.2.1/e\n"
		"remarks:  see also whois.example.net\n",
		"state=registered\nnetname=JPNIC-NET-JP\nrange=192.0.2.0 - 192.0.2.255\n"
		"cidr=192.0.2.0/24\nreferral=whois.nic.ad.jp\n"},
	{"RIPE: a remark that names several servers sends nowhere", "whois.ripe.net",
		"inetnum:  192.0.2.0 - 192.0.2.255\nnetname:  NON-RIPE-NCC-MANAGED\n"
		"remarks:  ARIN whois.arin.net\nremarks:  LACNIC whois.lacnic.net\n",
		"state=registered\nnetname=NON-RIPE-NCC-MANAGED\nrange=192.0.2.0 - 192.0.2.255\n"
		"cidr=192.0.2.0/24\n"},
	{"ARIN: the customer's network within the provider's", "whois.arin.net",
		"#\n# ARIN WHOIS data\n#\n\nNetRange:       204.44.64.0 - 204.44.127.255\n"
		"CIDR:           204.44.64.0/18\nNetName:        QUADRANET-5\n"
		"NetHandle:      NET-204-44-64-0-1\nOriginAS:       AS8100\n"
		"Organization:   QuadraNet Enterprises LLC (QEL-5)\nRegDate:        2013-02-07\n"
		"Updated:        2018-08-10\n\nOrgName:        QuadraNet Enterprises LLC\n"
		"City:           Los Angeles\nCountry:        US\n"
		"ReferralServer:  rwhois://rwhois.quadranet.com:4321\n\n"
		"OrgAbuseHandle: ABUSE1-EX\nOrgAbuseName:   Abuse\n"
		"OrgAbuseEmail:  abuse@example.com\n\n"
		"NetRange:       204.44.83.0 - 204.44.83.255\nCIDR:           204.44.83.0/24\n"
		"NetName:        CUSTOMER-NET\nCustomer:       Example Hosting\n"
		"RegDate:        2020-01-02\n\nCustName:       Example Hosting\nCountry:        "
		"US\n",
		"state=registered\norganization=Example Hosting\ncountry=US\ncreated=2020-01-02 "
		"[2020-01-02T00:00:00Z zone]\n"
		"abuse_contacts=abuse@example.com\nnetname=CUSTOMER-NET\n"
		"range=204.44.83.0 - 204.44.83.255\ncidr=204.44.83.0/24\nasn=AS8100\n"
		"referral=rwhois://rwhois.quadranet.com:4321\n"},
	{"ARIN: a network without a date is not as old as its holder, whose country is its own",
		"whois.arin.net",
		"NetRange:       192.0.2.0 - 192.0.2.255\nNetName:        EXAMPLE-NET\n"
		"NetHandle:      NET-192-0-2-0-1\n"
		"Organization:   Example (Canada) Hosting (EH-1)\nRegDate:        \n"
		"Updated:        2018-08-10\n\nOrgName:        Example (Canada) Hosting\n"
		"OrgId:          EH-1\nAddress:        1 Example Street\nCity:           Montreal\n"
		"Country:        CA\nRegDate:        1999-02-03\nUpdated:        2024-11-25\n\n"
		"OrgAbuseHandle: ABUSE1-EX\nOrgAbuseEmail:  abuse@example.com\n",
		"state=registered\norganization=Example (Canada) Hosting\n"
		"organization_handle=EH-1\ncountry=CA\n"
		"updated=2018-08-10 [2018-08-10T00:00:00Z zone]\n"
		"abuse_contacts=abuse@example.com\nnetname=EXAMPLE-NET\n"
		"range=192.0.2.0 - 192.0.2.255\ncidr=192.0.2.0/24\nhandle=NET-192-0-2-0-1\n"},
	{"RWhois", "rwhois.example.net",
		"%rwhois V-1.5:003eff:00 rwhois.example.net (by Network Solutions, Inc. "
		"V-1.5.9.6)\n"
		"network:Class-Name:network\nnetwork:ID:NETBLK-1.192.0.2.0/24\n"
		"network:Auth-Area:192.0.2.0/24\nnetwork:Network-Name:NET-192-0-2\n"
		"network:IP-Network:192.0.2.0/25\n"
		"network:IP-Network-Block:192.0.2.0 - 192.0.2.127\n"
		"network:Org-Name;I:Example Hosting LLC\n"
		"network:Country-Code:US\nnetwork:Abuse-Contact;I:abuse@example.net\n"
		"network:Created:20200102\nnetwork:Updated:20210304\n%ok\n",
		"state=registered\norganization=Example Hosting LLC\ncountry=US\n"
		"created=20200102 [2020-01-02T00:00:00Z zone]\n"
		"updated=20210304 [2021-03-04T00:00:00Z zone]\nabuse_contacts=abuse@example.net\n"
		"netname=NET-192-0-2\nrange=192.0.2.0 - 192.0.2.127\ncidr=192.0.2.0/25\n"},
	{"LACNIC: an address without its zeros", "whois.lacnic.net",
		"inetnum:     200.160/20\nstatus:      allocated\naut-num:     AS22548\n"
		"owner:       Empresa Exemplo Ltda\nresponsible: Fulano de Tal\ncountry:     BR\n"
		"created:     20000101\nchanged:     20190203\n\n"
		"nic-hdl-br:  FUT1\nperson:      Fulano de Tal\ncreated:     19990101\n",
		"state=registered\nregistrant=Empresa Exemplo Ltda\norganization=Empresa Exemplo "
		"Ltda\ncountry=BR\n"
		"created=20000101 [2000-01-01T03:00:00Z zone]\n"
		"updated=20190203 [2019-02-03T03:00:00Z zone]\nstatus=allocated\n"
		"range=200.160.0.0 - 200.160.15.255\ncidr=200.160.0.0/20\nasn=AS22548\n"},
	{"KRNIC in Korean", "whois.kr",
		"도메인이름                  : example.co.kr\n등록인                      : "
		"주식회사 예시\n"
		"등록일                      : 2004. 05. 30.\n최근 정보 변경일            : "
		"2020. 01. 02.\n"
		"사용 종료일                 : 2027. 05. 30.\n정보공개여부                : Y\n"
		"등록대행자                  : (주)예시(http://example.kr)\n"
		"DNSSEC                      : 미서명\n\n1차 네임서버 정보\n"
		"   호스트이름               : ns1.example.co.kr\n",
		"state=registered\nname=example.co.kr\nregistrar=(주)예시\nregistrant=주식회사 "
		"예시\norganization=주식회사 예시\n"
		"created=2004. 05. 30. [2004-05-29T15:00:00Z zone]\n"
		"updated=2020. 01. 02. [2020-01-01T15:00:00Z zone]\n"
		"expires=2027. 05. 30. [2027-05-29T15:00:00Z zone]\n"
		"nameservers=ns1.example.co.kr\ndnssec=미서명\n"},
	{"TWNIC: dates in sentences", "whois.twnic.net.tw",
		"Domain Name: example.com.tw\n   Domain Status: ok\n   Registrant:\n"
		"      範例股份有限公司\n      Example Person  a@example.com\n\n"
		"   Record expires on 2027-10-20 (YYYY-MM-DD)\n"
		"   Record created on 2015-10-20 (YYYY-MM-DD)\n\n   Domain servers in listed "
		"order:\n"
		"      ns1.example.com.tw\n      ns2.example.com.tw\n\n"
		"Registration Service Provider: EXAMPLE\n",
		"state=registered\nname=example.com.tw\nregistrar=EXAMPLE\nregistrant="
		"範例股份有限公司\norganization=範例股份有限公司\n"
		"created=2015-10-20 (YYYY-MM-DD) [2015-10-19T16:00:00Z zone]\n"
		"expires=2027-10-20 (YYYY-MM-DD) [2027-10-19T16:00:00Z zone]\nstatus=ok\n"
		"nameservers=ns1.example.com.tw, ns2.example.com.tw\n"},
	{"DENIC", "whois.denic.de",
		"Domain: example.de\nNserver: ns1.example.de 192.0.2.1\nNserver: ns2.example.net\n"
		"Status: connect\nChanged: 2018-03-12T21:44:25+01:00\n",
		"state=registered\nname=example.de\n"
		"updated=2018-03-12T21:44:25+01:00 [2018-03-12T20:44:25Z]\nstatus=connect\n"
		"nameservers=ns1.example.de, ns2.example.net\n"},
	{"IANA: where to ask", "whois.iana.org",
		"% IANA WHOIS server\n\nrefer:        whois.cnnic.cn\n\ndomain:       CN\n\n"
		"organisation: Example Center\n\ncontact:      administrative\nname:         "
		"Someone\n"
		"\nnserver:      A.DNS.CN 203.0.113.1\nstatus:       ACTIVE\ncreated:      "
		"1990-11-28\n",
		"state=registered\nname=CN\ncreated=1990-11-28 [1990-11-28T00:00:00Z zone]\n"
		"status=ACTIVE\nnameservers=a.dns.cn\nreferral=whois.cnnic.cn\n"},
	{"sections that are indented, in Italian order", "whois.nic.it",
		"Domain:             example.it\nStatus:             ok\nSigned:             no\n"
		"Created:            1999-12-10 00:00:00\nLast Update:        2019-05-07 00:47:13\n"
		"Expire Date:        2027-04-21\n\nRegistrant\n  Organization:     Esempio S.p.A.\n"
		"  Created:          2013-04-21 01:05:35\n\nRegistrar\n  Organization:     "
		"Registro "
		"s.r.l.\n"
		"  Name:             REGISTRO-REG\n\nNameservers\n  ns1.example.it\n  "
		"ns2.example.it\n",
		"state=registered\nname=example.it\nregistrar=Registro "
		"s.r.l.\norganization=Esempio "
		"S.p.A.\n"
		"created=1999-12-10 00:00:00 [1999-12-10T00:00:00Z zone]\n"
		"updated=2019-05-07 00:47:13 [2019-05-07T00:47:13Z zone]\n"
		"expires=2027-04-21 [2027-04-21T00:00:00Z zone]\nstatus=ok\n"
		"nameservers=ns1.example.it, ns2.example.it\n"},
	{"name servers that go on in the next line, a registrar below its heading", "whois.dns.pl",
		"DOMAIN NAME:           example.pl\nregistrant type:       organization\n"
		"nameservers:           ns1.example.pl. [192.0.2.1]\n"
		"                       ns2.example.pl. [192.0.2.2]\n"
		"created:               2002.09.19 13:00:00\nlast modified:         2020.09.13 "
		"11:21:01\n"
		"renewal date:          2027.09.18 14:00:00\n\nREGISTRAR:\nPrzyklad Sp. z o.o.\n"
		"ul. Przykladowa 1\n",
		"state=registered\nname=example.pl\nregistrar=Przyklad Sp. z o.o.\n"
		"created=2002.09.19 13:00:00 [2002-09-19T13:00:00Z zone]\n"
		"updated=2020.09.13 11:21:01 [2020-09-13T11:21:01Z zone]\n"
		"expires=2027.09.18 14:00:00 [2027-09-18T14:00:00Z zone]\n"
		"nameservers=ns1.example.pl, ns2.example.pl\n"},
	{"not found", "whois.example.net", "No match for \"EXAMPLE.NET\".\n", "state=available\n"},
	{"not found, said as a status", "whois.example.net",
		"Domain Name: example.gs\nDomain Status: No Object Found\n",
		"state=available\nname=example.gs\nstatus=No Object Found\n"},
	{"too many questions is never \"not found\"", "whois.example.net",
		"% No entries found.\n% WHOIS LIMIT EXCEEDED - SEE WWW.EXAMPLE.ORG FOR DETAILS\n",
		"state=throttled\n"},
	{"a warning among the terms is no refusal", "whois.example.net",
		"NOT FOUND\n\nAccess is rate limited. Abuse will result in being permanently "
		"blacklisted.\n",
		"state=available\n"},
	{"several abuse contacts in one line", "whois.example.net",
		"Domain Name: a.example\nCreated: 2001-02-03\nRegistrar Abuse Contact Email: "
		"a@example.com, "
		"b@example.com,\n",
		"state=registered\nname=a.example\ncreated=2001-02-03 [2001-02-03T00:00:00Z "
		"zone]\nabuse_contacts=a@example.com, "
		"b@example.com\n"},
	{"reserved", "whois.cnnic.cn", "The domain you requested is prohibited.\n",
		"state=reserved\n"},
	{"nothing that can be understood", "whois.example.net", "Hello.\n\xff\xfe\n",
		"state=unknown\n"},
	{"nothing", "whois.example.net", "", "state=unknown\n"},
	{"two records: the first counts", "whois.example.net",
		"Domain Name: a.example\nCreated: 2001-02-03\n\nDomain Name: b.example\n"
		"Name Server: ns.b.example\n",
		"state=registered\nname=a.example\ncreated=2001-02-03 [2001-02-03T00:00:00Z "
		"zone]\n"},
	{"day and month that could be either", "whois.example.net",
		"Domain Name: a.example\nCreated: 03/04/2014\n",
		"state=registered\nname=a.example\ncreated=03/04/2014 [2014-04-03T00:00:00Z zone "
		"order]\n"},
};

/* All that some servers say, and the state that it is. */
static const struct {
	const char *reply, *state;
} sentences[] = {
	{"We do not have an entry in our database matching your query.", "available"},
	{"% This query returned 0 objects.", "available"},
	{"Domain example.bj is available.", "available"},
	{"There is no information on a.example", "available"},
	{"Domain a.example: no such object", "available"},
	{"The domain a.example cannot be found.", "available"},
	{"no existing domain record", "available"},
	{"Dominio: a.example\nEstado: No Registrado", "available"},
	{"maximum number of requests per second exceeded", "throttled"},
	{"% Excessive querying, grace period of 30 seconds.", "throttled"},
	{"% You have exceeded allowed connection rate", "throttled"},
	{"% You have passed the daily limit of controlled objects", "throttled"},
	{"Your address has been blocked due to excessive use", "throttled"},
	{"Query throttled", "throttled"},
	{"Your quota is used up", "throttled"},
	{"Maximum of 10 queries per minute", "throttled"},
	{"You are being rate limited", "throttled"},
	{"Quota reached", "throttled"},
	{"IP Address blocked", "throttled"},
	{"Too frequent queries", "throttled"},
	{"Domain reserved", "reserved"},
	{"This name is on the reserved list", "reserved"},
	{"The name is not available", "reserved"},
};

static Vocabulary *vocabulary(void)
{
	g_autofree char *folder =
		g_build_filename(g_getenv("MEKIKI_SOURCE"), "data", "whois", NULL);
	g_autoptr(GError) error = NULL;
	Vocabulary *words = vocabulary_read(folder, &error);

	g_assert_no_error(error);
	return words;
}

static void test_sentences(void)
{
	g_autoptr(Vocabulary) words = vocabulary();
	g_autoptr(Charsets) charsets = charsets_new();

	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
		g_autofree char *reply = g_strconcat(sentences[i].reply, "\r\n", NULL);
		g_autoptr(Registration) registration =
			whois_parse(words, charsets, STR("whois.example.net"), str_of(reply));
		json_auto_t *json = registration_json(registration);

		g_test_message("%s", sentences[i].reply);
		g_assert_cmpstr(json_get_text(json, "state"), ==, sentences[i].state);
	}
}

static void test_rows(void)
{
	g_autoptr(Vocabulary) words = vocabulary();
	g_autoptr(Charsets) charsets = charsets_new();

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Registration) registration =
			whois_parse(words, charsets, str_of(rows[i].server), str_of(rows[i].reply));
		json_auto_t *json = registration_json(registration);
		g_autoptr(Registration) again = registration_parse(json);
		json_auto_t *twice = registration_json(again);
		g_autofree char *got = shown(registration);

		g_test_message("%s", rows[i].what);
		g_assert_cmpstr(got, ==, rows[i].want);
		g_assert_true(json_equal(json, twice));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lookup/whois", test_rows);
	g_test_add_func("/whois/sentences", test_sentences);
	return g_test_run();
}

#include "world.h"

#define IANA "https://data.iana.org/rdap/"
#define DATA "data.iana.org:443"

/* RFC 9224's form. */
#define BOOTSTRAP(services)                                                                        \
	"{\"version\":\"1.0\",\"publication\":\"2026-11-01T00:00:00Z\",\"services\":[" services "]}"

#define RDAP_DOMAIN(name, more)                                                                    \
	"{\"rdapConformance\":[\"rdap_level_0\"],\"objectClassName\":\"domain\",\"ldhName\":"      \
	"\"" name                                                                                  \
	"\",\"status\":[\"active\"],\"events\":[{\"eventAction\":\"registration\",\"eventDate\":"  \
	"\"2022-02-28T01:02:03Z\"},{\"eventAction\":\"expiration\",\"eventDate\":"                 \
	"\"2023-02-28T01:02:03Z\"}],\"nameservers\":[{\"objectClassName\":\"nameserver\","         \
	"\"ldhName\":\"ns1.example.net\"}]" more "}"

#define REGISTRAR                                                                                  \
	",\"entities\":[{\"objectClassName\":\"entity\",\"handle\":\"9999\",\"roles\":["           \
	"\"registrar\"],\"vcardArray\":[\"vcard\",[[\"version\",{},\"text\",\"4.0\"],[\"fn\",{},"  \
	"\"text\",\"Example Registrar\"]]]}]"

const RecordedReply world_replies[] = {
	{"rdap", DATA, "GET " IANA "dns.json",
		.answer = BOOTSTRAP("[[\"top\"],[\"https://rdap.nic.example/\"]],"
				    "[[\"busy\"],[\"https://rdap.nic.busy/\"]]")},
	{"rdap", DATA, "GET " IANA "ipv4.json",
		.answer = BOOTSTRAP("[[\"203.0.113.0/24\"],[\"https://rdap.apnic.net/\"]]")},
	{"rdap", DATA, "GET " IANA "ipv6.json", .answer = "<html>not here</html>"},
	{"rdap", DATA, "GET " IANA "asn.json",
		.answer = BOOTSTRAP("[[\"64496-64499\"],[\"https://rdap.arin.net/\"]]")},

	/* a domain whose registry has no RDAP: IANA → CNNIC */
	{"whois", "whois.iana.org:43", "cn",
		.answer = "domain: CN\norganisation: CNNIC\nrefer: whois.cnnic.cn\nwhois: "
			  "whois.cnnic.cn\n"},
	{"whois", "whois.cnnic.cn:43", "4ztfqg8.cn",
		.answer = "Domain Name: 4ztfqg8.cn\nROID: 20220227s10001s31052306-cn\nDomain "
			  "Status: ok\n"
			  "Registrant: 王小明\nRegistrant Contact Email: someone@example.com\n"
			  "Sponsoring Registrar: 阿里云计算有限公司(万网)\n"
			  "Name Server: dns19.hichina.com\nName Server: dns20.hichina.com\n"
			  "Registration Time: 2022-02-27 14:21:00\nExpiration Time: 2023-02-27 "
			  "14:21:00\n"
			  "DNSSEC: unsigned\n"},
	{"whois", "whois.cnnic.cn:43", "nobody.cn", .answer = "No matching record.\n"},

	/* answers about something else, which name servers that must not be asked */
	{"whois", "whois.cnnic.cn:43", "swapped.cn",
		.answer = "Domain Name: other.cn\nSponsoring Registrar: Other\n"
			  "Registrar WHOIS Server: whois.evil.example\n"
			  "Registration Time: 2022-02-27 14:21:00\n"},
	{"rdap", "rdap.nic.example:443", "GET https://rdap.nic.example/domain/swapped.top",
		.answer = RDAP_DOMAIN("other.top", REGISTRAR
			",\"links\":[{\"rel\":\"related\",\"type\":\"application/rdap+json\","
			"\"href\":\"https://rdap.evil.example/domain/other.top\"}]")},
	{"whois", "whois.nic.top:43", "swapped.top",
		.answer = "Domain Name: SWAPPED.TOP.\nRegistrar: Example Registrar\n"},
	{"whois", "whois.iana.org:43", "198.51.100.9", .answer = "refer: whois.apnic.net\n"},
	{"whois", "whois.apnic.net:43", "198.51.100.9",
		.answer = "inetnum: 203.0.113.0 - 203.0.113.255\nnetname: OTHER-NET\n"},

	/* JPRS: one form says both names, or only the other one does */
	{"whois", "whois.iana.org:43", "jp", .answer = "domain: JP\nrefer: whois.jprs.jp\n"},
	{"whois", "whois.jprs.jp:43", "both.jp",
		.answer = "Domain Information: [ドメイン情報]\n[Domain Name]  BOTH.JP\n\n"
			  "[登録者名]  株式会社見本\n[Registrant]  Mihon Inc.\n\n"
			  "[登録年月日]  2020/01/02\n[状態]  Active\n"},
	{"whois", "whois.jprs.jp:43", "apart.jp",
		.answer = "Domain Information: [ドメイン情報]\n[Domain Name]  APART.JP\n\n"
			  "[登録者名]  株式会社見本\n\n[登録年月日]  2020/01/02\n[状態]  Active\n"},
	{"whois", "whois.jprs.jp:43", "apart.jp/e",
		.answer = "Domain Information:\n[Domain Name]  APART.JP\n\n"
			  "[Registrant]  Mihon Inc.\n\n[Created on]  2020/01/02\n[Status]  "
			  "Active\n"},
	{"whois", "whois.jprs.jp:43", "free.jp", .answer = "該当するデータがありません。\n"},

	/* RDAP that says all, and its registrar's own */
	{"rdap", "rdap.nic.example:443", "GET https://rdap.nic.example/domain/cljqxt.top",
		.answer = RDAP_DOMAIN("cljqxt.top", REGISTRAR
			",\"links\":[{\"rel\":\"related\",\"type\":\"application/rdap+json\","
			"\"href\":\"https://rdap.registrar.example/domain/cljqxt.top\"}]")},
	{"rdap", "rdap.registrar.example:443",
		"GET https://rdap.registrar.example/domain/cljqxt.top",
		.answer = RDAP_DOMAIN("cljqxt.top",
			",\"secureDNS\":{\"delegationSigned\":false},\"entities\":[{"
			"\"objectClassName\":\"entity\",\"handle\":\"h\",\"roles\":["
			"\"registrant\"],\"vcardArray\":[\"vcard\",[[\"version\",{},\"text\","
			"\"4.0\"],[\"fn\",{},\"text\",\"Example Holder\"],[\"org\",{},\"text\","
			"\"Example Holder Inc.\"]]]}]")},

	/* RDAP that says less: WHOIS is asked too, and its server leads to the registrar's */
	{"rdap", "rdap.nic.example:443", "GET https://rdap.nic.example/domain/thin.top",
		.answer = RDAP_DOMAIN("thin.top", "")},
	{"whois", "whois.iana.org:43", "top", .answer = "refer: whois.nic.top\n"},
	{"whois", "whois.nic.top:43", "thin.top",
		.answer = "Domain Name: thin.top\nRegistrar WHOIS Server: whois.registrar.example\n"
			  "Registrar: Example Registrar, Inc.\nCreation Date: "
			  "2022-03-01T01:02:03Z\n"},
	{"whois", "whois.registrar.example:43", "thin.top",
		.answer = "Domain Name: thin.top\nRegistrar WHOIS Server: whois.registrar.example\n"
			  "Registrar: Example Registrar, Inc.\nRegistrant Organization: Example "
			  "Holder\n"},

	/* RDAP that does not know it, nor does WHOIS */
	{"rdap", "rdap.nic.example:443", "GET https://rdap.nic.example/domain/free.top",
		.answer = "{\"errorCode\":404,\"title\":\"Not Found\"}", .status = 404},
	{"whois", "whois.nic.top:43", "free.top", .answer = "No match for \"FREE.TOP\".\n"},

	/* asked too often, by both */
	{"rdap", "rdap.nic.busy:443", "GET https://rdap.nic.busy/domain/a.busy",
		.answer = "{\"errorCode\":429,\"title\":\"Too Many Requests\"}", .status = 429},
	{"whois", "whois.iana.org:43", "busy", .answer = "refer: whois.nic.busy\n"},
	{"whois", "whois.nic.busy:43", "a.busy",
		.answer = "%ERROR:201: access denied\n% Query rate limit exceeded. Try again "
			  "later.\n"},

	/* leading astray */
	{"whois", "whois.iana.org:43", "loop", .answer = "refer: whois.one.example\n"},
	{"whois", "whois.one.example:43", "a.loop",
		.answer = "Domain Name: a.loop\nRegistrar: One\nRegistrar WHOIS Server: "
			  "whois.two.example\n"},
	{"whois", "whois.two.example:43", "a.loop",
		.answer = "Domain Name: a.loop\nRegistrar: One\nRegistrar WHOIS Server: "
			  "whois.one.example\n"},
	{"whois", "whois.iana.org:43", "inward", .answer = "refer: whois.one.example\n"},
	{"whois", "whois.one.example:43", "a.inward",
		.answer = "Domain Name: a.inward\nRegistrar: One\nRegistrar WHOIS Server: "
			  "127.0.0.1\n"},
	{"whois", "127.0.0.1:43", "a.inward", .outcome = OUTCOME_REFUSED},
	{"whois", "whois.iana.org:43", "silent", .answer = "refer: whois.silent.example\n"},
	{"whois", "whois.silent.example:43", "a.silent", .outcome = OUTCOME_TIMEOUT},
	{"whois", "whois.iana.org:43", "void", .answer = "domain: VOID\nstatus: ACTIVE\n"},

	/* an address of APNIC's, by RDAP and WHOIS */
	{"whois", "whois.iana.org:43", "203.0.113.7",
		.answer = "refer: whois.apnic.net\ninetnum: 203.0.0.0 - 203.255.255.255\n"
			  "organisation: APNIC\n"},
	{"rdap", "rdap.apnic.net:443", "GET https://rdap.apnic.net/ip/203.0.113.7",
		.answer = "{\"rdapConformance\":[\"rdap_level_0\"],\"objectClassName\":\"ip "
			  "network\","
			  "\"startAddress\":\"203.0.113.0\",\"endAddress\":\"203.0.113.255\","
			  "\"ipVersion\":"
			  "\"v4\",\"name\":\"EXAMPLE-NET\",\"country\":\"CN\",\"handle\":\"203.0."
			  "113.0 - "
			  "203.0.113.255\",\"status\":[\"active\"]}"},
	{"whois", "whois.apnic.net:43", "203.0.113.7",
		.answer = "% Information related to '203.0.113.0 - 203.0.113.255'\n\n"
			  "inetnum: 203.0.113.0 - 203.0.113.255\nnetname: EXAMPLE-NET\n"
			  "descr: Shanghai Example Limited\ncountry: CN\norg: ORG-EX1-AP\n"
			  "abuse-c: AB1-AP\nstatus: ALLOCATED PORTABLE\nsource: APNIC\n\n"
			  "organisation: ORG-EX1-AP\norg-name: Shanghai Example Limited\ncountry: "
			  "CN\n"
			  "source: APNIC\n\n"
			  "role: ABUSE EXAMPLE\nabuse-mailbox: abuse@example.net\nsource: APNIC\n"},

	/* an address of ARIN's, whose holder runs RWhois */
	{"whois", "whois.iana.org:43", "198.51.100.230", .answer = "refer: whois.arin.net\n"},
	{"whois", "whois.arin.net:43", "n + 198.51.100.230",
		.answer = "NetRange: 198.51.100.0 - 198.51.100.255\nCIDR: 198.51.100.0/24\n"
			  "NetName: EXAMPLE-4\nOriginAS: AS64500\nOrganization: Example Hosting "
			  "(EH-1)\n"
			  "RegDate: 2012-06-01\nUpdated: 2012-06-02\n\n"
			  "OrgName: Example Hosting\nOrgId: EH-1\nCountry: US\n"
			  "ReferralServer: rwhois://rwhois.example.net:4321\n\n"
			  "OrgAbuseEmail: abuse@hosting.example\n"},
	{"rwhois", "rwhois.example.net:4321", "198.51.100.230",
		.answer = "%rwhois V-1.5:003fff:00 rwhois.example.net\n"
			  "network:Class-Name:network\nnetwork:Network-Name:EXAMPLE-4-SHOP\n"
			  "network:IP-Network:198.51.100.224/28\n"
			  "network:IP-Network-Block:198.51.100.224 - 198.51.100.239\n"
			  "network:Org-Name:Example Shop Ltd.\nnetwork:Country-Code:US\n%ok\n"},

	/* an address whose bootstrap file is none */
	{"whois", "whois.iana.org:43", "2001:db8::7", .answer = "refer: whois.ripe.net\n"},
	{"whois", "whois.ripe.net:43", "-B 2001:db8::7",
		.answer = "inet6num: 2001:db8::/32\nnetname: EXAMPLE-6\ncountry: JP\n"
			  "status: ASSIGNED\nsource: RIPE\n"},

	/* an AS number, whose list has none */
	{"whois", "whois.iana.org:43", "AS64500", .answer = "refer: whois.arin.net\n"},
	{"whois", "whois.arin.net:43", "a + 64500",
		.answer = "ASNumber: 64500\nASName: EXAMPLE-AS\nOrgName: Example Hosting\nCountry: "
			  "US\n"},
	{0},
};

const RecordedName world_names[] = {
	{"www.4ztfqg8.cn A", "@edge.example.net, 198.51.100.230, 203.0.113.7"},
	{"www.4ztfqg8.cn TXT", ""},
	{"4ztfqg8.cn NS", "dns20.hichina.com, dns19.hichina.com"},
	{"4ztfqg8.cn SOA", "dns19.hichina.com"},
	{"_dmarc.4ztfqg8.cn TXT", "v=DMARC1; p=none"},
	{"230.100.51.198.in-addr.arpa PTR", "host.example.net"},
	{"host.example.net A", "198.51.100.230"},
	{"7.113.0.203.in-addr.arpa PTR", "www.example.com"},
	{"www.example.com A", "192.0.2.80"},
	{"cljqxt.top A", ""},
	{"cljqxt.top MX", "mx.cljqxt.top"},
	{"cljqxt.top TXT", "v=spf1 -all, other=1"},
	{"cljqxt.top CAA", "ca.example"},
	{"flux.top A", "60, 192.0.2.1, 198.51.100.2, 203.0.113.3, 192.0.2.4, 192.0.2.5"},
	{"mekiki-d0450ac8.flux.top A", "192.0.2.1"},
	{"dead.top A", "!"},
	{"dead.top AAAA", "!"},
	{0},
};

#!/usr/bin/python3
"""What mekiki lookup --parse tells of a saved reply. The replies are in registries' forms, and invented."""
import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.environ["MEKIKI_SOURCE"], "tests/support"))
import house  # noqa: E402  pylint: disable=wrong-import-position

# what may not reach a terminal from a reply
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")

CNNIC = """\
Domain Name: example.cn
ROID: 20220227s10001s00000001-cn
Domain Status: ok
Registrant: 例子有限公司
Sponsoring Registrar: 例子注册商有限公司
Name Server: ns1.example.cn
Name Server: ns2.example.cn
Registration Time: 2022-02-27 14:21:00
Expiration Time: 2023-02-27 14:21:00
DNSSEC: unsigned
"""

JPRS = """\
[ JPRS database provides information on network administration. ]
Domain Information: [ドメイン情報]
[Domain Name]                   EXAMPLE.JP

[登録者名]                      株式会社例
[Name Server]                   ns1.example.jp
[登録年月日]                    2001/02/03
[有効期限]                      2027/02/28
[状態]                          Active
[最終更新]                      2026/03/01 01:05:10 (JST)
"""

ARIN = """\
NetRange:       192.0.2.0 - 192.0.2.255
CIDR:           192.0.2.0/24
NetName:        EXAMPLE-NET
Organization:   Example Hosting LLC (EH-1)
RegDate:        2013-02-07

OrgName:        Example Hosting LLC
Country:        US
ReferralServer:  rwhois://rwhois.example.net:4321

OrgAbuseHandle: ABUSE1-EX
OrgAbuseEmail:  abuse@example.net
"""

RDAP = json.dumps({
    "objectClassName": "domain", "ldhName": "example.com", "status": ["client hold"],
    "events": [{"eventAction": "registration", "eventDate": "2022-02-27T06:21:00Z"}],
    "entities": [{"roles": ["registrar"],
                  "vcardArray": ["vcard", [["fn", {}, "text", "Example Registrar, Inc."]]],
                  "entities": [{"roles": ["abuse"],
                                "vcardArray": ["vcard", [["email", {}, "text", "abuse@example.net"]]]}]}],
})

# server, reply, what the registration must say
TOLD = [
    ("whois.cnnic.cn", CNNIC.encode(), {
        "state": "registered", "name": "example.cn", "registrar": "例子注册商有限公司",
        "organization": "例子有限公司", "created": "2022-02-27 14:21:00",
        "nameservers": ["ns1.example.cn", "ns2.example.cn"], "dnssec": "unsigned"}),
    ("whois.jprs.jp", JPRS.encode("iso2022_jp"), {
        "state": "registered", "organization": "株式会社例", "created": "2001/02/03",
        "expires": "2027/02/28", "status": ["Active"]}),
    ("whois.arin.net", ARIN.encode(), {
        "netname": "EXAMPLE-NET", "organization": "Example Hosting LLC",
        "range": "192.0.2.0 - 192.0.2.255", "cidr": ["192.0.2.0/24"],
        "abuse_contacts": ["abuse@example.net"], "referral": "rwhois://rwhois.example.net:4321"}),
    ("rdap.example.net", RDAP.encode(), {
        "registrar": "Example Registrar, Inc.", "status": ["clientHold"],
        "created": "2022-02-27T06:21:00Z", "abuse_contacts": ["abuse@example.net"]}),
    ("whois.example.net", b"No match for EXAMPLE.COM.\r\n", {"state": "available"}),
    ("whois.example.net", b"% No entries found.\r\n% Query limit exceeded.\r\n",
     {"state": "throttled"}),
    ("whois.example.net", b"\x00\xff\xfe", {"state": "unknown"}),
]


def parse(place, server, reply, *options):
    return place.run("lookup", "--parse", "-", "--server", server, *options, stdin=reply)


@house.test("a saved reply is told as JSON")
def _(place):
    for server, reply, wanted in TOLD:
        result = parse(place, server, reply, "--json")
        assert result.code == 0 and result.err == "", result
        (registration,) = result.json()["registrations"]
        told = {field: registration.get(field) for field in wanted}
        assert told == wanted, f"{server}: {told}"


@house.test("a time without a zone is told as printed, and how it was read")
def _(place):
    reply = place.write("reply.txt", CNNIC.encode())
    result = place.run("lookup", "--parse", reply, "--server", "whois.cnnic.cn")
    assert re.search(r"^created +2022-02-27 14:21:00$", result.out, re.M), result
    assert "= 2022-02-27T06:21:00Z; The server prints no time zone; read as UTC+08:00." \
        in result.out, result
    japanese = parse(place, "whois.cnnic.cn", CNNIC.encode(), "--lang", "ja")
    assert re.search(r"^登録日 +2022-02-27 14:21:00$", japanese.out, re.M), japanese
    assert "UTC+08:00 として読みました" in japanese.out, japanese


@house.test("nothing of a reply moves a terminal")
def _(place):
    reply = "Domain Name: a\x1b[31m.example\nRegistrar: \u202egnp.exe\x00\x07\r\x08\n".encode()
    for options in ([], ["--json"], ["--lang", "ja"]):
        result = parse(place, "whois.example.net", reply, *options)
        assert result.code == 0 and not UNFIT.search(result.out + result.err), repr(result)


@house.test("what cannot be read is said")
def _(place):
    deep = b'{"objectClassName":"domain","entities":' + b"[" * 100000 + b"]" * 100000 + b"}"
    for reply, words in ((b"{ this is no RDAP", "The RDAP answer cannot be read"),
                         (b'{"a":1}', "the answer is no RDAP"), (deep, "depth")):
        result = parse(place, "rdap.example.net", reply)
        assert result.code == 1 and words in result.err and result.out == "", result
    result = place.run("lookup", "--parse", place.path("none.txt"), "--server", "whois.example.net")
    assert result.code == 1 and "none.txt is not there" in result.err, result
    assert place.run("lookup", "--parse", place.write("reply.txt", b"x")).code == 2


@house.test("nothing is kept")
def _(place):
    parse(place, "whois.cnnic.cn", CNNIC.encode())
    assert not os.path.exists(place.archive)


house.main()

#!/usr/bin/python3
"""The lab as its clients see it: names from the root down, registries over their sockets, sites behind TLS, and the
servers that misbehave. One lab for all of it."""
import json
import os
import re
import ssl
import sys
import time
import urllib.error

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support"))
# pylint: disable=wrong-import-position
import house
import inlab
from inlab import ask, dig, get, rdap, records, whois

inlab.enter()

ROOT, TLDS = "198.51.100.129", "198.51.100.130"


def fields(text):
    """{name: [values]} of a reply in "name: value" lines."""
    found = {}
    for name, value in re.findall(r"^\s*([^:%#\n]+):[ \t]*(.*)$", text, re.M):
        found.setdefault(name.strip(), []).append(value.strip())
    return found


@house.test("the root refers to .cn, .cn to its domain's servers, and those answer")
def _(_place):
    assert "a.nic.cn." in dig("+norecurse", "@" + ROOT, "www.4ztfqg8.cn", "A")
    referral = dig("+norecurse", "@" + TLDS, "www.4ztfqg8.cn", "A")
    assert "dns19.hichina.com." in referral and "ANSWER: 0" in referral
    assert dig("+norecurse", "+short", "@198.51.100.172", "www.4ztfqg8.cn", "A") == "204.44.83.230\n"


@house.test("the resolver finds every kind of record")
def _(_place):
    for name, kind, expected in (
        ("www.4ztfqg8.cn", "A", ["204.44.83.230"]),
        ("4ztfqg8.cn", "NS", ["dns19.hichina.com.", "dns20.hichina.com."]),
        ("ns2.brand-dns.example", "AAAA", ["2001:db8::53"]),
        ("www.prime-kaiin.example", "CNAME", ["edge.prime-kaiin.example."]),
        ("prime-kaiin.example", "MX", ["5 mail.prime-kaiin.example."]),
        ("_dmarc.prime-kaiin.example", "TXT", ['"v=DMARC1; p=none"']),
        ("prime-kaiin.example", "CAA", ['0 issue "ca.lab.example"']),
    ):
        assert records(name, kind) == expected, (name, kind, records(name, kind))
    assert dig("+short", "-x", "106.75.178.120") == "cljqxt.top.\n"
    assert len(records("anything.am-koushin.example", "A")) == 5
    assert "NXDOMAIN" in dig("no-such-name.4ztfqg8.cn", "A")


@house.test("DNSSEC: secure, unsigned, and broken")
def _(_place):
    for name, expected in (
        ("www.amazon.co.jp", "; fully validated"),
        ("www.4ztfqg8.cn", "; unsigned answer"),
        ("www.broken-chain.example", "resolution failed"),
    ):
        assert expected in inlab.delv(name), inlab.delv(name)
    assert " ad" in dig("www.amazon.co.jp").split("flags:")[1].split(";")[0]
    assert "SERVFAIL" in dig("www.broken-chain.example")


@house.test("WHOIS: IANA knows who knows")
def _(_place):
    for subject, server in (
        ("4ztfqg8.cn", "whois.cnnic.cn"),
        ("cljqxt.top", "whois.nic.top"),
        ("amazon.co.jp", "whois.jprs.jp"),
        ("106.75.178.120", "whois.apnic.net"),
        ("204.44.83.230", "whois.arin.net"),
        ("AS8100", "whois.arin.net"),
        ("2001:db8::53", "whois.afrinic.net"),
        ("203.0.113.180", "whois.lacnic.net"),
    ):
        assert fields(whois("whois.iana.org", subject))["refer"] == [server], subject
    assert "returned 0 objects" in whois("whois.iana.org", "nothing.nowhere")


@house.test("WHOIS: CNNIC on the model's link")
def _(_place):
    found = fields(whois("whois.cnnic.cn", "4ztfqg8.cn"))
    assert found["Sponsoring Registrar"] == ["阿里云计算有限公司(万网)"]
    assert found["Registration Time"] == ["2022-02-27 14:21:00"] and found["Expiration Time"] == [
        "2023-02-27 14:21:00"
    ]
    assert found["Name Server"] == ["dns19.hichina.com", "dns20.hichina.com"] and found["DNSSEC"] == [
        "unsigned"
    ]
    assert whois("whois.cnnic.cn", "nothing.cn") == "No matching record.\n"


@house.test("WHOIS: APNIC on the model's origin, with irt, role and person")
def _(_place):
    text = whois("whois.apnic.net", "106.75.178.120")
    found = fields(text)
    assert found["inetnum"] == ["106.75.0.0 - 106.75.255.255"] and found["netname"] == ["UCLOUD-NET"]
    assert "CN" in found["country"] and found["origin"] == ["AS135377"]
    assert all(f"\n{kind}:" in text for kind in ("irt", "role", "person", "route"))


@house.test("WHOIS: ARIN in full only when asked so, and RWhois behind it")
def _(_place):
    assert "ReferralServer" not in whois("whois.arin.net", "204.44.83.230")
    found = fields(whois("whois.arin.net", "n + 204.44.83.230"))
    assert found["CIDR"] == ["204.44.64.0/18"] and found["ReferralServer"] == [
        "rwhois://rwhois.quadranet.com:4321"
    ]
    behind = whois("rwhois.quadranet.com", "204.44.83.230", 4321)
    assert (
        behind.startswith("%rwhois V-1.5")
        and "network:IP-Network:204.44.83.224/27\n" in behind
        and behind.endswith("%ok\n")
    )


@house.test("WHOIS: a thin registry refers to the registrar")
def _(_place):
    registrar = fields(whois("whois.nic.top", "cljqxt.top"))["Registrar WHOIS Server"][0]
    assert fields(whois(registrar, "cljqxt.top"))["Creation Date"] == ["2022-03-01T08:12:44Z"]
    assert fields(whois("whois.verisign-grs.com", "domain amazon.com"))["Registrar IANA ID"] == ["292"]
    assert whois("whois.verisign-grs.com", "domain nothing.com").startswith(
        'No match for domain "NOTHING.COM".'
    )


@house.test("WHOIS: JPRS and JPNIC in Japanese and in English")
def _(_place):
    japanese = whois("whois.jprs.jp", "amazon.co.jp", charset="iso-2022-jp")
    assert "[組織名]                     アマゾンジャパン合同会社" in japanese
    english = whois("whois.jprs.jp", "amazon.co.jp/e")
    assert (
        "[Organization]               Amazon Japan G.K." in english
        and "[Registered Date]               2002/11/21" in english
    )
    assert "No match!!" in whois("whois.jprs.jp", "nothing.jp/e")
    assert "該当するデータがありません" in whois("whois.jprs.jp", "nothing.jp", charset="iso-2022-jp")
    assert "株式会社見本ネット" in whois("whois.nic.ad.jp", "192.0.2.80", charset="iso-2022-jp")
    assert "[Network Name]               MIHON-NET" in whois("whois.nic.ad.jp", "192.0.2.80/e")


@house.test("WHOIS: APNIC leads to KRNIC and JPNIC, LACNIC to registro.br; RIPE filters")
def _(_place):
    assert "whois -h whois.krnic.net" in whois("whois.apnic.net", "203.0.113.77")
    assert "기관명             : 예시호스팅 주식회사" in whois("whois.krnic.net", "203.0.113.77")
    assert "queried at whois.nic.ad.jp" in whois("whois.apnic.net", "192.0.2.80")
    assert "% Brazilian resource: whois.registro.br" in whois(
        "whois.lacnic.net", "203.0.113.180", charset="latin-1"
    )
    assert "Comunicação" in whois("whois.registro.br", "203.0.113.180", charset="latin-1")
    assert "e-mail:" not in whois("whois.ripe.net", "198.51.100.40")
    assert "e-mail:" in whois("whois.ripe.net", "-B 198.51.100.40")
    assert re.search(r"^inet6num: +2001:db8::/32$", whois("whois.afrinic.net", "2001:db8::53"), re.M)


@house.test("WHOIS: KRNIC and TWNIC on domains, in their scripts")
def _(_place):
    korean = whois(fields(whois("whois.iana.org", "yesi-shop.kr"))["refer"][0], "yesi-shop.kr")
    assert (
        "등록일                      : 2021. 12. 31.\n" in korean
        and "Expiration Date             : 2022. 12. 31.\n" in korean
    )
    taiwanese = whois(fields(whois("whois.iana.org", "fanli-shop.tw"))["refer"][0], "fanli-shop.tw")
    assert "      範例商店有限公司\n" in taiwanese and "Record created on 2021-11-15 10:03:04 (UTC+8)" in taiwanese


@house.test("RDAP: from the bootstrap files to the registry and on to the registrar")
def _(_place):
    services = rdap("https://data.iana.org/rdap/dns.json")["services"]
    base = next(urls[0] for tlds, urls in services if "top" in tlds)
    registry = rdap(base + "domain/cljqxt.top")
    related = next(link["href"] for link in registry["links"] if link["rel"] == "related")
    registrar = rdap(related)
    dates = [
        {event["eventAction"]: event["eventDate"] for event in found["events"]}
        for found in (registry, registrar)
    ]
    assert dates[0]["registration"] == dates[1]["registration"] == "2022-03-01T08:12:44Z"
    assert dates[0]["last changed"] != dates[1]["last changed"]
    assert registry["redacted"] and get(base + "domain/nothing.top")[0] == 404


@house.test("RDAP: networks and AS numbers, IPv4 and IPv6")
def _(_place):
    for file, entry, path, name in (
        ("ipv4", "106.0.0.0/8", "ip/106.75.178.120", "UCLOUD-NET"),
        ("ipv4", "204.0.0.0/8", "ip/204.44.83.230", "QUADRANET-5"),
        ("ipv6", "2001:db8::/32", "ip/2001:db8::53", "MFANO-V6"),
        ("asn", "8100", "autnum/8100", "ASN-QUADRANET-GLOBAL"),
    ):
        services = rdap(f"https://data.iana.org/rdap/{file}.json")["services"]
        base = next(urls[0] for entries, urls in services if entry in entries)
        assert rdap(base + path)["name"] == name, path
    assert rdap("https://data.iana.org/rdap/object-tags.json")["services"][0][1] == ["APNIC"]


@house.test("the landing site is followed from its first page to the genuine site")
def _(_place):
    url, seen, host = "https://www.4ztfqg8.cn/", [], "https://www.4ztfqg8.cn"
    while url.startswith(host):
        status, headers, body = get(url, redirects=False)
        if status in (301, 302):
            url = headers["location"]
            continue
        page = body.decode("utf-8")
        assert status == 200 and 'content="mekiki lab"' in page, (url, page)
        names = re.findall(r'name="(\w+)"', page)[1:]
        seen.append(names)
        status, headers, _body = get(
            host + re.search(r'action="([^"]+)"', page)[1],
            "&".join(f"{name}=x" for name in names).encode(),
            redirects=False,
        )
        assert status == 303
        url = headers["location"] if "://" in headers["location"] else host + headers["location"]
    assert seen == [
        ["email"],
        ["password"],
        [],
        ["cardholder", "cardnumber", "exp_month", "exp_year", "cvv", "tel"],
    ], seen
    assert url == "https://www.amazon.co.jp/" and "mekiki lab" in get(url)[2].decode("utf-8")
    forms = [line for line in inlab.journal("asked.jsonl") if line["protocol"] == "form"]
    assert [line["server"] for line in forms] == ["www.4ztfqg8.cn"] * 4 and forms[1]["form"] == {
        "password": ["x"]
    }


@house.test("every case's link leads to a page, every case's mail machine has a name or an address")
def _(_place):
    facts = json.loads(inlab.run(os.path.join(inlab.SOURCE, "lab/shuffle"), "--model"))
    for name, case in facts.items():
        status, _headers, body = get(case["link"].replace("?m=1", ""))
        if case["link"].endswith("/ap/signin") or "?" not in case["link"]:
            assert status == 200 and "mekiki lab" in body.decode(), name
        host = case["link"].split("/")[2]
        assert case["landing"]["ip"] in records(host, "A"), name
    assert get("http://203.0.113.77/~web/paypal/confirm.php?id=1")[0] == 200


@house.test("certificates: the lab's authority is trusted where it is named, another's is not")
def _(_place):
    for host, trust, why in (
        ("www.4ztfqg8.cn", False, "self-signed certificate in certificate chain"),
        ("rdap.nic.wrongname", True, "not valid for"),
        ("rdap.nic.wrongca", True, "unable to get local issuer"),
    ):
        try:
            get(f"https://{host}/domain/x", trust=trust)
        except urllib.error.URLError as error:
            assert isinstance(error.reason, ssl.SSLError) and (why in str(error.reason) or not trust), (
                host,
                error.reason,
            )
        else:
            raise AssertionError(host)


@house.test("hostile: silent, a byte a second, 200 MB, too often, closed")
def _(_place):
    assert ask("whois.nic.silent", "x.silent", seconds=0.3) == b""
    begun = time.monotonic()
    assert ask("whois.nic.drip", "x.drip", limit=2) == b"Do" and 0.9 < time.monotonic() - begun < 3
    assert len(ask("whois.nic.flood", "x.flood", limit=20 << 20)) >= 20 << 20
    assert b"Query rate limit exceeded" in ask("whois.nic.quota", "x.quota")
    try:
        ask("whois.nic.closed", "x.closed")
    except ConnectionRefusedError:
        return
    raise AssertionError("it took the connection")


@house.test("hostile: referrals in a circle, to 127.0.0.1, to 169.254.169.254; a name that rebinds")
def _(_place):
    for host, to in (
        ("whois.nic.circle", "whois.round.circle"),
        ("whois.round.circle", "whois.nic.circle"),
        ("whois.nic.inward", "127.0.0.1"),
        ("whois.nic.metadata", "169.254.169.254"),
    ):
        assert fields(whois(host, "x.y"))["refer"] == [to], host
    turns = [records("whois.nic.rebind", "A") for _ in range(4)]
    assert sorted(map(str, turns)) == sorted(map(str, [["203.0.113.136"], ["127.0.0.1"]] * 2)), turns


@house.test("hostile: RDAP that redirects without end, blows up, is no UTF-8, leads inward")
def _(_place):
    assert get("https://rdap.nic.endless/domain/x", redirects=False)[1]["location"] == "/domain/x/on"
    status, headers, body = get("https://rdap.nic.bomb/domain/x")
    assert status == 200 and headers["content-encoding"] == "gzip" and len(body) < 1 << 20
    body = get("https://rdap.nic.garbled/domain/x")[2]
    assert body.decode("utf-8", "replace") != body.decode("utf-8", "ignore")
    assert get("https://rdap.nic.inwardrdap/domain/x", redirects=False)[1]["location"].startswith(
        "http://127.0.0.1/"
    )


@house.test("all that has been asked here has left nothing: the sink and the trap at 127.0.0.1 are empty")
def _(_place):
    assert inlab.journal("left.jsonl") == [] and inlab.journal("loopback.jsonl") == []


house.main()

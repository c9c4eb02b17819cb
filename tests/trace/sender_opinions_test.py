#!/usr/bin/python3
"""Second opinions on SPF and DMARC: policies that are drawn here from a fixed seed, evaluated by mekiki and by python3-spf, and
DMARC records looked up by mekiki and by python3-authheaders, from the same zone."""
import os
import random
import sys
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.join(os.environ["MEKIKI_SOURCE"], "tests/support"))
import house  # noqa: E402  pylint: disable=wrong-import-position

try:
    import authheaders
    import spf
except ImportError as absent:
    spf = None
    ABSENT = str(absent)

SEED, POLICIES = 7208, 90

# what policies refer to: name, type, value
WORLD = [
    ("a.example.net", "A", "192.0.2.1"), ("a.example.net", "A", "192.0.2.2"), ("a.example.net", "AAAA", "2001:db8::1"),
    ("mx.example.net", "MX", (10, "a.example.net")), ("mx.example.net", "MX", (20, "b.example.net")),
    ("b.example.net", "A", "192.0.2.9"), ("b.example.net", "AAAA", "2001:db8::9"),
    ("pass.example.net", "TXT", "v=spf1 ip4:192.0.2.0/30 ip6:2001:db8::/126 -all"),
    ("soft.example.net", "TXT", "v=spf1 ~all"), ("open.example.net", "TXT", "v=spf1 +all"),
    ("broken.example.net", "TXT", "v=spf1 ip4:192.0.2.300 -all"), ("chain.example.net", "TXT", "v=spf1 redirect=pass.example.net"),
    ("loop.example.net", "TXT", "v=spf1 include:loop.example.net"),
    ("1.2.0.192.in-addr.arpa", "PTR", "a.example.net"), ("9.2.0.192.in-addr.arpa", "PTR", "b.example.net"),
    ("1.2.0.192.l.example.net", "A", "127.0.0.2"), ("ann.l.example.net", "A", "127.0.0.2"),
    ("net.example.l.example.net", "A", "127.0.0.2"),
]

TERMS = ["a:a.example.net", "a:b.example.net/28", "a:a.example.net/31//126", "mx:mx.example.net", "mx:mx.example.net/30", "a", "mx",
         "ip4:192.0.2.0/29", "ip4:192.0.2.9", "ip4:198.51.100.0/24", "ip6:2001:db8::/64", "ip6:2001:db8::9", "ptr:a.example.net",
         "ptr", "include:pass.example.net", "include:soft.example.net", "include:broken.example.net", "include:none.example.net",
         "include:chain.example.net", "include:loop.example.net", "exists:%{ir}.l.example.net", "exists:%{l1r-+}.l.example.net",
         "exists:%{d1r}.%{o1}.example.l.example.net", "exists:gone.example.net", "a:gone.example.net", "all", "unknown", "ip4:1.2.3",
         "a:%{x}.example.net", "a:example.net/33", "x-modifier=%{d}"]
ENDS = ["-all", "~all", "?all", "", "redirect=pass.example.net", "redirect=none.example.net", "redirect=open.example.net"]
MACHINES = ["192.0.2.1", "192.0.2.9", "198.51.100.7", "2001:db8::1", "2001:db8::9", "2001:db8:1::1"]


def draw_policies():
    drawn = random.Random(SEED)
    for number in range(POLICIES):
        terms = [drawn.choice(["", "", "-", "~", "?", "+"]) + drawn.choice(TERMS) for _ in range(drawn.randint(1, 5))]
        terms = [term.lstrip("+-~?") if "=" in term else term for term in terms]
        domain = f"p{number}.example.net"
        yield domain, "v=spf1 " + " ".join([*terms, drawn.choice(ENDS)]).strip(), drawn.choice(MACHINES)


def look_up(zone):
    def find(name, qtype, *_, **__):
        wanted = name.rstrip(".").lower()
        return [((name, kind), (value.encode(),) if kind == "TXT" else value)
                for owner, kind, value in zone if owner == wanted and kind == qtype]
    return find


def write_zone(place, zone):
    lines = []
    for owner, kind, value in zone:
        shown = f"{value[0]} {value[1]}" if kind == "MX" else value
        lines.append(f"{owner} {kind} {shown}\n")
    return place.write("zone.txt", "".join(lines).encode())


@house.test("SPF is what python3-spf finds too")
def _(place):
    if not spf:
        raise house.Skip(ABSENT)
    policies = list(draw_policies())
    zone = WORLD + [(domain, "TXT", record) for domain, record, _ in policies]
    spf.DNSLookup = look_up(zone)
    path = write_zone(place, zone)

    def both(policy):
        domain, record, ip = policy
        sender = f"ann-list@{domain}"
        theirs = spf.query(i=ip, s=sender, h="mail.example.net", strict=True, timeout=0).check()[0]
        ours = place.run("spf", "--ip", ip, "--sender", sender, "--helo", "mail.example.net", "--dns", path, "--json").json()
        return (record, ip, ours["spf"]["result"], theirs, ours["spf"]["fault"])

    with ThreadPoolExecutor(2) as crew:
        found = list(crew.map(both, policies))
    wrong = [one for one in found if one[2] != one[3]]
    house.note(f"SPF: {len(found) - len(wrong)}/{len(found)} as python3-spf; results {sorted({one[2] for one in found})}")
    assert not wrong, wrong
    assert {"pass", "fail", "softfail", "neutral", "permerror"} <= {one[2] for one in found}


# From's domain, records; python3-authheaders takes sp= for a domain's own record, so that none here has one
DMARC = [
    ("example.org", {"_dmarc.example.org": "v=DMARC1; p=reject"}),
    ("sub.example.org", {"_dmarc.example.org": "v=DMARC1; p=reject; sp=none"}),
    ("a.b.example.org", {"_dmarc.example.org": "v=DMARC1; p=quarantine", "_dmarc.b.example.org": "v=DMARC1; p=none"}),
    ("none.example", {"none.example": "v=DMARC1; p=reject"}),
    ("shop.co.jp", {"_dmarc.co.jp": "v=DMARC1; p=reject"}),
    ("mail.shop.co.jp", {"_dmarc.shop.co.jp": "v=DMARC1; p=quarantine; pct=50"}),
]


@house.test("the list of suffixes leads to the policy that python3-authheaders finds")
def _(place):
    if not spf:
        raise house.Skip(ABSENT)
    wrong = []
    for number, (domain, records) in enumerate(DMARC):
        path = place.write(f"{number}.txt", "".join(f"{name} TXT {text}\n" for name, text in records.items()).encode())
        ours = place.run("dmarc", domain, "--dns", path, "--json").json()["dmarc"]["list"]["policy"]
        theirs = authheaders.dmarc_per_from(domain, dnsfunc=lambda name, known=records: known.get(name))[3]
        if (ours or "") != theirs:
            wrong.append((domain, ours, theirs))
    house.note(f"DMARC: {len(DMARC) - len(wrong)}/{len(DMARC)} as python3-authheaders")
    assert not wrong, wrong


house.main()

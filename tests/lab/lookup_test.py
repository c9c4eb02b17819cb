#!/usr/bin/python3
"""mekiki asks the lab's registries and name servers: the model case, and the servers that lead astray. One lab for
all of it."""
import collections
import json
import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support"))
# pylint: disable=wrong-import-position
import house
import inlab

inlab.enter()

ONLINE = {"MEKIKI_OFFLINE": "no", "MEKIKI_CONFIG": os.environ["MEKIKI_CONFIG"]}

# what is a part of why a server that misbehaves has told nothing
ASTRAY = {
    "silent": "No whole answer came in time",
    "drip": "No whole answer came in time",
    "flood": "longer than the limit",
    "circle": "in a circle",
    "inward": "127.0.0.1 is a loopback address",
    "metadata": "169.254.169.254 is a link-local address",
    "rebind": "took no connection|127.0.0.1 is a loopback address",  # by which of them was met
    "quota": "asked too often",
    "closed": "took no connection",
    "endless": "redirects",
    "wrongname": "certificate does not hold",
    "wrongca": "certificate does not hold",
    "bomb": "longer than the limit",
    "garbled": "cannot be read",
    "slowrdap": "No whole answer came in time",
    "inwardrdap": "127.0.0.1 is a loopback address",
}
SECONDS_MAX = 30  # a question has 20

# where WHOIS leads from IANA, and what is told of the holder, in its own script and in Latin letters
CHAINS = [
    ("amazon.co.jp", ["whois.jprs.jp amazon.co.jp"], "アマゾンジャパン合同会社", "Amazon Japan G.K."),
    ("hinagata.jp", ["whois.jprs.jp hinagata.jp", "whois.jprs.jp hinagata.jp/e"],
     "株式会社ひな形商店", "Hinagata Shoten Co., Ltd."),
    ("yesi-shop.kr", ["whois.krnic.net yesi-shop.kr"], "예시호스팅 주식회사", "Example Hosting Korea"),
    ("fanli-shop.tw", ["whois.twnic.net.tw fanli-shop.tw"], "範例商店有限公司", "Fanli Shop Ltd."),
    ("203.0.113.77", ["whois.apnic.net 203.0.113.77", "whois.krnic.net 203.0.113.77"],
     "예시호스팅 주식회사", "Example Hosting Korea"),
    ("192.0.2.80", ["whois.apnic.net 192.0.2.80", "whois.nic.ad.jp 192.0.2.80"],
     "株式会社見本ネット", "Mihon Net Inc."),
    ("203.0.113.180", ["whois.lacnic.net 203.0.113.180", "whois.registro.br 203.0.113.180"],
     "Hospedagem Exemplo Comunicação Ltda", None),
]


def by_subject(found):
    return {entry["of"]: entry for entry in found["registrations"]}


def lookup(place, *words):
    return place.run("lookup", "--json", *words, **ONLINE)


@house.test("the model mail: network, registrar and age, with evidence, and nothing is asked twice")
def _(place):
    result = place.run("investigate", "--json", place.mail("model"), **ONLINE)
    assert result.code == 0, result
    dossier = result.json()
    house.validate([dossier])
    found = by_subject(dossier)
    network, domain = found["106.75.178.120"], found["4ztfqg8.cn"]
    assert network["netname"] == "UCLOUD-NET" and network["country"] == "CN", network
    assert network["range"] == "106.75.0.0 - 106.75.255.255", network
    assert network["organization"].startswith("Shanghai UCloud"), network
    assert domain["registrar"] == "阿里云计算有限公司(万网)", domain
    assert domain["nameservers"] == ["dns19.hichina.com", "dns20.hichina.com"], domain
    assert (domain["created"], domain["expires"][:10]) == ("2022-02-27 14:21:00", "2023-02-27"), domain
    assert domain["dnssec"] == "unsigned" and domain["age"]["mail_days"] == 9, domain
    assert {one["id"] for one in domain["operators"]} == {"alibaba-cloud"}, domain
    assert found["204.44.83.230"]["because"] == ["/hosts/1"], found["204.44.83.230"]
    said = [one["says"]["en"] for one in dossier["findings"] if one["rule"] == "registrations/young-domain"]
    assert len(said) == 1 and "4ztfqg8.cn was 9 days old when the mail was sent" in said[0], said
    asked = collections.Counter((one["protocol"], one["server"], one["question"]) for one in inlab.journal("asked.jsonl"))
    assert asked and max(asked.values()) == 1, asked


@house.test("an address goes from ARIN to its holder's RWhois, and both networks are told")
def _(place):
    result = lookup(place, "204.44.83.230")
    assert result.code == 0, result
    (entry,) = result.json()["registrations"]
    servers = [step["server"] for step in entry["chain"] if step["protocol"] != "rdap"]
    assert servers == ["whois.iana.org:43", "whois.arin.net:43", "rwhois.quadranet.com:4321"], servers
    assert entry["within"][0]["netname"] == "QUADRANET-5" and entry["asn"] == "AS8100", entry


@house.test("JPRS, KRNIC, TWNIC, JPNIC and registro.br are found and read in their own scripts")
def _(place):
    result = lookup(place, *(chain[0] for chain in CHAINS))
    assert result.code == 0, result
    found = by_subject(result.json())
    for subject, servers, name, english in CHAINS:
        entry = found[subject]
        asked = [f'{step["server"][:-3]} {step["question"]}' for step in entry["chain"] if step["protocol"] == "whois"]
        assert asked[1:] == servers, (subject, asked)
        assert (entry["organization"], entry["organization_english"]) == (name, english), entry
        assert not [one for one in entry["differences"] if one["field"] == "registrant" and "jp" in subject], entry
    assert found["203.0.113.77"]["netname"] == "EXAMPLE-KR" and found["192.0.2.80"]["netname"] == "MIHON-NET"
    assert found["hinagata.jp"]["expires"] == "2023/05/31" and found["hinagata.jp"]["status"] == ["Active"]


@house.test("each server that leads astray ends with its reason, and nothing is reached that may not be")
def _(place):
    with open(os.path.join(inlab.SOURCE, "lab/world.json"), encoding="utf-8") as file:
        assert set(json.load(file)["hostile"]) == set(ASTRAY)
    begun = time.monotonic()
    result = lookup(place, *("x." + label for label in ASTRAY))
    assert result.code == 1 and time.monotonic() - begun < SECONDS_MAX, (time.monotonic() - begun, result)
    found = by_subject(result.json())
    for label, part in ASTRAY.items():
        entry = found["x." + label]
        assert entry["answer"] == "failed" and re.search(part, entry["why"]["en"]), (label, entry["answer"], entry["why"])
        assert entry["why"]["ja"] and entry["why"]["ja"] != entry["why"]["en"], (label, entry["why"])
    assert inlab.journal("left.jsonl") == [] and inlab.journal("loopback.jsonl") == []


house.main()

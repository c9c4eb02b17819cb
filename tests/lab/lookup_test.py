#!/usr/bin/python3
"""mekiki asks the lab's registries and name servers: the model case, and the servers that lead astray. One lab for
all of it."""
import collections
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support"))
# pylint: disable=wrong-import-position
import house
import inlab

inlab.enter()

ONLINE = {"MEKIKI_OFFLINE": "no", "MEKIKI_CONFIG": os.environ["MEKIKI_CONFIG"]}

# what a server that misbehaves comes to, and a part of why
ASTRAY = {
    "flood": ("failed", "longer than the limit"),
    "circle": ("found", "in a circle"),
    "inward": ("found", "127.0.0.1 is a loopback address"),
    "metadata": ("found", "169.254.169.254 is a link-local address"),
    "quota": ("failed", "asked too often"),
    "closed": ("failed", "took no connection"),
    "endless": ("failed", "redirects"),
    "wrongname": ("failed", "certificate does not hold"),
    "wrongca": ("failed", "certificate does not hold"),
    "bomb": ("failed", "longer than the limit"),
    "inwardrdap": ("failed", "127.0.0.1 is a loopback address"),
}


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


@house.test("each server that leads astray ends with its reason, and nothing is reached that may not be")
def _(place):
    result = lookup(place, *("x." + label for label in ASTRAY))
    assert result.code == 1, result
    found = by_subject(result.json())
    for label, (answer, part) in ASTRAY.items():
        entry = found["x." + label]
        assert entry["answer"] == answer and part in entry["why"]["en"], (label, entry["answer"], entry["why"])
    assert inlab.journal("left.jsonl") == [] and inlab.journal("loopback.jsonl") == []


house.main()

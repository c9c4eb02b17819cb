#!/usr/bin/python3
"""mekiki investigates the model mail of shuffled worlds: what it states is that world's, field by field."""
import json
import os
import subprocess
import sys
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support"))
# pylint: disable=wrong-import-position
import house
import inlab

# RIPE and LACNIC; APNIC and ARIN with a customer behind RWhois; LACNIC and APNIC
SEEDS = (1, 2, 3)
SAME = ("registrar", "nameservers", "status", "dnssec", "range", "cidr", "netname", "organization", "country", "abuse")


def investigate(place, seed):
    """(facts of the world, the dossier)."""
    folder = place.path(f"world-{seed}")
    dealt = subprocess.run([os.path.join(inlab.SOURCE, "lab/shuffle"), str(seed), folder],
                           capture_output=True, timeout=30, check=True)
    result = place.run("investigate", "--json", "--walk", os.path.join(folder, "mails/model.eml"), MEKIKI_OFFLINE="no",
                       under=[inlab.RUN, "--world", os.path.join(folder, "world.json")])
    assert result.code == 0 and "lab: 0 packets left the lab" in result.err, result
    return json.loads(dealt.stdout)["model"], result.json()


# what a page of that kind asks for; a card's month and year are its expiry
ASKED = {"account": "account", "password": "password", "name": "cardholder", "number": "card-number", "month": "expiry",
         "year": "expiry", "code": "security-code", "phone": "phone"}


def check_walk(landing, facts):
    """The pages in the world's order, at its paths, with what each asks for; the genuine site ends it."""
    reason = landing["walk"]["stopped"]["reason"]
    seen = [(urllib.parse.urlsplit(page["url"]).path, set(page["asks"])) for page in landing["pages"]]
    wanted = [(page["path"], {ASKED[kind] for kind in page["fields"]}) for page in facts["pages"]]
    assert seen == wanted and reason == "genuine", (reason, seen, wanted)
    assert {one["address"] for one in landing["walk"]["collects"]} == {facts["landing"]["ip"]}, landing["walk"]


def told_of(entry, facts):
    """The entry, or the network around it that the facts tell of."""
    around = [one for one in entry["within"] if one["range"] == facts.get("range")]
    return around[0] if around else entry


def differences(entry, facts):
    told = told_of(entry, facts)
    found = [(key, facts[key], told[key]) for key in SAME if key in facts and key in told and facts[key] != told[key]]
    found += [(key, facts[key], entry["times"][key]["utc"]) for key in ("created", "expires")
              if key in facts and facts[key] != entry["times"][key]["utc"]]
    if facts.get("asn") and entry["asn"] != f'AS{facts["asn"]}':
        found.append(("asn", facts["asn"], entry["asn"]))
    return found


for number in SEEDS:
    @house.test(f"the world of seed {number}: both networks and both domains are what its facts say")
    def _(place, seed=number):
        why = inlab.why_not()
        if why:
            raise house.Skip(why)
        facts, dossier = investigate(place, seed)
        registrations = {entry["of"]: entry for entry in dossier["registrations"]}
        for key, name in (("origin", "ip"), ("landing", "ip"), ("from", "domain"), ("domain", "domain")):
            entry = registrations[facts[key][name]]
            assert entry["answer"] == "found", (key, entry)
            assert differences(entry, facts[key]) == [], (key, differences(entry, facts[key]), entry)
        hosts = {host["name"]: host["ips"] for host in dossier["hosts"]}
        assert hosts[facts["link"].split("/")[2]] == [facts["landing"]["ip"]], hosts
        assert dossier["origin"]["ip"] == facts["origin"]["ip"], dossier["origin"]
        house.validate([dossier])
        landing, = dossier["landings"]
        if landing["answer"] != "failed" or "is not installed" not in landing["why"]["en"]:
            check_walk(landing, facts)


house.main()

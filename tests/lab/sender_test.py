#!/usr/bin/python3
"""SPF and DMARC asked of the lab's name servers: the model mail, and a domain whose policies are a maze. Whatever a zone
holds, the right class of result comes, and in bounded time."""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support"))
# pylint: disable=wrong-import-position
import house
import inlab

inlab.enter()

ONLINE = {"MEKIKI_OFFLINE": "no", "MEKIKI_CONFIG": os.environ["MEKIKI_CONFIG"]}
SECONDS_MAX = 25  # a question that nobody answers has 8, and a record can have three in a row

# sender, machine, result, fault
MAZE = [
    ("a@spf-maze.example", "192.0.2.9", "pass", None),
    ("a@spf-maze.example", "192.0.2.10", "pass", None),  # behind five aliases
    ("a@spf-maze.example", "192.0.2.11", "fail", None),
    ("a@loop.spf-maze.example", "192.0.2.9", "permerror", "too-many-lookups"),
    ("a@turn.spf-maze.example", "192.0.2.9", "permerror", "too-many-lookups"),
    ("a@void.spf-maze.example", "192.0.2.9", "permerror", "too-many-void-lookups"),
    ("a@twice.spf-maze.example", "192.0.2.9", "permerror", "several-records"),
    ("a@big.spf-maze.example", "203.0.113.200", "permerror", "record-too-long"),
    ("a@ring.spf-maze.example", "192.0.2.9", "temperror", "dns-failed"),
    ("a@slow.spf-maze.example", "192.0.2.9", "temperror", "dns-failed"),
    ("ann+x y=z@macro.spf-maze.example", "192.0.2.9", "pass", None),
    ("x y=z+ann@macro.spf-maze.example", "192.0.2.9", "fail", None),
    ("ann@macro.spf-maze.example", "192.0.2.9", "pass", None),
    ("a@gone.spf-maze.example", "192.0.2.9", "none", None),
]


@house.test("a maze of policies ends, with the right result, in bounded time")
def _(place):
    for sender, machine, result, fault in MAZE:
        begun = time.monotonic()
        done = place.run("spf", "--ip", machine, "--sender", sender, "--json", **ONLINE)
        took = time.monotonic() - begun
        found = done.json()["spf"]
        assert (found["result"], found["fault"]) == (result, fault), (sender, machine, found)
        assert took < SECONDS_MAX, (sender, took)


@house.test("the policy of a name that is not there is np, as RFC 9989 has it")
def _(place):
    found = place.run("dmarc", "gone.spf-maze.example", "--json", **ONLINE).json()["dmarc"]
    assert found["exists"] is False and found["walk"]["policy"] == "reject" and found["walk"]["tag"] == "np", found
    assert found["list"]["policy"] == "quarantine" and found["differs"] is True, found
    found = place.run("dmarc", "wide.spf-maze.example", "--json", **ONLINE).json()["dmarc"]
    assert found["exists"] is True and found["walk"]["policy"] == "quarantine" and not found["differs"], found


@house.test("the model mail came from a machine of cljqxt.top's, and every question is in the dossier")
def _(place):
    dossier = place.run("investigate", "--json", place.mail("model"), **ONLINE).json()
    house.validate([dossier])
    now = dossier["auth"]["now"]
    assert now["answer"] == "found" and now["spf"]["result"] == "pass", now
    assert (now["spf"]["ip"], now["spf"]["domain"]) == ("106.75.178.120", "cljqxt.top"), now["spf"]
    assert now["dmarc"]["result"] == "none" and now["dmarc"]["answer"] == "none", now["dmarc"]
    assert now["posture"]["mx"]["hosts"][0]["host"] == "cljqxt.top", now["posture"]
    assert dossier["auth"]["meaning"]["what"] == "author-permitted", dossier["auth"]["meaning"]
    asked = [one["question"] for one in dossier["exchanges"] if one["protocol"] == "dns"]
    assert "cljqxt.top TXT" in asked and "_dmarc.top TXT" in asked, asked
    assert len(asked) == len(set(asked)), sorted(asked)


house.main()

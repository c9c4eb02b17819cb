#!/usr/bin/python3
"""The shuffled world: the seed alone decides, nothing of the model's case is left in it, and the lab serves it."""
import email
import email.policy
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support"))
# pylint: disable=wrong-import-position
import house
import inlab

SHUFFLE = os.path.join(inlab.SOURCE, "lab/shuffle")
MODELS = (
    "4ztfqg8",
    "cljqxt",
    "106.75.178",
    "204.44.83",
    "2022-02-27T",
    "UCLOUD-NET",
    "QUADRANET-5",
    "rwhois.quadranet",
    "exp_month",
    "/ap/password",
)


def shuffle(place, seed):
    """(facts, folder) of the world that a seed makes."""
    folder = place.path(f"world-{seed}-{len(os.listdir(place.root))}")
    done = subprocess.run(
        [SHUFFLE, str(seed), folder], capture_output=True, text=True, timeout=30, check=True
    )
    return json.loads(done.stdout), folder


def contents(folder):
    with open(os.path.join(folder, "world.json"), encoding="utf-8") as world, open(
        os.path.join(folder, "mails/model.eml"), encoding="ascii"
    ) as mail:
        message = email.message_from_file(mail, policy=email.policy.default)
        return world.read() + str(message.items()) + message.get_content()


@house.test("the same seed makes the same world, another seed another")
def _(place):
    first, again, other = (shuffle(place, seed) for seed in (1, 1, 2))
    assert first[0] == again[0] and contents(first[1]) == contents(again[1])
    for key in ("origin", "from", "domain", "landing", "pages"):
        assert first[0]["model"][key] != other[0]["model"][key], key


@house.test("nothing of the model's case is left in eight shuffled worlds")
def _(place):
    for seed in range(8):
        text = contents(shuffle(place, f"seed {seed}")[1])
        assert not [word for word in MODELS if word in text], (
            seed,
            [word for word in MODELS if word in text],
        )


@house.test("the mail tells of the shuffled world: sender, machine, link")
def _(place):
    facts, folder = shuffle(place, 3)
    text, case = contents(folder), facts["model"]
    assert (
        f"amazon@{case['from']['domain']}" in text
        and f"({case['origin']['ip']})" in text
        and f'href="{case["link"]}"' in text
    )


@house.test("the lab serves a shuffled world, and what is said of it is found there")
def _(place):
    why = inlab.why_not()
    if why:
        raise house.Skip(why)
    facts, folder = shuffle(place, 9)
    path = place.write("facts.json", json.dumps(facts).encode())
    done = subprocess.run(
        [
            inlab.RUN,
            "--world",
            os.path.join(folder, "world.json"),
            "/usr/bin/python3",
            os.path.join(inlab.SOURCE, "tests/lab/look.py"),
            path,
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    case, found = facts["model"], json.loads(done.stdout)
    assert found["landing"] == [case["landing"]["ip"]], case
    assert found["nameservers"] == sorted(name + "." for name in case["domain"]["nameservers"]), case
    assert found["origin_name"], case
    for key in ("domain", "from"):
        text = "\n".join(found[key])
        assert case[key]["registrar"] in text and case[key]["created"][:10][:8] in text, (case, text)
        assert all(name.lower() in text.lower() for name in case[key]["nameservers"]), (case, text)
    for key, told in (("origin", "origin"), ("landing", "landing_network")):
        text = "\n".join(found[told])
        assert case[key]["organization"] in text and case[key]["country"] in text, (case, text)
    assert f'name="{case["pages"][0]["fields"]["account"]}"' in found["first_page"], found["first_page"]
    assert "lab: 0 packets left the lab" in done.stderr


@house.test("the walk suite's sites of a shuffled world serve what its data says")
def _(place):
    why = inlab.why_not()
    if why:
        raise house.Skip(why)
    folder = shuffle(place, 5)[1]
    done = subprocess.run(
        [inlab.RUN, "--world", os.path.join(folder, "world.json"), os.path.join(inlab.SOURCE, "tests/lab/sites_test.py")],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    with open(os.path.join(folder, "sites.json"), encoding="utf-8") as dealt, open(
        os.path.join(inlab.SOURCE, "lab/sites.json"), encoding="utf-8"
    ) as own:
        dealt, own = dealt.read(), json.load(own)
    known = [site[key] for site in own["walk"] for key in ("host", "entry", "collect") if len(site[key]) > 3]
    assert not [text for text in known if f'"{text}"' in dealt]


house.main()

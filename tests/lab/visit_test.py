#!/usr/bin/python3
"""mekiki visits in the lab: the model case's page, what is not there, and what the gateway lets nobody reach."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support"))
# pylint: disable=wrong-import-position
import house
import inlab

inlab.enter()

MODEL = "https://www.4ztfqg8.cn/"
ONLINE = {"MEKIKI_OFFLINE": "no", "MEKIKI_CONFIG": os.environ.get("MEKIKI_CONFIG", "")}


def visit(place, url, *options):
    result = place.run("visit", "--json", *options, url, **ONLINE)
    if "no browser" in result.err or "is not installed" in result.err:
        raise house.Skip(result.err.strip())
    assert result.out, result
    return result.json()["landings"]


@house.test("the model case's link: the way, who was dialled, the certificate, the picture, the requests")
def _(place):
    folder = place.path("out")
    landing, = visit(place, MODEL, "--out", folder)
    assert (landing["outcome"], landing["answer"], landing["ip"]) == ("reached", "found", "204.44.83.230"), landing
    way = [(one["via"], one["status"], one["url"]) for one in landing["chain"]]
    assert way == [("link", 302, MODEL), ("redirect", 200, MODEL + "ap/signin")], way
    assert landing["final"] == MODEL + "ap/signin"
    certificate = landing["certificate"]
    assert certificate["subject"] == "www.4ztfqg8.cn" and certificate["trusted"], certificate
    with open(os.path.join(folder, "v1-page1.png"), "rb") as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"
    with open(os.path.join(folder, "v1-page1.html"), encoding="utf-8") as file:
        assert "サインイン" in file.read()
    with open(os.path.join(folder, "v1.har"), encoding="utf-8") as file:
        assert '"serverIPAddress":"204.44.83.230"' in file.read()
    assert "unseen" not in landing["pages"][0], landing["pages"][0]


@house.test("the model case walked: four pages, what each asks, where it went, and no visit at the genuine site")
def _(place):
    before = len(inlab.journal("web/web.jsonl"))
    landing, = visit(place, MODEL, "--walk")
    asked = [page["asks"] for page in landing["pages"]]
    assert asked[:3] == [["account"], ["password"], []], asked
    assert {"card-number", "expiry", "security-code"} <= set(asked[3]) and len(asked) == 4, asked
    assert "locked" in [one["what"] for one in landing["pages"][2]["says"]], landing["pages"][2]["says"]
    assert [page["shows_account"] for page in landing["pages"][1:]] == [False] * 3, landing["pages"]
    assert all(page["screenshot"] for page in landing["pages"])
    walk = landing["walk"]
    assert (walk["stopped"]["reason"], walk["stopped"]["at"]) == ("genuine", "https://www.amazon.co.jp/"), walk["stopped"]
    assert {one["address"] for one in walk["collects"]} == {"204.44.83.230"} and not any(one["foreign"] for one in walk["collects"])
    assert walk["identity"]["invented"] and walk["identity"]["mail"].endswith(".jp"), walk["identity"]
    genuine = [one for one in inlab.journal("web/web.jsonl")[before:] if one["host"].endswith("amazon.co.jp")]
    assert not genuine, genuine


@house.test("a wrong password first: this trap takes any")
def _(place):
    landing, = visit(place, MODEL, "--walk", "--accepts-anything")
    assert landing["walk"]["accepts_anything"] == {"answer": "found", "accepted": True}, landing["walk"]
    kinds = [one["kind"] for one in landing["pages"][1]["typed"]]
    assert kinds == ["password"] and len(landing["pages"]) == 4, landing["pages"][1]


@house.test("two visitors, one after the other, each as what it says it is")
def _(place):
    before = len(inlab.journal("web/web.jsonl"))
    desktop, phone = visit(place, MODEL, "--as", "desktop,phone")
    assert (desktop["as"], phone["as"]) == ("desktop", "phone")
    agents = {one.get("agent", "") for one in inlab.journal("web/web.jsonl")[before:]}
    assert not any("Headless" in agent for agent in agents), agents


@house.test("what is not there, and where nobody may go")
def _(place):
    for url, outcome, answer in (
            ("https://nobody.here.example/", "dead", "none"),
            ("http://127.0.0.1/", "refused", "not-asked"),
            ("http://169.254.169.254/latest/meta-data/", "refused", "not-asked"),
            ("http://[::ffff:10.0.0.1]/", "refused", "not-asked")):
        landing, = visit(place, url)
        assert (landing["outcome"], landing["answer"]) == (outcome, answer), landing
        assert landing["why"]["en"] and landing["why"]["ja"], landing


@house.test("a scheme that is no web page is not opened")
def _(place):
    for url in ("file:///etc/passwd", "view-source:https://www.4ztfqg8.cn/", "ftp://www.4ztfqg8.cn/"):
        result = place.run("visit", "--json", url, **ONLINE)
        assert result.code == 1 and "is no http or https address" in result.err, result


@house.test("the model mail's landing stands in the dossier, by the schema")
def _(place):
    result = place.run("investigate", "--json", "--walk", place.mail("model"), **ONLINE)
    assert result.code == 0, result
    dossier = result.json()
    house.validate([dossier])
    landing, = dossier["landings"]
    assert (landing["link"], landing["outcome"], landing["ip"]) == ("l1", "reached", "204.44.83.230"), landing
    assert len(landing["pages"]) == 4 and landing["site"] is None, landing
    step, = [step for step in dossier["steps"] if step["step"] == "visit"]
    assert step["status"] == "done", step


@house.test("whom the visits met is looked up, too: the trap's collector on another domain")
def _(place):
    trap, collector = "secure.larkfield-access.example/app/", "api.lf-session.example"
    mail = place.path("collector.eml")
    with open(mail, "w", encoding="utf-8") as file:
        file.write("From: a@mail.example\nSubject: x\nContent-Type: text/html\n\n"
                   f"<a href='https://{trap}'>x</a>")
    dossier = place.run("investigate", "--json", "--walk", mail, **ONLINE).json()
    house.validate([dossier])
    step, = [step for step in dossier["steps"] if step["step"] == "lookup-landings"]
    assert step["status"] == "done", step
    host, = [one for one in dossier["hosts"] if one["name"] == collector]
    assert host["of"] == ["/landings/0"] and host["ips"] == ["203.0.113.22"], host
    asked = [one["of"] for one in dossier["registrations"]]
    assert len(asked) == len(set(asked)) and {"203.0.113.22", "lf-session.example"} <= set(asked), asked
    ids = [one["id"] for one in dossier["registrations"]]
    assert len(ids) == len(set(ids)), ids


@house.test("none is visited where that is switched off")
def _(place):
    dossier = place.run("investigate", "--json", "--no-visit", place.mail("model"), **ONLINE).json()
    assert [one["answer"] for one in dossier["landings"]] == ["not-asked"], dossier["landings"]
    assert "switched off" in dossier["landings"][0]["why"]["en"]


house.main()

#!/usr/bin/python3
"""The sites of the walk suite, walked by a client that knows what each wants: they serve what lab/sites.json says, and
the values that they were given stand in the lab's journals. One lab for all of it."""
import hashlib
import http.cookiejar
import json
import os
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support"))
# pylint: disable=wrong-import-position
import house
import inlab

inlab.enter()

sys.path.insert(0, os.path.join(inlab.SOURCE, "lab"))
from kit import dressing, suites

SITES = {site["name"]: site for site in suites.read(os.environ["MEKIKI_LAB_WORLD"])["walk"]}
ISSUE = {"split-code", "spa-fetch", "iframe", "canvas-button", "nameless", "picture-labels", "shadow", "delayed", "validation",
         "token-url", "one-time", "gate", "challenge", "captcha", "genuine-end", "loop", "huge", "alerts", "beforeunload",
         "popup", "download", "basic-auth", "service-worker", "clock"}
PERSON = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
          "Accept-Language": "ja,en;q=0.8"}
VALUES = {"account": "mihon-0417", "password": "Mihon#2210x", "one-time-code": "413902", "pin": "4139", "name": "Mihon Taro",
          "kana": "ミホン タロウ", "birth-date": "1984/07/21", "address": "1-1 Mihoncho", "postcode": "100-0000",
          "phone": "090-0000-4139", "mail": "taro@mailbox.example", "mail-password": "Mail#2210x", "card-number": "4111111111111111",
          "expiry": "09/29", "expiry-month": "09", "expiry-year": "2029", "security-code": "413", "cardholder": "TARO MIHON"}
# pages whose words stand in no document of the path itself
ELSEWHERE = {"spa-fetch", "iframe", "picture-labels", "service-worker"}


class Client:
    """A browser without scripts: cookies, headers of a person, redirects."""

    def __init__(self, **headers):
        self.headers = {**PERSON, **headers}
        self.jar = http.cookiejar.CookieJar()
        context = ssl.create_default_context(cafile=f"{inlab.LAB}/web/certs/ca.pem")
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context),
            urllib.request.HTTPCookieProcessor(self.jar))

    def ask(self, url, form=None, kind="application/x-www-form-urlencoded"):
        """(status, headers, body, where one ended)."""
        data = None if form is None else (json.dumps(form) if "json" in kind else urllib.parse.urlencode(form)).encode()
        request = urllib.request.Request(url, data, {**self.headers, **({"Content-Type": kind} if data is not None else {})})
        try:
            answer = self.opener.open(request, timeout=10)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace"), answer.geturl()


def pass_challenge(client, site):
    """What the script does: find a number."""
    status, headers, _, _ = client.ask(suites.entry_url(site))
    assert status == 403
    numbers = (str(n) for n in range(1 << 20))
    client.headers["Cookie"] = "clearance=" + next(
        n for n in numbers if (digest := hashlib.sha256((headers["X-Challenge"] + n).encode()).digest())[0] == 0 and digest[1] < 64)


def sign_in(client, _site):
    client.headers["Authorization"] = "Basic bWlob246TWlob24jMjIxMA=="


def refer(client, site):
    client.headers["Referer"] = f"https://{site['host']}/"


PREPARE = {"challenge": pass_challenge, "basic-auth": sign_in, "gate": refer}


def client_for(site):
    client = Client()
    PREPARE.get(site["name"], lambda *_: None)(client, site)
    return client


def values_for(site, page):
    values = {name: VALUES.get(kind, "WRONG") for kind, name in page.get("fields", {}).items()}
    if site["name"] == "split-code" and "one-time-code" in page.get("fields", {}):
        whole = values.pop(page["fields"]["one-time-code"])
        values.update({f"{page['fields']['one-time-code']}{n}": digit for n, digit in enumerate(whole, 1)})
    return {"ticked": "yes"} if page.get("robot") else values


def expect_words(site, number, body):
    words = dressing.languages()[site["language"]]
    page = site["pages"][number]
    assert "lab page" in body and 'content="mekiki lab"' in body, (site["name"], body)
    texts = [words["labels"][kind] for kind in page.get("fields", {}) if kind != "captcha"]
    texts += [words["says"][page["says"]][1]] if "says" in page else []
    missing = [text for text in texts if dressing.html.escape(text) not in body]
    assert site["name"] in ELSEWHERE or not missing, (site["name"], missing, body)


def arrives(site, number, answer):
    """Whether an answer is page `number`, or leads there by script."""
    path = site["pages"][number]["path"]
    status, _, body, url = answer
    if site["name"] == "spa-fetch" and number:
        return json.loads(body)["path"] == path
    if site["name"] == "service-worker":
        return status == 200 and f'"{path}"' in body
    if site["name"] == "iframe" and number == 1:
        return urllib.parse.urlsplit(url).path == f"{site['collect']}/1"
    return status == 200 and urllib.parse.urlsplit(url).path == path


def walk(site):
    """Through all of it; {page's number: what was sent}."""
    client, sent = client_for(site), {}
    answer = client.ask(suites.entry_url(site))
    for number, page in enumerate(site["pages"]):
        assert arrives(site, number, answer), (site["name"], number, answer)
        if site["name"] != "service-worker":
            expect_words(site, number, answer[2] if site["name"] != "spa-fetch" else client.ask(suites.entry_url(site))[2])
        if number + 1 == len(site["pages"]) or page.get("leads") == "file":
            break
        session = urllib.parse.urlsplit(answer[3]).query if site["name"] == "token-url" else ""
        form = values_for(site, page)
        kind = "application/json" if site["name"] == "spa-fetch" else "application/x-www-form-urlencoded"
        answer = client.ask(f"https://{suites.collector(site, number)}{site['collect']}/{number}" + ("?" + session) * bool(session),
                            form, kind)
        if page.get("fields"):
            sent[number] = form
    return sent


def bodies_of(site):
    return [line["body"] for line in inlab.journal("web/web.jsonl") if line["host"] in suites.collectors(site)]


def eventually(condition):
    """nginx writes its line when the answer is out."""
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@house.test("there are 24, one for each technique, in eight languages")
def _(_place):
    assert set(SITES) == ISSUE and len(SITES) == 24
    assert {site["language"] for site in SITES.values()} == set(dressing.languages())


for each in SITES.values():
    @house.test(f"{each['name']}: {each['about']}")
    def _(_place, site=each):
        sent = walk(site)
        assert sent or len(site["pages"]) == 1
        noted = [line for line in inlab.journal("asked.jsonl") if line.get("site") == site["name"]]
        for number, form in sent.items():
            found = [line for line in noted if line["page"] == number and line["server"] == suites.collector(site, number)]
            assert {name: [value] for name, value in form.items()} in [line["form"] for line in found], (number, form, noted)
        last = list(list(sent.values())[-1].values())[0]
        eventually(lambda: any(urllib.parse.quote_plus(last) in body or last in body for body in bodies_of(site)))


def status_of(name, path, client=None, form=None):
    return (client or client_for(SITES[name])).ask(f"https://{SITES[name]['host']}{path}", form)[0]


@house.test("what is refused: a link's second use, programs, strangers, a missing token, a wrong card number")
def _(_place):
    once = SITES["one-time"]
    link = once["entry"] + "-again"
    assert [status_of("one-time", link) for _ in range(2)] == [200, 410]
    assert status_of("one-time", once["pages"][0]["path"]) == 410
    gate = SITES["gate"]
    assert status_of("gate", gate["entry"], Client(**{"User-Agent": "Python-urllib/3.11"})) == 404
    assert status_of("gate", gate["entry"], Client(**{"User-Agent": PERSON["User-Agent"].replace("Chrome", "HeadlessChrome")})) == 404
    assert status_of("gate", gate["pages"][1]["path"], Client()) == 404
    assert status_of("token-url", SITES["token-url"]["pages"][0]["path"]) == 404
    assert status_of("basic-auth", "/", Client()) == 401
    assert status_of("service-worker", SITES["service-worker"]["pages"][0]["path"]) == 404
    strict = SITES["validation"]
    number = next(n for n, page in enumerate(strict["pages"]) if "card-number" in page.get("fields", {}))
    wrong = {**values_for(strict, strict["pages"][number]), strict["pages"][number]["fields"]["card-number"]: "4111111111111112"}
    assert client_for(strict).ask(f"https://{strict['host']}{strict['collect']}/{number}", wrong)[3].endswith("again=1")


@house.test("how it ends: nothing is ever right, at a genuine shop, in a file, behind 50 MB")
def _(_place):
    loop = SITES["loop"]
    url = client_for(loop).ask(f"https://{loop['host']}{loop['collect']}/1", values_for(loop, loop["pages"][1]))[3]
    assert urllib.parse.urlsplit(url).path == loop["pages"][0]["path"] and "again=1" in url
    shop = SITES["genuine-end"]
    last = len(shop["pages"]) - 1
    url = client_for(shop).ask(f"https://{shop['host']}{shop['collect']}/{last}", values_for(shop, shop["pages"][last]))[3]
    assert url == shop["genuine"]
    file = SITES["download"]
    _, headers, body, _ = client_for(file).ask(f"https://{file['host']}{file['file']}")
    assert headers["Content-Disposition"].startswith("attachment") and body.startswith("lab page")
    huge = SITES["huge"]
    _, _, body, _ = client_for(huge).ask(f"https://{huge['host']}{huge['pages'][0]['path']}")
    assert huge["padding"] * 0.99 < len(body) < huge["padding"] * 1.01 and body.index("<form") < 2000


@house.test("each has a name, a network, a registration; nothing left the lab")
def _(_place):
    for site in SITES.values():
        for place in suites.places(site):
            assert inlab.records(place["host"], "A") == [place["address"]], place
    domain = suites.domains({"walk": [SITES["clock"]], "escape": {}})[0]
    assert "Sample Names GmbH" in inlab.whois("whois.nic.example", domain)
    assert inlab.journal("left.jsonl") == [] and inlab.journal("loopback.jsonl") == []


house.main()

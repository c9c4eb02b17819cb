#!/usr/bin/python3
"""The pages of the escape suite are served as lab/sites.json says, and the lab counts what a browser without mekiki lets
through. One lab for all of it."""
import html
import os
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support"))
# pylint: disable=wrong-import-position
import house
import inlab

inlab.enter()

sys.path[:0] = [os.path.join(inlab.SOURCE, "lab"), os.path.join(inlab.SOURCE, "script")]
from benches import bare
from kit import suites

DATA = suites.read(os.environ["MEKIKI_LAB_WORLD"])
ATTEMPTS = {attempt["name"]: attempt for attempt in suites.attempts(DATA)}
ISSUE = {"image", "fetch", "iframe", "form", "frame-form", "font", "css-url", "websocket", "webrtc", "dns-prefetch", "preconnect",
         "alt-svc", "http", "meta", "location", "service-worker", "beacon"}
COUNT_S = 10


@house.test("every way has a page, and towards every kind of place")
def _(_place):
    assert ISSUE <= {attempt["way"] for attempt in ATTEMPTS.values()}
    tried = " ".join(url for attempt in ATTEMPTS.values() for url in attempt["urls"])
    for place in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f", "169.254.169.254", "10.0.0.1", "192.168.",
                  "file:///etc/passwd", "view-source:", "wpad.dat", "proxy.pac", "ws://", "stun:", "turn:", "h3=", "nic.rebind"):
        assert place in tried, place


@house.test("each page tries what the data says")
def _(_place):
    for attempt in ATTEMPTS.values():
        status, headers, body = inlab.get(attempt["start"], redirects=False)
        sent = html.unescape(body.decode()).replace("\\/", "/") + str(headers)
        assert status in (200, 302, 307) and "lab page" in sent, (attempt, status)
        if not all(url.isascii() for url in attempt["urls"]) and attempt["way"] in ("http", "http-307"):
            continue
        missing = [url for url in attempt["urls"] if url not in sent and url.replace('"', '\\"') not in sent]
        assert not missing, (attempt["name"], missing, sent)


@house.test("names that lead inside, and one whose address changes")
def _(_place):
    for name, address in DATA["escape"]["names"].items():
        assert inlab.records(name, "AAAA" if ":" in address else "A") == [address], name
    first, second = (inlab.records(suites.REBINDS, "A") for _ in range(2))
    assert sorted(first + second) == ["127.0.0.1", "203.0.113.136"], (first, second)


def lines():
    return len(inlab.journal("left.jsonl")), len(inlab.journal("loopback.jsonl"))


@house.test("control: a browser without mekiki gets out of the lab and to loopback, and both are counted")
def _(_place):
    why = bare.why_not()
    if why:
        raise house.Skip(why)
    before = lines()
    with bare.Browser() as browser:
        for name in ("image-loopback", "image-private"):
            browser.open(ATTEMPTS[name]["start"], 1)
        deadline = time.monotonic() + COUNT_S
        while not all(now > then for now, then in zip(lines(), before)):
            assert time.monotonic() < deadline, lines()
            browser.wait(0.1)


house.main()

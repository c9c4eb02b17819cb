"""kit/escaping - the pages of the escape suite: each tries, in one way, to get to places inside.

sites/ways.json tells how a way is done: markup for each address, a script over `url` and its number `n`, headers; and
whether it moves the page itself.
"""
import html
import json

from kit import dressing, suites
from kit.dressing import Raw, script
from kit.techniques import Answer


def put(text, url, number):
    return text.replace("{{url}}", url).replace("{{n}}", str(number))


class Escape:
    """The site with all of these pages."""

    def __init__(self, data):
        self.ways = json.loads(dressing.template("ways.json"))
        self.attempts = {attempt["path"]: attempt for attempt in suites.attempts(data)}

    def answer(self, request):
        if request.path == "/escape-worker.js":
            return Answer(body=dressing.fill("escape-worker.js", {}).encode(), kind="text/javascript")
        if request.host == suites.REBINDS:
            return Answer(body=dressing.template("rebind.html").encode())
        if request.path not in self.attempts:
            return Answer(404, b"lab page: nothing")
        attempt = self.attempts[request.path]
        way, urls = self.ways[attempt["way"]], attempt["urls"]
        facts = {
            "name": attempt["name"],
            "way": attempt["way"],
            "urls": script(urls if "script" in way else []),
            "script": Raw(way.get("script", "")),
            "markup": Raw("\n".join(put(way.get("markup", ""), html.escape(url), n) for n, url in enumerate(urls))),
        }
        headers = {name: put(text, urls[0], 0) for name, text in way.get("headers", {}).items()}
        return Answer(way.get("status", 200), dressing.fill("escape", facts).encode(), headers=headers)

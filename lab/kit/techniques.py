"""kit/techniques - what the sites of the walk suite do: a Kit is a site with its state, and a class for each technique
that is more than a template.

    kit = techniques.kit(site, note)
    answer = kit.answer(request)

`note` is told of each set of values that arrives: note(site, page's number, values).
"""
import base64
import hashlib
import json
import re
import secrets
import time
from dataclasses import dataclass, field

from kit import dressing, suites
from kit.dressing import Raw, script

PROGRAMS = re.compile(r"headless|python|curl|wget|bot|spider|java/|go-http", re.I)
BLOCK = b"<!-- nothing at all, over and over, so that whoever scans this page gives up before its end -->\n" * 700
CAPTCHA_LETTERS = "ABCDEFGHKLMNPRSTUVWXYZ"


@dataclass
class Request:
    method: str
    host: str
    path: str
    query: dict
    headers: dict
    cookies: dict
    form: dict  # {name: value}


@dataclass
class Answer:
    """`body` is bytes, or an iterator of bytes that never knows its length."""

    status: int = 200
    body: object = b""
    kind: str = "text/html; charset=utf-8"
    headers: dict = field(default_factory=dict)


def redirect(where, status=302, **headers):
    return Answer(status, headers={"Location": where, **headers})


class Kit:
    """A site whose pages are forms, one after the other."""

    def __init__(self, site, note):
        self.site, self.note = site, note
        self.words = dressing.languages()[site["language"]]
        self.pages = site["pages"]
        self.numbers = {page["path"]: number for number, page in enumerate(self.pages)}
        self.entry = site["entry"].partition("?")[0]
        self.top = f"https://{site['host']}" if len(suites.places(site)) > 1 else ""

    def answer(self, request):
        refusal = self.refusal(request)
        if refusal:
            return refusal
        if request.path == self.entry:
            return self.enter(request)
        if request.path in self.numbers:
            return self.show(self.numbers[request.path], request)
        found = re.fullmatch(re.escape(self.site["collect"]) + r"/(\d{1,2})", request.path)
        if found and int(found[1]) < len(self.pages):
            return self.collect(int(found[1]), request)
        return self.more(request)

    # what techniques change

    def refusal(self, _request):
        return None

    def enter(self, _request):
        return redirect(self.pages[0]["path"])

    def show(self, number, request):
        return self.written(number, self.body(number, request))

    def more(self, _request):
        return self.says("expired", 404)

    def complaint(self, number, values):
        """Whether values are taken: every one is needed."""
        return not all(values.get(name) for name in self.pages[number].get("fields", {}).values())

    def where(self, number, _request):
        """The address of a page; behind the last one is the genuine site, or the beginning."""
        if number < len(self.pages):
            return self.top + self.pages[number]["path"]
        return self.site.get("genuine", self.entry)

    def action(self, number, _request):
        host = suites.collector(self.site, number)
        return ("" if host == self.site["host"] else "https://" + host) + f"{self.site['collect']}/{number}"

    def facts(self, _number, _request):
        """What a technique's template wants besides."""
        return {}

    # the rest is common

    def template(self, number):
        page = self.pages[number]
        if "says" in page:
            return {"popup": "opener", "file": "file", "form": "led"}.get(page.get("leads"), "says")
        if page.get("robot"):
            return "robot"
        if "captcha" in page["fields"]:
            return "letters"
        return self.site["name"] if dressing.exists(self.site["name"]) else "plain"

    def body(self, number, request, template=None):
        page = self.pages[number]
        error = Raw(f'<p class="error">{self.words["error"]}</p>') if "again" in request.query else ""
        action = self.action(number, request)
        button = self.words["start" if page.get("leads") == "popup" else "file" if page.get("leads") == "file" else "next"]
        facts = {
            "title": dressing.title_of(self.words, page),
            "text": self.words["says"][page["says"]][1] if "says" in page else "",
            "error": error,
            "number": number,
            "action": action,
            "action_json": script(action),
            "button": button,
            "button_json": script(button),
            "wait": self.words["wait"],
            "words": script(self.words["wait"]),
            **self.facts(number, request),
        }
        if page.get("fields"):
            facts["fields"] = dressing.fields(self.words, self.site["name"], number, page)
            facts["fields_json"] = script(facts["fields"])
        return dressing.fill(template or self.template(number), facts)

    def written(self, number, body, **headers):
        title = dressing.title_of(self.words, self.pages[number])
        return Answer(body=dressing.document(self.words, self.site, title, body).encode(), headers=headers)

    def plain_document(self, title, template, facts, status=200, **headers):
        body = dressing.fill(template, {"title": title, "wait": self.words["wait"], **facts})
        return Answer(status, dressing.document(self.words, self.site, title, body).encode(), headers=headers)

    def says(self, what, status=200):
        title, text = self.words["says"][what]
        return self.plain_document(title, "says", {"text": text}, status)

    def collect(self, number, request):
        if request.method != "POST":
            return self.more(request)
        return self.take(number, request)

    def take(self, number, request):
        """Note what came, and lead on, or back where it is not taken."""
        if request.form:
            self.note(self.site, number, request.form)
        if self.complaint(number, request.form):
            back = self.where(number, request)
            return redirect(back + ("&" if "?" in back else "?") + "again=1", 303)
        return redirect(self.where(number + 1, request), 303)


class SplitCode(Kit):
    def complaint(self, number, values):
        whole = dict(values)
        name = self.pages[number].get("fields", {}).get("one-time-code")
        if name:
            whole[name] = "x" * all(values.get(f"{name}{n}") for n in range(1, 7))
        return super().complaint(number, whole)


class SpaFetch(Kit):
    def facts(self, number, _request):
        return {"api": script("https://" + suites.collector(self.site, number)), "collect": script(self.site["collect"])}

    def template(self, _number):
        return "spa-fetch"

    def step(self, number):
        page = self.pages[number]
        labels = self.words["labels"]
        return {
            "number": number,
            "path": page["path"],
            "title": dressing.title_of(self.words, page),
            "text": self.words["says"][page["says"]][1] if "says" in page else "",
            "button": self.words["next"],
            "fields": [
                {"name": name, "label": labels[kind], "type": "password" if "password" in kind or kind == "pin" else "text"}
                for kind, name in page.get("fields", {}).items()
            ],
        }

    def collect(self, number, request):
        allowed = {
            "Access-Control-Allow-Origin": f"https://{self.site['host']}",
            "Access-Control-Allow-Headers": "Content-Type",
            "Access-Control-Allow-Methods": "GET, POST",
        }
        if request.method == "OPTIONS":
            return Answer(204, headers=allowed)
        if request.method == "POST":
            self.note(self.site, number, request.form)
            number += not self.complaint(number, request.form)
        return Answer(body=json.dumps(self.step(number)).encode(), kind="application/json", headers=allowed)


class Iframe(Kit):
    """Pages below "remote" follow each other in one frame of the same site; the others have a frame of another."""

    def frame(self, number):
        host = suites.collector(self.site, number)
        return ("" if host == self.site["host"] else "https://" + host) + f"{self.site['collect']}/{number}"

    def template(self, number):
        return "iframe" if self.pages[number].get("fields") else super().template(number)

    def facts(self, number, _request):
        top = number + 1 >= self.site["remote"]
        return {"frame": self.frame(number), "target": Raw(' target="_top"') if top else ""}

    def collect(self, number, request):
        if request.method == "GET":
            return self.written(number, self.body(number, request, "frame"))
        return self.take(number, request)

    def where(self, number, request):
        if 0 < number < self.site["remote"]:
            return self.frame(number)
        return super().where(number, request)


class Nameless(Kit):
    def facts(self, number, _request):
        return {"names": script(list(self.pages[number].get("fields", {}).values()))}


class PictureLabels(Kit):
    def more(self, request):
        found = re.fullmatch(r"/picture/(\d)/([a-z-]+)\.svg", request.path)
        if not found or int(found[1]) >= len(self.pages):
            return super().more(request)
        page = self.pages[int(found[1])]
        texts = {"title": dressing.title_of(self.words, page), "button": self.words["send"], **self.words["labels"]}
        if found[2] not in texts:
            return super().more(request)
        return Answer(body=dressing.picture(texts[found[2]]).encode(), kind="image/svg+xml")


class Delayed(Kit):
    def facts(self, number, _request):
        delays = self.site["delays_ms"]
        return {"delay": delays[number % len(delays)]}


class Validation(Kit):
    def facts(self, number, _request):
        return {
            "fault": self.words["error"],
            "patterns": script(
                {
                    name: [dressing.PATTERNS.get(kind, ".{2,}"), "luhn" if kind == "card-number" else ""]
                    for kind, name in self.pages[number].get("fields", {}).items()
                }
            ),
        }

    def complaint(self, number, values):
        wanted = self.pages[number].get("fields", {})
        return not all(dressing.right(kind, values.get(name, "")) for kind, name in wanted.items())


class TokenUrl(Kit):
    """?t= in the mail's link becomes ?s= of a session, without which there is nothing."""

    def __init__(self, site, note):
        super().__init__(site, note)
        self.sessions = {}  # s -> account

    def enter(self, request):
        token = request.query.get("t", "")
        if not re.fullmatch(r"[A-Za-z0-9_-]{8,}", token):
            return self.says("expired", 404)
        try:
            account = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode("ascii")
        except ValueError:
            account = ""
        session = secrets.token_hex(8)
        self.sessions[session] = account
        return redirect(f"{self.pages[0]['path']}?s={session}")

    def refusal(self, request):
        known = request.path == self.entry or request.query.get("s") in self.sessions
        return None if known else self.says("expired", 404)

    def action(self, number, request):
        return f"{super().action(number, request)}?s={request.query['s']}"

    def where(self, number, request):
        return f"{super().where(number, request)}?s={request.query['s']}"

    def show(self, number, request):
        body = self.body(number, request)
        account = self.sessions[request.query["s"]]
        if account and (number == 0 or self.pages[number].get("shows_account")):
            body = dressing.fill("account", {"label": self.words["labels"]["mail"], "account": account}) + body
        return self.written(number, Raw(body))


class OneTime(Kit):
    """Each link below the entry's folder opens once, for whoever has the cookie from then on."""

    def __init__(self, site, note):
        super().__init__(site, note)
        self.folder = self.entry.rpartition("/")[0] + "/"
        self.opened, self.guests = set(), set()

    def refusal(self, request):
        if request.cookies.get("guest") in self.guests:
            return None
        if not request.path.startswith(self.folder) or request.path in self.opened:
            return self.says("expired", 410)
        self.opened.add(request.path)
        guest = secrets.token_hex(8)
        self.guests.add(guest)
        return redirect(self.pages[0]["path"], Set_Cookie=f"guest={guest}; Path=/; Secure; HttpOnly")

    def more(self, request):
        return redirect(self.pages[0]["path"]) if request.path.startswith(self.folder) else super().more(request)


class Gate(Kit):
    def refusal(self, request):
        if PROGRAMS.search(request.headers.get("user-agent", "python")) or "accept-language" not in request.headers:
            return Answer(404, b"<!DOCTYPE html><title>404 Not Found</title><h1>404 Not Found</h1>")
        return None

    def show(self, number, request):
        if number and not request.headers.get("referer", "").startswith(f"https://{self.site['host']}/"):
            return self.says("expired", 404)
        return super().show(number, request)


class Challenge(Kit):
    @staticmethod
    def solved(seed, number):
        digest = hashlib.sha256((seed + number).encode()).digest()
        return digest[0] == 0 and digest[1] < 64

    def refusal(self, request):
        seed = hashlib.sha256((request.host + request.headers.get("user-agent", "")).encode()).hexdigest()[:16]
        if self.solved(seed, request.cookies.get("clearance", "")):
            return None
        return self.plain_document(self.words["robot_title"], "proof", {"seed": script(seed)}, 403, X_Challenge=seed)


class Captcha(Kit):
    def __init__(self, site, note):
        super().__init__(site, note)
        self.pictures = {}  # id -> text

    def facts(self, number, _request):
        page = self.pages[number]
        if "captcha" not in page.get("fields", {}):
            return {"robot": self.words["robot"]}
        picture = secrets.token_hex(8)
        self.pictures[picture] = "".join(secrets.choice(CAPTCHA_LETTERS) for _ in range(6))
        return {"picture": self.words["picture"], "image": f"/c/{picture}.svg", "name": page["fields"]["captcha"]}

    def more(self, request):
        text = self.pictures.get(request.path[3:-4])
        if not text:
            return super().more(request)
        return Answer(body=dressing.picture(text, True).encode(), kind="image/svg+xml")

    def complaint(self, number, values):
        page = self.pages[number]
        if page.get("robot"):
            return values.get("ticked") != "yes"
        if "captcha" in page.get("fields", {}):
            return values.get(page["fields"]["captcha"], "").upper() not in self.pictures.values()
        return super().complaint(number, values)


class Loop(Kit):
    def where(self, number, _request):
        return f"{self.pages[number % len(self.pages)]['path']}?r={secrets.token_hex(4)}&again=1"


class Huge(Kit):
    def show(self, number, request):
        answer = super().show(number, request)
        if number == 0:
            start, _, end = answer.body.rpartition(b"</body>")
            answer.body = self.padded(start, b"</body>" + end)
        return answer

    def padded(self, start, end):
        yield start
        for _ in range(self.site["padding"] // len(BLOCK)):
            yield BLOCK
        yield end


class Alerts(Kit):
    def facts(self, _number, _request):
        return {"dialogs": self.site["dialogs"]}


class Popup(Kit):
    def facts(self, number, request):
        return {"target_json": script(self.where(number + 1, request))}


class Download(Kit):
    def facts(self, _number, _request):
        return {"file": self.site["file"], "file_json": script(self.site["file"])}

    def more(self, request):
        if request.path != self.site["file"]:
            return super().more(request)
        name = self.site["file"].rpartition("/")[2]
        return Answer(
            body=b"lab page: a file of mekiki's lab that does nothing\n" * 100,
            kind="application/octet-stream",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class BasicAuth(Kit):
    def __init__(self, site, note):
        super().__init__(site, note)
        self.noted = set()

    def refusal(self, request):
        kind, _, text = request.headers.get("authorization", "").partition(" ")
        try:
            user, _, password = base64.b64decode(text).decode().partition(":")
        except ValueError:
            user = password = ""
        if kind.lower() != "basic" or not user or not password:
            answer = self.says("expired", 401)
            answer.headers["WWW-Authenticate"] = f'Basic realm="{self.site["host"]} sign-in", charset="UTF-8"'
            return answer
        if text not in self.noted:
            self.noted.add(text)
            self.note(self.site, 0, {"account": user, "password": password})
        return None


class ServiceWorker(Kit):
    def enter(self, _request):
        return self.plain_document(self.site["brand"], "register", {"first": script(self.pages[0]["path"]), "relay": self.site["relay"]})

    def show(self, _number, request):
        return self.more(request)

    def more(self, request):
        if request.path != "/worker.js":
            return super().more(request)
        pages = {page["path"]: self.written(number, self.body(number, request)).body.decode() for number, page in enumerate(self.pages)}
        return Answer(body=dressing.fill("worker.js", {"pages": script(pages), "relay": script(self.site["relay"])}).encode(), kind="text/javascript; charset=utf-8")

    def take(self, number, request):
        answer = super().take(number, request)
        return self.plain_document(self.site["brand"], "onward", {"first": script(answer.headers["Location"])})


class Clock(Kit):
    def facts(self, _number, _request):
        return {"stamp": int(time.time() * 1000), "expired": script("/expired")}


class Speed:
    """A page of four requests, for measurements."""

    PARTS = {"/": "speed.html", "/speed.css": "speed.css", "/speed.js": "speed.js", "/speed.svg": "speed.svg"}
    KINDS = {"html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}

    def answer(self, request):
        name = self.PARTS.get(request.path)
        if not name:
            return Answer(404, b"lab page: nothing")
        return Answer(body=dressing.template(name).encode(), kind=self.KINDS[name.rpartition(".")[2]])


TECHNIQUES = {
    "split-code": SplitCode,
    "spa-fetch": SpaFetch,
    "iframe": Iframe,
    "nameless": Nameless,
    "picture-labels": PictureLabels,
    "delayed": Delayed,
    "validation": Validation,
    "token-url": TokenUrl,
    "one-time": OneTime,
    "gate": Gate,
    "challenge": Challenge,
    "captcha": Captcha,
    "loop": Loop,
    "huge": Huge,
    "alerts": Alerts,
    "popup": Popup,
    "download": Download,
    "basic-auth": BasicAuth,
    "service-worker": ServiceWorker,
    "clock": Clock,
}


def kit(site, note):
    return TECHNIQUES.get(site["name"], Kit)(site, note)

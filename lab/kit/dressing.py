"""kit/dressing - the pages of the walk suite: words of a language and a template of lab/sites/ become one document.

    dressing.document(words, "みなも銀行", "サインイン", dressing.fill("plain", facts))

{{name}} in a template is a fact; text is escaped, what is Raw stands as it is.
"""
import functools
import html
import json
import os
import re

from kit.world import LAB

FOLDER = os.path.join(LAB, "sites")
DATE = 'type="text" placeholder="YYYY/MM/DD" maxlength="10"'
# what a field of a kind looks like
INPUTS = {
    "account": 'type="text" maxlength="64"',
    "password": 'type="password" maxlength="64"',
    "one-time-code": 'type="text" inputmode="numeric" maxlength="6"',
    "pin": 'type="password" inputmode="numeric" maxlength="4"',
    "birth-date": DATE,
    "postcode": 'type="text" maxlength="10"',
    "phone": 'type="tel" maxlength="20"',
    "mail": 'type="email" maxlength="64"',
    "mail-password": 'type="password" maxlength="64"',
    "card-number": 'type="text" inputmode="numeric" maxlength="19"',
    "expiry": 'type="text" inputmode="numeric" maxlength="5"',
    "security-code": 'type="text" inputmode="numeric" maxlength="4"',
}
ANY = 'type="text" maxlength="120"'
CHOICES = {
    "expiry-month": [f"{month:02}" for month in range(1, 13)],
    "expiry-year": [str(year) for year in range(2026, 2034)],
}
# what a value has to look like where a site is strict; understood by Python and by JavaScript
PATTERNS = {
    "mail": r"[^@ ]+@[^@ ]+\.[A-Za-z]+",
    "password": r".{8,}",
    "kana": "[ァ-ヶー  ]+",
    "birth-date": r"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}",
    "postcode": r"[0-9A-Z][0-9A-Z -]{2,9}",
    "phone": r"[0-9+() -]{9,20}",
    "card-number": r"[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}",
    "expiry": r"(0[1-9]|1[0-2])/[0-9]{2}",
    "security-code": r"[0-9]{3,4}",
}
TITLES = (
    ("card", {"card-number"}),
    ("mailbox", {"mail-password"}),
    ("signin", {"account", "password", "mail"}),
    ("person", {"name", "address"}),
    ("picture_title", {"captcha"}),
)


class Raw(str):
    """Text that is markup already."""


@functools.lru_cache(None)
def template(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return file.read()


@functools.lru_cache(None)
def languages():
    return json.loads(template("words.json"))


def exists(name):
    return os.path.exists(os.path.join(FOLDER, name + ".html"))


def script(value):
    """A value as a script's literal."""
    return Raw(json.dumps(value, ensure_ascii=False).replace("</", "<\\/"))


def fill(name, facts):
    """A template with facts in it; a name without suffix is a page's."""

    def put(match):
        value = facts[match[1]]
        return value if isinstance(value, Raw) else html.escape(str(value))

    return Raw(re.sub(r"\{\{(\w+)\}\}", put, template(name if "." in name else name + ".html")))


def document(words, site, title, body):
    facts = {"language": site["language"], "lab": words["lab"], "brand": site["brand"], "title": title, "body": body}
    return fill("shell", facts)


def title_of(words, page):
    """What a page is headed with."""
    if "says" in page:
        return words["says"][page["says"]][0]
    if page.get("robot"):
        return words["robot_title"]
    return words[next((title for title, kinds in TITLES if kinds & set(page["fields"])), "confirm")]


def control(kind, name, more=""):
    """The input or the select itself."""
    if kind in CHOICES:
        options = "".join(f"<option>{choice}</option>" for choice in CHOICES[kind])
        return f'<select name="{name}"{more}><option value=""></option>{options}</select>'
    named = f' name="{name}"' if name else ""
    return f"<input {INPUTS.get(kind, ANY)}{named}{more}>"


def labelled(words, _number, kind, name):
    return f"<p><label>{html.escape(words['labels'][kind])} {control(kind, name, ' required')}</label></p>"


def in_boxes(words, number, kind, name):
    """A box for each digit of a code, a field like any other else."""
    if kind != "one-time-code":
        return labelled(words, number, kind, name)
    box = '<input type="tel" class="digit" name="{}{}" maxlength="1" size="1" style="display:inline;width:1.5em" required>'
    return f"<p>{html.escape(words['labels'][kind])}</p><p>{''.join(box.format(name, n) for n in range(1, 7))}</p>"


def in_cells(words, _number, kind, _name):
    """A row of a table: the words here, a field that is called nothing there."""
    field = '<input type="date">' if kind == "birth-date" else control(kind, "")
    return f"<tr><td>{html.escape(words['labels'][kind])}</td><td>{field}</td></tr>"


def with_pictures(_words, number, kind, name):
    return f'<p><img src="/picture/{number}/{kind}.svg" alt="" height="28">{control(kind, name, " required")}</p>'


SHAPES = {"split-code": in_boxes, "nameless": in_cells, "picture-labels": with_pictures}


def fields(words, technique, number, page):
    shape = SHAPES.get(technique, labelled)
    return Raw("\n".join(shape(words, number, kind, name) for kind, name in page["fields"].items()))


def picture(text, wild=False):
    """An SVG of a text; a wild one is hard to read for programs."""
    letters, x = [], 10
    for n, letter in enumerate(text):
        turn = (37 * ord(letter) + 53 * n) % 50 - 25 if wild else 0
        letters.append(f'<text x="{x}" y="{45 if wild else 24}" transform="rotate({turn} {x} 40)">{html.escape(letter)}</text>')
        x += 32 if wild else 18 if ord(letter) > 0x1100 else 11
    lines = '<path d="M0 20Q60 60 120 25T220 40M0 55Q90 5 220 60" stroke="#555" stroke-width="3" fill="none"/>' if wild else ""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{max(x + 10, 60)}" height="{70 if wild else 34}" '
            f'font-family="sans-serif" font-size="{36 if wild else 18}"><rect width="100%" height="100%" fill="#eee"/>'
            f'{"".join(letters)}{lines}</svg>')


def luhn(number):
    digits = [int(digit) for digit in re.sub("[ -]", "", number)]
    return sum(digit if n % 2 == 0 else sum(divmod(2 * digit, 10)) for n, digit in enumerate(reversed(digits))) % 10 == 0


def right(kind, value):
    """Whether a strict site takes the value."""
    if not re.fullmatch(PATTERNS.get(kind, ".{2,}"), value):
        return False
    return kind != "card-number" or luhn(value)

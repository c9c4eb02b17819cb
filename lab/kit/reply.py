"""kit/reply - a WHOIS reply made of a template in replies/ and facts.

${name} is a fact, ${holder.name} a fact of a fact, ${created@jst} a time in one of FORMATS. A line with
${ns*} stands once for each of a list's values, and not at all where there is none; a line with ${x?} stands
only where there is something to say.
"""
import datetime
import os
import re

from kit.world import LAB

FORMATS = {
    "iso": ("%Y-%m-%dT%H:%M:%SZ", 0),
    "day": ("%Y-%m-%d", 0),
    "day8": ("%Y%m%d", 0),
    "cst": ("%Y-%m-%d %H:%M:%S", 8),
    "jst": ("%Y/%m/%d %H:%M:%S", 9),
    "jst-day": ("%Y/%m/%d", 9),
    "dotted": ("%Y. %m. %d.", 9),
}
MARK = re.compile(r"\$\{([A-Za-z_.]+)(?:@([a-z0-9-]+))?([*?]?)\}")


def template(dialect, *names):
    """The first of a dialect's templates that exists, or None."""
    for name in names:
        path = os.path.join(LAB, "replies", dialect, name + ".txt")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                return file.read()
    return None


def fact(facts, path):
    for part in path.split("."):
        facts = facts.get(part, "") if isinstance(facts, dict) else ""
    return "" if facts is None else facts


def shown(facts, match, item):
    value = item if match[3] == "*" else fact(facts, match[1])
    if match[2] and value:
        form, hours = FORMATS[match[2]]
        value = (value + datetime.timedelta(hours=hours)).strftime(form)
    return str(value)


def render(text, facts):
    lines = []
    for line in text.splitlines(keepends=True):
        marks = list(MARK.finditer(line))
        if any(mark[3] == "?" and not fact(facts, mark[1]) for mark in marks):
            continue
        repeated = next((fact(facts, mark[1]) for mark in marks if mark[3] == "*"), None)
        items = [None] if repeated is None else repeated if isinstance(repeated, list) else [repeated]
        lines += [MARK.sub(lambda mark, item=item: shown(facts, mark, item), line) for item in items]
    return "".join(lines)

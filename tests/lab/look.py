#!/usr/bin/python3
"""tests/lab/look.py FACTS - in the lab: look for what FACTS (of lab/shuffle, JSON) says of the model's case, the way
one would who knows nothing of it: names by the resolver, registries by IANA's referral. Prints what was found, as
JSON."""
import json
import re
import sys

import inlab


REFERRAL = re.compile(
    r"^ *(?:refer|Registrar WHOIS Server|ReferralServer): *(?:rwhois://)?([^\s:]+)(?::(\d+))?", re.M
)
QUESTIONS = {"whois.arin.net": "n + {}"}


def from_iana_down(subject):
    """The replies to a question, from IANA by each reply's referral; IANA's own is left out."""
    replies, server, port = [], "whois.iana.org", 43
    while server and len(replies) < 4:
        replies.append(
            inlab.ask(server, QUESTIONS.get(server, "{}").format(subject), port).decode("utf-8", "replace")
        )
        refer = REFERRAL.search(replies[-1])
        server, port = (refer[1], int(refer[2] or 43)) if refer and refer[1] != server else (None, 43)
    return replies[1:]


with open(sys.argv[1], encoding="utf-8") as file:
    case = json.load(file)["model"]
host = case["link"].split("/")[2]
print(
    json.dumps(
        {
            "landing": inlab.records(host, "A"),
            "origin_name": inlab.dig("+short", "-x", case["origin"]["ip"]).strip(),
            "nameservers": inlab.records(case["domain"]["domain"], "NS"),
            "domain": from_iana_down(case["domain"]["domain"]),
            "from": from_iana_down(case["from"]["domain"]),
            "origin": from_iana_down(case["origin"]["ip"]),
            "landing_network": from_iana_down(case["landing"]["ip"]),
            "first_page": inlab.get(case["link"])[2].decode("utf-8"),
        }
    )
)

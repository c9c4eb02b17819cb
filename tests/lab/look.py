#!/usr/bin/python3
"""tests/lab/look.py FACTS - in the lab: look for what FACTS (of lab/shuffle, JSON) says of the model's case, the way one would who knows
nothing of it: names by the resolver, registries by IANA's referral. Prints what was found, as JSON."""
import json
import re
import sys

import inlab


def from_iana_down(subject, question="{}"):
    """The replies to a question, from IANA by each reply's referral."""
    replies, server = [], "whois.iana.org"
    while server and len(replies) < 4:
        replies.append(inlab.whois(server, (question if server != "whois.iana.org" else "{}").format(subject), charset="latin-1"))
        refer = re.search(r"^(?:refer|Registrar WHOIS Server|\s+Registrar WHOIS Server): *(\S+)", replies[-1], re.M)
        server = refer[1] if refer and refer[1] != server else None
    return [reply.encode("latin-1").decode("utf-8", "replace") for reply in replies[1:]]


with open(sys.argv[1], encoding="utf-8") as file:
    case = json.load(file)["model"]
host = case["link"].split("/")[2]
print(json.dumps({
    "landing": inlab.records(host, "A"), "origin_name": inlab.dig("+short", "-x", case["origin"]["ip"]).strip(),
    "nameservers": inlab.records(case["domain"]["domain"], "NS"),
    "domain": from_iana_down(case["domain"]["domain"]), "from": from_iana_down(case["from"]["domain"]),
    "origin": from_iana_down(case["origin"]["ip"]), "landing_network": from_iana_down(case["landing"]["ip"]),
    "first_page": inlab.get(case["link"])[2].decode("utf-8"),
}))

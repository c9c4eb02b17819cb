#!/usr/bin/python3
"""Our own mails come out as they should: verdict, brand, origin, and what tells a twin from its original."""
import os
import sys

sys.path.insert(0, os.path.join(os.environ["MEKIKI_SOURCE"], "tests/support"))
import house  # noqa: E402  pylint: disable=wrong-import-position

BAD = {"phishing", "suspicious"}

# mail, verdicts that are right, origin's address, hosts of its links
MAILS = [
    ("model", BAD, "106.75.178.120", {"www.4ztfqg8.cn"}),
    ("model-2020", BAD, None, None),
    ("paypal-en", BAD, None, None),
    ("recent-prime", BAD, "203.0.113.181", {"www.prime-kaiin.example"}),
    ("recent-koushin", BAD, "192.0.2.61", {"login.am-koushin.example"}),
    ("receipt", {"no-sign"}, None, None),
    ("newsletter", {"no-sign"}, None, None),
    ("personal", {"no-sign"}, None, None),
    ("reset", {"no-sign"}, None, None),
    ("receipt-twin", BAD, None, None),
    ("newsletter-twin", BAD, None, None),
    ("personal-twin", BAD | {"inconclusive"}, None, None),
    ("reset-twin", BAD, None, None),
]


@house.test("the lab's mails")
def _(place):
    dossiers = []
    for mail, verdicts, origin, hosts in MAILS:
        dossier = place.investigate(place.mail(mail))
        verdict = dossier["verdict"]
        assert verdict["is"] in verdicts, f"{mail}: {verdict}"
        assert origin is None or dossier["origin"]["ip"] == origin, f"{mail}: {dossier['origin']}"
        found = {link["host"] for link in dossier["links"]}
        assert hosts is None or found == hosts, f"{mail}: {found}"
        dossiers.append(dossier)
    house.validate(dossiers)


@house.test("a twin's reason is what differs")
def _(place):
    for mail in ("receipt", "newsletter", "personal", "reset"):
        original, twin = (place.investigate(place.mail(name)) for name in (mail, f"{mail}-twin"))
        known = {finding["rule"] for finding in original["findings"]}
        new = [finding for finding in twin["findings"] if finding["rule"] not in known]
        assert any(finding["weight"] > 0 for finding in new), f"{mail}: {new}"


house.main()

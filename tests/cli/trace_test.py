#!/usr/bin/python3
"""mekiki trace and mekiki dkim: what a person sees, what --dns and --offline change, and that it all fits the schema."""
import os
import sys

sys.path.insert(0, os.path.join(os.environ["MEKIKI_SOURCE"], "tests/support"))
import house  # noqa: E402  pylint: disable=wrong-import-position

# RFC 8463, appendix A, taken by a server of the recipient
MAIL = b"""Received: from mail.football.example.com (mail.football.example.com [192.0.2.1])
\tby mx.example.net (Postfix) with ESMTPS id 1 for <suzie@shopping.example.net>;
\tSun, 10 Jun 2018 13:38:35 +0000
DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
"""
DNS = b"brisbane._domainkey.football.example.com TXT v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"


def traced(place, mail, dns, *arguments):
    place.write("mail.eml", mail)
    place.write("dns", dns)
    done = place.run("trace", "--dns", "dns", "mail.eml", *arguments)
    assert done.code == 0, done
    return done


@house.test("the way and the meaning are told in words")
def _(place):
    english, japanese = traced(place, MAIL, DNS).out, traced(place, MAIL, DNS, "--lang", "ja").out
    assert english.startswith("#  date                  delay  from "), english
    assert "mail.football.example.com [192.0.2.1]  mx.example.net  ESMTPS" in english, english
    assert "The mail was really sent by football.example.com. That says who sent it, not that the sender is honest." in english
    # Date is signed once more than it is there, To is not
    assert "signed as absent  from, subject, date\n" in english, english
    assert "may be doubled    to, message-id\n" in english, english
    assert "Message-ID form   N14.N5.W4@football.example.com\ntime zone         -0700\n" in english, english
    assert "signature 1  football.example.com  pass" in english and "ed25519 256 bit" in english
    assert "このメールは確かに football.example.com から送信されています" in japanese, japanese
    assert "検証成功" in japanese


CHANGES = [
    # name, what is changed, DNS, class, meaning
    ("as it was sent", None, DNS, "pass", "author-verified"),
    ("a footer", (b"Joe.\n", b"Joe.\n-- \nlist\n"), DNS, "body-changed", "changed-since"),
    ("a subject's tag", (b"Subject: ", b"Subject: [list] "), DNS, "fail", "fails"),
    ("the key is gone", None, b"other.example TXT x\n", "key-gone", "key-gone"),
    ("the DNS is silent", None, b"brisbane._domainkey.football.example.com TXT TIMEOUT\n", "temporary", "no-answer"),
    ("the key is revoked", None, b"brisbane._domainkey.football.example.com TXT v=DKIM1; p=\n", "key-revoked", "key-gone"),
    ("From of another domain", (b"From: Joe SixPack <joe@football.example.com>", b"From: <x@example.org>"), DNS, "fail", "fails"),
    ("a list's From above", (b"Subject: Is", b"X-A: b\nSubject: Is"), DNS, "pass", "author-verified"),
    ("no signature", (MAIL[:MAIL.index(b"From: Joe")], b""), DNS, None, "unsigned"),
]


@house.test("a change on the way is called by its name")
def _(place):
    for name, change, dns, wanted, meaning in CHANGES:
        auth = traced(place, MAIL.replace(*change) if change else MAIL, dns, "--json").json()["auth"]
        classes = [signature["class"] for signature in auth["now"]["dkim"]]
        assert classes == ([wanted] if wanted else []), (name, auth)
        assert auth["meaning"]["what"] == meaning, (name, auth["meaning"])


FILTERED = b"""Received: from out.filter.example (out.filter.example [203.0.114.40])
\tby mx.example.jp (Postfix) with ESMTPS id 1; Mon, 28 Feb 2022 12:00:09 +0900
Received: from cljqxt.top (unknown [106.75.178.120]) by out.filter.example
\twith ESMTP id 3; Mon, 28 Feb 2022 12:00:01 +0900
From: amazon@cljqxt.top

x
"""


@house.test("hops by trusted relays are the recipient's own")
def _(place):
    mail = place.write("mail.eml", FILTERED)
    place.write("conf", b"[trace]\ntrusted_relays = 192.0.2.1; 203.0.114.0/24\n")
    for command, entry, by_file, environment in (
            (["trace"], "203.0.114.0/24", ["--config", "conf"], {}),
            (["trace"], "out.filter.example", [], {"MEKIKI_TRUSTED_RELAYS": "out.filter.example"}),
            (["investigate", "--no-archive"], "203.0.114.0/24", ["--config", "conf"], {})):
        before = place.run(*command, "--json", mail).json()
        after = place.run(*command, "--json", mail, *by_file, **environment).json()
        assert before["origin"]["ip"] == "203.0.114.40" and after["origin"]["ip"] == "106.75.178.120", (before, after)
        assert [(hop["side"], hop["relay"]) for hop in after["hops"]] == [("recipient", None), ("boundary", entry)], after
        assert f"(trusted_relays: {entry})" in after["origin"]["why"]["en"], after["origin"]


@house.test("what is no relay is refused by its name")
def _(place):
    done = place.run("trace", place.write("mail.eml", FILTERED), MEKIKI_TRUSTED_RELAYS="192.0.2.1;10.0.0.0/33")
    assert done.code == 2 and '"10.0.0.0/33" in trusted_relays is neither an address' in done.err, done


@house.test("offline the body alone is compared")
def _(place):
    place.write("mail.eml", MAIL)
    auth = place.run("trace", "--offline", "--json", "mail.eml").json()["auth"]
    assert auth["now"]["answer"] == "not-asked" and auth["now"]["dkim"][0]["body"] == "same", auth
    assert auth["now"]["dkim"][0]["headers"] is None and auth["meaning"]["what"] == "not-asked", auth


@house.test("dossiers with signatures and chains fit the schema")
def _(place):
    chain = b"".join([
        b"ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.org; s=s; t=12345; b=QUJD\n",
        b"ARC-Message-Signature: i=1; a=rsa-sha256; d=example.org; s=s; h=from:to; x=1; bh=YQ==; b=QkNE\n",
        b"ARC-Authentication-Results: i=1; mx.example.org; spf=pass\n"])
    broken = b"DKIM-Signature: v=1\nDKIM-Signature: a=b; l=99999999999999999999; t=x\n"
    dossiers = []
    for mail in (MAIL, chain + MAIL, broken + MAIL, b"DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=s; h=from; bh=YQ==; b=YQ==\n" * 70):
        place.write("mail.eml", mail)
        done = place.run("investigate", "--no-archive", "--json", "mail.eml")
        assert done.code == 0, done
        dossiers.append(done.json())
    house.validate(dossiers)
    assert len(dossiers[1]["auth"]["now"]["arc"]["sets"]) == 1
    assert len(dossiers[3]["auth"]["now"]["dkim"]) == 64


@house.test("a file of answers that is none is refused, with its line")
def _(place):
    place.write("mail.eml", MAIL)
    place.write("dns", b"good.example TXT x\nbad\n")
    done = place.run("dkim", "--dns", "dns", "mail.eml")
    assert done.code == 1 and "line 2" in done.err, done
    assert place.run("dkim", "--dns", "absent", "mail.eml").code == 1
    assert place.run("dkim", "--received", "yesterday", "mail.eml").code == 2


house.main()

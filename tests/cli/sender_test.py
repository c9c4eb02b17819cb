#!/usr/bin/python3
"""What mekiki spf and mekiki dmarc print, of answers in a file. The zone is invented."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.environ["MEKIKI_SOURCE"], "tests/support"))
import house  # noqa: E402  pylint: disable=wrong-import-position

ZONE = b"""\
# a sender that is in order, and one that is not
example.org          TXT    v=spf1 include:_spf.example.net -all exp=why.example.org
_spf.example.net     TXT    v=spf1 ip4:192.0.2.0/24 ~all
why.example.org      TXT    %{i} is none of ours
_dmarc.example.org   TXT    v=DMARC1; p=reject; sp=quarantine; np=reject; t=y; rua=mailto:d@example.org
example.org          MX     10 mail.example.org
mail.example.org     A      192.0.2.25
default._bimi.example.org TXT v=BIMI1; l=https://example.org/logo.svg
_mta-sts.example.org TXT    v=STSv1; id=20261125
_smtp._tls.example.org TXT  TIMEOUT
evil.example.org     TXT    v=spf1 \\027[31mred -all
"""

UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")

# arguments, what must be printed
SAID = [
    (["spf", "--ip", "192.0.2.9", "--sender", "a@example.org"],
     ["SPF  pass", "192.0.2.9 is a machine that example.org lets send its mail", "not that the sender is honest",
      "ip4:192.0.2.0/24  (_spf.example.net)"]),
    (["spf", "--ip", "198.51.100.7", "--sender", "a@example.org"],
     ["SPF  fail", "Forwarded mail looks the same", "198.51.100.7 is none of ours"]),
    (["spf", "--ip", "198.51.100.7", "--helo", "example.org", "--lang", "ja"],
     ["example.org は 198.51.100.7 からの送信を認めていません", "偽造とは断定できません"]),
    (["spf", "--ip", "192.0.2.9", "--sender", "a@evil.example.org"],
     ["SPF  permerror", "a term that SPF does not know (evil.example.org: \\027[31mred)"]),
    (["spf", "--ip", "192.0.2.9", "--sender", "a@nobody.example"], ["SPF  none", "publishes no SPF record"]),
    (["dmarc", "example.org"],
     ["reject  (p=, example.org), applied as quarantine (t=y)", "By RFC 7489 (list of public suffixes), which differs",
      "10 mail.example.org", "v=BIMI1; l=https://example.org/logo.svg", "v=STSv1; id=20261125", "TLS-RPT         no answer"]),
    (["dmarc", "gone.example.org"], ["There is no such domain.", "reject  (np=, example.org)"]),
    (["dmarc", "mail.example.org", "--lang", "ja"],
     ["quarantine  (sp=, example.org)、適用は none (t=y)", "組織ドメイン", "現在の公開情報"]),
    (["dmarc", "B\u00fccher.example"], ["xn--bcher-kva.example"]),
]

# arguments, exit code, words on stderr
MISTAKES = [
    (["spf"], 2, "say who sends: mekiki spf --ip ADDRESS"),
    (["spf", "--ip", "192.0.2.300", "--helo", "a.example"], 2, '"192.0.2.300" is no address'),
    (["dmarc"], 2, "something is missing: the command is mekiki dmarc DOMAIN"),
    (["dmarc", ""], 2, "is no domain name"),
    (["dmarc", "example.org", "--dns", "{dir}/none.txt"], 1, "none.txt"),
    (["dmarc", "example.org", "--dns", "{dir}/broken.txt"], 1, "line 2 of the DNS file"),
    (["spf", "--ip", "192.0.2.1", "--helo", "a.example", "--offline"], 1, ""),
]


@house.test("what is published is told in words")
def _(place):
    path = place.write("zone.txt", ZONE)
    for arguments, wanted in SAID:
        done = place.run(*arguments, "--dns", path)
        assert done.code == 0, (arguments, done)
        assert not UNFIT.search(done.out), (arguments, done)
        spaced = re.sub(" {3,}", "   ", done.out)
        for words in wanted:
            assert re.sub(" {3,}", "   ", words) in spaced, (arguments, words, done)


@house.test("mistakes are told")
def _(place):
    place.write("broken.txt", b"a.example A 192.0.2.1\nwhat is this\n")
    for arguments, code, words in MISTAKES:
        done = place.run(*[argument.replace("{dir}", place.root) for argument in arguments])
        assert done.code == code and words in done.err, (arguments, done)


@house.test("JSON has both ways to a policy, and no result without a mail")
def _(place):
    found = place.run("dmarc", "sub.example.org", "--json", "--dns", place.write("zone.txt", ZONE)).json()
    assert found["dmarc"]["walk"]["policy"] == "reject" and found["dmarc"]["list"]["policy"] == "quarantine", found
    assert found["dmarc"]["differs"] is True and "result" not in found["dmarc"] and "result" not in found["dmarc"]["walk"], found
    assert found["posture"]["tls_rpt"] == {"answer": "none", "record": None}, found


@house.test("offline, nobody is asked, and it says so")
def _(place):
    found = place.run("spf", "--ip", "192.0.2.1", "--helo", "a.example", "--offline", "--json").json()["spf"]
    assert found["answer"] == "not-asked" and found["result"] is None and found["why"]["en"], found
    found = place.run("dmarc", "a.example", "--offline", "--json").json()
    assert found["dmarc"]["answer"] == "not-asked" and found["posture"]["mx"]["answer"] == "not-asked", found


house.main()

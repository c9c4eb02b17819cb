#!/usr/bin/python3
"""Second opinions on DKIM and ARC: mails that are signed here, by python3-dkim and by a signer of our own, and verified by
mekiki, by python3-dkim and by python3-authheaders. What each says stands in one table; where mekiki says otherwise than
python3-dkim, the row says why."""
import base64
import functools
import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.join(os.environ["MEKIKI_SOURCE"], "tests/support"))
import house  # noqa: E402  pylint: disable=wrong-import-position

try:
    import authheaders
    import dkim
    import dkim.crypto
    import nacl.signing
except ImportError as absent:
    dkim = None
    ABSENT = str(absent)

NOW = 1790000000  # 2026-09-21, when all mails here are received
DATE = "Mon, 21 Sep 2026 14:13:20 +0000"

HEAD = (f"Received: from mx.example.net (mx.example.net [192.0.2.9])\r\n"
        f"\tby mail.example.com with ESMTPS id 1;\r\n\t{DATE}\r\n"
        "From: Alice <alice@example.org>\r\nTo: Bob\r\n <bob@example.com>,\r\n\tEve <eve@example.com>\r\n"
        "Subject:  =?utf-8?q?=E2=9C=93?=  twice   spaced \r\n"
        f"Date: {DATE}\r\nMessage-ID:\r\n <1@example.org>\r\nX-Empty:\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n").encode()

BODIES = {
    "plain": b"Hello,\r\n\r\nthis is it.\r\n",
    "empty": b"",
    "only line ends": b"\r\n\r\n\r\n",
    "no last line end": b"Hello",
    "blanks": b"  a \t b  \r\n\t\r\n \r\nc\t\r\n\r\n\r\n",
    "8 bit": "こんにちは  世界\r\n".encode() + b"\xff\xfe\x00 end \r\n",
    "dots": b".\r\n..\r\n.a\r\n",
    "long line": b"x" * 9000 + b" " + b"y" * 5000 + b"\r\n",
    "large": b"".join(b"line %d \r\n" % i for i in range(2000)),
}

FORMS = ["simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed"]


class Keys:
    """The keys that sign, and their records."""

    def __init__(self):
        self.pem, self.records = {}, {}
        for bits in (512, 1024, 2048, 4096):
            pem = subprocess.run(["openssl", "genrsa", "-traditional", str(bits)], capture_output=True, check=True).stdout
            der = subprocess.run(["openssl", "rsa", "-pubout", "-outform", "DER"], input=pem, capture_output=True,
                                 check=True).stdout
            self.pem[f"rsa{bits}"] = pem
            self.records[f"rsa{bits}"] = "v=DKIM1; k=rsa; p=" + base64.b64encode(der).decode()
        seed = nacl.signing.SigningKey(bytes(range(32)))
        self.pem["ed"] = base64.b64encode(bytes(range(32)))
        self.records["ed"] = "v=DKIM1; k=ed25519; p=" + base64.b64encode(seed.verify_key.encode()).decode()
        rsa = self.records["rsa2048"]
        self.records.update({
            "testing": rsa + "; t=y", "strict": rsa + "; t=s", "revoked": "v=DKIM1; p=", "sha1only": rsa + "; h=sha1",
            "other": rsa + "; s=other", "broken": "v=DKIM1; k=rsa; p=AAAA", "nokey": "v=DKIM1; k=rsa",
        })
        for name in ("testing", "strict", "revoked", "sha1only", "other", "broken", "nokey", "gone"):
            self.pem[name] = self.pem["rsa2048"]

    def dns_file(self):
        return "".join(f"{name}._domainkey.example.org TXT {text}\n" for name, text in self.records.items()).encode()

    def find(self, name, timeout=5):  # as python3-dkim asks
        del timeout
        selector, _, domain = name.decode().rstrip(".").partition("._domainkey.")
        return self.records[selector].encode() if domain == "example.org" and selector in self.records else None


@functools.lru_cache(None)
def the_keys():
    return Keys()


def relaxed_field(field):
    name, value = field.split(b":", 1)
    return name.strip().lower() + b":" + re.sub(rb"[ \t]+", b" ", value.replace(b"\r\n", b"")).strip(b" \t") + b"\r\n"


def body_form(body, form):
    if form == "relaxed":
        lines = [re.sub(rb"[ \t]+", b" ", line).rstrip(b" ") for line in body.split(b"\r\n")]
    else:
        lines = body.split(b"\r\n")
    text = re.sub(rb"(\r\n)*\Z", b"", b"\r\n".join(lines))
    return text + b"\r\n" if text or form == "simple" else b""


def fields_of(head):
    return re.findall(rb"[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*", head)


def sign(keys, template, form="relaxed/relaxed", head=HEAD, body=BODIES["plain"], key="rsa2048", names=None, hashed=None):
    """Sign with a field of our own writing: {h} {bh} {b} are filled in. Knows nothing of python3-dkim's ways."""
    header, body_as = form.split("/")
    names = names or ["from", "to", "subject", "date"]
    limit = re.search(r"\bl=(\d+)", template)
    digest = hashlib.new(hashed or "sha256", body_form(body, body_as)[:int(limit.group(1)) if limit else None])
    field = template.replace("{h}", ":".join(names)).replace("{bh}", base64.b64encode(digest.digest()).decode())
    canonical = relaxed_field if header == "relaxed" else bytes
    left = fields_of(head)
    signed = b""
    for name in names:
        for index in reversed(range(len(left))):
            if left[index].split(b":")[0].strip().lower() == name.strip().lower().encode():
                signed += canonical(left.pop(index))
                break
    signed += canonical(re.sub(r"\s*\{b\}\s*", "", field).encode() + b"\r\n")[:-2]
    signature = rsa(keys.pem[key], signed, hashed or "sha256")
    return field.replace("{b}", base64.b64encode(signature).decode()).encode() + b"\r\n" + head + b"\r\n" + body


def rsa(pem, signed, hashed):
    """Sign with openssl; the key goes in by a pipe."""
    read, write = os.pipe()
    os.write(write, pem)
    os.close(write)
    done = subprocess.run(["openssl", "dgst", f"-{hashed}", "-sign", f"/dev/fd/{read}"], input=signed, capture_output=True,
                          check=True, pass_fds=[read])
    os.close(read)
    return done.stdout


PLAIN = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=rsa2048; h={h}; bh={bh}; b={b}"


def plain(extra):
    """The plain one with a tag more."""
    return PLAIN.replace("; h=", f"; {extra}; h=")


def own_rows(keys):
    """(name, mail, what mekiki says, why python3-dkim says otherwise or None)."""
    def row(name, wanted, template, differs=None, **how):
        return name, sign(keys, template, **how), wanted, differs

    yield row("a plain one", "pass", PLAIN)
    yield row("tags in another order, spaced and folded", "pass",
              "DKIM-Signature : b = {b} ;\r\n\ts=rsa2048 ; d=example.org;h= {h};\r\n bh={bh} ;c=relaxed/relaxed;a=rsa-sha256 ; v=1",
              "python3-dkim leaves the white space behind b='s value in (RFC 6376, section 3.7, takes it out)")
    yield row("tags in another order, simple", "pass",
              "DKIM-Signature:  a=rsa-sha256; b={b}; v=1;\r\n\ts=rsa2048; d=example.org; h={h};\r\n bh={bh}; c=simple/simple",
              form="simple/simple")
    yield row("no c=", "pass", PLAIN.replace("c=relaxed/relaxed; ", ""), form="simple/simple")
    yield row("c= of the header only", "pass", PLAIN.replace("c=relaxed/relaxed", "c=relaxed"), form="relaxed/simple")
    yield row("l= of all", "pass", plain(f"l={len(BODIES['plain'])}"))
    yield row("l=0", "pass", plain("l=0"))
    yield row("l= of a part", "pass", plain("l=7"))
    yield row("l= beyond the body", "body-changed", plain("l=1000"),
              "python3-dkim hashes what there is (RFC 6376, section 3.5: l= is not larger than the body)")
    yield row("t= and x= to come", "pass", plain(f"t={NOW - 60}; x={NOW + 10**8}"))
    yield row("x= past at receipt", "expired", plain(f"t={NOW - 600}; x={NOW - 60}"))
    yield row("x= past since receipt", "pass", plain(f"t={NOW - 600}; x={NOW + 60}"),
              "python3-dkim holds x= against today; the mail was received before")
    yield row("x= before t=", "broken", plain(f"t={NOW}; x={NOW - 1}"))
    yield row("i= of a subdomain", "pass", plain("i=joe@mail.example.org"))
    yield row("i= of another domain", "broken", plain("i=joe@example.com"))
    yield row("q= unknown and known", "pass", plain("q=smoke:dns/txt"),
              "python3-dkim takes nothing but q=dns/txt")
    yield row("q= unknown", "unsupported", plain("q=smoke"))
    yield row("a tag that nobody knows", "pass", plain("zz=1"))
    yield row("z=", "pass", plain("z=From:a|To:b=20c"))
    yield row("d= in capitals", "pass", PLAIN.replace("d=example.org", "d=Example.ORG"),
              "our table of keys for python3-dkim knows lower case only")
    yield row("v= missing", "broken", PLAIN.replace("v=1; ", ""))
    yield row("From not signed", "broken", PLAIN, "python3-dkim does not ask for From in h= (RFC 6376, section 5.4)",
              names=["to", "subject"])
    yield row("names twice and names of what is not there", "pass", PLAIN,
              names=["from", "from", "to", "subject", "subject", "x-absent", "cc"])
    yield row("names in capitals", "pass", PLAIN, names=["From", "TO", "Subject"])
    yield row("an empty header", "pass", PLAIN, names=["from", "x-empty", "received"])
    yield row("an empty header, simple", "pass", PLAIN.replace("relaxed/relaxed", "simple/simple"), form="simple/simple",
              names=["from", "x-empty", "received"])
    yield row("two of a header, one signed", "pass", PLAIN, head=HEAD + b"X-Two: upper\r\nX-Two: lower\r\n", names=["from", "x-two"])
    yield row("two of a header, both signed", "pass", PLAIN, head=HEAD + b"X-Two: upper\r\nX-Two: lower\r\n",
              names=["from", "x-two", "x-two"])
    yield row("rsa-sha1", "policy", PLAIN.replace("sha256", "sha1"), "python3-dkim still verifies rsa-sha1 (RFC 8301 forbids it)",
              hashed="sha1")
    for selector, wanted in (("testing", "pass"), ("strict", "pass"), ("revoked", "key-revoked"), ("sha1only", "key-unusable"),
                             ("other", "key-unusable"), ("broken", "key-unusable"), ("nokey", "key-unusable"),
                             ("gone", "key-gone")):
        yield row(f"key: {selector}", wanted, PLAIN.replace("s=rsa2048", f"s={selector}"), key=selector,
                  differs="python3-dkim does not look at h= of keys" if selector == "sha1only" else None)
    yield row("key: strict, for a subdomain", "key-unusable", PLAIN.replace("s=rsa2048", "s=strict; i=@a.example.org"), key="strict",
              differs="python3-dkim does not look at t=s of keys")
    yield row("key: of 512 bits", "policy", PLAIN.replace("s=rsa2048", "s=rsa512"), key="rsa512")
    yield row("key: of 1024 bits", "pass", PLAIN.replace("s=rsa2048", "s=rsa1024"), key="rsa1024")
    yield row("key: of 4096 bits", "pass", PLAIN.replace("s=rsa2048", "s=rsa4096"), key="rsa4096")
    yield row("key: of another type", "key-unusable", PLAIN.replace("s=rsa2048", "s=ed"))


def library_rows(keys):
    """The same of mails that python3-dkim signed."""
    for form in FORMS:
        header, body_as = form.encode().split(b"/")
        for name, body in BODIES.items():
            yield signed_by_library(keys, f"{form}, {name}", body, (header, body_as)), "pass"
    yield signed_by_library(keys, "ed25519", BODIES["plain"], (b"relaxed", b"relaxed"), key="ed"), "pass"
    yield signed_by_library(keys, "with l=", BODIES["blanks"], (b"relaxed", b"relaxed"), length=True), "pass"
    name, mail = signed_by_library(keys, "an added signature", BODIES["plain"], (b"simple", b"simple"))
    again = dkim.DKIM(mail)
    yield (name, again.sign(b"ed", b"example.org", keys.pem["ed"], signature_algorithm=b"ed25519-sha256") + mail), "pass"


def signed_by_library(keys, name, body, form, key="rsa2048", length=False):
    mail = HEAD + b"\r\n" + body
    signer = dkim.DKIM(mail)
    algorithm = b"ed25519-sha256" if key == "ed" else b"rsa-sha256"
    field = signer.sign(key.encode(), b"example.org", keys.pem[key], signature_algorithm=algorithm, canonicalize=form, length=length)
    return f"python3-dkim: {name}", field + mail


def changed_rows(keys):
    """What happens to mails on their way."""
    mail = sign(keys, PLAIN, body=BODIES["blanks"])
    simple = sign(keys, PLAIN.replace("relaxed/relaxed", "simple/simple"), form="simple/simple", body=BODIES["blanks"])
    part = sign(keys, plain(f"l={len(BODIES['plain'])}"))
    yield "lines end in LF", mail.replace(b"\r\n", b"\n"), "pass", None
    yield "lines end in LF, simple", simple.replace(b"\r\n", b"\n"), "pass", None
    yield "spaces changed", mail.replace(b"  a \t b  ", b" a b"), "pass", None
    yield "spaces changed, simple", simple.replace(b"  a \t b  ", b" a b"), "body-changed", None
    yield "unfolded", mail.replace(b"To: Bob\r\n <", b"To: Bob <"), "pass", None
    yield "unfolded, simple", simple.replace(b"To: Bob\r\n <", b"To: Bob <"), "fail", None
    yield "a footer", mail + b"-- \r\nlist\r\n", "body-changed", None
    yield "a footer behind l=", part + b"-- \r\nlist\r\n", "pass", None
    yield "a subject with a tag", mail.replace(b"Subject: ", b"Subject: [list]"), "fail", None
    yield "both", mail.replace(b"Subject: ", b"Subject: [list]") + b"more\r\n", "body-changed", None
    yield "a second From above", mail.replace(b"\r\nFrom:", b"\r\nFrom: x@example.net\r\nFrom:"), "pass", \
        "python3-dkim refuses mails with two From"
    yield "a second From below", mail.replace(b"\r\nTo: Bob", b"\r\nFrom: x@example.net\r\nTo: Bob"), "fail", None
    yield "an mbox line", b"From alice@example.org Mon Sep 21 14:13:20 2026\r\n" + mail, "pass", None


def arc_rows(keys):
    """(name, mail, status) of chains that python3-dkim sealed."""
    mail = sign(keys, PLAIN)
    for instance in range(1, 4):
        relay = f"relay{instance}.example.org".encode()
        mail = b"Authentication-Results: " + relay + b"; dkim=pass header.d=example.org; arc=" + \
            (b"pass" if instance > 1 else b"none") + b"\r\n" + mail
        fields = dkim.arc_sign(mail, b"rsa2048", b"example.org", keys.pem["rsa2048"], relay, timestamp=NOW)
        mail = b"".join(fields) + mail
        yield f"a chain of {instance}", mail, "pass"
    yield "a footer behind the last seal", mail + b"footer\r\n", "fail"
    yield "a header that no seal covers", b"X-Spam: no\r\n" + mail, "pass"
    yield "a set taken out", re.sub(rb"ARC-Seal: i=2(?:[^\r\n]*\r\n)(?:[ \t][^\r\n]*\r\n)*", b"", mail), "fail"
    yield "results changed", mail.replace(b"ARC-Authentication-Results: i=1; relay1", b"ARC-Authentication-Results: i=1; relay9"), "fail"
    yield "lines end in LF", mail.replace(b"\r\n", b"\n"), "pass"


class Desk:
    """Asks mekiki and the others."""

    def __init__(self, place, keys):
        self.place, self.keys = place, keys
        self.dns = place.write("dns", keys.dns_file())
        self.count = 0

    def mekiki(self, mails):
        paths = [self.place.write(f"{self.count + i}.eml", mail) for i, mail in enumerate(mails)]
        self.count += len(paths)
        with ThreadPoolExecutor(2) as pool:
            return [self._json(done) for done in pool.map(lambda path: self.place.run("dkim", "--json", "--dns", self.dns, path), paths)]

    @staticmethod
    def _json(done):
        assert done.code == 0, done
        return done.json()

    def library(self, mail):
        try:
            return dkim.verify(mail, dnsfunc=self.keys.find)
        except Exception:  # pylint: disable=broad-except
            return False


def need_packages():
    if dkim is None:
        raise house.Skip(ABSENT)


def compare(place, rows):
    """Hold every row against mekiki and python3-dkim; what differs, in lines."""
    keys = rows[0]
    desk = Desk(place, keys)
    rows = list(rows[1])
    wrong = []
    for (name, mail, wanted, differs), found in zip(rows, desk.mekiki([row[1] for row in rows])):
        classes = [signature["class"] for signature in found["dkim"]]
        if classes[0] != wanted:
            wrong.append(f"{name}: {classes}, not {wanted}: {found['dkim'][0]['reason']}")
        agrees = desk.library(mail) == (wanted == "pass")
        if agrees != (differs is None):
            wrong.append(f"{name}: python3-dkim {'agrees' if agrees else 'says otherwise'}")
    house.note(f"{len(rows) - len(wrong)} of {len(rows)} as wanted")
    assert not wrong, "\n".join(wrong)


@house.test("signatures of our own writing come out as they should, and python3-dkim agrees")
def _(place):
    need_packages()
    keys = the_keys()
    compare(place, (keys, own_rows(keys)))


@house.test("whatever python3-dkim signs, verifies")
def _(place):
    need_packages()
    keys = the_keys()
    compare(place, (keys, [(*signed, wanted, None) for signed, wanted in library_rows(keys)]))


@house.test("what happens to a mail on its way is told from a forgery")
def _(place):
    need_packages()
    keys = the_keys()
    compare(place, (keys, changed_rows(keys)))


@house.test("chains that python3-dkim seals come out as python3-authheaders says")
def _(place):
    need_packages()
    keys = the_keys()
    desk = Desk(place, keys)
    rows = list(arc_rows(keys))
    wrong = []
    for (name, mail, wanted), found in zip(rows, desk.mekiki([row[1] for row in rows])):
        # of a chain that is not whole it says nothing, and fails over that
        other = dkim.arc_verify(mail, dnsfunc=keys.find)[0] and authheaders.check_arc(mail, dnsfunc=keys.find).result or "fail"
        if found["arc"]["status"] != wanted or other != wanted:
            wrong.append(f"{name}: {found['arc']['status']}, authheaders {other}, not {wanted}: {found['arc']['why']['en']}")
    house.note(f"{len(rows) - len(wrong)} of {len(rows)} as wanted")
    assert not wrong, "\n".join(wrong)


house.main()

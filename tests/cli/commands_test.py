#!/usr/bin/python3
"""What each command prints, and how each mistake is answered."""
import base64
import os
import pty
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["MEKIKI_SOURCE"], "tests/support"))
import house  # noqa: E402  pylint: disable=wrong-import-position

# arguments ({dir}: the test's folder), exit code, words on stderr
MISTAKES = [
    ([], 2, "Usage: mekiki COMMAND"),
    (["frobnicate"], 2, 'mekiki: there is no command "frobnicate"'),
    (["investigate"], 2, "name the mail to investigate"),
    (["investigate", "a", "b"], 2, "too many arguments: the command is mekiki investigate"),
    (["investigate", "--frob"], 2, "--frob"),
    (["investigate", "--resume", "last", "a"], 2, "name no file beside it"),
    (["investigate", "--resume", "last", "--no-archive"], 2, "leave out --no-archive"),
    (["investigate", "{dir}/none.eml"], 1, "none.eml is not there. Save the mail as a file"),
    (["investigate", "{dir}/\x1b[31m\u202e"], 1, "is not there"),
    (["investigate", "{dir}"], 1, "is a folder. Name one mail in it"),
    (["investigate", "/dev/null"], 1, "/dev/null is empty: there is nothing to investigate"),
    (["investigate", "-"], 1, "the standard input is empty"),
    (["read", "{dir}/none.eml"], 1, "none.eml is not there"),
    (["show"], 2, "something is missing: the command is mekiki show CASE"),
    (["show", "last"], 1, "there is no archive"),
    (["remove", "last"], 1, "there is no archive"),
    (["report", "last", "--format", "pdf"], 2, 'the format "pdf" is not known: html, md or json'),
    (["cases", "--lang", "fr"], 2, 'the language "fr" is not known: en or ja'),
    (["cases", "--config", "{dir}/none.conf"], 1, "cannot read the configuration"),
    (["show", "\x1b[31mred"], 1, "there is no archive"),
]

# what may not reach a terminal from a mail
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@house.test("mistakes are answered")
def _(place):
    for arguments, code, words in MISTAKES:
        result = place.run(*(word.replace("{dir}", place.root) for word in arguments))
        assert result.code == code and words in result.err, f"{arguments}: {result}"
        assert result.out == "", f"{arguments}: {result}"
        assert not UNFIT.search(result.err), f"{arguments}: {result!r}"


@house.test("nothing is made by looking")
def _(place):
    result = place.run("cases")
    assert result.code == 0 and result.out == "", result
    assert "mekiki investigate FILE makes it" in result.err, result
    place.run("show", "last")
    place.run("remove", "last")
    assert not os.path.exists(place.archive)


@house.test("a report goes where --output says, and replaces nothing but a file")
def _(place):
    place.investigate(place.mail("model"))
    wanted = place.run("report", "last", "--format", "md").out

    def report(path):
        return place.run("report", "last", "--format", "md", "--output", path)

    result = report(place.root)
    assert result.code == 1 and "is a folder. Name a file in it" in result.err, result
    pipe = place.path("pipe")
    os.mkfifo(pipe)
    with subprocess.Popen(["timeout", "60", "cat", pipe], stdout=subprocess.PIPE) as reader:
        assert report(pipe).code == 0
        assert reader.communicate()[0].decode() == wanted
    file, link = place.path("file"), place.path("link")
    with open(file, "w", encoding="utf-8") as old:
        old.write("old")
    os.symlink("file", link)
    assert report(link).code == 0 and os.path.islink(link)
    with open(file, encoding="utf-8") as new:
        assert new.read() == wanted
    result = report("/dev/fd/1")
    assert result.code == 0 and result.out == wanted, result


@house.test("what was found out is printed, whatever else fails")
def _(place):
    mail = place.mail("model")
    result = place.run("investigate", "--html", place.path("none/report.html"), mail)
    assert result.code == 1 and "none/report.html" in result.err, result
    assert result.out.startswith("# "), result
    data = place.path("data")
    os.mkdir(data)
    for name in ("data", "rules"):
        os.symlink(os.path.join(os.environ["MEKIKI_SOURCE"], name), os.path.join(data, name))
    shutil.copytree(os.path.join(os.environ["MEKIKI_SOURCE"], "templates"),
                    os.path.join(data, "templates"))
    with open(os.path.join(data, "templates/md.lua"), "w", encoding="utf-8") as template:
        template.write("error('no ink')")
    place.environment["MEKIKI_DATA"] = data
    result = place.run("investigate", mail)
    assert result.code == 1 and "no ink" in result.err, result
    assert "  phishing (" in result.out and "cljqxt[.]top" in result.out, result


@house.test("help and version")
def _(place):
    for arguments in (["--help"], ["help"], ["--version"], ["show", "--help"]):
        result = place.run(*arguments)
        assert result.code == 0 and "mekiki" in result.out and result.err == "", result
    for command in re.findall(r"^  (\w+) ", place.run("--help").out, re.M):
        assert "--archive" in place.run(command, "--help").out, command


@house.test("an investigation is printed, kept, shown and removed")
def _(place):
    mail = place.mail("model")
    printed = place.investigate(mail)
    house.validate([printed])
    assert [step["step"] for step in printed["steps"]] == \
        ["read", "trace", "lookup", "visit", "lookup-landings", "relate", "judge"], printed["steps"]
    failed = [step for step in printed["steps"] if step["status"] == "failed"]
    assert not failed, failed
    (case,) = place.cases()
    assert case["state"] == "done" and case["case"] == printed["case"], case
    assert case["verdict"] == printed["verdict"]["is"], case
    assert place.dossier("last") == printed

    for language, heading in (("en", "What to do"), ("ja", "どうすればよいか")):
        result = place.run("show", "last", "--lang", language)
        assert heading in result.out and "4ztfqg8.cn" not in result.out, result
    assert place.run("remove", printed["case"][9:13]).code == 0
    assert place.cases() == []
    left = [name for _, _, names in os.walk(f"{place.archive}/objects") for name in names]
    assert left == []


@house.test("the same mail is recognised")
def _(place):
    first = place.investigate(place.mail("personal"))
    second = place.run("investigate", "--progress", "--json", place.mail("personal"))
    assert second.json()["revises"] == first["case"], second
    assert f"investigated before: case {first['case']}" in second.err, second
    objects = [name for _, _, names in os.walk(f"{place.archive}/objects") for name in names]
    assert len(objects) == len(set(objects)), objects


@house.test("progress tells the steps")
def _(place):
    told = place.run("investigate", "--progress", place.mail("model")).err
    for number, step in enumerate(("read", "trace", "lookup", "visit", "lookup-landings", "relate", "judge"), 1):
        assert f"{number}/7 {step}  " in told, told
    japanese = place.run("investigate", "--progress", "--lang", "ja", place.mail("model")).err
    assert "何が書かれているか" in japanese, japanese
    assert place.run("investigate", place.mail("model")).err == ""


@house.test("reports are written")
def _(place):
    place.investigate(place.mail("model"))
    for form, sign in (("html", "<html"), ("md", "# "), ("json", '"format": "mekiki-dossier/1"')):
        for language in ("en", "ja"):
            output = place.path(f"{language}.{form}")
            result = place.run("report", "last", "--format", form, "--lang", language,
                               "--output", output)
            assert result.code == 0 and result.out == "", result
            with open(output, encoding="utf-8") as file:
                text = file.read()
            assert sign in text, text[:500]
            assert place.run("report", "last", "--format", form, "--lang", language).out == text
    for language in ("en", "ja"):
        printed = place.run("investigate", "--lang", language, place.mail("model"))
        assert printed.code == 0, printed
        assert printed.out == place.run("report", "last", "--format", "md", "--lang", language).out
    html = place.path("report.html")
    assert place.run("investigate", "--html", html, place.mail("model")).code == 0
    assert os.path.getsize(html) > 1000


@house.test("single steps are printed")
def _(place):
    read = place.run("read", place.mail("model"))
    trace = place.run("trace", "--json", "-", stdin=open(place.mail("model"), "rb").read())
    assert read.code == 0 and set(read.json()) == {"mail", "links", "attachments"}, read
    assert trace.code == 0 and trace.json()["origin"]["ip"] == "106.75.178.120", trace
    assert not os.path.exists(place.archive)


@house.test("nothing is kept on request")
def _(place):
    result = place.run("investigate", "--no-archive", "--json", place.mail("model"))
    assert result.code == 0, result
    house.validate([result.json()])
    assert not os.path.exists(place.archive)


@house.test("a mail from a pipe is the same mail")
def _(place):
    with open(place.mail("model"), "rb") as file:
        result = place.run("investigate", "--json", "-", stdin=file.read())
    piped, named = result.json(), place.investigate(place.mail("model"))
    assert piped["source"]["name"] == "stdin" and named["revises"] == piped["case"]
    assert piped["source"]["sha256"] == named["source"]["sha256"]


@house.test("a mail of any size is answered")
def _(place):
    huge = place.write("huge.eml", b"Subject: x\n\n")
    os.truncate(huge, (128 << 20) + 1)
    result = place.run("investigate", huge)
    assert result.code == 1 and "is larger than 128 MiB" in result.err, result
    large = place.write("large.eml", b"Subject: x\n\n" + b"word " * (13 << 20) + b"\n")
    dossier = place.run("read", large).json()
    assert dossier["mail"]["subject"] == "x"
    assert dossier["mail"]["defects"], "65 MiB are read to 64 MiB, and that is a defect"


def hostile_mail(place):
    words = "\x1b]0;owned\x07\x1b[2J\u009b31m\u202egpj.exe\r\n"
    encoded = base64.b64encode(words.encode()).decode()
    return place.write("\x1b[31mmail", "\n".join([
        f'From: "=?utf-8?B?{encoded}?=" <a@b.example>', f"Subject: =?utf-8?B?{encoded}?=",
        "Content-Type: text/html; charset=utf-8", "",
        f'<a href="http://x.example/">{words}http://bank.example/</a>', ""]).encode())


COMMANDS = [
    ["investigate", "--progress", "MAIL"], ["investigate", "--json", "MAIL"], ["cases"],
    ["cases", "--json"], ["show", "last"], ["show", "--json", "last"], ["read", "MAIL"],
    ["trace", "MAIL"], ["trace", "--json", "MAIL"], ["dkim", "MAIL"], ["show", "last", "--lang", "ja"], ["report", "last", "--format", "json"],
]


@house.test("no mail paints the terminal")
def _(place):
    mail = hostile_mail(place)
    for command in COMMANDS:
        result = place.run(*(mail if word == "MAIL" else word for word in command))
        if "report" in command:  # a document is bytes, until it meets a terminal: see below
            continue
        assert result.code == 0, f"{command}: {result}"
        assert not UNFIT.search(result.out + result.err), f"{command}: {result!r}"


def on_terminal(place, arguments, **environment):
    """Everything that a terminal gets from the program."""
    try:
        outer, inner = pty.openpty()
    except OSError as why:
        raise house.Skip(f"this machine gives no terminal: {why}") from why
    with subprocess.Popen([house.PROGRAM, *arguments], stdin=inner, stdout=inner, stderr=inner,
                          env={**place.environment, **environment}) as process:
        os.close(inner)
        got = b""
        try:
            while data := os.read(outer, 65536):
                got += data
        except OSError:  # the other end is closed
            pass
    os.close(outer)
    return process.returncode, got.decode("utf-8").replace("\r\n", "\n")


@house.test("colours on a terminal, and only ours")
def _(place):
    mail = hostile_mail(place)
    ours = re.compile("\x1b\\[(0|1|2|1;3[123])m")
    for command in COMMANDS:
        arguments = [mail if word == "MAIL" else word for word in command]
        code, got = on_terminal(place, arguments)
        assert code == 0, f"{command}: {got}"
        assert not UNFIT.search(ours.sub("", got)), f"{command}: {got!r}"
    assert ours.search(on_terminal(place, ["show", "last"])[1])
    _, plain = on_terminal(place, ["show", "last"], NO_COLOR="1")
    assert "\x1b" not in plain, plain


@house.test("file, environment, option: the later overrules")
def _(place):
    os.makedirs(place.path(".config/mekiki"))
    place.write(".config/mekiki/mekiki.conf",
                f"[mekiki]\narchive={place.root}/by-file\nlangauge=ja\n".encode())
    del place.environment["MEKIKI_ARCHIVE"]
    result = place.run("investigate", place.mail("model"))
    assert 'there is no setting "langauge" in [mekiki]' in result.err, result
    place.run("investigate", place.mail("model"), MEKIKI_ARCHIVE=place.path("by-environment"))
    place.run("investigate", "--archive", place.path("by-option"), place.mail("model"),
              MEKIKI_ARCHIVE=place.path("never"))
    made = sorted(name for name in os.listdir(place.root) if not name.startswith("."))
    assert made == ["by-environment", "by-file", "by-option"], made


@house.test("a full disk behind stdout is a failure")
def _(place):
    place.investigate(place.mail("model"))
    with open("/dev/full", "wb") as full:
        done = subprocess.run([house.PROGRAM, "show", "last"], stdout=full, stderr=subprocess.PIPE,
                              env=place.environment, check=False)
    assert done.returncode == 1 and b"could not be written" in done.stderr, done


house.main()

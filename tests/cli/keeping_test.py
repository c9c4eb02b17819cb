#!/usr/bin/python3
"""Nothing lost, nothing half-written shown as whole: kills, many at once, read-only, disk full."""
import os
import random
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.environ["MEKIKI_SOURCE"], "tests/support"))
import house  # noqa: E402  pylint: disable=wrong-import-position

KILLS = 10 if house.SANITIZED else 50
AT_ONCE = 8
ATTEMPTS = 30


def await_opening(process):
    """Until the program says that its case is opened, or ends."""
    process.stderr.readline()


def in_transaction(place):
    """Whether a writer is at work: its journal has a length."""
    journal = f"{place.archive}/mekiki.db-journal"
    return os.path.exists(journal) and os.path.getsize(journal) > 0


def check_new(place, known, expected):
    """The state of the case that a killed program left: whole, or unfinished, and then completed here."""
    new = [case for case in place.cases() if case["case"] not in known]
    assert len(new) <= 1, new
    if not new:
        return "none"
    case, state = new[0]["case"], new[0]["state"]
    known.add(case)
    if state == "unfinished":
        result = place.run("investigate", "--json", "--resume", case)
        assert result.code == 0, result
        dossier = result.json()
    else:
        dossier = place.dossier(case)
    assert house.evidence(dossier) == expected, case
    return state


def long_mail(place):
    """A mail that takes a while, so that kills find the program at work."""
    lines = [f"line {n}: see http://host{n}.example/path?q={n}\n" for n in range(400)]
    with open(place.mail("personal"), "rb") as file:
        headers = file.read().split(b"\n\n")[0]
    return place.write("long.eml", headers + b"\n\n" + "".join(lines).encode() * 4)


@house.test(f"{KILLS} kills at random moments")
def _(place):
    mail = long_mail(place)
    begun = time.monotonic()
    first = place.investigate(mail)
    whole = time.monotonic() - begun
    dice = random.Random(os.environ.get("MEKIKI_SEED", "mekiki"))
    known, seen = {first["case"]}, {"none": 0, "unfinished": 0, "done": 0}
    for number in range(KILLS):
        process = place.start("investigate", "--progress", mail)
        if number % 2:  # every other kill comes while there is a case
            await_opening(process)
        time.sleep(dice.uniform(0, whole / (1 + number % 2)))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        seen[check_new(place, known, house.evidence(first))] += 1
    print(f"# after the kill: {seen}")
    assert seen["unfinished"], seen
    assert {case["state"] for case in place.cases()} == {"done"}
    house.validate([place.dossier("last")])


@house.test("an unfinished case is not reported as whole")
def _(place):
    for _ in range(ATTEMPTS):
        process = place.start("investigate", "--progress", long_mail(place))
        await_opening(process)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if [case["state"] for case in place.cases()] == ["unfinished"]:
            break
        place.run("remove", "last")
    result = place.run("report", "last")
    assert result.code == 1 and result.out == "" and "is unfinished" in result.err, result
    result = place.run("show", "last")
    assert result.code == 0 and "[unfinished]" in result.out and "--resume" in result.err, result


@house.test("the unfinished case of a living program is left alone")
def _(place):
    for _ in range(ATTEMPTS):
        process = place.start("investigate", "--progress", long_mail(place))
        await_opening(process)
        process.send_signal(signal.SIGSTOP)
        # stopped inside a transaction it would hold everybody up: let it go on for a moment
        busy = [] if in_transaction(place) else \
            [case["case"] for case in place.cases() if case["state"] == "unfinished"]
        answers = [place.run(*command) for case in busy
                   for command in (["investigate", "--resume", case], ["remove", case])]
        process.send_signal(signal.SIGCONT)
        process.communicate()
        assert process.returncode == 0
        for result in answers:
            assert result.code == 1 and "is being worked on by another mekiki" in result.err, result
        assert [case["state"] for case in place.cases()] == ["done"]
        if busy:
            return
        place.run("remove", "last")
    raise house.Skip("each investigation was over before it could be stopped")


@house.test(f"{AT_ONCE} at once in one archive")
def _(place):
    mails = [place.mail(name) for name in ("model", "personal", "receipt", "reset")] * (AT_ONCE // 4)
    processes = [place.start("investigate", mail) for mail in mails]
    for process in processes:
        words = process.communicate()[1]
        assert process.returncode == 0, words
    cases = place.cases()
    assert [case["state"] for case in cases] == ["done"] * AT_ONCE, cases
    dossiers = [place.dossier(case["case"]) for case in cases]
    house.validate(dossiers)
    assert len({dossier["case"] for dossier in dossiers}) == AT_ONCE
    assert sorted(dossier["source"]["name"] for dossier in dossiers) == \
        sorted(os.path.basename(mail) for mail in mails)


@house.test("one removes while others investigate the same mail")
def _(place):
    mail = place.mail("model")
    for _ in range(3):
        place.investigate(mail)
        others = [place.start("investigate", mail) for _ in range(3)]
        place.run("remove", "last")
        for process in others:
            assert process.communicate() and process.returncode == 0
        for case in place.cases():
            assert place.run("investigate", "--resume", case["case"]).code == 0
            name = place.dossier(case["case"])["source"]["sha256"]
            assert os.path.exists(f"{place.archive}/objects/{name[:2]}/{name[2:]}"), case


@house.test("a read-only archive is read, and says so when it is to be written")
def _(place):
    expected = place.investigate(place.mail("model"))
    under = house.in_own_mounts(f"mount --bind '{place.archive}' '{place.archive}'\n"
                                f"mount -o remount,bind,ro '{place.archive}'")
    for command in (["cases"], ["show", "last"], ["report", "last", "--format", "md"]):
        result = place.run(*command, under=under)
        assert result.code == 0 and result.err == "", result
    assert place.run("show", "--json", "last", under=under).json() == expected
    for command in (["investigate", place.mail("personal")], ["remove", "last"]):
        result = place.run(*command, under=under)
        assert result.code == 1 and result.out == "", result
        assert "cannot be written to" in result.err and "--archive DIR" in result.err, result
    kept = place.run("investigate", "--no-archive", "--json", place.mail("model"), under=under)
    assert kept.code == 0, kept


# A writer that dies in the middle of a transaction, part of which is in the file already.
DYING_WRITER = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
for n in range(200):
    db.execute("INSERT INTO cases (id, state, opened, dossier) VALUES (?, 'done', '', ?)", (str(n), "x" * 5000))
os.kill(os.getpid(), 9)
"""


@house.test("what a dead writer left is undone, or named where it cannot be")
def _(place):
    expected = place.investigate(place.mail("model"))
    subprocess.run(["/usr/bin/python3", "-c", DYING_WRITER, f"{place.archive}/mekiki.db"], check=False)
    assert in_transaction(place)
    under = house.in_own_mounts(f"mount --bind '{place.archive}' '{place.archive}'\n"
                                f"mount -o remount,bind,ro '{place.archive}'")
    result = place.run("cases", under=under)
    assert result.code == 1 and "copy the archive and open the copy" in result.err, result
    assert [case["case"] for case in place.cases()] == [expected["case"]]
    assert place.dossier("last") == expected


@house.test("a full disk keeps nothing half")
def _(place):
    mail = place.write("mail.eml", open(place.mail("model"), "rb").read() + b"<!--" + b"x" * 100000 + b"-->")
    expected = house.evidence(place.investigate(mail))
    small, codes = place.path("small"), set()
    os.mkdir(small)
    for size in (16, 64, 128, 200, 240, 280, 320, 1000):
        under = house.in_own_mounts(f"mount -t tmpfs -o size={size}k tmpfs '{small}'")
        # what is kept is looked at inside the namespace, as the disk ends with it
        look = ["sh", "-c", f'"$0" "$@"; echo "exit $?"; "$0" cases --json --archive {small}']
        result = place.run("investigate", "--archive", small, mail, under=[*under, *look])
        code = int(result.out.split("exit ")[1][0])
        kept = [line for line in result.out.splitlines() if line.startswith("{")]
        codes.add(code)
        if code == 0:
            assert len(kept) == 1 and '"state":"done"' in kept[0], f"{size} KiB: {result}"
        else:
            assert code == 1 and "Make room on that disk" in result.err, f"{size} KiB: {result}"
            assert not any('"state":"done"' in line for line in kept), f"{size} KiB: {result}"
    assert codes == {0, 1}, codes
    assert house.evidence(place.dossier("last")) == expected


house.main()

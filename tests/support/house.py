"""tests/support/house.py - what the tests of the whole program share: a place to run it in, and TAP.

    @house.test("a mail is investigated")
    def _(place):
        assert place.run("investigate", place.mail("model")).code == 0

    house.main()          # argv[1] is the program under test

A test gets a fresh Place: a folder with an archive in it and an environment of its own. It fails by an
assertion, and skips, with why, by raising house.Skip.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

SOURCE = os.environ["MEKIKI_SOURCE"]
SHARED = os.environ["MEKIKI_SHARED"]
SCHEMA = os.path.join(SOURCE, "docs/dossier.schema.json")
PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else ""
SANITIZED = "sanitized" in sys.argv[2:]
TIMEOUT = 120

_tests = []


class Skip(Exception):
    """Raised by a test that cannot run here; its words say why."""


class Result:
    """How a program ended, and what it said."""

    def __init__(self, done):
        self.code = done.returncode
        self.out = done.stdout.decode("utf-8")
        self.err = done.stderr.decode("utf-8")

    def __repr__(self):
        return f"exit {self.code}\nstdout: {self.out[:2000]}\nstderr: {self.err[:2000]}"

    def json(self):
        return json.loads(self.out)

    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


class Place:
    """A folder of one test's own."""

    def __init__(self, root):
        self.root = root
        self.archive = os.path.join(root, "archive")
        kept = ("PATH", "MEKIKI_SOURCE", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")
        self.environment = {name: os.environ[name] for name in kept if name in os.environ}
        self.environment.update(HOME=root, MEKIKI_ARCHIVE=self.archive, LANG="C.UTF-8",
                                MEKIKI_OFFLINE="yes")

    def path(self, name):
        return os.path.join(self.root, name)

    def write(self, name, data):
        with open(self.path(name), "wb") as file:
            file.write(data)
        return self.path(name)

    def mail(self, name):
        return os.path.join(SOURCE, "lab/mails", name + ".eml")

    def run(self, *arguments, stdin=b"", under=(), **environment):
        """Run the program to its end; `under` is a command that it is run by."""
        return Result(subprocess.run(
            [*under, PROGRAM, *arguments], input=stdin, capture_output=True, timeout=TIMEOUT,
            env={**self.environment, **environment}, cwd=self.root, check=False))

    def start(self, *arguments):
        """Start the program and do not wait for it."""
        return subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.DEVNULL, cwd=self.root,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                env=self.environment)

    def investigate(self, mail):
        """The dossier of a mail that is investigated without a hitch."""
        result = self.run("investigate", "--offline", "--json", mail)
        assert result.code == 0, result
        return result.json()

    def cases(self):
        result = self.run("cases", "--json")
        assert result.code == 0, result
        return result.lines()

    def dossier(self, case):
        result = self.run("show", "--json", case)
        assert result.code == 0, result
        return result.json()


def evidence(dossier):
    """A dossier without what differs between two investigations of one mail: id, times, durations."""
    plain = {**dossier, "case": None, "opened": None, "revises": None}
    plain["steps"] = [{**step, "ms": 0} for step in dossier["steps"]]
    return plain


def validate(dossiers):
    """Hold the dossiers to the schema."""
    lines = "\n".join(json.dumps(dossier) for dossier in dossiers).encode()
    done = subprocess.run(["/usr/bin/python3", f"{SOURCE}/tests/support/validate.py", SCHEMA], input=lines,
                          capture_output=True, timeout=TIMEOUT, check=False)
    if done.returncode == 77:
        raise Skip(done.stderr.decode().strip())
    assert done.returncode == 0, done.stderr.decode()


def in_own_mounts(script):
    """The command that runs the program in a mount namespace prepared by `script` (sh)."""
    shell = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"]), "sh", "-ec"]
    probe = subprocess.run([*shell, "mount -t tmpfs tmpfs /mnt"], capture_output=True, check=False)
    if probe.returncode != 0:
        raise Skip("no mount namespace may be made here: " + probe.stderr.decode().strip())
    return [*shell, script + '\nexec "$@"', "sh"]


def test(name):
    """Register a test of this file."""
    def register(function):
        _tests.append((name, function))
        return function
    return register


def note(text):
    """Say something beside the outcome of the test that is running."""
    print(f"# {text}", flush=True)


def _run(function):
    # in memory where there is such a folder: a busy disk's syncs would be most of the time
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    root = tempfile.mkdtemp(prefix="mekiki-test-", dir=memory)
    try:
        function(Place(root))
        return "ok", ""
    except Skip as why:
        return "ok", f" # SKIP {why}"
    except Exception:  # pylint: disable=broad-except
        print("# " + traceback.format_exc().replace("\n", "\n# "), flush=True)
        return "not ok", ""
    finally:
        shutil.rmtree(root, ignore_errors=True)


def main():
    print(f"1..{len(_tests)}", flush=True)
    failed = 0
    for number, (name, function) in enumerate(_tests, 1):
        outcome, remark = _run(function)
        failed += outcome != "ok"
        print(f"{outcome} {number} {name}{remark}", flush=True)
    sys.exit(1 if failed else 0)

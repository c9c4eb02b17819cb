"""What benches share that run in the lab: getting there, its journals, one visit of mekiki's."""
import json
import os
import subprocess
import sys
import time

from benches import PROGRAM, ROOT

sys.path.insert(0, os.path.join(ROOT, "lab"))
# pylint: disable=wrong-import-position
from kit import suites

WORLD = os.path.join(ROOT, "lab/world.json")


def enter(what, arguments):
    """None in a lab; else the exit code of this bench run in one. "--world FILE" before all else is the lab's."""
    if "MEKIKI_LAB" in os.environ:
        return None
    world = arguments[:2] if arguments[:1] == ["--world"] else []
    return subprocess.run([os.path.join(ROOT, "lab/run"), *world, os.path.join(ROOT, "script/bench"), what, *arguments[len(world):]],
                          check=False).returncode


def data():
    """The suites of the lab that we are in."""
    return suites.read(os.environ["MEKIKI_LAB_WORLD"])


def journal(name, start=0):
    """The lines of one of the lab's journals from line `start` on."""
    with open(os.path.join(os.environ["MEKIKI_LAB"], name), encoding="utf-8") as file:
        return [json.loads(line) for line in file.readlines()[start:]]


def packets():
    """How many packets have left the lab."""
    with open(os.path.join(os.environ["MEKIKI_LAB"], "left.count"), encoding="ascii") as file:
        return int(file.read())


def visit(url, *options, seconds=180):
    """(landing or None, what mekiki said where there is none, seconds it took)."""
    begun = time.monotonic()
    try:
        done = subprocess.run([PROGRAM, "visit", url, "--json", *options], capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return None, f"no end after {seconds} s", seconds
    except OSError as error:
        return None, f"{PROGRAM}: {error.strerror}", 0
    took = time.monotonic() - begun
    try:
        found = json.loads(done.stdout)
    except ValueError:
        return None, f"exit code {done.returncode}: {(done.stderr.strip().splitlines() or ['no JSON'])[-1]}", took
    landings = found.get("landings", [found]) if isinstance(found, dict) else found
    return landings[0], "", took

"""lookup-delay [MS]: the lab's cases investigated with MS (200) added to every answer. Prints how long the step
"lookup" took and the longest chain of questions that depend on each other: what it would take if nobody ever waited
but for an answer. The exit code is 1 where the step takes more than 1.5 times the chain."""
import json
import os
import subprocess
import sys
import tempfile

from benches import PROGRAM, ROOT

MAILS = ("model", "model-2020", "recent-prime", "recent-koushin")
RATIO_MAX = 1.5


def key_of(exchange):
    return exchange["protocol"], exchange.get("peer", exchange.get("server")), exchange["question"]


def ways(registration):
    """The questions of a registration, each list one after the other. Of a domain WHOIS is asked after RDAP, where that
    does not say enough; of a network both are asked at once."""
    rdap = [key_of(step) for step in registration["chain"] if step["protocol"] == "rdap"]
    whois = [key_of(step) for step in registration["chain"] if step["protocol"] != "rdap"]
    return [rdap + whois] if registration["kind"] == "domain" else [rdap, whois]


class Schedule:
    """Everybody asks as soon as it can. A question that is under way is waited for, one that was answered is known.
    The time that a question takes is the recorded one; it includes finding the server's name."""

    def __init__(self, dossier):
        self.took = {}
        for exchange in dossier["exchanges"]:
            self.took.setdefault(key_of(exchange), exchange["ms"])
        self.done = {}  # question -> (when it is answered, the chain that leads to it)
        self.dossier = dossier

    def chains(self):
        """(chain of whoever must come first or None, the questions that follow)."""
        hosts = self.dossier["hosts"]
        for registration in self.dossier["registrations"]:
            firsts = [pointer for pointer in registration["because"] if pointer.startswith("/hosts/")]
            names = [hosts[int(pointer.split("/")[2])]["name"] for pointer in firsts]
            for way in ways(registration):
                if len(firsts) < len(registration["because"]) or not names:
                    yield way
                for name in names:
                    yield [("dns", "resolver", name + " A")] + way
        for host in hosts:
            for kind in ("A", "AAAA", "NS", "MX", "SOA", "TXT", "CAA"):
                yield [("dns", "resolver", f'{host["name"]} {kind}')]
            for back in host.get("ptr", ()):
                address = back["ip"]
                if ":" not in address:
                    pointer = ".".join(reversed(address.split("."))) + ".in-addr.arpa PTR"
                    confirm = [("dns", "resolver", back["name"] + " A")] if back["name"] else []
                    yield [("dns", "resolver", host["name"] + " A"), ("dns", "resolver", pointer)] + confirm

    def longest(self):
        """(ms, questions) of the chain that ends last."""
        under_way = [[0, (), [key for key in chain if key in self.took]] for chain in self.chains()]
        last = (0, ())
        while under_way:
            under_way.sort(key=lambda chain: chain[0])
            chain = under_way[0]
            now, before, questions = chain
            if not questions:
                last = max(last, (now, before), key=lambda one: one[0])
                under_way.pop(0)
                continue
            key = questions.pop(0)
            if key not in self.done:
                self.done[key] = (now + self.took[key], before + (key,))
            if self.done[key][0] >= now:
                chain[0], chain[1] = self.done[key]
        return last


def measure(mail, folder):
    """(ms of the step, ms of the longest chain, its questions)."""
    done = subprocess.run(
        [PROGRAM, "investigate", "--json", "--no-visit", "--archive", os.path.join(folder, mail),
         os.path.join(ROOT, "lab/mails", mail + ".eml")], capture_output=True, text=True, check=True)
    dossier = json.loads(done.stdout)
    took = next(step["ms"] for step in dossier["steps"] if step["step"] == "lookup")
    return took, *Schedule(dossier).longest()


def in_lab():
    passed = False
    with tempfile.TemporaryDirectory(prefix="mekiki-bench-") as folder:
        for mail in MAILS:
            took, chain_ms, chain = measure(mail, folder)
            passed |= took > RATIO_MAX * chain_ms
            print(f"{mail}: {took} ms, {took / max(chain_ms, 1):.2f} times the longest chain of {chain_ms} ms:")
            for protocol, server, question in chain:
                print(f"    {protocol} {server}: {question}")
    if passed:
        print(f"bench: more than {RATIO_MAX} times the longest chain", file=sys.stderr)
    return 1 if passed else 0


def main(arguments):
    if "MEKIKI_LAB" in os.environ:
        return in_lab()
    delay = arguments[0] if arguments else "200"
    return subprocess.run([os.path.join(ROOT, "lab/run"), "--delay", delay, os.path.join(ROOT, "script/bench"),
                           "lookup-delay"], check=False).returncode

"""auth: signature verifications in a second of CPU for each kind of key, beside "openssl speed" in the same run: `verify` is the
key held against a digest, `signature` all that a signature takes whose key is known, `mail` all from the mail's bytes on.
And Received headers read a second. The exit code is 1 where `verify` is below 0.8 of OpenSSL's."""
import os
import re
import subprocess
import sys

from benches import PROGRAM

RATIO_MIN = 0.8
ROUNDS = 3
# how openssl speed calls them, in its answer
KINDS = {"rsa1024": r"rsa 1024 bits", "rsa2048": r"rsa 2048 bits", "rsa4096": r"rsa 4096 bits", "ed25519": r"253 bits EdDSA"}


def ours(program):
    figures = {}
    for line in subprocess.run([program], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines():
        kind, *pairs = line.split()
        figures[kind] = {name: float(figure) for name, figure in zip(pairs[::2], pairs[1::2])} if len(pairs) > 1 else float(pairs[0])
    return figures


def openssl():
    said = subprocess.run(["openssl", "speed", "-seconds", "1", *KINDS], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          check=True).stdout
    return {kind: float(re.search(words + r".* ([\d.]+)$", said, re.M).group(1)) for kind, words in KINDS.items()}


def main(arguments):
    del arguments
    build = os.path.dirname(os.path.abspath(PROGRAM))
    subprocess.run(["ninja", "--quiet", "-C", build, "tests/bench/auth_bench", "src/trace/mekiki-crypto.so"], check=True,
                   stdout=sys.stderr)
    rounds = [(ours(os.path.join(build, "tests/bench/auth_bench")), openssl()) for _ in range(ROUNDS)]
    low = False
    print(f"{'':8} {'openssl':>9} {'verify':>9} {'ratio':>6} {'signature':>10} {'ratio':>6} {'mail':>8}   a CPU-second, best of {ROUNDS}")
    for kind in KINDS:
        theirs = max(round[1][kind] for round in rounds)
        best = {name: max(round[0][kind][name] for round in rounds) for name in ("verify", "signature", "mail")}
        low |= best["verify"] < RATIO_MIN * theirs
        print(f"{kind:8} {theirs:9.0f} {best['verify']:9.0f} {best['verify'] / theirs:6.2f} {best['signature']:10.0f} "
              f"{best['signature'] / theirs:6.2f} {best['mail']:8.0f}")
    print(f"Received headers: {max(round[0]['received'] for round in rounds):.0f} a CPU-second")
    return 1 if low else 0

"""escape [--world FILE] [PAGE...]: every page of the lab's escape suite (or those whose names begin so) through "mekiki
visit URL --json". Prints what each tried, how much of it is refused in mekiki's record, and what the sink and the loopback
traps counted. First a bare browser opens two of them, to show that both can count. The exit code is 1 where anything got
through, or where something is missing in the record that DevTools tells of."""
import ipaddress
import re
import socket
import time
import unicodedata
import urllib.parse

from benches import bare, inlab
from benches.inlab import suites

CONTROLS = ("image-loopback", "image-private")
SETTLE_S = 0.3


def canonical(host):
    """A host as the browser writes it."""
    host = unicodedata.normalize("NFKC", host).strip("[]").lower()
    try:
        address = ipaddress.ip_address(host)
        if address.version == 6 and address.ipv4_mapped:
            high, low = divmod(int(address.ipv4_mapped), 1 << 16)
            return f"::ffff:{high:x}:{low:x}"
        return str(address)
    except ValueError:
        pass
    if re.fullmatch(r"(0x)?[0-9a-f.x]+", host):
        try:
            return socket.inet_ntoa(socket.inet_aton(host))
        except OSError:
            pass
    return host


def host_of(url):
    return canonical(urllib.parse.urlsplit(url.removeprefix("view-source:")).hostname or "")


def told_in(entry):
    """The hosts that one entry of a record names."""
    named = [entry["host"]] if isinstance(entry.get("host"), str) else []
    urls = [entry["url"]] if isinstance(entry.get("url"), str) else []
    return {canonical(host) for host in named} | {host_of(url) for url in urls}


def refusals(value, refused=False):
    """Every host that the record says was refused: an outcome of the gateway or the visit, or an entry of a list of that
    name, of what never left the browser."""
    if isinstance(value, list):
        return set().union(*(refusals(entry, refused) for entry in value))
    if not isinstance(value, dict):
        return set()
    found = told_in(value) if refused or value.get("outcome") == "refused" else set()
    return found.union(*(refusals(entry, key == "refused") for key, entry in value.items()))


def counts():
    return inlab.packets(), len(inlab.journal("loopback.jsonl"))


def control(attempts):
    """What a browser without mekiki gets through: (packets, connections)."""
    before = counts()
    with bare.Browser() as browser:
        for attempt in attempts:
            if attempt["name"] in CONTROLS:
                browser.open(attempt["start"], 3)
        browser.wait(1)
    time.sleep(SETTLE_S)
    return tuple(now - then for now, then in zip(counts(), before))


def try_page(attempt):
    """Print the page's line; whether nothing got through and the record is whole."""
    before = counts()
    landing, why, took = inlab.visit(attempt["start"])
    time.sleep(SETTLE_S)
    through = [now - then for now, then in zip(counts(), before)]
    wanted = {host_of(url) for url in attempt["urls"]} - {""} if attempt["seen"] == "request" else set()
    told = refusals(landing) if landing else set()
    missing = sorted(wanted - told)
    bad = [why] * (landing is None) + [f"not recorded: {' '.join(missing)}"] * bool(missing and landing) + ["GOT THROUGH"] * any(through)
    print(f"{attempt['name']:20} {attempt['way']:14} {len(attempt['urls']):2} tried  {len(wanted) - len(missing):2} of {len(wanted):2} recorded"
          f"  left {through[0]}, loopback {through[1]}  {took:5.1f} s  {'; '.join(bad) or 'held'}", flush=True)
    return not bad


def main(arguments):
    code = inlab.enter("escape", arguments)
    if code is not None:
        return code
    attempts = suites.attempts(inlab.data())
    seen = control(attempts)
    print(f"control: a bare browser got {seen[0]} packets out and {seen[1]} connections to loopback: "
          + ("both are counted" if all(seen) else "the counters count nothing"))
    chosen = [one for one in attempts if not arguments or any(one["name"].startswith(name) for name in arguments)]
    held = sum([try_page(one) for one in chosen])
    print(f"{held} of {len(chosen)} pages held")
    return 0 if held == len(chosen) and all(seen) else 1

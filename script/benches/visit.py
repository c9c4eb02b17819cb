"""visit [CAPTURES]: captures a minute of "mekiki visit" beside a bare driver (benches/bare.py) that only starts the same
browser, loads the same lab page of four requests and takes a picture of all of it, by turns in one run: CAPTURES (12) of
each at concurrency 1, then at 2; and the peak memory of one visit's processes (PSS). The exit code is 1 below 0.7 of the bare
driver, or above 600 MB."""
import concurrent.futures
import os
import subprocess
import threading
import time

from benches import PROGRAM, bare, inlab

RATIO_MIN = 0.7
MEMORY_MAX_MB = 600
REQUESTS = 4
ROUNDS = 2


def by_bare(url):
    with bare.Browser() as browser:
        picture = browser.open(url).call("Page.captureScreenshot", captureBeyondViewport=True)["data"]
    return "" if len(picture) > 1000 else "no picture"


def by_mekiki(url):
    landing, why, _ = inlab.visit(url)
    pages = (landing or {}).get("pages") or [{}]
    return why or ("" if pages[0].get("screenshot") else f"no picture: {landing.get('outcome')}")


def rate(capture, url, count, at_once):
    """(seconds for `count` captures, what went wrong). Each must have made the page's requests."""
    before = len(inlab.journal("web/web.jsonl"))
    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        wrong = [words for words in pool.map(lambda _: capture(url), range(count)) if words]
    took = time.monotonic() - begun
    asked = [line for line in inlab.journal("web/web.jsonl", before) if line["uri"] == "/" or line["uri"].startswith("/speed.")]
    if len(asked) != REQUESTS * count:
        wrong.append(f"{len(asked)} requests instead of {REQUESTS * count}")
    return took, wrong


def children():
    """{pid: [pids of its children]} of everything that runs here."""
    found = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
                parent = int(file.read().rpartition(")")[2].split()[1])
            found.setdefault(parent, []).append(int(pid))
        except OSError:
            pass
    return found


def memory_of(top):
    """MB of PSS of a process and everything below it."""
    below, waiting, total = children(), [top], 0
    while waiting:
        pid = waiting.pop()
        waiting += below.get(pid, [])
        try:
            with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except OSError:
            pass
    return total / 1024


def peak_memory(url):
    """Of one visit, looked at every 50 ms."""
    child = subprocess.Popen([PROGRAM, "visit", url, "--json"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak, over = 0, threading.Event()
    threading.Thread(target=lambda: (child.wait(), over.set()), daemon=True).start()
    while not over.wait(0.05):
        peak = max(peak, memory_of(child.pid))
    return peak


def compare(url, count, at_once):
    """Print both rates; whether ours is enough."""
    seconds, wrong = {by_mekiki: 0, by_bare: 0}, []
    for _ in range(ROUNDS):
        for capture in seconds:
            took, words = rate(capture, url, count // ROUNDS, at_once)
            seconds[capture] += took
            wrong += words
    done = count // ROUNDS * ROUNDS
    ours, theirs = (60 * done / seconds[capture] for capture in (by_mekiki, by_bare))
    print(f"concurrency {at_once}: mekiki {ours:.1f} captures a minute, bare driver {theirs:.1f}, ratio {ours / theirs:.2f}", flush=True)
    for words in sorted(set(wrong)):
        print(f"  wrong, {wrong.count(words)} times: {words}")
    return ours / theirs >= RATIO_MIN and not wrong


def main(arguments):
    code = inlab.enter("visit", arguments)
    if code is not None:
        return code
    count = int(arguments[0]) if arguments else 12
    url = f"http://{inlab.data()['speed']['host']}/"
    by_bare(url)  # fonts and files are in the system's memory from here on
    enough = [compare(url, count, at_once) for at_once in (1, 2)]
    peak = peak_memory(url)
    print(f"peak memory of one visit, mekiki and its browser: {peak:.0f} MB")
    return 0 if all(enough) and 0 < peak <= MEMORY_MAX_MB else 1

"""campaign [MAILS [AT_ONCE]]: the mails (500) of one campaign investigated in the lab, so many at once (4), on one
archive. Prints what each server was asked; a question that a server received twice is named, and the exit code
is 1."""
import collections
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
import time

from benches import PROGRAM, ROOT

sys.path.insert(0, os.path.join(ROOT, "lab"))
# pylint: disable=wrong-import-position
from kit import campaign

MODEL = os.path.join(ROOT, "lab/mails/model.eml")


def write_mails(folder, count):
    paths = []
    for number, mail in enumerate(campaign.variants(MODEL, count)):
        paths.append(os.path.join(folder, f"{number}.eml"))
        with open(paths[-1], "wb") as file:
            file.write(mail)
    return paths


def investigate(path, folder):
    """What went wrong with a mail, or ""."""
    done = subprocess.run(
        [PROGRAM, "investigate", "--json", "--no-visit", "--archive", os.path.join(folder, "archive"), path],
        capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return f"{path}: exit code {done.returncode}: {done.stderr}"
    open_ones = [entry["of"] for entry in json.loads(done.stdout)["registrations"] if entry["answer"] != "found"]
    return f"{path}: no answer about {open_ones}" if open_ones else ""


def journal(name):
    with open(os.path.join(os.environ["MEKIKI_LAB"], name), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def count_questions():
    """Counter of (server, protocol, question) in the lab's journals; IANA's lists are files of a web server."""
    asked = [(one["server"], one["protocol"], one["question"]) for one in journal("asked.jsonl")]
    lists = [(one["host"], "list", one["uri"]) for one in journal("web/web.jsonl") if one["host"] == "data.iana.org"]
    return collections.Counter(asked + lists)


def print_questions(asked):
    servers = collections.defaultdict(list)
    for (server, _, question), times in sorted(asked.items()):
        servers[server].append((question, times))
    print(f"{'questions':>9}  {'distinct':>8}  server")
    for server, questions in sorted(servers.items()):
        print(f"{sum(times for _, times in questions):9}  {len(questions):8}  {server}: "
              + ", ".join(question for question, _ in questions))


def in_lab(count, at_once):
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mekiki-bench-") as folder:
        paths = write_mails(folder, count)
        with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
            wrong = [words for words in pool.map(lambda path: investigate(path, folder), paths) if words]
    asked = count_questions()
    twice = [key for key, times in asked.items() if times > 1]
    print_questions(asked)
    print(f"{count} mails, {at_once} at once, in {time.monotonic() - begun:.1f} s: {sum(asked.values())} questions, "
          f"{len(asked)} distinct, {len(twice)} asked more than once")
    for words in wrong + [f"asked {asked[key]} times: {' '.join(key)}" for key in twice]:
        print(words, file=sys.stderr)
    return 1 if wrong or twice or not asked else 0


def main(arguments):
    count, at_once = ([int(word) for word in arguments] + [500, 4][len(arguments):])[:2]
    if "MEKIKI_LAB" in os.environ:
        return in_lab(count, at_once)
    return subprocess.run([os.path.join(ROOT, "lab/run"), os.path.join(ROOT, "script/bench"), "campaign",
                           str(count), str(at_once)], check=False).returncode

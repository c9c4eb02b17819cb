"""corpus [FOLDER...]: every mail of ../shared/corpus (or of the folders named) through "mekiki investigate
--offline", one process a mail, all into one archive in a temporary folder. Prints time and peak memory; a mail that
ends otherwise than with exit code 0, whose dossier has a failed step, or that takes 2 s or longer is named, and the
exit code is 1."""
import glob
import json
import os
import sys
import tempfile
import time

from benches import PROGRAM, ROOT

CORPUS = os.path.join(ROOT, "../shared/corpus")
SECONDS_MAX = 2


def run(arguments, output):
    """(exit code, seconds, CPU seconds, peak KiB) of one run, its worker included."""
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        os.dup2(output.fileno(), 1)
        os.execv(arguments[0], arguments)
    _, status, usage = os.wait4(child, 0)
    cpu = usage.ru_utime + usage.ru_stime
    return os.waitstatus_to_exitcode(status), time.monotonic() - begun, cpu, usage.ru_maxrss


def investigate(mail, folder):
    """(seconds, CPU seconds, peak KiB, what is wrong or "") of one mail."""
    with tempfile.TemporaryFile(dir=folder) as output:
        code, seconds, cpu, peak = run([PROGRAM, "investigate", "--offline", "--json", "--archive",
                                   os.path.join(folder, "archive"), mail], output)
        output.seek(0)
        text = output.read()
    if code != 0:
        return seconds, cpu, peak, f"exit code {code}"
    failed = [f"{step['step']}: {step['why']['en']}" for step in json.loads(text)["steps"]
              if step["status"] == "failed"]
    slow = [f"{seconds:.1f} s, {cpu:.1f} s of CPU"] if seconds >= SECONDS_MAX else []
    return seconds, cpu, peak, "; ".join(failed + slow)


def quantile(ordered, share):
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def print_times(what, seconds):
    ordered = sorted(seconds)
    shares = (("min", 0), ("median", 0.5), ("p95", 0.95), ("max", 1))
    print(f"{what}: " + ", ".join(f"{name} {1000 * quantile(ordered, share):.0f}" for name, share in shares))


def corpus(folders):
    mails = sorted(path for folder in folders for path in glob.glob(f"{folder}/**", recursive=True)
                   if os.path.isfile(path) and not path.endswith(".tsv"))
    if not mails:
        print(f"bench: there is no mail in {' '.join(folders)}", file=sys.stderr)
        return 1
    walls, cpus, peak_max, bad = [], [], 0, 0
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mekiki-bench-") as folder:
        for mail in mails:
            seconds, cpu, peak, wrong = investigate(mail, folder)
            walls.append(seconds)
            cpus.append(cpu)
            peak_max = max(peak_max, peak)
            if wrong:
                bad += 1
                print(f"{mail}: {wrong}")
    total = time.monotonic() - begun
    print(f"{len(mails)} mails in {total:.1f} s, {bad} with something wrong")
    print_times("ms a mail", walls)
    print_times("ms of CPU", cpus)
    print(f"peak memory of one process: {peak_max / 1024:.0f} MiB")
    return 1 if bad else 0


def main(arguments):
    return corpus(arguments or [CORPUS])

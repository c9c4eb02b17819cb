"""html [FOLDER...]: the HTML of every mail of ../shared/corpus (or of the folders named) by our tokenizer, by our
reader and by gumbo, in one run. Prints megabytes a second; the exit code is 1 where the tokenizer reads less than
150."""
import glob
import os
import subprocess
import sys

from benches import PROGRAM, ROOT

CORPUS = os.path.join(ROOT, "../shared/corpus")
TOKENS_MIN = 150


def main(arguments):
    build = os.path.dirname(os.path.abspath(PROGRAM))
    program = os.path.join(build, "tests/bench/html_bench")
    mails = sorted(path for folder in arguments or [CORPUS]
                   for path in glob.glob(f"{folder}/**/*.eml", recursive=True))
    subprocess.run(["ninja", "--quiet", "-C", build, "tests/bench/html_bench"], check=True, stdout=sys.stderr)
    run = subprocess.run([program, *mails], stdout=subprocess.PIPE, text=True)
    print(run.stdout, end="")
    if run.returncode != 0:
        return run.returncode
    speeds = [float(line.split()[-2]) for line in run.stdout.splitlines() if line.endswith("MB/s")]
    return 0 if speeds[0] >= TOKENS_MIN else 1

#!/usr/bin/python3
"""The mails of one campaign, several at a time: each server is asked about each thing once (script/bench campaign)."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support"))
# pylint: disable=wrong-import-position
import house
import inlab


# mails, at once, ms that each answer takes: only slow servers are asked twice by those who do not look
ROWS = ((20, 5, 0), (4, 4, 400))

for row in ROWS:
    @house.test("{} mails, {} at a time, on one archive; answers take {} ms: nothing is asked twice".format(*row))
    def _(_place, row=row):
        why = inlab.why_not()
        if why:
            raise house.Skip(why)
        mails, at_once, delay = map(str, row)
        done = subprocess.run(
            [inlab.RUN, "--delay", delay, os.path.join(inlab.SOURCE, "script/bench"), "campaign", mails, at_once],
            env={**os.environ, "MEKIKI_PROGRAM": house.PROGRAM}, capture_output=True, text=True, timeout=100,
            check=False)
        assert done.returncode == 0, (done.stdout, done.stderr)
        assert "13 questions, 13 distinct, 0 asked more than once" in done.stdout, done.stdout


house.main()

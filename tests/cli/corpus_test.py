#!/usr/bin/python3
"""A sample of real mail goes the whole road: no crash, no failed step, dossiers that the schema holds for.

The whole corpus is script/bench's.
"""
import glob
import os
import resource
import sys

sys.path.insert(0, os.path.join(os.environ["MEKIKI_SOURCE"], "tests/support"))
import house  # noqa: E402  pylint: disable=wrong-import-position

OF_EACH_FOLDER = 2 if house.SANITIZED else 4
SECONDS_MAX = 20 if house.SANITIZED else 2


def cpu_of_children():
    """Seconds: what a busy machine does not stretch."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def sample(folder):
    mails = sorted(path for path in glob.glob(f"{folder}/*") if os.path.isfile(path))
    return mails[::max(1, len(mails) // OF_EACH_FOLDER)][:OF_EACH_FOLDER]


@house.test("a sample of the corpus")
def _(place):
    folders = sorted(path for path in glob.glob(f"{house.SHARED}/corpus/*") if os.path.isdir(path))
    if not folders:
        raise house.Skip(f"there is no corpus in {house.SHARED}")
    dossiers = []
    for mail in [mail for folder in folders for mail in sample(folder)]:
        begun = cpu_of_children()
        dossier = place.investigate(mail)
        took = cpu_of_children() - begun
        assert took < SECONDS_MAX, f"{mail}: {took:.1f} s of CPU"
        failed = [step for step in dossier["steps"] if step["status"] == "failed"]
        assert not failed, f"{mail}: {failed}"
        dossiers.append(dossier)
    house.validate(dossiers)
    assert len(place.cases()) == len(dossiers)


house.main()

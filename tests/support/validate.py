#!/usr/bin/env python3
"""tests/support/validate.py - hold JSON documents to a JSON Schema.

    validate.py SCHEMA FILE...      each FILE is one document
    validate.py SCHEMA < LINES      each line of the standard input is one document

Exit 0 when all are valid; else 1, with the place and the reason of each fault on stderr. Exit 77 (which
meson counts as skipped) where python3-jsonschema is not installed.
"""
import json
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed: nothing was validated", file=sys.stderr)
    sys.exit(77)

FAULTS_SHOWN = 10


def documents(paths):
    """Yield (name, document): of the files, or of the standard input's lines."""
    for path in paths:
        with open(path, encoding="utf-8") as file:
            yield path, json.load(file)
    if not paths:
        for number, line in enumerate(sys.stdin.buffer, 1):
            yield f"line {number}", json.loads(line)


def faults(validator, document):
    """The schema's faults in a document, each as "place: reason"."""
    for fault in validator.iter_errors(document):
        place = "/" + "/".join(str(step) for step in fault.absolute_path)
        yield f"{place}: {fault.message[:300]}"


def main():
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    validator = jsonschema.Draft202012Validator(schema)
    seen = bad = 0
    for name, document in documents(sys.argv[2:]):
        seen += 1
        found = list(faults(validator, document))
        bad += bool(found)
        for fault in found[:FAULTS_SHOWN]:
            print(f"{name}: {fault}", file=sys.stderr)
    if seen == 0:
        print("there was nothing to validate", file=sys.stderr)
        return 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

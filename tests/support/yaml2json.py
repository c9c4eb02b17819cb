#!/usr/bin/python3
"""The documents of a YAML file as one JSON array, for tests in C (tests/support/yaml.h)."""
import json
import sys

import yaml

with open(sys.argv[1], encoding="utf-8") as text:
    json.dump(list(yaml.safe_load_all(text)), sys.stdout, default=str)

#!/usr/bin/python3
"""htmlnames.py - the named character references of HTML, as rows of a C table on stdout.

The names are those of WHATWG HTML, section 13.5, which Python's library carries. Sorted by their bytes;
a name that works without a semicolon stands there without and with it.
"""
from html.entities import html5


def quoted(text):
    """As a C string; a hexadecimal escape would swallow what follows, so octal ones."""
    return "".join(f"\\{byte:03o}" for byte in text.encode())


for name, characters in sorted(html5.items(), key=lambda row: row[0].encode()):
    print(f'{{STR("{name}"), STR("{quoted(characters)}")}},')

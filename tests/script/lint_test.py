#!/usr/bin/python3
"""The lint's own checks find what they are for: each row is a small tree with one breach in it."""
import os
import subprocess
import sys
import tempfile

SOURCE = os.environ["MEKIKI_SOURCE"]
MESON = "folders = [\n  'base', 'cage', 'read', 'trace', 'cli',\n]\n"

# what is wrong, the files below src/, words of the complaint ("" where there is none)
LAYERS = [
    ("a sound tree", {"base/a.h": "", "read/b.c": '#include "base/a.h"\n'}, ""),
    ("an up-arrow", {"base/a.c": '#include "cli/b.h"\n', "cli/b.h": ""}, "base stands below cli"),
    ("a step in a step", {"trace/a.c": '#include "read/b.h"\n', "read/b.h": ""}, "another step"),
    ("an include cycle", {"base/a.h": '#include "base/b.h"\n', "base/b.h": '#include "base/a.h"\n'},
     "include cycle: base/a.h -> base/b.h -> base/a.h"),
    ("a folder cycle", {"base/a.h": '#include "cage/b.h"\n', "cage/b.h": "", "cage/c.h": '#include "base/d.h"\n',
                        "base/d.h": ""}, "folder cycle: base -> cage -> base"),
    ("a bare include", {"base/a.h": "", "base/a.c": '#include "a.h"\n'}, "which is not there"),
    ("a new folder", {"extra/a.c": ""}, "not in src/meson.build"),
]

BANNED = [
    ("a call", "void f(char *a) { strcpy(a, a); }\n", "strcpy()"),
    ("a call over two lines", "\nint x = atoi\n(\"1\");\n", "a.c:2: atoi()"),
    ("a comment", "/* strcpy(a, b) */\n", ""),
    ("a string", 'const char *s = "system(x)";\n', ""),
    ("a longer name", "int my_atoi(int); int y = g_ascii_tolower(1);\n", ""),
    ("a locale's class", "int z = isalpha(c);\n", "isalpha()"),
    ("a condition", "#ifdef __linux__\n#endif\n", "a.c:1: #ifdef outside base/"),
]

DOORS = [
    ("the door", {"net/a.c": "#include <curl/curl.h>\nint f(void) { return socket(1, 2, 3); }\n"}, ""),
    ("a socket", {"read/a.c": "\nint f(void) { return socket(1, 2, 3); }\n"}, "a.c:2: socket()"),
    ("a socketpair", {"cage/a.c": "int f(int *p) { return socketpair(1, 2, 3, p); }\n"}, ""),
    ("a resolver", {"web/a.c": "int f(void) { return getaddrinfo(0, 0, 0, 0); }\n"}, "getaddrinfo()"),
    ("a library that dials", {"lookup/a.h": "#include <unbound.h>\n"}, "includes <unbound.h>"),
    ("a word in a comment", {"read/a.c": "/* connect (2) */\n"}, ""),
]


def run(script, *arguments, cwd="."):
    return subprocess.run([f"{SOURCE}/script/{script}", *arguments], capture_output=True, text=True, cwd=cwd)


def write(root, path, text):
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "w", encoding="utf-8") as file:
        file.write(text)


def holds(result, complaint):
    if complaint:
        return result.returncode == 1 and complaint in result.stdout
    return result.returncode == 0


def outcomes():
    for name, files, complaint in LAYERS:
        with tempfile.TemporaryDirectory() as root:
            write(root, "src/meson.build", MESON)
            for path, text in files.items():
                write(root, "src/" + path, text)
            result = run("check-layers", root)
            yield f"layers: {name}", holds(result, complaint), result.stdout
    for name, files, complaint in DOORS:
        with tempfile.TemporaryDirectory() as root:
            for path, text in files.items():
                write(root, "src/" + path, text)
            result = run("check-doors", root)
            yield f"doors: {name}", holds(result, complaint), result.stdout
    for name, text, complaint in BANNED:
        with tempfile.TemporaryDirectory() as root:
            write(root, "src/web/a.c", text)
            result = run("check-banned", "src/web/a.c", cwd=root)
            yield f"banned: {name}", holds(result, complaint), result.stdout


def main():
    rows = list(outcomes())
    print(f"1..{len(rows)}")
    for number, (name, good, said) in enumerate(rows, 1):
        print(f"{'ok' if good else 'not ok'} {number} {name}")
        if not good:
            print("# " + said.replace("\n", "\n# "))
    return 0 if all(good for _, good, _ in rows) else 1


sys.exit(main())

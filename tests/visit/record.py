#!/usr/bin/env python3
"""Record what DOMSnapshot.captureSnapshot says of pages of our own, as tests/visit/pages/NAME.json.

    tests/visit/record.py NAME=FILE.html...

Needs chromium-headless-shell and bwrap (script/bootstrap). Nothing is fetched: each page is a data: URL, and the
browser stands in an empty network namespace.
"""
import base64
import json
import os
import pathlib
import subprocess
import sys

SHELL = "/usr/lib/chromium/chromium-headless-shell"
HERE = pathlib.Path(__file__).resolve().parent
CAGE = ["bwrap", "--unshare-all", "--uid", "1000", "--gid", "1000", "--die-with-parent",
        "--ro-bind", "/usr", "/usr", "--ro-bind", "/etc", "/etc", "--symlink", "usr/bin", "/bin",
        "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--proc", "/proc", "--dev", "/dev",
        "--tmpfs", "/tmp", "--setenv", "HOME", "/tmp"]
WANTED = {"computedStyles": ["display", "visibility", "opacity", "cursor"], "includeDOMRects": True}


class Browser:
    def __init__(self):
        commands, self.commands = os.pipe()
        self.answers, answers = os.pipe()
        shell = f'exec 3<&{commands} 4>&{answers}; exec "$@"'
        self.process = subprocess.Popen(
            ["bash", "-c", shell, "-", *CAGE, SHELL, "--remote-debugging-pipe", "--user-data-dir=/tmp/profile",
             "--disable-gpu", "--hide-scrollbars", "about:blank"],
            pass_fds=(commands, answers), stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(answers)
        self.held = b""
        self.number = 0

    def message(self):
        while b"\0" not in self.held:
            part = os.read(self.answers, 1 << 16)
            if not part:
                sys.exit("the browser has ended")
            self.held += part
        text, self.held = self.held.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, session=None, **params):
        self.number += 1
        command = {"id": self.number, "method": method, "params": params}
        if session:
            command["sessionId"] = session
        os.write(self.commands, json.dumps(command).encode() + b"\0")
        while (answer := self.message()).get("id") != self.number:
            pass
        return answer.get("result") or sys.exit(f"{method}: {answer['error']}") if "error" in answer else answer["result"]

    def snapshot(self, html):
        url = "data:text/html;base64," + base64.b64encode(html).decode()
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable", session)
        self.call("Page.navigate", session, url=url)
        while self.message().get("method") != "Page.loadEventFired":
            pass
        return self.call("DOMSnapshot.captureSnapshot", session, **WANTED)


def main():
    browser = Browser()
    for name, path in (argument.split("=", 1) for argument in sys.argv[1:]):
        result = browser.snapshot(pathlib.Path(path).read_bytes())
        text = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
        (HERE / "pages" / f"{name}.json").write_text(text + "\n")
    browser.call("Browser.close")
    browser.process.wait()


main()

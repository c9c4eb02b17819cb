"""A bare driver, what script/bench and the lab's tests compare with: the same browser under bubblewrap, over the DevTools
pipe, with nothing of mekiki's around it. It reaches whatever the network it is in reaches: only for use in the lab.

    with bare.Browser() as browser:
        page = browser.open("http://hayasa.keisoku-lab.example/")
        png = page.call("Page.captureScreenshot", captureBeyondViewport=True)["data"]
"""
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import time

CHROMIUM = "/usr/lib/chromium/chromium-headless-shell"
CALL_S = 20
CAGE = ["bwrap", "--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-uts", "--uid", "1000", "--gid", "1000",
        "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib",
        "--symlink", "usr/lib64", "/lib64", "--symlink", "usr/bin", "/bin", "--ro-bind-try", "/etc/fonts", "/etc/fonts",
        "--ro-bind-try", "/var/cache/fontconfig", "/var/cache/fontconfig", "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
        "--ro-bind", "/etc/resolv.conf", "/etc/resolv.conf", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/visit",
        "--tmpfs", "/tmp", "--clearenv", "--setenv", "PATH", "/usr/bin", "--setenv", "LC_ALL", "C.UTF-8", "--setenv", "HOME", "/visit", "--"]
FLAGS = ["--remote-debugging-pipe", "--user-data-dir=/visit/profile", "--disable-gpu", "--disable-software-rasterizer",
         "--js-flags=--max-old-space-size=256", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-default-apps", "--disable-extensions", "--disable-domain-reliability",
         "--disable-breakpad", "--disable-crash-reporter", "--no-first-run", "--no-default-browser-check",
         "--password-store=basic", "--hide-scrollbars", "--mute-audio"]


def why_not():
    """Why there is no browser here, or None."""
    if not os.path.exists(CHROMIUM):
        return f"not installed: {CHROMIUM} (script/bootstrap)"
    return None if shutil.which("bwrap") else "not installed: bwrap (script/bootstrap)"


class Gone(Exception):
    """The browser is dead, or gave no answer in time."""


class Page:
    """A target with a session of its own."""

    def __init__(self, browser, session):
        self.browser, self.session = browser, session

    def call(self, method, **params):
        return self.browser.call(method, self.session, **params)


class Browser:
    def __init__(self, *flags):
        commands, self.commands = os.pipe()
        self.answers, answers = os.pipe()
        # out of the way of 3 and 4, where the browser expects its two ends
        ends = [fcntl.fcntl(fd, fcntl.F_DUPFD, 20) for fd in (commands, answers)]

        def place():
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen(
            [*CAGE, CHROMIUM, *FLAGS, *flags, "about:blank"], pass_fds=(3, 4), preexec_fn=place,  # pylint: disable=subprocess-popen-preexec-fn
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for fd in (commands, answers, *ends):
            os.close(fd)
        self.held, self.number, self.events = b"", 0, []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """End it with all its processes: they go with the first one of their namespace."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self.commands)
        os.close(self.answers)

    def read(self, deadline):
        """The next message."""
        while b"\0" not in self.held:
            ready, _, _ = select.select([self.answers], [], [], max(0, deadline - time.monotonic()))
            more = os.read(self.answers, 1 << 20) if ready else b""
            if not more:
                raise Gone("no answer in time" if not ready else "the browser has ended")
            self.held += more
        message, _, self.held = self.held.partition(b"\0")
        return json.loads(message)

    def send(self, method, session=None, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params, **({"sessionId": session} if session else {})}
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        return self.number

    def call(self, method, session=None, **params):
        number, deadline = self.send(method, session, **params), time.monotonic() + CALL_S
        while True:
            message = self.read(deadline)
            if message.get("id") == number:
                if "error" in message:
                    raise Gone(f"{method}: {message['error']['message']}")
                return message["result"]
            self.take(message)

    def take(self, message):
        """An event; a dialog is answered, else nothing would go on. Answers that nobody waits for are dropped."""
        if "method" not in message:
            return
        self.events.append(message)
        if message["method"] == "Page.javascriptDialogOpening":
            self.send("Page.handleJavaScriptDialog", message["sessionId"], accept=True)

    def find(self, method, session, start):
        """Where the first such event stands from `start` on; -1."""
        places = (n for n in range(start, len(self.events)) if self.events[n]["method"] == method
                  and self.events[n].get("sessionId") == session)
        return next(places, -1)

    def wait(self, seconds, method="", session=None, start=0):
        """Take events until one of this method comes from place `start` on: its place; -1 where none did in time."""
        deadline = time.monotonic() + seconds
        while (place := self.find(method, session, start)) < 0:
            try:
                self.take(self.read(deadline))
            except Gone:
                if self.process.poll() is not None:
                    raise
                break
        return place

    def open(self, url, seconds=CALL_S):
        """A new page that goes to `url`; loaded, or `seconds` have passed."""
        self.call("Security.setIgnoreCertificateErrors", ignore=True)
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        page = Page(self, self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        page.call("Page.enable")
        self.events.clear()
        self.send("Page.navigate", page.session, url=url)
        # the empty page's own end may come late: what counts comes behind the move
        moved = self.wait(seconds, "Page.frameNavigated", page.session)
        self.wait(seconds if moved >= 0 else 0, "Page.frameStoppedLoading", page.session, max(moved, 0))
        return page

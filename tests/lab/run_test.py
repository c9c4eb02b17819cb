#!/usr/bin/python3
"""lab/run from outside: what it hands on, what it counts, and that nothing of it stays, however it ends."""
import json
import os
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support"))
# pylint: disable=wrong-import-position
import house
import inlab

WAIT_S = 40
# asks one thing of each kind of server, then sends four packets that have no way out
CONTROL = """
import json, os, socket, subprocess, sys, time
sys.path.insert(0, os.path.join(os.environ["MEKIKI_SOURCE"], "tests/lab"))
import inlab
def timed(call, *arguments):
    begun = time.monotonic()
    return call(*arguments), time.monotonic() - begun
times = {"dns": timed(inlab.records, "www.4ztfqg8.cn", "A")[1],
         "whois": timed(inlab.whois, "whois.cnnic.cn", "4ztfqg8.cn")[1],
         "rdap": timed(inlab.rdap, "https://rdap.apnic.net/ip/106.75.178.120")[1]}
def send(family, kind, where):
    with socket.socket(family, kind) as client:
        client.setblocking(False)
        client.sendto(b"x", where) if kind == socket.SOCK_DGRAM else client.connect_ex(where)
send(socket.AF_INET, socket.SOCK_DGRAM, ("8.8.8.8", 53))
send(socket.AF_INET6, socket.SOCK_DGRAM, ("2001:4860:4860::8888", 53))
send(socket.AF_INET, socket.SOCK_STREAM, ("169.254.169.254", 80))
send(socket.AF_INET, socket.SOCK_DGRAM, ("224.0.0.251", 5353))
send(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 43))
time.sleep(0.1)
with open(os.environ["MEKIKI_CONFIG"], encoding="utf-8") as file:
    print(json.dumps({"configuration": file.read(), "times": times}))
sys.exit(7)
"""


def running_in(namespace):
    """The processes whose network namespace it is."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.readlink(f"/proc/{pid}/ns/net") == namespace:
                found.append(pid)
        except OSError:
            pass
    return found


def eventually(condition):
    deadline = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < deadline, condition
        time.sleep(0.02)


class Waiting:
    """A lab whose command waits, until somebody ends it."""

    def __init__(self, place, name, under=()):
        self.up = place.path(name)
        script = 'readlink /proc/self/ns/net >"$0.part" && mv "$0.part" "$0" && exec sleep 600'
        self.errors = open(place.path(name + ".err"), "w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [*under, inlab.RUN, "sh", "-c", script, self.up], stdin=subprocess.DEVNULL, stderr=self.errors
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """A test that fails leaves no lab behind."""
        self.process.kill()
        self.process.wait(WAIT_S)
        self.errors.close()

    def namespace(self):
        def is_up():
            assert self.process.poll() is None, self.said()
            return os.path.exists(self.up)

        eventually(is_up)
        with open(self.up, encoding="ascii") as file:
            return file.read().strip()

    def said(self):
        self.errors.seek(0)
        return self.errors.read()


def nobody(place):
    """The command that runs another as an ordinary user who may write in the test's place."""
    if os.geteuid() != 0:
        return ()
    os.chmod(place.root, 0o777)
    under = ("runuser", "-u", "nobody", "--")
    probe = subprocess.run(
        [*under, "unshare", "--user", "--map-root-user", "--net", "test", "-r", inlab.RUN],
        capture_output=True,
        text=True,
        check=False,
    )
    if probe.returncode != 0:
        raise house.Skip(
            "an ordinary user may not make namespaces here, or not read the source: " + probe.stderr.strip()
        )
    return under


@house.test("the command's exit code, its configuration, a delay, and the sink that counts what leaves")
def _(place):
    done = subprocess.run(
        [inlab.RUN, "--delay", "200", "--log", place.path("log"), "/usr/bin/python3", "-c", CONTROL],
        capture_output=True,
        text=True,
        timeout=WAIT_S,
        check=False,
    )
    assert done.returncode == 7, done
    said = json.loads(done.stdout)
    assert (
        said["configuration"].startswith("[net]\nresolver=198.51.100.128\nanchor=")
        and "allow=192.0.2.0/24;" in said["configuration"]
    )
    assert all(seconds >= 0.2 for seconds in said["times"].values()), said["times"]
    assert "lab: 4 packets left the lab" in done.stderr, done.stderr
    with open(place.path("log/left.jsonl"), encoding="utf-8") as file:
        left = [json.loads(line) for line in file]
    assert [(packet["protocol"], packet["to"], packet["port"]) for packet in left] == [
        ("udp", "8.8.8.8", 53),
        ("udp", "2001:4860:4860::8888", 53),
        ("tcp", "169.254.169.254", 80),
        ("udp", "224.0.0.251", 5353),
    ]
    with open(place.path("log/loopback.jsonl"), encoding="utf-8") as file:
        assert json.loads(file.read())["port"] == 43
    with open(place.path("log/asked.jsonl"), encoding="utf-8") as file:
        assert [json.loads(line)["server"] for line in file] == ["whois.cnnic.cn", "rdap.apnic.net"]


@house.test("two labs at once, one of them an ordinary user's: killed or ended, nothing of them stays")
def _(place):
    under = nobody(place)
    with Waiting(place, "killed") as killed, Waiting(place, "ended", under) as ended:
        namespaces = [killed.namespace(), ended.namespace()]
        assert namespaces[0] != namespaces[1] and all(len(running_in(namespace)) >= 7 for namespace in namespaces)

        killed.process.send_signal(signal.SIGKILL)
        killed.process.wait(WAIT_S)
        eventually(lambda: not running_in(namespaces[0]))
        assert running_in(namespaces[1])

        # runuser passes the signal on
        ended.process.send_signal(signal.SIGTERM)
        code = ended.process.wait(WAIT_S)
        assert code in (143, -signal.SIGTERM), (code, ended.said())
        eventually(lambda: not running_in(namespaces[1]))
        assert not os.path.exists("/run/mekiki-lab") and not os.path.exists("/sys/class/net/lab-out")


@house.test("a lab that is ended while it is raised is gone")
def _(place):
    with Waiting(place, "early") as waiting:
        time.sleep(0.4)
        waiting.process.send_signal(signal.SIGTERM)
        assert waiting.process.wait(5) in (143, -signal.SIGTERM), waiting.said()
        assert not os.path.exists(waiting.up)


@house.test("a command that is not there, a command that is missing")
def _(_place):
    done = subprocess.run([inlab.RUN], capture_output=True, text=True, timeout=WAIT_S, check=False)
    assert done.returncode == 2 and "which command?" in done.stderr
    done = subprocess.run(
        [inlab.RUN, "/no/such/program"], capture_output=True, text=True, timeout=WAIT_S, check=False
    )
    assert done.returncode == 1 and "lab: /no/such/program: No such file" in done.stderr, done.stderr


if not shutil.which("unshare") or inlab.why_not():
    print("1..0 # SKIP " + (inlab.why_not() or "no unshare"))
    sys.exit(0)
house.main()

"""tests/lab/inlab.py - what a test does in the lab, with the standard library and the tools that everybody has.

    inlab.enter()                                   # this program again, in a lab of its own
    assert "UCLOUD-NET" in inlab.whois("whois.apnic.net", "106.75.178.120")
"""
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

SOURCE = os.environ["MEKIKI_SOURCE"]
RUN = os.path.join(SOURCE, "lab/run")
LAB = os.environ.get("MEKIKI_LAB", "")
TIMEOUT = 60


def why_not():
    """Why there can be no lab here, or None: what it is made of is missing, or namespaces are forbidden."""
    missing = [
        name
        for name in ("nsd", "unbound", "nginx", "ldns-signzone", "ip")
        if not shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    ]
    if missing:
        return "not installed: " + ", ".join(missing) + " (script/bootstrap)"
    flags = ["--net", "--mount", "--pid", "--fork"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    probe = subprocess.run(
        ["unshare", *flags, "true"], capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    return "no namespaces may be made here: " + probe.stderr.strip() if probe.returncode != 0 else None


def enter(*options):
    """Go on in a lab; where there can be none, skip with why."""
    if LAB:
        return
    why = why_not()
    if why:
        print("1..0 # SKIP " + why)
        sys.exit(0)
    os.execv(RUN, [RUN, *options, *sys.argv])


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False, **more)
    return done.stdout + done.stderr


def dig(*question):
    return run("dig", "+time=3", "+tries=1", *question)


def records(name, kind):
    return sorted(dig("+short", name, kind).split("\n")[:-1])


def ask(host, line, port=43, limit=1 << 30, seconds=5):
    """What a WHOIS server answers, in bytes; what has come when `seconds` or `limit` are reached."""
    found = bytearray()
    with socket.create_connection((host, port), timeout=seconds) as server:
        server.sendall(line.encode() + b"\r\n")
        try:
            while len(found) < limit and (more := server.recv(1 << 16)):
                found += more
        except socket.timeout:
            pass
    return bytes(found)


def whois(host, line, port=43, charset="utf-8"):
    return ask(host, line, port).decode(charset).replace("\r\n", "\n")


def get(url, data=None, redirects=True, trust=True):
    """(status, headers, body) of a URL, by the lab's authority."""
    context = ssl.create_default_context(cafile=f"{LAB}/web/certs/ca.pem" if trust else None)
    handlers = [urllib.request.HTTPSHandler(context=context), urllib.request.ProxyHandler({})]
    if not redirects:
        handlers.append(_NoRedirect())
    try:
        with urllib.request.build_opener(*handlers).open(url, data, timeout=5) as answer:
            return answer.status, _lower(answer.headers), answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, _lower(answer.headers), answer.read()


def _lower(headers):
    return {name.lower(): value for name, value in headers.items()}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def rdap(url):
    status, _, body = get(url)
    assert status == 200, (url, status, body)
    return json.loads(body)


def journal(name):
    """The lines of one of the lab's journals."""
    with open(f"{LAB}/{name}", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def delv(name):
    """What a validating look-up says of a name, from the lab's anchor."""
    with open(f"{LAB}/dns/root.anchor", encoding="ascii") as file:
        key = file.read().split()[3:]
    with tempfile.NamedTemporaryFile("w") as anchor:
        anchor.write(f'trust-anchors {{ . static-ds {key[0]} {key[1]} {key[2]} "{key[3]}"; }};\n')
        anchor.flush()
        return run("delv", "-a", anchor.name, "+root=.", name, "A")

#!/usr/bin/python3
"""kit/hosting - serves the sites of the walk suite and the escape suite, behind nginx.

    hosting.py WORLD FOLDER

Listens at FOLDER/hosting.sock. Values that arrive are noted in FOLDER/asked.jsonl, as protocol "form".
"""
import http.cookies
import http.server
import json
import os
import socketserver
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.dont_write_bytecode = True
# pylint: disable=wrong-import-position
from kit import suites, techniques
from kit.escaping import Escape
from kit.journal import Journal

BODY_MAX = 1 << 20


def form_of(kind, body):
    """{name: value} of what was sent."""
    text = body.decode("utf-8", "replace")
    if kind.startswith("application/json"):
        try:
            values = json.loads(text)
        except ValueError:
            return {}
        return {name: str(value) for name, value in values.items()} if isinstance(values, dict) else {}
    return {name: values[-1] for name, values in urllib.parse.parse_qs(text, keep_blank_values=True).items()}


class Handler(http.server.BaseHTTPRequestHandler):
    def received(self):
        url = urllib.parse.urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(min(int(headers.get("content-length", 0)), BODY_MAX))
        try:
            cookies = {name: morsel.value for name, morsel in http.cookies.SimpleCookie(headers.get("cookie", "")).items()}
        except http.cookies.CookieError:
            cookies = {}
        return techniques.Request(
            self.command,
            headers.get("host", ""),
            url.path,
            dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True)),
            headers,
            cookies,
            form_of(headers.get("content-type", ""), body),
        )

    def serve(self):
        request = self.received()
        site = self.server.sites.get(request.host)
        answer = site.answer(request) if site else techniques.Answer(404)
        self.send_response(answer.status, "Lab")
        self.send_header("Content-Type", answer.kind)
        self.send_header("Cache-Control", "no-store")
        for name, value in answer.headers.items():
            self.send_header(name.replace("_", "-"), value)
        if isinstance(answer.body, bytes):
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        for block in [answer.body] if isinstance(answer.body, bytes) else answer.body:
            self.wfile.write(block)

    def do_GET(self):  # pylint: disable=invalid-name
        try:
            self.serve()
        except (BrokenPipeError, ConnectionResetError):
            pass

    do_POST = do_HEAD = do_OPTIONS = do_GET

    def log_message(self, *_):  # pylint: disable=arguments-differ
        """nginx keeps the journal."""


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, world, folder):
        data = suites.read(world)
        asked = Journal(f"{folder}/asked.jsonl")

        def note(site, number, values):
            asked.note(
                protocol="form",
                server=suites.collector(site, number),
                question=f"{site['collect']}/{number}",
                method="POST",
                site=site["name"],
                page=number,
                form={name: [value] for name, value in values.items()},
            )

        self.sites = {}
        for site in data["walk"]:
            kit = techniques.kit(site, note)
            self.sites.update({place["host"]: kit for place in suites.places(site)})
        if data["escape"]:
            self.sites[data["escape"]["host"]] = Escape(data)
            self.sites[suites.REBINDS] = self.sites[data["escape"]["host"]]
        if data["speed"]:
            self.sites[data["speed"]["host"]] = techniques.Speed()
        super().__init__(f"{folder}/hosting.sock", Handler)


if __name__ == "__main__":
    Server(sys.argv[1], sys.argv[2]).serve_forever()

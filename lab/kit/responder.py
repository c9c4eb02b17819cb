#!/usr/bin/python3
"""kit/responder - the lab's WHOIS and RWhois servers, what answers RDAP questions behind nginx, and the servers that
misbehave.

    responder.py WORLD FOLDER DELAY_MS RESOLVER_PORT

Every question is noted in FOLDER/asked.jsonl; a connection to 127.0.0.1 or ::1 in FOLDER/loopback.jsonl.
"""
import asyncio
import json
import os
import struct
import sys
import urllib.parse
import zlib

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.dont_write_bytecode = True
# pylint: disable=wrong-import-position
from kit import rdap
from kit.journal import Journal
from kit.registry import Desk
from kit.world import World

FLOOD = 200 << 20
QUESTION_MAX = 4096
TRAP_PORTS = (22, 25, 43, 53, 80, 443, 3478, 4321, 8080, 9222)
TRAP_PORTS_UDP = (443, 3478, 5353)
QUOTA = (
    b"%ERROR:201: access denied for your address\r\n%\r\n"
    b"% Query rate limit exceeded. You have asked too often; try again later.\r\n"
)
REFERRAL = "Domain Name: {name}\r\nRegistrar WHOIS Server: {to}\r\nrefer: {to}\r\n"


async def silent(_reader, _writer, _line):
    await asyncio.sleep(3600)


async def drip(_reader, writer, line):
    for byte in (f"Domain Name: {line}\r\n" * 100).encode():
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(1)


async def flood(_reader, writer, _line):
    block = b"Remarks: more and more and more and more and more and more\r\n" * 1024
    for _ in range(FLOOD // len(block)):
        writer.write(block)
        await writer.drain()


async def quota(_reader, writer, _line):
    writer.write(QUOTA)


class WhoisServer:
    """A server that is asked a line and closes when it has answered."""

    def __init__(self, responder, name, answer):
        self.responder, self.name, self.answer = responder, name, answer

    async def serve(self, reader, writer):
        try:
            line = (await reader.readuntil(b"\n")).decode("utf-8", "replace").strip()
            self.responder.asked.note(
                protocol="whois",
                server=self.name,
                question=line,
                address=writer.get_extra_info("sockname")[0],
            )
            await asyncio.sleep(self.responder.delay)
            await self.answer(reader, writer, line)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()


class Bomb:
    """200 MB of spaces in a gzip stream of 200 kB, made when it is first asked for."""

    made = None

    @classmethod
    def data(cls):
        if cls.made is None:
            packer = zlib.compressobj(9, zlib.DEFLATED, 31)
            block = b" " * (1 << 20)
            cls.made = b"".join(packer.compress(block) for _ in range(FLOOD >> 20)) + packer.flush()
        return cls.made


class Responder:
    def __init__(self, path, folder, delay_ms, resolver_port):
        self.world = World(path)
        self.folder = folder
        self.delay = delay_ms / 1000
        self.resolver_port = resolver_port
        self.asked = Journal(f"{folder}/asked.jsonl")
        self.loopback = Journal(f"{folder}/loopback.jsonl")
        self.rdap_servers = {
            server["host"]: (key, server)
            for key, protocol, server in self.world.servers()
            if protocol == "rdap"
        }
        self.rebinds = 0

    # WHOIS

    def desk(self, key, server):
        desk = Desk(self.world, key, server)

        async def answer(_reader, writer, line):
            writer.write(desk.answer(line))

        return WhoisServer(self, server["host"], answer)

    def hostile(self, host, place):
        async def refer(_reader, writer, line):
            writer.write(REFERRAL.format(name=line, to=place["to"]).encode())

        known = {"silent": silent, "drip": drip, "flood": flood, "quota": quota, "refer": refer}
        return WhoisServer(self, host, known[place["whois"]])

    async def trap(self, _reader, writer):
        """Nobody has any business at 127.0.0.1, nor at ::1."""
        address, port = writer.get_extra_info("sockname")[:2]
        self.loopback.note(address=address, port=port)
        writer.close()

    # HTTP, behind nginx

    async def http(self, reader, writer):
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, target, _ = head[0].split(" ", 2)
            headers = {
                name.strip().lower(): value.strip()
                for name, _, value in (line.partition(":") for line in head[1:])
            }
            body = await reader.readexactly(min(int(headers.get("content-length", 0)), 1 << 20))
            await self.http_answer(writer, method, target, headers, body)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            pass
        finally:
            writer.close()

    async def http_answer(self, writer, method, target, headers, body):
        host = headers["host"]
        if target == "/lab-delay":
            await asyncio.sleep(self.delay)
            self.reply(writer, 204, "text/plain", b"")
        elif target.startswith("/save/"):
            form = urllib.parse.parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
            self.asked.note(protocol="form", server=host, question=target, method=method, form=form)
            self.reply(writer, 303, "text/plain", b"", Location=headers["x-next"])
        else:
            self.asked.note(protocol="rdap", server=host, question=target)
            misbehaviour = self.misbehaviour(headers.get("x-server", host))
            if misbehaviour:
                await misbehaviour(writer, target)
            else:
                self.rdap_answer(writer, host, urllib.parse.unquote(target))

    def rdap_answer(self, writer, host, target):
        key, server = self.rdap_servers[host]
        status, found = rdap.answer(self.world, key, server, target)
        self.reply(writer, status, "application/rdap+json", json.dumps(found, ensure_ascii=False).encode())

    @staticmethod
    def reply(writer, status, kind, body, **headers):
        more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        writer.write(
            f"HTTP/1.0 {status} Lab\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode()
            + body
        )

    def misbehaviour(self, host):
        place = self.world.data["hostile"].get(host.rsplit(".", 1)[-1], {})
        return (
            getattr(self, "rdap_" + place["rdap"], None)
            if "rdap" in place and host.startswith("rdap.nic.")
            else None
        )

    async def rdap_endless(self, writer, target):
        self.reply(writer, 302, "text/plain", b"", Location=target + "/on")

    async def rdap_inward(self, writer, _target):
        self.reply(writer, 302, "text/plain", b"", Location="http://127.0.0.1/domain/x")

    async def rdap_bomb(self, writer, _target):
        self.reply(writer, 200, "application/rdap+json", Bomb.data(), Content_Encoding="gzip")

    async def rdap_garbled(self, writer, _target):
        self.reply(
            writer,
            200,
            "application/rdap+json",
            b'{"objectClassName":"domain","ldhName":"x\xff\xfe\xc3","status":["\xe3\x81"]}',
        )

    async def rdap_silent(self, _writer, _target):
        await asyncio.sleep(3600)

    async def rdap_wrongname(self, writer, _target):
        self.reply(
            writer,
            200,
            "application/rdap+json",
            b'{"objectClassName":"domain","ldhName":"nobody.should.read.this"}',
        )

    rdap_wrongca = rdap_wrongname

    # DNS

    def rebound(self, question):
        """The names that are 203.0.113.136 and 127.0.0.1 by turns; other types have no data."""
        end = question.index(b"\0", 12) + 5
        asked_type = struct.unpack(">H", question[end - 4 : end - 2])[0]
        answer = b""
        label = question[13 : 13 + question[12]].decode("latin-1").lower()
        if asked_type == 1 and label in ("whois", "www"):
            address = (self.world.data["hostile"]["rebind"]["address"], "127.0.0.1")[self.rebinds % 2]
            self.rebinds += 1
            self.asked.note(
                protocol="dns", server="ns.nic.rebind", question=f"{label}.nic.rebind", answer=address
            )
            answer = b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 0, 4) + bytes(map(int, address.split(".")))
        return (
            question[:2]
            + b"\x84\x00"
            + struct.pack(">HHHH", 1, 1 if answer else 0, 0, 0)
            + question[12:end]
            + answer
        )

    async def start(self):
        def listen(address, port, serve):
            return asyncio.start_server(serve, address, port, limit=QUESTION_MAX)

        for key, protocol, server in self.world.servers():
            if protocol == "whois":
                await listen(server["address"], server.get("port", 43), self.desk(key, server).serve)
        for label, place in self.world.data["hostile"].items():
            if "whois" in place:
                await listen(place["address"], 43, self.hostile(f"whois.nic.{label}", place).serve)
            if "partner" in place:
                back = {"whois": "refer", "to": f"whois.nic.{label}"}
                await listen(
                    place["partner"]["address"], 43, self.hostile(place["partner"]["host"], back).serve
                )
        for port in TRAP_PORTS:
            await listen("127.0.0.1", port, self.trap)
            await listen("::1", port, self.trap)
        for port in TRAP_PORTS_UDP:
            await asyncio.get_running_loop().create_datagram_endpoint(lambda port=port: Trap(self, port), ("127.0.0.1", port))
        await asyncio.start_unix_server(self.http, f"{self.folder}/http.sock")
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(
            lambda: Rebinder(self), (self.world.data["nameserver_hostile"]["address"], 53)
        )
        if self.delay:
            resolver = self.world.data["resolver"]
            await loop.create_datagram_endpoint(lambda: Relay(self), (resolver, 53))
            await listen(resolver, 53, self.relay_tcp)
        with open(f"{self.folder}/responder.ready", "w", encoding="ascii"):
            pass
        await asyncio.Event().wait()

    async def relay_tcp(self, reader, writer):
        there, here = await asyncio.open_connection(self.world.data["resolver"], self.resolver_port)

        async def pump(source, sink, delay):
            while data := await source.read(65536):
                await asyncio.sleep(delay)
                sink.write(data)
            sink.close()

        await asyncio.gather(pump(reader, here, self.delay), pump(there, writer, 0), return_exceptions=True)


class Rebinder(asyncio.DatagramProtocol):
    def __init__(self, responder):
        self.responder = responder

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, peer):
        if len(data) > 16:
            self.transport.sendto(self.responder.rebound(data), peer)


class Trap(asyncio.DatagramProtocol):
    """A UDP port of 127.0.0.1 where nobody has any business."""

    def __init__(self, responder, port):
        self.responder, self.port = responder, port

    def datagram_received(self, _data, _peer):
        self.responder.loopback.note(address="127.0.0.1", port=self.port, protocol="udp")


class Relay(asyncio.DatagramProtocol):
    """The resolver's own port, with the delay before each answer."""

    def __init__(self, responder):
        self.responder = responder

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, peer):
        asyncio.ensure_future(self.relay(data, peer))

    async def relay(self, data, peer):
        await asyncio.sleep(self.responder.delay)
        answer = asyncio.get_running_loop().create_future()

        class Back(asyncio.DatagramProtocol):
            def datagram_received(self, back, _peer):
                if not answer.done():
                    answer.set_result(back)

        where = (self.responder.world.data["resolver"], self.responder.resolver_port)
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(Back, remote_addr=where)
        try:
            transport.sendto(data)
            self.transport.sendto(await asyncio.wait_for(answer, 10), peer)
        except asyncio.TimeoutError:
            pass
        finally:
            transport.close()


if __name__ == "__main__":
    asyncio.run(Responder(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])).start())

#!/usr/bin/python3
"""kit/sink - the end of the default route: notes every packet that leaves the lab, and lets none go on.

    sink.py INTERFACE FOLDER

One JSON line a packet in FOLDER/left.jsonl, up to LINES_MAX; FOLDER/left.count holds the number of all.
"""
import ipaddress
import os
import socket
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.dont_write_bytecode = True
# pylint: disable=wrong-import-position
from kit.journal import Journal

ETH_P_ALL = 0x0003
LINES_MAX = 1000
PROTOCOLS = {1: "icmp", 6: "tcp", 17: "udp", 58: "icmpv6"}


def described(packet):
    """{"protocol", "to", "port"} of an IP packet; None for what is none."""
    version = packet[0] >> 4 if packet else 0
    if version == 4 and len(packet) >= 20:
        protocol, to, rest = packet[9], packet[16:20], packet[(packet[0] & 15) * 4 :]
    elif version == 6 and len(packet) >= 40:
        protocol, to, rest = packet[6], packet[24:40], packet[40:]
    else:
        return None
    port = struct.unpack(">H", rest[2:4])[0] if protocol in (6, 17) and len(rest) >= 4 else None
    return {
        "protocol": PROTOCOLS.get(protocol, str(protocol)),
        "to": str(ipaddress.ip_address(to)),
        "port": port,
    }


def main(interface, folder):
    sink = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL))
    sink.bind((interface, ETH_P_ALL))
    journal = Journal(f"{folder}/left.jsonl")
    count = 0
    counter = os.open(f"{folder}/left.count", os.O_WRONLY | os.O_CREAT, 0o644)
    os.pwrite(counter, b"0\n", 0)
    while True:
        packet, origin = sink.recvfrom(256)
        facts = described(packet) if origin[2] != socket.PACKET_OUTGOING else None
        if not facts:
            continue
        count += 1
        os.pwrite(counter, f"{count}\n".encode(), 0)
        if count <= LINES_MAX:
            journal.note(**facts)


main(*sys.argv[1:])

"""kit/zones - the DNS of the lab from the root down: zone files, signed in part, for three nsd (the root's, the
registries', the domains') and one unbound, the resolver."""
import datetime
import ipaddress
import os
import re

from kit import tools

SOA = "@ IN SOA ns.lab.example. hostmaster.lab.example. 2022031001 7200 3600 1209600 300\n"
DAY = datetime.timedelta(days=1)


def absolute(name):
    return name if name.endswith(".") else name + "."


def parent_of(zone, zones):
    """The zone above `zone`."""
    labels = zone.split(".")
    for start in range(1, len(labels)):
        if ".".join(labels[start:]) in zones:
            return ".".join(labels[start:])
    return None if zone == "." else "."


def address_record(address):
    return f"IN {'AAAA' if ':' in address else 'A'} {address}"


class Zones:
    """What is in which zone, and who serves it."""

    def __init__(self, world):
        self.world = world
        self.names = world.names()
        self.lines = {}
        self.served = {}  # zone -> [(server's name, group)]
        self.signed, self.bogus = set(), set()
        self._root_and_tlds()
        for name, domain in world.domains.items():
            self._open(name, [(server, "domains") for server in domain["ns"]], domain.get("signed"))
            self.lines[name] += domain["records"]
            if domain.get("bogus"):
                self.bogus.add(name)
        self._reverse()
        for name, address in [*self.names.items(), *world.suites["escape"].get("names", {}).items()]:
            self._put(name, address_record(address))
        self._hostile()

    def _open(self, zone, servers, signed):
        self.served[zone] = servers
        self.lines[zone] = [f"@ IN NS {absolute(server)}" for server, _ in servers]
        if signed:
            self.signed.add(zone)

    def _root_and_tlds(self):
        root, tlds = self.world.data["root"], self.world.data["tlds"]
        self._open(".", [(root["host"], "root")], root["signed"])
        self.names[root["host"]] = root["address"]
        labels = {name.rsplit(".", 1)[-1] for name in [*self.names, *self.world.domains]} | {"rebind"}
        for label in sorted(labels):
            self._open(label, [(f"{tlds['host']}.{label}", "registries")], label in tlds["signed"])
            self.names[f"{tlds['host']}.{label}"] = tlds["address"]

    def _reverse(self):
        server = f"{self.world.data['tlds']['host']}.arpa"
        self.names[server] = self.world.data["tlds"]["address"]
        for zone in ("arpa", "in-addr.arpa", "ip6.arpa"):
            self._open(zone, [(server, "registries")], False)
        for address, name in self.world.data["reverse"].items():
            self._put(ipaddress.ip_address(address).reverse_pointer, f"IN PTR {absolute(name)}")

    def _hostile(self):
        self.lines["rebind"] += [
            "nic IN NS ns.nic",
            f"ns.nic {address_record(self.world.data['nameserver_hostile']['address'])}",
        ]
        self._large_text()

    def _large_text(self):
        """The largest TXT that fits a message: 64 KB of an SPF record, which no world's file should hold."""
        if "spf-maze.example" in self.lines:
            pieces = ["v=spf1 "] + ["ip4:203.0.113.200 " * 14] * 250
            self._put("big.spf-maze.example", "IN TXT " + " ".join(f'"{piece}"' for piece in pieces))

    def _put(self, name, record):
        zone = name if name in self.lines else parent_of(name, self.lines)
        if zone != name or "NS" not in record:
            self.lines[zone].append(f"{absolute(name)} {record}")

    def _delegations(self, zone):
        for child, servers in self.served.items():
            if child == zone or parent_of(child, self.served) != zone:
                continue
            for server, _ in servers:
                yield f"{absolute(child)} IN NS {absolute(server)}"
                if parent_of(server, self.served) == child and server in self.names:
                    yield f"{absolute(server)} {address_record(self.names[server])}"

    def text(self, zone, ds):
        lines = [
            f"$ORIGIN {absolute(zone)}",
            "$TTL 3600",
            SOA.rstrip(),
            *self.lines[zone],
            *self._delegations(zone),
        ]
        lines += [
            record for child, record in ds.items() if child != zone and parent_of(child, self.served) == zone
        ]
        return "\n".join(dict.fromkeys(lines)) + "\n"


def broken(record):
    """A DS record whose digest is another key's."""
    return re.sub(
        r"[0-9a-f]{8}$",
        lambda match: match[0][::-1] if match[0] != match[0][::-1] else "00000000",
        record.strip(),
        flags=re.I,
    )


def sign(zones, folder):
    """Make keys, write zone files, sign what is signed. {zone: file}, and the root's anchor."""
    signed = sorted(zones.signed)
    made = tools.together(
        [["ldns-keygen", "-a", "ECDSAP256SHA256", "-k", absolute(zone)] for zone in signed], folder
    )
    keys = dict(zip(signed, (output.strip() for output in made)))
    ds = {}
    for zone, key in keys.items():
        with open(os.path.join(folder, key + ".ds"), encoding="ascii") as file:
            ds[zone] = broken(file.read()) if zone in zones.bogus else file.read().strip()
    files = {
        zone: tools.write(
            os.path.join(folder, ("root" if zone == "." else zone) + ".zone"), zones.text(zone, ds)
        )
        for zone in zones.served
    }
    now = datetime.datetime.now(datetime.timezone.utc)
    span = ["-i", (now - DAY).strftime("%Y%m%d%H%M%S"), "-e", (now + 30 * DAY).strftime("%Y%m%d%H%M%S")]
    tools.together(
        [["ldns-signzone", *span, "-f", files[zone] + ".signed", files[zone], keys[zone]] for zone in signed],
        folder,
    )
    files.update({zone: files[zone] + ".signed" for zone in signed})
    return files, ds["."] + "\n"


NSD = """server:
	server-count: 1
{listen}
	username: ""
	chroot: ""
	zonesdir: "{folder}"
	xfrdir: "{folder}"
	database: ""
	pidfile: "{folder}/nsd-{group}.pid"
	xfrdfile: "{folder}/nsd-{group}.xfrd"
	zonelistfile: "{folder}/nsd-{group}.list"
	logfile: "{folder}/nsd-{group}.log"
	rrl-ratelimit: 0
remote-control:
	control-enable: no
{served}
"""
UNBOUND = """server:
	directory: "{folder}"
	chroot: ""
	username: ""
	pidfile: ""
	do-daemonize: no
	use-syslog: no
	logfile: "{folder}/unbound.log"
	log-queries: yes
	log-time-ascii: yes
	interface: {resolver}@{port}
	access-control: 0.0.0.0/0 allow
	num-threads: 1
	module-config: "validator iterator"
	root-hints: "{folder}/root.hints"
	trust-anchor-file: "{folder}/root.anchor"
	target-fetch-policy: "0 0 0 0 0"
# the lab's addresses have names, though they are nobody's outside
	unblock-lan-zones: yes
	insecure-lan-zones: yes
remote-control:
	control-enable: no
"""


def nsd_configuration(zones, group, files, folder):
    ours = [zone for zone, servers in zones.served.items() if servers[0][1] == group]
    addresses = sorted({zones.names[server] for zone in ours for server, _ in zones.served[zone]})
    return NSD.format(
        folder=folder,
        group=group,
        listen="\n".join(f"\tip-address: {address}" for address in addresses),
        served="\n".join(f'zone:\n\tname: "{zone}"\n\tzonefile: "{files[zone]}"' for zone in ours),
    )


def build(world, folder, port):
    """Write all of it; the commands that serve it."""
    zones = Zones(world)
    files, anchor = sign(zones, folder)
    tools.write(os.path.join(folder, "root.anchor"), anchor)
    root = world.data["root"]
    tools.write(
        os.path.join(folder, "root.hints"),
        f". 3600000 NS {absolute(root['host'])}\n{absolute(root['host'])} 3600000 A {root['address']}\n",
    )
    commands = []
    for group in ("root", "registries", "domains"):
        path = tools.write(
            os.path.join(folder, f"nsd-{group}.conf"), nsd_configuration(zones, group, files, folder)
        )
        commands.append(["nsd", "-d", "-c", path])
    path = tools.write(
        os.path.join(folder, "unbound.conf"),
        UNBOUND.format(folder=folder, resolver=world.data["resolver"], port=port),
    )
    return commands + [["unbound", "-d", "-c", path]]

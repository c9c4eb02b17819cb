"""kit/world - the lab's world as its data file tells it: who registered what where, and what is found at which address.

    world = World("lab/world.json")
    world.domain("4ztfqg8.cn")["registrar"]["name"]
"""
import datetime
import ipaddress
import json
import os

from kit import suites

LAB = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NOBODY = {
    "name": "",
    "street": [],
    "city": "",
    "country": "",
    "phone": "",
    "email": "",
    "abuse": "",
    "person": "",
    "handle": "",
}


def moment(text):
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.timezone.utc)


class World:
    """Facts, each thing with what it refers to put in its place."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.data = json.load(file)
        self.suites = suites.read(path)
        for name in suites.domains(self.suites):
            self.data["domains"].setdefault(name, suites.registration(name, self.data["date"]))
        self.registries = self.data["registries"]
        self.registrars = self.data["registrars"]
        self.networks = [self._network(plain) for plain in self.data["networks"]]
        self.domains = {name: self._domain(name, plain) for name, plain in self.data["domains"].items()}
        self.asns = {
            int(number): self._asn(int(number), plain) for number, plain in self.data["asns"].items()
        }

    def _holder(self, key):
        holder = {**NOBODY, **self.data["holders"][key]}
        for other in ("english", "japanese"):
            holder.setdefault(other, holder["name"])
        holder.setdefault("english_street", holder["street"])
        holder["beside"] = "" if holder.get("apart") else holder["english"]
        holder["organization"] = "" if holder.get("redacted") else holder["name"]
        return holder

    def _dates(self, plain):
        dates = {key: moment(plain[key]) for key in ("created", "updated", "expires") if key in plain}
        return {"updated": dates.get("created"), **dates}

    def _domain(self, name, plain):
        tld = name.rsplit(".", 1)[-1]
        key = next(key for key, registry in self.registries.items() if tld in registry.get("tlds", ()))
        return {
            **plain,
            **self._dates(plain),
            "domain": name,
            "DOMAIN": name.upper(),
            "NS": [n.upper() for n in plain["ns"]],
            "registry": key,
            "tld": tld,
            "registrar": self.registrars.get(plain["registrar"], {}),
            "holder": self._holder(plain["holder"]),
            "ds": "",
            "dnssec": "signedDelegation" if plain.get("signed") else "unsigned",
        }

    def _network(self, plain):
        net = ipaddress.ip_network(plain["cidr"])
        above = [
            outer
            for outer in map(ipaddress.ip_network, self._blocks())
            if outer.version == net.version and outer.prefixlen < net.prefixlen and net.subnet_of(outer)
        ]
        parent = max(above, key=lambda outer: outer.prefixlen, default=net)
        span = f"{net[0]} - {net[-1]}"
        rwhois = self.registries[plain["rwhois"]]["whois"] if "rwhois" in plain else None
        return {
            **plain,
            **self._dates(plain),
            "net": net,
            "bits": net.prefixlen,
            "first": str(net[0]),
            "last": str(net[-1]),
            "dashed": str(net[0]).replace(".", "-"),
            "parent_dashed": str(parent[0]).replace(".", "-"),
            "range": span,
            "object": span if net.version == 4 else plain["cidr"],
            "inetnum": "inetnum: " if net.version == 4 else "inet6num:",
            "parent_cidr": str(parent),
            "parent_first": str(parent[0]),
            "parent_range": f"{parent[0]} - {parent[-1]}",
            "holder": self._holder(plain["holder"]),
            "asn": plain.get("asn", ""),
            "rwhois": f"rwhois://{rwhois['host']}:{rwhois['port']}" if rwhois else "",
        }

    def _asn(self, number, plain):
        return {
            **plain,
            **self._dates(plain),
            "asn": number,
            "range": f"AS{number}",
            "holder": self._holder(plain["holder"]),
        }

    def _blocks(self):
        """What IANA gave out, and what has been registered out of that."""
        given = [block for registry in self.registries.values() for block in registry.get("blocks", ())]
        return given + [plain["cidr"] for plain in self.data["networks"]]

    def top(self, key):
        """The registry that IANA knows: the one that this one stands behind, or itself."""
        while "behind" in self.registries[key]:
            key = self.registries[key]["behind"]
        return key

    def domain(self, name):
        """The registered domain that `name` is or is below of; None where there is none."""
        labels = name.lower().rstrip(".").split(".")
        for start in range(len(labels)):
            found = self.domains.get(".".join(labels[start:]))
            if found:
                return found
        return None

    def networks_of(self, address):
        """The networks that hold an address, the smallest first."""
        found = [n for n in self.networks if n["net"].version == address.version and address in n["net"]]
        return sorted(found, key=lambda n: -n["bits"])

    def servers(self):
        """(owner's key, protocol, server) of every WHOIS and RDAP server, hostile ones aside."""
        for key, owner in [*self.registries.items(), *self.registrars.items()]:
            for protocol in ("whois", "rdap", "bootstrap"):
                if protocol in owner:
                    yield key, protocol, owner[protocol]

    def names(self):
        """{name: address} of everything that has an address and no zone of its own."""
        found = {**self.data["names"], **suites.names(self.suites)}
        found.update({server["host"]: server["address"] for _, _, server in self.servers()})
        for label, server in self.data["hostile"].items():
            if label != "rebind":
                found[f"{'rdap' if 'rdap' in server else 'whois'}.nic.{label}"] = server["address"]
            if "partner" in server:
                found[server["partner"]["host"]] = server["partner"]["address"]
        return found

    def addresses(self):
        """Every address of the lab."""
        found = {
            self.data["resolver"],
            self.data["root"]["address"],
            self.data["tlds"]["address"],
            self.data["nameserver_hostile"]["address"],
        }
        found.update(self.names().values())
        found.update(plain["address"] for plain in self.data["hostile"].values())
        found.update(site["address"] for site in self.data["sites"])
        return sorted(found)

    def name_servers(self):
        """The names that domains are served by."""
        return sorted({server for domain in self.domains.values() for server in domain["ns"]})

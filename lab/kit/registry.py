"""kit/registry - what a WHOIS server of the lab answers to a question."""
import datetime
import ipaddress
import re

from kit import reply


def subject_of(text):
    """("ip", address), ("asn", number) or ("domain", name): what a question is about."""
    text = text.strip()
    try:
        return "ip", ipaddress.ip_address(text.split("/")[0])
    except ValueError:
        pass
    number = re.fullmatch(r"(?:as)?(\d+)", text, re.I)
    return ("asn", int(number[1])) if number else ("domain", text.lower().rstrip("."))


class Desk:
    """One server's desk: it reads a question in its own form and finds what it has to say."""

    def __init__(self, world, key, server):
        self.world, self.key, self.server = world, key, server
        self.dialect = server["dialect"]
        self.forms = [(re.compile(pattern), variant) for pattern, variant in server.get("forms", ())]

    def answer(self, line):
        """The reply's bytes."""
        variant, text = "", line.strip()
        for pattern, named in self.forms:
            match = pattern.match(text)
            if match:
                variant, text = named, match[1]
                break
        kind, subject = subject_of(text)
        names, facts = getattr(self, "_" + kind)(subject)
        if self.key == "iana":
            names, facts = self._iana(kind, subject)
        return self._say(
            names,
            variant,
            {
                "question": text,
                "QUESTION": text.upper(),
                "now": datetime.datetime.now(datetime.timezone.utc),
                **facts,
            },
        )

    def _say(self, names, variant, facts):
        wanted = [f"{name}.{variant}" for name in names if variant] if names else []
        text = reply.template(self.dialect, *wanted, *names) if names else None
        if text is None:
            text = reply.template(self.dialect, f"none.{variant}", "none")
        shown = reply.render(text, facts).replace("\n", "\r\n")
        if self.dialect == "rwhois":
            shown = f"%rwhois V-1.5:003fff:00 {self.server['host']} (mekiki's lab)\r\n" + shown
        return shown.encode(self.server.get("encoding", "utf-8"), "replace")

    def _domain(self, name):
        found = self.world.domain(name)
        if not found:
            return (), {}
        registrar = found["registrar"]
        ours = found["registry"] == self.key or registrar is self.world.registrars.get(self.key)
        if not ours:
            return (), {}
        return (("cojp", "domain") if found["domain"].endswith(".co.jp") else ("domain",)), found

    def _ip(self, address):
        for network in self.world.networks_of(address):
            if network["registry"] == self.key:
                return ("network",), network
            behind = self.world.registries[network["registry"]].get("behind")
            if behind == self.key and reply.template(self.dialect, "behind-" + network["registry"]):
                return ("behind-" + network["registry"],), {
                    **network,
                    "child": self.world.registries[network["registry"]],
                }
        return (), {}

    def _asn(self, number):
        found = self.world.asns.get(number)
        return (("asn",), found) if found and found["registry"] == self.key else ((), {})

    def _iana(self, kind, subject):
        """IANA knows who knows."""
        if kind == "domain":
            return self._iana_tld(subject.rsplit(".", 1)[-1])
        for registry in self.world.registries.values():
            facts = {"registry": registry, "whois": registry["whois"]["host"]}
            if kind == "asn" and any(first <= subject <= last for first, last in registry.get("asns", ())):
                return ("asn",), {**facts, "range": f"AS{subject}"}
            for block in map(ipaddress.ip_network, registry.get("blocks", ())):
                if kind == "ip" and subject.version == block.version and subject in block:
                    return ("network",), {**facts, "range": f"{block[0]} - {block[-1]}"}
        return (), {}

    def _iana_tld(self, tld):
        servers = self.world.data["tlds"]
        facts = {
            "TLD": tld.upper(),
            "nameserver": f"{servers['host']}.{tld}".upper(),
            "nameserver_address": servers["address"],
        }
        for registry in self.world.registries.values():
            if tld in registry.get("tlds", ()):
                return ("tld",), {**facts, "registry": registry, "whois": registry["whois"]["host"]}
        hostile = self.world.data["hostile"].get(tld)
        if not hostile:
            return (), {}
        whois = "" if "rdap" in hostile else f"whois.nic.{tld}"
        return ("tld",), {
            **facts,
            "registry": {"name": f"The registry that {hostile['about']}", "country": "ZZ"},
            "whois": whois,
        }

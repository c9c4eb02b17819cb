"""kit/shuffled - another world of the same kind: other names, addresses, registrars, registries, holders, dates, pages
in another order with other field names. Only the seed decides; nothing that a program could have learned of the
model's case is left.

And what is to be found in a world, for tests to compare with.
"""
import base64
import copy
import datetime
import email.utils
import ipaddress
import json
import os
import random
import re

from kit import redealt, suites
from kit.world import LAB, World, moment

LETTERS, DIGITS = "abcdefghijklmnopqrstuvwxyz", "0123456789"
SYLLABLES = "ka mi to ne ru so hi ya no ta ri mu ko sa ve lo zen dra fi que bo gal".split()
CITIES = [
    ("CN", "Wuhan"),
    ("US", "Dallas"),
    ("NL", "Utrecht"),
    ("SG", "Singapore"),
    ("BR", "Recife"),
    ("DE", "Kassel"),
    ("HK", "Hong Kong"),
]
TLDS = {"cn": "cnnic", "top": "nic-top", "com": "verisign", "org": "pir", "example": "nic-example"}
FIELDS = {
    "account": ["login", "uid", "mail", "id1", "user_name"],
    "password": ["pw", "secret", "pass1", "kw"],
    "name": ["owner", "nm", "fullname"],
    "number": ["pan", "no", "cc"],
    "month": ["m1", "expm"],
    "year": ["y1", "expy"],
    "code": ["chk", "cv", "sec"],
    "phone": ["mob", "ph", "t1"],
}
# networks that are nobody's outside: RFC 2544
TEST_NET = ipaddress.ip_network("198.18.0.0/15")


def word(dice, syllables=3):
    return "".join(dice.choice(SYLLABLES) for _ in range(syllables))


def label(dice):
    return (
        dice.choice(LETTERS)
        + "".join(dice.choice(LETTERS + DIGITS) for _ in range(dice.randint(5, 8)))
        + dice.choice(LETTERS)
    )


def isotime(when):
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


class Shuffle:
    """One deal of the cards."""

    def __init__(self, world, seed):
        self.dice = random.Random(seed)
        self.data = copy.deepcopy(world)
        self.renamed = {}  # text in the mails -> what it becomes
        self.shift = datetime.timedelta(weeks=self.dice.randint(1, 40))

    def deal(self):
        case = self.data["cases"]["model"]
        for key in ("from", "domain"):
            case[key] = self.domain(case[key])
        self.networks()
        self.addresses(case)
        self.sites()
        self.data["date"] = isotime(moment(self.data["date"] + "T00:00:00Z") + self.shift)[:10]
        case["link"] = self.rewritten(case["link"])
        return self.data

    def rewritten(self, text):
        """A text of the first world in this world's names; those that hold others come first."""
        for old in sorted(self.renamed, key=len, reverse=True):
            text = text.replace(old, self.renamed[old])
        return text

    def replace_everywhere(self, old, new):
        self.renamed[old] = new
        text = json.dumps(self.data, ensure_ascii=False)
        # a name is whole: not a part of a longer word
        self.data = json.loads(re.sub(r"(?<![\w-])" + re.escape(old) + r"(?![\w-])", lambda _: new, text))

    def registrar(self):
        name = word(self.dice).title() + self.dice.choice(
            [" Names Ltd.", " Domains, Inc.", "互联科技有限公司", " Registry Services GmbH"]
        )
        key = word(self.dice)
        whois, rdap = self.free_address(), self.free_address()
        self.data["registrars"][key] = {
            "name": name,
            "id": str(self.dice.randint(4000, 4999)),
            "abuse": f"abuse@{key}.example",
            "phone": f"+1.555{self.dice.randint(1000000, 9999999)}",
            "url": f"https://www.{key}.example",
            "whois": {"host": f"whois.{key}.example", "address": whois, "dialect": "registrar"},
            "rdap": {"host": f"rdap.{key}.example", "path": "/", "address": rdap},
        }
        return key

    def free_address(self):
        """An address of 198.51.100.0/24 that stands nowhere yet."""
        text = json.dumps(self.data)
        taken = set(re.findall(r"198\.51\.100\.\d+", text))
        return next(
            address
            for n in self.dice.sample(range(1, 127), 126)
            if (address := f"198.51.100.{n}") not in taken
        )

    def holder(self):
        country, city = self.dice.choice(CITIES)
        name, key = word(self.dice).title(), word(self.dice)
        self.data["holders"][key] = {
            "name": f"{name} {self.dice.choice(['Cloud', 'Hosting', 'Networks'])} Limited",
            "street": [f"{self.dice.randint(1, 99)} {name} Road", city],
            "city": city,
            "country": country,
            "phone": f"+1-555-{self.dice.randint(1000000, 9999999)}",
            "abuse": f"abuse@{key}.example",
            "email": f"noc@{key}.example",
            "person": f"{word(self.dice, 2).title()} Sample",
            "handle": key.upper()[:8],
        }
        return key

    def domain(self, old):
        """Another name for a domain, with another registration; the new name."""
        facts = self.data["domains"].pop(old)
        tld = self.dice.choice(sorted(TLDS))
        new = f"{label(self.dice)}.{tld}"
        created = (
            moment(facts["created"])
            + self.shift
            - datetime.timedelta(days=self.dice.randint(0, 200), seconds=self.dice.randint(0, 86399))
        )
        servers = [
            f"{self.dice.choice(['ns', 'dns', 'a'])}{n}.{word(self.dice)}-dns.example"
            for n in self.dice.sample(range(1, 40), 2)
        ]
        for server in servers:
            self.data["names"][server] = self.free_address()
        facts.pop("rdap_says", None)
        facts.update(
            registrar=self.registrar(),
            created=isotime(created),
            updated=isotime(created + datetime.timedelta(minutes=self.dice.randint(1, 999))),
            expires=isotime(created + datetime.timedelta(days=365 * self.dice.randint(1, 3))),
            ns=servers,
            roid=f"D{self.dice.randint(10**8, 10**9)}-LAB",
            status=[self.dice.choice(["ok", "clientHold", "clientTransferProhibited"])],
        )
        self.data["domains"][new] = facts
        self.replace_everywhere(old, new)
        return new

    def networks(self):
        """The model's two networks become others, at other registries, in addresses kept for tests."""
        halves = list(TEST_NET.subnets(1))
        self.dice.shuffle(halves)
        registries = self.dice.sample(["apnic", "ripe", "lacnic", "afrinic", "arin"], 2)
        self.data["networks"] = [plain for plain in self.data["networks"] if plain["registry"] != "quadranet"]
        self.moved = {}
        for network, half, registry in zip(self.data["networks"][:2], halves, registries):
            self.moved[network["cidr"]] = self.network(network, half, registry)
        self.replace_everywhere("rwhois.quadranet.com", f"rwhois.{word(self.dice)}.example")

    def network(self, network, half, registry):
        """Another network in the place of one, in one half of the test addresses; its range."""
        new = self.dice.choice(list(half.subnets(new_prefix=self.dice.randint(17, 20))))
        asn = self.dice.randint(64531, 65500)
        self.data["registries"][registry].setdefault("blocks", []).append(str(half))
        self.data["registries"][registry]["asns"].append([asn, asn])
        network.update(
            cidr=str(new),
            registry=registry,
            name=f"{word(self.dice, 2).upper()}-NET{self.dice.randint(1, 99)}",
            holder=self.holder(),
            asn=asn,
            created=isotime(moment(network["created"]) + self.shift),
            updated=isotime(moment(network["updated"]) + self.shift),
        )
        network.pop("rwhois", None)
        same = {key: network[key] for key in ("registry", "holder", "created", "updated")}
        self.data["asns"][str(asn)] = {**same, "name": network["name"] + "-AS"}
        if registry == "arin":
            network["rwhois"] = "quadranet"
        return new

    def addresses(self, case):
        for key, network in zip(("origin", "landing"), self.moved.values()):
            new = str(network[self.dice.randint(10, network.num_addresses - 10)])
            self.replace_everywhere(case[key], new)
            self.customer(network, new)
        self.data["reverse"] = {
            address: self.machine(address) if ipaddress.ip_address(address) in TEST_NET else name
            for address, name in self.data["reverse"].items()
        }
        case.update({key: self.renamed[case[key]] for key in ("origin", "landing")})
        self.data["cases"]["model"] = case

    def machine(self, address):
        return f"host-{address.replace('.', '-')}.{word(self.dice)}.example"

    def customer(self, network, address):
        """Who has an address of a network that RWhois stands behind."""
        plain = next(plain for plain in self.data["networks"] if plain["cidr"] == str(network))
        if "rwhois" in plain:
            cidr = str(ipaddress.ip_network(f"{address}/28", strict=False))
            dates = {key: plain[key] for key in ("created", "updated")}
            self.data["networks"].append(
                {
                    "cidr": cidr,
                    "registry": "quadranet",
                    "name": word(self.dice).upper(),
                    "holder": self.holder(),
                    **dates,
                }
            )

    def sites(self):
        for site in self.data["sites"]:
            pages = site.get("pages", [])
            inner = pages[1:]
            self.dice.shuffle(inner)
            for page in pages[:1] + inner:
                page["path"] = "/" + "/".join(word(self.dice, 2) for _ in range(self.dice.randint(1, 3)))
                page["fields"] = {key: self.dice.choice(FIELDS[key]) for key in page["fields"]}
            if pages:
                site["pages"] = pages[:1] + inner

    def mail(self, text):
        """A mail of the first world in this one: names, addresses and dates."""
        head, _, body = text.partition("\n\n")
        head = re.sub(
            r"\w{3},\s+\d+ \w{3} \d{4} [\d:]{8} [+-]\d{4}", lambda match: self.later(match[0]), head
        )
        words = base64.b64decode(body).decode("utf-8")
        return self.rewritten(head) + "\n\n" + base64.encodebytes(self.rewritten(words).encode()).decode()

    def later(self, date):
        return email.utils.format_datetime(email.utils.parsedate_to_datetime(date) + self.shift)


def network_facts(network):
    return {
        "range": network["range"],
        "cidr": [network["cidr"]],
        "netname": network["name"],
        "organization": network["holder"]["english"],
        "country": network["holder"]["country"],
        "asn": network["asn"] or None,
        "abuse": network["holder"]["abuse"],
        "registry": network["registry"],
    }


def domain_facts(domain):
    return {
        "domain": domain["domain"],
        "registry": domain["registry"],
        "registrar": domain["registrar"].get("name"),
        "created": isotime(domain["created"]),
        "expires": isotime(domain["expires"]),
        "nameservers": domain["ns"],
        "status": domain["status"],
        "dnssec": domain["dnssec"],
    }


def expected(world):
    """What an investigation of each case finds: {case: {"origin", "from", "link", "domain", "landing", "pages"}}."""
    found = {}
    for name, case in world.data["cases"].items():
        origin, landing = (
            world.networks_of(ipaddress.ip_address(case[key])) for key in ("origin", "landing")
        )
        host = re.match(r"https?://([^/]+)", case["link"])[1]
        site = next(site for site in world.data["sites"] if site["host"] == host)
        found[name] = {
            "mail": case["mail"],
            "origin": {"ip": case["origin"], **network_facts(origin[-1])},
            "from": domain_facts(world.domains[case["from"]]),
            "link": case["link"],
            "domain": domain_facts(world.domains[case["domain"]]),
            "landing": {"ip": case["landing"], **network_facts(landing[-1])},
            "pages": [
                {"kind": page["kind"], "path": page["path"], "fields": page["fields"]}
                for page in site["pages"]
            ],
        }
    return found


def deal(seed, folder):
    """Write FOLDER/world.json, FOLDER/sites.json and FOLDER/mails/; what is to be found there."""
    with open(os.path.join(LAB, "world.json"), encoding="utf-8") as file:
        shuffle = Shuffle(json.load(file), seed)
    world = shuffle.deal()
    os.makedirs(os.path.join(folder, "mails"), exist_ok=True)
    path = os.path.join(folder, "world.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(world, file, ensure_ascii=False, indent="\t")
    with open(os.path.join(folder, "sites.json"), "w", encoding="utf-8") as file:
        sites = redealt.deal(suites.read(os.path.join(LAB, "world.json")), random.Random(f"sites {seed}"))
        json.dump(sites, file, ensure_ascii=False, indent="\t")
    for case in world["cases"].values():
        with open(os.path.join(LAB, case["mail"]), encoding="ascii", newline="") as file:
            text = file.read()
        if case is world["cases"]["model"]:
            text = shuffle.mail(text.replace("\r\n", "\n"))
        with open(os.path.join(folder, case["mail"]), "w", encoding="ascii", newline="") as file:
            file.write(text)
    return expected(World(path))

"""kit/rdap - the same facts as RDAP tells them (RFC 9083), and IANA's bootstrap files (RFC 9224)."""
import ipaddress

EPP_STATUS = {
    "ok": "active",
    "clientHold": "client hold",
    "addPeriod": "add period",
    "clientTransferProhibited": "client transfer prohibited",
    "clientDeleteProhibited": "client delete prohibited",
    "serverUpdateProhibited": "server update prohibited",
}
CONFORMANCE = ["rdap_level_0", "icann_rdap_response_profile_0", "icann_rdap_technical_implementation_guide_0"]
NOTICE = {"title": "Terms of Use", "description": ["This is the RDAP of mekiki's lab. It is for tests."]}


def base(server):
    return f"https://{server['host']}{server['path']}"


def stamp(when):
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def events(thing, says=None):
    named = (("registration", "created"), ("expiration", "expires"), ("last changed", "updated"))
    said = {key: stamp(thing[key]) for _, key in named if thing.get(key)}
    said.update(says or {})
    return [{"eventAction": action, "eventDate": said[key]} for action, key in named if key in said]


def card(holder, kind="org"):
    street = [*holder["street"]] or [""]
    address = [
        "",
        "",
        street if len(street) > 1 else street[0],
        holder["city"],
        holder.get("state", ""),
        holder.get("zip", ""),
        "",
    ]
    fields = [["version", {}, "text", "4.0"], ["fn", {}, "text", holder["name"]], ["kind", {}, "text", kind]]
    if holder["country"]:
        fields.append(["adr", {"cc": holder["country"]}, "text", address])
    if holder.get("phone"):
        phone = holder["phone"].removeprefix("tel:")
        fields.append(["tel", {"type": "voice"}, "uri", "tel:" + phone.replace(" ", "-")])
    if holder.get("email"):
        fields.append(["email", {}, "text", holder["email"]])
    return ["vcard", fields]


def entity(holder, roles, inner=(), **more):
    found = {
        "objectClassName": "entity",
        "handle": holder.get("handle") or None,
        "roles": roles,
        "vcardArray": card(holder),
        "entities": list(inner),
        **more,
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def abuse_contact(email, phone):
    return entity(
        {
            "name": "Abuse Department",
            "street": [],
            "city": "",
            "country": "",
            "email": email,
            "phone": phone,
            "handle": "",
        },
        ["abuse"],
    )


def registrar_entity(registrar):
    plain = {"name": registrar["name"], "street": [], "city": "", "country": "", "handle": registrar["id"]}
    return entity(
        plain,
        ["registrar"],
        [abuse_contact(registrar["abuse"], registrar["phone"])],
        publicIds=[{"type": "IANA Registrar ID", "identifier": registrar["id"]}],
    )


def redactions():
    paths = (
        ("Registrant Name", "$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='fn')][3]"),
        ("Registrant Email", "$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='email')]"),
    )
    return [
        {
            "name": {"description": name},
            "postPath": path,
            "pathLang": "jsonpath",
            "method": "emptyValue",
            "reason": {"description": "Server policy"},
        }
        for name, path in paths
    ]


def domain(world, key, found):
    """A domain as its registry or its registrar tells it."""
    registry, registrar = world.registries[found["registry"]], found["registrar"]
    of_registry = key == found["registry"]
    here = base((registry if of_registry else registrar)["rdap"]) + "domain/" + found["domain"]
    links = [{"value": here, "rel": "self", "href": here, "type": "application/rdap+json"}]
    if of_registry and "rdap" in registrar:
        href = base(registrar["rdap"]) + "domain/" + found["domain"]
        links.append({"value": here, "rel": "related", "href": href, "type": "application/rdap+json"})
    holder = found["holder"]
    redacted = holder.get("redacted")
    registrant = {**holder, "name": "", "email": "", "phone": "", "handle": ""} if redacted else holder
    return {
        "rdapConformance": CONFORMANCE + (["redacted"] if redacted else []),
        "notices": [NOTICE],
        "objectClassName": "domain",
        "handle": found.get("roid"),
        "ldhName": found["domain"],
        "links": links,
        "status": [EPP_STATUS.get(status, status) for status in found["status"]],
        "entities": [registrar_entity(registrar)] * bool(registrar) + [entity(registrant, ["registrant"])],
        "events": events(found, found.get("rdap_says") if of_registry else None),
        "nameservers": [{"objectClassName": "nameserver", "ldhName": name} for name in found["ns"]],
        "secureDNS": {"delegationSigned": bool(found.get("signed"))},
        **({"redacted": redactions()} if redacted else {}),
    }


def network(server, found):
    net, holder = found["net"], found["holder"]
    here = f"{base(server)}ip/{net[0]}"
    origin = {"arin_originas0_originautnums": [found["asn"]]} if found["asn"] else {}
    return {
        "rdapConformance": ["rdap_level_0", "cidr0", "arin_originas0", "nro_rdap_profile_0"],
        "notices": [NOTICE],
        "objectClassName": "ip network",
        "handle": found["range"],
        "startAddress": str(net[0]),
        "endAddress": str(net[-1]),
        "ipVersion": f"v{net.version}",
        "name": found["name"],
        "type": "ALLOCATED PORTABLE",
        "country": holder["country"],
        "status": ["active"],
        "cidr0_cidrs": [{f"v{net.version}prefix": str(net[0]), "length": net.prefixlen}],
        **origin,
        "events": events(found),
        "entities": [entity(holder, ["registrant"], [abuse_contact(holder["abuse"], holder["phone"])])],
        "links": [{"value": here, "rel": "self", "href": here, "type": "application/rdap+json"}],
    }


def autnum(server, found):
    holder = found["holder"]
    here = f"{base(server)}autnum/{found['asn']}"
    return {
        "rdapConformance": ["rdap_level_0", "nro_rdap_profile_0"],
        "notices": [NOTICE],
        "objectClassName": "autnum",
        "handle": f"AS{found['asn']}",
        "startAutnum": found["asn"],
        "endAutnum": found["asn"],
        "name": found["name"],
        "country": holder["country"],
        "status": ["active"],
        "events": events(found),
        "entities": [entity(holder, ["registrant"], [abuse_contact(holder["abuse"], holder["phone"])])],
        "links": [{"value": here, "rel": "self", "href": here, "type": "application/rdap+json"}],
    }


def answer(world, key, server, path):
    """(status, object) to a GET of `path` below the server's base."""
    kind, _, name = path.removeprefix(server["path"]).partition("/")
    owner = world.registries.get(key) or world.registrars[key]
    found = None
    if kind == "domain":
        registered = world.domain(name)
        if registered and (registered["registry"] == key or registered["registrar"] is owner):
            found = domain(world, key, registered)
    elif kind == "ip":
        found = next(
            (
                network(server, known)
                for known in world.networks_of(ipaddress.ip_address(name.split("/")[0]))
                if world.top(known["registry"]) == key
                and "rwhois" != world.registries[known["registry"]]["whois"]["dialect"]
            ),
            None,
        )
    elif kind == "autnum" and int(name) in world.asns and world.top(world.asns[int(name)]["registry"]) == key:
        found = autnum(server, world.asns[int(name)])
    elif kind == "help":
        found = {"rdapConformance": CONFORMANCE, "notices": [NOTICE]}
    if found:
        return 200, found
    return 404, {
        "rdapConformance": CONFORMANCE,
        "errorCode": 404,
        "title": "Not Found",
        "description": ["No such object."],
    }


def bootstrap(world):
    """{file name: document} of data.iana.org/rdap/."""
    files = {"dns.json": [], "ipv4.json": [], "ipv6.json": [], "asn.json": [], "object-tags.json": []}
    for key, registry in world.registries.items():
        if "rdap" not in registry:
            continue
        urls = [base(registry["rdap"])]
        blocks = registry.get("blocks", [])
        rows = {
            "dns.json": registry.get("tlds", []),
            "ipv4.json": [block for block in blocks if ":" not in block],
            "ipv6.json": [block for block in blocks if ":" in block],
            "asn.json": [
                f"{first}-{last}" if first != last else str(first) for first, last in registry.get("asns", [])
            ],
        }
        for name, entries in rows.items():
            if entries:
                files[name].append([entries, urls])
        if blocks:
            files["object-tags.json"].append([["hostmaster@lab.example"], [key.upper()], urls])
    for label, hostile in world.data["hostile"].items():
        if "rdap" in hostile:
            files["dns.json"].append([[label], [f"https://rdap.nic.{label}/"]])
    return {
        name: {
            "version": "1.0",
            "publication": world.data["date"] + "T00:00:00Z",
            "description": "mekiki's lab",
            "services": services,
        }
        for name, services in files.items()
    }

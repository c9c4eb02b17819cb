"""kit/suites - the sites of the walk suite and the escape suite as their data file tells them.

    for site in suites.read("lab/world.json")["walk"]:
        suites.entry_url(site)           # "https://www.minamo-kakunin.example/ib/"
        suites.collector(site, 0)        # "www.minamo-kakunin.example", which takes what page 0 asks for

The file is sites.json beside the world's own. A world without it has no such sites.
"""
import datetime
import json
import os

WAYS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "sites/ways.json")
# whose addresses change with each look-up; the hostile name server answers for it
REBINDS = "www.nic.rebind"
# how the domains of all of them are registered
REGISTRATION = {"registrar": "sample", "holder": "withheld", "status": ["addPeriod"], "ns": ["ns1.sample-names.example"], "records": []}
EMPTY = {"walk": [], "escape": {}, "speed": {}}
STOPS = ("nothing-more", "repeat", "limit", "genuine", "captcha", "blocked", "download")


def read(world_path):
    path = os.path.join(os.path.dirname(os.path.abspath(world_path)), "sites.json")
    if not os.path.exists(path):
        return EMPTY
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def domains(suites):
    """The registrable domains of all hosts."""
    hosts = [*names(suites), *suites["escape"].get("names", ())]
    return sorted({".".join(host.split(".")[-2:]) for host in hosts})


def registration(name, date):
    """What its registry says of one: five days old at the world's date."""
    created = datetime.date.fromisoformat(date) - datetime.timedelta(days=5)
    second = sum(map(ord, name)) % 86400
    clock = f"T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
    dates = {"created": f"{created}{clock}", "updated": f"{created}{clock}", "expires": f"{created + datetime.timedelta(days=365)}{clock}"}
    return {**REGISTRATION, **dates, "roid": f"D{second:06}-EX"}


def entry_url(site):
    return f"https://{site['host']}{site['entry']}"


def places(site):
    """What the site is served from, itself first: each with "host" and "address"."""
    return [site, *(site[key] for key in ("endpoint", "frames") if key in site)]


def others(suites):
    """The sites that are no walk's."""
    return [suites[key] for key in ("escape", "speed") if "host" in suites.get(key, {})]


def collector(site, number):
    """The host that takes the values of page `number`."""
    if "frames" in site and number >= site["remote"]:
        return site["frames"]["host"]
    return site.get("endpoint", site)["host"]


def collectors(site):
    """Every host that takes values."""
    asking = [number for number, page in enumerate(site["pages"]) if page.get("fields")]
    return sorted({collector(site, number) for number in asking})


def attempts(suites):
    """Each page of the escape suite: {"name", "path", "way", "urls": what it tries, "seen", "start": its own URL}. A way
    that moves the page itself has one for each address. `seen` is "request" where the browser asks DevTools before it
    goes, "maybe" where it does not, or does not always."""
    escape = suites["escape"]
    with open(WAYS, encoding="utf-8") as file:
        ways = json.load(file)
    found = []
    for page in escape.get("pages", ()):
        urls = page["to"] if isinstance(page["to"], list) else escape["targets"][page["to"]]
        way = ways[page["way"]]
        parts = [[url] for url in urls] if way.get("moves") else [urls]
        for number, part in enumerate(parts):
            path = page["path"] + (f"/{number}" if way.get("moves") else "")
            found.append({
                "name": page["name"] + (f"-{number}" if way.get("moves") else ""),
                "path": path,
                "way": page["way"],
                "urls": part,
                "seen": page.get("seen", way["seen"]),
                "start": f"http{'s' * page.get('tls', False)}://{escape['host']}{path}",
            })
    return found


def names(suites):
    """{name: address} of all hosts of the suites."""
    found = {place["host"]: place["address"] for site in suites["walk"] for place in places(site)}
    found.update({place["host"]: place["address"] for place in others(suites)})
    return found

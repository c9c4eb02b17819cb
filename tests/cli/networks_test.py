#!/usr/bin/python3
"""script/networks: npm's packages become tables that mekiki reads, and what is there is not made again."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["MEKIKI_SOURCE"], "tests/support"))
import house  # noqa: E402  pylint: disable=wrong-import-position

SCRIPT = os.path.join(house.SOURCE, "script/networks")

# one row within the other, and one that begins together with it
AS_IPV4 = ('3221225984,3221226239,64496,"Example, ""Inc."""\n'
           "3221225994,3221226003,64497,Example  Within\n"
           "3221225984,3221225987,64498,Beginning\n")
AS_IPV6 = f"{0x20010db8 << 96},{(0x20010db9 << 96) - 1},64499,Six\n"

EXPECTED = {
    "192.0.2.3": "AS64498 Beginning",
    "192.0.2.4": 'AS64496 Example, "Inc."',
    "192.0.2.10": "AS64497 Example Within",
    "192.0.2.19": "AS64497 Example Within",
    "192.0.2.20": 'AS64496 Example, "Inc."',
    "192.0.2.255": 'AS64496 Example, "Inc."',
    "2001:db8::9": "AS64499 Six",
}


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(content)


def modules_of(place):
    """npm's packages, as it leaves them; the table of countries is none."""
    modules = os.path.join(place.root, "node_modules/@ip-location-db")
    write(modules + "/asn/asn-ipv4-num.csv", AS_IPV4)
    write(modules + "/asn/asn-ipv6-num.csv", AS_IPV6)
    write(modules + "/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb", "none")
    return os.path.dirname(modules)


def data_of(place):
    """The house's data without its tables of networks."""
    data = os.path.join(place.root, "house")
    os.makedirs(data + "/data")
    for name in ["rules", "templates"] + ["data/" + name for name in os.listdir(house.SOURCE + "/data")]:
        if name != "data/networks":
            os.symlink(os.path.join(house.SOURCE, name), os.path.join(data, name))
    return data


def make(place, to):
    return subprocess.run([SCRIPT, "--from", os.path.join(place.root, "node_modules"), "--to", to],
                          capture_output=True, text=True, check=False)


@house.test("packages become tables, which lookup reads offline")
def _(place):
    modules_of(place)
    place.environment["MEKIKI_DATA"] = data = data_of(place)
    made = make(place, data + "/data/networks")
    assert (made.returncode, made.stderr) == (0, ""), made
    told = place.run("lookup", "--offline", "--lang", "en", *EXPECTED)
    for address, holder in EXPECTED.items():
        part = told.out.split(address + "  ", 1)[1].split("\n\n", 1)[0]
        assert holder + " (table of " in part, told
        assert "country.mmdb: is no table of countries" in part, told
    assert "CC BY 4.0" in told.out, told


@house.test("without tables the answer says how to get them")
def _(place):
    place.environment["MEKIKI_DATA"] = data_of(place)
    told = place.run("lookup", "--offline", "--lang", "en", "192.0.2.3")
    assert told.code == 0 and "script/networks" in told.out, told


@house.test("what is there is not made again; what is missing is")
def _(place):
    modules_of(place)
    to = os.path.join(place.root, "to")
    make(place, to)
    before = os.stat(to + "/as.table").st_mtime_ns
    make(place, to)
    assert os.stat(to + "/as.table").st_mtime_ns == before
    os.unlink(to + "/country.mmdb")
    make(place, to)
    assert os.stat(to + "/as.table").st_mtime_ns != before


@house.test("half a package makes no tables")
def _(place):
    modules = modules_of(place)
    os.unlink(modules + "/@ip-location-db/asn/asn-ipv6-num.csv")
    made = make(place, os.path.join(place.root, "to"))
    assert made.returncode == 1 and "asn-ipv6-num.csv" in made.stderr, made
    assert not os.path.exists(os.path.join(place.root, "to/networks.json"))


@house.test("the lock file pins by hash, and names no registry")
def _(_):
    with open(os.path.join(house.SOURCE, "package-lock.json"), encoding="utf-8") as file:
        lock = file.read()
    assert "resolved" not in lock and "://" not in lock
    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/') > 0


house.main()

"""kit/redealt - the suites' sites in a shuffled world: other names, addresses, languages, paths, field names, order.

    data = redealt.deal(suites.read("lab/world.json"), random.Random(seed))

What makes a technique stays; everything that a program could have learned by heart goes.
"""
import base64
import copy

from kit import suites

SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()
PREFIXES = ("www", "secure", "my", "login", "m", "app", "id", "konto", "members")
GENUINE = ("https://www.rakuten.co.jp/", "https://www.amazon.co.jp/", "https://www.paypal.com/", "https://www.spotify.com/")


def word(dice, syllables=2):
    return "".join(dice.choice(SYLLABLES) for _ in range(syllables))


def path(dice):
    return "/" + "/".join(word(dice) for _ in range(dice.randint(1, 2)))


def host(dice):
    return f"{dice.choice(PREFIXES)}.{word(dice)}-{word(dice, 3)}.example"


def entry(dice, old):
    """Another entry of the same kind: its folder, the token in its query or at its end."""
    place, question, query = old.partition("?")
    folder, _, name = place.rpartition("/")
    if question:
        token = base64.urlsafe_b64encode(f"{word(dice)}@{word(dice)}.example".encode()).decode().rstrip("=")
        return f"{path(dice)}/?{query.partition('=')[0]}={token}"
    return f"{path(dice)}/{word(dice, 4) if folder.count('/') else ''}" if name else path(dice) + "/"


def pages(dice, site):
    """Its pages with other paths and names; what comes between the first and the farewell is in another order."""
    made = site["pages"]
    for page in made:
        page["path"] = path(dice) + word(dice)
        if "fields" in page:
            names = dice.sample(range(10, 99), len(page["fields"]))
            kinds = [kind for kind in page["fields"] if kind != "kana" or site["language"] == "ja"]
            page["fields"] = {kind: f"{word(dice)}{number}" for kind, number in zip(kinds, names)}
    if site.get("fixed"):
        return made
    end = len(made) - (made[-1].get("says") == "thanks")
    inner = made[1:end]
    dice.shuffle(inner)
    return made[:1] + inner + made[end:]


def walk(dice, site):
    site["entry"], site["collect"] = entry(dice, site["entry"]), path(dice) + word(dice)
    site["pages"] = pages(dice, site)
    for key in ("genuine", "relay"):
        if key in site:
            site[key] = dice.choice(GENUINE)
    if "delays_ms" in site:
        site["delays_ms"] = [dice.randint(1500, 5000) for _ in site["delays_ms"]]
    if "dialogs" in site:
        site["dialogs"] = dice.randint(25, 60)
    if "file" in site:
        site["file"] = f"{path(dice)}/{word(dice)}.{dice.choice(['exe', 'zip', 'iso', 'scr'])}"


def deal(data, dice):
    """The same suites of another world."""
    data = copy.deepcopy(data)
    sites = data["walk"]
    faces = [(site["language"], site["brand"]) for site in sites]
    dice.shuffle(faces)
    places = [place for site in sites for place in suites.places(site)] + suites.others(data)
    addresses = [place["address"] for place in places]
    dice.shuffle(addresses)
    for site, (language, brand) in zip(sites, faces):
        site["language"], site["brand"] = language, brand
        walk(dice, site)
    for place, address in zip(places, addresses):
        place["host"], place["address"] = host(dice), address
    dice.shuffle(sites)
    dice.shuffle(data["escape"]["pages"])
    for page in data["escape"]["pages"]:
        page["path"] = path(dice) + word(dice)
    return data

"""walk [--world FILE] [SITE...]: every site of the lab's walk suite (or those named) through "mekiki visit URL --walk
--json". Prints how many pages were walked, how it stopped, and whether that is one of the site's right ends: pages, what
each asked, the values at whoever collects them, who that is, nothing for a genuine shop. The exit code is 1 where fewer
than 20 of 24 are right."""
import json
import sys

from benches import inlab
from benches.inlab import suites

RIGHT_MIN = 20 / 24
WHOLE = {"expiry-month": "expiry", "expiry-year": "expiry"}
# what the sites' facts call otherwise
STOPS = {"asks-nothing": "nothing-more"}


def stop_of(landing):
    """Why the walk stopped; where the visit did not come so far, its outcome."""
    stopped = landing["walk"]["stopped"]["reason"] if "walk" in landing else landing["outcome"]
    return STOPS.get(stopped, stopped)


def pages_of(landing):
    """The pages that the site showed; what its server refused is none."""
    return [page for page in landing.get("pages") or [] if (page.get("status") or 0) < 400]


def expected_asks(page):
    return list(dict.fromkeys(WHOLE.get(kind, kind) for kind in page.get("fields", {})))


def is_end(end, pages, stop):
    return end["stop"] == stop and (pages >= end["pages"] if end.get("at_least") else pages == end["pages"])


def wrong_asks(site, pages):
    """The first page that asked something else than is said of it; pages may come again in a site that never ends."""
    for number, page in enumerate(pages):
        wanted = expected_asks(site["pages"][number % len(site["pages"])])
        if sorted(page.get("asks", [])) != sorted(wanted):
            yield f"page {number + 1} asks {page.get('asks')}, not {wanted}"


def wrong_values(site, landing, asked):
    """Pages that were left behind whose values arrived nowhere, and collectors that the landing does not tell of."""
    got = {line["page"] for line in asked if line.get("site") == site["name"]}
    left_behind = range(max(len(landing["pages"]) - 1, 0))
    for number in left_behind:
        if number < len(site["pages"]) and site["pages"][number].get("fields") and number not in got:
            yield f"no values of page {number + 1} arrived"
    told = json.dumps(landing)
    for host in {suites.collector(site, number) for number in got}:
        if host not in told:
            yield f"{host} took values and is not told of"


def wrong_shop(site, web):
    """What a genuine shop got: no visit where the site ends there, no value where it is to be passed on."""
    end, relay = (site.get(key, "").split("/")[2:3] for key in ("genuine", "relay"))
    for line in web:
        if [line["host"]] == end or [line["host"]] == relay and (line["method"] == "POST" or "?" in line["uri"]):
            yield f"{line['method']} {line['uri'][:40]} at {line['host']}"


def wrong(site, landing, asked, web):
    """Everything that is not as the site's facts say."""
    pages, stop = pages_of(landing), stop_of(landing)
    found = [] if any(is_end(end, len(pages), stop) for end in site["ends"]) else [f"ends with {len(pages)} pages, {stop}"]
    found += list(wrong_asks(site, pages))[:1] + list(wrong_values(site, {**landing, "pages": pages}, asked))
    return found + list(wrong_shop(site, web))[:1]


def right_end(site):
    return " or ".join(f"{end['pages']}{'+' * end.get('at_least', False)} {end['stop']}" for end in site["ends"])


def try_site(site):
    """Print the site's line; whether it is right."""
    asked, web = len(inlab.journal("asked.jsonl")), len(inlab.journal("web/web.jsonl"))
    landing, why, took = inlab.visit(suites.entry_url(site), "--walk")
    found = [why] if landing is None else wrong(site, landing, inlab.journal("asked.jsonl", asked), inlab.journal("web/web.jsonl", web))
    pages, stop = (len(pages_of(landing)), stop_of(landing)) if landing else (0, "-")
    print(f"{site['name']:15} {site['language']}  {pages} of {len(site['pages'])}  {str(stop):13} {took:6.1f} s  "
          f"{'wrong: ' + '; '.join(found) + ' (right: ' + right_end(site) + ')' if found else 'right'}", flush=True)
    return not found


def main(arguments):
    code = inlab.enter("walk", arguments)
    if code is not None:
        return code
    sites = [site for site in inlab.data()["walk"] if not arguments or site["name"] in arguments]
    right = sum([try_site(site) for site in sites])
    traps, left = len(inlab.journal("loopback.jsonl")), inlab.packets()
    print(f"{right} of {len(sites)} sites walked to a right end; {left} packets left the lab, {traps} connections to loopback")
    if left or traps:
        print("bench: something got out", file=sys.stderr)
    return 0 if right >= RIGHT_MIN * len(sites) and not left and not traps else 1

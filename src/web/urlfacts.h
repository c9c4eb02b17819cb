#pragma once
/*
 * web/urlfacts - what can be seen of a URL without asking anybody: facts, no judgements. `mekiki url` prints them,
 * the read step has them for each link of a mail.
 *
 *	suffix          under which a registry sells names: "co.jp"; private_suffix: "github.io", below which anybody
 *	                may have one
 *	ip              {"address", "class", "written": "dotted", "decimal", "hexadecimal", "octal", "short", "mixed",
 *	                "disguised" (in letters of another width, in "%XX"), "ipv6"}
 *	port            where it is not the scheme's own
 *	user, password  what stands before "@"; of the password only that there is one
 *	unicode         an internationalized host as people see it; looks_like: what that reads as (web/lookalike);
 *	                mixed_scripts: scripts mixed within one label
 *	length, labels, digits, entropy    bytes of the URL; labels and digits of the host; bits for each character of
 *	                the host without its suffix
 *	unwrapped       the wrappers that were taken off, each with its target (web/unwrap)
 *	carries         targets in parameters of hosts that web/unwrap knows nothing of: what the host does with
 *	                them is its own affair
 *
 * What is not there is left out.
 *
 *	json_t *facts = json_object();
 *	urlfacts_put(facts, raw, url);
 */
#include "base/json.h"
#include "web/url.h"

/* Of the targets in a query no more are told. */
#define URLFACTS_CARRIES_MAX 4

/* Add the facts to the object. `raw` is how the URL was written; `url` what it was parsed to. */
void urlfacts_put(json_t *facts, Str raw, const Url *url);

/* Add "scheme", "host" and "domain", each null where there is none, and "url" before them. `url` may be NULL. */
void urlfacts_put_names(json_t *object, const Url *url);

#pragma once
/*
 * judge/lend - what the house lends its rules beside base/luabox's `text`: knowledge and a sense for
 * hosts. A rule gets answers, never the data itself.
 *
 *	know.brands(s)          array of {id, name, how, times} that the text names, each brand once, in
 *	                        order; `name` as it was written first; `how` is "name", "alone" (an
 *	                        ambiguous name that is the whole text) or "likeness" (letters that only
 *	                        look like the name's)
 *	know.brand(id)          {id, en, ja, domains}; nil
 *	know.brand_of(domain)   the id of the brand whose own domain it is; nil
 *	know.brand_within(label)   the id of the brand whose name a domain's label begins or ends with; nil
 *	know.owns(id, domain)   whether the domain is that brand's own
 *	know.on_list(list, host)   the entry of data/lists/LIST.txt that the host stands under; nil
 *	know.phrases(s)         {theme = {array of phrases as they were written, each once}}
 *	know.source(what)       "data/brands, 2026-11-25": what "brands", "phrases" or a list rests on
 *	web.domain(host)        registrable domain; nil
 *	web.suffix(host)        public suffix; nil
 *	web.display(host)       the host as people read it
 *	web.skeleton(s)         one form for all that looks alike
 *	web.fold(s)             the form in which words are sought (know/wordform)
 *	web.mixes_scripts(s)    whether a word mixes scripts as no language does
 *	web.is_address(host)    whether the host is an IP address
 */
#include "base/luabox.h"
#include "know/brands.h"
#include "know/lists.h"
#include "know/phrases.h"

/* Phrases remembered for one theme: a mail that repeats itself says no more by it. */
#define LEND_PHRASES_MAX 16

typedef struct {
	Brands *brands;
	Lists *lists;
	Phrases *phrases;
	/* What the last call made, kept until the next one: a Lua error leaves a function by longjmp,
	 * which would lose it. */
	json_t *answer;
	char *text;
} Lender;

/* Read all that is lent from data_dir/data/. False with `error`; then nothing is held. */
bool lender_init(Lender *lender, const char *data_dir, GError **error);

/* Drop what it holds. */
void lender_clear(Lender *lender);

/* Lend `know` and `web` to a box, which must not outlive the lender. */
void lender_lend(Lender *lender, LuaBox *box);

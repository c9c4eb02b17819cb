#pragma once
/*
 * know/brands - the brands that mails pretend to be, each with its names and its genuine domains.
 *
 * Read once from data/brands/; pure look-ups after that, so that one may be shared.
 *
 *	g_autoptr(Brands) brands = brands_new(data_dir, &error);
 *	const Brand *brand = brands_of_domain(brands, "amazon.co.jp");
 *	for (size_t at = 0; (brand = brands_next_name(brands, text, &at, &name)); )
 *		...
 */
#include "base/str.h"

typedef struct Brands Brands;

typedef struct {
	const char *id;             /* "amazon" */
	const char *name_en;        /* "Sumitomo Mitsui Card" */
	const char *name_ja;        /* 「三井住友カード」 */
	const char *const *domains; /* genuine registrable domains, NULL-terminated */
	const char *const *names;   /* spellings that name it, folded, NULL-terminated */
	const char *const
		*alone; /* ambiguous ones ("apple", "au"), as word forms, NULL-terminated */
} Brand;

/* Read every data_dir/data/brands/ *.json, in the order of their names. NULL with `error`, naming the
 * file and what is wrong with it. Yours to brands_free. */
Brands *brands_new(const char *data_dir, GError **error);

/* Free. NULL is fine. */
void brands_free(Brands *brands);

/* How many there are. */
size_t brands_count(const Brands *brands);

/* The brand listed at `index`, which must be below brands_count. */
const Brand *brands_at(const Brands *brands, size_t index);

/* What the knowledge rests on, for people: "data/brands, 2026-11-25". Borrowed. */
const char *brands_source(const Brands *brands);

/* The brand whose genuine domain is `domain` (registrable, lower case); where several share it, the
 * one that lists it before its other domains. NULL when it is nobody's. */
const Brand *brands_of_domain(const Brands *brands, const char *domain);

/* Whether `domain` (registrable, lower case) is one of the brand's own. */
bool brand_owns(const Brand *brand, const char *domain);

/* The brand with this id; NULL. */
const Brand *brands_by_id(const Brands *brands, const char *id);

/* The next brand that the text `words` (a know/wordform) names at or behind offset `*at`, which is moved
 * behind the name; `name_out` is the matched text, borrowed from it. Latin names match as whole
 * words, others anywhere; the longest name wins. NULL when there is none. Linear in the text. */
const Brand *brands_next_name(const Brands *brands, Str words, size_t *at, Str *name_out);

/* The same over the skeleton of a text (lookalike_skeleton): finds what only looks like a name. Names
 * shorter than five letters are left out: too much looks like them. */
const Brand *brands_next_likeness(const Brands *brands, Str skeleton, size_t *at, Str *name_out);

/* The brand whose name the label of a domain begins or ends with, run together with something else
 * ("amazonsecurity", "secure-paypal"); `label` is lower case. Names shorter than six letters are left
 * out. NULL. */
const Brand *brands_within(const Brands *brands, Str label);

/* The brand that the whole of `words` names, nothing else beside it: ambiguous names ("apple") count
 * too. NULL. */
const Brand *brands_alone(const Brands *brands, Str words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Brands, brands_free)

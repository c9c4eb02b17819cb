#pragma once
/*
 * know/brands - the brands that mails pretend to be, each with its names and its genuine domains.
 *
 * Read once from data/brands/; pure look-ups after that.
 *
 *	Brands *brands = brands_new(data_dir, &error);
 *	const Brand *brand = brands_of_domain(brands, "amazon.co.jp");
 *	for (size_t at = 0; (brand = brands_next_name(brands, text, &at, &name)); )
 *		...
 */
#include "base/str.h"

typedef struct Brands Brands;

typedef struct {
	const char *id;              /* "amazon" */
	const char *name_en;         /* "Amazon" */
	const char *name_ja;         /* 「Amazon」「三井住友カード」 */
	const char *const *domains;  /* genuine registrable domains, NULL-terminated */
	const char *const *names;    /* spellings that name it, folded, NULL-terminated */
} Brand;

/* Read data_dir/data/brands/. NULL with `error`, naming the file and what is wrong with it. */
Brands *brands_new(const char *data_dir, GError **error);

/* Free. NULL is fine. */
void brands_free(Brands *brands);

/* The brand whose genuine domain is `domain` (registrable, lower case); NULL when it is nobody's. */
const Brand *brands_of_domain(const Brands *brands, const char *domain);

/* The brand with this id; NULL. */
const Brand *brands_by_id(const Brands *brands, const char *id);

/* The next brand that `folded` text (lookalike_fold) names at or behind offset `*at`, which is moved
 * behind the name; `name_out` is the matched text, borrowed from `folded`. Latin names match as whole
 * words, others anywhere; the longest name wins. NULL when there is none. Linear in the text. */
const Brand *brands_next_name(const Brands *brands, Str folded, size_t *at, Str *name_out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Brands, brands_free)

#pragma once
/*
 * visit/sitekind - whose ground a page stands on, where that is known: what is found there is not the trap's own, or
 * is none.
 *
 *	genuine         the page's host is a brand's own
 *	service         a well-known service's (SITEKIND_SERVICES), on which traps are put, too
 *	shared-hosting  anybody may publish there: a list knows the host, or the public suffix list's private part does
 *	parked          the page says that the domain is for sale, or shows advertisements only
 *	default-page    the server's own first page
 *
 *	json_auto_t *site = sitekind_json(guides, url, page);    {"what": "shared-hosting", "by": "github.io", "en", "ja"}
 */
#include "base/json.h"
#include "know/brands.h"
#include "know/lists.h"

/* The list of data/lists whose hosts are well-known services. */
#define SITEKIND_SERVICES "well-known-services"

/* By what it is known. Borrowed. */
typedef struct {
	const Brands *brands;
	const Lists *lists;
} SiteGuides;

/* What is known of the page's site, the first of the table above that fits; null where nothing is. `page` is the record
 * with the job's reading. Yours to json_decref. */
json_t *sitekind_json(const SiteGuides *guides, const char *url, const json_t *page);

/* The brand that a URL's host is of; NULL. Borrowed. */
const Brand *sitekind_brand(const Brands *brands, const char *url);

/* The well-known service's entry that it is of; NULL. Borrowed. */
const char *sitekind_service(const Lists *lists, const char *url);

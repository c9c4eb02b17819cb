#pragma once
/*
 * trace/spffault - why SPF has no answer: what breaks a record, which limit was passed, what did not answer. Each with a
 * code and a sentence.
 *
 *	json_put(spf, "why", spffault_words(SPF_FAULT_LOOKUPS, domain, term));
 */
#include "base/json.h"

typedef enum {
	SPF_FINE, /* and the first of all */
	/* in the text of a record */
	SPF_FAULT_LONG,
	SPF_FAULT_TERMS,
	SPF_FAULT_MECHANISM,
	SPF_FAULT_ALL,
	SPF_FAULT_DOMAIN,
	SPF_FAULT_ADDRESS,
	SPF_FAULT_PREFIX,
	SPF_FAULT_MODIFIER,
	SPF_FAULT_TWICE,
	SPF_FAULT_MACRO,
	/* in what is published under names */
	SPF_FAULT_SEVERAL,
	SPF_FAULT_NO_RECORD,
	/* limits (RFC 7208, section 4.6.4) */
	SPF_FAULT_LOOKUPS,
	SPF_FAULT_VOIDS,
	SPF_FAULT_MX,
	/* temporary */
	SPF_FAULT_DNS,
	SPF_FAULTS,
} SpfFault;

/* The code in kebab-case; static. "" where nothing is wrong. */
const char *spffault_code(SpfFault fault);

/* The sentence, {"en", "ja"}: in whose record, at which term (may be empty). Yours to json_decref. */
json_t *spffault_words(SpfFault fault, Str domain, Str term);

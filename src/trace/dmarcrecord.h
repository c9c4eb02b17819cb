#pragma once
/*
 * trace/dmarcrecord - the text of a DMARC policy record (RFC 9989, section 4.8; RFC 7489, section 6.3).
 *
 * Read forgivingly, as both say: an unknown tag and a broken value are left out, of two equal tags the first stands.
 *
 *	DmarcRecord record;
 *	if (dmarcrecord_parse(STR("v=DMARC1; p=reject; sp=none"), &record))
 *		use(record.p);
 */
#include "base/json.h"

typedef enum {
	DMARC_POLICY_ABSENT,
	DMARC_POLICY_NONE,
	DMARC_POLICY_QUARANTINE,
	DMARC_POLICY_REJECT,
	DMARC_POLICY_BROKEN, /* the tag is there and says no policy */
} DmarcPolicy;

typedef struct {
	DmarcPolicy p, sp, np;
	char psd;                     /* 'y', 'n', 'u' */
	bool testing;                 /* t=y */
	bool strict_dkim, strict_spf; /* adkim=s, aspf=s */
	guint pct;                    /* 100 where it says nothing: RFC 7489 alone */
	Str rua, ruf, fo;             /* as written, empty where absent; borrowed */
	bool reports;                 /* rua= names at least one address */
} DmarcRecord;

/* Read a record. False where it is none: it does not begin with "v=DMARC1". Linear. */
bool dmarcrecord_parse(Str text, DmarcRecord *record_out);

/* "none", "quarantine", "reject"; NULL for the others. Static. */
const char *dmarcrecord_policy_name(DmarcPolicy policy);

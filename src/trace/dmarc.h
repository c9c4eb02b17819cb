#pragma once
/*
 * trace/dmarc - whether what SPF and DKIM verified is the domain that stands in From, and what its owner wants done
 * where it is not: DMARC, by RFC 9989's walk up the DNS, and by RFC 7489's list of public suffixes, which most
 * receivers still follow.
 *
 * Pure and restartable like trace/spf.
 *
 *	DmarcIdentifier spf = {STR("bounces.example.org"), DMARC_VERIFIED};
 *	DmarcQuestion question = {.author = "example.org", .spf = &spf};
 *	g_autoptr(DmarcVerdict) verdict = dmarc_check(records, &question);
 *	if (verdict->known)
 *		say(dmarc_result_name(verdict->walk.result));
 */
#include "trace/dmarcwalk.h"

/* Signatures that are looked at. */
#define DMARC_SIGNATURES_MAX 16

typedef enum {
	DMARC_VERIFIED,
	DMARC_NOT_VERIFIED,
	DMARC_TEMPORARY, /* the DNS gave no answer: another day it may verify */
	DMARC_UNKNOWN,   /* nobody has looked */
} DmarcState;

/* A domain that SPF or a signature speaks for. */
typedef struct {
	Str domain;
	DmarcState state;
} DmarcIdentifier;

typedef struct {
	const char *author;          /* the domain in From, ASCII */
	const DmarcIdentifier *spf;  /* of MAIL FROM; NULL: there is none */
	const DmarcIdentifier *dkim; /* d= of each signature */
	size_t dkim_count;
} DmarcQuestion;

typedef enum {
	DMARC_NONE, /* there is no policy: DMARC says nothing */
	DMARC_PASS,
	DMARC_FAIL,
	DMARC_TEMPERROR,
	DMARC_PERMERROR, /* the record breaks the rules, so that no policy can be read from it */
	DMARC_NOT_ASKED, /* it hangs on what nobody has looked at */
} DmarcResult;

/* What one of the two ways comes to. */
typedef struct {
	DmarcResult result;
	char *organization;  /* the author's organizational domain */
	char *found_at;      /* whose record counts; NULL: there is none */
	char *text;          /* it, escaped; NULL */
	const char *tag;     /* which tag of it: "p", "sp", "np"; NULL where there is none */
	DmarcPolicy policy;  /* what it asks for */
	DmarcPolicy applied; /* and with t=y, one step less; pct is the receiver's dice */
	DmarcRecord record;  /* its strings borrow from the records */
	bool spf_aligned;    /* SPF verifies a domain that goes with the author's */
	bool dkim_aligned[DMARC_SIGNATURES_MAX];
} DmarcFinding;

typedef struct {
	bool known;         /* else the records name what is wanted, and nothing below counts */
	char *author;       /* ASCII, lower case */
	DmarcFinding walk;  /* RFC 9989 */
	DmarcFinding list;  /* RFC 7489 */
	bool differs;       /* they come to another result, policy or organizational domain */
	bool author_exists; /* false: there is no such name (NXDOMAIN) */
} DmarcVerdict;

/* Check. At most 8 questions for each domain. Yours to dmarc_free. */
DmarcVerdict *dmarc_check(Records *records, const DmarcQuestion *question);

/* Free. NULL is fine. */
void dmarc_free(DmarcVerdict *verdict);

/* RFC 8601's word: "none", "pass", "fail", "temperror", "permerror"; "not-asked". Static. */
const char *dmarc_result_name(DmarcResult result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DmarcVerdict, dmarc_free)

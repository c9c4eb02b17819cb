#pragma once
/*
 * trace/dmarcwalk - up the tree of the DNS, from a domain to its top level: the DMARC records on the way, and by them the
 * organizational domain (RFC 9989, sections 4.10 and 4.10.2).
 *
 *	DmarcWalk walk;
 *	if (dmarcwalk_find(records, "a.mail.example.com", &walk))
 *		use(walk.organization);           "example.com"
 */
#include "trace/dmarcrecord.h"
#include "trace/records.h"

/* Questions of one walk, whatever labels a domain has. */
#define DMARCWALK_MAX 8

/* A record that stands on the way. */
typedef struct {
	const char *domain; /* a suffix of the one walked from, borrowed */
	Str text;           /* borrowed from the records */
	DmarcRecord record;
} DmarcStation;

typedef struct {
	DmarcStation stations[DMARCWALK_MAX]; /* the longest name first */
	guint count;
	guint asked;
	bool start_failed;        /* the DNS gave no answer about the domain itself */
	bool failed;              /* nor about one of those above it */
	const char *organization; /* of the domain walked from, a suffix of it, borrowed */
} DmarcWalk;

/* Walk from `domain` (ASCII, lower case, no dot at the end), which must outlive the walk. False while answers are wanted. */
bool dmarcwalk_find(Records *records, const char *domain, DmarcWalk *walk_out);

/* The one DMARC record at a name: false where there is none, or several; `state_out` tells where the DNS gave no answer. */
bool dmarcwalk_record(
	Records *records, const char *domain, DmarcStation *station_out, RecordsState *state_out);

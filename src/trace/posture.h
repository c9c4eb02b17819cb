#pragma once
/*
 * trace/posture - what a domain publishes about its mail, as of now: SPF, DMARC, MX, BIMI, MTA-STS, TLS-RPT. Facts; whoever
 * sends phishing from a domain of his own can publish all of them.
 *
 *	json_put(now, "posture", posture_read(records, STR("example.org")));
 */
#include "trace/records.h"

/* Hosts of MX that are told. */
#define POSTURE_MX_MAX 16

/* {"answer", "why", "domain", "mx": {"answer", "hosts": [{"preference", "host"}]}, "spf", "dmarc", "bimi", "mta_sts", "tls_rpt": {"answer",
 * "record"}}; "answer" is found, none, failed or not-asked (and then the records name what is wanted). `domain`
 * is ASCII. BIMI's is that of the selector "default". Yours to json_decref. */
json_t *posture_read(Records *records, Str domain);

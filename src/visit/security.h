#pragma once
/*
 * visit/security - the certificate of a page: what the browser says of it, and its objection where it has one.
 *
 *	security_certificate(entry->response, incidents)
 *	{"subject": "www.a.example", "names": [...], "issuer": "...", "from": "2026-01-01T00:00:00Z", "until": ...,
 *	 "protocol": "TLS 1.3", "trusted": false, "objection": "ERR_CERT_AUTHORITY_INVALID"}
 */
#include "base/json.h"

/* Names of one certificate that are kept. */
#define SECURITY_NAMES_MAX 256

/* The certificate of a response (TrafficEntry.response, may be NULL), with what the incidents "certificates"
 * object to it; NULL where there is none. Yours to json_decref. */
json_t *security_certificate(const json_t *response, const json_t *incidents);

#pragma once
/*
 * net/certificate - what a server's certificate says, for the record.
 *
 *	json_put(exchange->facts, "certificate", certificate_facts(leaf));
 */
#include <openssl/x509.h>

#include "base/json.h"

/* Names that are kept of one certificate. */
#define CERTIFICATE_NAMES_MAX 256

/* {"subject", "issuer" (RFC 2253), "names" (DNS names and addresses it is for), "from", "until" (RFC 3339),
 * "sha256" (of its DER)}. Yours to json_decref. */
json_t *certificate_facts(X509 *certificate);

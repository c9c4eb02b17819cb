#pragma once
/*
 * lookup/bootstrap - whose RDAP server knows a name, an address, an AS number, an object tag: IANA's
 * bootstrap files (RFC 9224; object tags: RFC 8521).
 *
 *	g_autoptr(Bootstrap) dns = bootstrap_parse(BOOTSTRAP_DNS, text, &error);
 *	const char *url = bootstrap_find(dns, STR("www.example.cz"));    "https://rdap.nic.cz/"
 */
#include "base/json.h"

/* Bytes of a file; services, and entries in all. */
#define BOOTSTRAP_MAX         ((size_t)8 << 20)
#define BOOTSTRAP_ENTRIES_MAX 100000

typedef enum {
	BOOTSTRAP_DNS,
	BOOTSTRAP_IPV4,
	BOOTSTRAP_IPV6,
	BOOTSTRAP_ASN,
	BOOTSTRAP_OBJECT_TAGS,
} BootstrapKind;

typedef struct Bootstrap Bootstrap;

/* Read a file. NULL with `error` (G_IO_ERROR_INVALID_DATA), which says what is wrong, when any part of it
 * is: half a file would send questions to the wrong place. Yours to bootstrap_free. */
Bootstrap *bootstrap_parse(BootstrapKind kind, Str text, GError **error);

/* Free. NULL is fine. */
void bootstrap_free(Bootstrap *bootstrap);

/* When IANA published it, as printed; "" when the file does not say. */
const char *bootstrap_published(const Bootstrap *bootstrap);

/* The base URL, with a "/" at its end, of the server for `subject`: a host name, an address or prefix, an
 * AS number with or without "AS", a handle such as "XXXX-ARIN". The longest match counts, https before
 * http. NULL when the file names none. Borrowed. */
const char *bootstrap_find(const Bootstrap *bootstrap, Str subject);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bootstrap, bootstrap_free)

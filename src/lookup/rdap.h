#pragma once
/*
 * lookup/rdap - an RDAP answer (RFC 9083) to a Registration: domain, ip network, autnum, entity,
 * nameserver, error; contacts from jCard (RFC 7095), also of entities within entities; statuses in EPP's
 * words (RFC 8056); redactions (RFC 9537) and notices as notes.
 *
 *	g_autoptr(Registration) registration = rdap_parse(STR("rdap.nic.example"), body, &error);
 */
#include "lookup/registration.h"

/* Bytes of an answer that are read; a longer one is an error. */
#define RDAP_BODY_MAX ((size_t)4 << 20)

/* Levels of entities within entities, and entities of one answer in all. */
#define RDAP_NESTING_MAX  8
#define RDAP_ENTITIES_MAX 256

/* Notices, remarks, redactions and faults that are noted. */
#define RDAP_NOTES_MAX 64

/* Read an answer of `server`. NULL with `error` (G_IO_ERROR_INVALID_DATA) when it is no JSON object, too
 * long, or no RDAP. An error answer is a Registration: 404 is STATE_AVAILABLE, 429 STATE_THROTTLED, else
 * STATE_UNKNOWN, each with the error as a note. Yours to registration_free. */
Registration *rdap_parse(Str server, Str body, GError **error);

#pragma once
/*
 * trace/traits - by what a mail's sender may be known again: the program that wrote the mail, the form of its Message-ID,
 * its time zone, the order of its headers; and the addresses that headers hint at.
 *
 * All of it is the sender's own word. Two mails with the same traits may be of one sender; no trait says who he is, and no
 * hint is an origin: whoever sends a mail can write X-Originating-IP into it.
 *
 *	json_put(origin, "traits", traits_json(headers, from));
 *	json_put(origin, "hints", traits_hints(headers));
 */
#include "base/json.h"

/* Header names that are kept of the order, and hints. */
#define TRAITS_NAMES_MAX 64
#define TRAITS_HINTS_MAX 16

/* Bytes of a Message-ID whose form is told. */
#define TRAITS_ID_MAX 256

/* {"mailer": {"name", "header"}, "message_id": {"form", "host", "header"}, "zone": {"offset", "header"}, "order": []}, each null
 * where there is none:
 *
 *	form    runs of the part before "@", with their lengths: N digits, H hexadecimal, W letters and digits;
 *	        "<20260921141318.1a@example.org>" is "N14.H2"
 *	offset  as the Date header has it, "+0900"
 *	order   names in lower case, each once, from the header at index `from` on, without Received
 *
 * Yours to json_decref. */
json_t *traits_json(const json_t *headers, size_t from);

/* [{"name", "ip", "header"}]: what X-Originating-IP and its kin say. Yours to json_decref. */
json_t *traits_hints(const json_t *headers);

#pragma once
/*
 * trace/received - one Received header, in whatever dialect its machine speaks (RFC 5321, section 4.4,
 * which few keep to).
 *
 * The grammar that all share is words, nested comments and a date behind the last semicolon; the words
 * "from", "by", "with", "id", "for" and "via" open clauses. What differs is where a machine puts the
 * name it was told (HELO), the name it found itself (reverse DNS) and the address:
 *
 *	from helo (rdns [address])                     Postfix, Sendmail, Gmail, Zimbra
 *	from rdns ([address] helo=helo)                Exim; [address] (helo=helo) without a name
 *	from rdns (HELO helo) (address)                qmail, Yahoo!
 *	from helo (address) by name (address)          Exchange, PowerMTA
 *	from helo [address], from [address], from address       fetchmail, webmail
 *
 * Reading copies nothing: all is borrowed from the header's value. A part that is not there is empty; so
 * is one that says "unknown". Never fails, and is linear.
 *
 *	Received received = received_parse(value);
 *	if (received.ip.len > 0)
 *		ask(received.ip);
 */
#include "base/str.h"

typedef struct {
	Str helo; /* what the machine called itself */
	Str rdns; /* what its address is called in the DNS, as the writer found */
	Str ip; /* its address, without brackets, tag or zone; looks like one, may be out of range */
	Str by;            /* who wrote the header; maybe several words */
	Str by_ip;         /* its own address, where it says one */
	Str with;          /* the protocol, as written */
	Str id;            /* without angle brackets */
	Str recipient;     /* the address of "for" */
	Str envelope_from; /* the address; empty also for the null sender */
	Str date;          /* all behind the semicolon */
	bool rdns_told; /* the writer says what it found in reverse DNS, so that no `rdns` means none */
	bool local; /* no other machine handed the mail over: a user, a queue, a pickup service */
} Received;

/* Take a header's value, unfolded or not, apart. */
Received received_parse(Str value);

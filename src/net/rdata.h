#pragma once
/*
 * net/rdata - the bytes of DNS messages: names and the data of records. Hostile: whoever runs a zone wrote
 * them. Pure, linear, and every growth has a cap.
 *
 *	RdataMessage message;
 *	if (!rdata_open(bytes, &message))
 *		return;
 *	for (DnsRecord record; rdata_next(&message, &record); dnsrecord_clear(&record))
 *		use(&record);
 */
#include "base/str.h"
#include "net/dnstype.h"

/* Further answer records are left out; real answers have a dozen. */
#define RDATA_RECORDS_MAX 256

/* Text of one TXT record is cut there; a whole record is no longer than 65,535 bytes. */
#define RDATA_TEXT_MAX ((size_t)16 << 10)

typedef struct {
	char *owner; /* names: lower case, without the last dot, "" for the root; bytes that are not of a
		        host name as "\DDD" (RFC 4343, section 2.1) */
	guint16 type; /* a DnsType, or another number: then there is no value */
	guint32 ttl;  /* seconds */
	char *value; /* A, AAAA: the address; NS, CNAME, PTR, MX: the host; SOA: the primary server;
		         TXT: the strings joined; CAA: the value. Any bytes, a NUL behind */
	size_t value_len;
	guint16 number;   /* MX: the preference; CAA: the flags */
	char *word;       /* CAA: the property ("issue"); SOA: the mailbox, as a name; else NULL */
	guint32 times[5]; /* SOA: serial, refresh, retry, expire, minimum */
} DnsRecord;

typedef struct {
	Str packet;
	size_t at;  /* the next record */
	guint left; /* answer records yet to read */
	guint8 rcode;
	char *question; /* the name asked, as in owner */
	guint16 type;   /* the type asked */
	bool broken;    /* a record was not read whole; those before it stand */
} RdataMessage;

/* Begin to read a DNS message (RFC 1035, section 4.1): header and the one question. False where it is none.
 * Borrows from `packet`; yours to rdata_close. */
bool rdata_open(Str packet, RdataMessage *message_out);

/* End reading. */
void rdata_close(RdataMessage *message);

/* Read one record of the answer section. False at the end, and at the first that is broken. A record of a
 * type that dnstype_name does not know has no value. */
bool rdata_next(RdataMessage *message, DnsRecord *record_out);

/* Free what is in a record. */
void dnsrecord_clear(DnsRecord *record);

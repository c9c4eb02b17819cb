#pragma once
/*
 * trace/hop - the Received headers of a mail, read, as the stations of its way: hop 0 is the newest.
 *
 * What a header says is kept here; whose machine wrote it, trace/origin.h decides.
 *
 *	g_autoptr(GPtrArray) hops = hops_new(json_object_get(mail, "headers"));
 *	const Hop *newest = g_ptr_array_index(hops, 0);
 */
#include "base/json.h"
#include "trace/received.h"
#include "trace/relays.h"
#include "web/address.h"

/* Received headers that are read; RFC 5321, section 6.3, takes 100 for a loop. */
#define HOPS_MAX 128

/* Whose machine wrote the header. */
typedef enum {
	HOP_RECIPIENT, /* the recipient's own side */
	HOP_LIST,      /* a mailing list that passed the mail on */
	HOP_FORWARDER, /* a mailbox that forwards */
	HOP_BOUNDARY,  /* the last of these: its `from` is the machine that handed the mail over */
	HOP_CLAIMED,   /* below it: the sender may have invented it */
} HopSide;

typedef struct {
	size_t header;        /* index in /mail/headers */
	Received received;    /* borrowed from there */
	char *ip;             /* canonical; NULL where there is none */
	AddressClass address; /* its class */
	char *by_domain;      /* registrable, one name for each operator; NULL */
	char *from_domain; /* likewise, of the name that can be believed most: reverse DNS, or HELO
	                         where the writer says nothing about that */
	bool dated;
	gint64 date;
	HopSide side;
	char *from_relay; /* the entry of the relays that the machine before it fits; NULL */
	const char *
		relay; /* the entry by which its writer is of the recipient's side, as trace/origin finds; NULL */
	json_t *doubts; /* [{"what", "says"}] */
} Hop;

/* The hops of a mail, of its headers in the dossier's form, which must outlive them. Yours to
 * g_ptr_array_unref; of Hop. */
GPtrArray *hops_new(const json_t *headers);

/* Note in each hop whether the machine before it is one of `relays`, which may be NULL. */
void hops_note_relays(GPtrArray *hops, const Relays *relays);

/* The registrable domain of a machine's or mail's domain name, one name for all domains under which an
 * operator's machines are known to speak ("exchangelabs.com" is "outlook.com"); NULL where the name has
 * none. Yours to g_free. */
char *hop_domain(Str name);

/* Whether the machine that the hop names as the one before has an address of the same house: private,
 * shared (RFC 6598), link-local or the machine's own. A reserved or documentation address is none of
 * these. */
bool hop_is_internal(const Hop *hop);

/* Whether it has an address that is no internal one. */
bool hop_is_external(const Hop *hop);

/* Add a doubt: a code in kebab-case and a sentence, which is taken. */
void hop_doubt(Hop *hop, const char *what, json_t *says);

/* The hop in the dossier's form. `index` counts from 0; `older` is the hop below it, NULL for the last;
 * `headers` as for hops_new. */
json_t *hop_json(const Hop *hop, size_t index, const Hop *older, const json_t *headers);

/* A part of a hop as JSON: the text, null where it is empty. */
json_t *hop_text(Str part);

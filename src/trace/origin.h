#pragma once
/*
 * trace/origin - the trust boundary: which hops the recipient's own side, a mailing list or a forwarding
 * mailbox wrote, and which machine outside them handed the mail over.
 *
 * Only the newest header is certain. From it downwards each header is believed as long as the machine it
 * names as the one before is shown to be of the same side: nothing was handed over (a local queue), its
 * address is the house's own (private, RFC 6598), or its name in reverse DNS is of the same
 * operator and the header below is that operator's too. A receiver's own SPF check that
 * names the machine ends that: sides don't check themselves. A machine that the configuration trusts
 * (trace/relays) is of the recipient's side whatever the check says. Where the machine outside is the relay
 * of a list or a forwarding mailbox that the other headers show, the walk goes on through its hops.
 * What stands below the boundary, the sender may have invented.
 *
 *	json_t *origin = origin_find(hops, context);
 *	const char *ip = json_get_text(origin, "ip");
 */
#include "trace/context.h"
#include "trace/hop.h"

/* Lists and forwarders that one mail may have passed. */
#define ORIGIN_RELAYS_MAX 3

typedef struct {
	size_t recipient; /* hops that the recipient's own side wrote */
	size_t trusted; /* and with those of lists and forwarders; the last of them is the boundary */
	size_t hop;     /* the hop whose `from` is the origin; counts where `known` */
	bool known;
	Str envelope_from; /* with which the origin handed the mail over; empty where nobody says */
	const char *
		envelope_in; /* who says: "received", "return-path", "x-original-from", "reply-to"; static */
	const char *ip; /* borrowed from the hops or the context; NULL */
	json_t *why;    /* {"en", "ja"} */
} Origin;

/* Find the boundary and the origin; set each hop's side. `out` borrows from both and is yours to
 * origin_clear. Linear in hops and headers. */
void origin_find(GPtrArray *hops, const Context *context, Origin *out);

/* The origin in the dossier's form. */
json_t *origin_json(const Origin *origin, const GPtrArray *hops);

/* Drop what `origin` owns. */
void origin_clear(Origin *origin);

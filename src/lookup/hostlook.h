#pragma once
/*
 * lookup/hostlook - what the DNS says of one host: addresses, aliases, mail and name servers, texts, who may
 * issue certificates, whose names its addresses have, DNSSEC, and signs of a name that is made to move.
 *
 *	g_autoptr(HostLook) look = hostlook_new(inquiry, "www.4ztfqg8.cn");
 *	hostlook_ask(look);          everything that hangs on nothing, at once
 *	use(look->addresses);
 *	hostlook_ask_back(look);     the names of its addresses
 *	json_merge(host, look->facts);
 */
#include "lookup/inquiry.h"

/* Addresses of a host that are asked for their names; further ones are listed only. */
#define HOSTLOOK_ADDRESSES_MAX 8

/* Records of one type that are listed, and bytes of one text. */
#define HOSTLOOK_RECORDS_MAX 32
#define HOSTLOOK_TEXT_MAX    ((size_t)2048)

/* A fast-flux name (RFC 9499 has no word for it; ICANN SSAC 025): many addresses in many networks, and
 * soon others. */
#define HOSTLOOK_FLUX_TTL_S     300
#define HOSTLOOK_FLUX_ADDRESSES 5
#define HOSTLOOK_FLUX_NETWORKS  3

typedef struct {
	const Inquiry *inquiry;
	char *name;           /* as the dossier has it: ASCII, lower case */
	GPtrArray *addresses; /* of char *, canonical, IPv4 first, sorted */
	json_t *facts;        /* members of the dossier's `host` */
} HostLook;

/* Nothing asked yet. Yours to hostlook_free. */
HostLook *hostlook_new(const Inquiry *inquiry, const char *name);

/* Free it. NULL is fine. */
void hostlook_free(HostLook *look);

/* Ask for the host's records. Fills `addresses` and `facts`, "answer" and "why" among them. */
void hostlook_ask(HostLook *look);

/* Ask whose names the addresses have, and whether these names lead back to them (RFC 8499, "forward-confirmed
 * reverse DNS"). Adds "ptr" to `facts`. */
void hostlook_ask_back(HostLook *look);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HostLook, hostlook_free)

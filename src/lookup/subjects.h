#pragma once
/*
 * lookup/subjects - whom there is to ask about: the machines and registrations that a dossier names, each
 * once, with pointers to everything that names it.
 *
 * Machines are asked of the DNS, registrations (of domains and of address ranges) of WHOIS and RDAP.
 * The recipient's own machines are none of our business: of the hops only the origin counts.
 *
 *	Subjects *subjects = subjects_new(dossier_json(dossier));
 *	for (size_t i = 0; i < subjects->registrations->len; i++) {
 *		const Subject *subject = g_ptr_array_index(subjects->registrations, i);
 *		ask(subject->name);
 *	}
 */
#include "base/json.h"

/* Hosts, and registrations, that are listed; further ones are only counted. */
#define SUBJECTS_MAX 256

/* Pointers kept for one subject: a newsletter names its own domain in each of hundreds of links. */
#define SUBJECT_BECAUSE_MAX 32

typedef enum {
	SUBJECT_DOMAIN, /* a name: of a machine, or that somebody registered */
	SUBJECT_IP,
	SUBJECT_ASN, /* only people ask for one: no mail names it */
} SubjectKind;

typedef struct {
	char *name; /* "www.4ztfqg8.cn", "4ztfqg8.cn", "106.75.178.120", "AS8100" */
	SubjectKind kind;
	json_t *because; /* JSON Pointers into the dossier */
} Subject;

typedef struct {
	GPtrArray *hosts; /* of Subject, in the order of first mention */
	GPtrArray
		*registrations; /* likewise; domains are registrable ones, addresses no internal */
	size_t left_out;        /* subjects past SUBJECTS_MAX */
	GHashTable *host_index, *registration_index;
	GHashTable *known_hosts, *known_registrations; /* names that are not asked about again */
	size_t hosts_before; /* hosts that the dossier has: the first of `hosts` will stand behind them */
} Subjects;

/* Collect them from /origin, /mail and /links; none from NULL. Linear. Yours to subjects_free. */
Subjects *subjects_new(const json_t *dossier);

/* Collect what the visits have met beyond that, from /landings: the hosts and addresses of the way, of the pages and of
 * where their data goes, less what /hosts and /registrations have. Genuine sites are left alone. As subjects_new. */
Subjects *subjects_of_landings(const json_t *dossier);

/* Whether a registry can be asked about an address: not one that every house has for itself (private, loopback,
 * link-local). Ranges set aside for documents and measurements are asked about: a lab's Internet is made
 * of them, and on the true one the registry says what they are. */
bool subjects_takes_address(Str address);

/* Add what a person's word names (lookup/word): a host and its registrable domain, an address, "AS8100". False where it is
 * none of them, or nobody could have registered it. */
bool subjects_add_word(Subjects *subjects, Str word);

/* What the dossier calls the kind: "domain", "ip", "asn". A static string. */
const char *subject_kind_name(SubjectKind kind);

/* Free. NULL is fine. */
void subjects_free(Subjects *subjects);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Subjects, subjects_free)

#pragma once
/*
 * lookup/asking - all that a case asks, at once: each host and each registration in a chain of its own, and
 * what comes of a host's addresses as soon as they are known.
 *
 *	g_autoptr(Asking) asking = asking_new(&inquiry, subjects);
 *	asking_run(asking, read_in_cage, cage);       returns when every chain has come to its end
 *	json_t *hosts = asking_hosts(asking), *registrations = asking_registrations(asking, blobs, &error);
 *
 * What is written does not depend on who answered first: the subjects in their order, then the addresses of
 * the hosts in theirs.
 */
#include "lookup/hostlook.h"
#include "lookup/registrationlook.h"
#include "lookup/subjects.h"

/* Addresses of one host, and hosts, whose addresses' networks are looked up. */
#define ASKING_ADDRESSES_MAX 4
#define ASKING_HOSTS_MAX     32

typedef struct Asking Asking;

/* Prepared to ask about the subjects, which are borrowed, as is the inquiry (but for its desk and hands). */
Asking *asking_new(const Inquiry *inquiry, const Subjects *subjects);

/* Free it. NULL is fine. */
void asking_free(Asking *asking);

/* Ask, with `read` as in desk_serve, until there is nothing left to ask. */
void asking_run(Asking *asking, DeskReader read, void *data);

/* The dossier's `hosts`. Yours to json_decref. */
json_t *asking_hosts(const Asking *asking);

/* The dossier's `registrations`, their replies kept in `blobs`. NULL with `error` where they cannot be. Yours
 * to json_decref. */
json_t *asking_registrations(const Asking *asking, const Blobs *blobs, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Asking, asking_free)

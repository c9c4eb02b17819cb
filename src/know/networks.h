#pragma once
/*
 * know/networks - country and AS of an address without asking anybody: the tables of data/networks/, which
 * script/networks fetches (nothing of them is in the sources).
 *
 * A table that is not there, or is damaged, is no error: it is noted, with why, and the other one still answers.
 *
 *	g_autoptr(Networks) networks = networks_new(data_dir);
 *	NetworkFacts facts;
 *	networks_find(networks, STR("204.44.83.230"), &facts);       "US", 8100, "QuadraNet Enterprises LLC"
 *	puts(networks_about(networks, NETWORKS_AS)->date);             "2026-06-17"
 */
#include "base/json.h"
#include "know/astable.h"
#include "know/countrytable.h"

typedef enum {
	NETWORKS_COUNTRY,
	NETWORKS_AS,
	NETWORKS_TABLES,
} NetworksTable;

/* What a table is. */
typedef struct {
	const char *source,
		*date; /* whose it is, as its licence wants it said, and of when; NULL where unusable */
	bool is_absent;    /* there is no such file */
	const char *fault; /* why it cannot be used, where it cannot, and is not absent; NULL */
} NetworksAbout;

typedef struct {
	char country[COUNTRY_SIZE]; /* "": no entry, or no table */
	char *country_fault;        /* where the table turned out damaged; yours; NULL */
	guint32 as_number;          /* 0: no entry, or no table */
	const char *holder;         /* of the AS; borrowed; NULL */
} NetworkFacts;

typedef struct Networks Networks;

/* Open the tables below data_dir/data/networks; no folder (NULL) holds none. Never NULL. Yours to networks_free. */
Networks *networks_new(const char *data_dir);

/* Free. NULL is fine. */
void networks_free(Networks *networks);

/* What the table is, borrowed. */
const NetworksAbout *networks_about(const Networks *networks, NetworksTable table);

/* Look an address up; IPv6 that IPv4 is mapped into (RFC 4291, section 2.5.5.2) counts as IPv4. False where it is no
 * address. To be cleared with networkfacts_clear. */
bool networks_find(const Networks *networks, Str address, NetworkFacts *facts_out);

/* Who holds the AS, borrowed; NULL where the table is not there or does not say. */
const char *networks_holder(const Networks *networks, guint32 as_number);

/* Free what the facts own. */
void networkfacts_clear(NetworkFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Networks, networks_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NetworkFacts, networkfacts_clear)

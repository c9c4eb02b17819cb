#pragma once
/*
 * tests/support/tables - small tables of networks, of documentation addresses, and the bytes they are made of.
 *
 *	g_autoptr(Scratch) dir = scratch_new();
 *	tables_write(dir);                       dir/data/networks, as script/networks makes it
 */
#include "support/scratch.h"

/* An address range and its AS. */
typedef struct {
	const char *first, *last;
	guint32 number;
} TablesRow;

typedef struct {
	guint32 number;
	const char *name;
} TablesHolder;

/* An address range of BITS bits below ::/0 (IPv4 as ::a.b.c.d/96+n), and its country. */
typedef struct {
	const char *prefix;
	const char *country;
} TablesPrefix;

/* The bytes of an AS table with these rows, IPv4 before IPv6, and holders; each list ends with a row of zeros. Nothing
 * is sorted or checked. */
GByteArray *tables_as(const TablesRow *rows, const TablesHolder *holders);

/* The bytes of a MaxMind DB for these prefixes, "192.0.2.0/24" or "2001:db8::/32"; the list ends with zeros. Values
 * of countries are written as they are. */
GByteArray *tables_country(const TablesPrefix *prefixes);

/* Write a file whose folder is made. */
void tables_save(const char *dir, const char *name, const GByteArray *bytes);

/* Write all of data/networks below `dir`: 192.0.2.0/25 and 2001:db8:1::/48 are AS64496's ("Example Net"), the rest of
 * 192.0.2.0/24 AS64497's (no name); 192.0.2.0/24 is in JP, 2001:db8::/32 in DE, 203.0.113.0/24 in CN. */
void tables_write(const char *dir);

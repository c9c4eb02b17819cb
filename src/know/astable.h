#pragma once
/*
 * know/astable - which AS announces an address, from a sorted table in a file: binary searches in mapped memory.
 *
 * script/networks makes the file of @ip-location-db/asn. All numbers are big-endian:
 *
 *	"mekiki-as/1\n", NUL up to 16 bytes
 *	4 counts of 4 bytes: IPv4 rows, IPv6 rows, holders, bytes of names
 *	IPv4 rows: first and last address (4 bytes each), AS number (4)
 *	IPv6 rows: first and last address (16 bytes each), AS number (4)
 *	holders: AS number (4), where its name begins (4)
 *	names: UTF-8, each closed by a NUL
 *
 * Rows and holders ascend, and rows do not overlap. All of this is checked when it is opened (515,000 rows take
 * some milliseconds), so that a look-up can rely on it.
 *
 *	g_autoptr(AsTable) table = astable_open(path, &error);
 *	guint32 number = astable_find(table, &address);                     8100
 *	const char *holder = number ? astable_holder(table, number) : NULL;   "QuadraNet Enterprises LLC"
 */
#include "web/address.h"

/* Bytes of a file; a longer one is refused. */
#define ASTABLE_MAX ((size_t)256 << 20)

typedef struct AsTable AsTable;

/* Map the file and check it. NULL with `error`: G_FILE_ERROR_NOENT where there is none, G_IO_ERROR_INVALID_DATA,
 * with the path and what is wrong, where it is no such table. Yours to astable_free. */
AsTable *astable_open(const char *path, GError **error);

/* Unmap and free. NULL is fine. */
void astable_free(AsTable *table);

/* The number of the AS whose rows the address lies in; 0 where it lies in none. */
guint32 astable_find(const AsTable *table, const Address *address);

/* Who holds the AS, borrowed from the table; NULL where it does not say. */
const char *astable_holder(const AsTable *table, guint32 number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AsTable, astable_free)

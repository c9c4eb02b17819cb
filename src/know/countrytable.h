#pragma once
/*
 * know/countrytable - in which country an address is registered, from a MaxMind DB file (format version 2.0)
 * with "country_code" in its entries, as @ip-location-db's have it.
 *
 *	g_autoptr(CountryTable) table = countrytable_open(path, &error);
 *	char code[COUNTRY_SIZE];
 *	if (countrytable_find(table, &address, code, &error))
 *		puts(code);                    "US", or "" where there is no entry
 */
#include "web/address.h"

/* An ISO 3166-1 code of two letters, with its NUL. */
#define COUNTRY_SIZE 3

typedef struct CountryTable CountryTable;

/* Open the file, read-only. NULL with `error`: G_FILE_ERROR_NOENT where there is none, G_IO_ERROR_INVALID_DATA, with
 * the path and what is wrong, where it is no such table. Yours to countrytable_free. */
CountryTable *countrytable_open(const char *path, GError **error);

/* Close and free. NULL is fine. */
void countrytable_free(CountryTable *table);

/* Find the code of the address's country; "" where the table has no entry for it. False with `error`
 * (G_IO_ERROR_INVALID_DATA) where the table is damaged at this place. */
bool countrytable_find(const CountryTable *table, const Address *address,
	char code_out[COUNTRY_SIZE], GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CountryTable, countrytable_free)

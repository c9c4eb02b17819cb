#pragma once
/*
 * tests/trace/keytable - key records for tests, name by name.
 *
 *	g_autoptr(GHashTable) table = keytable_new();
 *	keytable_add(table, "s1._domainkey.example.org", "v=DKIM1; p=...");
 *	KeySource keys = keytable_source(table);
 */
#include "trace/keyring.h"

/* An empty table. Yours to g_hash_table_unref. */
static inline GHashTable *keytable_new(void)
{
	return g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
}

/* Add a record; several of a name are several records. */
static inline void keytable_add(GHashTable *table, const char *name, const char *text)
{
	GPtrArray *texts = g_hash_table_lookup(table, name);

	if (!texts) {
		texts = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
		g_hash_table_insert(table, g_strdup(name), texts);
	}
	g_ptr_array_add(texts, g_bytes_new(text, strlen(text)));
}

static inline KeyAnswer keytable_find(void *from, const char *name, GPtrArray *texts_out)
{
	const GPtrArray *texts = g_hash_table_lookup(from, name);

	if (!texts)
		return KEY_NONE;
	for (guint i = 0; i < texts->len; i++)
		g_ptr_array_add(texts_out, g_bytes_ref(g_ptr_array_index(texts, i)));
	return KEY_FOUND;
}

/* What is in the table is found, everything else is not there. */
static inline KeySource keytable_source(GHashTable *table)
{
	return (KeySource){keytable_find, table};
}

/* Any bytes as a table of networks: what is accepted can be searched for any address, and tells a holder or none. */
#include "know/astable.h"
#include "memfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Addresses at the ends, and those that the tables' own bytes are: near the rows, then. */
static void search(const AsTable *table, const uint8_t *data, size_t size)
{
	Address address = {.len = 4};

	for (size_t at = 0; at <= size && at < 512; at++) {
		address.len = at % 2 ? 4 : 16;
		memcpy(address.bytes, data + at, MIN(address.len, size - at));
		guint32 number = astable_find(table, &address);
		const char *holder = number ? astable_holder(table, number) : NULL;
		g_assert_true(!holder || strlen(holder) < ASTABLE_MAX);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MemFile file = memfile_open(data, size);
	g_autoptr(GError) error = NULL;
	g_autoptr(AsTable) table = astable_open(file.path, &error);

	g_assert_true((table != NULL) == (error == NULL));
	if (table)
		search(table, data, size);
	memfile_close(&file);
	return 0;
}

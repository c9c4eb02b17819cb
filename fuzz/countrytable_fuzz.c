/* Any bytes as a MaxMind DB: what is accepted tells a code of two capitals, none, or that it is damaged. */
#include "know/countrytable.h"
#include "memfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(
	void); /* NOLINT(bugprone-reserved-identifier): LeakSanitizer's name */

/* MMDB_open of libmaxminddb 1.7 loses the list of languages where one of them is none: some bytes, once for each file
 * that is refused. */
const char *__lsan_default_suppressions(void) /* NOLINT(bugprone-reserved-identifier) */
{
	return "leak:libmaxminddb.so\n";
}

static void search(const CountryTable *table, const uint8_t *data, size_t size)
{
	Address address = {.len = 4};

	for (size_t at = 0; at <= size && at < 128; at++) {
		char code[COUNTRY_SIZE];
		g_autoptr(GError) error = NULL;

		address.len = at % 2 ? 4 : 16;
		memcpy(address.bytes, data + at, MIN(address.len, size - at));
		g_assert_true(countrytable_find(table, &address, code, &error) == (error == NULL));
		g_assert_true(*code == '\0' ||
			      (g_ascii_isupper(code[0]) && g_ascii_isupper(code[1]) && !code[2]));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	MemFile file = memfile_open(data, size);
	g_autoptr(GError) error = NULL;
	g_autoptr(CountryTable) table = countrytable_open(file.path, &error);

	g_assert_true((table != NULL) == (error == NULL));
	if (table)
		search(table, data, size);
	memfile_close(&file);
	return 0;
}

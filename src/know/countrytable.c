#include "know/countrytable.h"

#include <errno.h>
#include <gio/gio.h>
#include <maxminddb.h>
#include <netinet/in.h>
#include <string.h>

#include "know/datafile.h"

#define FORMAT_MAJOR 2

struct CountryTable {
	MMDB_s mmdb;
	char *path;
	bool is_open;
};

static bool is_absent(const char *path, GError **error)
{
	if (g_file_test(path, G_FILE_TEST_EXISTS))
		return false;
	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: %s", path, g_strerror(ENOENT));
	return true;
}

CountryTable *countrytable_open(const char *path, GError **error)
{
	g_autoptr(CountryTable) table = NULL;
	int code;

	if (is_absent(path, error))
		return NULL;
	table = g_new0(CountryTable, 1);
	table->path = g_strdup(path);
	code = MMDB_open(path, MMDB_MODE_MMAP, &table->mmdb);
	table->is_open = code == MMDB_SUCCESS;
	if (!table->is_open) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
			"%s: is no table of countries (%s)", path, MMDB_strerror(code));
		return NULL;
	}
	if (table->mmdb.metadata.binary_format_major_version != FORMAT_MAJOR) {
		datafile_fault(error, path, "has a form that is not known");
		return NULL;
	}
	return g_steal_pointer(&table);
}

void countrytable_free(CountryTable *table)
{
	if (!table)
		return;
	if (table->is_open)
		MMDB_close(&table->mmdb);
	g_free(table->path);
	g_free(table);
}

/* Look the address up; a table of one family has no entries of the other. */
static MMDB_lookup_result_s look_up(
	const CountryTable *table, const Address *address, int *code_out)
{
	struct sockaddr_in ipv4 = {.sin_family = AF_INET};
	struct sockaddr_in6 ipv6 = {.sin6_family = AF_INET6};

	if (address->len == 4) {
		memcpy(&ipv4.sin_addr, address->bytes, 4);
		return MMDB_lookup_sockaddr(&table->mmdb, (const struct sockaddr *)&ipv4, code_out);
	}
	memcpy(&ipv6.sin6_addr, address->bytes, 16);
	return MMDB_lookup_sockaddr(&table->mmdb, (const struct sockaddr *)&ipv6, code_out);
}

static bool is_code(const MMDB_entry_data_s *data)
{
	return data->has_data && data->type == MMDB_DATA_TYPE_UTF8_STRING &&
	       data->data_size == COUNTRY_SIZE - 1 && g_ascii_isupper(data->utf8_string[0]) &&
	       g_ascii_isupper(data->utf8_string[1]);
}

bool countrytable_find(const CountryTable *table, const Address *address,
	char code_out[COUNTRY_SIZE], GError **error)
{
	static const char *const way[] = {"country_code", NULL};
	int code;
	MMDB_entry_data_s data;
	MMDB_lookup_result_s found = look_up(table, address, &code);

	memset(code_out, 0, COUNTRY_SIZE);
	if (code == MMDB_IPV6_LOOKUP_IN_IPV4_DATABASE_ERROR ||
		(code == MMDB_SUCCESS && !found.found_entry))
		return true;
	if (code == MMDB_SUCCESS)
		code = MMDB_aget_value(&found.entry, &data, way);
	if (code != MMDB_SUCCESS || !is_code(&data)) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: is damaged (%s)",
			table->path,
			code != MMDB_SUCCESS ? MMDB_strerror(code) : "an entry has no country");
		return false;
	}
	memcpy(code_out, data.utf8_string, COUNTRY_SIZE - 1);
	return true;
}

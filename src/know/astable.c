#include "know/astable.h"

#include <string.h>

#include "know/datafile.h"

#define MAGIC_SIZE  ((size_t)16)
#define HEADER_SIZE (MAGIC_SIZE + 4 * NUMBER_SIZE)
#define NUMBER_SIZE ((size_t)4)
#define HOLDER_SIZE (2 * NUMBER_SIZE)

static const char magic[MAGIC_SIZE] = "mekiki-as/1\n";

/* Rows of one size, ascending. */
typedef struct {
	const guint8 *at;
	size_t count, address_size, size;
} Rows;

struct AsTable {
	GMappedFile *file;
	Rows ipv4, ipv6, holders;
	const char *names;
	size_t names_len;
};

static guint32 number_at(const guint8 *at)
{
	guint32 number;

	memcpy(&number, at, sizeof number);
	return GUINT32_FROM_BE(number);
}

static const guint8 *row_at(const Rows *rows, size_t index)
{
	return rows->at + index * rows->size;
}

static const guint8 *last_of(const Rows *rows, const guint8 *row)
{
	return row + rows->address_size;
}

static Rows rows_over(const guint8 **at, size_t count, size_t address_size)
{
	Rows rows = {*at, count, address_size, 2 * address_size + NUMBER_SIZE};

	*at += rows.count * rows.size;
	return rows;
}

/* Lay the parts over the file; false where its length is not what its counts say. */
static bool lay_out(AsTable *table, const guint8 *bytes, size_t len)
{
	guint64 counts[4], wanted;
	const guint8 *at;

	if (len < HEADER_SIZE || memcmp(bytes, magic, MAGIC_SIZE) != 0)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
		counts[i] = number_at(bytes + MAGIC_SIZE + i * NUMBER_SIZE);
	/* in 64 bits: counts of 32 bits cannot make this overflow */
	wanted = HEADER_SIZE + counts[0] * (8 + NUMBER_SIZE) + counts[1] * (32 + NUMBER_SIZE) +
		 counts[2] * HOLDER_SIZE + counts[3];
	if (wanted != len)
		return false;
	at = bytes + HEADER_SIZE;
	table->ipv4 = rows_over(&at, (size_t)counts[0], 4);
	table->ipv6 = rows_over(&at, (size_t)counts[1], 16);
	table->holders = (Rows){at, (size_t)counts[2], NUMBER_SIZE, HOLDER_SIZE};
	table->names = (const char *)at + counts[2] * HOLDER_SIZE;
	table->names_len = (size_t)counts[3];
	return true;
}

/* Whether each row's end is not before its beginning, and each row behind the one before it. */
static bool are_sorted(const Rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const guint8 *row = row_at(rows, i);
		if (memcmp(row, last_of(rows, row), rows->address_size) > 0)
			return false;
		if (i > 0 &&
			memcmp(last_of(rows, row_at(rows, i - 1)), row, rows->address_size) >= 0)
			return false;
	}
	return true;
}

static const char *name_of(const AsTable *table, const guint8 *holder)
{
	size_t offset = number_at(holder + NUMBER_SIZE);

	return offset < table->names_len ? table->names + offset : NULL;
}

/* Whether the holders ascend, and each has a name. The last name is closed, so that none runs past the end. */
static bool are_holders(const AsTable *table)
{
	const Rows *holders = &table->holders;

	if (table->names_len == 0 || table->names[table->names_len - 1] != '\0')
		return holders->count == 0 && table->names_len == 0;
	for (size_t i = 0; i < holders->count; i++) {
		const guint8 *holder = row_at(holders, i);
		const char *name = name_of(table, holder);
		if (!name || !g_utf8_validate(name, -1, NULL))
			return false;
		if (i > 0 && number_at(row_at(holders, i - 1)) >= number_at(holder))
			return false;
	}
	return true;
}

static const char *fault_of(AsTable *table)
{
	const guint8 *bytes = (const guint8 *)g_mapped_file_get_contents(table->file);
	size_t len = g_mapped_file_get_length(table->file);

	if (len > ASTABLE_MAX)
		return "is too large";
	if (!lay_out(table, bytes, len))
		return "is no table of AS numbers, or was cut off";
	if (!are_sorted(&table->ipv4) || !are_sorted(&table->ipv6))
		return "is damaged: its rows are out of order";
	if (!are_holders(table))
		return "is damaged: its holders are out of order";
	return NULL;
}

AsTable *astable_open(const char *path, GError **error)
{
	GMappedFile *file = g_mapped_file_new(path, FALSE, error);
	AsTable *table;
	const char *fault;

	if (!file)
		return NULL;
	table = g_new0(AsTable, 1);
	table->file = file;
	fault = fault_of(table);
	if (!fault)
		return table;
	datafile_fault(error, path, fault);
	astable_free(table);
	return NULL;
}

void astable_free(AsTable *table)
{
	if (!table)
		return;
	g_mapped_file_unref(table->file);
	g_free(table);
}

/* The last row that does not begin behind `key`; NULL where all do. */
static const guint8 *find_before(const Rows *rows, const guint8 *key)
{
	size_t low = 0, high = rows->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (memcmp(row_at(rows, middle), key, rows->address_size) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? row_at(rows, low - 1) : NULL;
}

guint32 astable_find(const AsTable *table, const Address *address)
{
	const Rows *rows = address->len == 4 ? &table->ipv4 : &table->ipv6;
	const guint8 *row = find_before(rows, address->bytes);

	if (!row || memcmp(last_of(rows, row), address->bytes, rows->address_size) < 0)
		return 0;
	return number_at(row + 2 * rows->address_size);
}

const char *astable_holder(const AsTable *table, guint32 number)
{
	guint32 key = GUINT32_TO_BE(number);
	const guint8 *holder = find_before(&table->holders, (const guint8 *)&key);
	const char *name;

	if (!holder || number_at(holder) != number)
		return NULL;
	name = name_of(table, holder);
	return name && *name ? name : NULL;
}

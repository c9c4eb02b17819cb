#include "archive/fault.h"

#include <errno.h>
#include <sqlite3.h>

typedef struct {
	int code;
	Fault fault;
} Row;

static const Row errnos[] = {
	{ENOSPC, FAULT_FULL},
	{EDQUOT, FAULT_FULL},
	{EFBIG, FAULT_FULL},
	{EROFS, FAULT_READ_ONLY},
	{EACCES, FAULT_READ_ONLY},
	{EPERM, FAULT_READ_ONLY},
};

static const Row primaries[] = {
	{SQLITE_FULL, FAULT_FULL},
	{SQLITE_READONLY, FAULT_READ_ONLY},
	{SQLITE_CORRUPT, FAULT_DAMAGED},
	{SQLITE_NOTADB, FAULT_DAMAGED},
};

static Fault find(const Row *rows, size_t count, int code)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].code == code)
			return rows[i].fault;
	return FAULT_FAILED;
}

GQuark fault_quark(void)
{
	return g_quark_from_static_string("mekiki-archive");
}

void fault_errno(GError **error, int code, const char *verb, const char *path)
{
	g_set_error(error, FAULT, (int)find(errnos, G_N_ELEMENTS(errnos), code), "cannot %s %s: %s",
		verb, path, g_strerror(code));
}

void fault_sqlite(GError **error, int code, const char *words)
{
	if (code == SQLITE_READONLY_ROLLBACK) {
		g_set_error(error, FAULT, FAULT_READ_ONLY,
			"a writer was interrupted, and what it left cannot be undone where nothing "
			"may be written: copy the archive and open the copy");
		return;
	}
	g_set_error(error, FAULT, (int)find(primaries, G_N_ELEMENTS(primaries), code & 0xff), "%s",
		words);
}

#pragma once
/*
 * trace/records - the answers of the DNS that an engine (SPF, DKIM, ARC, DMARC) may consult.
 *
 * Engines run in the cage and ask nobody. They look here; what is not here is noted as wanted, and the
 * engine stops where it cannot go on. Its step asks the door for all that is wanted (trace/recordask), and
 * the engine begins again with more answers, until it wants nothing. An engine that knows what it will need
 * looks for all of it at once, which saves rounds.
 *
 *	g_autoptr(Records) records = records_new();
 *	records_add(records, STR("example.org"), DNSTYPE_TXT, STR("v=spf1 -all"), 0);
 *	RecordsAnswer answer = records_find(records, STR("Example.org"), DNSTYPE_TXT);
 *	if (answer.state == RECORDS_NOT_ASKED)
 *		return;        (the name is now among records_wanted)
 *	for (size_t i = 0; i < answer.count; i++)
 *		use(answer.values[i].value);
 *
 * Names and values are given as bytes. Where they are text (a question for the door, JSON, a file), a byte
 * that is none of printable ASCII, and the backslash, are written "\DDD" (RFC 4343, section 2.1).
 */
#include "base/json.h"
#include "net/dnstype.h"

/* Answers that are kept, and values of one: what does not fit is left out, and said (`cut`). */
#define RECORDS_ANSWERS_MAX 4096
#define RECORDS_VALUES_MAX  128

/* Questions that are wanted at one time; further ones wait for the next round. */
#define RECORDS_WANTED_MAX 64

/* Aliases that are followed within the answers. */
#define RECORDS_ALIASES_MAX 8

typedef enum {
	RECORDS_FOUND,
	RECORDS_NO_DATA, /* the name is there, with nothing of that type */
	RECORDS_NO_NAME, /* there is no such name (NXDOMAIN, RFC 8020), or it is none of the DNS */
	RECORDS_FAILED,  /* no answer came; another day one may */
	RECORDS_NOT_ASKED, /* wanted now */
} RecordsState;

typedef struct {
	Str value; /* A, AAAA: the address; MX, PTR: the host; TXT: the strings joined, any bytes */
	guint number; /* MX: the preference */
} Record;

typedef struct {
	RecordsState state;
	const Record *values; /* borrowed; of the alias's target where the name is one */
	size_t count;
	bool cut; /* there were more values, or longer ones */
} RecordsAnswer;

typedef struct {
	char *name; /* as text: lower case, "\DDD", no dot at the end */
	DnsType type;
} RecordsQuestion;

typedef struct Records Records;

/* No answers yet. Yours to records_free. */
Records *records_new(void);

/* Free. NULL is fine. */
void records_free(Records *records);

/* Record that `name` has nothing of the type, for the reason `state`; a value added later takes its place. */
void records_put(Records *records, Str name, DnsType type, RecordsState state);

/* Add a value to the answer; `number` is the preference of an MX, else 0. A CNAME makes the name an alias. */
void records_add(Records *records, Str name, DnsType type, Str value, guint number);

/* Say that the values of the answer are not all, or not whole. */
void records_cut(Records *records, Str name, DnsType type);

/* No more will come: what is not here is not there (NO_NAME, or NO_DATA where the name, or one below it, has
 * something else). For answers from a file. */
void records_close(Records *records);

/* The answer; values are borrowed until the next records_add. A name that the DNS cannot have (an empty
 * label, one over 63 bytes, 253 in all) is NO_NAME, without a question. */
RecordsAnswer records_find(Records *records, Str name, DnsType type);

/* What was looked for and not here, in the order of asking, each once: RecordsQuestion, borrowed. */
const GPtrArray *records_wanted(const Records *records);

/* Text as it is written in JSON and in files: printable ASCII as it is, all else and the backslash "\DDD".
 * Yours to g_free. */
char *records_escape(Str value);

/* The bytes that records_escape's text says; a backslash before no three digits stands for itself. */
GString *records_unescape(Str text);

/* [{"name", "type", "state", "values", "numbers", "cut"}]: what is here, for the way into the cage. Yours to json_decref. */
json_t *records_json(const Records *records);

/* Add what records_json wrote; what is none of it is left out. */
void records_take_json(Records *records, const json_t *answers);

/* [{"name", "type"}]: what is wanted, for the way out. Yours to json_decref. */
json_t *records_wanted_json(const Records *records);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Records, records_free)

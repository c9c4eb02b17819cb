/* Any bytes as a file of DNS answers whose first line names who sends: a result comes, within the limits, and whatever
 * is shown can be shown. */
#include <stdint.h>

#include "trace/recordfile.h"
#include "trace/spf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_verdict(const SpfVerdict *verdict)
{
	g_assert(verdict->result != SPF_WANTED); /* the records are closed */
	g_assert(verdict->lookups <= SPF_LOOKUPS_MAX + 1);
	g_assert(verdict->voids <= SPF_VOIDS_MAX + 1);
	g_assert((verdict->fault != SPF_FINE) ==
		 (verdict->result == SPF_PERMERROR || verdict->result == SPF_TEMPERROR));
	if (verdict->explanation)
		g_assert(str_is_ascii(str_of(verdict->explanation)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str rest = str_over((const char *)data, size), line = str_take_line(&rest);
	g_autoptr(Records) records = records_new();
	SpfQuestion question = {.ip = str_take_until(&line, ' ')};

	str_take_char(&line, ' ');
	question.helo = str_take_until(&line, ' ');
	str_take_char(&line, ' ');
	question.sender = line;
	if (!recordfile_read(rest, records, NULL))
		records_close(records);
	g_autoptr(SpfVerdict) verdict = spf_check(records, &question);
	check_verdict(verdict);
	json_auto_t *json = records_json(records);
	g_assert(json_is_array(json));
	return 0;
}

/* Any bytes as a DMARC record at several heights of the tree: every result keeps what its header promises. */
#include <stdint.h>
#include <string.h>

#include "trace/dmarc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_finding(const DmarcFinding *finding, const char *author)
{
	g_assert(g_str_has_suffix(author, finding->organization));
	g_assert((finding->tag != NULL) == (dmarcrecord_policy_name(finding->policy) != NULL));
	if (finding->found_at)
		g_assert(g_str_has_suffix(author, finding->found_at) && finding->text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"_dmarc.a.b.example.org", "_dmarc.b.example.org",
		"_dmarc.example.org", "_dmarc.org"};
	const DmarcIdentifier identifiers[] = {
		{STR("b.example.org"), DMARC_VERIFIED}, {STR("org"), DMARC_UNKNOWN}};
	const DmarcQuestion question = {.author = "a.b.example.org",
		.spf = &identifiers[1],
		.dkim = identifiers,
		.dkim_count = 2};
	Str rest = str_over((const char *)data, size);
	g_autoptr(Records) records = records_new();

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		Str line = str_take_line(&rest);
		if (line.len > 0)
			records_add(records, str_of(names[i]), DNSTYPE_TXT, line, 0);
	}
	records_close(records);
	g_autoptr(DmarcVerdict) verdict = dmarc_check(records, &question);
	g_assert(verdict->known);
	check_finding(&verdict->walk, verdict->author);
	check_finding(&verdict->list, verdict->author);
	return 0;
}

#include "net/dnsanswer.h"

#include <string.h>

static const char *const statuses[] = {
	[DNSSEC_NOT_VALIDATED] = "not-validated",
	[DNSSEC_SECURE] = "secure",
	[DNSSEC_INSECURE] = "insecure",
	[DNSSEC_BOGUS] = "bogus",
};

static const char *const rcodes[] = {
	"NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"};

static void free_record(void *data)
{
	dnsrecord_clear(data);
	g_free(data);
}

/* The status by its name in the exchange's facts. */
static DnssecStatus status_of(const Exchange *exchange)
{
	const char *name = json_get_text(exchange->facts, "dnssec");

	for (guint i = 0; name && i < G_N_ELEMENTS(statuses); i++)
		if (strcmp(statuses[i], name) == 0)
			return (DnssecStatus)i;
	return DNSSEC_NOT_VALIDATED;
}

/* Keep a record that belongs to the name asked for, by way of its aliases; others are none of the
 * question's. Takes the record. */
static void sort_in(DnsAnswer *answer, const RdataMessage *message, DnsRecord *record)
{
	const char *expected = answer->cnames->len > 0
				       ? g_ptr_array_index(answer->cnames, answer->cnames->len - 1)
				       : message->question;
	bool is_ours = strcmp(record->owner, expected) == 0;

	if (is_ours && (answer->ttl == 0 || record->ttl < answer->ttl))
		answer->ttl = record->ttl;
	if (is_ours && record->type == message->type)
		g_ptr_array_add(answer->records, g_memdup2(record, sizeof *record));
	else if (is_ours && record->type == DNSTYPE_CNAME) {
		g_ptr_array_add(answer->cnames, g_strdup(record->value));
		dnsrecord_clear(record);
	} else {
		dnsrecord_clear(record);
	}
}

DnsAnswer *dnsanswer_read(const Exchange *exchange)
{
	RdataMessage message;
	DnsRecord record;

	if (!exchange->answer || !rdata_open(str_of_bytes(exchange->answer), &message))
		return NULL;
	DnsAnswer *answer = g_new0(DnsAnswer, 1);
	answer->rcode = message.rcode;
	answer->dnssec = status_of(exchange);
	answer->cnames = g_ptr_array_new_with_free_func(g_free);
	answer->records = g_ptr_array_new_with_free_func(free_record);
	while (rdata_next(&message, &record))
		sort_in(answer, &message, &record);
	rdata_close(&message);
	return answer;
}

void dnsanswer_free(DnsAnswer *answer)
{
	if (!answer)
		return;
	g_ptr_array_unref(answer->cnames);
	g_ptr_array_unref(answer->records);
	g_free(answer);
}

const char *dnssec_name(DnssecStatus status)
{
	return statuses[status];
}

char *dnsanswer_rcode_name(int rcode)
{
	if (rcode >= 0 && rcode < (int)G_N_ELEMENTS(rcodes))
		return g_strdup(rcodes[rcode]);
	return g_strdup_printf("RCODE%d", rcode);
}

/* Any bytes as a DNS message: every record that is read keeps what rdata.h promises, and every answer is one. */
#include <stdint.h>
#include <string.h>

#include "net/dnsanswer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Names hold nothing but what rdata.h says, and 255 bytes at most, each of them four characters. */
static void check_name(const char *name)
{
	g_assert(name && strlen(name) <= (size_t)4 * 255);
	for (; *name; name++)
		g_assert(g_ascii_isgraph(*name) && !g_ascii_isupper(*name));
}

static void check_record(const DnsRecord *record)
{
	check_name(record->owner);
	g_assert(record->value_len <= RDATA_TEXT_MAX || record->type != DNSTYPE_TXT);
	g_assert((record->value != NULL) == (dnstype_name(record->type) != NULL));
	if (record->value)
		g_assert(record->value[record->value_len] == '\0');
	if (record->word)
		check_name(record->word);
}

static void check_records(Str packet)
{
	RdataMessage message;
	guint read = 0;

	if (!rdata_open(packet, &message))
		return;
	check_name(message.question);
	for (DnsRecord record; rdata_next(&message, &record); dnsrecord_clear(&record), read++)
		check_record(&record);
	g_assert(read <= RDATA_RECORDS_MAX);
	rdata_close(&message);
}

static void check_answer(Str packet)
{
	ExchangeKey key = {"dns", "resolver", "a.example A"};
	g_autoptr(Exchange) exchange = exchange_new(&key);

	exchange->answer = g_bytes_new(packet.at, packet.len);
	g_autoptr(DnsAnswer) answer = dnsanswer_read(exchange);
	for (guint i = 0; answer && i < answer->cnames->len; i++)
		check_name(g_ptr_array_index(answer->cnames, i));
	for (guint i = 0; answer && i < answer->records->len; i++)
		check_record(g_ptr_array_index(answer->records, i));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str packet = str_over((const char *)data, size);

	check_records(packet);
	check_answer(packet);
	return 0;
}

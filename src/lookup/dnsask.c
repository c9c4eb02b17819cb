#include "lookup/dnsask.h"

static void put(void *data)
{
	DnsAsk *ask = data;
	const Ask how = {.recorder = ask->inquiry->recorder, .deadline = ask->inquiry->deadline};

	ask->exchange = door_dns(ask->inquiry->door, ask->name, ask->type, &how);
	ask->answer = dnsanswer_read(ask->exchange);
}

void dnsask_one(const Inquiry *inquiry, DnsAsk *ask)
{
	ask->inquiry = inquiry;
	put(ask);
}

void dnsask_all(const Inquiry *inquiry, DnsAsk *asks, size_t count)
{
	void *items[DNSASK_MAX];

	g_assert(count <= DNSASK_MAX);
	for (size_t i = 0; i < count; i++) {
		asks[i].inquiry = inquiry;
		items[i] = &asks[i];
	}
	crew_all(inquiry->hands, put, items, count);
}

bool dnsask_has_records(const DnsAsk *ask)
{
	return ask->answer && ask->answer->records->len > 0;
}

void dnsask_clear(DnsAsk *asks, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		exchange_unref(asks[i].exchange);
		dnsanswer_free(asks[i].answer);
		asks[i].exchange = NULL;
		asks[i].answer = NULL;
	}
}

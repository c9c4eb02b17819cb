#pragma once
/*
 * lookup/dnsask - several questions to the DNS at once.
 *
 *	DnsAsk asks[] = {{"www.4ztfqg8.cn", DNSTYPE_A}, {"www.4ztfqg8.cn", DNSTYPE_AAAA}};
 *	dnsask_all(inquiry, asks, G_N_ELEMENTS(asks));
 *	use(asks[0].answer);
 *	dnsask_clear(asks, G_N_ELEMENTS(asks));
 */
#include "lookup/inquiry.h"
#include "net/dnsanswer.h"

/* Questions asked together. */
#define DNSASK_MAX 16

typedef struct {
	const char *name; /* borrowed */
	DnsType type;
	Exchange *exchange;
	DnsAnswer *answer; /* NULL where none came */
	const Inquiry *inquiry;
} DnsAsk;

/* Ask one question and wait for its answer. */
void dnsask_one(const Inquiry *inquiry, DnsAsk *ask);

/* Ask all of them at once and wait for every answer. */
void dnsask_all(const Inquiry *inquiry, DnsAsk *asks, size_t count);

/* Whether the question has at least one record for an answer. */
bool dnsask_has_records(const DnsAsk *ask);

/* Free exchanges and answers. */
void dnsask_clear(DnsAsk *asks, size_t count);

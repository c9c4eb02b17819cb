#include "trace/dmarcwalk.h"

#include <string.h>

bool dmarcwalk_record(
	Records *records, const char *domain, DmarcStation *station_out, RecordsState *state_out)
{
	g_autofree char *name = g_strconcat("_dmarc.", domain, NULL);
	RecordsAnswer answer = records_find(records, str_of(name), DNSTYPE_TXT);
	DmarcStation station = {.domain = domain};
	guint found = 0;

	*state_out = answer.state;
	for (size_t i = 0; i < answer.count; i++) {
		DmarcRecord record;
		if (!dmarcrecord_parse(answer.values[i].value, &record))
			continue;
		station.record = record;
		station.text = answer.values[i].value;
		found++;
	}
	/* of several, none is taken */
	if (found == 1)
		*station_out = station;
	return found == 1;
}

/* The name without its first label; NULL where that was the last. */
static const char *parent_of(const char *domain)
{
	const char *dot = strchr(domain, '.');

	return dot && dot[1] ? dot + 1 : NULL;
}

static guint labels_of(const char *domain)
{
	guint labels = 1;

	while ((domain = parent_of(domain)))
		labels++;
	return labels;
}

/* Where to ask after `domain`: seven labels at most (steps 3, 4 and 7). */
static const char *next_of(const char *domain)
{
	const char *next = parent_of(domain);

	while (next && labels_of(next) >= DMARCWALK_MAX)
		next = parent_of(next);
	return next;
}

/* The name that is one label longer than `above`, on the way from `start`. */
static const char *below(const char *start, const char *above)
{
	const char *at = start;

	for (const char *up = parent_of(at); up && up < above; up = parent_of(at))
		at = up;
	return at;
}

/* Section 4.10.2. */
static const char *choose(const char *start, const DmarcWalk *walk)
{
	for (guint i = 0; i < walk->count; i++) {
		const DmarcStation *station = &walk->stations[i];
		if (station->record.psd == 'n')
			return station->domain;
		if (station->record.psd == 'y' && station->domain != start)
			return below(start, station->domain);
	}
	return walk->count > 0 ? walk->stations[walk->count - 1].domain : start;
}

bool dmarcwalk_find(Records *records, const char *domain, DmarcWalk *walk_out)
{
	DmarcWalk walk = {0};
	bool known = true, stopped = false;

	/* all are asked for at once; what stands behind a psd= that ends the walk is left out */
	for (const char *at = domain; at; at = next_of(at)) {
		DmarcStation station;
		RecordsState state;
		bool found = dmarcwalk_record(records, at, &station, &state);
		if (stopped)
			continue;
		walk.asked++;
		known = known && state != RECORDS_NOT_ASKED;
		if (state == RECORDS_FAILED)
			*(at == domain ? &walk.start_failed : &walk.failed) = true;
		if (found)
			walk.stations[walk.count++] = station;
		stopped = found && station.record.psd != 'u' && known;
	}
	walk.organization = choose(domain, &walk);
	*walk_out = walk;
	return known;
}

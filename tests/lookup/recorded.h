#pragma once
/*
 * tests/lookup/recorded - a world of recorded exchanges for those who ask: a door that answers from tables,
 * as slowly as it is told, and counts.
 *
 *	static const RecordedReply replies[] = {{"whois", "whois.iana.org:43", "cn", "refer: whois.cnnic.cn"}, {0}};
 *	static const RecordedName names[] = {{"a.example A", "192.0.2.1"}, {0}};
 *	g_autoptr(Recorded) recorded = recorded_new(replies, names);
 *	ask(recorded_door(recorded));
 *	recorded_asked(recorded, "whois\nwhois.iana.org:43\ncn")     1
 *
 * A name that no row has does not exist. What else no row has is not-recorded.
 */
#include "net/door.h"

/* What a server said. The last member is how it ended: OUTCOME_ANSWERED where it is left out. */
typedef struct {
	const char *protocol, *server, *question;
	const char *answer;
	Outcome outcome;
	guint status; /* HTTP; 0: 200 */
} RecordedReply;

/* "NAME TYPE" and its records, ", " between them; "" for none. "@name" first is an alias followed; a number
 * first is the TTL; "!" is no answer. */
typedef struct {
	const char *question, *records;
} RecordedName;

typedef struct Recorded Recorded;

/* Over tables that end with a row of zeros, which must outlive it. */
Recorded *recorded_new(const RecordedReply *replies, const RecordedName *names);

/* Free it. NULL is fine. */
void recorded_free(Recorded *recorded);

/* The door to it, borrowed. */
Door *recorded_door(Recorded *recorded);

/* Let every answer take so long. */
void recorded_slow(Recorded *recorded, guint ms);

/* How often the question with this key (exchange_key_text) was asked. */
guint recorded_asked(Recorded *recorded, const char *key);

/* Questions asked in all. */
guint recorded_count(Recorded *recorded);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Recorded, recorded_free)

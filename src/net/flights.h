#pragma once
/*
 * net/flights - one question for equal questions at one time: who asks what another thread is asking already
 * waits for that answer.
 *
 *	Flights *flights = flights_new();
 *	Exchange *exchange = flights_join(flights, "whois\nwhois.example:43\na.example", until, ask, data);
 */
#include "net/exchange.h"

typedef struct Flights Flights;

/* Ask the question; what it returns is given to everybody who waits. Never NULL. */
typedef Exchange *(*FlightLead)(void *data);

/* Nobody is under way. */
Flights *flights_new(void);

/* Free it, once nobody is under way. NULL is fine. */
void flights_free(Flights *flights);

/* Call `lead` with `data`, or wait for the one who does so for the same `key`. The exchange, yours to
 * exchange_unref; NULL when `deadline` (of g_get_monotonic_time()) passed while waiting. */
Exchange *flights_join(
	Flights *flights, const char *key, gint64 deadline, FlightLead lead, void *data);

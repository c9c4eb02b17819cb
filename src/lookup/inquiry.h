#pragma once
/*
 * lookup/inquiry - what everybody who asks for one case shares.
 *
 *	Inquiry inquiry = {.door = door, .recorder = recorder, .deadline = deadline, .servers = servers,
 *		.desk = desk, .hands = hands};
 */
#include "lookup/desk.h"
#include "lookup/servers.h"
#include "net/crew.h"
#include "net/door.h"

/* All borrowed; used by many threads at once. */
typedef struct {
	Door *door;
	const Recorder *recorder; /* NULL: nobody takes it down */
	gint64 deadline;          /* of the step, of g_get_monotonic_time(); 0: none */
	const Servers *servers;
	Desk *desk;
	Crew *hands; /* for questions beside each other; its tasks never wait for one another */
} Inquiry;

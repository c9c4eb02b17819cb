#pragma once
/*
 * net/dial - connect to one of a server's addresses, each of which has passed the policy. The address
 * that was checked is the address that is dialled: no name is resolved here.
 *
 *	int fd = dial(pins, 43, deadline, &which, &fault);
 *	...
 *	close(fd);
 */
#include <stdbool.h>

#include "web/address.h"

/* No server needs more of its addresses tried. */
#define DIAL_ADDRESSES_MAX 8

/* How long one address may keep the next one waiting, in ms (RFC 8305, section 8: "Connection Attempt
 * Delay"). */
#define DIAL_STAGGER_MS 250

/* Connect by TCP to the first of `pins` (Address) that takes the connection; further ones are tried beside
 * it when it fails or takes long (RFC 8305). `deadline` is of g_get_monotonic_time(). A non-blocking
 * socket, yours to close, and which of the pins it was; -1 when none took it: `fault_out` is then the
 * errno of the last one, ETIMEDOUT when the time was over. */
int dial(const GArray *pins, guint16 port, gint64 deadline, guint *which_out, int *fault_out);

/* Wait until `fd` is ready for `events` (of poll) or has failed; false when `deadline` passed. */
bool dial_wait(int fd, short events, gint64 deadline);

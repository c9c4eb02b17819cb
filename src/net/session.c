#include "net/session.h"

#include <errno.h>

#include "net/dial.h"

int session_dial(const Session *session, Exchange *exchange)
{
	g_autoptr(GString) address = g_string_new(NULL);
	guint which;
	int fault;
	int fd = dial(session->pins, session->port, session->deadline, &which, &fault);

	if (fd < 0) {
		exchange_end(exchange, fault == ETIMEDOUT ? OUTCOME_TIMEOUT : OUTCOME_UNREACHABLE,
			g_strerror(fault));
		return -1;
	}
	address_write(address, &g_array_index(session->pins, Address, which));
	exchange->address = g_strdup(address->str);
	return fd;
}

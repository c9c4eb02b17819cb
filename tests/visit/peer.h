#pragma once
/*
 * tests/visit/peer - the browser's side of a DevTools pipe, played from a script.
 *
 *	static const PeerRow script[] = {
 *		{"Page.enable", "{\"id\":#,\"result\":{}}\n{\"method\":\"Page.x\",\"params\":{}}"},
 *		{0}};
 *	g_autoptr(Peer) peer = peer_new(script);
 *	devtools_new(peer_fd(peer), peer_fd(peer));
 *	g_assert_cmpstr(peer_heard(peer), ==, "Page.enable {} ");
 */
#include <glib.h>

typedef struct {
	const char *method; /* a command; NULL ends the table */
	/* What is said to it: one message a line, # being the command's number. NULL: nothing. "!": the
	 * pipe is closed. A command that no row has gets an empty result. */
	const char *says;
	guint ms; /* to wait before */
} PeerRow;

typedef struct Peer Peer;

/* Start to play. `script` must outlive it. */
Peer *peer_new(const PeerRow *script);

/* Close both ends and wait for the thread. NULL is fine. */
void peer_free(Peer *peer);

/* Our end, for commands and answers both; borrowed. */
int peer_fd(const Peer *peer);

/* What came so far, each as "METHOD PARAMS " with "@SESSION " behind where it names one. Yours to g_free. */
char *peer_heard(Peer *peer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Peer, peer_free)

#pragma once
/*
 * visit/proxyhead - what the browser asks its proxy for: the first lines of a connection (RFC 9110, section
 * 9.3.6, CONNECT; RFC 9112, section 3.2.2, absolute-form).
 *
 *	ProxyHead head;
 *	if (proxyhead_parse(STR("CONNECT www.4ztfqg8.cn:443 HTTP/1.1\r\n\r\n"), &head))
 *		dial(head.host, head.port);
 *	proxyhead_clear(&head);
 */
#include <glib.h>

#include "base/str.h"

/* The lines of one request; a longer one is none. */
#define PROXYHEAD_MAX ((size_t)64 << 10)

typedef struct {
	char *host; /* serialized */
	guint16 port;
	GString *
		forward; /* what goes to the server in place of these lines; NULL where the browser wants
	                     a tunnel */
} ProxyHead;

/* How long the lines at the start of `bytes` are, their empty line included; 0: not all are there yet. */
size_t proxyhead_len(Str bytes);

/* Parse the lines. False where they ask for nothing that a proxy of HTTP gives. One request is let through a
 * connection: "Connection: close" is put in place of what the browser says about it. */
bool proxyhead_parse(Str lines, ProxyHead *head_out);

/* Free what it holds. */
void proxyhead_clear(ProxyHead *head);

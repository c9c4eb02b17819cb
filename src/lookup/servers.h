#pragma once
/*
 * lookup/servers - how each registry's server wants to be asked, and how often: data/servers/.
 *
 * A server that the files do not name is asked for the subject as it is, over the port of its protocol, at
 * the pace of all. A question's form holds
 *
 *	{subject}   "4ztfqg8.cn", "106.75.178.120", "AS8100"
 *	{suffix}    of a domain its last label: "cn"
 *	{number}    of an AS its number: "8100"
 *
 *	g_autoptr(Servers) servers = servers_read(data_dir, &error);
 *	g_autofree char *line = servers_line(servers, "whois.arin.net", SUBJECT_IP, "204.44.83.230", 0);
 */
#include "lookup/subjects.h"
#include "net/keeper.h"

typedef struct Servers Servers;

/* Read data_dir/data/servers/. NULL with `error`, which names the file and what is wrong in it. Yours to
 * servers_free. */
Servers *servers_read(const char *data_dir, GError **error);

/* Free. NULL is fine. */
void servers_free(Servers *servers);

/* Who knows whom to ask: IANA's WHOIS server. Borrowed. */
const char *servers_root(const Servers *servers);

/* The URL of IANA's list of the RDAP servers for a subject (RFC 9224). Borrowed. */
const char *servers_bootstrap(const Servers *servers, SubjectKind kind, const char *subject);

/* The line to send to `host` (lower case) about the subject, in its form number `index`: 0 is the one that every
 * server has, further ones are of servers that answer in another language to another form. NULL past the last. Yours
 * to g_free. */
char *servers_line(const Servers *servers, const char *host, SubjectKind kind, const char *subject,
	size_t index);

/* How often `host` may be asked. */
Pace servers_pace(const Servers *servers, const char *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Servers, servers_free)

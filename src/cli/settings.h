#pragma once
/*
 * cli/settings - what the person has set: in the configuration file, overruled by the environment,
 * overruled by options.
 *
 *	key in [mekiki]   environment         option
 *	archive           MEKIKI_ARCHIVE      --archive DIR
 *	language          MEKIKI_LANG         --lang en|ja
 *	offline           MEKIKI_OFFLINE      --offline
 *	visit             MEKIKI_VISIT        --no-visit (investigate): whether pages are opened; yes
 *	walk              MEKIKI_WALK         --walk (investigate): whether their forms are filled in; no
 *
 *	key in [net]      environment         (several: ";" between them)
 *	resolver          MEKIKI_RESOLVER     who is asked for names; without, the name servers themselves
 *	root-hints        MEKIKI_ROOT_HINTS   file with the root's name servers
 *	anchor            MEKIKI_ANCHOR       file with DNSSEC trust anchors; without, nothing is validated
 *	ca                MEKIKI_CA           PEM file of certificate authorities
 *	allow             MEKIKI_ALLOW        address ranges that may be reached besides public ones
 *
 *	key in [trace]    environment         (several: ";" between them)
 *	trusted_relays    MEKIKI_TRUSTED_RELAYS  machines whose hops are the recipient's own (trace/relays)
 *
 * The file is a key file: --config FILE, MEKIKI_CONFIG, or $XDG_CONFIG_HOME/mekiki/mekiki.conf where there
 * is one.
 *
 *	g_auto(Settings) settings = {0};
 *	if (settings_read(&settings, command, own, &argc, &argv, &code))
 *		return code;
 */
#include <stdbool.h>

#include "cli/command.h"

typedef struct {
	char *archive;        /* the archive's folder */
	const char *language; /* "en" or "ja" */
	bool offline, visit, walk;
	char **resolvers, **allow;      /* NULL: none */
	char **trusted_relays;          /* NULL: none */
	char *root_hints, *anchor, *ca; /* NULL: none */
} Settings;

/* Parse argv: the options of every command and the command's `own` (ends with a NULL entry; NULL: none).
 * What is left in argv are the command's name and its arguments, as many as it takes. True when there
 * is nothing more to do: `code_out` is what to exit with, and the reason has been said. */
bool settings_read(Settings *settings, const Command *command, const GOptionEntry *own, int *argc,
	char ***argv, int *code_out);

/* Free what it owns. */
void settings_clear(Settings *settings);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Settings, settings_clear)

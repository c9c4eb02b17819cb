#pragma once
/*
 * cli/dnsoptions - the two options of every command that asks the DNS and prints what it found: --dns and --json.
 *
 *	g_auto(DnsOptions) with = {0};
 *	const GOptionEntry own[] = {DNSOPTIONS(with), {0}};
 *	...
 *	if (with.json)
 *		talk_json(printed, true);
 */
#include <glib.h>

typedef struct {
	char *dns; /* the file of answers that is asked in the DNS's place (cli/dnsfile); NULL: the world is */
	gboolean json; /* JSON in the place of words */
} DnsOptions;

/* The entries for them, of a table of GOptionEntry. */
#define DNSOPTIONS(with)                                                                           \
	{"dns", 0, 0, G_OPTION_ARG_FILENAME, &(with).dns,                                          \
		"Ask this file of recorded answers in the DNS's place", "FILE"},                   \
	{                                                                                          \
		"json", 0, 0, G_OPTION_ARG_NONE, &(with).json, "Print JSON", NULL                  \
	}

/* Free what they own. */
static inline void dnsoptions_clear(DnsOptions *with)
{
	g_free(with->dns);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DnsOptions, dnsoptions_clear)

#include "report/known.h"

#include <string.h>

#include "know/matcher.h"

struct Known {
	Matcher *matcher;
	size_t count;
};

/* Where the dossier names hosts: the arrays, and the members of each of their entries. */
static const struct {
	const char *array;
	const char *members[4];
} places[] = {
	{"/links", {"/host", "/domain", "/facts/text_host"}},
	{"/mail/from", {"/domain"}},
	{"/mail/reply_to", {"/domain"}},
	{"/hops", {"/by", "/from/helo", "/from/rdns"}},
	{"/hosts", {"/name"}},
	{"/registrations", {"/of"}},
};

static const char *const single_places[] = {"/mail/sender/domain", "/origin/helo", "/origin/rdns"};

/* Only names of more than one label: a lone word is no indicator. An address is web/defang's. */
static bool is_name(Str host)
{
	bool letter = false;

	for (size_t i = 0; i < host.len; i++)
		letter |= g_ascii_isalpha(host.at[i]) || (host.at[i] & 0x80);
	return letter && str_find_char(host, '.') > 0 && str_find_char(host, ':') < 0;
}

static void add(Known *known, const json_t *value)
{
	Str host = json_str(value);

	if (!is_name(host) || host.len > MATCHER_NEEDLE_MAX || known->count >= KNOWN_MAX)
		return;
	g_autofree char *lower = g_ascii_strdown(host.at, (gssize)host.len);
	matcher_add(known->matcher, str_of(lower), 0);
	known->count++;
}

Known *known_new(const json_t *dossier)
{
	Known *known = g_new0(Known, 1);
	const json_t *entry;
	size_t index;

	known->matcher = matcher_new();
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
		json_array_foreach (json_at(dossier, places[i].array), index, entry)
			for (const char *const *member = places[i].members; *member; member++)
				add(known, json_at(entry, *member));
	for (size_t i = 0; i < G_N_ELEMENTS(single_places); i++)
		add(known, json_at(dossier, single_places[i]));
	matcher_seal(known->matcher);
	return known;
}

void known_free(Known *known)
{
	if (!known)
		return;
	matcher_free(known->matcher);
	g_free(known);
}

static void append_defanged(GString *out, Str host)
{
	for (size_t i = 0; i < host.len; i++)
		if (host.at[i] == '.')
			g_string_append(out, "[.]");
		else
			g_string_append_c(out, host.at[i]);
}

char *known_defang(const Known *known, const char *text)
{
	Str whole = str_of(text);
	g_autofree char *lower = g_ascii_strdown(text, (gssize)whole.len);
	GString *out = g_string_sized_new(whole.len + 16);
	size_t done = 0;
	MatcherHit hit;

	for (size_t at = 0; matcher_next(known->matcher, str_of(lower), &at, &hit);) {
		g_string_append_len(out, text + done, (gssize)(hit.from - done));
		append_defanged(out, str_sub(whole, hit.from, hit.len));
		done = hit.from + hit.len;
	}
	g_string_append(out, text + done);
	return g_string_free(out, FALSE);
}

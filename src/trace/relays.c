#include "trace/relays.h"

#include <string.h>

#include "web/addressrange.h"
#include "web/host.h"

typedef struct {
	char *text;         /* as it was added */
	char *host;         /* canonical; NULL where it is a range */
	bool below;         /* the names below the host, not itself */
	AddressRange range; /* where `host` is NULL */
} Entry;

struct Relays {
	GArray *entries; /* of Entry */
};

static void entry_clear(gpointer data)
{
	Entry *entry = data;

	g_free(entry->text);
	g_free(entry->host);
}

Relays *relays_new(void)
{
	Relays *relays = g_new0(Relays, 1);

	relays->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
	g_array_set_clear_func(relays->entries, entry_clear);
	return relays;
}

void relays_free(Relays *relays)
{
	if (!relays)
		return;
	g_array_unref(relays->entries);
	g_free(relays);
}

/* A host's name; NULL where `text` is none: "10.0.0.0/33", "300.1.1.1", "*.example.net". */
static char *read_host(Str text)
{
	g_autofree char *host = host_parse(text, true);

	if (!host || host_kind(host) != HOST_NAME || strchr(host, '*'))
		return NULL;
	return g_steal_pointer(&host);
}

bool relays_add(Relays *relays, Str text)
{
	Entry entry = {0};
	Str name = text;

	if (relays->entries->len == RELAYS_MAX)
		return false;
	if (!addressrange_parse(text, &entry.range)) {
		entry.below = str_take_char(&name, '.');
		entry.host = read_host(name);
		if (!entry.host)
			return false;
	}
	entry.text = str_dup(text);
	g_array_append_val(relays->entries, entry);
	return true;
}

static bool fits_host(const Entry *entry, Str host)
{
	Str name = str_of(entry->host);

	if (!entry->below)
		return str_equal(host, name);
	return host.len > name.len && str_ends(host, name) &&
	       host.at[host.len - name.len - 1] == '.';
}

const char *relays_find(const Relays *relays, const char *ip, Str rdns)
{
	g_autofree char *host = rdns.len > 0 ? host_parse(rdns, true) : NULL;
	Address address;
	bool has_address = ip && address_parse(str_of(ip), &address);

	for (guint i = 0; relays && i < relays->entries->len; i++) {
		const Entry *entry = &g_array_index(relays->entries, Entry, i);
		bool fits = entry->host ? host && fits_host(entry, str_of(host))
					: has_address && addressrange_has(&entry->range, &address);
		if (fits)
			return entry->text;
	}
	return NULL;
}

#include "lookup/asking.h"

struct Asking {
	Inquiry inquiry;
	const Subjects *subjects;
	Crew *chains;
	GPtrArray *hosts;         /* of HostLook, as in the subjects */
	GPtrArray *registrations; /* of RegistrationLook, as in the subjects */
	GMutex lock;              /* of what follows */
	GHashTable *addresses; /* name → RegistrationLook, of hosts' addresses that no subject is */
};

/* A host's chain. */
typedef struct {
	Asking *asking;
	HostLook *look;
	bool follow; /* whether its addresses are looked up */
} HostChain;

Asking *asking_new(const Inquiry *inquiry, const Subjects *subjects)
{
	Asking *asking = g_new0(Asking, 1);

	asking->inquiry = *inquiry;
	asking->inquiry.desk = desk_new();
	asking->inquiry.hands = crew_new(CREW_HANDS_MAX, NULL, NULL);
	asking->subjects = subjects;
	asking->hosts = g_ptr_array_new_with_free_func((GDestroyNotify)hostlook_free);
	asking->registrations =
		g_ptr_array_new_with_free_func((GDestroyNotify)registrationlook_free);
	g_mutex_init(&asking->lock);
	asking->addresses = g_hash_table_new_full(
		g_str_hash, g_str_equal, NULL, (GDestroyNotify)registrationlook_free);
	return asking;
}

void asking_free(Asking *asking)
{
	if (!asking)
		return;
	g_hash_table_unref(asking->addresses);
	g_mutex_clear(&asking->lock);
	g_ptr_array_unref(asking->registrations);
	g_ptr_array_unref(asking->hosts);
	crew_free(asking->inquiry.hands);
	desk_free(asking->inquiry.desk);
	g_free(asking);
}

static void ask_registration(void *data)
{
	registrationlook_ask(data);
}

/* The address's network, unless it is a subject or another host has it, too. */
static void follow(Asking *asking, const char *address)
{
	RegistrationLook *look = NULL;

	if (!subjects_takes_address(str_of(address)))
		return;
	if (g_hash_table_contains(asking->subjects->registration_index, address))
		return;
	g_mutex_lock(&asking->lock);
	if (!g_hash_table_contains(asking->addresses, address)) {
		look = registrationlook_new(&asking->inquiry, SUBJECT_IP, address);
		g_hash_table_insert(asking->addresses, look->name, look);
	}
	g_mutex_unlock(&asking->lock);
	if (look)
		crew_add(asking->chains, ask_registration, look);
}

static void ask_host(void *data)
{
	HostChain *chain = data;

	hostlook_ask(chain->look);
	for (guint i = 0; i < chain->look->addresses->len; i++)
		if (chain->follow && i < ASKING_ADDRESSES_MAX)
			follow(chain->asking, g_ptr_array_index(chain->look->addresses, i));
	hostlook_ask_back(chain->look);
	g_free(chain);
}

static void start_registrations(Asking *asking)
{
	const GPtrArray *subjects = asking->subjects->registrations;

	for (guint i = 0; i < subjects->len; i++) {
		const Subject *subject = g_ptr_array_index(subjects, i);
		RegistrationLook *look =
			registrationlook_new(&asking->inquiry, subject->kind, subject->name);

		g_ptr_array_add(asking->registrations, look);
		crew_add(asking->chains, ask_registration, look);
	}
}

static void start_hosts(Asking *asking)
{
	const GPtrArray *subjects = asking->subjects->hosts;

	for (guint i = 0; i < subjects->len; i++) {
		const Subject *subject = g_ptr_array_index(subjects, i);
		HostChain *chain = g_new(HostChain, 1);

		*chain = (HostChain){asking, hostlook_new(&asking->inquiry, subject->name),
			i < ASKING_HOSTS_MAX};
		g_ptr_array_add(asking->hosts, chain->look);
		crew_add(asking->chains, ask_host, chain);
	}
}

/* A task too, so that no chain is the last one before all have been started. */
static void start(void *data)
{
	start_registrations(data);
	start_hosts(data);
}

static void close_desk(void *data)
{
	desk_close(data);
}

void asking_run(Asking *asking, DeskReader read, void *data)
{
	asking->chains = crew_new(CREW_HANDS_MAX, close_desk, asking->inquiry.desk);
	crew_add(asking->chains, start, asking);
	desk_serve(asking->inquiry.desk, read, data);
	crew_free(asking->chains);
	asking->chains = NULL;
}

static void put_id(json_t *entry, const char *prefix, size_t index)
{
	g_autofree char *id = g_strdup_printf("%s%zu", prefix, index + 1);

	json_put(entry, "id", json_text(str_of(id)));
}

json_t *asking_hosts(const Asking *asking)
{
	json_t *hosts = json_array();

	for (guint i = 0; i < asking->hosts->len; i++) {
		const HostLook *look = g_ptr_array_index(asking->hosts, i);
		const Subject *subject = g_ptr_array_index(asking->subjects->hosts, i);
		json_t *host = json_copy(look->facts);

		put_id(host, "host", i);
		json_put(host, "name", json_text(str_of(look->name)));
		json_put(host, "of", json_incref(subject->because));
		json_push(hosts, host);
	}
	return hosts;
}

/* What there is to write: a look, and why it was made. */
typedef struct {
	const RegistrationLook *look;
	json_t *because;
} Entry;

static void entry_clear(gpointer data)
{
	json_decref(((Entry *)data)->because);
}

/* Note that the host has this address, whose network was looked up. */
static void add_entry(GArray *entries, GHashTable *index, const RegistrationLook *look, size_t host)
{
	g_autofree char *pointer = g_strdup_printf("/hosts/%zu", host);
	gpointer place;

	if (!g_hash_table_lookup_extended(index, look, NULL, &place)) {
		const Entry entry = {look, json_array()};
		place = GUINT_TO_POINTER(entries->len);
		g_hash_table_insert(index, (gpointer)look, place);
		g_array_append_val(entries, entry);
	}
	json_t *because = g_array_index(entries, Entry, GPOINTER_TO_UINT(place)).because;
	if (json_array_size(because) < SUBJECT_BECAUSE_MAX)
		json_push(because, json_text(str_of(pointer)));
}

/* The addresses' looks in the order of hosts, whoever was first. */
static void add_addresses(const Asking *asking, GArray *entries)
{
	g_autoptr(GHashTable) index = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < asking->hosts->len; i++) {
		const HostLook *host = g_ptr_array_index(asking->hosts, i);
		for (guint j = 0; j < MIN(host->addresses->len, ASKING_ADDRESSES_MAX); j++) {
			const RegistrationLook *look = g_hash_table_lookup(
				asking->addresses, g_ptr_array_index(host->addresses, j));
			if (look)
				add_entry(entries, index, look, asking->subjects->hosts_before + i);
		}
	}
}

static GArray *entries_of(const Asking *asking)
{
	GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));

	g_array_set_clear_func(entries, entry_clear);
	for (guint i = 0; i < asking->registrations->len; i++) {
		const Subject *subject = g_ptr_array_index(asking->subjects->registrations, i);
		const Entry entry = {
			g_ptr_array_index(asking->registrations, i), json_incref(subject->because)};
		g_array_append_val(entries, entry);
	}
	add_addresses(asking, entries);
	return entries;
}

json_t *asking_registrations(const Asking *asking, const Blobs *blobs, GError **error)
{
	g_autoptr(GArray) entries = entries_of(asking);
	json_auto_t *registrations = json_array();

	for (guint i = 0; i < entries->len; i++) {
		const Entry *entry = &g_array_index(entries, Entry, i);
		json_t *json = registrationlook_json(entry->look, blobs, error);

		if (!json)
			return NULL;
		put_id(json, "reg", i);
		json_put(json, "because", json_incref(entry->because));
		json_push(registrations, json);
	}
	return json_incref(registrations);
}

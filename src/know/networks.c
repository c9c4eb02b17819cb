#include "know/networks.h"

#include <string.h>

#include "know/datafile.h"

struct Networks {
	CountryTable *country;
	AsTable *as;
	json_t *about; /* networks.json: the texts below are borrowed from it */
	NetworksAbout tables[NETWORKS_TABLES];
	char *faults[NETWORKS_TABLES];
};

static const struct {
	const char *name, *file;
} files[NETWORKS_TABLES] = {
	[NETWORKS_COUNTRY] = {"country", "country.mmdb"},
	[NETWORKS_AS] = {"as", "as.table"},
};

static void open_table(Networks *networks, NetworksTable which, const char *path, GError **error)
{
	if (which == NETWORKS_COUNTRY)
		networks->country = countrytable_open(path, error);
	else
		networks->as = astable_open(path, error);
}

/* Whose the table is, and of when. A table without that is not used: nothing is said without its source. */
static bool take_source(Networks *networks, NetworksTable which, const char *path, GError **error)
{
	NetworksAbout *about = &networks->tables[which];
	const json_t *table =
		json_object_get(json_object_get(networks->about, "tables"), files[which].name);

	about->source = json_get_text(table, "source");
	about->date = json_get_text(table, "date");
	if (about->source && about->date)
		return true;
	return datafile_fault(error, path, "networks.json does not say whose it is and of when");
}

static void add_table(Networks *networks, NetworksTable which, const char *folder)
{
	NetworksAbout *about = &networks->tables[which];
	g_autofree char *path = g_build_filename(folder, files[which].file, NULL);
	g_autoptr(GError) error = NULL;

	about->is_absent = !g_file_test(path, G_FILE_TEST_EXISTS);
	if (about->is_absent)
		return;
	if (take_source(networks, which, path, &error))
		open_table(networks, which, path, &error);
	/* told without the folder: it goes into dossiers, and is nobody's business */
	if (error)
		networks->faults[which] = g_strdup(g_str_has_prefix(error->message, folder)
							   ? error->message + strlen(folder) + 1
							   : error->message);
	about->fault = networks->faults[which];
}

static void add_folder(Networks *networks, const char *data_dir)
{
	g_autofree char *folder = g_build_filename(data_dir, "data", "networks", NULL);
	g_autofree char *about = g_build_filename(folder, "networks.json", NULL);

	networks->about = datafile_json(about, NULL);
	for (NetworksTable which = 0; which < NETWORKS_TABLES; which++)
		add_table(networks, which, folder);
}

Networks *networks_new(const char *data_dir)
{
	Networks *networks = g_new0(Networks, 1);

	for (NetworksTable which = 0; which < NETWORKS_TABLES; which++)
		networks->tables[which].is_absent = true;
	if (data_dir)
		add_folder(networks, data_dir);
	return networks;
}

void networks_free(Networks *networks)
{
	if (!networks)
		return;
	countrytable_free(networks->country);
	astable_free(networks->as);
	for (NetworksTable which = 0; which < NETWORKS_TABLES; which++)
		g_free(networks->faults[which]);
	json_decref(networks->about);
	g_free(networks);
}

const NetworksAbout *networks_about(const Networks *networks, NetworksTable table)
{
	return &networks->tables[table];
}

static void unmap(Address *address)
{
	static const guint8 mapped[12] = {[10] = 0xff, [11] = 0xff};

	if (address->len != 16 || memcmp(address->bytes, mapped, sizeof mapped) != 0)
		return;
	memmove(address->bytes, address->bytes + sizeof mapped, 4);
	address->len = 4;
}

bool networks_find(const Networks *networks, Str text, NetworkFacts *facts_out)
{
	NetworkFacts facts = {0};
	g_autoptr(GError) error = NULL;
	Address address;

	if (!address_parse(text, &address))
		return false;
	unmap(&address);
	if (networks->country &&
		!countrytable_find(networks->country, &address, facts.country, &error))
		facts.country_fault = g_strdup(error->message);
	if (networks->as)
		facts.as_number = astable_find(networks->as, &address);
	if (facts.as_number)
		facts.holder = astable_holder(networks->as, facts.as_number);
	*facts_out = facts;
	return true;
}

const char *networks_holder(const Networks *networks, guint32 as_number)
{
	return networks->as ? astable_holder(networks->as, as_number) : NULL;
}

void networkfacts_clear(NetworkFacts *facts)
{
	g_clear_pointer(&facts->country_fault, g_free);
}

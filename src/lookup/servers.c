#include "lookup/servers.h"

#include <gio/gio.h>

#include "know/datafile.h"

/* Members of "ask". */
static const char *const kind_names[] = {
	[SUBJECT_DOMAIN] = "domain",
	[SUBJECT_IP] = "ip",
	[SUBJECT_ASN] = "asn",
};

/* What the files must name once. */
static const char *const lists[] = {"domain", "ipv4", "ipv6", "asn"};

struct Servers {
	json_t *files;     /* the rows and members below are borrowed from them */
	GHashTable *hosts; /* name → const json_t *, its row */
	const json_t *bootstrap;
	const char *root;
	Pace pace;
};

static bool read_pace(const json_t *row, Pace *pace_out)
{
	const json_t *interval = json_object_get(row, "interval_ms"),
		     *at_once = json_object_get(row, "at_once");

	if (!json_is_integer(interval) || !json_is_integer(at_once))
		return false;
	*pace_out = (Pace){(guint)CLAMP(json_integer_value(interval), 0, G_MAXINT),
		(guint)CLAMP(json_integer_value(at_once), 1, G_MAXINT)};
	return true;
}

/* Whether a form has something of the subject in it. */
static bool is_form(const json_t *form)
{
	Str text = json_str(form);

	return str_find(text, STR("{subject}")) >= 0 || str_find(text, STR("{suffix}")) >= 0 ||
	       str_find(text, STR("{number}")) >= 0;
}

/* One form, or a list of them. */
static bool are_forms(const json_t *forms)
{
	const json_t *form;
	size_t index;

	json_array_foreach (forms, index, form)
		if (!is_form(form))
			return false;
	return json_is_array(forms) ? json_array_size(forms) > 0 : is_form(forms);
}

static const char *fault_of_row(const json_t *row)
{
	const json_t *ask = json_object_get(row, "ask"), *pace = json_object_get(row, "pace");
	const char *kind;
	json_t *forms;
	Pace unused;

	if (json_array_size(json_object_get(row, "hosts")) == 0)
		return "a server has no \"hosts\"";
	if (pace && !read_pace(pace, &unused))
		return "a \"pace\" has no \"interval_ms\" or \"at_once\"";
	json_object_foreach ((json_t *)ask, kind, forms)
		if (!are_forms(forms))
			return "a form in \"ask\" has no {subject}, {suffix} or {number}";
	return NULL;
}

static const char *add_rows(Servers *servers, const json_t *file)
{
	const json_t *row, *host;
	size_t index, inner;

	json_array_foreach (json_object_get(file, "servers"), index, row) {
		const char *fault = fault_of_row(row);

		if (fault)
			return fault;
		json_array_foreach (json_object_get(row, "hosts"), inner, host)
			if (!json_is_string(host) ||
				!g_hash_table_insert(servers->hosts,
					(gpointer)json_string_value(host), (gpointer)row))
				return "a host is no text, or stands there twice";
	}
	return NULL;
}

static void take_general(Servers *servers, const json_t *file)
{
	const char *root = json_get_text(file, "root");
	const json_t *bootstrap = json_object_get(file, "bootstrap");

	if (root)
		servers->root = root;
	if (bootstrap)
		servers->bootstrap = bootstrap;
	read_pace(json_object_get(file, "pace"), &servers->pace);
}

static bool add_file(Servers *servers, const char *path, GError **error)
{
	json_t *file = datafile_json(path, error);
	const char *fault;

	if (!file)
		return false;
	json_push(servers->files, file);
	take_general(servers, file);
	fault = add_rows(servers, file);
	return !fault || datafile_fault(error, path, fault);
}

static bool is_whole(const Servers *servers)
{
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		if (!json_get_text(servers->bootstrap, lists[i]))
			return false;
	return servers->root != NULL && servers->pace.at_once > 0;
}

static bool fill(Servers *servers, const char *data_dir, GError **error)
{
	g_autofree char *folder = g_build_filename(data_dir, "data", "servers", NULL);
	g_autoptr(GPtrArray) paths = datafile_list(folder, ".json", error);

	if (!paths)
		return false;
	for (guint i = 0; i < paths->len; i++)
		if (!add_file(servers, paths->pdata[i], error))
			return false;
	return is_whole(servers) ||
	       datafile_fault(error, folder, "\"root\", \"bootstrap\" or \"pace\" is missing");
}

Servers *servers_read(const char *data_dir, GError **error)
{
	Servers *servers = g_new0(Servers, 1);

	servers->files = json_array();
	servers->hosts = g_hash_table_new(g_str_hash, g_str_equal);
	if (fill(servers, data_dir, error))
		return servers;
	servers_free(servers);
	return NULL;
}

void servers_free(Servers *servers)
{
	if (!servers)
		return;
	g_hash_table_unref(servers->hosts);
	json_decref(servers->files);
	g_free(servers);
}

const char *servers_root(const Servers *servers)
{
	return servers->root;
}

const char *servers_bootstrap(const Servers *servers, SubjectKind kind, const char *subject)
{
	const char *list = kind_names[kind];

	if (kind == SUBJECT_IP)
		list = strchr(subject, ':') ? "ipv6" : "ipv4";
	return json_get_text(servers->bootstrap, list);
}

/* The form of that index in which the server is asked; NULL past the last. */
static const char *form_of(const Servers *servers, const char *host, SubjectKind kind, size_t index)
{
	const json_t *row = g_hash_table_lookup(servers->hosts, host);
	const json_t *forms = json_object_get(json_object_get(row, "ask"), kind_names[kind]);

	if (json_is_array(forms))
		return json_string_value(json_array_get(forms, index));
	if (index > 0)
		return NULL;
	return json_is_string(forms) ? json_string_value(forms) : "{subject}";
}

char *servers_line(const Servers *servers, const char *host, SubjectKind kind, const char *subject,
	size_t index)
{
	const char *form = form_of(servers, host, kind, index);
	const char *dot = strrchr(subject, '.');

	if (!form)
		return NULL;
	g_autoptr(GString) line = g_string_new(form);
	g_string_replace(line, "{subject}", subject, 1);
	g_string_replace(line, "{suffix}", dot ? dot + 1 : subject, 1);
	g_string_replace(line, "{number}",
		g_ascii_strncasecmp(subject, "AS", 2) == 0 ? subject + 2 : subject, 1);
	return g_strdup(line->str);
}

Pace servers_pace(const Servers *servers, const char *host)
{
	Pace pace = servers->pace;

	read_pace(json_object_get(g_hash_table_lookup(servers->hosts, host), "pace"), &pace);
	return pace;
}

#include "lookup/bootstrap.h"

#include <gio/gio.h>

#include "lookup/iprange.h"

/* A range of addresses or of AS numbers, and who knows it. */
typedef struct {
	IpRange range;
	const char *url; /* owned by the bootstrap's urls */
} Range;

struct Bootstrap {
	BootstrapKind kind;
	char *published;
	GPtrArray *urls;   /* of char * */
	GHashTable *names; /* lower case → URL: domains and tags */
	GArray *ranges;    /* of Range */
	size_t entries;
};

static bool refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static bool refuse(GError **error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *words = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "bootstrap file: %s", words);
	return false;
}

/* A base URL: http or https, a host, no space, every "%" with its two digits (RFC 3986). */
static bool is_url(Str url)
{
	Str rest = url;

	if (!str_take(&rest, STR("https://")) && !str_take(&rest, STR("http://")))
		return false;
	if (rest.len == 0 || !str_is_alnum(rest.at[0]))
		return rest.len > 0 && rest.at[0] == '[';
	for (size_t i = 0; i < rest.len; i++) {
		if (rest.at[i] <= ' ' || rest.at[i] == '"' || rest.at[i] == '\x7f')
			return false;
		if (rest.at[i] == '%' && !(i + 2 < rest.len && str_is_hex(rest.at[i + 1]) &&
						 str_is_hex(rest.at[i + 2])))
			return false;
	}
	return true;
}

/* The one to ask: https where there is one. NULL with `error` where one is wrong or there is none. */
static const char *choose_url(
	Bootstrap *bootstrap, const json_t *urls, size_t service, GError **error)
{
	Str chosen = STR("");
	const json_t *url;
	size_t index;

	json_array_foreach (urls, index, url) {
		Str text = json_str(url);
		if (!is_url(text)) {
			refuse(error, "service %zu has \"%.*s\" for a URL", service, STR_ARG(text));
			return NULL;
		}
		if (chosen.len == 0 ||
			(str_starts(text, STR("https:")) && !str_starts(chosen, STR("https:"))))
			chosen = text;
	}
	if (chosen.len == 0) {
		refuse(error, "service %zu has no URL", service);
		return NULL;
	}
	char *owned =
		g_strdup_printf("%.*s%s", STR_ARG(chosen), str_ends(chosen, STR("/")) ? "" : "/");
	g_ptr_array_add(bootstrap->urls, owned);
	return owned;
}

static bool add_name(Bootstrap *bootstrap, Str entry, const char *url)
{
	for (size_t i = 0; i < entry.len; i++)
		if (!str_is_alnum(entry.at[i]) && !strchr("-._", entry.at[i]))
			return false;
	if (entry.len == 0 && bootstrap->kind != BOOTSTRAP_DNS) /* "" is the root's */
		return false;
	g_hash_table_replace(
		bootstrap->names, g_ascii_strdown(entry.at, (gssize)entry.len), (char *)url);
	return true;
}

static bool add_prefix(Bootstrap *bootstrap, Str entry, const char *url)
{
	Range range = {.url = url};
	size_t len = bootstrap->kind == BOOTSTRAP_IPV4 ? 4 : 16;

	if (str_find_char(entry, '/') < 0 || !iprange_parse(entry, &range.range) ||
		range.range.len != len)
		return false;
	g_array_append_val(bootstrap->ranges, range);
	return true;
}

/* "2045" or "3067-3068". */
static bool add_numbers(Bootstrap *bootstrap, Str entry, const char *url)
{
	Str last = entry, first = str_take_until(&last, '-');
	guint64 from, to;

	if (!str_parse_uint(first, G_MAXUINT32, &from))
		return false;
	to = from;
	if (str_take_char(&last, '-') && !str_parse_uint(last, G_MAXUINT32, &to))
		return false;
	if (to < from)
		return false;
	Range range = {.url = url, .range = {.first = from, .last = to}};
	g_array_append_val(bootstrap->ranges, range);
	return true;
}

static bool (*const adders[])(Bootstrap *bootstrap, Str entry, const char *url) = {
	[BOOTSTRAP_DNS] = add_name,
	[BOOTSTRAP_IPV4] = add_prefix,
	[BOOTSTRAP_IPV6] = add_prefix,
	[BOOTSTRAP_ASN] = add_numbers,
	[BOOTSTRAP_OBJECT_TAGS] = add_name,
};

static bool add_service(Bootstrap *bootstrap, const json_t *service, size_t n, GError **error)
{
	/* object tags have the registrants' addresses before them (RFC 8521, section 3) */
	size_t at = bootstrap->kind == BOOTSTRAP_OBJECT_TAGS ? 1 : 0;
	const json_t *entries = json_array_get(service, at), *entry;
	size_t index;

	if (json_array_size(service) != at + 2 || !json_is_array(entries))
		return refuse(error, "service %zu is no array of %zu arrays", n, at + 2);
	const char *url = choose_url(bootstrap, json_array_get(service, at + 1), n, error);
	if (!url)
		return false;
	json_array_foreach (entries, index, entry) {
		Str text = json_str(entry);
		if (++bootstrap->entries > BOOTSTRAP_ENTRIES_MAX)
			return refuse(error, "it has more than %d entries", BOOTSTRAP_ENTRIES_MAX);
		if (!json_is_string(entry) || !adders[bootstrap->kind](bootstrap, text, url))
			return refuse(error,
				"service %zu has the entry \"%.*s\", which is of another "
				"kind",
				n, STR_ARG(text));
	}
	return true;
}

static bool add_services(Bootstrap *bootstrap, const json_t *file, GError **error)
{
	const json_t *services = json_object_get(file, "services"), *service;
	size_t index;

	if (!json_is_object(file))
		return refuse(error, "it is no JSON object");
	if (!str_starts(json_get_str(file, "version"), STR("1.")))
		return refuse(error, "its version is not 1.0");
	if (!json_is_array(services))
		return refuse(error, "it has no services");
	json_array_foreach (services, index, service)
		if (!add_service(bootstrap, service, index, error))
			return false;
	if (bootstrap->entries == 0)
		return refuse(error, "its services are empty");
	return true;
}

Bootstrap *bootstrap_parse(BootstrapKind kind, Str text, GError **error)
{
	if (text.len > BOOTSTRAP_MAX) {
		refuse(error, "it is longer than %zu bytes", BOOTSTRAP_MAX);
		return NULL;
	}
	json_auto_t *file = json_parse(text, error);
	if (!file) {
		g_prefix_error(error, "bootstrap file: ");
		return NULL;
	}
	g_autoptr(Bootstrap) bootstrap = g_new0(Bootstrap, 1);
	bootstrap->kind = kind;
	bootstrap->urls = g_ptr_array_new_with_free_func(g_free);
	bootstrap->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	bootstrap->ranges = g_array_new(FALSE, FALSE, sizeof(Range));
	if (!add_services(bootstrap, file, error))
		return NULL; /* NOLINT(clang-analyzer-unix.Malloc): it does not see g_autoptr */
	bootstrap->published = str_dup(json_get_str(file, "publication"));
	return g_steal_pointer(&bootstrap);
}

void bootstrap_free(Bootstrap *bootstrap)
{
	if (!bootstrap)
		return;
	g_ptr_array_unref(bootstrap->urls);
	g_hash_table_unref(bootstrap->names);
	g_array_unref(bootstrap->ranges);
	g_free(bootstrap->published);
	g_free(bootstrap);
}

const char *bootstrap_published(const Bootstrap *bootstrap)
{
	return bootstrap->published;
}

/* Label by label from the left: "www.example.cz", "example.cz", "cz", the root (RFC 9224, section 4). */
static const char *find_domain(const Bootstrap *bootstrap, Str subject)
{
	g_autofree char *name = g_ascii_strdown(subject.at, (gssize)subject.len);
	Str rest = str_of(name);

	while (str_ends(rest, STR(".")))
		rest.len--;
	while (rest.len > 0) {
		g_autofree char *key = str_dup(rest);
		const char *url = g_hash_table_lookup(bootstrap->names, key);
		if (url)
			return url;
		str_take_until(&rest, '.');
		str_take_char(&rest, '.');
	}
	return g_hash_table_lookup(bootstrap->names, "");
}

/* What stands behind the last hyphen (RFC 8521, section 2). */
static const char *find_tag(const Bootstrap *bootstrap, Str subject)
{
	gssize at = str_rfind_char(subject, '-');
	g_autofree char *tag = g_ascii_strdown(subject.at + at + 1, (gssize)subject.len - at - 1);

	return at < 0 ? NULL : g_hash_table_lookup(bootstrap->names, tag);
}

/* The smallest range that holds all of `subject`. */
static const char *find_range(const Bootstrap *bootstrap, const IpRange *subject)
{
	const Range *best = NULL;

	for (guint i = 0; i < bootstrap->ranges->len; i++) {
		const Range *range = &g_array_index(bootstrap->ranges, Range, i);
		if (range->range.len != subject->len || range->range.first > subject->first ||
			range->range.last < subject->last)
			continue;
		if (!best || iprange_within(&range->range, &best->range))
			best = range;
	}
	return best ? best->url : NULL;
}

static const char *find_number(const Bootstrap *bootstrap, Str subject)
{
	IpRange range = {0};
	guint64 number;

	if (str_starts_fold(subject, STR("AS")))
		subject = str_sub(subject, 2, subject.len);
	if (!str_parse_uint(subject, G_MAXUINT32, &number))
		return NULL;
	range.first = range.last = number;
	return find_range(bootstrap, &range);
}

const char *bootstrap_find(const Bootstrap *bootstrap, Str subject)
{
	IpRange range;

	switch (bootstrap->kind) {
	case BOOTSTRAP_DNS:
		return find_domain(bootstrap, subject);
	case BOOTSTRAP_OBJECT_TAGS:
		return find_tag(bootstrap, subject);
	case BOOTSTRAP_ASN:
		return find_number(bootstrap, subject);
	default:
		return iprange_parse(subject, &range) ? find_range(bootstrap, &range) : NULL;
	}
}

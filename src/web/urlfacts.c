#include "web/urlfacts.h"

#include <math.h>
#include <string.h>

#include "web/address.h"
#include "web/host.h"
#include "web/lookalike.h"
#include "web/percent.h"
#include "web/unwrap.h"
#include "web/urlquery.h"

/* ---- the address that a host is ---- */

static bool is_authority(char c)
{
	return c != '/' && c != '\\' && c != '?' && c != '#';
}

/* The host as it was written, without user, port and brackets. */
static Str written_host(Str raw)
{
	gssize colon = str_find_char(raw, ':');
	Str rest = str_sub(raw, (size_t)(colon + 1), raw.len);

	if (colon < 0 || rest.len == 0 || is_authority(rest.at[0]))
		rest = raw; /* a bare name, maybe with a port */
	while (rest.len > 0 && !is_authority(rest.at[0]))
		rest = str_sub(rest, 1, rest.len);
	Str authority = str_take_while(&rest, is_authority);
	gssize at = str_rfind_char(authority, '@');
	authority = str_sub(authority, (size_t)(at + 1), authority.len);
	return str_take_until(&authority, ':');
}

enum {
	PART_DECIMAL = 1 << 0,
	PART_HEXADECIMAL = 1 << 1,
	PART_OCTAL = 1 << 2,
	PART_OTHER = 1 << 3,
};

static unsigned notation_of(Str part)
{
	bool hexadecimal = str_starts_fold(part, STR("0x"));
	bool octal = !hexadecimal && part.len > 1 && part.at[0] == '0';

	if (hexadecimal)
		part = str_sub(part, 2, part.len);
	str_skip(&part, hexadecimal ? str_is_hex : str_is_digit);
	if (part.len > 0)
		return PART_OTHER;
	return hexadecimal ? PART_HEXADECIMAL : octal ? PART_OCTAL : PART_DECIMAL;
}

/* How an IPv4 address was written that a browser takes in many ways (WHATWG URL Standard, section 3.5). */
static const char *how_written(Str host)
{
	unsigned notations = 0, parts = 0;

	if (str_ends(host, STR(".")))
		host.len--;
	for (bool more = host.len > 0; more; parts++) {
		notations |= notation_of(str_take_until(&host, '.'));
		more = str_take_char(&host, '.');
	}
	if (notations == 0 || (notations & PART_OTHER))
		return "disguised";
	if (notations == PART_HEXADECIMAL)
		return "hexadecimal";
	if (notations == PART_OCTAL)
		return "octal";
	if (notations != PART_DECIMAL)
		return "mixed";
	return parts == 4 ? "dotted" : parts == 1 ? "decimal" : "short";
}

static void put_address(json_t *facts, Str raw, const char *host, HostKind kind)
{
	static const char *const classes[] = {
		[ADDRESS_PUBLIC] = "public",
		[ADDRESS_PRIVATE] = "private",
		[ADDRESS_LOOPBACK] = "loopback",
		[ADDRESS_LINK_LOCAL] = "link-local",
		[ADDRESS_DOCUMENTATION] = "documentation",
		[ADDRESS_RESERVED] = "reserved",
		[ADDRESS_INVALID] = "invalid",
	};
	g_autofree char *address = address_canonical(str_of(host));
	json_t *ip = json_object();

	json_put(ip, "address", json_text_or_null(address));
	json_put(ip, "class", json_text(str_of(classes[address_class(str_of(host))])));
	json_put(ip, "written",
		json_text(str_of(kind == HOST_IPV6 ? "ipv6" : how_written(written_host(raw)))));
	json_put(facts, "ip", ip);
}

/* ---- the name that a host is ---- */

static void put_suffixes(json_t *facts, const char *host)
{
	g_autofree char *suffix = host_suffix(host), *registry = host_registry_suffix(host);

	if (registry ? registry : suffix)
		json_put(facts, "suffix", json_text(str_of(registry ? registry : suffix)));
	if (registry && suffix && strcmp(registry, suffix) != 0)
		json_put(facts, "private_suffix", json_text(str_of(suffix)));
}

static bool mixes_scripts(Str name)
{
	while (name.len > 0) {
		if (lookalike_mixes_scripts(str_take_until(&name, '.')))
			return true;
		str_take_char(&name, '.');
	}
	return false;
}

static void put_unicode(json_t *facts, const char *host)
{
	if (!strstr(host, "xn--"))
		return;
	g_autofree char *shown = host_display(host);
	g_autofree char *look = lookalike_plain(str_of(shown));

	json_put(facts, "unicode", json_text(str_of(shown)));
	json_put(facts, "looks_like", json_text(str_of(look)));
	if (mixes_scripts(str_of(shown)))
		json_put(facts, "mixed_scripts", json_true());
}

/* Shannon's, to two places. */
static double entropy_of(Str text)
{
	size_t counts[256] = {0};
	double bits = 0;

	for (size_t i = 0; i < text.len; i++)
		counts[(guint8)text.at[i]]++;
	for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
		if (counts[i] > 0) {
			double share = (double)counts[i] / (double)text.len;
			bits -= share * log2(share);
		}
	return round(bits * 100) / 100;
}

static void put_measures(json_t *facts, const Url *url, const char *host)
{
	Str name = str_of(host), suffix = json_get_str(facts, "private_suffix");
	json_int_t labels = 1, digits = 0;

	for (size_t i = 0; i < name.len; i++) {
		labels += name.at[i] == '.' && i + 1 < name.len;
		digits += str_is_digit(name.at[i]);
	}
	if (suffix.len == 0)
		suffix = json_get_str(facts, "suffix");
	if (suffix.len > 0 && name.len > suffix.len)
		name.len -= suffix.len + 1;
	json_put(facts, "length", json_integer((json_int_t)strlen(url_text(url))));
	json_put(facts, "labels", json_integer(labels));
	json_put(facts, "digits", json_integer(digits));
	json_put(facts, "entropy", json_real(entropy_of(name)));
}

static void put_host(json_t *facts, Str raw, const Url *url)
{
	const char *host = url_host(url);
	HostKind kind = host_kind(host);

	if (kind != HOST_NAME) {
		put_address(facts, raw, host, kind);
		return;
	}
	put_suffixes(facts, host);
	put_unicode(facts, host);
	put_measures(facts, url, host);
}

/* ---- what else ---- */

static void put_user(json_t *facts, const Url *url)
{
	g_autoptr(GString) user = percent_decode(str_of(url_username(url)));

	if (user->len > 0)
		json_put(facts, "user", json_text(str_over(user->str, user->len)));
	if (url_password(url)[0])
		json_put(facts, "password", json_true());
}

static void put_unwrapped(json_t *facts, const Url *url)
{
	Unwrapped layers[UNWRAP_DEPTH_MAX];
	size_t depth = 0;

	while (depth < UNWRAP_DEPTH_MAX && unwrap(url, &layers[depth]))
		url = layers[depth++].url;
	if (depth == 0)
		return;
	json_t *list = json_array();
	for (size_t i = 0; i < depth; i++) {
		json_t *layer = json_object();
		json_put(layer, "by", json_text(str_of(layers[i].by)));
		json_put(layer, "kind", json_text(str_of(unwrap_kind_name(layers[i].kind))));
		urlfacts_put_names(layer, layers[i].url);
		if (layers[i].only_host)
			json_put(layer, "only_host", json_true());
		json_push(list, layer);
		unwrapped_clear(&layers[i]);
	}
	json_put(facts, "unwrapped", list);
}

/* Whether a parameter's value is somebody's whole address. */
static Url *carried(Str value)
{
	g_autoptr(GString) text = urlquery_decode(value);
	Str target = str_over(text->str, text->len);

	if (!str_starts_fold(target, STR("http")) || str_find(target, STR("://")) < 0)
		return NULL;
	g_autoptr(Url) url = url_parse(target, NULL);
	return url && url_host(url) && url_host(url)[0] ? g_steal_pointer(&url) : NULL;
}

static void put_carried(json_t *facts, const Url *url)
{
	Str query = str_of(url_query(url));
	json_t *list = NULL;

	for (QueryPair pair; urlquery_next(&query, &pair);) {
		g_autoptr(Url) target = carried(pair.value);
		if (!target || json_array_size(list) >= URLFACTS_CARRIES_MAX)
			continue;
		json_t *entry = json_object();
		json_put(entry, "parameter", json_text(pair.name));
		urlfacts_put_names(entry, target);
		if (!list)
			list = json_array();
		json_push(list, entry);
	}
	if (list)
		json_put(facts, "carries", list);
}

void urlfacts_put_names(json_t *object, const Url *url)
{
	const char *host = url ? url_host(url) : NULL;
	bool named = host && *host;
	g_autofree char *domain = named ? host_domain(host) : NULL;

	json_put(object, "url", json_text_or_null(url ? url_text(url) : NULL));
	json_put(object, "scheme", json_text_or_null(url ? url_scheme(url) : NULL));
	json_put(object, "host", json_text_or_null(named ? host : NULL));
	json_put(object, "domain", json_text_or_null(domain));
}

void urlfacts_put(json_t *facts, Str raw, const Url *url)
{
	const char *host = url_host(url);

	if (!host || !*host)
		return;
	put_host(facts, raw, url);
	if (url_port(url) >= 0)
		json_put(facts, "port", json_integer(url_port(url)));
	put_user(facts, url);
	put_unwrapped(facts, url);
	if (!json_object_get(facts, "unwrapped"))
		put_carried(facts, url);
}

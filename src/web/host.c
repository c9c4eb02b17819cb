#include "web/host.h"

#include <libpsl.h>
#include <string.h>

#include "web/address.h"
#include "web/idna.h"
#include "web/percent.h"

/* "Forbidden host code points" of the URL Standard, NUL too. */
static bool is_forbidden(char c)
{
	return str_find_char(STR("\0\t\n\r #/:<>?@[\\]^|"), c) >= 0;
}

static bool is_forbidden_in_domain(char c)
{
	return is_forbidden(c) || (guint8)c < ' ' || c == '%' || c == '\x7f';
}

static bool has_any(Str s, StrClass class)
{
	for (size_t i = 0; i < s.len; i++)
		if (class(s.at[i]))
			return true;
	return false;
}

static char *bracketed(const Address *address)
{
	GString *out = g_string_new("[");

	address_write(out, address);
	g_string_append_c(out, ']');
	return g_string_free(out, FALSE);
}

static char *parse_brackets(Str input)
{
	Address address;

	if (!str_ends(input, STR("]")))
		return NULL;
	if (!address_parse_ipv6(str_sub(input, 1, input.len - 2), &address))
		return NULL;
	return bracketed(&address);
}

static char *parse_opaque(Str input)
{
	if (has_any(input, is_forbidden))
		return NULL;

	GString *out = g_string_sized_new(input.len);
	percent_encode(out, input, PERCENT_CONTROL);
	return g_string_free(out, FALSE);
}

/* The standard's "ends in a number checker": such a name is an IPv4 address or nothing. */
static bool ends_in_number(Str name)
{
	if (str_ends(name, STR(".")))
		name.len--;

	Str last = str_sub(name, (size_t)(str_rfind_char(name, '.') + 1), name.len);
	if (last.len == 0)
		return false;
	StrClass class = str_is_digit;
	if (str_starts_fold(last, STR("0x"))) {
		last = str_sub(last, 2, last.len);
		class = str_is_hex;
	}
	str_skip(&last, class);
	return last.len == 0;
}

static char *parse_ipv4(Str name)
{
	Address address;

	if (!address_parse_ipv4_loose(name, &address))
		return NULL;
	GString *out = g_string_new(NULL);
	address_write(out, &address);
	return g_string_free(out, FALSE);
}

static char *parse_domain(Str input)
{
	g_autoptr(GString) decoded = percent_decode(input);
	g_autofree char *name = idna_to_ascii(str_over(decoded->str, decoded->len));

	if (!name || strlen(name) == 0 || has_any(str_of(name), is_forbidden_in_domain))
		return NULL;
	if (ends_in_number(str_of(name)))
		return parse_ipv4(str_of(name));
	return g_steal_pointer(&name);
}

char *host_parse(Str input, bool special)
{
	if (str_starts(input, STR("[")))
		return parse_brackets(input);
	return special ? parse_domain(input) : parse_opaque(input);
}

HostKind host_kind(const char *host)
{
	Address address;

	if (!address_parse(str_of(host), &address))
		return HOST_NAME;
	return address.len == 4 ? HOST_IPV4 : HOST_IPV6;
}

/* A host as the list is asked for it: a name that DNS could hold, without the root's dot. NULL for
 * others. Yours to g_free. */
static char *listed_form(const char *host)
{
	Str name = str_of(host);

	if (str_ends(name, STR(".")))
		name.len--;
	if (name.len == 0 || name.len > HOST_LENGTH_MAX || host_kind(host) != HOST_NAME)
		return NULL;
	if (name.at[0] == '.' || str_find(name, STR("..")) >= 0)
		return NULL;
	return str_dup(name);
}

char *host_domain(const char *host)
{
	g_autofree char *name = listed_form(host);

	return name ? g_strdup(psl_registrable_domain(psl_builtin(), name)) : NULL;
}

/* The longest end of a name under which a registry sells; NULL for a last label that stands in no list. `before_out`
 * is that end with one label more, NULL where the name has none. Borrowed from `name`. */
static const char *registry_end(const char *name, const char **before_out)
{
	const char *before = NULL;

	/* longer and longer parts are left out, until what is left is a registry's own */
	for (const char *at = name; at; at = strchr(at, '.') ? strchr(at, '.') + 1 : NULL) {
		if (psl_is_public_suffix2(psl_builtin(), at, PSL_TYPE_ICANN)) {
			*before_out = before;
			return at;
		}
		before = at;
	}
	return NULL;
}

char *host_registered(const char *host)
{
	g_autofree char *name = listed_form(host);
	const char *before = NULL;

	if (name)
		registry_end(name, &before);
	return g_strdup(before);
}

char *host_registry_suffix(const char *host)
{
	g_autofree char *name = listed_form(host);
	const char *before;

	return name ? g_strdup(registry_end(name, &before)) : NULL;
}

char *host_suffix(const char *host)
{
	g_autofree char *name = listed_form(host);

	return name ? g_strdup(psl_unregistrable_domain(psl_builtin(), name)) : NULL;
}

bool host_has_listed_suffix(const char *host)
{
	g_autofree char *suffix = host_suffix(host);
	int type = PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE;

	return suffix && psl_is_public_suffix2(psl_builtin(), suffix, type);
}

gint64 host_suffix_list_date(void)
{
	return psl_builtin_file_time();
}

char *host_display(const char *host)
{
	char *shown = strstr(host, "xn--") ? idna_to_unicode(str_of(host)) : NULL;

	return shown ? shown : g_strdup(host);
}

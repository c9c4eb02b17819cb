#include "lookup/about.h"

#include "lookup/iprange.h"
#include "web/host.h"

/* Whether `said`, of one kind, may be of `subject`. What cannot be understood may. */
typedef bool (*Matcher)(Str said, Str subject);

static char *normal_name(Str name)
{
	while (str_ends(name, STR(".")))
		name.len--;
	return host_parse(name, true);
}

static bool is_name_of(Str said, Str subject)
{
	g_autofree char *one = normal_name(said), *other = normal_name(subject);

	return !one || !other || !strchr(one, '.') || g_str_equal(one, other);
}

static bool is_range_around(Str said, Str subject)
{
	IpRange range, address;

	if (!iprange_parse(said, &range) || !iprange_parse(subject, &address))
		return true;
	return address.len == range.len && address.first >= range.first &&
	       address.last <= range.last;
}

static bool is_number_of(Str said, Str subject)
{
	return str_equal_fold(said, subject);
}

static const struct {
	Str kind;
	RegistrationField field;
	Matcher matches;
} kinds[] = {
	{STR("domain"), FIELD_NAME, is_name_of},
	{STR("ip"), FIELD_RANGE, is_range_around},
	{STR("asn"), FIELD_ASN, is_number_of},
};

char *about_other(const Registration *registration, Str kind, Str subject)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		const char *said = registration_get(registration, kinds[i].field);
		if (str_equal(kind, kinds[i].kind) && said &&
			!kinds[i].matches(str_of(said), subject))
			return g_strdup(said);
	}
	return NULL;
}

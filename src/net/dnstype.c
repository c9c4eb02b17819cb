#include "net/dnstype.h"

static const struct {
	DnsType type;
	const char *name;
} types[] = {
	{DNSTYPE_A, "A"},
	{DNSTYPE_NS, "NS"},
	{DNSTYPE_CNAME, "CNAME"},
	{DNSTYPE_SOA, "SOA"},
	{DNSTYPE_PTR, "PTR"},
	{DNSTYPE_MX, "MX"},
	{DNSTYPE_TXT, "TXT"},
	{DNSTYPE_AAAA, "AAAA"},
	{DNSTYPE_CAA, "CAA"},
};

const char *dnstype_name(guint type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (types[i].type == type)
			return types[i].name;
	return NULL;
}

bool dnstype_find(Str name, DnsType *type_out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (str_equal_fold(name, str_of(types[i].name))) {
			*type_out = types[i].type;
			return true;
		}
	return false;
}

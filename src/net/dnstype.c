#include "net/dnstype.h"

#include <stddef.h>

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

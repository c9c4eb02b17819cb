#include "lookup/referral.h"

#include "web/host.h"

static const struct {
	Str scheme;
	const char *protocol;
	guint port;
} protocols[] = {
	{{"rwhois://", 9}, "rwhois", 4321}, {{"whois://", 8}, "whois", 43},
	{{"", 0}, "whois", 43}, /* last: a bare host */
};

/* Offset of the colon before the port; the end where there is none. */
static size_t end_of_host(Str authority)
{
	gssize bracket = str_rfind_char(authority, ']'), colon = str_rfind_char(authority, ':');

	return colon > bracket ? (size_t)colon : authority.len;
}

bool referral_parse(Str text, Referral *referral_out)
{
	Str rest = str_trim(text), host, port;
	guint64 number;
	size_t i = 0, end;

	while (!str_starts_fold(rest, protocols[i].scheme))
		i++;
	rest = str_sub(rest, protocols[i].scheme.len, rest.len);
	if (str_find(rest, STR("://")) >= 0)
		return false;
	rest = str_take_until(&rest, '/');
	end = end_of_host(rest);
	host = str_sub(rest, 0, end);
	port = str_sub(rest, end + 1, rest.len);
	number = protocols[i].port;
	if (port.len > 0 && !str_parse_uint(port, G_MAXUINT16, &number))
		return false;
	/* "not.defined", "none": no host has a single label */
	if (str_find_char(host, '.') < 0 && str_find_char(host, ':') < 0)
		return false;
	char *parsed = host_parse(host, true);
	if (!parsed)
		return false;
	*referral_out = (Referral){protocols[i].protocol, parsed, (guint)number};
	return true;
}

void referral_clear(Referral *referral)
{
	g_free(referral->host);
	*referral = (Referral){0};
}

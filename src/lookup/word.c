#include "lookup/word.h"

#include "web/address.h"
#include "web/defang.h"
#include "web/url.h"

/* How the number is announced, the longest first. */
static const Str prefixes[] = {STR("ASN"), STR("AS")};

static bool is_between(char c)
{
	return str_is_space(c) || c == '-' || c == ':';
}

/* "8100", or "1.10", of which both halves are numbers of 16 bits. */
static bool read_number(Str text, guint64 *number_out)
{
	guint64 high, low;
	Str rest = text, first = str_take_until(&rest, '.');

	if (!str_take_char(&rest, '.'))
		return str_parse_uint(text, G_MAXUINT32, number_out);
	if (!str_parse_uint(first, G_MAXUINT16, &high) || !str_parse_uint(rest, G_MAXUINT16, &low))
		return false;
	*number_out = high << 16 | low;
	return true;
}

static bool is_asn(Str word, guint64 *number_out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
		Str rest = word;
		if (!str_starts_fold(rest, prefixes[i]))
			continue;
		rest = str_sub(rest, prefixes[i].len, rest.len);
		str_skip(&rest, is_between);
		return read_number(rest, number_out);
	}
	return word.len <= WORD_ASN_DIGITS && str_parse_uint(word, G_MAXUINT32, number_out);
}

static char *host_of_url(Str text)
{
	g_autoptr(Url) url = url_parse(text, NULL);
	const char *host = url ? url_host(url) : NULL;

	return host && *host ? g_strdup(host) : NULL;
}

/* "192.0.2.0/24" without its length. */
static Str without_length(Str text)
{
	Str length = text, address = str_take_until(&length, '/');
	guint64 bits;

	if (str_take_char(&length, '/') && str_parse_uint(length, 128, &bits) &&
		address_class(address) != ADDRESS_INVALID)
		return address;
	return text;
}

char *word_subject(Str word)
{
	g_autofree char *live = refang(str_trim(word));
	Str text = str_of(live);
	guint64 number;

	if (text.len == 0)
		return NULL;
	if (is_asn(text, &number))
		return g_strdup_printf("AS%" G_GUINT64_FORMAT, number);
	if (str_find(text, STR("://")) >= 0)
		return host_of_url(text);
	text = without_length(text);
	if (str_find_char(text, '/') > 0) { /* "www.example.com/path" */
		g_autofree char *url = g_strdup_printf("http://%.*s", STR_ARG(text));
		return host_of_url(str_of(url));
	}
	text = str_sub(text, (size_t)(str_rfind_char(text, '@') + 1), text.len);
	if (str_ends(text, STR(".")))
		text.len--;
	return str_dup(text);
}

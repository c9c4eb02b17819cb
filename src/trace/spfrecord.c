#include "trace/spfrecord.h"

#include <string.h>

#define VERSION STR("v=spf1")

/* Reads what stands behind a mechanism's name; says what is wrong. */
typedef SpfFault (*ArgumentReader)(Str rest, SpfTerm *term);

static bool is_term(char c)
{
	return c != ' ';
}

static bool is_name(char c)
{
	return str_is_alnum(c) || c == '-' || c == '_' || c == '.';
}

/* A prefix length: digits without a leading zero, up to `max`. */
static bool read_bits(Str digits, guint max, guint *bits_out)
{
	guint64 bits;

	if ((digits.len > 1 && digits.at[0] == '0') || !str_parse_uint(digits, max, &bits))
		return false;
	*bits_out = (guint)bits;
	return true;
}

/* Cut `slashes` and the digits behind them off the end; false where there are none. */
static bool cut_bits(Str *text, Str slashes, Str *digits_out)
{
	size_t len = text->len;

	while (len > 0 && str_is_digit(text->at[len - 1]))
		len--;
	if (len == text->len || !str_ends(str_sub(*text, 0, len), slashes))
		return false;
	*digits_out = str_sub(*text, len, text->len);
	*text = str_sub(*text, 0, len - slashes.len);
	return true;
}

static SpfFault read_domain(Str rest, SpfTerm *term)
{
	if (!str_take_char(&rest, ':'))
		return SPF_FAULT_DOMAIN;
	term->domain = rest;
	return spfmacro_check(rest, SPFMACRO_DOMAIN) ? SPF_FINE : SPF_FAULT_DOMAIN;
}

static SpfFault read_domain_or_none(Str rest, SpfTerm *term)
{
	return rest.len == 0 ? SPF_FINE : read_domain(rest, term);
}

/* [":" domain-spec] ["/" bits] ["//" bits] */
static SpfFault read_domain_and_bits(Str rest, SpfTerm *term)
{
	Str digits;

	if (cut_bits(&rest, STR("//"), &digits) && !read_bits(digits, 128, &term->bits6))
		return SPF_FAULT_PREFIX;
	if (cut_bits(&rest, STR("/"), &digits) && !read_bits(digits, 32, &term->bits4))
		return SPF_FAULT_PREFIX;
	return read_domain_or_none(rest, term);
}

static SpfFault read_range(Str rest, size_t len, SpfTerm *term)
{
	term->range.bits = (guint)(8 * len);
	if (!str_take_char(&rest, ':'))
		return SPF_FAULT_ADDRESS;
	gssize slash = str_find_char(rest, '/');
	Str ip = slash < 0 ? rest : str_sub(rest, 0, (size_t)slash);
	Str digits = slash < 0 ? STR("") : str_sub(rest, (size_t)slash + 1, rest.len);

	if (str_starts(ip, STR("[")) || !address_parse(ip, &term->range.base) ||
		term->range.base.len != len)
		return SPF_FAULT_ADDRESS;
	if (slash >= 0 && !read_bits(digits, term->range.bits, &term->range.bits))
		return SPF_FAULT_PREFIX;
	return SPF_FINE;
}

static SpfFault read_ip4(Str rest, SpfTerm *term)
{
	return read_range(rest, 4, term);
}

static SpfFault read_ip6(Str rest, SpfTerm *term)
{
	return read_range(rest, 16, term);
}

static SpfFault read_nothing(Str rest, SpfTerm *term)
{
	(void)term;
	return rest.len == 0 ? SPF_FINE : SPF_FAULT_ALL;
}

static const struct {
	Str name;
	ArgumentReader read;
	bool asks;
} mechanisms[] = {
	[SPF_ALL] = {STR("all"), read_nothing, false},
	[SPF_INCLUDE] = {STR("include"), read_domain, true},
	[SPF_A] = {STR("a"), read_domain_and_bits, true},
	[SPF_MX] = {STR("mx"), read_domain_and_bits, true},
	[SPF_PTR] = {STR("ptr"), read_domain_or_none, true},
	[SPF_IP4] = {STR("ip4"), read_ip4, false},
	[SPF_IP6] = {STR("ip6"), read_ip6, false},
	[SPF_EXISTS] = {STR("exists"), read_domain, true},
};

static SpfFault read_directive(SpfRecord *record, Str text)
{
	SpfTerm term = {.qualifier = '+', .bits4 = 32, .bits6 = 128, .text = text};

	if (strchr("+-~?", text.at[0])) {
		term.qualifier = text.at[0];
		text = str_sub(text, 1, text.len);
	}
	Str name = str_take_while(&text, is_name);
	for (size_t i = 0; i < G_N_ELEMENTS(mechanisms); i++) {
		if (!str_equal_fold(name, mechanisms[i].name))
			continue;
		term.mechanism = (SpfMechanism)i;
		SpfFault fault = mechanisms[i].read(text, &term);
		if (!fault)
			g_array_append_val(record->terms, term);
		return fault;
	}
	return SPF_FAULT_MECHANISM;
}

/* redirect= and exp=, which a record has once. */
static SpfFault read_known_modifier(Str value, Str *into)
{
	if (into->len > 0)
		return SPF_FAULT_TWICE;
	*into = value;
	return spfmacro_check(value, SPFMACRO_DOMAIN) ? SPF_FINE : SPF_FAULT_DOMAIN;
}

static SpfFault read_modifier(SpfRecord *record, Str name, Str value)
{
	if (!g_ascii_isalpha(name.at[0]))
		return SPF_FAULT_MODIFIER;
	if (str_equal_fold(name, STR("redirect")))
		return read_known_modifier(value, &record->redirect);
	if (str_equal_fold(name, STR("exp")))
		return read_known_modifier(value, &record->explanation);
	return spfmacro_check(value, SPFMACRO_MODIFIER) ? SPF_FINE : SPF_FAULT_MACRO;
}

static SpfFault read_term(SpfRecord *record, Str text)
{
	Str rest = text, name = str_take_while(&rest, is_name);

	if (name.len > 0 && str_take_char(&rest, '='))
		return read_modifier(record, name, rest);
	return read_directive(record, text);
}

bool spfrecord_is(Str text)
{
	return str_starts_fold(text, VERSION) &&
	       (text.len == VERSION.len || text.at[VERSION.len] == ' ');
}

SpfRecord *spfrecord_parse(Str text)
{
	SpfRecord *record = g_new0(SpfRecord, 1);

	record->terms = g_array_new(FALSE, FALSE, sizeof(SpfTerm));
	if (text.len >= SPFRECORD_MAX) /* net cuts longer ones there */
		record->fault = SPF_FAULT_LONG;
	text = str_sub(text, VERSION.len, text.len);
	for (guint read = 0; !record->fault; read++) {
		while (str_take_char(&text, ' '))
			;
		if (text.len == 0)
			break;
		record->fault_at = str_take_while(&text, is_term);
		record->fault = read < SPFRECORD_TERMS_MAX ? read_term(record, record->fault_at)
							   : SPF_FAULT_TERMS;
	}
	return record;
}

void spfrecord_free(SpfRecord *record)
{
	if (!record)
		return;
	g_array_unref(record->terms);
	g_free(record);
}

bool spfrecord_asks(SpfMechanism mechanism)
{
	return mechanisms[mechanism].asks;
}

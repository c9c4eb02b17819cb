#include "trace/spfmatch.h"

/* Look a term's name up; SPFMATCH_YES where there are values. */
static SpfMatch look_up(SpfMatcher *matcher, Str name, DnsType type, RecordsAnswer *answer_out)
{
	*answer_out = records_find(matcher->records, name, type);
	if (answer_out->state == RECORDS_NOT_ASKED)
		return SPFMATCH_WANTED;
	if (answer_out->state == RECORDS_FAILED)
		return spfmatch_fault(matcher, SPF_FAULT_DNS);
	if (answer_out->count > 0)
		return SPFMATCH_YES;
	if (++matcher->voids > SPF_VOIDS_MAX)
		return spfmatch_fault(matcher, SPF_FAULT_VOIDS);
	return SPFMATCH_NO;
}

static bool has_address(const RecordsAnswer *answer, const Address *ip, guint bits)
{
	AddressRange range = {.bits = bits};

	for (size_t i = 0; i < answer->count; i++)
		if (address_parse(answer->values[i].value, &range.base) &&
			addressrange_has(&range, ip))
			return true;
	return false;
}

static SpfMatch match_host(SpfMatcher *matcher, Str host, const SpfTerm *term)
{
	RecordsAnswer answer;
	SpfMatch match = look_up(matcher, host, spfmatch_address_type(matcher), &answer);
	guint bits = matcher->ip.len == 4 ? term->bits4 : term->bits6;

	if (match == SPFMATCH_YES && !has_address(&answer, &matcher->ip, bits))
		return SPFMATCH_NO;
	return match;
}

static SpfMatch match_all(SpfMatcher *matcher, const SpfTerm *term, Str domain)
{
	(void)matcher;
	(void)term;
	(void)domain;
	return SPFMATCH_YES;
}

static SpfMatch match_ip(SpfMatcher *matcher, const SpfTerm *term, Str domain)
{
	(void)domain;
	return addressrange_has(&term->range, &matcher->ip) ? SPFMATCH_YES : SPFMATCH_NO;
}

static SpfMatch match_a(SpfMatcher *matcher, const SpfTerm *term, Str domain)
{
	return match_host(matcher, domain, term);
}

static SpfMatch match_mx(SpfMatcher *matcher, const SpfTerm *term, Str domain)
{
	RecordsAnswer hosts;
	SpfMatch match = look_up(matcher, domain, DNSTYPE_MX, &hosts);

	if (match != SPFMATCH_YES)
		return match;
	if (hosts.count > SPF_MX_MAX)
		return spfmatch_fault(matcher, SPF_FAULT_MX);
	/* all at once, as any of them may be needed */
	for (size_t i = 0; i < hosts.count; i++)
		records_find(
			matcher->records, hosts.values[i].value, spfmatch_address_type(matcher));
	match = SPFMATCH_NO;
	for (size_t i = 0; i < hosts.count && match == SPFMATCH_NO; i++)
		if (!str_equal(hosts.values[i].value, STR(""))) /* the null MX of RFC 7505 */
			match = match_host(matcher, hosts.values[i].value, term);
	return match;
}

static SpfMatch match_exists(SpfMatcher *matcher, const SpfTerm *term, Str domain)
{
	RecordsAnswer answer;

	(void)term;
	return look_up(matcher, domain, DNSTYPE_A, &answer);
}

/* The names that the address says it has: RFC 7208, section 5.5. No answer counts as none. False where it is
 * not known yet. */
static bool find_names(const SpfMatcher *matcher, RecordsAnswer *names_out)
{
	g_autofree char *reverse = address_reverse(&matcher->ip);

	*names_out = records_find(matcher->records, str_of(reverse), DNSTYPE_PTR);
	names_out->count = MIN(names_out->count, SPF_PTR_MAX);
	return names_out->state != RECORDS_NOT_ASKED;
}

/* Whether one of the address's names leads back to it. */
static SpfMatch validate(const SpfMatcher *matcher, Str name)
{
	RecordsAnswer answer = records_find(matcher->records, name, spfmatch_address_type(matcher));

	if (answer.state == RECORDS_NOT_ASKED)
		return SPFMATCH_WANTED;
	return has_address(&answer, &matcher->ip, (guint)(8 * matcher->ip.len)) ? SPFMATCH_YES
										: SPFMATCH_NO;
}

/* How well a name fits a domain: 2 it is the domain, 1 it is below it, 0 neither. */
static int fit(Str name, Str domain)
{
	if (str_ends(name, STR(".")))
		name.len--;
	if (str_equal_fold(name, domain))
		return 2;
	return name.len > domain.len && str_ends_fold(name, domain) &&
	       name.at[name.len - domain.len - 1] == '.';
}

static SpfMatch match_ptr(SpfMatcher *matcher, const SpfTerm *term, Str domain)
{
	SpfMatch match = SPFMATCH_NO;
	RecordsAnswer names;

	(void)term;
	if (!find_names(matcher, &names))
		return SPFMATCH_WANTED;
	if (names.count == 0 && names.state != RECORDS_FAILED && ++matcher->voids > SPF_VOIDS_MAX)
		return spfmatch_fault(matcher, SPF_FAULT_VOIDS);
	for (size_t i = 0; i < names.count && match != SPFMATCH_YES; i++) {
		SpfMatch valid = SPFMATCH_NO;
		if (fit(names.values[i].value, domain) > 0)
			valid = validate(matcher, names.values[i].value);
		match = valid == SPFMATCH_NO ? match : valid;
	}
	return match;
}

static SpfMatch (*const matchers[])(SpfMatcher *matcher, const SpfTerm *term, Str domain) = {
	[SPF_ALL] = match_all,
	[SPF_A] = match_a,
	[SPF_MX] = match_mx,
	[SPF_PTR] = match_ptr,
	[SPF_IP4] = match_ip,
	[SPF_IP6] = match_ip,
	[SPF_EXISTS] = match_exists,
};

SpfMatch spfmatch_fault(SpfMatcher *matcher, SpfFault what)
{
	matcher->fault = what;
	return what == SPF_FAULT_DNS ? SPFMATCH_TEMPERROR : SPFMATCH_PERMERROR;
}

DnsType spfmatch_address_type(const SpfMatcher *matcher)
{
	return matcher->ip.len == 4 ? DNSTYPE_A : DNSTYPE_AAAA;
}

SpfMatch spfmatch_term(SpfMatcher *matcher, const SpfTerm *term, Str domain)
{
	g_assert(matchers[term->mechanism]);
	return matchers[term->mechanism](matcher, term, domain);
}

bool spfmatch_write_name(void *data, Str domain, GString *out)
{
	const SpfMatcher *matcher = data;
	RecordsAnswer names;
	Str best = STR("unknown");
	int best_fit = -1;
	bool known = true;

	if (!find_names(matcher, &names))
		return false;
	for (size_t i = 0; i < names.count; i++) {
		SpfMatch valid = validate(matcher, names.values[i].value);
		known = known && valid != SPFMATCH_WANTED;
		if (valid != SPFMATCH_YES || fit(names.values[i].value, domain) <= best_fit)
			continue;
		best = names.values[i].value;
		best_fit = fit(best, domain);
	}
	g_string_append_len(out, best.at, (gssize)best.len);
	return known;
}

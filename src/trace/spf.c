#include "trace/spf.h"

#include <string.h>

#include "trace/spfrecord.h"
#include "web/host.h"
#include "web/idna.h"

#define LABEL_MAX 63

/* What a term, or all of a record, comes to. */
typedef enum {
	MATCH_NO,
	MATCH_YES,
	MATCH_TEMPERROR,
	MATCH_PERMERROR,
	MATCH_WANTED,
} Match;

typedef struct {
	Records *records;
	SpfScope scope; /* its domain is the current one */
	Address ip;
	SpfVerdict *verdict;
} Check;

static SpfResult check_domain(Check *check, Str domain, bool is_included);

static const char *const results[] = {
	[SPF_NONE] = "none",
	[SPF_NEUTRAL] = "neutral",
	[SPF_PASS] = "pass",
	[SPF_FAIL] = "fail",
	[SPF_SOFTFAIL] = "softfail",
	[SPF_TEMPERROR] = "temperror",
	[SPF_PERMERROR] = "permerror",
	[SPF_WANTED] = "not-asked",
};

static Match fault(Check *check, SpfFault what)
{
	check->verdict->fault = what;
	return what == SPF_FAULT_DNS ? MATCH_TEMPERROR : MATCH_PERMERROR;
}

/* Look a term's name up; MATCH_YES where there are values. */
static Match look_up(Check *check, Str name, DnsType type, RecordsAnswer *answer_out)
{
	*answer_out = records_find(check->records, name, type);
	if (answer_out->state == RECORDS_NOT_ASKED)
		return MATCH_WANTED;
	if (answer_out->state == RECORDS_FAILED)
		return fault(check, SPF_FAULT_DNS);
	if (answer_out->count > 0)
		return MATCH_YES;
	if (++check->verdict->voids > SPF_VOIDS_MAX)
		return fault(check, SPF_FAULT_VOIDS);
	return MATCH_NO;
}

static DnsType address_type(const Check *check)
{
	return check->ip.len == 4 ? DNSTYPE_A : DNSTYPE_AAAA;
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

static Match match_host(Check *check, Str host, const SpfTerm *term)
{
	RecordsAnswer answer;
	Match match = look_up(check, host, address_type(check), &answer);
	guint bits = check->ip.len == 4 ? term->bits4 : term->bits6;

	if (match == MATCH_YES && !has_address(&answer, &check->ip, bits))
		return MATCH_NO;
	return match;
}

static Match match_all(Check *check, const SpfTerm *term, Str domain)
{
	(void)check;
	(void)term;
	(void)domain;
	return MATCH_YES;
}

static Match match_ip(Check *check, const SpfTerm *term, Str domain)
{
	(void)domain;
	return addressrange_has(&term->range, &check->ip) ? MATCH_YES : MATCH_NO;
}

static Match match_a(Check *check, const SpfTerm *term, Str domain)
{
	return match_host(check, domain, term);
}

static Match match_mx(Check *check, const SpfTerm *term, Str domain)
{
	RecordsAnswer hosts;
	Match match = look_up(check, domain, DNSTYPE_MX, &hosts);

	if (match != MATCH_YES)
		return match;
	if (hosts.count > SPF_MX_MAX)
		return fault(check, SPF_FAULT_MX);
	/* all at once, as any of them may be needed */
	for (size_t i = 0; i < hosts.count; i++)
		records_find(check->records, hosts.values[i].value, address_type(check));
	match = MATCH_NO;
	for (size_t i = 0; i < hosts.count && match == MATCH_NO; i++)
		if (!str_equal(hosts.values[i].value, STR(""))) /* the null MX of RFC 7505 */
			match = match_host(check, hosts.values[i].value, term);
	return match;
}

static Match match_exists(Check *check, const SpfTerm *term, Str domain)
{
	RecordsAnswer answer;

	(void)term;
	return look_up(check, domain, DNSTYPE_A, &answer);
}

/* The names that the address says it has: RFC 7208, section 5.5. No answer counts as none. False where it is
 * not known yet. */
static bool find_names(const Check *check, RecordsAnswer *names_out)
{
	g_autofree char *reverse = address_reverse(&check->ip);

	*names_out = records_find(check->records, str_of(reverse), DNSTYPE_PTR);
	names_out->count = MIN(names_out->count, SPF_PTR_MAX);
	return names_out->state != RECORDS_NOT_ASKED;
}

/* Whether one of the address's names leads back to it. */
static Match validate(const Check *check, Str name)
{
	RecordsAnswer answer = records_find(check->records, name, address_type(check));

	if (answer.state == RECORDS_NOT_ASKED)
		return MATCH_WANTED;
	return has_address(&answer, &check->ip, (guint)(8 * check->ip.len)) ? MATCH_YES : MATCH_NO;
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

static Match match_ptr(Check *check, const SpfTerm *term, Str domain)
{
	Match match = MATCH_NO;
	RecordsAnswer names;

	(void)term;
	if (!find_names(check, &names))
		return MATCH_WANTED;
	if (names.count == 0 && names.state != RECORDS_FAILED &&
		++check->verdict->voids > SPF_VOIDS_MAX)
		return fault(check, SPF_FAULT_VOIDS);
	for (size_t i = 0; i < names.count && match != MATCH_YES; i++) {
		Match valid = MATCH_NO;
		if (fit(names.values[i].value, domain) > 0)
			valid = validate(check, names.values[i].value);
		match = valid == MATCH_NO ? match : valid;
	}
	return match;
}

/* %{p}: the domain itself where it is one of the address's names, else one below it, else any. */
static bool write_validated_name(void *data, Str domain, GString *out)
{
	const Check *check = data;
	RecordsAnswer names;
	Str best = STR("unknown");
	int best_fit = -1;
	bool known = true;

	if (!find_names(check, &names))
		return false;
	for (size_t i = 0; i < names.count; i++) {
		Match valid = validate(check, names.values[i].value);
		known = known && valid != MATCH_WANTED;
		if (valid != MATCH_YES || fit(names.values[i].value, domain) <= best_fit)
			continue;
		best = names.values[i].value;
		best_fit = fit(best, domain);
	}
	g_string_append_len(out, best.at, (gssize)best.len);
	return known;
}

/* A record that was included says nothing after all. */
static void forget_term(Check *check)
{
	g_clear_pointer(&check->verdict->term, g_free);
	g_clear_pointer(&check->verdict->term_domain, g_free);
}

static Match match_include(Check *check, const SpfTerm *term, Str domain)
{
	(void)term;
	switch (check_domain(check, domain, true)) {
	case SPF_PASS:
		return MATCH_YES;
	case SPF_TEMPERROR:
		return MATCH_TEMPERROR;
	case SPF_PERMERROR:
		return MATCH_PERMERROR;
	case SPF_NONE:
		return fault(check, SPF_FAULT_NO_RECORD);
	case SPF_WANTED:
		return MATCH_WANTED;
	default:
		forget_term(check);
		return MATCH_NO;
	}
}

static Match (*const matchers[])(Check *check, const SpfTerm *term, Str domain) = {
	[SPF_ALL] = match_all,
	[SPF_INCLUDE] = match_include,
	[SPF_A] = match_a,
	[SPF_MX] = match_mx,
	[SPF_PTR] = match_ptr,
	[SPF_IP4] = match_ip,
	[SPF_IP6] = match_ip,
	[SPF_EXISTS] = match_exists,
};

/* What stands in a domain-spec's place, the current domain where there is none. */
static Match expand(Check *check, Str spec, GString *domain_out)
{
	SpfMacroState state = SPFMACRO_DONE;

	if (spec.len == 0)
		g_string_append_len(
			domain_out, check->scope.domain.at, (gssize)check->scope.domain.len);
	else
		state = spfmacro_expand(spec, SPFMACRO_DOMAIN, &check->scope, domain_out);
	if (state == SPFMACRO_WANTED)
		return MATCH_WANTED;
	if (state == SPFMACRO_BROKEN) /* it was checked before: it has grown too long */
		return fault(check, SPF_FAULT_MACRO);
	return state == SPFMACRO_UNUSABLE ? MATCH_NO : MATCH_YES;
}

/* A term, or redirect=, that asks the DNS. */
static bool may_ask(Check *check)
{
	if (++check->verdict->lookups <= SPF_LOOKUPS_MAX)
		return true;
	fault(check, SPF_FAULT_LOOKUPS);
	return false;
}

static Match match_term(Check *check, const SpfTerm *term)
{
	g_autoptr(GString) domain = g_string_new(NULL);
	Match match = MATCH_YES;

	if (spfrecord_asks(term->mechanism)) {
		if (!may_ask(check))
			return MATCH_PERMERROR;
		match = expand(check, term->domain, domain);
	}
	if (match != MATCH_YES)
		return match;
	return matchers[term->mechanism](check, term, str_over(domain->str, domain->len));
}

static SpfResult result_of(Match match, char qualifier)
{
	switch (match) {
	case MATCH_TEMPERROR:
		return SPF_TEMPERROR;
	case MATCH_PERMERROR:
		return SPF_PERMERROR;
	case MATCH_WANTED:
		return SPF_WANTED;
	default:
		break;
	}
	switch (qualifier) {
	case '-':
		return SPF_FAIL;
	case '~':
		return SPF_SOFTFAIL;
	case '?':
		return SPF_NEUTRAL;
	default:
		return SPF_PASS;
	}
}

/* The innermost term decides; that of who included it comes later, and is left out. */
static void note_term(Check *check, Str term)
{
	SpfVerdict *verdict = check->verdict;

	if (verdict->term)
		return;
	verdict->term = records_escape(term);
	verdict->term_domain = records_escape(check->scope.domain);
}

/* Ask for what the record's plain terms will need, together. */
static void want_ahead(const Check *check, const SpfRecord *record)
{
	guint asking = check->verdict->lookups;
	static const struct {
		SpfMechanism mechanism;
		DnsType type;
	} types[] = {{SPF_INCLUDE, DNSTYPE_TXT}, {SPF_MX, DNSTYPE_MX}, {SPF_EXISTS, DNSTYPE_A}};

	for (guint i = 0; i < record->terms->len && asking < SPF_LOOKUPS_MAX; i++) {
		const SpfTerm *term = &g_array_index(record->terms, SpfTerm, i);
		DnsType type = address_type(check);
		Str name = term->domain.len > 0 ? term->domain : check->scope.domain;
		if (term->mechanism == SPF_ALL)
			break;
		if (!spfrecord_asks(term->mechanism))
			continue;
		asking++;
		for (size_t k = 0; k < G_N_ELEMENTS(types); k++)
			if (types[k].mechanism == term->mechanism)
				type = types[k].type;
		if (term->mechanism != SPF_PTR && str_find_char(term->domain, '%') < 0)
			records_find(check->records, name, type);
	}
}

static SpfResult check_redirect(Check *check, const SpfRecord *record, bool is_included)
{
	g_autoptr(GString) domain = g_string_new(NULL);
	Match match;

	if (!may_ask(check))
		return SPF_PERMERROR;
	match = expand(check, record->redirect, domain);
	if (match != MATCH_YES)
		return match == MATCH_NO ? SPF_NEUTRAL : result_of(match, '+');
	SpfResult result = check_domain(check, str_over(domain->str, domain->len), is_included);
	if (result != SPF_NONE)
		return result;
	fault(check, SPF_FAULT_NO_RECORD);
	return SPF_PERMERROR;
}

/* What the domain says about a fail (RFC 7208, section 6.2): whatever is wrong with it, it is left out. False where
 * it is not known yet. */
static bool explain(Check *check, Str spec)
{
	g_autoptr(GString) name = g_string_new(NULL), text = g_string_new(NULL);
	SpfMacroState state = SPFMACRO_BROKEN;
	RecordsAnswer answer = {0};

	if (spec.len > 0)
		state = spfmacro_expand(spec, SPFMACRO_DOMAIN, &check->scope, name);
	if (state == SPFMACRO_DONE)
		answer = records_find(check->records, str_over(name->str, name->len), DNSTYPE_TXT);
	if (state == SPFMACRO_WANTED || answer.state == RECORDS_NOT_ASKED)
		return false;
	if (answer.count != 1 || !str_is_ascii(answer.values[0].value))
		return true;
	state = spfmacro_expand(answer.values[0].value, SPFMACRO_EXPLANATION, &check->scope, text);
	if (state == SPFMACRO_DONE)
		check->verdict->explanation = g_strndup(text->str, text->len);
	return state != SPFMACRO_WANTED;
}

static SpfResult evaluate(Check *check, const SpfRecord *record, bool is_included)
{
	want_ahead(check, record);
	for (guint i = 0; i < record->terms->len; i++) {
		const SpfTerm *term = &g_array_index(record->terms, SpfTerm, i);
		Match match = match_term(check, term);
		if (match == MATCH_NO)
			continue;
		SpfResult result = result_of(match, term->qualifier);
		note_term(check, term->text);
		if (result == SPF_FAIL && !is_included && !explain(check, record->explanation))
			return SPF_WANTED;
		return result;
	}
	return record->redirect.len > 0 ? check_redirect(check, record, is_included) : SPF_NEUTRAL;
}

bool spf_find_record(Records *records, Str domain, Str *text_out, RecordsState *state_out)
{
	RecordsAnswer answer = records_find(records, domain, DNSTYPE_TXT);
	Str found = STR("");

	*state_out = answer.state;
	if (answer.state == RECORDS_NOT_ASKED || answer.state == RECORDS_FAILED)
		return false;
	for (size_t i = 0; i < answer.count; i++) {
		if (!spfrecord_is(answer.values[i].value))
			continue;
		if (found.len > 0)
			return false;
		found = answer.values[i].value;
	}
	*text_out = found;
	return true;
}

static SpfResult check_text(Check *check, Str text, bool is_included)
{
	g_autoptr(SpfRecord) record = spfrecord_parse(text);

	if (!record->fault)
		return evaluate(check, record, is_included);
	fault(check, record->fault);
	note_term(check, record->fault_at);
	return SPF_PERMERROR;
}

/* check_host() of one domain, with the current domain set to it meanwhile. */
static SpfResult check_domain(Check *check, Str domain, bool is_included)
{
	Str before = check->scope.domain, text;
	SpfResult result = SPF_NONE;
	RecordsState state;

	check->scope.domain = domain;
	if (spf_find_record(check->records, domain, &text, &state)) {
		if (text.len > 0 && !check->verdict->record)
			check->verdict->record = records_escape(text);
		if (text.len > 0)
			result = check_text(check, text, is_included);
	} else if (state == RECORDS_NOT_ASKED) {
		result = SPF_WANTED;
	} else {
		Match match =
			fault(check, state == RECORDS_FAILED ? SPF_FAULT_DNS : SPF_FAULT_SEVERAL);
		result = result_of(match, '+');
		note_term(check, STR(""));
	}
	check->scope.domain = before;
	return result;
}

/* A name of at least two labels (RFC 7208, section 4.3). */
static bool is_domain(Str name)
{
	guint labels = 0;

	if (str_ends(name, STR(".")))
		name.len--;
	if (name.len == 0 || name.len > HOST_LENGTH_MAX || name.at[0] == '[' ||
		str_ends(name, STR(".")))
		return false;
	for (; name.len > 0; labels++) {
		Str label = str_take_until(&name, '.');
		if (label.len == 0 || label.len > LABEL_MAX)
			return false;
		str_take_char(&name, '.');
	}
	return labels >= 2;
}

/* Packets from an IPv4-mapped address are IPv4's (RFC 7208, section 5). */
static bool read_ip(Str text, Address *ip_out)
{
	static const guint8 mapped[12] = {[10] = 0xff, [11] = 0xff};
	Address ip;

	if (!address_parse(text, &ip))
		return false;
	if (ip.len == 16 && memcmp(ip.bytes, mapped, sizeof mapped) == 0) {
		ip.len = 4;
		memmove(ip.bytes, ip.bytes + sizeof mapped, ip.len);
	}
	*ip_out = ip;
	return true;
}

/* MAIL FROM in two, "postmaster" where there is no local part (section 4.3); the domain in ASCII, NULL where it is no
 * name. */
static char *read_sender(const SpfQuestion *question, Str *local_out)
{
	Str sender = question->sender.len > 0 ? question->sender : question->helo;
	gssize at = str_rfind_char(sender, '@');
	Str domain = str_sub(sender, (size_t)(at + 1), sender.len);
	char *ascii = str_is_ascii(domain) ? str_dup(domain) : idna_to_ascii(domain);

	*local_out = at > 0 ? str_sub(sender, 0, (size_t)at) : STR("postmaster");
	if (ascii && is_domain(str_of(ascii)))
		return ascii;
	g_free(ascii);
	return NULL;
}

SpfVerdict *spf_check(Records *records, const SpfQuestion *question)
{
	SpfVerdict *verdict = g_new0(SpfVerdict, 1);
	Check check = {.records = records, .verdict = verdict};

	verdict->domain = read_sender(question, &check.scope.local);
	if (!verdict->domain || !read_ip(question->ip, &check.ip))
		return verdict;
	check.scope.ip = &check.ip;
	check.scope.sender_domain = str_of(verdict->domain);
	check.scope.helo = question->helo;
	check.scope.receiver = question->receiver;
	check.scope.now = question->now;
	check.scope.validated = write_validated_name;
	check.scope.data = &check;
	verdict->result = check_domain(&check, str_of(verdict->domain), false);
	return verdict;
}

void spf_free(SpfVerdict *verdict)
{
	if (!verdict)
		return;
	g_free(verdict->domain);
	g_free(verdict->record);
	g_free(verdict->term);
	g_free(verdict->term_domain);
	g_free(verdict->explanation);
	g_free(verdict);
}

const char *spf_result_name(SpfResult result)
{
	return results[result];
}

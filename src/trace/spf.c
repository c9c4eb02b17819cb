#include "trace/spf.h"

#include <string.h>

#include "trace/spfmatch.h"
#include "web/host.h"
#include "web/idna.h"

#define LABEL_MAX 63

typedef struct {
	SpfMatcher matcher;
	SpfScope scope; /* its domain is the current one */
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

/* A record that was included says nothing after all. */
static void forget_term(Check *check)
{
	g_clear_pointer(&check->verdict->term, g_free);
	g_clear_pointer(&check->verdict->term_domain, g_free);
}

static SpfMatch match_include(Check *check, Str domain)
{
	switch (check_domain(check, domain, true)) {
	case SPF_PASS:
		return SPFMATCH_YES;
	case SPF_TEMPERROR:
		return SPFMATCH_TEMPERROR;
	case SPF_PERMERROR:
		return SPFMATCH_PERMERROR;
	case SPF_NONE:
		return spfmatch_fault(&check->matcher, SPF_FAULT_NO_RECORD);
	case SPF_WANTED:
		return SPFMATCH_WANTED;
	default:
		forget_term(check);
		return SPFMATCH_NO;
	}
}

/* What stands in a domain-spec's place, the current domain where there is none. */
static SpfMatch expand(Check *check, Str spec, GString *domain_out)
{
	SpfMacroState state = SPFMACRO_DONE;

	if (spec.len == 0)
		g_string_append_len(
			domain_out, check->scope.domain.at, (gssize)check->scope.domain.len);
	else
		state = spfmacro_expand(spec, SPFMACRO_DOMAIN, &check->scope, domain_out);
	if (state == SPFMACRO_WANTED)
		return SPFMATCH_WANTED;
	if (state == SPFMACRO_BROKEN) /* it was checked before: it has grown too long */
		return spfmatch_fault(&check->matcher, SPF_FAULT_MACRO);
	return state == SPFMACRO_UNUSABLE ? SPFMATCH_NO : SPFMATCH_YES;
}

/* A term, or redirect=, that asks the DNS. */
static bool may_ask(Check *check)
{
	if (++check->matcher.lookups <= SPF_LOOKUPS_MAX)
		return true;
	spfmatch_fault(&check->matcher, SPF_FAULT_LOOKUPS);
	return false;
}

static SpfMatch match_term(Check *check, const SpfTerm *term)
{
	g_autoptr(GString) domain = g_string_new(NULL);
	SpfMatch match = SPFMATCH_YES;

	if (spfrecord_asks(term->mechanism)) {
		if (!may_ask(check))
			return SPFMATCH_PERMERROR;
		match = expand(check, term->domain, domain);
	}
	if (match != SPFMATCH_YES)
		return match;
	Str name = str_over(domain->str, domain->len);
	return term->mechanism == SPF_INCLUDE ? match_include(check, name)
					      : spfmatch_term(&check->matcher, term, name);
}

static SpfResult result_of(SpfMatch match, char qualifier)
{
	switch (match) {
	case SPFMATCH_TEMPERROR:
		return SPF_TEMPERROR;
	case SPFMATCH_PERMERROR:
		return SPF_PERMERROR;
	case SPFMATCH_WANTED:
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
	guint asking = check->matcher.lookups;
	static const struct {
		SpfMechanism mechanism;
		DnsType type;
	} types[] = {{SPF_INCLUDE, DNSTYPE_TXT}, {SPF_MX, DNSTYPE_MX}, {SPF_EXISTS, DNSTYPE_A}};

	for (guint i = 0; i < record->terms->len && asking < SPF_LOOKUPS_MAX; i++) {
		const SpfTerm *term = &g_array_index(record->terms, SpfTerm, i);
		DnsType type = spfmatch_address_type(&check->matcher);
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
			records_find(check->matcher.records, name, type);
	}
}

static SpfResult check_redirect(Check *check, const SpfRecord *record, bool is_included)
{
	g_autoptr(GString) domain = g_string_new(NULL);
	SpfMatch match;

	if (!may_ask(check))
		return SPF_PERMERROR;
	match = expand(check, record->redirect, domain);
	if (match != SPFMATCH_YES)
		return match == SPFMATCH_NO ? SPF_NEUTRAL : result_of(match, '+');
	SpfResult result = check_domain(check, str_over(domain->str, domain->len), is_included);
	if (result != SPF_NONE)
		return result;
	spfmatch_fault(&check->matcher, SPF_FAULT_NO_RECORD);
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
		answer = records_find(
			check->matcher.records, str_over(name->str, name->len), DNSTYPE_TXT);
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
		SpfMatch match = match_term(check, term);
		if (match == SPFMATCH_NO)
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
	spfmatch_fault(&check->matcher, record->fault);
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
	if (spf_find_record(check->matcher.records, domain, &text, &state)) {
		if (text.len > 0 && !check->verdict->record)
			check->verdict->record = records_escape(text);
		if (text.len > 0)
			result = check_text(check, text, is_included);
	} else if (state == RECORDS_NOT_ASKED) {
		result = SPF_WANTED;
	} else {
		SpfMatch match = spfmatch_fault(&check->matcher,
			state == RECORDS_FAILED ? SPF_FAULT_DNS : SPF_FAULT_SEVERAL);
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
	Check check = {.matcher = {.records = records}, .verdict = verdict};

	verdict->domain = read_sender(question, &check.scope.local);
	if (!verdict->domain || !read_ip(question->ip, &check.matcher.ip))
		return verdict;
	check.scope.ip = &check.matcher.ip;
	check.scope.sender_domain = str_of(verdict->domain);
	check.scope.helo = question->helo;
	check.scope.receiver = question->receiver;
	check.scope.now = question->now;
	check.scope.validated = spfmatch_write_name;
	check.scope.data = &check.matcher;
	verdict->result = check_domain(&check, str_of(verdict->domain), false);
	verdict->fault = check.matcher.fault;
	verdict->lookups = check.matcher.lookups;
	verdict->voids = check.matcher.voids;
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

#include "trace/dmarc.h"

#include <string.h>

#include "web/host.h"
#include "web/idna.h"

static const char *const results[] = {
	[DMARC_NONE] = "none",
	[DMARC_PASS] = "pass",
	[DMARC_FAIL] = "fail",
	[DMARC_TEMPERROR] = "temperror",
	[DMARC_PERMERROR] = "permerror",
	[DMARC_NOT_ASKED] = "not-asked",
};

/* One of the two ways to an organizational domain. NULL while that is not known; else yours to g_free. */
typedef char *(*Organizer)(Records *records, const char *domain);

static char *organize_by_walk(Records *records, const char *domain)
{
	DmarcWalk walk;

	return dmarcwalk_find(records, domain, &walk) ? g_strdup(walk.organization) : NULL;
}

/* A name without a registrable domain, such as a public suffix, is its own. */
static char *organize_by_list(Records *records, const char *domain)
{
	char *found = host_domain(domain);

	(void)records;
	return found ? found : g_strdup(domain);
}

/* In ASCII, lower case, without the dot at the end; NULL where it is no name. */
static char *normalize(Str domain)
{
	char *ascii = str_is_ascii(domain) ? g_ascii_strdown(domain.at, (gssize)domain.len)
					   : idna_to_ascii(domain);

	if (ascii && g_str_has_suffix(ascii, "."))
		ascii[strlen(ascii) - 1] = '\0';
	if (ascii && *ascii && !strstr(ascii, "..") && *ascii != '.' && *ascii != '[')
		return ascii;
	g_free(ascii);
	return NULL;
}

/* How one of the two ways holds identifiers against the author's domain. */
typedef struct {
	Records *records;
	const char *author;
	DmarcFinding *finding;
	Organizer organize;
	/* what goes with the author's domain */
	bool verified, temporary, unknown;
	bool wants; /* answers are wanted */
} Alignment;

/* Whether a domain goes with the author's: RFC 9989, section 4.4. */
static bool is_aligned(Alignment *alignment, Str name, bool strict)
{
	g_autofree char *domain = normalize(name), *organization = NULL;

	if (!domain)
		return false;
	if (strict || strcmp(domain, alignment->author) == 0)
		return strcmp(domain, alignment->author) == 0;
	organization = alignment->organize(alignment->records, domain);
	if (!organization)
		alignment->wants = true;
	return organization && strcmp(organization, alignment->finding->organization) == 0;
}

/* Look at an identifier that verifies, or may yet; true where it does, and goes with the author's domain. */
static bool align_one(Alignment *alignment, const DmarcIdentifier *identifier, bool strict)
{
	if (identifier->state == DMARC_NOT_VERIFIED ||
		!is_aligned(alignment, identifier->domain, strict))
		return false;
	switch (identifier->state) {
	case DMARC_VERIFIED:
		alignment->verified = true;
		return true;
	case DMARC_TEMPORARY:
		alignment->temporary = true;
		return false;
	default:
		alignment->unknown = true;
		return false;
	}
}

static void align(Alignment *alignment, const DmarcQuestion *question)
{
	DmarcFinding *finding = alignment->finding;

	if (question->spf)
		finding->spf_aligned =
			align_one(alignment, question->spf, finding->record.strict_spf);
	for (size_t i = 0; i < MIN(question->dkim_count, DMARC_SIGNATURES_MAX); i++)
		finding->dkim_aligned[i] =
			align_one(alignment, &question->dkim[i], finding->record.strict_dkim);
}

/* A policy that breaks the rules counts as none where the owner can be told so by a report, else there is no DMARC (RFC
 * 9989, section 4.10.1; RFC 7489, section 6.6.3). */
static bool mend(DmarcRecord *record, bool by_walk)
{
	bool broken = record->p == DMARC_POLICY_BROKEN || record->sp == DMARC_POLICY_BROKEN;

	if (by_walk) /* np= is RFC 9989's, which also takes a missing p= for none */
		broken = broken || record->np == DMARC_POLICY_BROKEN;
	else
		broken = broken || record->p == DMARC_POLICY_ABSENT;
	if (broken) {
		record->p = DMARC_POLICY_NONE;
		record->sp = record->np = DMARC_POLICY_ABSENT;
	}
	if (record->p == DMARC_POLICY_ABSENT)
		record->p = DMARC_POLICY_NONE;
	return !broken || record->reports;
}

static DmarcPolicy lessen(DmarcPolicy policy)
{
	return policy == DMARC_POLICY_REJECT ? DMARC_POLICY_QUARANTINE : DMARC_POLICY_NONE;
}

static void choose_policy(DmarcFinding *finding, bool is_own, bool takes_np)
{
	const DmarcRecord *record = &finding->record;

	finding->tag = "p";
	finding->policy = record->p;
	if (!is_own && takes_np && record->np != DMARC_POLICY_ABSENT) {
		finding->tag = "np";
		finding->policy = record->np;
	} else if (!is_own && record->sp != DMARC_POLICY_ABSENT) {
		finding->tag = "sp";
		finding->policy = record->sp;
	}
	finding->applied = finding->policy;
}

/* Take a record for the one that counts. */
static void take_record(DmarcFinding *finding, const DmarcVerdict *verdict,
	const DmarcStation *station, bool by_walk)
{
	bool is_own = strcmp(station->domain, verdict->author) == 0;

	finding->found_at = g_strdup(station->domain);
	finding->text = records_escape(station->text);
	finding->record = station->record;
	finding->result = mend(&finding->record, by_walk) ? DMARC_FAIL : DMARC_PERMERROR;
	if (finding->result == DMARC_PERMERROR)
		return;
	choose_policy(finding, is_own, by_walk && !verdict->author_exists);
	if (by_walk && finding->record.testing)
		finding->applied = lessen(finding->policy);
}

/* The author's record, else that of the organizational domain, else of the public suffix (RFC 9989, section 4.10.1). */
static const DmarcStation *choose_station(const DmarcVerdict *verdict, const DmarcWalk *walk)
{
	const DmarcStation *suffix = NULL;

	for (guint i = 0; i < walk->count; i++) {
		const DmarcStation *station = &walk->stations[i];
		if (strcmp(station->domain, verdict->author) == 0 ||
			strcmp(station->domain, walk->organization) == 0)
			return station;
		if (station->record.psd == 'y')
			suffix = station;
	}
	return suffix;
}

static bool find_by_walk(Records *records, DmarcVerdict *verdict)
{
	DmarcFinding *finding = &verdict->walk;
	const DmarcStation *station;
	DmarcWalk walk;

	if (!dmarcwalk_find(records, verdict->author, &walk))
		return false;
	finding->organization = g_strdup(walk.organization);
	station = choose_station(verdict, &walk);
	/* the author's own record stands before all that could not be asked */
	if (walk.start_failed || (!station && walk.failed))
		finding->result = DMARC_TEMPERROR;
	else if (station)
		take_record(finding, verdict, station, true);
	return true;
}

static bool find_by_list(Records *records, DmarcVerdict *verdict)
{
	DmarcFinding *finding = &verdict->list;
	DmarcStation station;
	RecordsState state, above = RECORDS_NO_DATA;
	bool found;

	finding->organization = organize_by_list(records, verdict->author);
	found = dmarcwalk_record(records, verdict->author, &station, &state);
	if (!found && state != RECORDS_FAILED)
		found = dmarcwalk_record(records, finding->organization, &station, &above);
	if (state == RECORDS_NOT_ASKED || above == RECORDS_NOT_ASKED)
		return false;
	if (found)
		take_record(finding, verdict, &station, false);
	else if (state == RECORDS_FAILED || above == RECORDS_FAILED)
		finding->result = DMARC_TEMPERROR;
	return true;
}

/* Hold the identifiers against a policy that was found. False while answers are wanted. */
static bool judge(Alignment *alignment, const DmarcQuestion *question)
{
	DmarcFinding *finding = alignment->finding;

	if (finding->result != DMARC_FAIL)
		return true;
	align(alignment, question);
	if (alignment->verified)
		finding->result = DMARC_PASS;
	else if (alignment->unknown)
		finding->result = DMARC_NOT_ASKED;
	else if (alignment->temporary)
		finding->result = DMARC_TEMPERROR;
	return !alignment->wants;
}

static bool do_differ(const DmarcFinding *one, const DmarcFinding *other)
{
	return one->result != other->result || one->policy != other->policy ||
	       one->applied != other->applied ||
	       strcmp(one->organization, other->organization) != 0;
}

DmarcVerdict *dmarc_check(Records *records, const DmarcQuestion *question)
{
	DmarcVerdict *verdict = g_new0(DmarcVerdict, 1);
	bool known;

	verdict->author = normalize(str_of(question->author));
	if (!verdict->author) {
		verdict->known = true;
		return verdict;
	}
	/* any type tells whether there is such a name at all (RFC 8020); MX is of use besides */
	RecordsAnswer mx = records_find(records, str_of(verdict->author), DNSTYPE_MX);
	verdict->author_exists = mx.state != RECORDS_NO_NAME;
	known = mx.state != RECORDS_NOT_ASKED;
	known = find_by_walk(records, verdict) && known;
	known = find_by_list(records, verdict) && known;
	if (!known)
		return verdict;
	Alignment by_walk = {.records = records,
		.author = verdict->author,
		.finding = &verdict->walk,
		.organize = organize_by_walk};
	Alignment by_list = {.records = records,
		.author = verdict->author,
		.finding = &verdict->list,
		.organize = organize_by_list};
	known = judge(&by_walk, question);
	verdict->known = judge(&by_list, question) && known;
	verdict->differs = do_differ(&verdict->walk, &verdict->list);
	return verdict;
}

static void clear_finding(DmarcFinding *finding)
{
	g_free(finding->organization);
	g_free(finding->found_at);
	g_free(finding->text);
}

void dmarc_free(DmarcVerdict *verdict)
{
	if (!verdict)
		return;
	clear_finding(&verdict->walk);
	clear_finding(&verdict->list);
	g_free(verdict->author);
	g_free(verdict);
}

const char *dmarc_result_name(DmarcResult result)
{
	return results[result];
}

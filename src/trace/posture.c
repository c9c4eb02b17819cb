#include "trace/posture.h"

#include "case/dossier.h"

/* A TXT record with a beginning of its own, under a name of its own. */
static const struct {
	const char *key, *prefix;
	Str begins;
} kinds[] = {
	{"spf", "", STR("v=spf1")}, /* RFC 7208 */
	{"dmarc", "_dmarc.",
		STR("v=DMARC1")}, /* RFC 9989; the domain's own, not one from above it */
	{"bimi", "default._bimi.",
		STR("v=BIMI1")}, /* draft-brand-indicators-for-message-identification */
	{"mta_sts", "_mta-sts.", STR("v=STSv1")},      /* RFC 8461 */
	{"tls_rpt", "_smtp._tls.", STR("v=TLSRPTv1")}, /* RFC 8460 */
};

static const char *answer_name(const RecordsAnswer *answer, bool found)
{
	if (answer->state == RECORDS_NOT_ASKED)
		return "not-asked";
	if (answer->state == RECORDS_FAILED)
		return "failed";
	return found ? "found" : "none";
}

/* Whether a record begins as it must, and not with a longer word. */
static bool begins(Str text, Str with)
{
	return str_starts_fold(text, with) &&
	       (text.len == with.len || !str_is_alnum(text.at[with.len]));
}

static json_t *text_json(Records *records, Str domain, size_t kind)
{
	g_autofree char *name = g_strdup_printf("%s%.*s", kinds[kind].prefix, STR_ARG(domain));
	RecordsAnswer answer = records_find(records, str_of(name), DNSTYPE_TXT);
	json_t *json = json_object(), *record = NULL;

	for (size_t i = 0; i < answer.count && !record; i++) {
		if (!begins(answer.values[i].value, kinds[kind].begins))
			continue;
		g_autofree char *text = records_escape(answer.values[i].value);
		record = json_text(str_of(text));
	}
	json_put(json, "answer", json_text(str_of(answer_name(&answer, record != NULL))));
	json_put(json, "record", record ? record : json_null());
	return json;
}

static json_t *mx_json(Records *records, Str domain)
{
	RecordsAnswer answer = records_find(records, domain, DNSTYPE_MX);
	json_t *json = json_object(), *hosts = json_array();

	for (size_t i = 0; i < MIN(answer.count, POSTURE_MX_MAX); i++) {
		json_t *host = json_object();
		g_autofree char *name = records_escape(answer.values[i].value);
		json_put(host, "preference", json_integer(answer.values[i].number));
		json_put(host, "host", json_text(str_of(name)));
		json_push(hosts, host);
	}
	json_put(json, "answer", json_text(str_of(answer_name(&answer, answer.count > 0))));
	json_put(json, "hosts", hosts);
	return json;
}

/* What came of all the questions: found where anything was. */
static void put_head(json_t *posture)
{
	static const char *const answers[] = {"found", "not-asked", "failed"};
	const char *all = "none", *key;
	const json_t *entry;

	for (size_t i = G_N_ELEMENTS(answers); i-- > 0;)
		json_object_foreach (posture, key, entry)
			if (g_strcmp0(json_get_text(entry, "answer"), answers[i]) == 0)
				all = answers[i];
	dossier_answered(posture, all,
		g_str_equal(all, "not-asked")
			? json_words("The DNS was not asked.", "DNS に照会していません。")
			: json_null());
}

json_t *posture_read(Records *records, Str domain)
{
	json_t *json = json_object();

	json_put(json, "mx", mx_json(records, domain));
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		json_put(json, kinds[i].key, text_json(records, domain, i));
	put_head(json);
	json_put(json, "domain", json_text(domain));
	return json;
}

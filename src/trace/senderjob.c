#include "trace/senderjob.h"

#include "trace/posture.h"
#include "trace/recordask.h"
#include "trace/senderjson.h"

static SpfQuestion read_spf(const json_t *question)
{
	const json_t *asked = json_object_get(question, "spf");

	return (SpfQuestion){
		.ip = json_get_str(asked, "ip"),
		.sender = json_get_str(asked, "sender"),
		.helo = json_get_str(asked, "helo"),
		.receiver = json_get_str(asked, "receiver"),
		.now = json_integer_value(json_object_get(question, "now")),
	};
}

/* DMARC takes SPF's word on MAIL FROM (RFC 9989, section 4.4.2); HELO's only for the null sender (RFC 7208, section 2.4). */
static DmarcIdentifier identifier_of_spf(const SpfVerdict *verdict)
{
	DmarcState state = DMARC_NOT_VERIFIED;

	if (verdict->result == SPF_PASS)
		state = DMARC_VERIFIED;
	else if (verdict->result == SPF_TEMPERROR)
		state = DMARC_TEMPORARY;
	else if (verdict->result == SPF_WANTED)
		state = DMARC_UNKNOWN;
	return (DmarcIdentifier){str_of(verdict->domain), state};
}

static DmarcState state_of_signature(Str class)
{
	static const struct {
		Str class;
		DmarcState state;
	} classes[] = {
		{STR("pass"), DMARC_VERIFIED},
		{STR("temporary"), DMARC_TEMPORARY},
		{STR("not-asked"), DMARC_UNKNOWN},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(classes); i++)
		if (str_equal(class, classes[i].class))
			return classes[i].state;
	return DMARC_NOT_VERIFIED;
}

static json_t *answer_dmarc(Records *records, const json_t *asked, const SpfVerdict *spf)
{
	DmarcIdentifier signatures[DMARC_SIGNATURES_MAX], sender = {.state = DMARC_NOT_VERIFIED};
	DmarcQuestion question = {.author = json_get_text(asked, "author"), .dkim = signatures};
	const json_t *signature;
	size_t index;

	json_array_foreach (json_object_get(asked, "dkim"), index, signature)
		if (question.dkim_count < DMARC_SIGNATURES_MAX)
			signatures[question.dkim_count++] =
				(DmarcIdentifier){json_get_str(signature, "domain"),
					state_of_signature(json_get_str(signature, "class"))};
	if (spf) {
		sender = identifier_of_spf(spf);
		question.spf = &sender;
	}
	g_autoptr(DmarcVerdict) verdict = dmarc_check(records, &question);
	return senderjson_dmarc(verdict, &question);
}

static bool run(void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	const json_t *dmarc = json_object_get(question->json, "dmarc");
	bool asks_spf = json_is_object(json_object_get(question->json, "spf"));
	const SpfQuestion asked = read_spf(question->json);
	Str domain = json_get_str(question->json, "posture");
	g_autoptr(Records) records = recordask_open(question, 0, error);

	(void)prepared;
	if (!records)
		return false;
	g_autoptr(SpfVerdict) spf = asks_spf ? spf_check(records, &asked) : NULL;
	answer_out->json = json_object();
	json_put(answer_out->json, "spf", spf ? senderjson_spf(spf, &asked) : json_null());
	json_put(
		answer_out->json, "dmarc", dmarc ? answer_dmarc(records, dmarc, spf) : json_null());
	json_put(answer_out->json, "posture",
		domain.len > 0 ? posture_read(records, domain) : json_null());
	recordask_close(records, answer_out->json);
	return true;
}

/* IDNA and the list of public suffixes open their data with the first question. */
static void *prepare(const char *data_dir, GError **error)
{
	const DmarcQuestion question = {.author = "b\303\274cher.example"};
	g_autoptr(Records) records = records_new();
	dmarc_free(dmarc_check(records, &question));

	(void)data_dir;
	(void)error;
	return NULL;
}

const CageJob sender_job = {.name = "sender", .prepare = prepare, .run = run};

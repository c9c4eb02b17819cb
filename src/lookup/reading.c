#include "lookup/reading.h"

#include "lookup/about.h"
#include "lookup/bootstrap.h"
#include "lookup/rdap.h"
#include "lookup/whois.h"
#include "lookup/whoismask.h"

typedef struct {
	Vocabulary *vocabulary;
	Charsets *charsets;
} Prepared;

static void *prepare(const char *data_dir, GError **error)
{
	g_autofree char *folder = g_build_filename(data_dir, "data", "whois", NULL);
	Vocabulary *vocabulary = vocabulary_read(folder, error);
	Prepared *prepared;

	if (!vocabulary)
		return NULL;
	prepared = g_new0(Prepared, 1);
	prepared->vocabulary = vocabulary;
	prepared->charsets = charsets_new();
	return prepared;
}

static void put_nothing(json_t *answer, json_t *why)
{
	json_put(answer, "registration", json_null());
	json_put(answer, "referral", json_null());
	json_put(answer, "why", why);
}

/* Of a reply about something else nothing counts, nor whom it names to be asked next. */
static void put_registration(
	const json_t *question, json_t *answer, const Registration *registration)
{
	const char *subject = json_get_text(question, "subject");
	g_autofree char *other = about_other(
		registration, json_get_str(question, "kind"), json_get_str(question, "subject"));

	if (subject && other) {
		put_nothing(answer,
			json_words("%s answered about %s, and not about %s.",
				"%s の応答は %s に関するもので、%s に関するものではありません。",
				registration->server, other, subject));
		return;
	}
	json_put(answer, "registration", registration_json(registration));
	json_put(answer, "referral",
		json_text_or_null(registration_get(registration, FIELD_REFERRAL)));
	json_put(answer, "why", json_null());
}

static void answer_whois(
	const Prepared *prepared, const json_t *question, Str reply, json_t *answer)
{
	Str server = json_get_str(question, "server");
	g_autoptr(Registration) registration =
		whois_parse(prepared->vocabulary, prepared->charsets, server, reply);
	g_autoptr(GString) text =
		whois_text(prepared->vocabulary, prepared->charsets, server, reply);
	g_autoptr(GString) quote = whoismask_text(
		prepared->vocabulary, server, str_over(text->str, text->len), READING_MASK);

	put_registration(question, answer, registration);
	json_put(answer, "quote", json_text(str_over(quote->str, quote->len)));
}

static void answer_rdap(const json_t *question, Str reply, json_t *answer)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Registration) registration =
		rdap_parse(json_get_str(question, "server"), reply, &error);

	json_put(answer, "quote", json_null());
	if (registration)
		put_registration(question, answer, registration);
	else
		put_nothing(answer, json_words("The RDAP answer cannot be read: %s.",
					    "RDAP の応答を読み取れません (%s)。", error->message));
}

static BootstrapKind bootstrap_of(Str kind, Str subject)
{
	if (str_equal(kind, STR("domain")))
		return BOOTSTRAP_DNS;
	if (str_equal(kind, STR("asn")))
		return BOOTSTRAP_ASN;
	return str_find_char(subject, ':') >= 0 ? BOOTSTRAP_IPV6 : BOOTSTRAP_IPV4;
}

/* Whom IANA's file names for the subject is whom to ask next. */
static void answer_bootstrap(const json_t *question, Str reply, json_t *answer)
{
	Str subject = json_get_str(question, "subject"), kind = json_get_str(question, "kind");
	g_autoptr(GError) error = NULL;
	g_autoptr(Bootstrap) bootstrap =
		bootstrap_parse(bootstrap_of(kind, subject), reply, &error);

	json_put(answer, "registration", json_null());
	json_put(answer, "quote", json_null());
	json_put(answer, "referral",
		json_text_or_null(bootstrap ? bootstrap_find(bootstrap, subject) : NULL));
	json_put(answer, "why",
		bootstrap ? json_null()
			  : json_words("IANA's list of RDAP servers cannot be read: %s.",
				    "IANA の RDAP サーバー一覧を読み取れません(%s)。",
				    error->message));
}

static bool run(void *data, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	const Prepared *prepared = data;
	Str protocol = json_get_str(question->json, "protocol");

	if (question->blobs->len != 1) {
		g_set_error_literal(error, CAGE_ERROR, CAGE_ERROR_JOB,
			"lookup: the question has no reply with it");
		return false;
	}
	Str reply = str_of_bytes(g_ptr_array_index(question->blobs, 0));
	answer_out->json = json_object();
	if (str_equal(protocol, STR("rdap")))
		answer_rdap(question->json, reply, answer_out->json);
	else if (str_equal(protocol, STR("bootstrap")))
		answer_bootstrap(question->json, reply, answer_out->json);
	else
		answer_whois(prepared, question->json, reply, answer_out->json);
	return true;
}

void reading_free(void *prepared)
{
	Prepared *all = prepared;

	if (!all)
		return;
	vocabulary_free(all->vocabulary);
	charsets_free(all->charsets);
	g_free(all);
}

const CageJob lookup_job = {.name = "lookup", .prepare = prepare, .run = run};

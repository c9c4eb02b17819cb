#include "trace/senderjson.h"

#include "case/dossier.h"

/* Sentences whose "@" stands for a value: the domain, and the machine. */
typedef struct {
	const char *en, *ja;
} Sentence;

static const Sentence spf_sentences[] = {
	[SPF_NONE] = {"@domain publishes no SPF record: it does not say which machines send its "
		      "mail.",
		"@domain は SPF レコードを公開しておらず、正規の送信元サーバーを示していません。"},
	[SPF_NEUTRAL] = {"@domain says nothing definite about @ip.",
		"@domain の SPF レコードは、@ip からの送信が正規かどうかを明言していません。"},
	[SPF_PASS] = {"@ip is a machine that @domain lets send its mail. That says who sent it, "
		      "not that "
		      "the sender is honest.",
		"@ip は、@domain "
		"が認めている送信元サーバーです。ただし、送信元が確認できたというだけで、内容が正当"
		"だという意味ではあり"
		"ません。"},
	[SPF_FAIL] =
		{"@domain says that @ip is none of its machines. Forwarded mail looks the same, so "
		 "that this alone proves no forgery.",
			"@domain は @ip "
			"からの送信を認めていません。転送されたメールでも同じ結果になるため、これだ"
			"けで偽造とは断定できません。"},
	[SPF_SOFTFAIL] =
		{"@domain says that @ip is probably none of its machines. Forwarded mail looks the "
		 "same, so that this alone proves no forgery.",
			"@domain は @ip "
			"を正規の送信元とはみなしていません(断定はしていません)"
			"。転送されたメールでも同じ結果になるため、これだ"
			"けで偽造とは断定できません。"},
	[SPF_TEMPERROR] = {"The DNS gave no answer about @domain.",
		"@domain について DNS の応答が得られませんでした。"},
	[SPF_PERMERROR] = {"The SPF record of @domain cannot be used.",
		"@domain の SPF レコードは正しくないため判定できません。"},
	[SPF_WANTED] = {"Nobody was asked about @domain.", "@domain について照会していません。"},
};

static const Sentence dmarc_sentences[] = {
	[DMARC_NONE] =
		{"@domain publishes no DMARC policy: it does not say what to do with mail that "
		 "misuses its name.",
			"@domain は DMARC ポリシーを公開していません。"},
	[DMARC_PASS] = {"@domain, which stands in From, is what SPF or DKIM verified. That says "
			"who sent the "
			"mail, not that the sender is honest.",
		"差出人欄の @domain は SPF または DKIM "
		"で確認できました。ただし、送信元が確認できたというだけで、内容が正当だという意味で"
		"はありません。"},
	[DMARC_FAIL] =
		{"Neither SPF nor DKIM verifies @domain, which stands in From. Mailing lists and "
		 "forwarding do that too, so that this alone proves no forgery.",
			"差出人欄の @domain は SPF でも DKIM "
			"でも確認できません。メーリングリストや転送でも起こるため、これだけで偽造と"
			"は断定できません。"},
	[DMARC_TEMPERROR] = {"The DNS gave no answer about what DMARC needs of @domain.",
		"@domain の DMARC 判定に必要な DNS の応答が得られませんでした。"},
	[DMARC_PERMERROR] = {"The DMARC record for @domain cannot be used.",
		"@domain の DMARC レコードは正しくないため使用できません。"},
	[DMARC_NOT_ASKED] = {"Whether DMARC passes for @domain hangs on what was not asked.",
		"@domain の DMARC の成否は、照会していない情報によって変わります。"},
};

static char *fill(const char *sentence, const char *domain, Str ip)
{
	g_autoptr(GString) text = g_string_new(sentence);
	g_autofree char *machine = str_dup(ip);

	/* a domain name holds no "@" */
	g_string_replace(text, "@ip", machine, 0);
	g_string_replace(text, "@domain", domain ? domain : "-", 0);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static json_t *say(const Sentence *sentence, const char *domain, Str ip)
{
	g_autofree char *en = fill(sentence->en, domain, ip), *ja = fill(sentence->ja, domain, ip);

	return json_both(en, ja);
}

static void put_spf_head(json_t *json, const SpfVerdict *verdict)
{
	Str domain = str_of(verdict->term_domain ? verdict->term_domain : verdict->domain);

	if (verdict->result == SPF_WANTED)
		dossier_answered(json, "not-asked",
			json_words("The DNS was not asked.", "DNS に照会していません。"));
	else if (verdict->fault)
		dossier_answered(json, verdict->result == SPF_TEMPERROR ? "failed" : "found",
			spffault_words(verdict->fault, domain, str_of(verdict->term)));
	else if (!verdict->domain)
		dossier_answered(json, "none",
			json_words("There is no domain name to ask about.",
				"照会できるドメイン名がありません。"));
	else
		dossier_answered(json, verdict->result == SPF_NONE ? "none" : "found", json_null());
}

json_t *senderjson_spf(const SpfVerdict *verdict, const SpfQuestion *question)
{
	json_t *json = json_object();

	put_spf_head(json, verdict);
	json_put(json, "result",
		verdict->result == SPF_WANTED
			? json_null()
			: json_text(str_of(spf_result_name(verdict->result))));
	json_put(json, "ip", json_text(question->ip));
	json_put(json, "domain", json_text_or_null(verdict->domain));
	json_put(json, "identity",
		json_text(question->sender.len > 0 ? STR("mailfrom") : STR("helo")));
	json_put(json, "record", json_text_or_null(verdict->record));
	json_put(json, "term", json_text_or_null(verdict->term));
	json_put(json, "term_in", json_text_or_null(verdict->term_domain));
	json_put(json, "explanation", json_text_or_null(verdict->explanation));
	json_put(json, "lookups", json_integer(verdict->lookups));
	json_put(json, "voids", json_integer(verdict->voids));
	json_put(json, "fault",
		verdict->fault ? json_text(str_of(spffault_code(verdict->fault))) : json_null());
	json_put(json, "says", say(&spf_sentences[verdict->result], verdict->domain, question->ip));
	return json;
}

static json_t *text_or_null(Str text)
{
	g_autofree char *escaped = records_escape(text);

	return text.len > 0 ? json_text(str_of(escaped)) : json_null();
}

static void put_policy(json_t *json, const DmarcFinding *finding)
{
	const DmarcRecord *record = &finding->record;

	json_put(json, "tag", json_text_or_null(finding->tag));
	json_put(json, "policy", json_text_or_null(dmarcrecord_policy_name(finding->policy)));
	json_put(json, "applied", json_text_or_null(dmarcrecord_policy_name(finding->applied)));
	json_put(json, "pct", finding->text ? json_integer(record->pct) : json_null());
	json_put(json, "testing", json_boolean(record->testing));
	json_put(json, "strict_spf", json_boolean(record->strict_spf));
	json_put(json, "strict_dkim", json_boolean(record->strict_dkim));
	json_put(json, "reports_to", text_or_null(record->rua));
	json_put(json, "failures_to", text_or_null(record->ruf));
	json_put(json, "failures", text_or_null(record->fo));
}

static json_t *finding_json(const DmarcFinding *finding, const DmarcQuestion *question)
{
	json_t *json = json_object(), *aligned = json_array();

	for (size_t i = 0; i < MIN(question->dkim_count, DMARC_SIGNATURES_MAX); i++)
		if (finding->dkim_aligned[i])
			json_push(aligned, json_text(question->dkim[i].domain));
	json_put(json, "result", json_text(str_of(dmarc_result_name(finding->result))));
	json_put(json, "organization", json_text_or_null(finding->organization));
	json_put(json, "found_at", json_text_or_null(finding->found_at));
	json_put(json, "record", json_text_or_null(finding->text));
	put_policy(json, finding);
	json_put(json, "spf_aligned", json_boolean(finding->spf_aligned));
	json_put(json, "dkim_aligned", aligned);
	return json;
}

static void put_dmarc_head(json_t *json, const DmarcVerdict *verdict)
{
	if (!verdict->known)
		dossier_answered(json, "not-asked",
			json_words("The DNS was not asked.", "DNS に照会していません。"));
	else if (!verdict->author)
		dossier_answered(json, "none",
			json_words("There is no author's domain to ask about.",
				"照会できる差出人のドメインがありません。"));
	else if (verdict->walk.result == DMARC_TEMPERROR)
		dossier_answered(json, "failed",
			json_words("The DNS gave no answer.", "DNS の応答が得られませんでした。"));
	else
		dossier_answered(json, verdict->walk.found_at ? "found" : "none", json_null());
}

json_t *senderjson_dmarc(const DmarcVerdict *verdict, const DmarcQuestion *question)
{
	DmarcResult result = verdict->known ? verdict->walk.result : DMARC_NOT_ASKED;
	json_t *json = json_object();

	put_dmarc_head(json, verdict);
	json_put(json, "author", json_text_or_null(verdict->author));
	json_put(json, "exists",
		verdict->known && verdict->author ? json_boolean(verdict->author_exists)
						  : json_null());
	json_put(json, "result",
		result == DMARC_NOT_ASKED ? json_null()
					  : json_text(str_of(dmarc_result_name(result))));
	json_put(json, "says", say(&dmarc_sentences[result], verdict->author, STR("")));
	json_put(json, "walk",
		verdict->known ? finding_json(&verdict->walk, question) : json_null());
	json_put(json, "list",
		verdict->known ? finding_json(&verdict->list, question) : json_null());
	json_put(json, "differs", json_boolean(verdict->known && verdict->differs));
	return json;
}

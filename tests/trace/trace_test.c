/* The job and the step: the three sections as a whole. */
#include "trace/trace.h"

#include "mails.h"

#define MAIL                                                                                       \
	"Return-Path: amazon@cljqxt.top\n"                                                         \
	"Received: from cljqxt.top (unknown [106.75.178.120]) by mx.example.jp (Postfix) with "    \
	"ESMTP "                                                                                   \
	"id 4GB1 for <taro@example.jp>; Mon, 28 Feb 2022 12:00:01 +0900\n"                         \
	"Received: by cljqxt.top (Postfix, from userid 33) id 5; Mon, 28 Feb 2022 11:59:41 "       \
	"+0900\n"                                                                                  \
	"Authentication-Results: mx.example.net; spf=pass\n"                                       \
	"From: amazon@cljqxt.top\n"

static json_t *trace(const char *text)
{
	CageParcel question = {.json = json_object()}, answer = {0};
	json_t *traced;

	json_put(question.json, "mail", mails_of(text));
	g_assert_true(trace_job.run(NULL, &question, &answer, NULL));
	traced = json_incref(answer.json);
	cage_parcel_clear(&question);
	cage_parcel_clear(&answer);
	return traced;
}

static void assert_json(const json_t *traced, const char *pointer, const char *wanted)
{
	g_autofree char *shown = json_canonical(json_at(traced, pointer));

	g_assert_cmpstr(shown, ==, wanted);
}

static void test_job(void)
{
	json_auto_t *traced = trace(MAIL);

	assert_json(traced, "/hops/0/from",
		"{\"helo\":\"cljqxt.top\",\"ip\":\"106.75.178.120\",\"rdns\":null}");
	assert_json(traced, "/hops/0/by", "\"mx.example.jp\"");
	assert_json(traced, "/hops/0/for", "\"taro@example.jp\"");
	assert_json(traced, "/hops/0/date", "\"2022-02-28T03:00:01Z\"");
	assert_json(traced, "/hops/0/delay_s", "20");
	assert_json(traced, "/hops/0/side", "\"boundary\"");
	assert_json(traced, "/hops/0/trusted", "true");
	assert_json(traced, "/hops/0/header", "\"/mail/headers/1\"");
	assert_json(traced, "/hops/1/delay_s", "null");
	assert_json(traced, "/hops/1/trusted", "false");
	assert_json(traced, "/origin/hop", "\"hop1\"");
	assert_json(traced, "/origin/class", "\"public\"");
	assert_json(traced, "/origin/envelope_from", "\"amazon@cljqxt.top\"");
	assert_json(traced, "/auth/at_receipt/claims/0/trusted", "false");
	assert_json(traced, "/auth/now/answer", "\"not-asked\"");
}

static void test_empty(void)
{
	json_auto_t *traced = trace("");

	assert_json(traced, "/hops", "[]");
	assert_json(traced, "/origin/ip", "null");
	assert_json(traced, "/auth/at_receipt/claims", "[]");
}

/* 20,000 Received headers and as many checks: read up to the caps, and soon. */
static void test_hostile(void)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (int i = 0; i < 20000; i++)
		g_string_append_printf(text,
			"Received: from a (a [10.0.0.1]) by b.example; 1 Mar 2022\n"
			"Received-SPF: pass client-ip=10.0.0.%d\nList-Id: <a.b>\n",
			i % 250);
	json_auto_t *traced = trace(text->str);
	g_assert_cmpuint(json_array_size(json_object_get(traced, "hops")), <=, 128);
}

static void test_no_mail(void)
{
	g_autoptr(Dossier) dossier = dossier_new("20261125-7f3a91c2", "2026-11-25T01:02:03Z");
	StepContext context = {0};
	json_auto_t *why = NULL;

	g_assert_cmpint(trace_step.run(&context, dossier, &why), ==, STEP_SKIPPED);
	g_assert_cmpstr(json_get_text(why, "en"), ==, "There is no mail to trace.");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trace/job", test_job);
	g_test_add_func("/trace/job/empty", test_empty);
	g_test_add_func("/trace/job/hostile", test_hostile);
	g_test_add_func("/trace/step/no-mail", test_no_mail);
	return g_test_run();
}

/* The lab's mails through read, trace and judge: what each comes out as, and what makes a twin differ
 * from its original. */
#include "base/json.h"
#include "road.h"

static json_t *walk(Road *road, const char *mail)
{
	g_autofree char *path =
		g_build_filename(g_getenv("MEKIKI_SOURCE"), "lab", "mails", mail, NULL);

	return road_walk(road, path);
}

static const char *verdict_of(const json_t *dossier)
{
	return json_get_text(json_object_get(dossier, "verdict"), "is");
}

static void test_verdicts(void)
{
	static const struct {
		const char *mail, *is, *kind, *brand;
	} rows[] = {
		{"model.eml", "phishing", "card", "amazon"},
		{"model-2020.eml", "phishing", "card", "amazon"},
		{"paypal-en.eml", "phishing", "credentials", "paypal"},
		{"recent-prime.eml", "phishing", "card", "amazon"},
		{"recent-koushin.eml", "phishing", "credentials", "amazon"},
		{"receipt.eml", "no-sign", NULL, NULL},
		{"newsletter.eml", "no-sign", NULL, NULL},
		{"personal.eml", "no-sign", NULL, NULL},
		{"reset.eml", "no-sign", NULL, NULL},
	};
	g_autoptr(Road) road = road_new(g_getenv("MEKIKI_SOURCE"));

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *dossier = walk(road, rows[i].mail);
		const json_t *verdict = json_object_get(dossier, "verdict");

		g_test_message("%s", rows[i].mail);
		g_assert_cmpstr(json_get_text(verdict, "is"), ==, rows[i].is);
		g_assert_cmpstr(json_get_text(verdict, "kind"), ==, rows[i].kind);
		g_assert_cmpstr(json_get_text(verdict, "brand"), ==, rows[i].brand);
	}
}

/* The model mail's reasons are those that a person would give. */
static void test_model(void)
{
	static const char *const rules[] = {"sender/name-is-sentence",
		"sender/subject-claims-brand", "links/words-hide-link", "links/not-the-brands",
		"words/account-threatened", "words/card-asked", "words/deadline", NULL};
	g_autoptr(Road) road = road_new(g_getenv("MEKIKI_SOURCE"));
	json_auto_t *dossier = walk(road, "model.eml");
	const json_t *verdict = json_object_get(dossier, "verdict"), *finding;
	size_t found = 0, i;

	json_array_foreach (json_object_get(dossier, "findings"), i, finding)
		found += g_strv_contains(rules, json_get_text(finding, "rule")) ? 1 : 0;
	g_assert_cmpuint(found, ==, G_N_ELEMENTS(rules) - 1);
	g_assert_nonnull(strstr(json_get_text(json_object_get(verdict, "advice"), "ja"),
		"正規サイト(amazon.co.jp)"));
	g_assert_true(g_str_has_prefix(json_get_text(json_object_get(verdict, "summary"), "ja"),
		"Amazonを装ったフィッシングメールです。"));
}

/* The heaviest finding of the twin that its original has not. */
static const json_t *difference(const json_t *twin, const json_t *original)
{
	const json_t *finding, *other, *heaviest = NULL;
	size_t i, k;

	json_array_foreach (json_object_get(twin, "findings"), i, finding) {
		double weight = json_number_value(json_object_get(finding, "weight"));
		bool known = false;

		json_array_foreach (json_object_get(original, "findings"), k, other)
			known = known || g_str_equal(json_get_text(other, "rule"),
						 json_get_text(finding, "rule"));
		if (!known && (!heaviest || weight > json_number_value(
							     json_object_get(heaviest, "weight"))))
			heaviest = finding;
	}
	return heaviest;
}

static void test_twins(void)
{
	static const struct {
		const char *mail, *twin, *names; /* what differs, as the finding names it */
	} rows[] = {
		{"receipt.eml", "receipt-twin.eml", "order-my.rakuten-purchase.example"},
		{"newsletter.eml", "newsletter-twin.eml", "www.bookevents-live.example"},
		{"personal.eml", "personal-twin.eml", "aobasekkei-mail.example"},
		{"reset.eml", "reset-twin.eml", "no-reply@members-notice.example"},
	};
	g_autoptr(Road) road = road_new(g_getenv("MEKIKI_SOURCE"));

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *original = walk(road, rows[i].mail), *twin = walk(road, rows[i].twin);
		const json_t *says = json_object_get(difference(twin, original), "says");

		g_test_message("%s: %s", rows[i].twin, json_get_text(says, "en"));
		g_assert_cmpstr(verdict_of(original), ==, "no-sign");
		g_assert_cmpstr(verdict_of(twin), !=, "no-sign");
		g_assert_cmpstr(verdict_of(twin), !=, "inconclusive");
		g_assert_nonnull(strstr(json_get_text(says, "en"), rows[i].names));
		g_assert_nonnull(strstr(json_get_text(says, "ja"), rows[i].names));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/judge/lab/verdicts", test_verdicts);
	g_test_add_func("/judge/lab/model", test_model);
	g_test_add_func("/judge/lab/twins", test_twins);
	return g_test_run();
}

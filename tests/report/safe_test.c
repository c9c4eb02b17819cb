/* The gate that every text passes: who is masked, what is defanged, what is made visible. */
#include "report/safe.h"

static const struct {
	Str text;
	const char *shown, *indicator;
} rows[] = {
	{STR("https://www.example.com/a"), "hxxps://www[.]example[.]com/a",
		"hxxps://www[.]example[.]com/a"},
	{STR("a@example.com"), "a[@]example[.]com", "a[@]example[.]com"},
	{STR("a@notice.example"), "a[@]notice.example",
		"a[@]notice[.]example"},                                   /* under no suffix */
	{STR("to Login.Shop.Example."), "to Login[.]Shop[.]Example.", ""}, /* the case's own host */
	{STR("198.51.100.9"), "198.51.100[.]9", "198.51.100[.]9"},
	/* a redirector's inner URL, and the recipient in it */
	{STR("https://example.com/?u=http://example.org/&m=taro%40example.jp"),
		"hxxps://example[.]com/?u=hxxp://example[.]org/&m=R",
		"hxxps://example[.]com/?u=hxxp://example[.]org/&m=R"},
	{STR("taro@example.jp"), "R", "R"},
	{STR("exa\u200bmple.com"), "exa⟨U+200B⟩mple[.]com", "exa⟨U+200B⟩mple[.]com"},
	{STR("a\0b.example.com"), "a⟨U+0000⟩b[.]example[.]com", "a⟨U+0000⟩b[.]example[.]com"},
	{STR("hxxp://example[.]com"), "hxxp://example[.]com", "hxxp://example[.]com"},
	{STR("meet @ noon"), "meet @ noon", "meet @ noon"},
	{STR(""), "", ""},
};

static void test_rows(void)
{
	json_auto_t *dossier = json_pack("{s:{s:[s]}, s:[{s:s}]}", "mail", "recipients",
		"taro@example.jp", "links", "host", "login.shop.example");
	g_autoptr(Mask) mask = mask_new(json_object_get(dossier, "mail"), "R");
	g_autoptr(Known) known = known_new(dossier);
	const Safe safe = {.mask = mask, .known = known};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *shown = safe_text(&safe, rows[i].text);
		g_autofree char *indicator = safe_indicator(&safe, rows[i].text);
		g_assert_cmpstr(shown, ==, rows[i].shown);
		if (rows[i].text.len > 0 && str_find_char(rows[i].text, ' ') < 0)
			g_assert_cmpstr(indicator, ==, rows[i].indicator);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/report/safe/rows", test_rows);
	return g_test_run();
}

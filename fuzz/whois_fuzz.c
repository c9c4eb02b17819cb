/* Any bytes as a WHOIS reply of a server that the first byte chooses: what is read goes to JSON and back
 * unchanged, and what is quoted has as many lines. Run from the source tree: it reads data/whois. */
#include <stdint.h>

#include "lookup/whois.h"
#include "lookup/whoismask.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const Str servers[] = {STR("whois.example.net"), STR("whois.jprs.jp"), STR("whois.arin.net"),
	STR("whois.kr"), STR("whois.nic.fr"), STR("whois.cnnic.cn")};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Vocabulary *vocabulary;
	static Charsets *charsets;
	Str reply = str_over((const char *)data, size);

	if (!vocabulary) {
		g_autoptr(GError) error = NULL;
		vocabulary = vocabulary_read("data/whois", &error);
		g_assert_no_error(error);
		charsets = charsets_new();
	}
	Str server = servers[size > 0 ? data[0] % G_N_ELEMENTS(servers) : 0];
	g_autoptr(Registration) registration = whois_parse(vocabulary, charsets, server, reply);
	json_auto_t *json = registration_json(registration);
	g_autoptr(Registration) again = registration_parse(json);
	json_auto_t *twice = registration_json(again);
	g_assert_true(json_equal(json, twice));
	g_autoptr(GString) text = whois_text(vocabulary, charsets, server, reply);
	g_autoptr(GString) quote =
		whoismask_text(vocabulary, server, str_over(text->str, text->len), "(masked)");
	g_assert_true((quote->len > 0) == (text->len > 0));
	return 0;
}

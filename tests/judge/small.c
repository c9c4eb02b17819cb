#include "small.h"

#include "base/json.h"
#include "web/host.h"
#include "web/url.h"

static json_t *no_place(void)
{
	return json_pack("{s:[ii],s:[]}", "raw", 0, 0, "layer");
}

static json_t *mailbox(const char *name, const char *address)
{
	const char *domain = address ? strchr(address, '@') : NULL;

	return json_pack("{s:s?,s:s?,s:s?,s:o}", "name", name, "address", address, "domain",
		domain ? domain + 1 : NULL, "at", no_place());
}

static json_t *link_of(const char *words, const char *raw)
{
	g_autoptr(Url) url = url_parse(str_of(raw), NULL);
	g_autofree char *domain = NULL;

	g_assert_nonnull(url);
	domain = host_domain(url_host(url));
	return json_pack("{s:s,s:s,s:s,s:s?,s:s,s:s,s:s,s:s,s:s?,s:{},s:o}", "id", "l1", "url",
		url_text(url), "raw", raw, "text", words, "found_in", words ? "a[href]" : "text",
		"part", "1", "scheme", url_scheme(url), "host", url_host(url), "domain", domain,
		"facts", "at", no_place());
}

static void merge(json_t *into, json_t *from)
{
	const char *key;
	json_t *value;

	json_object_foreach (from, key, value) {
		json_t *there = json_object_get(into, key);

		if (json_is_object(there) && json_is_object(value))
			merge(there, value);
		else
			json_object_set(into, key, value);
	}
}

json_t *small_dossier(const Small *small)
{
	json_t *dossier = json_pack(
		"{s:{s:s,s:s,s:[o],s:[],s:n,s:[s],s:[],s:[],s:n},s:[],s:[],s:[],s:{s:{s:[]}}}",
		"mail", "subject", small->subject ? small->subject : "Hello", "text",
		small->text ? small->text : "", "from", mailbox(small->name, small->from),
		"reply_to", "return_path", "recipients", "hanako@example.jp", "headers", "hidden",
		"deadline", "links", "attachments", "hops", "auth", "at_receipt", "claims");

	g_assert_nonnull(dossier);
	if (small->link)
		json_push(json_object_get(dossier, "links"), link_of(small->words, small->link));
	if (small->more) {
		json_auto_t *more = json_parse(str_of(small->more), NULL);

		g_assert_nonnull(more);
		merge(dossier, more);
	}
	return dossier;
}

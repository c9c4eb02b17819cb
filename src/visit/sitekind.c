#include "visit/sitekind.h"

#include "visit/stopping.h"
#include "web/host.h"
#include "web/url.h"

/* The list of data/lists whose hosts let anybody publish. */
#define HOSTING "free-hosting"

static char *host_of(const char *text)
{
	g_autoptr(Url) url = text ? url_parse(str_of(text), NULL) : NULL;

	return url ? g_strdup(url_host(url)) : NULL;
}

const Brand *sitekind_brand(const Brands *brands, const char *url)
{
	g_autofree char *host = host_of(url);
	g_autofree char *domain = host ? host_domain(host) : NULL;
	const Brand *brand = domain ? brands_of_domain(brands, domain) : NULL;

	return brand || !host ? brand : brands_of_domain(brands, host);
}

const char *sitekind_service(const Lists *lists, const char *url)
{
	g_autofree char *host = host_of(url);

	return host ? lists_find(lists, SITEKIND_SERVICES, host) : NULL;
}

/* The suffix under which anybody may publish. Yours to g_free. */
static char *hosting_of(const Lists *lists, const char *url)
{
	g_autofree char *host = host_of(url);
	const char *entry = host ? lists_find(lists, HOSTING, host) : NULL;

	if (entry)
		return g_strdup(entry);
	g_autofree char *own = host ? host_domain(host) : NULL;
	g_autofree char *sold = host ? host_registered(host) : NULL;
	return own && sold && !g_str_equal(own, sold) ? host_suffix(host) : NULL;
}

/* What stands before and behind the name, in each language. */
static const struct {
	const char *what, *en[2], *ja[2];
} kinds[] = {
	{"genuine", {"The page is on the genuine site of ", "."},
		{"", " の正規サイトのページです。"}},
	{"service", {"The page is on a well-known service (", "), where anybody may put one."},
		{"誰でもページを設置できる著名なサービス(", ")上のページです。"}},
	{"shared-hosting",
		{"The page is on shared hosting (",
			"): its domain was not registered by who put it there."},
		{"共用ホスティング(", ")上のページです。ドメインの登録者は設置者ではありません。"}},
	{"parked", {"The domain is parked or for sale", "."},
		{"ドメインは広告用の仮ページか、売り出し中の案内ページです", "。"}},
	{"default-page", {"The server shows its default page", "."},
		{"サーバーの初期ページが表示されています", "。"}},
};

/* `en` and `ja` name what stands for %s in the sentences. */
static json_t *kind_json(const char *what, const char *by, const char *en, const char *ja)
{
	size_t i = 0;

	while (i + 1 < G_N_ELEMENTS(kinds) && !g_str_equal(kinds[i].what, what))
		i++;
	json_t *json = json_object();
	json_put(json, "what", json_text(str_of(what)));
	json_put(json, "by", json_text_or_null(by));
	json_put(json, "en", json_sprintf("%s%s%s", kinds[i].en[0], en, kinds[i].en[1]));
	json_put(json, "ja", json_sprintf("%s%s%s", kinds[i].ja[0], ja, kinds[i].ja[1]));
	return json;
}

json_t *sitekind_json(const SiteGuides *guides, const char *url, const json_t *page)
{
	static const char *const seen[] = {"parked", "default-page"};
	const Brand *brand = sitekind_brand(guides->brands, url);
	const char *service = sitekind_service(guides->lists, url);

	/* docs.google.com is Google's, and yet anybody's */
	if (service && !brands_of_domain(guides->brands, service))
		return kind_json("service", service, service, service);
	if (brand)
		return kind_json("genuine", brand->id, brand->name_en, brand->name_ja);
	g_autofree char *hosting = hosting_of(guides->lists, url);
	if (hosting)
		return kind_json("shared-hosting", hosting, hosting, hosting);
	for (size_t i = 0; i < G_N_ELEMENTS(seen); i++)
		if (stopping_shows(page, seen[i]))
			return kind_json(seen[i], NULL, "", "");
	return json_null();
}

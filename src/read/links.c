#include "read/links.h"

#include <string.h>

#include "read/text.h"
#include "web/host.h"
#include "web/linkify.h"

/* One link before it is written. */
typedef struct {
	Located raw;
	const char *found_in;
	const Url *base;
	bool bare;            /* a host name without a scheme */
	const GString *words; /* NULL where nothing covers it */
	const char *hidden;   /* NULL where it is not */
	bool defanged;
} Find;

/* What a link begins with that leads nowhere outside the mail. */
static const Str inner_schemes[] = {STR("cid:"), STR("mid:"), STR("#")};

/* Where "data:" is a page, or may run: elsewhere it is a picture, a font, a sound. */
static const char *const data_pages[] = {
	"a[href]",
	"area[href]",
	"form[action]",
	"button[formaction]",
	"input[formaction]",
	"iframe[src]",
	"frame[src]",
	"embed[src]",
	"object[data]",
	"script[src]",
	"meta[content]",
	"base[href]",
};

static bool may_be_page(const char *found_in)
{
	for (size_t i = 0; i < G_N_ELEMENTS(data_pages); i++)
		if (strcmp(found_in, data_pages[i]) == 0)
			return true;
	return false;
}

static bool leads_nowhere(Str raw, const char *found_in)
{
	raw = str_trim(raw);
	for (size_t i = 0; i < G_N_ELEMENTS(inner_schemes); i++)
		if (str_starts_fold(raw, inner_schemes[i]))
			return true;
	return raw.len == 0 || (str_starts_fold(raw, STR("data:")) && !may_be_page(found_in));
}

/* Room for one more? Says so once where there is none. */
static bool has_room(Links *links)
{
	if (json_array_size(links->list) < LINKS_MAX && links->raw < LINKS_RAW_MAX)
		return true;
	if (links->defects->count[DEFECT_LINKS] == 0)
		defects_add(links->defects, DEFECT_LINKS, NULL);
	return false;
}

/* Parse what a spot in running text means; a bare name is taken for http, as mail programs do. */
static Url *parse_spot(Str text, SpotKind kind)
{
	if (kind == SPOT_URL)
		return url_parse(text, NULL);
	g_autofree char *url = g_strdup_printf("http://%.*s", STR_ARG(text));
	return url_parse(str_of(url), NULL);
}

static bool is_link(const LinkSpot *spot)
{
	return spot->kind == SPOT_URL || spot->kind == SPOT_HOST;
}

/* Note the host that the words name, if they name one. */
static void put_text_host(json_t *facts, Str words)
{
	for (LinkSpot spot = {0}; linkify_next(words, &spot);) {
		if (!is_link(&spot))
			continue;
		g_autoptr(Url) url = parse_spot(str_sub(words, spot.from, spot.len), spot.kind);
		const char *host = url ? url_host(url) : NULL;
		if (!host || !*host)
			continue;
		g_autofree char *domain = host_domain(host);
		json_put(facts, "text_host", json_text(str_of(host)));
		json_put(facts, "text_domain", json_text_or_null(domain));
		return;
	}
}

static json_t *facts_json(const Find *find)
{
	json_t *facts = json_object();

	if (find->words)
		put_text_host(facts, str_over(find->words->str, find->words->len));
	if (find->hidden)
		json_put(facts, "hidden", json_text(str_of(find->hidden)));
	if (find->bare)
		json_put(facts, "bare", json_true());
	if (find->defanged)
		json_put(facts, "defanged", json_true());
	return facts;
}

/* The URL's own members; all null where it is none. */
static void put_url(json_t *link, const Url *url)
{
	const char *host = url ? url_host(url) : NULL;
	g_autofree char *domain = host && *host ? host_domain(host) : NULL;

	json_put(link, "url", json_text_or_null(url ? url_text(url) : NULL));
	json_put(link, "scheme", json_text_or_null(url ? url_scheme(url) : NULL));
	json_put(link, "host", json_text_or_null(host && *host ? host : NULL));
	json_put(link, "domain", json_text_or_null(domain));
}

/* "//host/path": of the scheme that the mail is shown under, which is https in a browser and nowhere
 * else. */
static bool is_schemeless(Str raw)
{
	return str_starts(str_trim(raw), STR("//"));
}

static Url *parse_find(const Find *find)
{
	if (find->defanged)
		return NULL;
	if (find->bare)
		return parse_spot(find->raw.bytes, SPOT_HOST);
	if (find->base || !is_schemeless(find->raw.bytes))
		return url_parse(find->raw.bytes, find->base);
	g_autofree char *url = g_strdup_printf("https:%.*s", STR_ARG(find->raw.bytes));
	return url_parse(str_of(url), NULL);
}

static void add(Links *links, const Part *part, Find find)
{
	bool whole = find.raw.bytes.len <= LINK_RAW_MAX;
	g_autoptr(Url) url = whole ? parse_find(&find) : NULL;
	g_autofree char *id = g_strdup_printf("l%zu", json_array_size(links->list) + 1);
	json_t *link = json_object();

	if (!whole) {
		defects_add(links->defects, DEFECT_LINK_LONG, &find.raw.place);
		find.raw = located_slice(find.raw, text_cut(find.raw.bytes, LINK_RAW_MAX));
	}
	links->raw += find.raw.bytes.len;
	json_put(link, "id", json_text(str_of(id)));
	put_url(link, url);
	json_put(link, "raw", json_text(find.raw.bytes));
	Str words = find.words ? str_over(find.words->str, find.words->len) : STR("");
	json_put(
		link, "text", find.words ? json_text(text_cut(words, LINK_TEXT_MAX)) : json_null());
	json_put(link, "found_in", json_text(str_of(find.found_in)));
	json_put(link, "part", json_text(str_of(part->id)));
	json_put(link, "at", place_json(&find.raw.place));
	json_put(link, "unwrapped_from", json_null());
	json_put(link, "facts", facts_json(&find));
	json_push(links->list, link);
}

/* The page's base URL once its <base> has been met. */
static void keep_base(Url **base, const HtmlLink *link, Str raw)
{
	if (!*base && strcmp(link->found_in, "base[href]") == 0)
		*base = url_parse(raw, NULL);
}

/* Add one link of a page. */
static void add_attribute(
	Links *links, const Part *part, Located html, const HtmlLink *link, Url **base)
{
	Located value = located_slice(html, str_sub(html.bytes, link->from, link->len));
	Located raw = located_decode(links->shelf, value, "html", NULL);

	if (leads_nowhere(raw.bytes, link->found_in) || !has_room(links))
		return;
	add(links, part,
		(Find){
			.raw = raw,
			.found_in = link->found_in,
			.base = *base,
			.words = link->words,
			.hidden = link->hidden,
		});
	keep_base(base, link, raw.bytes);
}

/* A run of a page's text. */
typedef struct {
	size_t from, end;
} Span;

/* Add what stands in `text` outside of `covered` (of Span, in their order). */
static void add_spots(Links *links, const Part *part, Located text, const GArray *covered)
{
	guint next = 0;

	for (LinkSpot spot = {0}; linkify_next(text.bytes, &spot);) {
		while (next < covered->len && g_array_index(covered, Span, next).end <= spot.from)
			next++;
		bool under = next < covered->len &&
			     g_array_index(covered, Span, next).from < spot.from + spot.len;
		if (under || !is_link(&spot))
			continue;
		if (!has_room(links))
			return;
		add(links, part,
			(Find){
				.raw = located_slice(
					text, str_sub(text.bytes, spot.from, spot.len)),
				.found_in = "text",
				.bare = spot.kind == SPOT_HOST,
				.defanged = spot.defanged,
			});
	}
}

void links_of_page(Links *links, const Part *part, Located html, const HtmlPage *page)
{
	g_autoptr(GArray) covered = g_array_new(FALSE, FALSE, sizeof(Span));
	g_autoptr(Url) base = NULL;

	if (page->links_cut)
		defects_add(links->defects, DEFECT_LINKS, &html.place);
	for (guint i = 0; i < page->links->len; i++) {
		const HtmlLink *link = &g_array_index(page->links, HtmlLink, i);
		Span span = {link->text_from, link->text_from + link->text_len};
		add_attribute(links, part, html, link, &base);
		if (link->text_len > 0)
			g_array_append_val(covered, span);
	}
	Str visible = str_over(page->text->str, page->text->len);
	Located text = {visible, place_decoded(html.place, "html-text", visible.len)};
	add_spots(links, part, text, covered);
}

void links_of_text(Links *links, const Part *part, Located text)
{
	g_autoptr(GArray) covered = g_array_new(FALSE, FALSE, sizeof(Span));

	add_spots(links, part, text, covered);
}

#include "web/unwrap.h"

#include <string.h>

#include "base/json.h"
#include "web/base64url.h"
#include "web/host.h"
#include "web/percent.h"
#include "web/urldefense.h"
#include "web/urlquery.h"
#include "web/wrappers.h"

static Str string_of(const GString *text)
{
	return str_over(text->str, text->len);
}

/* Path, query and fragment, as the URL's text has them. */
static Str tail_of(const Url *url)
{
	Str text = str_of(url_text(url));
	gssize slashes = str_find(text, STR("://"));
	Str rest = str_sub(text, (size_t)slashes + 3, text.len);
	gssize slash = str_find_char(rest, '/');

	return str_sub(rest, (size_t)slash, rest.len);
}

/* The same without the path's beginning. */
static Str behind_path(const Url *url, const Wrapper *wrapper)
{
	Str tail = tail_of(url);

	return str_sub(tail, wrapper->path.len, tail.len);
}

static bool is_absolute(Str text)
{
	return str_starts_fold(text, STR("http")) && str_find(text, STR("://")) > 0;
}

/* ---- where the target stands: each gives its text, or NULL ---- */

static GString *in_query(const Url *url, const Wrapper *wrapper)
{
	Str value;

	if (!urlquery_find(str_of(url_query(url)), wrapper->name, &value))
		return NULL;
	return urlquery_decode(value);
}

/* Bing puts "a1" before the code. */
static GString *in_query_code(const Url *url, const Wrapper *wrapper)
{
	g_autoptr(GString) value = in_query(url, wrapper);

	if (!value)
		return NULL;
	Str code = string_of(value);
	str_take(&code, STR("a1"));
	return base64url_decode(code);
}

static GString *in_whole_query(const Url *url, const Wrapper *wrapper)
{
	Str query = str_of(url_query(url));

	(void)wrapper;
	return is_absolute(query) ? g_string_new(url_query(url)) : percent_decode(query);
}

/* Behind the path's beginning; `name` "/" ends a first piece that is left out, else it ends the target. */
static GString *in_path(const Url *url, const Wrapper *wrapper)
{
	Str tail = behind_path(url, wrapper);

	if (str_equal(wrapper->name, STR("/"))) {
		str_take_until(&tail, '/');
		str_take_char(&tail, '/');
	} else {
		gssize end = str_find(tail, wrapper->name);
		tail = str_sub(tail, 0, end < 0 ? 0 : (size_t)end);
	}
	return g_string_new_len(tail.at, (gssize)tail.len);
}

/* A piece between slashes that is a URL once it is decoded, or that `name` stands before, or to be put before. */
static GString *in_path_piece(const Url *url, const Wrapper *wrapper)
{
	Str tail = behind_path(url, wrapper);
	bool scheme = str_ends(wrapper->name, STR("//"));

	while (tail.len > 0) {
		Str piece = str_take_until(&tail, '/');
		str_take_char(&tail, '/');
		if (!scheme && wrapper->name.len > 0 && !str_take(&piece, wrapper->name))
			continue;
		g_autoptr(GString) target = percent_decode(piece);
		if (scheme)
			g_string_prepend(target, wrapper->name.at);
		if (is_absolute(string_of(target)))
			return g_steal_pointer(&target);
	}
	return NULL;
}

static bool is_amp_letters(Str piece)
{
	static const Str kinds[] = {
		STR("a"), STR("c"), STR("i"), STR("ii"), STR("r"), STR("v"), STR("wp"), STR("f")};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (str_equal(piece, kinds[i]))
			return true;
	return false;
}

/* "/c/s/a.example/x": a letter for what is asked for, "s" for https, then the target without its scheme. */
static GString *in_amp_path(const Url *url, const Wrapper *wrapper)
{
	Str tail = behind_path(url, wrapper), rest = tail;
	Str piece = str_take_until(&rest, '/');

	bool lettered = is_amp_letters(piece) && str_take_char(&rest, '/');
	if (lettered)
		tail = rest;
	else if (wrapper->rule != HOST_GOOGLE)
		return NULL; /* the cache's own files */
	bool secure = str_take(&tail, STR("s/"));
	g_autoptr(GString) plain = percent_decode(tail);
	if (is_absolute(string_of(plain)))
		return g_steal_pointer(&plain);
	Str host = str_take_until(&tail, '/');
	if (str_find_char(host, '.') < 0)
		return NULL;
	GString *target = g_string_new(secure ? "https://" : "http://");
	g_string_append_len(target, host.at, (gssize)host.len);
	g_string_append_len(target, tail.at, (gssize)tail.len);
	return target;
}

/* "a--b-example" is "a-b.example". */
static void append_translated_host(GString *out, Str label)
{
	for (size_t i = 0; i < label.len; i++) {
		bool doubled = label.at[i] == '-' && i + 1 < label.len && label.at[i + 1] == '-';
		i += doubled;
		g_string_append_c(out, label.at[i] == '-' && !doubled ? '.' : label.at[i]);
	}
}

/* The query without what the translator has put into it ("_x_tr_sl=auto"). */
static void append_own_query(GString *out, Str query)
{
	char sign = '?';

	for (QueryPair pair; urlquery_next(&query, &pair);) {
		if (str_starts(pair.name, STR("_x_tr_")))
			continue;
		g_string_append_printf(
			out, "%c%.*s=%.*s", sign, STR_ARG(pair.name), STR_ARG(pair.value));
		sign = '&';
	}
}

static GString *in_translated(const Url *url, const Wrapper *wrapper)
{
	Str host = str_of(url_host(url)), query = str_of(url_query(url)), value;
	bool plain =
		urlquery_find(query, STR("_x_tr_sch"), &value) && str_equal(value, STR("http"));
	GString *target = g_string_new(plain ? "http://" : "https://");

	(void)wrapper;
	append_translated_host(target, str_take_until(&host, '.'));
	g_string_append(target, url_path(url));
	append_own_query(target, query);
	return target;
}

static GString *in_urldefense(const Url *url, const Wrapper *wrapper)
{
	(void)wrapper;
	return urldefense_decode(tail_of(url));
}

static json_t *json_of_code(Str code)
{
	g_autoptr(GString) text = base64url_decode(code);

	return text ? json_parse(string_of(text), NULL) : NULL;
}

/* p= {"s": ..., "v": 1, "p": "{\"u\": ..., \"url\": \"https:...\"}"} */
static GString *in_mandrill(const Url *url, const Wrapper *wrapper)
{
	g_autoptr(GString) value = in_query(url, wrapper);
	json_auto_t *outer = value ? json_of_code(string_of(value)) : NULL;
	json_auto_t *inner = outer ? json_parse(json_get_str(outer, "p"), NULL) : NULL;
	Str target = json_get_str(inner, "url");

	return g_string_new_len(target.at, (gssize)target.len);
}

static GString *in_domain(const Url *url, const Wrapper *wrapper)
{
	GString *target = in_query(url, wrapper);

	return target ? g_string_prepend(target, "https://") : NULL;
}

static GString *(*const readers[])(const Url *url, const Wrapper *wrapper) = {
	[IN_QUERY] = in_query,
	[IN_QUERY_CODE] = in_query_code,
	[IN_WHOLE_QUERY] = in_whole_query,
	[IN_PATH] = in_path,
	[IN_PATH_PIECE] = in_path_piece,
	[IN_AMP_PATH] = in_amp_path,
	[IN_TRANSLATED] = in_translated,
	[IN_URLDEFENSE] = in_urldefense,
	[IN_MANDRILL] = in_mandrill,
	[IN_DOMAIN] = in_domain,
};

/* ---- what it leads to ---- */

static bool is_web(const Url *url)
{
	static const char *const schemes[] = {"http", "https", "ftp", NULL};

	return g_strv_contains(schemes, url_scheme(url));
}

/* "www.a.example/x": doors take it for http. */
static Url *parse_bare(Str text)
{
	g_autofree char *whole = g_strdup_printf("http://%.*s", STR_ARG(text));
	g_autoptr(Url) url = url_parse(str_of(whole), NULL);

	return url && host_has_listed_suffix(url_host(url)) ? g_steal_pointer(&url) : NULL;
}

/* The target that `text` names; NULL where it is none, or no other place's. */
static Url *parse_target(Str text)
{
	text = str_trim(text);
	if (str_starts(text, STR("//")))
		text = str_sub(text, 2, text.len);
	g_autoptr(Url) url = url_parse(text, NULL);
	if (url && is_web(url))
		return g_steal_pointer(&url);
	if (text.len == 0 || !str_is_alnum(text.at[0]) ||
		(url && !url_host(url) && !strchr(url_scheme(url), '.')))
		return NULL;
	return parse_bare(text);
}

bool unwrap(const Url *url, Unwrapped *inner_out)
{
	if (!url_host(url) || !is_web(url))
		return false;
	for (size_t i = 0; i < wrappers_count; i++) {
		const Wrapper *wrapper = &wrappers[i];
		if (!wrapper_fits(wrapper, url))
			continue;
		g_autoptr(GString) text = readers[wrapper->place](url, wrapper);
		Url *target = text ? parse_target(string_of(text)) : NULL;
		if (!target)
			continue;
		*inner_out = (Unwrapped){
			wrapper->by, target, wrapper->kind, wrapper->place == IN_DOMAIN};
		return true;
	}
	return false;
}

const char *unwrap_kind_name(UnwrapKind kind)
{
	static const char *const names[] = {
		[UNWRAP_GUARD] = "guard", [UNWRAP_REDIRECT] = "redirect", [UNWRAP_COPY] = "copy"};

	return names[kind];
}

void unwrapped_clear(Unwrapped *inner)
{
	url_free(inner->url);
	*inner = (Unwrapped){0};
}

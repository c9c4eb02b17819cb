#include "web/urlparts.h"

#include <string.h>

#include "base/utf8.h"
#include "web/host.h"
#include "web/percent.h"
#include "web/urlpath.h"

static const struct {
	const char *scheme;
	int port;
} special_schemes[] = {
	{"http", 80},
	{"https", 443},
	{"ws", 80},
	{"wss", 443},
	{"ftp", 21},
	{"file", -1},
};

/* One state for each of the standard's in which there is something to decide; scheme start state is
 * within scheme state. */
typedef enum {
	SCHEME,
	NO_SCHEME,
	SPECIAL_RELATIVE_OR_AUTHORITY,
	PATH_OR_AUTHORITY,
	RELATIVE,
	RELATIVE_SLASH,
	SPECIAL_AUTHORITY_SLASHES,
	SPECIAL_AUTHORITY_IGNORE_SLASHES,
	AUTHORITY,
	HOST,
	PORT,
	FILE_START,
	FILE_SLASH,
	FILE_HOST,
	PATH_START,
	PATH,
	OPAQUE_PATH,
	QUERY,
	FRAGMENT,
	DONE,
	FAILURE,
} State;

typedef struct {
	UrlParts *url;
	const UrlParts *base; /* may be NULL */
	Str rest;             /* what is yet to be read */
	bool special;         /* the URL's scheme is */
} Parser;

bool urlparts_is_special(const char *scheme, int *port_out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(special_schemes); i++) {
		if (strcmp(scheme, special_schemes[i].scheme) == 0) {
			*port_out = special_schemes[i].port;
			return true;
		}
	}
	return false;
}

static bool is_file(const UrlParts *url)
{
	return strcmp(url->scheme, "file") == 0;
}

/* "/", and "\" which browsers take for it in special URLs. */
static bool at_slash(const Parser *parser)
{
	return str_starts(parser->rest, STR("/")) ||
	       (parser->special && str_starts(parser->rest, STR("\\")));
}

static bool take_slash(Parser *parser)
{
	return at_slash(parser) && str_take_char(&parser->rest, parser->rest.at[0]);
}

static bool is_segment_char(char c)
{
	return c != '/' && c != '?' && c != '#';
}

static bool is_special_segment_char(char c)
{
	return is_segment_char(c) && c != '\\';
}

/* Take what stands before the next slash, "?" or "#". */
static Str take_segment(Parser *parser)
{
	return str_take_while(
		&parser->rest, parser->special ? is_special_segment_char : is_segment_char);
}

/* Go back to `at`, which has been read. */
static void rewind_to(Parser *parser, const char *at)
{
	parser->rest.len += (size_t)(parser->rest.at - at);
	parser->rest.at = at;
}

static void set(char **field, char *value)
{
	g_free(*field);
	*field = value;
}

static char *encoded(Str s, PercentSet encode_set)
{
	GString *out = g_string_sized_new(s.len);

	percent_encode(out, s, encode_set);
	return g_string_free(out, FALSE);
}

static void copy_authority(UrlParts *url, const UrlParts *base)
{
	set(&url->username, g_strdup(base->username));
	set(&url->password, g_strdup(base->password));
	set(&url->host, g_strdup(base->host));
	url->port = base->port;
}

static void copy_path_and_query(UrlParts *url, const UrlParts *base)
{
	g_string_append_len(url->path, base->path->str, (gssize)base->path->len);
	url->opaque_path = base->opaque_path;
	set(&url->query, g_strdup(base->query));
}

/* The state behind the path. */
static State behind_path(Parser *parser)
{
	if (str_take_char(&parser->rest, '?'))
		return QUERY;
	return str_take_char(&parser->rest, '#') ? FRAGMENT : DONE;
}

/* The base's path and query, and what of them the input replaces. */
static State resolve_path(Parser *parser)
{
	UrlParts *url = parser->url;
	Str rest = parser->rest;

	copy_path_and_query(url, parser->base);
	if (rest.len == 0 || !is_segment_char(rest.at[0]))
		return behind_path(parser);
	set(&url->query, NULL);
	if (is_file(url) && urlpath_starts_with_drive(rest))
		g_string_truncate(url->path, 0);
	else
		urlpath_shorten(url->path, is_file(url));
	return PATH;
}

static bool is_scheme_char(char c)
{
	return g_ascii_isalnum(c) || c == '+' || c == '-' || c == '.';
}

static State scheme_state(Parser *parser)
{
	Str rest = parser->rest;
	Str name = str_take_while(&rest, is_scheme_char);
	UrlParts *url = parser->url;
	int port;

	if (name.len == 0 || !g_ascii_isalpha(name.at[0]) || !str_take_char(&rest, ':'))
		return NO_SCHEME;
	parser->rest = rest;
	set(&url->scheme, g_ascii_strdown(name.at, (gssize)name.len));
	parser->special = urlparts_is_special(url->scheme, &port);

	if (is_file(url))
		return FILE_START;
	if (parser->special && parser->base && strcmp(parser->base->scheme, url->scheme) == 0)
		return SPECIAL_RELATIVE_OR_AUTHORITY;
	if (parser->special)
		return SPECIAL_AUTHORITY_SLASHES;
	return str_take_char(&parser->rest, '/') ? PATH_OR_AUTHORITY : OPAQUE_PATH;
}

static State no_scheme_state(Parser *parser)
{
	const UrlParts *base = parser->base;
	int port;

	if (!base || (base->opaque_path && !str_starts(parser->rest, STR("#"))))
		return FAILURE;
	set(&parser->url->scheme, g_strdup(base->scheme));
	parser->special = urlparts_is_special(base->scheme, &port);
	if (base->opaque_path) {
		copy_path_and_query(parser->url, base);
		return behind_path(parser);
	}
	return is_file(base) ? FILE_START : RELATIVE;
}

static State special_relative_or_authority_state(Parser *parser)
{
	return str_take(&parser->rest, STR("//")) ? SPECIAL_AUTHORITY_IGNORE_SLASHES : RELATIVE;
}

static State path_or_authority_state(Parser *parser)
{
	return str_take_char(&parser->rest, '/') ? AUTHORITY : PATH;
}

static State relative_state(Parser *parser)
{
	if (take_slash(parser))
		return RELATIVE_SLASH;
	copy_authority(parser->url, parser->base);
	return resolve_path(parser);
}

static State relative_slash_state(Parser *parser)
{
	if (take_slash(parser))
		return parser->special ? SPECIAL_AUTHORITY_IGNORE_SLASHES : AUTHORITY;
	copy_authority(parser->url, parser->base);
	return PATH;
}

static State special_authority_slashes_state(Parser *parser)
{
	str_take(&parser->rest, STR("//"));
	return SPECIAL_AUTHORITY_IGNORE_SLASHES;
}

static State special_authority_ignore_slashes_state(Parser *parser)
{
	while (take_slash(parser))
		;
	return AUTHORITY;
}

/* Only the last "@" before the path ends the credentials, the others belong to them. */
static State authority_state(Parser *parser)
{
	Str authority = take_segment(parser);
	gssize at_sign = str_rfind_char(authority, '@');

	rewind_to(parser, authority.at);
	if (at_sign < 0)
		return HOST;
	if ((size_t)at_sign + 1 == authority.len)
		return FAILURE;
	Str password = str_sub(authority, 0, (size_t)at_sign);
	Str username = str_take_until(&password, ':');
	str_take_char(&password, ':');
	set(&parser->url->username, encoded(username, PERCENT_USERINFO));
	set(&parser->url->password, encoded(password, PERCENT_USERINFO));
	rewind_to(parser, authority.at + at_sign + 1);
	return HOST;
}

/* The length of a host that a port may follow: to the first colon outside brackets. */
static size_t host_length(Str s)
{
	bool in_brackets = false;
	size_t i = 0;

	for (; i < s.len && (in_brackets || s.at[i] != ':'); i++) {
		if (s.at[i] == '[')
			in_brackets = true;
		else if (s.at[i] == ']')
			in_brackets = false;
	}
	return i;
}

static State host_state(Parser *parser)
{
	Str segment = take_segment(parser);
	Str host = str_sub(segment, 0, host_length(segment));
	bool has_port = host.len < segment.len;

	if (host.len == 0 && (has_port || parser->special))
		return FAILURE;
	set(&parser->url->host, host_parse(host, parser->special));
	if (!parser->url->host)
		return FAILURE;
	if (!has_port)
		return PATH_START;
	rewind_to(parser, segment.at + host.len + 1);
	return PORT;
}

static State port_state(Parser *parser)
{
	Str digits = take_segment(parser);
	UrlParts *url = parser->url;
	int default_port = -1;
	guint64 port;

	if (digits.len == 0)
		return PATH_START;
	if (!str_parse_uint(digits, G_MAXUINT16, &port))
		return FAILURE;
	urlparts_is_special(url->scheme, &default_port);
	url->port = (int)port == default_port ? -1 : (int)port;
	return PATH_START;
}

static State file_state(Parser *parser)
{
	UrlParts *url = parser->url;
	const UrlParts *base = parser->base;

	set(&url->host, g_strdup(""));
	if (take_slash(parser))
		return FILE_SLASH;
	if (!base || !is_file(base))
		return PATH;
	set(&url->host, g_strdup(base->host));
	return resolve_path(parser);
}

static State file_slash_state(Parser *parser)
{
	UrlParts *url = parser->url;
	const UrlParts *base = parser->base;

	if (take_slash(parser))
		return FILE_HOST;
	if (base && is_file(base)) {
		set(&url->host, g_strdup(base->host));
		if (!urlpath_starts_with_drive(parser->rest) && urlpath_has_drive(base->path))
			g_string_append_len(url->path, base->path->str, 3);
	}
	return PATH;
}

static State file_host_state(Parser *parser)
{
	Str name = take_segment(parser);
	g_autofree char *host = NULL;

	if (urlpath_is_drive(name)) {
		rewind_to(parser, name.at);
		return PATH;
	}
	if (name.len == 0)
		return PATH_START;
	host = host_parse(name, true);
	if (!host)
		return FAILURE;
	if (strcmp(host, "localhost") != 0)
		set(&parser->url->host, g_steal_pointer(&host));
	return PATH_START;
}

static State path_start_state(Parser *parser)
{
	if (take_slash(parser) || parser->special)
		return PATH;
	return behind_path(parser);
}

static State path_state(Parser *parser)
{
	bool more;

	do {
		Str segment = take_segment(parser);
		more = take_slash(parser);
		urlpath_append(parser->url->path, segment, !more, is_file(parser->url));
	} while (more);
	return behind_path(parser);
}

static bool is_opaque_path_char(char c)
{
	return c != '?' && c != '#';
}

/* A space at the very end would be trimmed when the serialization is parsed without what follows. */
static State opaque_path_state(Parser *parser)
{
	Str path = str_take_while(&parser->rest, is_opaque_path_char);
	bool ends_in_space = parser->rest.len > 0 && str_ends(path, STR(" "));

	if (ends_in_space)
		path.len--;
	parser->url->opaque_path = true;
	percent_encode(parser->url->path, path, PERCENT_CONTROL);
	if (ends_in_space)
		g_string_append(parser->url->path, "%20");
	return behind_path(parser);
}

static State query_state(Parser *parser)
{
	Str query = str_take_until(&parser->rest, '#');
	PercentSet encode_set = parser->special ? PERCENT_SPECIAL_QUERY : PERCENT_QUERY;

	set(&parser->url->query, encoded(query, encode_set));
	return behind_path(parser);
}

static State fragment_state(Parser *parser)
{
	set(&parser->url->fragment, encoded(parser->rest, PERCENT_FRAGMENT));
	return DONE;
}

typedef State (*StateFunction)(Parser *parser);

static const StateFunction states[] = {
	[SCHEME] = scheme_state,
	[NO_SCHEME] = no_scheme_state,
	[SPECIAL_RELATIVE_OR_AUTHORITY] = special_relative_or_authority_state,
	[PATH_OR_AUTHORITY] = path_or_authority_state,
	[RELATIVE] = relative_state,
	[RELATIVE_SLASH] = relative_slash_state,
	[SPECIAL_AUTHORITY_SLASHES] = special_authority_slashes_state,
	[SPECIAL_AUTHORITY_IGNORE_SLASHES] = special_authority_ignore_slashes_state,
	[AUTHORITY] = authority_state,
	[HOST] = host_state,
	[PORT] = port_state,
	[FILE_START] = file_state,
	[FILE_SLASH] = file_slash_state,
	[FILE_HOST] = file_host_state,
	[PATH_START] = path_start_state,
	[PATH] = path_state,
	[OPAQUE_PATH] = opaque_path_state,
	[QUERY] = query_state,
	[FRAGMENT] = fragment_state,
};

/* Valid UTF-8 without tabs and line ends, as the standard has it before its first state. */
static GString *cleaned(Str input)
{
	GString *text = utf8_repair(input, NULL);
	gsize kept = 0;

	for (gsize i = 0; i < text->len; i++)
		if (!strchr("\t\n\r", text->str[i]) || text->str[i] == '\0')
			text->str[kept++] = text->str[i];
	return g_string_truncate(text, kept);
}

static Str trim_controls(Str s)
{
	while (s.len > 0 && (guint8)s.at[0] <= ' ')
		s = str_sub(s, 1, s.len);
	while (s.len > 0 && (guint8)s.at[s.len - 1] <= ' ')
		s.len--;
	return s;
}

void urlparts_clear(UrlParts *parts)
{
	char *fields[] = {parts->scheme, parts->username, parts->password, parts->host,
		parts->query, parts->fragment};

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		g_free(fields[i]);
	if (parts->path)
		g_string_free(parts->path, TRUE);
	*parts = (UrlParts){0};
}

bool urlparts_parse(Str input, const UrlParts *base, UrlParts *parts_out)
{
	g_autoptr(GString) text = cleaned(trim_controls(input));
	UrlParts parts = {
		.username = g_strdup(""),
		.password = g_strdup(""),
		.port = -1,
		.path = g_string_new(NULL),
	};
	Parser parser = {.url = &parts, .base = base, .rest = str_over(text->str, text->len)};
	State state = SCHEME;

	while (state < DONE)
		state = states[state](&parser);
	if (state == FAILURE) {
		urlparts_clear(&parts);
		return false;
	}
	*parts_out = parts;
	return true;
}

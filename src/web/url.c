#include "web/url.h"

#include <string.h>

#include "base/utf8.h"
#include "web/host.h"
#include "web/percent.h"

/* The path is kept as it is serialized: "/a/b" for the standard's list of "a" and "b", "" for the
 * empty list, so that a segment is dropped by cutting at the last slash. */
struct Url {
	char *scheme, *username, *password;
	char *host; /* NULL: null */
	int port;   /* -1: null */
	GString *path;
	bool opaque_path;
	char *query, *fragment; /* NULL: null */
	char *text;
};

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
	Url *url;
	const Url *base; /* may be NULL */
	Str rest;        /* what is yet to be read */
	bool special;    /* the URL's scheme is */
} Parser;

static bool is_special_scheme(const char *scheme, int *port_out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(special_schemes); i++) {
		if (strcmp(scheme, special_schemes[i].scheme) == 0) {
			*port_out = special_schemes[i].port;
			return true;
		}
	}
	return false;
}

static bool is_file(const Url *url)
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

static void copy_authority(Url *url, const Url *base)
{
	set(&url->username, g_strdup(base->username));
	set(&url->password, g_strdup(base->password));
	set(&url->host, g_strdup(base->host));
	url->port = base->port;
}

static void copy_path_and_query(Url *url, const Url *base)
{
	g_string_append_len(url->path, base->path->str, (gssize)base->path->len);
	url->opaque_path = base->opaque_path;
	set(&url->query, g_strdup(base->query));
}

/* "C:" or "C|". */
static bool is_drive_letter(Str s)
{
	return s.len == 2 && g_ascii_isalpha(s.at[0]) && (s.at[1] == ':' || s.at[1] == '|');
}

static bool starts_with_drive_letter(Str s)
{
	return is_drive_letter(str_sub(s, 0, 2)) &&
	       (s.len == 2 || !is_special_segment_char(s.at[2]));
}

/* Whether the first segment of a path is "C:". */
static bool has_drive(const GString *path)
{
	return path->len >= 3 && g_ascii_isalpha(path->str[1]) && path->str[2] == ':' &&
	       (path->len == 3 || path->str[3] == '/');
}

/* Drop the last segment; a drive is never dropped. */
static void shorten_path(Url *url)
{
	if (is_file(url) && url->path->len == 3 && has_drive(url->path))
		return;
	gssize slash = str_rfind_char(str_over(url->path->str, url->path->len), '/');
	g_string_truncate(url->path, slash < 0 ? 0 : (gsize)slash);
}

/* How many dots a segment is made of, "%2e" being one; 0 where there is anything else in it. */
static size_t count_dots(Str segment)
{
	size_t dots = 0;

	for (; segment.len > 0; dots++) {
		if (str_starts_fold(segment, STR("%2e")))
			segment = str_sub(segment, 3, segment.len);
		else if (!str_take_char(&segment, '.'))
			return 0;
	}
	return dots;
}

static void append_segment(Url *url, Str segment, bool is_last)
{
	size_t dots = count_dots(segment);
	bool is_first = url->path->len == 0;

	if (dots == 2)
		shorten_path(url);
	if (dots == 1 || dots == 2) {
		if (is_last)
			g_string_append_c(url->path, '/');
		return;
	}
	g_string_append_c(url->path, '/');
	if (is_file(url) && is_first && is_drive_letter(segment))
		g_string_append_printf(url->path, "%c:", segment.at[0]);
	else
		percent_encode(url->path, segment, PERCENT_PATH);
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
	Url *url = parser->url;
	Str rest = parser->rest;

	copy_path_and_query(url, parser->base);
	if (rest.len == 0 || !is_segment_char(rest.at[0]))
		return behind_path(parser);
	set(&url->query, NULL);
	if (is_file(url) && starts_with_drive_letter(rest))
		g_string_truncate(url->path, 0);
	else
		shorten_path(url);
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
	Url *url = parser->url;
	int port;

	if (name.len == 0 || !g_ascii_isalpha(name.at[0]) || !str_take_char(&rest, ':'))
		return NO_SCHEME;
	parser->rest = rest;
	set(&url->scheme, g_ascii_strdown(name.at, (gssize)name.len));
	parser->special = is_special_scheme(url->scheme, &port);

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
	const Url *base = parser->base;
	int port;

	if (!base || (base->opaque_path && !str_starts(parser->rest, STR("#"))))
		return FAILURE;
	set(&parser->url->scheme, g_strdup(base->scheme));
	parser->special = is_special_scheme(base->scheme, &port);
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
	Url *url = parser->url;
	int default_port = -1;
	guint64 port;

	if (digits.len == 0)
		return PATH_START;
	if (!str_parse_uint(digits, G_MAXUINT16, &port))
		return FAILURE;
	is_special_scheme(url->scheme, &default_port);
	url->port = (int)port == default_port ? -1 : (int)port;
	return PATH_START;
}

static State file_state(Parser *parser)
{
	Url *url = parser->url;
	const Url *base = parser->base;

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
	Url *url = parser->url;
	const Url *base = parser->base;

	if (take_slash(parser))
		return FILE_HOST;
	if (base && is_file(base)) {
		set(&url->host, g_strdup(base->host));
		if (!starts_with_drive_letter(parser->rest) && has_drive(base->path))
			g_string_append_len(url->path, base->path->str, 3);
	}
	return PATH;
}

static State file_host_state(Parser *parser)
{
	Str name = take_segment(parser);
	g_autofree char *host = NULL;

	if (is_drive_letter(name)) {
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
		append_segment(parser->url, segment, !more);
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

static State (*const states[])(Parser *parser) = {
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

static char *serialized(const Url *url)
{
	GString *out = g_string_new(url->scheme);

	g_string_append_c(out, ':');
	if (url->host) {
		g_string_append(out, "//");
		g_string_append(out, url->username);
		if (url->password[0])
			g_string_append_printf(out, ":%s", url->password);
		if (url->username[0] || url->password[0])
			g_string_append_c(out, '@');
		g_string_append(out, url->host);
		if (url->port >= 0)
			g_string_append_printf(out, ":%d", url->port);
	} else if (!url->opaque_path && g_str_has_prefix(url->path->str, "//")) {
		g_string_append(out, "/."); /* or the path would be read as a host */
	}
	g_string_append_len(out, url->path->str, (gssize)url->path->len);
	if (url->query)
		g_string_append_printf(out, "?%s", url->query);
	if (url->fragment)
		g_string_append_printf(out, "#%s", url->fragment);
	return g_string_free(out, FALSE);
}

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

Url *url_parse(Str input, const Url *base)
{
	if (input.len > URL_MAX)
		return NULL;

	g_autoptr(GString) text = cleaned(trim_controls(input));
	g_autoptr(Url) url = g_new0(Url, 1);
	*url = (Url){
		.username = g_strdup(""),
		.password = g_strdup(""),
		.port = -1,
		.path = g_string_new(NULL),
	};
	Parser parser = {.url = url, .base = base, .rest = str_over(text->str, text->len)};
	State state = SCHEME;
	while (state < DONE)
		state = states[state](&parser);
	if (state == FAILURE)
		return NULL;
	url->text = serialized(url);
	return g_steal_pointer(&url);
}

void url_free(Url *url)
{
	if (!url)
		return;
	g_string_free(url->path, TRUE);
	char *fields[] = {url->scheme, url->username, url->password, url->host, url->query,
		url->fragment, url->text};
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		g_free(fields[i]);
	g_free(url);
}

const char *url_text(const Url *url)
{
	return url->text;
}

const char *url_scheme(const Url *url)
{
	return url->scheme;
}

const char *url_host(const Url *url)
{
	return url->host;
}

int url_port(const Url *url)
{
	return url->port;
}

const char *url_username(const Url *url)
{
	return url->username;
}

const char *url_password(const Url *url)
{
	return url->password;
}

const char *url_path(const Url *url)
{
	return url->path->str;
}

const char *url_query(const Url *url)
{
	return url->query;
}

const char *url_fragment(const Url *url)
{
	return url->fragment;
}

bool url_is_special(const Url *url)
{
	int port;

	return is_special_scheme(url->scheme, &port);
}

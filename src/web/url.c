#include "web/url.h"

#include "web/urlparts.h"

struct Url {
	UrlParts parts;
	char *text;
};

static char *serialized(const UrlParts *url)
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

Url *url_parse(Str input, const Url *base)
{
	if (input.len > URL_MAX)
		return NULL;

	g_autoptr(Url) url = g_new0(Url, 1);
	if (!urlparts_parse(input, base ? &base->parts : NULL, &url->parts))
		return NULL;
	url->text = serialized(&url->parts);
	return g_steal_pointer(&url);
}

void url_free(Url *url)
{
	if (!url)
		return;
	urlparts_clear(&url->parts);
	g_free(url->text);
	g_free(url);
}

const char *url_text(const Url *url)
{
	return url->text;
}

const char *url_scheme(const Url *url)
{
	return url->parts.scheme;
}

const char *url_host(const Url *url)
{
	return url->parts.host;
}

int url_port(const Url *url)
{
	return url->parts.port;
}

const char *url_username(const Url *url)
{
	return url->parts.username;
}

const char *url_password(const Url *url)
{
	return url->parts.password;
}

const char *url_path(const Url *url)
{
	return url->parts.path->str;
}

const char *url_query(const Url *url)
{
	return url->parts.query;
}

const char *url_fragment(const Url *url)
{
	return url->parts.fragment;
}

bool url_is_special(const Url *url)
{
	int port;

	return urlparts_is_special(url->parts.scheme, &port);
}

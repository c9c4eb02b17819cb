#include "visit/proxyhead.h"

#include "web/host.h"
#include "web/url.h"

/* Fields that speak of the connection, which is ours (RFC 9110, section 7.6.1). */
static const Str hop_fields[] = {
	STR("connection"), STR("proxy-connection"), STR("keep-alive"), STR("proxy-authorization")};

size_t proxyhead_len(Str bytes)
{
	gssize end = str_find(bytes, STR("\r\n\r\n"));

	return end < 0 ? 0 : (size_t)end + 4;
}

static bool is_word(char c)
{
	return !str_is_space(c);
}

/* "www.example:443" */
static bool parse_authority(Str target, ProxyHead *head)
{
	gssize colon = str_rfind_char(target, ':');
	guint64 port;

	if (colon < 0 ||
		!str_parse_uint(str_sub(target, (size_t)colon + 1, target.len), 65535, &port))
		return false;
	head->host = host_parse(str_sub(target, 0, (size_t)colon), true);
	head->port = (guint16)port;
	return head->host && port > 0;
}

/* "http://www.example/path?query": what stands behind the authority is what the server is asked for. */
static bool parse_absolute(Str method, Str target, ProxyHead *head)
{
	g_autoptr(Url) url = url_parse(target, NULL);
	const char *host = url ? url_host(url) : NULL;

	if (!host || !*host || !g_str_equal(url_scheme(url), "http"))
		return false;
	Str rest = str_sub(target, sizeof "http://" - 1, target.len);
	str_take_until(&rest, '/');
	Str path = rest.len > 0 ? rest : STR("/");
	int port = url_port(url);
	head->host = g_strdup(host);
	head->port = port > 0 ? (guint16)port : 80;
	head->forward = g_string_new(NULL);
	g_string_append_printf(
		head->forward, "%.*s %.*s HTTP/1.1\r\n", STR_ARG(method), STR_ARG(path));
	return true;
}

static bool is_hop_field(Str line)
{
	Str name = str_take_until(&line, ':');

	for (size_t i = 0; i < G_N_ELEMENTS(hop_fields); i++)
		if (str_equal_fold(name, hop_fields[i]))
			return true;
	return false;
}

/* Copy the fields that are the server's. */
static void copy_fields(Str lines, GString *forward)
{
	while (lines.len > 0) {
		Str line = str_take_line(&lines);
		if (line.len > 0 && !is_hop_field(line))
			g_string_append_printf(forward, "%.*s\r\n", STR_ARG(line));
	}
	g_string_append(forward, "Connection: close\r\n\r\n");
}

bool proxyhead_parse(Str lines, ProxyHead *head_out)
{
	ProxyHead head = {0};
	bool sound = str_find_char(lines, '\0') < 0;
	Str first = str_take_line(&lines);
	Str method = str_take_while(&first, is_word);

	str_skip(&first, str_is_space);
	Str target = str_take_while(&first, is_word);
	bool tunnel = str_equal(method, STR("CONNECT"));
	if (sound)
		sound = tunnel ? parse_authority(target, &head)
			       : parse_absolute(method, target, &head);
	if (sound && head.forward)
		copy_fields(lines, head.forward);
	if (!sound)
		proxyhead_clear(&head);
	*head_out = head;
	return sound;
}

void proxyhead_clear(ProxyHead *head)
{
	g_clear_pointer(&head->host, g_free);
	if (head->forward)
		g_string_free(g_steal_pointer(&head->forward), TRUE);
}

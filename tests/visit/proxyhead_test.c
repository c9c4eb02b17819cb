#include "visit/proxyhead.h"

#include "support/assert_str.h"

/* What the browser says, where that leads, and what the server is told in its place; "" for a tunnel, NULL host for
 * what is refused. */
static const struct {
	Str lines;
	const char *host;
	guint port;
	Str forward;
} heads[] = {
	{STR("CONNECT www.4ztfqg8.cn:443 HTTP/1.1\r\nHost: x\r\n\r\n"), "www.4ztfqg8.cn", 443,
		STR("")},
	{STR("CONNECT [2001:DB8::1]:8443 HTTP/1.1\r\n\r\n"), "[2001:db8::1]", 8443, STR("")},
	{STR("CONNECT 0x7f.1:443 HTTP/1.1\r\n\r\n"), "127.0.0.1", 443, STR("")},
	{STR("GET http://a.example/b?c HTTP/1.1\r\nHost: a.example\r\nProxy-Connection: "
	     "keep-alive\r\n\r\n"),
		"a.example", 80,
		STR("GET /b?c HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n")},
	{STR("POST http://A.example:8080 HTTP/1.1\r\nConnection: x\r\nContent-Length: 3\r\n\r\n"),
		"a.example", 8080,
		STR("POST / HTTP/1.1\r\nContent-Length: 3\r\nConnection: close\r\n\r\n")},
	{STR("GET / HTTP/1.1\r\n\r\n"), NULL, 0, STR("")},
	{STR("GET ftp://a.example/ HTTP/1.1\r\n\r\n"), NULL, 0, STR("")},
	{STR("CONNECT a.example HTTP/1.1\r\n\r\n"), NULL, 0, STR("")},
	{STR("CONNECT a.example:0 HTTP/1.1\r\n\r\n"), NULL, 0, STR("")},
	{STR("CONNECT a.example:65536 HTTP/1.1\r\n\r\n"), NULL, 0, STR("")},
	{STR("GET http://a.example/ HTTP/1.1\r\nX: \0\r\n\r\n"), NULL, 0, STR("")},
	{STR("\r\n\r\n"), NULL, 0, STR("")},
};

static void test_heads(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
		ProxyHead head;
		bool parsed = proxyhead_parse(heads[i].lines, &head);
		g_assert_cmpint(parsed, ==, heads[i].host != NULL);
		g_assert_cmpstr(head.host, ==, heads[i].host);
		if (parsed)
			g_assert_cmpuint(head.port, ==, heads[i].port);
		GString *forward = head.forward;
		assert_str(
			forward ? str_over(forward->str, forward->len) : STR(""), heads[i].forward);
		proxyhead_clear(&head);
	}
}

static void test_len(void)
{
	g_assert_cmpuint(proxyhead_len(STR("GET / HTTP/1.1\r\n\r\nbody")), ==, 18);
	g_assert_cmpuint(proxyhead_len(STR("GET / HTTP/1.1\r\n")), ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/proxyhead/heads", test_heads);
	g_test_add_func("/proxyhead/len", test_len);
	return g_test_run();
}

#include "net/http.h"

#include <curl/curl.h>
#include <errno.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "net/certificate.h"

/* One transfer while it runs. */
typedef struct {
	const Session *session;
	Exchange *exchange;
	int fd; /* connected, until libcurl takes it; then -1 */
	GByteArray *body;
	json_t *headers; /* [[name, value], ...] of the last header block */
	size_t header_bytes;
	bool is_cut, has_long_header;
} Transfer;

static const struct {
	CURLcode code;
	Outcome outcome;
} outcomes[] = {
	{CURLE_OK, OUTCOME_ANSWERED}, {CURLE_OPERATION_TIMEDOUT, OUTCOME_TIMEOUT},
	{CURLE_PEER_FAILED_VERIFICATION, OUTCOME_UNTRUSTED},
	{CURLE_SSL_CONNECT_ERROR, OUTCOME_UNTRUSTED},
	{CURLE_UNSUPPORTED_PROTOCOL, OUTCOME_MALFORMED}, /* HTTP/0.9: no status line */
	{CURLE_WEIRD_SERVER_REPLY, OUTCOME_MALFORMED},
	{CURLE_BAD_CONTENT_ENCODING, OUTCOME_MALFORMED},
	{CURLE_OUT_OF_MEMORY, OUTCOME_MALFORMED}, /* a header line past libcurl's own limit */
};

static Outcome outcome_of(CURLcode code, const Transfer *transfer)
{
	if (transfer->is_cut)
		return OUTCOME_CUT;
	if (transfer->has_long_header)
		return OUTCOME_MALFORMED;
	for (size_t i = 0; i < G_N_ELEMENTS(outcomes); i++)
		if (outcomes[i].code == code)
			return outcomes[i].outcome;
	return OUTCOME_BROKEN;
}

static size_t on_body(char *at, size_t size, size_t count, void *data)
{
	Transfer *transfer = data;
	size_t len = size * count;
	size_t room = transfer->session->bounds->bytes_max - transfer->body->len;

	g_byte_array_append(transfer->body, (const guint8 *)at, (guint)MIN(len, room));
	transfer->is_cut = len > room;
	return MIN(len, room);
}

static size_t on_header(char *at, size_t size, size_t count, void *data)
{
	Transfer *transfer = data;
	Str line = str_over(at, size * count);
	size_t len = line.len;

	transfer->header_bytes += len;
	if (transfer->header_bytes > HTTP_HEADER_MAX) {
		transfer->has_long_header = true;
		return 0;
	}
	line = str_trim_end(line);
	if (str_starts(line, STR("HTTP/"))) { /* a "100 Continue" may have come before */
		json_array_clear(transfer->headers);
		return len;
	}
	Str name = str_take_until(&line, ':');
	if (!str_take_char(&line, ':'))
		return len;
	json_t *pair = json_array();
	json_push(pair, json_text(name));
	json_push(pair, json_text(str_trim(line)));
	json_push(transfer->headers, pair);
	return len;
}

/* libcurl gets the one socket that leads to a checked address, and no second one. */
static curl_socket_t on_open(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
	Transfer *transfer = data;
	int fd = transfer->fd;

	(void)purpose;
	(void)address;
	transfer->fd = -1;
	return fd >= 0 ? fd : CURL_SOCKET_BAD;
}

static int on_socket(void *data, curl_socket_t fd, curlsocktype purpose)
{
	(void)data;
	(void)fd;
	(void)purpose;
	return CURL_SOCKOPT_ALREADY_CONNECTED;
}

/* Verify as OpenSSL does by itself, and note the certificate, above all one that does not hold. */
static int on_chain(X509_STORE_CTX *chain, void *data)
{
	Transfer *transfer = data;
	X509 *leaf = X509_STORE_CTX_get0_cert(chain);
	int holds = X509_verify_cert(chain);

	if (leaf) {
		json_t *facts = certificate_facts(leaf);
		json_put(facts, "trusted", json_boolean(holds == 1));
		json_put(transfer->exchange->facts, "certificate", facts);
	}
	return holds;
}

static CURLcode on_tls(CURL *curl, void *context, void *data)
{
	(void)curl;
	SSL_CTX_set_cert_verify_callback(context, on_chain, data);
	return CURLE_OK;
}

/* "::ADDRESS:PORT": whatever host and port the URL has, it is that machine. */
static struct curl_slist *pin(const Session *session, const char *address)
{
	bool is_v6 = str_find_char(str_of(address), ':') >= 0;
	g_autofree char *text =
		g_strdup_printf(is_v6 ? "::[%s]:%u" : "::%s:%u", address, (guint)session->port);

	return curl_slist_append(NULL, text);
}

static void set_limits(CURL *curl, const Session *session)
{
	gint64 left_ms = (session->deadline - g_get_monotonic_time() + 999) / 1000;

	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)MAX(left_ms, 1));
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(
		curl, CURLOPT_LOW_SPEED_TIME, (long)((session->bounds->idle_ms + 999) / 1000));
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* else one of the environment's is used */
	curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
}

static void set_callbacks(CURL *curl, Transfer *transfer)
{
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, transfer);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, on_open);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, transfer);
	curl_easy_setopt(curl, CURLOPT_SOCKOPTFUNCTION, on_socket);
	curl_easy_setopt(curl, CURLOPT_SSL_CTX_FUNCTION, on_tls);
	curl_easy_setopt(curl, CURLOPT_SSL_CTX_DATA, transfer);
	if (transfer->session->ca_file) {
		curl_easy_setopt(curl, CURLOPT_CAINFO, transfer->session->ca_file);
		curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
	}
}

/* Run it with SIGPIPE held back in this thread: OpenSSL writes to a socket that the server may have closed,
 * and our standard output may well want that signal. */
static CURLcode perform(CURL *curl)
{
	static const struct timespec at_once = {0};
	sigset_t pipe_only, before, pending;

	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	sigpending(&pending);
	pthread_sigmask(SIG_BLOCK, &pipe_only, &before);
	CURLcode code = curl_easy_perform(curl);
	if (!sigismember(&pending, SIGPIPE))
		while (sigtimedwait(&pipe_only, NULL, &at_once) < 0 && errno == EINTR)
			;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return code;
}

static void fill_facts(CURL *curl, Transfer *transfer, CURLcode code)
{
	json_t *facts = transfer->exchange->facts;
	long status = 0;
	const char *type = NULL;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
	if (status > 0)
		json_put(facts, "status", json_integer(status));
	json_put(facts, "headers", json_incref(transfer->headers));
	if (type) {
		Str all = str_of(type);
		g_autofree char *media = str_dup(str_trim(str_take_until(&all, ';')));
		g_autofree char *lower = g_ascii_strdown(media, -1);
		json_put(facts, "type", json_text(str_of(lower)));
	}
	/* a chain that holds, for another name than the URL's */
	json_t *certificate = json_object_get(facts, "certificate");
	if (certificate && code == CURLE_PEER_FAILED_VERIFICATION)
		json_put(certificate, "trusted", json_false());
}

static void transfer_run(Transfer *transfer, const char *url, const char *accept)
{
	Exchange *exchange = transfer->exchange;
	char fault[CURL_ERROR_SIZE] = "";
	CURL *curl = curl_easy_init(); /* the global part too, under a lock since 7.84 */
	g_autofree char *accept_line = g_strdup_printf("Accept: %s", accept ? accept : "*/*");
	struct curl_slist *lines = curl_slist_append(NULL, accept_line);
	struct curl_slist *pins = pin(transfer->session, exchange->address);

	g_assert(curl && lines && pins);
	set_limits(curl, transfer->session);
	set_callbacks(curl, transfer);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_CONNECT_TO, pins);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "mekiki");
	curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, fault);
	CURLcode code = perform(curl);
	fill_facts(curl, transfer, code);
	exchange_end(
		exchange, outcome_of(code, transfer), fault[0] ? fault : curl_easy_strerror(code));
	curl_easy_cleanup(curl);
	curl_slist_free_all(lines);
	curl_slist_free_all(pins);
}

void http_get(const Session *session, const char *url, const char *accept, Exchange *exchange)
{
	Transfer transfer = {.session = session, .exchange = exchange};

	transfer.fd = session_dial(session, exchange);
	if (transfer.fd < 0)
		return;
	transfer.body = g_byte_array_new();
	transfer.headers = json_array();
	transfer_run(&transfer, url, accept);
	if (transfer.fd >= 0)
		close(transfer.fd);
	json_decref(transfer.headers);
	if (json_object_get(exchange->facts, "status"))
		exchange->answer = g_byte_array_free_to_bytes(transfer.body);
	else
		g_byte_array_unref(transfer.body);
}

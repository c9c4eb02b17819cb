#include "support/dnsresponder.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct DnsResponder {
	const DnsRow *rows;
	int fd;
	char *address;
	GThread *thread;
	GMutex lock;
	GHashTable *asked; /* "name type" -> how often */
};

static void put_u16(GByteArray *out, guint value)
{
	guint8 bytes[] = {(guint8)(value >> 8), (guint8)value};

	g_byte_array_append(out, bytes, sizeof bytes);
}

static void put_name(GByteArray *out, const char *name)
{
	g_auto(GStrv) labels = g_strsplit(name, ".", -1);

	for (size_t i = 0; labels[i] && *name; i++) {
		guint8 len = (guint8)strlen(labels[i]);
		g_byte_array_append(out, &len, 1);
		g_byte_array_append(out, (const guint8 *)labels[i], len);
	}
	g_byte_array_append(out, (const guint8 *)"", 1);
}

static void put_value(GByteArray *out, const DnsRow *row)
{
	guint8 address[16];
	guint8 len = (guint8)strlen(row->value);

	if (row->type == DNSTYPE_A || row->type == DNSTYPE_AAAA) {
		bool is_v4 = row->type == DNSTYPE_A;
		g_assert(inet_pton(is_v4 ? AF_INET : AF_INET6, row->value, address) == 1);
		g_byte_array_append(out, address, is_v4 ? 4 : 16);
	} else if (row->type == DNSTYPE_TXT) {
		g_byte_array_append(out, &len, 1);
		g_byte_array_append(out, (const guint8 *)row->value, len);
	} else {
		put_name(out, row->value);
	}
}

static void put_record(GByteArray *out, const DnsRow *row)
{
	g_autoptr(GByteArray) data = g_byte_array_new();

	put_value(data, row);
	put_name(out, row->name);
	put_u16(out, row->type);
	put_u16(out, 1);
	put_u16(out, 0);
	put_u16(out, 300);
	put_u16(out, data->len);
	g_byte_array_append(out, data->data, data->len);
}

/* The name in a query: libunbound sends no pointers in it. Case is mixed (0x20) and ours to ignore. */
static char *read_name(const guint8 *packet, size_t len, size_t *at)
{
	GString *name = g_string_new(NULL);

	while (*at < len && packet[*at] != 0) {
		if (name->len > 0)
			g_string_append_c(name, '.');
		g_string_append_len(name, (const char *)packet + *at + 1, packet[*at]);
		*at += 1 + (size_t)packet[*at];
	}
	*at += 1;
	g_string_ascii_down(name);
	return g_string_free(name, FALSE);
}

static guint count(DnsResponder *responder, const char *name, guint type)
{
	char *key = g_strdup_printf("%s %u", name, type);

	g_mutex_lock(&responder->lock);
	guint times = GPOINTER_TO_UINT(g_hash_table_lookup(responder->asked, key)) + 1;
	g_hash_table_insert(responder->asked, key, GUINT_TO_POINTER(times));
	g_mutex_unlock(&responder->lock);
	return times;
}

/* Append the rows for the name, and for what its aliases lead to; the rcode, or -1 to say nothing. */
static int answer(
	DnsResponder *responder, const char *name, guint type, GByteArray *out, guint *records)
{
	guint turn = count(responder, name, type);
	int rcode = 3;

	for (const DnsRow *row = responder->rows; row->name; row++) {
		if (strcmp(row->name, name) != 0)
			continue;
		rcode = MAX(rcode == 3 ? 0 : rcode, 0);
		if ((row->type != type && row->type != DNSTYPE_CNAME) ||
			(row->turn && row->turn != turn))
			continue;
		if (row->silent || row->rcode)
			return row->silent ? -1 : (int)row->rcode;
		if (!row->value)
			continue;
		put_record(out, row);
		*records += 1;
	}
	return rcode;
}

static void reply(
	DnsResponder *responder, guint8 *query, size_t len, const struct sockaddr_in *from)
{
	size_t at = 12;
	g_autofree char *name = read_name(query, len, &at);
	guint type = (guint)query[at] << 8 | query[at + 1];
	guint records = 0;
	g_autoptr(GByteArray) body = g_byte_array_new(), out = g_byte_array_new();
	int rcode = answer(responder, name, type, body, &records);

	if (rcode < 0)
		return;
	g_byte_array_append(out, query, 2);
	put_u16(out, 0x8180u | (guint)rcode); /* an answer, recursion desired and available */
	put_u16(out, 1);
	put_u16(out, records);
	put_u16(out, 0);
	put_u16(out, 0);
	g_byte_array_append(out, query + 12, (guint)(at + 4 - 12));
	g_byte_array_append(out, body->data, body->len);
	sendto(responder->fd, out->data, out->len, MSG_NOSIGNAL, (const struct sockaddr *)from,
		sizeof *from);
}

static void *serve(void *data)
{
	DnsResponder *responder = data;
	guint8 query[4096];

	for (;;) {
		struct sockaddr_in from;
		socklen_t from_len = sizeof from;
		ssize_t len = recvfrom(
			responder->fd, query, sizeof query, 0, (struct sockaddr *)&from, &from_len);
		if (len < 0)
			return NULL;
		if (len == 4) /* our own farewell: no DNS message is so short */
			return NULL;
		if (len > 16)
			reply(responder, query, (size_t)len, &from);
	}
}

DnsResponder *dnsresponder_new(const DnsRow *rows)
{
	DnsResponder *responder = g_new0(DnsResponder, 1);
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t len = sizeof address;

	responder->rows = rows;
	responder->fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	g_assert_cmpint(bind(responder->fd, (struct sockaddr *)&address, len), ==, 0);
	g_assert_cmpint(getsockname(responder->fd, (struct sockaddr *)&address, &len), ==, 0);
	responder->address = g_strdup_printf("127.0.0.1@%u", ntohs(address.sin_port));
	responder->asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_mutex_init(&responder->lock);
	responder->thread = g_thread_new("dns", serve, responder);
	return responder;
}

void dnsresponder_free(DnsResponder *responder)
{
	struct sockaddr_in address;
	socklen_t len = sizeof address;

	if (!responder)
		return;
	getsockname(responder->fd, (struct sockaddr *)&address, &len);
	sendto(responder->fd, "stop", 4, 0, (struct sockaddr *)&address, len);
	g_thread_join(responder->thread);
	close(responder->fd);
	g_hash_table_unref(responder->asked);
	g_mutex_clear(&responder->lock);
	g_free(responder->address);
	g_free(responder);
}

const char *dnsresponder_address(const DnsResponder *responder)
{
	return responder->address;
}

guint dnsresponder_asked(DnsResponder *responder, const char *name, DnsType type)
{
	g_autofree char *key = g_strdup_printf("%s %u", name, (guint)type);

	g_mutex_lock(&responder->lock);
	guint times = GPOINTER_TO_UINT(g_hash_table_lookup(responder->asked, key));
	g_mutex_unlock(&responder->lock);
	return times;
}

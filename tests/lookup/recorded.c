#include "recorded.h"

#include <arpa/inet.h>
#include <string.h>

#define RECORDED_TTL 3600

struct Recorded {
	const RecordedReply *replies;
	const RecordedName *names;
	Cache cache;
	Door *door;
	guint ms;
	GMutex lock;
	GHashTable *asked; /* key → how often */
	guint count;
};

static void put_u16(GByteArray *out, guint value)
{
	guint8 bytes[] = {(guint8)(value >> 8), (guint8)value};

	g_byte_array_append(out, bytes, sizeof bytes);
}

static void put_text(GByteArray *out, const char *text)
{
	guint8 len = (guint8)strlen(text);

	g_byte_array_append(out, &len, 1);
	g_byte_array_append(out, (const guint8 *)text, len);
}

static void put_name(GByteArray *out, const char *name)
{
	g_auto(GStrv) labels = g_strsplit(name, ".", -1);

	for (size_t i = 0; labels[i] && *name; i++)
		put_text(out, labels[i]);
	put_text(out, "");
}

static guint type_of(const char *word)
{
	static const DnsType types[] = {DNSTYPE_A, DNSTYPE_NS, DNSTYPE_CNAME, DNSTYPE_SOA,
		DNSTYPE_PTR, DNSTYPE_MX, DNSTYPE_TXT, DNSTYPE_AAAA, DNSTYPE_CAA};

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (strcmp(dnstype_name(types[i]), word) == 0)
			return types[i];
	g_assert_not_reached();
}

static void put_value(GByteArray *out, guint type, const char *value)
{
	guint8 address[16];

	if (inet_pton(type == DNSTYPE_A ? AF_INET : AF_INET6, value, address) == 1) {
		g_byte_array_append(out, address, type == DNSTYPE_A ? 4 : 16);
	} else if (type == DNSTYPE_TXT) {
		put_text(out, value);
	} else if (type == DNSTYPE_CAA) {
		put_text(out, "");
		put_text(out, "issue");
		g_byte_array_append(out, (const guint8 *)value, (guint)strlen(value));
	} else {
		if (type == DNSTYPE_MX)
			put_u16(out, 10);
		put_name(out, value);
	}
	if (type == DNSTYPE_SOA) {
		put_name(out, "hostmaster.example.net");
		for (guint i = 1; i <= 10; i++)
			put_u16(out, i);
	}
}

static void put_record(GByteArray *out, const char *owner, guint type, guint ttl, const char *value)
{
	g_autoptr(GByteArray) data = g_byte_array_new();

	put_value(data, type, value);
	put_name(out, owner);
	put_u16(out, type);
	put_u16(out, 1);
	put_u16(out, ttl >> 16);
	put_u16(out, ttl & 0xffff);
	put_u16(out, data->len);
	g_byte_array_append(out, data->data, data->len);
}

/* The answer section: aliases, then records. How many there are. */
static guint put_answer(GByteArray *out, const char *name, guint type, const char *records)
{
	g_auto(GStrv) values = g_strsplit(records, ", ", -1);
	g_autofree char *owner = g_strdup(name);
	guint count = 0, ttl = RECORDED_TTL;

	for (char **value = values; *value; value++) {
		if (**value == '@') {
			put_record(out, owner, DNSTYPE_CNAME, ttl, *value + 1);
			g_free(owner);
			owner = g_strdup(*value + 1);
			count++;
		} else if (value == values && strspn(*value, "0123456789") == strlen(*value)) {
			ttl = (guint)g_ascii_strtoull(*value, NULL, 10);
		} else {
			put_record(out, owner, type, ttl, *value);
			count++;
		}
	}
	return count;
}

static GBytes *dns_message(const char *question, const char *records)
{
	g_auto(GStrv) words = g_strsplit(question, " ", 2);
	g_autoptr(GByteArray) answer = g_byte_array_new();
	GByteArray *out = g_byte_array_new();
	guint type = type_of(words[1]), count = 0;

	if (records && *records)
		count = put_answer(answer, words[0], type, records);
	put_u16(out, 0);
	put_u16(out, records ? 0x8180 : 0x8183);
	put_u16(out, 1);
	put_u16(out, count);
	put_u16(out, 0);
	put_u16(out, 0);
	put_name(out, words[0]);
	put_u16(out, type);
	put_u16(out, 1);
	g_byte_array_append(out, answer->data, answer->len);
	return g_byte_array_free_to_bytes(out);
}

static Exchange *dns_exchange(const Recorded *recorded, const ExchangeKey *key)
{
	const RecordedName *row = recorded->names;
	Exchange *exchange = exchange_new(key);

	while (row->question && strcmp(row->question, key->question) != 0)
		row++;
	if (row->question && strcmp(row->records, "!") == 0) {
		exchange_end(exchange, OUTCOME_TIMEOUT, "8 s");
		return exchange;
	}
	exchange->answer = dns_message(key->question, row->records);
	json_put(exchange->facts, "rcode",
		json_text(row->question ? STR("NOERROR") : STR("NXDOMAIN")));
	json_put(exchange->facts, "dnssec", json_text(STR("insecure")));
	return exchange;
}

static Exchange *reply_exchange(const Recorded *recorded, const ExchangeKey *key)
{
	const RecordedReply *row = recorded->replies;
	Exchange *exchange;

	while (row->server && (strcmp(row->server, key->server) != 0 ||
				      strcmp(row->question, key->question) != 0))
		row++;
	if (!row->server)
		return NULL;
	exchange = exchange_new(key);
	if (row->answer)
		exchange->answer = g_bytes_new_static(row->answer, strlen(row->answer));
	json_put(exchange->facts, "status", json_integer(row->status ? row->status : 200));
	exchange_end(exchange, row->outcome, NULL);
	return exchange;
}

static Exchange *find(void *self, const ExchangeKey *key, gint64 now)
{
	Recorded *recorded = self;
	char *text = exchange_key_text(key);

	(void)now;
	g_mutex_lock(&recorded->lock);
	guint times = GPOINTER_TO_UINT(g_hash_table_lookup(recorded->asked, text)) + 1;
	g_hash_table_replace(recorded->asked, text, GUINT_TO_POINTER(times));
	recorded->count++;
	g_mutex_unlock(&recorded->lock);
	g_usleep((gulong)recorded->ms * 1000);
	return strcmp(key->protocol, "dns") == 0 ? dns_exchange(recorded, key)
						 : reply_exchange(recorded, key);
}

static void keep(void *self, Exchange *exchange, gint64 until)
{
	(void)self, (void)exchange, (void)until;
}

static void drop(void *self, const ExchangeKey *key)
{
	(void)self, (void)key;
}

Recorded *recorded_new(const RecordedReply *replies, const RecordedName *names)
{
	Recorded *recorded = g_new0(Recorded, 1);
	const DoorSettings settings = {.replay = true};
	const DoorKeepers keepers = {.cache = &recorded->cache};
	g_autoptr(GError) error = NULL;

	recorded->replies = replies;
	recorded->names = names;
	recorded->cache = (Cache){recorded, find, keep, drop};
	g_mutex_init(&recorded->lock);
	recorded->asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	recorded->door = door_new(&settings, &keepers, &error);
	g_assert_no_error(error);
	return recorded;
}

void recorded_free(Recorded *recorded)
{
	if (!recorded)
		return;
	door_free(recorded->door);
	g_hash_table_unref(recorded->asked);
	g_mutex_clear(&recorded->lock);
	g_free(recorded);
}

Door *recorded_door(Recorded *recorded)
{
	return recorded->door;
}

void recorded_slow(Recorded *recorded, guint ms)
{
	recorded->ms = ms;
}

guint recorded_asked(Recorded *recorded, const char *key)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(recorded->asked, key));
}

guint recorded_count(Recorded *recorded)
{
	return recorded->count;
}

#include "net/rdata.h"

#include <string.h>

/* A message's header: one question, `n` answers, NOERROR; and the question "a.example A". */
#define HEADER(n) "\x12\x34\x81\x80\0\1\0" n "\0\0\0\0"
#define QUESTION  "\1A\7example\0\0\1\0\1"
#define HEAD(n)   HEADER(n) QUESTION
/* The question's name, as a pointer to it; class IN, TTL 300. */
#define OWNER  "\xc0\x0c"
#define IN_300 "\0\1\0\0\1\x2c"

#define BYTES(literal)                                                                             \
	{                                                                                          \
		literal, sizeof(literal) - 1                                                       \
	}

static const struct {
	Str packet;
	const char *
		shown; /* "owner type value|..." of each record, "!" behind where it is broken; NULL: no
			      message */
} messages[] = {
	{BYTES(HEAD("\0")), ""},
	{BYTES(HEAD("\1") OWNER "\0\1" IN_300 "\0\4\xcb\0\x71\7"), "a.example A 203.0.113.7"},
	{BYTES(HEAD("\1") OWNER "\0\x1c" IN_300 "\0\x10\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1"),
		"a.example AAAA 2001:db8::1"},
	{BYTES(HEAD("\1") OWNER "\0\2" IN_300 "\0\6\3NS1\xc0\x0e"), "a.example NS ns1.example"},
	{BYTES(HEAD("\1") OWNER "\0\5" IN_300 "\0\1\0"), "a.example CNAME "},
	{BYTES(HEAD("\1") OWNER "\0\x0f" IN_300 "\0\7\0\x0a\2mx\xc0\x0e"),
		"a.example MX mx.example 10"},
	{BYTES(HEAD("\1") OWNER "\0\x10" IN_300 "\0\x0d\6v=spf1\5 -all"),
		"a.example TXT v=spf1 -all"},
	{BYTES(HEAD("\1") OWNER "\0\x10" IN_300 "\0\1\0"), "a.example TXT "},
	{BYTES(HEAD("\1") OWNER
		 "\0\6" IN_300
		 "\0\x1d\2ns\xc0\x0e\1h\xc0\x0c\0\0\0\7\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4"),
		"a.example SOA ns.example h.a.example 7 1 2 3 4"},
	{BYTES(HEAD("\1") OWNER "\1\1" IN_300 "\0\x0e\x80\5issueca.test"),
		"a.example CAA ca.test issue 128"},
	{BYTES(HEAD("\1") OWNER "\0\x63" IN_300 "\0\2\1\2"), "a.example TYPE99"},
	/* another class is no record of ours */
	{BYTES(HEAD("\1") OWNER "\0\1\0\3\0\0\1\x2c\0\4\xcb\0\x71\7"), "a.example TYPE0"},
	/* bytes that are not of a host name */
	{BYTES(HEAD("\1") OWNER "\0\5" IN_300 "\0\7\5a.\0<\xff\0"),
		"a.example CNAME a\\046\\000\\060\\255"},

	/* broken: too short, too long, beyond the packet */
	{BYTES(HEAD("\1")), "!"},
	{BYTES(HEAD("\2") OWNER "\0\1" IN_300 "\0\4\xcb\0\x71\7"), "a.example A 203.0.113.7|!"},
	{BYTES(HEAD("\1") OWNER "\0\1" IN_300 "\0\3\xcb\0\x71"), "!"},
	{BYTES(HEAD("\1") OWNER "\0\1" IN_300 "\0\5\xcb\0\x71\7\7"), "!"},
	{BYTES(HEAD("\1") OWNER "\0\1" IN_300 "\xff\xff\xcb\0\x71\7"), "!"},
	{BYTES(HEAD("\1") OWNER "\0\x10" IN_300 "\0\2\5a"), "!"},
	{BYTES(HEAD("\1") OWNER "\0\x0f" IN_300 "\0\1\0"), "!"},
	{BYTES(HEAD("\1") OWNER "\1\1" IN_300 "\0\1\0"), "!"},
	{BYTES(HEAD("\1") OWNER "\1\1" IN_300 "\0\2\0\0"), "!"},
	/* a pointer to itself, forward, in a circle of two, beyond; a label of a reserved kind */
	{BYTES(HEAD("\1") "\xc0\x1b\0\1" IN_300 "\0\0"), "!"},
	{BYTES(HEAD("\1") "\xc0\x20\0\1" IN_300 "\0\0"), "!"},
	{BYTES(HEAD("\1") "\1a\xc0\x1b\0\1" IN_300 "\0\0"), "!"},
	{BYTES(HEAD("\1") "\xff\xff\0\1" IN_300 "\0\0"), "!"},
	{BYTES(HEAD("\1") "\x40\0\1" IN_300 "\0\0"), "!"},
	{BYTES(HEAD("\1") "\xc0"), "!"},
	{BYTES(HEAD("\1") "\5ab"), "!"},

	{BYTES(""), NULL},
	{BYTES("\x12\x34\x81\x80\0\1\0\0\0\0\0"), NULL},
	{BYTES("\x12\x34\x81\x80\0\0\0\0\0\0\0\0"), NULL},
	{BYTES("\x12\x34\x81\x80\0\2\0\0\0\0\0\0" QUESTION), NULL},
	{BYTES(HEADER("\0")), NULL},
	{BYTES(HEADER("\0") "\1a\7example\0\0\1\0"), NULL},
};

static void show(GString *out, const DnsRecord *record)
{
	const char *type = dnstype_name(record->type);

	g_string_append(out, record->owner);
	if (!type) {
		g_string_append_printf(out, " TYPE%u", record->type);
		return;
	}
	g_string_append_printf(out, " %s %s", type, record->value);
	g_assert_cmpuint(record->value_len, ==, strlen(record->value));
	if (record->word)
		g_string_append_printf(out, " %s", record->word);
	if (record->number)
		g_string_append_printf(out, " %u", record->number);
	for (size_t i = 0; record->type == DNSTYPE_SOA && i < G_N_ELEMENTS(record->times); i++)
		g_string_append_printf(out, " %u", record->times[i]);
}

static void test_messages(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(messages); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		RdataMessage message;

		g_test_message(
			"row %zu: %s", i, messages[i].shown ? messages[i].shown : "no message");
		bool opened = rdata_open(messages[i].packet, &message);
		g_assert_cmpint(opened, ==, messages[i].shown != NULL);
		if (!opened)
			continue;
		g_assert_cmpstr(message.question, ==, "a.example");
		for (DnsRecord record; rdata_next(&message, &record); dnsrecord_clear(&record)) {
			g_string_append(out, out->len > 0 ? "|" : "");
			show(out, &record);
		}
		if (message.broken)
			g_string_append(out, out->len > 0 ? "|!" : "!");
		g_assert_cmpstr(out->str, ==, messages[i].shown);
		rdata_close(&message);
	}
}

/* A name may be 255 bytes long and no longer, however short its pointers make it. */
static void test_long_names(void)
{
	g_autoptr(GString) packet = g_string_new_len(HEADER("\0"), 12);
	RdataMessage message;

	for (guint i = 0; i < 126; i++)
		g_string_append_len(packet, "\1a", 2);
	g_string_append_len(packet, "\0\0\1\0\1", 5);
	g_assert_true(rdata_open(str_over(packet->str, packet->len), &message));
	g_assert_cmpuint(strlen(message.question), ==, 251);
	rdata_close(&message);
	g_string_insert_len(packet, 12, "\1a", 2);
	g_assert_true(rdata_open(str_over(packet->str, packet->len), &message));
	rdata_close(&message);
	g_string_insert_len(packet, 12, "\1a", 2);
	g_assert_false(rdata_open(str_over(packet->str, packet->len), &message));
}

static void test_caps(void)
{
	g_autoptr(GString) packet = g_string_new_len(HEADER("\0") QUESTION, 12 + 15);
	RdataMessage message;
	DnsRecord record;
	guint read = 0;

	packet->str[6] = 2; /* 512 answers */
	for (guint i = 0; i < 512; i++)
		g_string_append_len(packet, OWNER "\0\1" IN_300 "\0\4\xcb\0\x71\7", 16);
	g_assert_true(rdata_open(str_over(packet->str, packet->len), &message));
	for (; rdata_next(&message, &record); read++)
		dnsrecord_clear(&record);
	g_assert_cmpuint(read, ==, RDATA_RECORDS_MAX);
	g_assert_false(message.broken);
	rdata_close(&message);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/net/rdata/messages", test_messages);
	g_test_add_func("/net/rdata/long-names", test_long_names);
	g_test_add_func("/net/rdata/caps", test_caps);
	return g_test_run();
}

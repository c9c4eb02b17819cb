#include "net/rdata.h"

#include <string.h>

#include "web/address.h"

enum {
	HEADER_LEN = 12,
	NAME_LEN_MAX = 255,   /* RFC 1035, section 3.1 */
	LABEL_POINTER = 0xc0, /* RFC 1035, section 4.1.4 */
	CLASS_IN = 1,
};

/* Bytes of a message, read in order; what is read past the end is 0 and marks the cursor. */
typedef struct {
	Str packet;
	size_t at, end;
	bool past;
} Cursor;

static guint8 take_u8(Cursor *cursor)
{
	if (cursor->past || cursor->at >= cursor->end) {
		cursor->past = true;
		return 0;
	}
	return (guint8)cursor->packet.at[cursor->at++];
}

static guint16 take_u16(Cursor *cursor)
{
	guint high = take_u8(cursor);

	return (guint16)(high << 8 | take_u8(cursor));
}

static guint32 take_u32(Cursor *cursor)
{
	guint32 high = take_u16(cursor);

	return high << 16 | take_u16(cursor);
}

static Str take_bytes(Cursor *cursor, size_t len)
{
	if (cursor->past || len > cursor->end - cursor->at) {
		cursor->past = true;
		return STR("");
	}
	Str bytes = str_sub(cursor->packet, cursor->at, len);
	cursor->at += len;
	return bytes;
}

static void write_label(GString *out, Str label)
{
	for (size_t i = 0; i < label.len; i++) {
		char c = label.at[i];
		if (str_is_alnum(c) || (c != '\0' && strchr("-_*+/=", c)))
			g_string_append_c(out, g_ascii_tolower(c));
		else
			g_string_append_printf(out, "\\%03u", (guint8)c);
	}
}

/* Read a name, following pointers, each of which must lead further back than the one before: so that it
 * ends. NULL where it is none; the cursor stands behind it else. Yours to g_free. */
static char *take_name(Cursor *cursor)
{
	Cursor here = *cursor;
	size_t behind = 0, lowest = cursor->at, len = 0;
	g_autoptr(GString) name = g_string_new(NULL);

	for (guint8 size; (size = take_u8(&here)) != 0;) {
		if (size >= LABEL_POINTER) {
			size_t target = ((size_t)(size & ~LABEL_POINTER) << 8) | take_u8(&here);
			behind = behind ? behind : here.at;
			if (here.past || target >= lowest)
				return NULL;
			here.at = lowest = target;
			continue;
		}
		Str label = take_bytes(&here, size);
		len += 1 + (size_t)size;
		/* 0x40 and 0x80 begin nothing that is in use (RFC 6891, section 5) */
		if (here.past || size > 63 || len >= NAME_LEN_MAX)
			return NULL;
		if (name->len > 0)
			g_string_append_c(name, '.');
		write_label(name, label);
	}
	if (here.past)
		return NULL;
	cursor->at = behind ? behind : here.at;
	cursor->past = cursor->at > cursor->end;
	return cursor->past ? NULL : g_string_free(g_steal_pointer(&name), FALSE);
}

static void set_value(DnsRecord *record, GString *value)
{
	record->value_len = value->len;
	record->value = g_string_free(value, FALSE);
}

static bool set_name_value(DnsRecord *record, char *name)
{
	record->value = name;
	record->value_len = name ? strlen(name) : 0;
	return name != NULL;
}

static bool read_address(Cursor *cursor, DnsRecord *record, size_t len)
{
	Address address = {.len = len};
	Str bytes = take_bytes(cursor, len);

	if (cursor->past)
		return false;
	memcpy(address.bytes, bytes.at, len);
	GString *text = g_string_new(NULL);
	address_write(text, &address);
	set_value(record, text);
	return true;
}

static bool read_a(Cursor *cursor, DnsRecord *record)
{
	return read_address(cursor, record, 4);
}

static bool read_aaaa(Cursor *cursor, DnsRecord *record)
{
	return read_address(cursor, record, 16);
}

static bool read_name(Cursor *cursor, DnsRecord *record)
{
	return set_name_value(record, take_name(cursor));
}

static bool read_mx(Cursor *cursor, DnsRecord *record)
{
	record->number = take_u16(cursor);
	return read_name(cursor, record);
}

static bool read_soa(Cursor *cursor, DnsRecord *record)
{
	if (!read_name(cursor, record))
		return false;
	record->word = take_name(cursor);
	for (size_t i = 0; i < G_N_ELEMENTS(record->times); i++)
		record->times[i] = take_u32(cursor);
	return record->word != NULL;
}

/* Character strings (RFC 1035, section 3.3.14), joined as SPF and DMARC have it (RFC 7208, section 3.3). */
static bool read_txt(Cursor *cursor, DnsRecord *record)
{
	GString *text = g_string_new(NULL);

	while (cursor->at < cursor->end && !cursor->past) {
		Str piece = take_bytes(cursor, take_u8(cursor));
		piece = str_sub(piece, 0, RDATA_TEXT_MAX - text->len);
		g_string_append_len(text, piece.at, (gssize)piece.len);
	}
	set_value(record, text);
	return true;
}

/* RFC 8659, section 4.1. */
static bool read_caa(Cursor *cursor, DnsRecord *record)
{
	record->number = take_u8(cursor);
	Str property = take_bytes(cursor, take_u8(cursor));
	Str value = take_bytes(cursor, cursor->end - cursor->at);
	g_autoptr(GString) word = g_string_new(NULL);

	write_label(word, property);
	record->word = g_string_free(g_steal_pointer(&word), FALSE);
	set_value(record, g_string_new_len(value.at, (gssize)MIN(value.len, RDATA_TEXT_MAX)));
	return property.len > 0;
}

static const struct {
	DnsType type;
	bool (*read)(Cursor *cursor, DnsRecord *record);
} readers[] = {
	{DNSTYPE_A, read_a},
	{DNSTYPE_NS, read_name},
	{DNSTYPE_CNAME, read_name},
	{DNSTYPE_SOA, read_soa},
	{DNSTYPE_PTR, read_name},
	{DNSTYPE_MX, read_mx},
	{DNSTYPE_TXT, read_txt},
	{DNSTYPE_AAAA, read_aaaa},
	{DNSTYPE_CAA, read_caa},
};

/* Data that ends too early or goes on too long is broken. */
static bool read_data(Cursor *cursor, DnsRecord *record)
{
	for (size_t i = 0; i < G_N_ELEMENTS(readers); i++)
		if (readers[i].type == record->type)
			return readers[i].read(cursor, record) && !cursor->past &&
			       cursor->at == cursor->end;
	return true;
}

bool rdata_open(Str packet, RdataMessage *message_out)
{
	Cursor cursor = {.packet = packet, .end = packet.len, .at = 2};
	guint16 flags = take_u16(&cursor);
	guint questions = take_u16(&cursor), answers = take_u16(&cursor);

	if (cursor.past || packet.len < HEADER_LEN || questions != 1)
		return false;
	cursor.at = HEADER_LEN;
	char *name = take_name(&cursor);
	guint16 type = take_u16(&cursor);
	take_u16(&cursor); /* the class: IN, we asked for nothing else */
	if (!name || cursor.past) {
		g_free(name);
		return false;
	}
	*message_out = (RdataMessage){
		.packet = packet,
		.at = cursor.at,
		.left = MIN(answers, RDATA_RECORDS_MAX),
		.rcode = flags & 0xf,
		.question = name,
		.type = type,
	};
	return true;
}

void rdata_close(RdataMessage *message)
{
	g_clear_pointer(&message->question, g_free);
}

/* Owner, type, class, TTL, length (RFC 1035, section 4.1.3), data. */
static bool take_record(Cursor *cursor, DnsRecord *record)
{
	record->owner = take_name(cursor);
	if (!record->owner)
		return false;
	record->type = take_u16(cursor);
	guint16 class = take_u16(cursor);
	record->ttl = take_u32(cursor);
	size_t len = take_u16(cursor);
	if (cursor->past || len > cursor->end - cursor->at)
		return false;

	Cursor data = {.packet = cursor->packet, .at = cursor->at, .end = cursor->at + len};
	cursor->at += len;
	if (class != CLASS_IN)
		record->type = 0;
	return read_data(&data, record);
}

bool rdata_next(RdataMessage *message, DnsRecord *record_out)
{
	Cursor cursor = {.packet = message->packet, .at = message->at, .end = message->packet.len};
	DnsRecord record = {0};

	if (message->left == 0 || message->broken)
		return false;
	if (!take_record(&cursor, &record)) {
		message->broken = true;
		dnsrecord_clear(&record);
		return false;
	}
	message->left--;
	message->at = cursor.at;
	*record_out = record;
	return true;
}

void dnsrecord_clear(DnsRecord *record)
{
	g_free(record->owner);
	g_free(record->value);
	g_free(record->word);
	*record = (DnsRecord){0};
}

#include "read/msg.h"

#include "base/when.h"
#include "read/header.h"
#include "read/msgstore.h"

/* Properties (MS-OXPROPS). */
enum {
	TAG_SUBJECT = 0x0037,
	TAG_SUBMIT_TIME = 0x0039,
	TAG_SENT_NAME = 0x0042,
	TAG_SENT_ADDRESS = 0x0065,
	TAG_HEADERS = 0x007d,
	TAG_RECIPIENT_TYPE = 0x0c15,
	TAG_SENDER_NAME = 0x0c1a,
	TAG_SENDER_ADDRESS = 0x0c1f,
	TAG_DELIVERY_TIME = 0x0e06,
	TAG_BODY = 0x1000,
	TAG_HTML = 0x1013,
	TAG_MESSAGE_ID = 0x1035,
	TAG_NAME = 0x3001,
	TAG_ADDRESS = 0x3003,
	TAG_DATA = 0x3701,
	TAG_FILE_SHORT = 0x3704,
	TAG_FILE_LONG = 0x3707,
	TAG_MIME = 0x370e,
	TAG_CONTENT_ID = 0x3712,
	TAG_SMTP_ADDRESS = 0x39fe,
	TAG_INTERNET_CODEPAGE = 0x3fde,
	TAG_SENDER_SMTP = 0x5d01,
	TAG_SENT_SMTP = 0x5d02,
};

/* Characters of base64 in a line, and bytes that they stand for. */
#define LINE_BYTES 57

/* 1601 to 1970, in the 100 ns of a FILETIME. */
#define FILETIME_EPOCH  G_GUINT64_CONSTANT(116444736000000000)
#define FILETIME_SECOND G_GUINT64_CONSTANT(10000000)

typedef struct {
	Charsets *charsets;
	GString *out;
	unsigned depth; /* of this message in others */
} Writer;

static void write_message(Writer *writer, const MsgStore *message);

bool msg_is(Str bytes)
{
	return str_starts(bytes, STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"));
}

static Str text_of_string(const GString *text)
{
	return text ? str_over(text->str, text->len) : STR("");
}

/* The first of these properties that says something; NULL. */
static GString *first_text(const Writer *writer, const MsgStore *store, const unsigned *tags)
{
	for (; *tags; tags++) {
		g_autoptr(GString) text = msgstore_text(store, *tags, writer->charsets);
		if (text && str_trim(text_of_string(text)).len > 0)
			return g_steal_pointer(&text);
	}
	return NULL;
}

/* A property's text within a header: what would end the line or the file is a space. */
static void write_value(Writer *writer, const GString *text)
{
	Str value = str_trim(text_of_string(text));

	for (size_t i = 0; i < value.len; i++)
		g_string_append_c(writer->out, g_ascii_iscntrl(value.at[i]) ? ' ' : value.at[i]);
}

/* Within quotes. */
static void write_quoted(Writer *writer, const GString *text)
{
	Str value = str_trim(text_of_string(text));

	g_string_append_c(writer->out, '"');
	for (size_t i = 0; i < value.len; i++) {
		if (value.at[i] == '"' || value.at[i] == '\\')
			g_string_append_c(writer->out, '\\');
		g_string_append_c(writer->out, g_ascii_iscntrl(value.at[i]) ? ' ' : value.at[i]);
	}
	g_string_append_c(writer->out, '"');
}

static void write_mailbox(Writer *writer, const GString *name, const GString *address)
{
	write_quoted(writer, name);
	g_string_append(writer->out, " <");
	write_value(writer, address);
	g_string_append_c(writer->out, '>');
}

static void write_text_header(
	Writer *writer, const char *name, const MsgStore *message, unsigned tag)
{
	g_autoptr(GString) text = msgstore_text(message, tag, writer->charsets);

	if (!text)
		return;
	g_string_append_printf(writer->out, "%s: ", name);
	write_value(writer, text);
	g_string_append_c(writer->out, '\n');
}

static void write_from(Writer *writer, const MsgStore *message)
{
	static const unsigned names[] = {TAG_SENT_NAME, TAG_SENDER_NAME, 0};
	static const unsigned addresses[] = {
		TAG_SENT_SMTP, TAG_SENDER_SMTP, TAG_SENT_ADDRESS, TAG_SENDER_ADDRESS, 0};
	g_autoptr(GString) name = first_text(writer, message, names);
	g_autoptr(GString) address = first_text(writer, message, addresses);

	if (!name && !address)
		return;
	g_string_append(writer->out, "From: ");
	write_mailbox(writer, name, address);
	g_string_append_c(writer->out, '\n');
}

static void write_date(Writer *writer, const MsgStore *message)
{
	guint64 time;

	if (!msgstore_number(message, TAG_SUBMIT_TIME, &time) &&
		!msgstore_number(message, TAG_DELIVERY_TIME, &time))
		return;
	g_autoptr(GDateTime) date =
		time < FILETIME_EPOCH ? NULL
				      : g_date_time_new_from_unix_utc((
						gint64)((time - FILETIME_EPOCH) / FILETIME_SECOND));
	if (!date)
		return;
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	g_string_append_printf(writer->out, "Date: %d %s %d %02d:%02d:%02d +0000\n",
		g_date_time_get_day_of_month(date), months[g_date_time_get_month(date) - 1],
		g_date_time_get_year(date), g_date_time_get_hour(date),
		g_date_time_get_minute(date), g_date_time_get_second(date));
}

/* The storages below a message that are called `prefix` and a number. */
static MsgStore *numbered_child(const MsgStore *message, const char *prefix, unsigned n)
{
	g_autofree char *name = g_strdup_printf("%s_version1.0_#%08X", prefix, n);

	return msgstore_child(message, name, MSGSTORE_CHILD);
}

static void write_recipient(Writer *writer, const MsgStore *recipient)
{
	static const char *const headers[] = {"To", "To", "Cc", "Bcc"};
	static const unsigned names[] = {TAG_NAME, 0};
	static const unsigned addresses[] = {TAG_SMTP_ADDRESS, TAG_ADDRESS, 0};
	g_autoptr(GString) name = first_text(writer, recipient, names);
	g_autoptr(GString) address = first_text(writer, recipient, addresses);
	guint64 type = 0;

	msgstore_number(recipient, TAG_RECIPIENT_TYPE, &type);
	g_string_append_printf(writer->out, "%s: ", headers[type % G_N_ELEMENTS(headers)]);
	write_mailbox(writer, name, address);
	g_string_append_c(writer->out, '\n');
}

/* Headers made of what the message's properties say. */
static void write_own_headers(Writer *writer, const MsgStore *message)
{
	write_from(writer, message);
	for (unsigned n = 0; n < MSG_CHILDREN_MAX; n++) {
		MsgStore *recipient = numbered_child(message, "__recip", n);
		if (!recipient)
			break;
		write_recipient(writer, recipient);
		msgstore_free(recipient);
	}
	write_text_header(writer, "Subject", message, TAG_SUBJECT);
	write_date(writer, message);
	write_text_header(writer, "Message-ID", message, TAG_MESSAGE_ID);
}

/* Headers that describe a body which is not kept. */
static bool describes_body(Str name)
{
	return str_starts_fold(name, STR("Content-")) || str_equal_fold(name, STR("MIME-Version"));
}

/* The headers that the message came with; false where it has none. */
static bool write_kept_headers(Writer *writer, Str kept)
{
	bool any = false;

	for (Header header; header_next(&kept, &header);) {
		if (describes_body(header.name))
			continue;
		any = true;
		g_string_append_printf(writer->out, "%.*s: ", STR_ARG(header.name));
		for (Str value = header.value; value.len > 0;) {
			Str line = str_take_line(&value);
			g_string_append_len(writer->out, line.at, (gssize)line.len);
			g_string_append_c(writer->out, '\n');
		}
		if (header.value.len == 0)
			g_string_append_c(writer->out, '\n');
	}
	return any;
}

static void write_base64(Writer *writer, Str bytes)
{
	while (bytes.len > 0) {
		Str line = str_sub(bytes, 0, LINE_BYTES);
		g_autofree char *text = g_base64_encode((const guchar *)line.at, line.len);
		g_string_append_printf(writer->out, "%s\n", text);
		bytes = str_sub(bytes, line.len, bytes.len);
	}
}

/* A boundary of this depth. Every body is base64, no line of which begins with "--". */
static void write_boundary(Writer *writer, const char *end)
{
	g_string_append_printf(writer->out, "--=_msg_%u%s\n", writer->depth, end);
}

static void write_part(Writer *writer, const char *type, Str bytes)
{
	if (writer->out->len + bytes.len / 3 * 4 > MSG_MAIL_MAX)
		return;
	write_boundary(writer, "");
	g_string_append_printf(
		writer->out, "Content-Type: %s\nContent-Transfer-Encoding: base64\n\n", type);
	write_base64(writer, bytes);
}

static void write_html(Writer *writer, const MsgStore *message)
{
	g_autoptr(GString) html = msgstore_bytes(message, TAG_HTML);
	g_autoptr(GString) text = html ? NULL : msgstore_text(message, TAG_HTML, writer->charsets);
	guint64 codepage = 0;

	if (text)
		write_part(writer, "text/html; charset=utf-8", text_of_string(text));
	if (!html || html->len == 0)
		return;
	msgstore_number(message, TAG_INTERNET_CODEPAGE, &codepage);
	const char *charset = msgstore_charset(codepage);
	g_autofree char *type =
		g_strconcat("text/html", charset ? "; charset=" : NULL, charset, NULL);
	write_part(writer, type, text_of_string(html));
}

/* The headers of an attached file, up to its bytes. */
static void write_file_headers(Writer *writer, const MsgStore *file, const char *type)
{
	static const unsigned names[] = {TAG_FILE_LONG, TAG_NAME, TAG_FILE_SHORT, 0};
	static const unsigned types[] = {TAG_MIME, 0};
	g_autoptr(GString) name = first_text(writer, file, names);
	g_autoptr(GString) mime = type ? g_string_new(type) : first_text(writer, file, types);
	g_autoptr(GString) id = msgstore_text(file, TAG_CONTENT_ID, writer->charsets);

	write_boundary(writer, "");
	g_string_append(writer->out, "Content-Type: ");
	if (mime)
		write_value(writer, mime);
	else
		g_string_append(writer->out, "application/octet-stream");
	g_string_append(writer->out, "\nContent-Transfer-Encoding: base64\nContent-Disposition: "
				     "attachment; filename=");
	write_quoted(writer, name);
	if (id && id->len > 0) {
		g_string_append(writer->out, "\nContent-ID: <");
		write_value(writer, id);
		g_string_append_c(writer->out, '>');
	}
	g_string_append(writer->out, "\n\n");
}

/* A message in the message. */
static void write_inner(Writer *writer, const MsgStore *file, const MsgStore *message)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	Writer inner = {writer->charsets, bytes, writer->depth + 1};

	if (inner.depth < MSG_DEPTH_MAX)
		write_message(&inner, message);
	if (writer->out->len + bytes->len / 3 * 4 > MSG_MAIL_MAX)
		return;
	write_file_headers(writer, file, "message/rfc822");
	write_base64(writer, text_of_string(bytes));
}

static void write_file(Writer *writer, const MsgStore *file)
{
	MsgStore *message = msgstore_child(file, "__substg1.0_3701000D", MSGSTORE_INNER);
	g_autoptr(GString) bytes = message ? NULL : msgstore_bytes(file, TAG_DATA);

	if (message) {
		write_inner(writer, file, message);
	} else if (writer->out->len + text_of_string(bytes).len / 3 * 4 <= MSG_MAIL_MAX) {
		write_file_headers(writer, file, NULL);
		write_base64(writer, text_of_string(bytes));
	}
	msgstore_free(message);
}

static void write_message(Writer *writer, const MsgStore *message)
{
	g_autoptr(GString) kept = msgstore_text(message, TAG_HEADERS, writer->charsets);
	g_autoptr(GString) text = msgstore_text(message, TAG_BODY, writer->charsets);

	if (!write_kept_headers(writer, text_of_string(kept)))
		write_own_headers(writer, message);
	g_string_append_printf(writer->out,
		"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"=_msg_%u\"\n\n",
		writer->depth);
	if (text && text->len > 0)
		write_part(writer, "text/plain; charset=utf-8", text_of_string(text));
	write_html(writer, message);
	for (unsigned n = 0; n < MSG_CHILDREN_MAX; n++) {
		MsgStore *file = numbered_child(message, "__attach", n);
		if (!file)
			break;
		write_file(writer, file);
		msgstore_free(file);
	}
	write_boundary(writer, "--");
}

GString *msg_mail(Charsets *charsets, Str bytes)
{
	MsgStore *message = msg_is(bytes) ? msgstore_open(bytes) : NULL;
	g_autoptr(GString) mail = g_string_new(NULL);
	Writer writer = {charsets, mail, 0};
	guint64 none;

	if (!message)
		return NULL;
	MsgStore *named = msgstore_child(message, "__nameid_version1.0", MSGSTORE_CHILD);
	bool is_message = named || msgstore_number(message, TAG_SUBMIT_TIME, &none);
	msgstore_free(named);
	if (is_message)
		write_message(&writer, message);
	msgstore_free(message);
	return is_message ? g_steal_pointer(&mail) : NULL;
}

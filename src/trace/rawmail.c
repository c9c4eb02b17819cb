#include "trace/rawmail.h"

/* A longer name is none, as in read/header.h. */
#define FIELD_NAME_MAX 256

/* A name and the lowest field that has it. */
typedef struct {
	Str name;
	guint last;
} Kind;

struct RawMail {
	GArray *fields; /* of RawField */
	GArray *kinds; /* of Kind, by name: a sorted list, as names can be made to collide in a hash */
	Str body;
};

static int compare_names(Str a, Str b)
{
	size_t len = MIN(a.len, b.len);
	int order = g_ascii_strncasecmp(a.at, b.at, len);

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static bool is_name(char c)
{
	return c > ' ' && c < 0x7f && c != ':';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool take_field(Str *rest, RawField *out)
{
	Str ahead = *rest;
	RawField field = {.name = str_take_while(&ahead, is_name), .above = RAWMAIL_NONE};

	str_skip(&ahead, is_blank); /* RFC 5322, section 4.5: allowed of old */
	if (field.name.len == 0 || field.name.len > FIELD_NAME_MAX || !str_take_char(&ahead, ':'))
		return false;
	field.value = ahead;
	do {
		str_take_until(&ahead, '\n');
		str_take_char(&ahead, '\n');
	} while (ahead.len > 0 && is_blank(ahead.at[0]));
	field.value = str_trim(str_sub(field.value, 0, (size_t)(ahead.at - field.value.at)));
	field.whole = str_sub(*rest, 0, (size_t)(ahead.at - rest->at));
	*rest = ahead;
	*out = field;
	return true;
}

/* By name, then by place. */
static gint compare_fields(gconstpointer a, gconstpointer b, gpointer mail)
{
	guint x = *(const guint *)a, y = *(const guint *)b;
	int order = compare_names(rawmail_field(mail, x)->name, rawmail_field(mail, y)->name);

	return order ? order : (x > y) - (x < y);
}

static void find_kinds(RawMail *mail)
{
	g_autoptr(GArray) order = g_array_sized_new(FALSE, FALSE, sizeof(guint), mail->fields->len);
	Kind *kind = NULL;

	for (guint i = 0; i < mail->fields->len; i++)
		g_array_append_val(order, i);
	g_array_sort_with_data(order, compare_fields, mail);
	for (guint i = 0; i < order->len; i++) {
		guint index = g_array_index(order, guint, i);
		RawField *field = &g_array_index(mail->fields, RawField, index);
		if (kind && compare_names(kind->name, field->name) == 0) {
			field->above = kind->last;
		} else {
			g_array_append_val(mail->kinds, ((Kind){.name = field->name}));
			kind = &g_array_index(mail->kinds, Kind, mail->kinds->len - 1);
		}
		kind->last = index;
		field->kind = mail->kinds->len - 1;
	}
}

static void skip_mbox_lines(Str *rest)
{
	while (str_starts(*rest, STR("From ")) || str_starts(*rest, STR(">From ")))
		str_take_line(rest);
}

RawMail *rawmail_new(Str bytes)
{
	RawMail *mail = g_new0(RawMail, 1);
	RawField field;

	mail->fields = g_array_new(FALSE, FALSE, sizeof(RawField));
	mail->kinds = g_array_new(FALSE, FALSE, sizeof(Kind));
	for (skip_mbox_lines(&bytes); take_field(&bytes, &field); skip_mbox_lines(&bytes))
		g_array_append_val(mail->fields, field);
	mail->body = bytes;
	if (str_take_line(&bytes).len == 0)
		mail->body = bytes;
	find_kinds(mail);
	return mail;
}

void rawmail_free(RawMail *mail)
{
	if (!mail)
		return;
	g_array_unref(mail->fields);
	g_array_unref(mail->kinds);
	g_free(mail);
}

Str rawmail_body(const RawMail *mail)
{
	return mail->body;
}

guint rawmail_count(const RawMail *mail)
{
	return mail->fields->len;
}

guint rawmail_kinds(const RawMail *mail)
{
	return mail->kinds->len;
}

const RawField *rawmail_field(const RawMail *mail, guint index)
{
	return &g_array_index(mail->fields, RawField, index);
}

guint rawmail_last(const RawMail *mail, Str name)
{
	guint from = 0, to = mail->kinds->len;

	while (from < to) {
		guint middle = from + (to - from) / 2;
		const Kind *kind = &g_array_index(mail->kinds, Kind, middle);
		int order = compare_names(name, kind->name);
		if (order == 0)
			return kind->last;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return RAWMAIL_NONE;
}

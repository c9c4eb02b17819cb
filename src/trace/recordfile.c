#include "trace/recordfile.h"

#include <gio/gio.h>

#include "web/address.h"

/* What stands in the place of a value, or of the type where it goes for all types of the name. */
static const struct {
	Str word;
	RecordsState state;
} marks[] = {
	{STR("NXDOMAIN"), RECORDS_NO_NAME},
	{STR("NODATA"), RECORDS_NO_DATA},
	{STR("TIMEOUT"), RECORDS_FAILED},
	{STR("SERVFAIL"), RECORDS_FAILED},
};

static const DnsType all_types[] = {DNSTYPE_A, DNSTYPE_NS, DNSTYPE_CNAME, DNSTYPE_SOA, DNSTYPE_PTR,
	DNSTYPE_MX, DNSTYPE_TXT, DNSTYPE_AAAA, DNSTYPE_CAA};

typedef struct {
	Records *records;
	GString *name; /* bytes */
	DnsType type;
	Str value; /* as the line has it */
} Line;

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_word(char c)
{
	return !is_blank(c);
}

static bool find_mark(Str word, RecordsState *state_out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (str_equal(word, marks[i].word)) {
			*state_out = marks[i].state;
			return true;
		}
	return false;
}

static Str name_of(const Line *line)
{
	return str_over(line->name->str, line->name->len);
}

static bool add(const Line *line, Str value, guint number)
{
	records_add(line->records, name_of(line), line->type, value, number);
	return true;
}

/* The text between quotes, `rest` being behind the first; false where no second comes. */
static bool take_quoted(Str *rest, GString *out)
{
	while (rest->len > 0 && rest->at[0] != '"') {
		if (rest->at[0] == '\\' && rest->len > 1 && !str_is_digit(rest->at[1]))
			*rest = str_sub(*rest, 1, rest->len);
		g_string_append_c(out, rest->at[0]);
		*rest = str_sub(*rest, 1, rest->len);
	}
	return str_take_char(rest, '"');
}

/* Strings in quotes, joined; or the rest of the line as it is. */
static bool read_text(const Line *line)
{
	g_autoptr(GString) joined = g_string_new(NULL);
	Str rest = line->value;

	if (!str_starts(rest, STR("\"")))
		g_string_append_len(joined, rest.at, (gssize)rest.len);
	else
		while (str_take_char(&rest, '"')) {
			if (!take_quoted(&rest, joined))
				return false;
			str_skip(&rest, is_blank);
		}
	g_autoptr(GString) bytes = records_unescape(str_over(joined->str, joined->len));
	return add(line, str_over(bytes->str, bytes->len), 0);
}

static bool read_address(const Line *line)
{
	Address address;

	if (!address_parse(line->value, &address) ||
		(address.len == 4) != (line->type == DNSTYPE_A))
		return false;
	g_autoptr(GString) text = g_string_new(NULL);
	address_write(text, &address);
	return add(line, str_over(text->str, text->len), 0);
}

static bool add_name(const Line *line, Str value, guint number)
{
	if (value.len > 1 && str_ends(value, STR(".")))
		value.len--;
	g_autoptr(GString) bytes = records_unescape(value);
	return value.len > 0 && add(line, str_over(bytes->str, bytes->len), number);
}

static bool read_name(const Line *line)
{
	return add_name(line, line->value, 0);
}

static bool read_mx(const Line *line)
{
	Str rest = line->value;
	guint64 preference;

	if (!str_parse_uint(str_take_while(&rest, is_word), G_MAXUINT16, &preference))
		return false;
	str_skip(&rest, is_blank);
	return add_name(line, rest, (guint)preference);
}

static const struct {
	DnsType type;
	bool (*read)(const Line *line);
} readers[] = {
	{DNSTYPE_TXT, read_text},
	{DNSTYPE_A, read_address},
	{DNSTYPE_AAAA, read_address},
	{DNSTYPE_MX, read_mx},
	{DNSTYPE_PTR, read_name},
	{DNSTYPE_CNAME, read_name},
	{DNSTYPE_NS, read_name},
};

static bool read_value(const Line *line)
{
	RecordsState state;

	if (find_mark(line->value, &state)) {
		records_put(line->records, name_of(line), line->type, state);
		return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(readers); i++)
		if (readers[i].type == line->type)
			return readers[i].read(line);
	return false;
}

/* An address may stand for the name that the DNS has for it. */
static GString *read_owner(Str word)
{
	Address address;

	if (!address_parse(word, &address))
		return records_unescape(word);
	g_autofree char *reverse = address_reverse(&address);
	return g_string_new(reverse);
}

static bool read_line(Str text, Records *records)
{
	Line line = {.records = records};
	Str rest = str_trim(text), word = str_take_while(&rest, is_word);
	RecordsState state;

	if (word.len == 0 || word.at[0] == '#' || word.at[0] == ';')
		return true;
	g_autoptr(GString) name = read_owner(word);
	line.name = name;
	str_skip(&rest, is_blank);
	word = str_take_while(&rest, is_word);
	str_skip(&rest, is_blank);
	line.value = rest;
	if (dnstype_find(word, &line.type))
		return read_value(&line);
	if (rest.len > 0 || !find_mark(word, &state))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(all_types); i++)
		records_put(records, name_of(&line), all_types[i], state);
	return true;
}

bool recordfile_read(Str text, Records *records, GError **error)
{
	if (text.len > RECORDFILE_MAX) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
			"the DNS file is longer than %zu bytes", RECORDFILE_MAX);
		return false;
	}
	for (guint n = 1; text.len > 0; n++) {
		if (read_line(str_take_line(&text), records))
			continue;
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
			"line %u of the DNS file is no answer of the DNS (NAME TYPE VALUE)", n);
		return false;
	}
	records_close(records);
	return true;
}

#include "lookup/whois.h"

#include "base/utf8.h"
#include "lookup/iprange.h"
#include "lookup/whoisform.h"

/* One reply while it is read. */
typedef struct {
	const Vocabulary *vocabulary;
	const Dialect *dialect;
	Str server;
	Registration *out;
	WhoisForm form;
	Str registrant_english; /* what the registrant is called in Latin letters, too; "" */
	Str referral;           /* the registry's server that a remark names; "" */
	bool names_several;     /* remarks name several: none of them is meant */
	IpRange range;          /* the smallest network so far */
	bool has_range;
	RegistrationField last; /* of the line before; FIELD_NONE */
	bool in_list;           /* the line before was one of name servers: it may go on */
	bool passed_over;       /* the network at hand is not the smallest */
	bool done;              /* another domain's record has begun */
	GString *key;
} Reading;

/* What a label is called where it stands below a heading: "Registrar:" / "  Name: …" is "registrar
 * name". */
static const char *const prefixes[] = {
	[SECTION_RECORD] = "domain ",
	[SECTION_REGISTRANT] = "registrant ",
	[SECTION_REGISTRAR] = "registrar ",
	[SECTION_NAMESERVERS] = "name server ",
	[SECTION_OTHER] = NULL,
};

/* What a line without a label is below a heading that is not itself a field's label. */
static const struct {
	Section section;
	RegistrationField field;
} plain_fields[] = {
	{SECTION_REGISTRAR, FIELD_REGISTRAR},
	{SECTION_NAMESERVERS, FIELD_NAMESERVERS},
	{SECTION_REGISTRANT, FIELD_ORGANIZATION},
};

GString *whois_text(const Vocabulary *vocabulary, Charsets *charsets, Str server, Str reply)
{
	const char *charset = dialect_charset(vocabulary_dialect(vocabulary, server));

	reply = str_sub(reply, 0, WHOIS_REPLY_MAX);
	/* a server that has moved to UTF-8 since our data were written */
	if (!charset || (!str_is_ascii(reply) && utf8_is_valid(reply)))
		charset = charset_guess(charsets, reply);
	return charset_decode(charsets, charset, reply, NULL);
}

/* Without what stands behind `mark`. */
static Str cut_at(Str value, Str mark)
{
	gssize at = str_find(value, mark);

	return at > 0 ? str_trim(str_sub(value, 0, (size_t)at)) : value;
}

/* A machine's name has a dot, and nothing but letters, digits and hyphens. */
static bool is_machine(Str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!str_is_alnum(name.at[i]) && !strchr("-._", name.at[i]) &&
			(guchar)name.at[i] < 0x80)
			return false;
	return str_find_char(name, '.') > 0;
}

static bool is_between(char c)
{
	return str_is_space(c) || c == ',';
}

static bool is_word(char c)
{
	return !is_between(c);
}

/* All machines of "ns1.example.net. [192.0.2.1]", "a.example.net, b.example.net"; where a zone's line
 * stands, the one behind NS. What follows that is no machine ends the list. */
static void add_nameserver(Reading *reading, Str value)
{
	gssize record = str_find(value, STR("\tNS\t"));

	if (record >= 0)
		value = str_sub(value, (size_t)record + 4, value.len);
	str_take(&value, STR("- "));
	for (str_skip(&value, is_between); value.len > 0; str_skip(&value, is_between)) {
		Str name = str_take_while(&value, is_word);
		while (str_ends(name, STR(".")))
			name.len--;
		g_autofree char *lower = g_ascii_strdown(name.at, (gssize)name.len);
		if (!is_machine(name) || dialect_is_nothing(reading->dialect, lower))
			return;
		if (address_class(name) == ADDRESS_INVALID)
			registration_add(reading->out, FIELD_NAMESERVERS, str_of(lower));
	}
}

/* Whether text in parentheses is an id or an address of the web. */
static bool has_id(Str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (str_is_digit(text.at[i]) || text.at[i] == ':')
			return true;
	return false;
}

/* "Example Ltd t/a Ex [Tag = EX]", "Example (http://example.com)", "Example (R22-LRCC)". */
static void add_registrar(Reading *reading, Str value)
{
	gssize open = str_rfind_char(value, '(');
	Str inside = open > 0 ? str_sub(value, (size_t)open + 1, value.len) : STR("");

	value = cut_at(cut_at(cut_at(value, STR("[Tag =")), STR(" t/a ")), STR("(http"));
	value = cut_at(value, STR("( http"));
	/* an id has digits, the name of a brand, as in 阿里云计算有限公司(万网), has none */
	if (open > 0 && str_ends(inside, STR(")")) && str_find_char(inside, ' ') < 0 &&
		str_is_ascii(inside) && has_id(inside))
		value = cut_at(value, STR("("));
	registration_add(reading->out, FIELD_REGISTRAR, value);
}

static void add(Reading *reading, RegistrationField field, Str value);

static void read_sentence(Reading *reading, Str line)
{
	Str value;
	RegistrationField field;
	size_t at = 0;

	line = str_sub(line, 0, REGISTRATION_VALUE_MAX);
	g_autofree char *lower = g_ascii_strdown(line.at, (gssize)line.len);
	while ((field = dialect_sentence(reading->dialect, str_over(lower, line.len), &at,
			&value)) != FIELD_NONE) /* as printed, not as compared */
		add(reading, field, str_sub(line, (size_t)(value.at - lower), value.len));
}

/* Whether the value is the Latin form of a name that is known in its own script. */
static bool is_latin_form(const Reading *reading, RegistrationField field, Str value)
{
	const char *known = registration_get(reading->out, field);

	return known && !registration_is_latin(str_of(known)) && registration_is_latin(value);
}

static bool is_handle_byte(char c)
{
	return g_ascii_isupper(c) || str_is_digit(c) || c == '-';
}

/* ARIN: "Example Hosting (EH-1)". The handle at the end of the name, taken off it; "" where there is none. */
static Str take_handle(Str *name)
{
	gssize open = str_rfind_char(*name, '(');
	Str inside = open > 0 ? str_sub(*name, (size_t)open + 1, name->len) : STR("");
	Str handle = str_take_while(&inside, is_handle_byte);

	if (handle.len == 0 || !str_equal(inside, STR(")")))
		return STR("");
	*name = str_trim(str_sub(*name, 0, (size_t)open));
	return handle;
}

static void add_organization(Reading *reading, Str value)
{
	if (dialect_is_handled(reading->dialect, reading->form.label->str))
		registration_add(reading->out, FIELD_ORGANIZATION_HANDLE, take_handle(&value));
	registration_add(reading->out,
		is_latin_form(reading, FIELD_ORGANIZATION, value) ? FIELD_ORGANIZATION_ENGLISH
								  : FIELD_ORGANIZATION,
		value);
}

/* What comes next without a label may be its other name, or a person's. */
static void add_registrant(Reading *reading, Str value)
{
	Str name = cut_at(value, STR("  "));

	/* "Example Person    a@example.com" */
	if (str_find_char(str_sub(value, name.len, value.len), '@') >= 0)
		value = name;
	if (!is_latin_form(reading, FIELD_REGISTRANT, value))
		registration_add(reading->out, FIELD_REGISTRANT, value);
	else if (reading->registrant_english.len == 0 &&
		 (reading->form.kind == WHOIS_VALUE ||
			 dialect_is_organization(reading->dialect, value)))
		reading->registrant_english = value;
}

static void add_list(Reading *reading, RegistrationField field, Str value)
{
	while (value.len > 0) {
		registration_add(reading->out, field, str_trim(str_take_until(&value, ',')));
		str_take_char(&value, ',');
	}
}

static bool is_list_of_words(Str value)
{
	while (value.len > 0) {
		str_skip(&value, str_is_space);
		str_take_while(&value, is_word);
		if (value.len > 0 && !str_take_char(&value, ','))
			return false;
	}
	return true;
}

/* "clientHold https://icann.org/epp#clientHold", "clientHold - it does not resolve", "clientHold,ok". */
static void add_status(Reading *reading, Str value)
{
	value = cut_at(cut_at(cut_at(value, STR(" http")), STR(" (http")), STR(" - "));
	if (is_list_of_words(value))
		add_list(reading, FIELD_STATUS, value);
	else
		registration_add(reading->out, FIELD_STATUS, value);
	/* JPRS: "Connected (2010/09/30)" */
	read_sentence(reading, value);
}

/* A second name is another record: a server that found several, or says what else it has. */
static void add_name(Reading *reading, Str value)
{
	const char *known = registration_get(reading->out, FIELD_NAME);

	value = str_take_while(&value, is_word);
	while (str_ends(value, STR(".")))
		value.len--;
	if (known && !str_equal_fold(str_of(known), value) && str_find_char(value, '.') > 0)
		reading->done = true;
	if (str_find_char(value, '.') > 0 || str_is_alnum(value.len > 0 ? value.at[0] : ' '))
		registration_add(reading->out, FIELD_NAME, value);
}

/* A network within the one before is the customer's: what was read is the provider's. */
static void add_range(Reading *reading, Str value)
{
	IpRange range;

	if (!iprange_parse(value, &range))
		return;
	/* RWhois names the network twice, as a prefix and as a block */
	bool again = reading->has_range && range.len == reading->range.len &&
		     range.first == reading->range.first && range.last == reading->range.last;
	reading->passed_over =
		reading->has_range && !again && !iprange_within(&range, &reading->range);
	if (reading->passed_over || again)
		return;
	for (RegistrationField field = 0; reading->has_range && field < FIELDS; field++)
		if (field != FIELD_ABUSE && field != FIELD_REFERRAL && field != FIELD_ASN)
			registration_drop(reading->out, field);
	reading->registrant_english = STR("");
	reading->range = range;
	reading->has_range = true;
	g_autofree char *text = iprange_text(&range);
	registration_add(reading->out, FIELD_RANGE, str_of(text));
}

static void add_cidr(Reading *reading, Str value)
{
	Str rest = value;

	while (rest.len > 0) {
		IpRange range;
		Str item = str_trim(str_take_until(&rest, ','));
		str_take_char(&rest, ',');
		if (iprange_parse(item, &range))
			registration_add(reading->out, FIELD_CIDR, item);
	}
}

static void add_asn(Reading *reading, Str value)
{
	Str number = value, digits;

	if (!str_take(&number, STR("AS")))
		str_take(&number, STR("as"));
	digits = str_take_while(&number, str_is_digit);
	str_skip(&number, str_is_space);
	if (str_take_char(&number, '-')) /* a block of numbers is none of them */
		return;
	g_autofree char *text = g_strdup_printf("AS%.*s", STR_ARG(digits));
	if (digits.len > 0 && digits.len <= 10)
		registration_add(reading->out, FIELD_ASN, str_of(text));
}

/* Within a sentence the address may be quoted. */
static void add_abuse(Reading *reading, Str value)
{
	if (str_take_char(&value, '\''))
		value = str_take_until(&value, '\'');
	add_list(reading, FIELD_ABUSE, value);
}

static void (*const adders[FIELDS])(Reading *reading, Str value) = {
	[FIELD_NAME] = add_name,
	[FIELD_REGISTRAR] = add_registrar,
	[FIELD_REGISTRANT] = add_registrant,
	[FIELD_ORGANIZATION] = add_organization,
	[FIELD_STATUS] = add_status,
	[FIELD_NAMESERVERS] = add_nameserver,
	[FIELD_RANGE] = add_range,
	[FIELD_CIDR] = add_cidr,
	[FIELD_ASN] = add_asn,
	[FIELD_ABUSE] = add_abuse,
};

static bool is_nothing(Reading *reading, Str value)
{
	vocabulary_lower(reading->key, str_sub(value, 0, REGISTRATION_VALUE_MAX));
	return value.len == 0 || dialect_is_nothing(reading->dialect, reading->key->str);
}

/* "Not available" is no registrar, but it is a status. */
static bool is_state(const Reading *reading, RegistrationField field)
{
	RegistrationState state;

	return field == FIELD_STATUS && dialect_state(reading->dialect, reading->key->str, &state);
}

static void add(Reading *reading, RegistrationField field, Str value)
{
	if (field == FIELD_NONE || (is_nothing(reading, value) && !is_state(reading, field)))
		return;
	if (reading->passed_over && field != FIELD_RANGE && field != FIELD_ABUSE &&
		field != FIELD_ASN)
		return;
	if (registration_field_is_time(field))
		registration_add_time(reading->out, field, value, dialect_custom(reading->dialect));
	else if (adders[field])
		adders[field](reading, value);
	else
		registration_add(reading->out, field, value);
}

/* The field of a label: below a heading by both their names first. */
static RegistrationField field_of(Reading *reading, const char *label)
{
	const WhoisForm *form = &reading->form;
	const char *prefix =
		form->section < G_N_ELEMENTS(prefixes) ? prefixes[form->section] : NULL;
	bool in_record = form->section == SECTION_NONE || form->section == SECTION_RECORD ||
			 form->section == SECTION_NAMESERVERS;
	RegistrationField field = FIELD_NONE;

	if (prefix) {
		g_string_assign(reading->key, prefix);
		g_string_append(reading->key, label);
		field = dialect_label(reading->dialect, reading->key->str, true);
	}
	return field != FIELD_NONE
		       ? field
		       : dialect_label(reading->dialect, label, in_record && !form->aside);
}

static bool is_host_byte(char c)
{
	return str_is_alnum(c) || c == '-' || c == '.';
}

static bool is_no_host_byte(char c)
{
	return !is_host_byte(c);
}

/* Note the registry's server that a remark names. Who writes remarks is the network's holder, too: only servers that
 * our data know count, and one that is named among others is none to go to. */
static void note_server(Reading *reading, Str remark)
{
	const Dialect *general = vocabulary_dialect(reading->vocabulary, STR(""));

	for (str_skip(&remark, is_no_host_byte); remark.len > 0;
		str_skip(&remark, is_no_host_byte)) {
		Str name = str_take_while(&remark, is_host_byte);
		while (str_ends(name, STR(".")))
			name.len--;
		if (str_find_char(name, '.') < 0 || str_equal_fold(name, reading->server) ||
			vocabulary_dialect(reading->vocabulary, name) == general)
			continue;
		reading->names_several |=
			reading->referral.len > 0 && !str_equal_fold(name, reading->referral);
		reading->referral = name;
	}
}

/* What only looks like a label: "Record expires on Wed Nov 17 23:59:00 2027". */
static void read_unlabelled(Reading *reading)
{
	const WhoisForm *form = &reading->form;

	note_server(reading, form->value);
	if (!form->aside && (form->section == SECTION_NONE || form->section == SECTION_RECORD))
		read_sentence(reading, str_trim(form->line));
}

/* Whether the time is later than the known one. */
static bool is_later(const Reading *reading, Str value)
{
	const FieldValue *known = &reading->out->fields[FIELD_UPDATED];
	RegDate date;

	return known->has_date && !reading->passed_over &&
	       regdate_parse(value, dialect_custom(reading->dialect), &date) &&
	       date.utc > known->date.utc;
}

static void read_value(Reading *reading)
{
	const WhoisForm *form = &reading->form;
	RegistrationField field = field_of(reading, form->label->str);

	if (field == FIELD_NONE && form->synonym->len > 0)
		field = field_of(reading, form->synonym->str);
	reading->in_list = field == FIELD_NAMESERVERS;
	/* "changed:" after "changed:", the oldest first */
	if (field == FIELD_UPDATED && reading->last == FIELD_UPDATED &&
		is_later(reading, form->value))
		registration_drop(reading->out, field);
	reading->last = field;
	/* "ns1.example.net  192.0.2.1  2001:db8::1" has a colon, but no label */
	if (field == FIELD_NONE && form->section == SECTION_NAMESERVERS)
		add(reading, FIELD_NAMESERVERS, str_trim(form->line));
	else if (field == FIELD_NONE)
		read_unlabelled(reading);
	else
		add(reading, field, form->value);
}

/* The field of a line without a label, from the heading above it. */
static RegistrationField plain_field(const WhoisForm *form)
{
	if (form->section != SECTION_NONE && form->section != SECTION_OTHER &&
		form->heading != FIELD_NONE)
		return form->heading;
	for (size_t i = 0; i < G_N_ELEMENTS(plain_fields); i++)
		if (plain_fields[i].section == form->section)
			return plain_fields[i].field;
	return FIELD_NONE;
}

static void read_plain(Reading *reading)
{
	const WhoisForm *form = &reading->form;
	RegistrationField field = form->goes_on ? FIELD_NONE : plain_field(form);
	Str value = form->value;

	if (field == FIELD_NONE && reading->in_list)
		field = FIELD_NAMESERVERS;
	if (field != FIELD_NAMESERVERS)
		read_sentence(reading, value);
	if (field == FIELD_ORGANIZATION && !dialect_is_organization(reading->dialect, value))
		return;
	add(reading, field, value);
}

static void read_comment(Reading *reading)
{
	Str line = str_trim(reading->form.line);

	while (line.len > 0 && strchr("%# ", line.at[0]))
		line = str_sub(line, 1, line.len);
	read_sentence(reading, line);
	note_server(reading, line);
}

static void read_line(Reading *reading)
{
	static void (*const readers[])(Reading *) = {
		[WHOIS_VALUE] = read_value,
		[WHOIS_PLAIN] = read_plain,
		[WHOIS_COMMENT] = read_comment,
	};

	if (reading->form.kind == WHOIS_BLANK || reading->form.kind == WHOIS_HEADING)
		reading->in_list = false;
	else
		readers[reading->form.kind](reading);
}

/* A line stripped of what marks comments and of quotes, lower case. */
static void strip(GString *out, Str line)
{
	size_t to = 0;

	line = str_trim(line);
	while (line.len > 0 && strchr("%#;*> ", line.at[0]))
		line = str_sub(line, 1, line.len);
	vocabulary_lower(out, str_sub(line, 0, REGISTRATION_VALUE_MAX));
	for (size_t i = 0; i < out->len; i++)
		if (out->str[i] != '"' && out->str[i] != '\'')
			out->str[to++] = out->str[i];
	g_string_truncate(out, to);
}

/* What the lines of a reply without a record say. "Throttled" has the last word: such replies may say
 * "not found", too. */
static RegistrationState state_of_text(const Dialect *dialect, Str text)
{
	g_autoptr(GString) line = g_string_new(NULL);
	RegistrationState state = STATE_UNKNOWN, said;
	bool any = false;

	while (text.len > 0) {
		strip(line, str_take_line(&text));
		if (!dialect_text(dialect, str_over(line->str, line->len), &said))
			continue;
		if (said == STATE_THROTTLED)
			return said;
		if (!any)
			state = said;
		any = true;
	}
	return state;
}

/* What a status says: "Reserved", "Connected (2010/09/30)". */
static bool state_of_status(const Reading *reading, RegistrationState *state_out)
{
	const GPtrArray *statuses = reading->out->fields[FIELD_STATUS].values;
	g_autoptr(GString) lower = g_string_new(NULL);

	for (size_t i = 0; statuses && i < statuses->len; i++) {
		Str status = cut_at(str_of(g_ptr_array_index(statuses, i)), STR("("));
		vocabulary_lower(lower, status);
		if (dialect_state(reading->dialect, lower->str, state_out))
			return true;
	}
	return false;
}

/* Any of these is a record's. */
static bool has_record(const Registration *out)
{
	static const RegistrationField fields[] = {FIELD_REGISTRAR, FIELD_CREATED, FIELD_EXPIRES,
		FIELD_UPDATED, FIELD_STATUS, FIELD_NAMESERVERS, FIELD_RANGE, FIELD_NETNAME,
		FIELD_ORGANIZATION, FIELD_REGISTRANT, FIELD_DESCRIPTION};

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		if (registration_get(out, fields[i]))
			return true;
	return false;
}

static void finish_holder(Reading *reading)
{
	Registration *out = reading->out;
	const char *registrant = registration_get(out, FIELD_REGISTRANT);

	if (!registrant || !dialect_is_organization(reading->dialect, str_of(registrant)))
		return;
	registration_add(out, FIELD_ORGANIZATION, str_of(registrant));
	registration_add(out, FIELD_ORGANIZATION_ENGLISH, reading->registrant_english);
}

static void finish(Reading *reading, Str text)
{
	Registration *out = reading->out;
	const char *description = registration_get(out, FIELD_DESCRIPTION);

	finish_holder(reading);
	if (reading->has_range && !reading->names_several)
		registration_add(out, FIELD_REFERRAL, reading->referral);
	if (description && reading->has_range)
		registration_add(out, FIELD_ORGANIZATION, str_of(description));
	if (reading->has_range && !registration_get(out, FIELD_CIDR)) {
		g_autoptr(GPtrArray) cidr = iprange_cidr(&reading->range);
		for (size_t i = 0; i < cidr->len; i++)
			registration_add(out, FIELD_CIDR, str_of(g_ptr_array_index(cidr, i)));
	}
	if (state_of_status(reading, &out->state))
		return;
	out->state = has_record(out) ? STATE_REGISTERED : state_of_text(reading->dialect, text);
}

Registration *whois_parse(const Vocabulary *vocabulary, Charsets *charsets, Str server, Str reply)
{
	g_autoptr(GString) decoded = whois_text(vocabulary, charsets, server, reply);
	g_autofree char *name = str_dup(server);
	Str text = str_over(decoded->str, decoded->len);
	Reading reading = {
		.vocabulary = vocabulary,
		.dialect = vocabulary_dialect(vocabulary, server),
		.server = server,
		.last = FIELD_NONE,
		.out = registration_new(name),
		.key = g_string_new(NULL),
	};

	whoisform_init(&reading.form, reading.dialect, text);
	while (!reading.done && whoisform_next(&reading.form))
		read_line(&reading);
	whoisform_clear(&reading.form);
	g_string_free(reading.key, TRUE);
	reading.key = NULL;
	finish(&reading, text);
	return reading.out;
}

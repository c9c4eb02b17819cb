#include "read/envelope.h"

#include "base/when.h"
#include "read/encoded.h"
#include "read/header.h"
#include "read/mailbox.h"
#include "web/host.h"

typedef struct {
	json_t *mail;
	Shelf *shelf;
	Defects *defects;
	GHashTable *recipients; /* those that are listed already */
	Located subject;
} Reading;

/* How a header is taken into the mail. */
typedef struct {
	Str name;
	const char *member; /* of the mail */
	/* `text` is unfolded; encoded words are still in it */
	void (*read)(Reading *reading, const char *member, Located text);
	bool once;        /* of several the first counts */
	Defect duplicate; /* what a second one is; DEFECT_COUNT where it is nothing to speak of */
} Rule;

/* A display name as a reader sees it: quotes and encoded words undone. */
static Located display_name(Shelf *shelf, Located phrase)
{
	Str bytes = phrase.bytes;

	if (bytes.len >= 2 && str_starts(bytes, STR("\"")) && str_ends(bytes, STR("\""))) {
		Str inside = str_sub(bytes, 1, bytes.len - 2);
		if (str_find_char(inside, '"') < 0 && str_find_char(inside, '\\') < 0)
			return located_words(shelf, located_slice(phrase, inside), NULL);
	}
	if (str_find_char(bytes, '"') < 0)
		return located_words(shelf, phrase, NULL);
	Located plain = located_decode(shelf, phrase, "phrase", NULL);
	return located_slice(plain, str_trim(plain.bytes));
}

static void put_domain(json_t *mailbox, Str spec)
{
	g_autofree char *domain = host_parse(mailbox_domain(spec), true);

	json_put(mailbox, "domain", json_text_or_null(domain && *domain ? domain : NULL));
}

static json_t *mailbox_json(Shelf *shelf, Located text, const Mailbox *address)
{
	json_t *mailbox = json_object();
	Located name = display_name(shelf, located_slice(text, address->phrase));
	Located spec = located_slice(text, address->spec);
	bool named = name.bytes.len > 0, addressed = address->spec.len > 0;

	json_put(mailbox, "name", named ? json_text(name.bytes) : json_null());
	json_put(mailbox, "name_at", named ? place_json(&name.place) : json_null());
	json_put(mailbox, "address", addressed ? json_text(spec.bytes) : json_null());
	json_put(mailbox, "at", addressed ? place_json(&spec.place) : json_null());
	put_domain(mailbox, address->spec);
	return mailbox;
}

static void add_recipient(Reading *reading, Str address)
{
	char *lower = g_ascii_strdown(address.at, (gssize)address.len);

	if (address.len == 0 || str_find_char(address, '@') < 0 ||
		json_array_size(json_object_get(reading->mail, "recipients")) >=
			ENVELOPE_MAILBOXES_MAX)
		g_free(lower);
	else if (g_hash_table_add(reading->recipients, lower))
		json_push(json_object_get(reading->mail, "recipients"), json_text(str_of(lower)));
}

/* What in an address leads programs to different ones. */
static void note_address(Reading *reading, Located spec)
{
	gssize sign = str_find_char(spec.bytes, '@');
	bool quoted = str_starts(spec.bytes, STR("\""));

	if (!quoted && sign >= 0 && sign != str_rfind_char(spec.bytes, '@'))
		defects_add(reading->defects, DEFECT_ADDRESS_SIGNS, &spec.place);
	if (encoded_present(spec.bytes))
		defects_add(reading->defects, DEFECT_ADDRESS_ENCODED, &spec.place);
}

static void read_mailboxes(Reading *reading, const char *member, Located text)
{
	json_t *list = json_object_get(reading->mail, member);
	MailboxList addresses = mailbox_list(text.bytes);

	for (Mailbox address; mailbox_next(&addresses, &address);) {
		if (json_array_size(list) >= ENVELOPE_MAILBOXES_MAX) {
			defects_add(reading->defects, DEFECT_ADDRESSES, &text.place);
			return;
		}
		note_address(reading, located_slice(text, address.spec));
		json_push(list, mailbox_json(reading->shelf, text, &address));
	}
}

static void read_recipients(Reading *reading, const char *member, Located text)
{
	const json_t *list = json_object_get(reading->mail, member);
	size_t index = json_array_size(list);

	read_mailboxes(reading, member, text);
	for (; index < json_array_size(list); index++)
		add_recipient(reading, json_get_str(json_array_get(list, index), "address"));
}

static void read_sender(Reading *reading, const char *member, Located text)
{
	MailboxList addresses = mailbox_list(text.bytes);
	Mailbox address;

	if (mailbox_next(&addresses, &address))
		json_put(reading->mail, member, mailbox_json(reading->shelf, text, &address));
}

static void read_return_path(Reading *reading, const char *member, Located text)
{
	MailboxList addresses = mailbox_list(text.bytes);
	Mailbox address;

	if (!mailbox_next(&addresses, &address) || !address.has_spec)
		return;
	Located spec = located_slice(text, address.spec);
	json_put(reading->mail, member, json_text(spec.bytes));
	json_put(reading->mail, "return_path_at", place_json(&spec.place));
}

static void read_delivered(Reading *reading, const char *member, Located text)
{
	MailboxList addresses = mailbox_list(text.bytes);
	Mailbox address;

	(void)member;
	if (mailbox_next(&addresses, &address))
		add_recipient(reading, address.spec);
}

static bool is_address_char(char c)
{
	return !str_is_space(c) && c != '>' && c != ';' && c != ',' && c != ')';
}

/* "Received: ... for <a@b>; ..." */
static void read_received(Reading *reading, const char *member, Located text)
{
	Str rest = text.bytes;
	gssize found = str_find(rest, STR(" for "));

	(void)member;
	if (found < 0)
		return;
	rest = str_sub(rest, (size_t)found + 5, rest.len);
	str_skip(&rest, str_is_space);
	str_take_char(&rest, '<');
	add_recipient(reading, str_take_while(&rest, is_address_char));
}

static void read_text(Reading *reading, const char *member, Located text)
{
	Located words = located_words(reading->shelf, text, NULL);

	json_put(reading->mail, member, json_text(words.bytes));
}

static void read_subject(Reading *reading, const char *member, Located text)
{
	read_text(reading, member, text);
	reading->subject = located_words(reading->shelf, text, NULL);
}

static void read_date(Reading *reading, const char *member, Located text)
{
	gint64 date;

	read_text(reading, "date_raw", text);
	if (!when_parse_mail(text.bytes, &date)) {
		defects_add(reading->defects, DEFECT_BAD_DATE, &text.place);
		return;
	}
	g_autofree char *written = when_text(date);
	json_put(reading->mail, member, json_text(str_of(written)));
}

static const Rule rules[] = {
	{STR("From"), "from", read_mailboxes, true, DEFECT_DUPLICATE_FROM},
	{STR("Sender"), "sender", read_sender, true, DEFECT_DUPLICATE},
	{STR("Reply-To"), "reply_to", read_mailboxes, false, DEFECT_DUPLICATE},
	{STR("To"), "to", read_recipients, false, DEFECT_DUPLICATE},
	{STR("Cc"), "cc", read_recipients, false, DEFECT_DUPLICATE},
	{STR("Return-Path"), "return_path", read_return_path, true, DEFECT_COUNT},
	{STR("Subject"), "subject", read_subject, true, DEFECT_DUPLICATE_SUBJECT},
	{STR("Date"), "date", read_date, true, DEFECT_DUPLICATE},
	{STR("Message-ID"), "message_id", read_text, true, DEFECT_DUPLICATE},
	{STR("Delivered-To"), NULL, read_delivered, false, DEFECT_COUNT},
	{STR("X-Original-To"), NULL, read_delivered, false, DEFECT_COUNT},
	{STR("Envelope-To"), NULL, read_delivered, false, DEFECT_COUNT},
	{STR("Received"), NULL, read_received, false, DEFECT_COUNT},
};

enum { RULES = G_N_ELEMENTS(rules) };

/* Which of the rules' headers were met. */
typedef struct {
	bool met[RULES];
} Seen;

static void apply_rules(Reading *reading, Seen *seen, Str name, Located text)
{
	for (size_t i = 0; i < RULES; i++) {
		const Rule *rule = &rules[i];
		if (!str_equal_fold(name, rule->name))
			continue;
		if (!seen->met[i] || !rule->once)
			rule->read(reading, rule->member, text);
		if (seen->met[i] && rule->duplicate != DEFECT_COUNT)
			defects_add(reading->defects, rule->duplicate, &text.place);
		seen->met[i] = true;
	}
}

static bool has_rule(Str name)
{
	for (size_t i = 0; i < RULES; i++)
		if (str_equal_fold(name, rules[i].name))
			return true;
	return false;
}

/* Headers that are listed already. */
typedef struct {
	size_t count, bytes;
} Tally;

/* Count a header in, if there is room for it. */
static bool tally_add(Tally *tally, const Header *header)
{
	if (tally->count == ENVELOPE_HEADERS_MAX ||
		header->value.len > ENVELOPE_VALUES_MAX - tally->bytes)
		return false;
	tally->count++;
	tally->bytes += header->value.len;
	return true;
}

/* A line of a header may be so long (RFC 5322, section 2.1.1). */
#define LINE_MAX_CHARACTERS 998

/* Which line ends the headers have had, and what is wrong with their lines. */
typedef struct {
	bool crlf, lf;
} LineEnds;

static void note_lines(Reading *reading, LineEnds *ends, Located value)
{
	for (Str rest = value.bytes; rest.len > 0;) {
		Str line = str_take_until(&rest, '\n');
		bool ended = str_take_char(&rest, '\n');
		bool returned = str_ends(line, STR("\r"));
		line.len -= returned && ended;
		ends->crlf |= ended && returned;
		ends->lf |= ended && !returned;
		if (str_find_char(line, '\r') >= 0)
			defects_add(reading->defects, DEFECT_BARE_CR, &value.place);
		if (line.len > LINE_MAX_CHARACTERS)
			defects_add(reading->defects, DEFECT_LINE_LONG, &value.place);
	}
}

/* One header into the list, and into what its rule says. */
static void read_header(Reading *reading, Seen *seen, Located mail, const Header *header)
{
	json_t *list = json_object_get(reading->mail, "headers"), *entry = json_object();
	g_autofree char *id = g_strdup_printf("h%zu", json_array_size(list) + 1);
	size_t damaged, words_damaged;
	Located value = located_slice(mail, header->value);
	Located text = located_header(reading->shelf, value, &damaged);
	Located words = located_words(reading->shelf, text, &words_damaged);

	if (damaged + words_damaged > 0)
		defects_add(reading->defects, DEFECT_HEADER_BYTES, &value.place);
	if (header->cut)
		defects_add(reading->defects, DEFECT_HEADER_LONG, &value.place);
	json_put(entry, "id", json_text(str_of(id)));
	json_put(entry, "name", json_text(header->name));
	json_put(entry, "value", json_text(words.bytes));
	json_put(entry, "at", place_json(&words.place));
	json_push(list, entry);
	apply_rules(reading, seen, header->name, text);
}

/* The members as they are where no header fills them. */
static void put_empty(json_t *mail)
{
	static const char *const nulls[] = {"subject", "date", "date_raw", "message_id", "sender",
		"return_path", "return_path_at"};
	static const char *const arrays[] = {
		"headers", "from", "reply_to", "to", "cc", "recipients"};

	for (size_t i = 0; i < G_N_ELEMENTS(nulls); i++)
		json_put(mail, nulls[i], json_null());
	for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
		json_put(mail, arrays[i], json_array());
}

void envelope_read(
	json_t *mail, Shelf *shelf, Located bytes, Defects *defects, Located *subject_out)
{
	g_autoptr(GHashTable) recipients =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Reading reading = {mail, shelf, defects, recipients, located_slice(bytes, STR(""))};
	Seen seen = {0};
	Tally ruled = {0}, others = {0};
	LineEnds ends = {0};
	Str rest = bytes.bytes;

	put_empty(mail);
	for (Header header; header_next(&rest, &header);) {
		/* up to the next header: with its own line end */
		Str lines = str_sub(header.value, 0, header.value.len);
		lines.len = MIN((size_t)(rest.at - lines.at), HEADER_VALUE_MAX);
		note_lines(&reading, &ends, located_slice(bytes, lines));
		if (tally_add(has_rule(header.name) ? &ruled : &others, &header))
			read_header(&reading, &seen, bytes, &header);
		else if (defects->count[DEFECT_HEADERS] == 0)
			defects_add(defects, DEFECT_HEADERS, NULL);
	}
	if (ends.crlf && ends.lf)
		defects_add(defects, DEFECT_LINE_ENDS, NULL);
	if (ruled.count + others.count == 0 && bytes.bytes.len > 0)
		defects_add(defects, DEFECT_NO_HEADERS, NULL);
	if (json_array_size(json_object_get(mail, "from")) == 0)
		defects_add(defects, DEFECT_NO_FROM, NULL);
	if (json_is_null(json_object_get(mail, "date_raw")))
		defects_add(defects, DEFECT_NO_DATE, NULL);
	*subject_out = reading.subject;
}

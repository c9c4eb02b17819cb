#include "trace/received.h"

#include "trace/words.h"

typedef enum {
	CLAUSE_NONE, /* before the first keyword */
	CLAUSE_FROM,
	CLAUSE_BY,
	CLAUSE_WITH,
	CLAUSE_ID,
	CLAUSE_FOR,
	CLAUSE_SENDER, /* XMail's second "from" */
	CLAUSE_OTHER,  /* via, tls: read over */
	CLAUSE_DATE,
} Clause;

static const struct {
	Str word;
	Clause clause;
} keywords[] = {
	{STR("from"), CLAUSE_FROM},
	{STR("by"), CLAUSE_BY},
	{STR("with"), CLAUSE_WITH},
	{STR("id"), CLAUSE_ID},
	{STR("for"), CLAUSE_FOR},
	{STR("via"), CLAUSE_OTHER},
	{STR("tls"), CLAUSE_OTHER},
};

/* What comments say of mail that began, or began again, on this machine. */
static const Str local_marks[] = {
	STR("invoked "), /* qmail, nullmailer: (qmail 123 invoked by uid 89); also "from network" */
	STR("from userid "), /* Postfix: (Postfix, from userid 1001) */
	STR("from "),        /* Sendmail: (from jm@localhost) */
};

/* What stands for a name where there is none. */
static const Str no_names[] = {
	STR("unknown"),
	STR("<unknown>"),
	STR("unverified"),
	STR("UnknownHost"),
};

typedef struct {
	Received received;
	const char *end; /* of the value */
	Clause clause;
	unsigned words;     /* of the clause so far */
	bool commented;     /* the clause's words are over: a comment stood behind them */
	Str first;          /* the first word behind "from" */
	bool from_seen;     /* the header has a "from" */
	bool first_is_rdns; /* that word is what the writer looked up, not what it was told */
	bool bracketed;     /* the address stood in brackets */
	bool exim;
} Reading;

/* A header that says nothing. */
static const Received nothing = {
	.helo = STR(""),
	.rdns = STR(""),
	.ip = STR(""),
	.by = STR(""),
	.by_ip = STR(""),
	.with = STR(""),
	.id = STR(""),
	.recipient = STR(""),
	.envelope_from = STR(""),
	.date = STR(""),
};

static bool is_no_name(Str name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(no_names); i++)
		if (str_equal_fold(name, no_names[i]))
			return true;
	return false;
}

/* Sendmail's "ident@name", qmail's "user@address": without who. */
static Str behind_at(Str word)
{
	gssize at = str_rfind_char(word, '@');

	return str_sub(word, (size_t)(at + 1), word.len);
}

/* A host's name as one: without a dot behind, and nothing where it stands for none or is an address. */
static Str name_of(Str word)
{
	Str name = behind_at(word);

	if (is_no_name(name) || (name.len > 0 && name.at[0] == '['))
		return STR("");
	while (name.len > 0 && (name.at[name.len - 1] == '.' || name.at[name.len - 1] == ','))
		name.len--;
	return words_address(name).len > 0 ? STR("") : name;
}

/* The mail address that `word` is, without angle brackets; empty when it is none. */
static Str mail_address_of(Str word)
{
	Str address = words_bare(word);

	while (address.len > 0 && address.at[address.len - 1] == ',')
		address.len--;
	address = words_bare(address);
	return str_find_char(address, '@') < 0 ? STR("") : address;
}

static void set_ip(Reading *reading, Str address, bool bracketed)
{
	if (reading->received.ip.len > 0 || address.len == 0)
		return;
	reading->received.ip = address;
	reading->bracketed = bracketed;
}

/* Zimbra's LMTP has the third. */
static bool is_greeting(Str word)
{
	static const Str greetings[] = {STR("HELO"), STR("EHLO"), STR("LHLO")};

	for (size_t i = 0; i < G_N_ELEMENTS(greetings); i++)
		if (str_equal_fold(word, greetings[i]))
			return true;
	return false;
}

/* "helo=name", "HELO name" and their kin; whether `word` was one. */
static bool read_helo(Reading *reading, Str word, Str *rest)
{
	Word next;

	if (str_starts_fold(word, STR("helo="))) {
		reading->received.helo = name_of(str_sub(word, 5, word.len));
	} else if (is_greeting(word)) {
		if (words_next(rest, &next))
			reading->received.helo = name_of(next.text);
	} else {
		return false;
	}
	reading->first_is_rdns = true;
	return true;
}

/* A comment behind "from": (name [address]), ([address] helo=name), (HELO name), (address). One without
 * an address is about TLS or authentication, and its words are no names. */
static void read_from_comment(Reading *reading, Str comment)
{
	bool had_ip = reading->received.ip.len > 0;
	Str rest = comment, name = STR("");

	for (Word word; words_next(&rest, &word);) {
		if (word.kind != WORD_TEXT || read_helo(reading, word.text, &rest))
			continue;
		gssize bracket = str_find_char(word.text, '[');
		Str before = str_sub(word.text, 0, bracket < 0 ? 0 : (size_t)bracket);
		Str address = words_address(
			bracket < 0 ? behind_at(word.text)
				    : str_sub(word.text, (size_t)bracket, word.text.len));
		if (name.len == 0)
			name = address.len > 0 ? before : word.text;
		set_ip(reading, address, bracket >= 0);
	}
	if (had_ip || reading->received.ip.len == 0 || !reading->bracketed)
		return;
	reading->received.rdns_told = true;
	reading->received.rdns = name_of(name);
}

/* Whether a comment says that a queue or a user of this machine handed the mail over. */
static bool says_local(Str comment)
{
	for (size_t i = 0; i < G_N_ELEMENTS(local_marks); i++)
		if (str_find_fold(comment, local_marks[i]) >= 0)
			return true;
	return false;
}

static void read_comment(Reading *reading, Str comment)
{
	Str rest = comment;
	Word word, address;

	reading->commented = true;
	if (!words_next(&rest, &word))
		return;
	if (str_starts_fold(word.text, STR("envelope-"))) {
		if (words_next(&rest, &address))
			reading->received.envelope_from = mail_address_of(address.text);
		return;
	}
	reading->exim |= str_equal_fold(word.text, STR("Exim"));
	reading->received.local |= !reading->from_seen && says_local(comment);
	if (reading->clause == CLAUSE_FROM)
		read_from_comment(reading, comment);
	else if (reading->clause == CLAUSE_BY && reading->received.by_ip.len == 0)
		reading->received.by_ip = words_address(word.text);
}

/* Let the phrase reach to the end of `word`, which stands behind it in the same text. */
static void extend(Str *phrase, Str word)
{
	if (phrase->len == 0)
		*phrase = word;
	else
		phrase->len = (size_t)(word.at + word.len - phrase->at);
}

static void read_from_word(Reading *reading, Str word)
{
	if (reading->words == 0)
		reading->first = word;
	else
		set_ip(reading, words_address(word), word.at[0] == '[');
}

static void read_by_word(Reading *reading, Str word)
{
	extend(&reading->received.by, word);
}

static void read_with_word(Reading *reading, Str word)
{
	extend(&reading->received.with, word);
}

/* SendGrid puts no semicolon between the id and the date. */
static void read_id_word(Reading *reading, Str word)
{
	if (reading->words == 0)
		reading->received.id = words_bare(word);
	else if (reading->words == 1)
		reading->received.date = str_over(word.at, (size_t)(reading->end - word.at));
}

static void read_for_word(Reading *reading, Str word)
{
	if (reading->received.recipient.len == 0)
		reading->received.recipient = mail_address_of(word);
}

static void read_sender_word(Reading *reading, Str word)
{
	if (reading->received.envelope_from.len == 0)
		reading->received.envelope_from = mail_address_of(word);
}

static void (*const clause_readers[])(Reading *reading, Str word) = {
	[CLAUSE_FROM] = read_from_word,
	[CLAUSE_BY] = read_by_word,
	[CLAUSE_WITH] = read_with_word,
	[CLAUSE_ID] = read_id_word,
	[CLAUSE_FOR] = read_for_word,
	[CLAUSE_SENDER] = read_sender_word,
	[CLAUSE_DATE] = NULL,
};

static void open_clause(Reading *reading, Clause clause)
{
	if (clause == CLAUSE_FROM && reading->received.by.len > 0)
		clause = CLAUSE_SENDER;
	reading->from_seen |= clause == CLAUSE_FROM;
	reading->clause = clause;
	reading->words = 0;
	reading->commented = false;
}

/* What stands behind the last semicolon is the date. */
static void open_date(Reading *reading, Str rest)
{
	open_clause(reading, CLAUSE_DATE);
	str_skip(&rest, str_is_space);
	reading->received.date = rest;
}

/* The clause that `word` opens, CLAUSE_NONE where it is a value. Right behind "from" and "by" stands a
 * value whatever it looks like: who says HELO with the word "by" hides nothing. */
static Clause clause_of(const Reading *reading, Str word)
{
	bool value_due = reading->words == 0 && !reading->commented &&
			 (reading->clause == CLAUSE_FROM || reading->clause == CLAUSE_BY);

	for (size_t i = 0; !value_due && i < G_N_ELEMENTS(keywords); i++)
		if (str_equal_fold(word, keywords[i].word))
			return keywords[i].clause;
	return CLAUSE_NONE;
}

static void read_word(Reading *reading, Str word)
{
	Clause clause = clause_of(reading, word);

	if (clause != CLAUSE_NONE) {
		open_clause(reading, clause);
		return;
	}
	if (clause_readers[reading->clause] && !reading->commented)
		clause_readers[reading->clause](reading, word);
	reading->words++;
}

/* What stands first behind "from" is what the machine said. Exim names once what it verified, and nothing
 * but the address where the DNS has no name. */
static void settle_helo(Reading *reading, Str address)
{
	Received *received = &reading->received;
	Str first = name_of(reading->first);

	/* a literal was said only where the machine's address stands beside it */
	received->helo = address.len > 0 && received->ip.len > 0 ? reading->first : first;
	if (reading->exim && reading->bracketed && received->rdns.len == 0)
		received->rdns = first;
	received->rdns_told |= reading->exim && (received->rdns.len > 0 || address.len > 0);
}

static void settle_names(Reading *reading)
{
	Received *received = &reading->received;
	Str address = words_address(reading->first);

	/* qmail-scanner: "from sender@domain by host", a queue on the same machine */
	if (received->ip.len == 0 && str_find_char(reading->first, '@') >= 0) {
		received->envelope_from = mail_address_of(reading->first);
		received->local = true;
		return;
	}
	if (reading->first_is_rdns) {
		received->rdns = name_of(reading->first);
		received->rdns_told = true;
	} else {
		settle_helo(reading, address);
	}
	set_ip(reading, address, false);
}

/* A machine without an address and without a domain: a user's name, "localhost", "mail pickup service". */
static bool is_local(const Reading *reading)
{
	const Received *received = &reading->received;
	Str name = received->rdns.len > 0 ? received->rdns : received->helo;

	if (!reading->from_seen)
		return true;
	return received->ip.len == 0 &&
	       (str_find_char(name, '.') < 0 || str_starts_fold(received->with, STR("local")));
}

Received received_parse(Str value)
{
	Str rest = str_trim(value);
	Reading reading = {.received = nothing, .first = STR(""), .end = rest.at + rest.len};

	for (Word word; words_next(&rest, &word);) {
		if (word.kind == WORD_COMMENT)
			read_comment(&reading, word.text);
		else if (word.kind == WORD_TEXT && reading.clause != CLAUSE_DATE)
			read_word(&reading, word.text);
		else if (word.kind == WORD_SEMICOLON && rest.len > 0)
			open_date(&reading, rest);
	}
	settle_names(&reading);
	reading.received.local |= is_local(&reading);
	return reading.received;
}

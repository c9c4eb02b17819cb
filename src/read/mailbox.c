#include "read/mailbox.h"

/* One entry of the list while it is read. */
typedef struct {
	Str whole;   /* from the start, or from behind the group's name */
	Str angle;   /* "<...>"; empty where there is none */
	Str comment; /* the last "(...)" */
} Entry;

/* Length of the quoted string at the start of `s`, quotes included; 0 where nobody closes it. */
static size_t quoted_length(Str s)
{
	for (size_t i = 1; i < s.len; i++) {
		if (s.at[i] == '\\')
			i++;
		else if (s.at[i] == '"')
			return i + 1;
	}
	return 0;
}

/* Length of the comment at the start of `s`, which may hold others; 0 where nobody closes it. */
static size_t comment_length(Str s)
{
	size_t depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		if (c == '\\')
			i++;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			return i + 1;
	}
	return 0;
}

/* Length of "<...>" at the start of `s`; 0 where nobody closes it. */
static size_t angle_length(Str s)
{
	gssize end = str_find_char(s, '>');

	return end < 0 ? 0 : (size_t)end + 1;
}

static void note_comment(Entry *entry, Str whole)
{
	entry->comment = whole;
}

static void note_angle(Entry *entry, Str whole)
{
	if (entry->angle.len == 0)
		entry->angle = whole;
}

typedef struct {
	char open;
	size_t (*length)(Str s);
	void (*note)(Entry *entry, Str whole); /* may be NULL */
} Bracket;

static const Bracket brackets[MAILBOX_BRACKETS] = {
	{'"', quoted_length, NULL},
	{'(', comment_length, note_comment},
	{'<', angle_length, note_angle},
};

/* Take a bracketed piece if one stands first. An opening without an end is text, and so is every later
 * one of its kind: to search for the end of each would be quadratic. */
static bool take_bracket(MailboxList *list, Entry *entry)
{
	Str *rest = &list->rest;

	for (size_t i = 0; i < MAILBOX_BRACKETS; i++) {
		if (rest->at[0] != brackets[i].open || list->unclosed[i])
			continue;
		size_t length = brackets[i].length(*rest);
		if (length == 0) {
			list->unclosed[i] = true;
			return false;
		}
		if (brackets[i].note)
			brackets[i].note(entry, str_sub(*rest, 0, length));
		*rest = str_sub(*rest, length, rest->len);
		return true;
	}
	return false;
}

/* Take one entry, and the "," or ";" behind it. */
static Entry take_entry(MailboxList *list)
{
	Str *rest = &list->rest;
	Entry entry = {.whole = *rest, .angle = STR(""), .comment = STR("")};

	while (rest->len > 0 && rest->at[0] != ',' && rest->at[0] != ';') {
		if (take_bracket(list, &entry))
			continue;
		/* "name: a, b;" is a group; without its ";" the colon is one that somebody typed */
		bool group =
			rest->at[0] == ':' && entry.angle.len == 0 && rest->at < list->group_end;
		*rest = str_sub(*rest, 1, rest->len);
		if (group)
			entry.whole = *rest;
	}
	entry.whole.len = (size_t)(rest->at - entry.whole.at);
	*rest = str_sub(*rest, 1, rest->len);
	return entry;
}

/* "<@relay,@relay:a@b>": the address without the route (RFC 5322, section 4.4). */
static Str without_route(Str spec)
{
	gssize colon = str_starts(spec, STR("@")) ? str_find_char(spec, ':') : -1;

	return str_trim(str_sub(spec, (size_t)(colon + 1), spec.len));
}

static Mailbox with_angle(const Entry *entry)
{
	Mailbox address = {.has_spec = true};

	address.spec = without_route(str_trim(str_sub(entry->angle, 1, entry->angle.len - 2)));
	address.phrase = entry->whole;
	address.phrase.len = (size_t)(entry->angle.at - entry->whole.at);
	address.phrase = str_trim(address.phrase);
	return address;
}

static bool is_word(char c)
{
	return !str_is_space(c);
}

/* An entry without an angle: "a@b", "a@b (Name)", "name a@b", "Name". */
static Mailbox bare(const Entry *entry)
{
	Mailbox address = {.spec = STR("")};
	Str text = entry->whole;
	Str name = STR("");

	if (entry->comment.len > 0 && entry->comment.at > text.at) { /* what is before it */
		text.len = (size_t)(entry->comment.at - text.at);
		name = str_trim(str_sub(entry->comment, 1, entry->comment.len - 2));
	}
	text = str_trim(text);
	gssize sign = str_rfind_char(text, '@');
	if (sign < 0 || str_ends(text, STR("\""))) {
		address.phrase = str_trim(entry->whole);
		if (address.phrase.len > 0 && str_equal(address.phrase, entry->comment))
			address.phrase = str_trim(str_sub(text, 1, text.len - 2));
		return address;
	}
	size_t start = (size_t)sign;
	while (start > 0 && is_word(text.at[start - 1]))
		start--;
	Str behind = str_sub(text, start, text.len);
	str_take_char(&behind, '<'); /* that nobody closed */
	address.spec = str_take_while(&behind, is_word);
	address.phrase = start > 0 ? str_trim(str_sub(text, 0, start)) : name;
	address.has_spec = true;
	return address;
}

MailboxList mailbox_list(Str text)
{
	gssize semicolon = str_rfind_char(text, ';');

	return (MailboxList){.rest = text, .group_end = semicolon < 0 ? NULL : text.at + semicolon};
}

bool mailbox_next(MailboxList *list, Mailbox *address_out)
{
	while (list->rest.len > 0) {
		Entry entry = take_entry(list);
		if (str_trim(entry.whole).len == 0)
			continue;
		*address_out = entry.angle.len > 0 ? with_angle(&entry) : bare(&entry);
		return true;
	}
	return false;
}

Str mailbox_domain(Str spec)
{
	gssize sign = str_rfind_char(spec, '@');

	return sign < 0 ? STR("") : str_sub(spec, (size_t)sign + 1, spec.len);
}

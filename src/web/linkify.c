#include "web/linkify.h"

#include <string.h>

#include "web/address.h"
#include "web/fang.h"
#include "web/host.h"

/* A scheme that we know nothing of is at least and at most so long: "C://" is none. */
#define SCHEME_MIN 2
#define SCHEME_MAX 24

/* An IPv6 address with every colon spelled "[:]". */
#define ADDRESS_TEXT_MAX 64

/* What before a link's end is the sentence's. */
#define PUNCTUATION ".,;:!?'*(["

/* Labels and the marks between them: "www[.]example.com". */
typedef struct {
	size_t from, end;
	size_t top;    /* where the last label begins */
	size_t labels; /* how many there are */
} Name;

/* What of a URL goes without the space that other scripts put around a word. */
typedef enum {
	LETTERS_SPACED, /* Latin, Greek, Cyrillic ...: part of a word, whatever stands before it */
	LETTERS_ANY,    /* Japanese too: only where a label begins with one */
} Letters;

static Str behind(Str text, size_t i)
{
	return str_sub(text, i, text.len);
}

static char char_at(Str text, size_t i)
{
	return i < text.len ? text.at[i] : '\0';
}

static bool is_of(const char *set, char c)
{
	return c != '\0' && strchr(set, c) != NULL;
}

static bool is_spaced(gunichar c)
{
	switch (g_unichar_get_script(c)) {
	case G_UNICODE_SCRIPT_LATIN:
	case G_UNICODE_SCRIPT_GREEK:
	case G_UNICODE_SCRIPT_CYRILLIC:
	case G_UNICODE_SCRIPT_ARMENIAN:
	case G_UNICODE_SCRIPT_GEORGIAN:
	case G_UNICODE_SCRIPT_HEBREW:
	case G_UNICODE_SCRIPT_ARABIC:
		return !g_unichar_iswide(c);
	default:
		return false;
	}
}

/* The length of the letter beyond ASCII at `i`, 0 where there is none. */
static size_t wide_letter(Str text, size_t i, Letters letters)
{
	/* the spaced scripts end below U+2E00: most of Japanese text is passed over here */
	if (letters == LETTERS_SPACED && (guint8)text.at[i] > 0xe2)
		return 0;
	gunichar c = g_utf8_get_char_validated(text.at + i, (gssize)MIN(text.len - i, 4));
	if (c >= (gunichar)-2 || !g_unichar_isalnum(c))
		return 0;
	if (letters == LETTERS_SPACED && !is_spaced(c))
		return 0;
	return (size_t)g_unichar_to_utf8(c, NULL);
}

/* The length of the character of a label at `i`, 0 where there is none. */
static size_t label_char(Str text, size_t i, Letters letters)
{
	if (i >= text.len)
		return 0;
	char c = text.at[i];
	if ((guint8)c >= 0x80)
		return wide_letter(text, i, letters);
	return g_ascii_isalnum(c) || c == '-' || c == '_';
}

static size_t label_end(Str text, size_t i, Letters letters)
{
	size_t len;

	while ((len = label_char(text, i, letters)) > 0)
		i += len;
	return i;
}

/* Whether a label of a name can begin at `i`. */
static bool begins_label(Str text, size_t i)
{
	return label_char(text, i, LETTERS_SPACED) > 0 && !is_of("-_", text.at[i]);
}

/* `end` without the characters of `set` before it; not below `from`. */
static size_t trim(Str text, size_t from, size_t end, const char *set)
{
	while (end > from && is_of(set, text.at[end - 1]))
		end--;
	return end;
}

/* The length of the mark for `plain` at `i`, 0 where there is none. */
static size_t mark_len(Str text, size_t i, char plain)
{
	FangMark mark = fang_mark(behind(text, i));

	return mark.plain == plain ? mark.len : 0;
}

/* The name that begins at `from`, where a label does. */
static Name name_at(Str text, size_t from)
{
	Name name = {from, from, from, 0};

	for (size_t i = from;;) {
		name.top = i;
		name.labels++;
		name.end = trim(text, i, label_end(text, i, LETTERS_SPACED), "-_");
		size_t dot = mark_len(text, name.end, '.');
		if (dot == 0 || !begins_label(text, name.end + dot))
			return name;
		i = name.end + dot;
	}
}

static bool is_address_char(char c)
{
	return g_ascii_isxdigit(c) || c == ':' || c == '.';
}

/* The end of the "[2001:db8::1]" at `i`; `i` itself where there is none. */
static size_t literal_end(Str text, size_t i)
{
	size_t end = i + 1;

	if (char_at(text, i) != '[')
		return i;
	while (end < text.len && end - i < ADDRESS_TEXT_MAX) {
		size_t colon = mark_len(text, end, ':');
		if (colon == 0 && !is_address_char(text.at[end]))
			break;
		end += MAX(colon, 1);
	}
	if (char_at(text, end) != ']')
		return i;
	g_autoptr(GString) plain = fang_undo(str_sub(text, i + 1, end - i - 1));
	Address address;
	return address_parse_ipv6(str_over(plain->str, plain->len), &address) ? end + 1 : i;
}

/* One piece of a URL's authority that is no letter: a mark, an IPv6 literal, what RFC 3986 lets user
 * information hold. 0 where there is none. */
static size_t authority_piece(Str text, size_t i)
{
	FangMark mark = fang_mark(behind(text, i));
	size_t literal = literal_end(text, i) - i;

	if (literal > 0)
		return literal;
	if (mark.len > 0)
		return mark.len;
	return is_of("%!$&'*+,;=~", char_at(text, i));
}

/* The end of the authority that begins at `i`. A label that begins in Japanese is a label in Japanese;
 * Japanese behind a label that did not is the text that goes on. */
static size_t authority_end(Str text, size_t i)
{
	for (size_t len = 1; len > 0;) {
		bool wide = i < text.len && (guint8)text.at[i] >= 0x80;
		i = label_end(text, i, wide ? LETTERS_ANY : LETTERS_SPACED);
		len = authority_piece(text, i);
		i += len;
	}
	return i;
}

/* The end of the path, query and fragment that begin at `i`: at the first character that is not of the
 * alphabet, or a closing bracket that was not opened. */
static size_t tail_end(Str text, size_t i)
{
	size_t round = 0, square = 0;

	for (; i < text.len; i++) {
		char c = text.at[i];
		if (!g_ascii_isgraph(c) || is_of("\"<>\\^`{|}", c))
			break;
		if ((c == ')' && round == 0) || (c == ']' && square == 0))
			break;
		round += (size_t)(c == '(') - (size_t)(c == ')');
		square += (size_t)(c == '[') - (size_t)(c == ']');
	}
	return i;
}

static bool begins_tail(Str text, size_t i)
{
	return is_of("/?#", char_at(text, i));
}

/* The end of the URL whose authority ends at `stop`, which begins at `from`. */
static size_t url_end(Str text, size_t from, size_t stop)
{
	if (begins_tail(text, stop))
		return trim(text, stop, tail_end(text, stop), PUNCTUATION);
	return trim(text, from, stop, PUNCTUATION);
}

/* Fill in what every kind of spot has; `safe` is whether its scheme, if any, is harmless. */
static void fill(LinkSpot *spot, Str text, size_t from, size_t end, bool safe)
{
	Str authority = str_sub(text, spot->authority, spot->authority_len);
	g_autoptr(GString) harmless = g_string_new(NULL);
	g_autoptr(GString) plain = fang_undo(authority);

	fang_authority(harmless, authority);
	spot->from = from;
	spot->len = end - from;
	spot->live = !safe || !str_equal(str_over(harmless->str, harmless->len), authority);
	spot->defanged = plain->len != authority.len;
}

static bool is_scheme(Str word)
{
	if (word.len < SCHEME_MIN || word.len > SCHEME_MAX || !g_ascii_isalpha(word.at[0]))
		return false;
	str_skip(&word, str_is_alnum);
	return word.len == 0;
}

/* Whether an authority names something. Japanese right behind "://" is a host only with a dot in it. */
static bool names_host(Str authority)
{
	bool wide = authority.len > 0 && (guint8)authority.at[0] >= 0x80;

	if (wide && str_find_char(authority, '.') < 0)
		return false;
	for (size_t i = 0; i < authority.len; i++)
		if (g_ascii_isalnum(authority.at[i]) || (guint8)authority.at[i] >= 0x80)
			return true;
	return false;
}

static bool find_url(Str text, const Name *name, LinkSpot *spot)
{
	Str word = str_sub(text, name->from, name->end - name->from);
	bool separated_safely = false;
	size_t separator = fang_separator(behind(text, name->end), &separated_safely);
	const FangScheme *scheme = separator ? fang_scheme(word) : NULL;

	if (separator == 0 || (!scheme && !is_scheme(word)))
		return false;
	size_t from = scheme ? name->end - scheme->spelling.len : name->from;
	size_t authority = name->end + separator, stop = authority_end(text, authority);
	if (!begins_tail(text, stop))
		stop = trim(text, authority, stop, PUNCTUATION);
	/* before the tail is looked at, which would be looked at again behind each "http:///" in it */
	if (!names_host(str_sub(text, authority, stop - authority)))
		return false;
	size_t end = url_end(text, authority, stop);

	bool safe = separated_safely || (scheme && scheme->defanged);
	*spot = (LinkSpot){
		.kind = SPOT_URL, .authority = authority, .authority_len = stop - authority};
	fill(spot, text, from, end, safe);
	spot->defanged |= safe;
	return true;
}

/* Whether `from` stands behind "12:" or "::", in the middle of what is no address. */
static bool follows_group(Str text, size_t from)
{
	size_t i = from;

	if (i == 0 || text.at[--i] != ':')
		return false;
	while (i > 0 && from - i < ADDRESS_TEXT_MAX && g_ascii_isxdigit(text.at[i - 1]))
		i--;
	return i == 0 || !g_ascii_isalnum(text.at[i - 1]);
}

/* The end of the colons, digits and letters of an IPv6 address from `i` on. */
static size_t groups_end(Str text, size_t i)
{
	size_t from = i, end = i;

	while (i < text.len && i - from < ADDRESS_TEXT_MAX) {
		FangMark mark = fang_mark(behind(text, i));
		bool digit = g_ascii_isxdigit(text.at[i]);
		if (!digit && mark.plain != ':' && mark.plain != '.')
			break;
		i += MAX(mark.len, 1);
		if (digit)
			end = i;
	}
	return end;
}

/* "2001:db8::1" alone. The time "10:30::05" and "Face::Book" are not meant to be found. */
static bool find_ipv6(Str text, const Name *name, LinkSpot *spot)
{
	size_t group = name->end - name->from, end;
	Address address;

	if (group < 3 || group > 4 || mark_len(text, name->end, ':') == 0)
		return false;
	if (follows_group(text, name->from))
		return false;
	end = groups_end(text, name->from);
	g_autoptr(GString) plain = fang_undo(str_sub(text, name->from, end - name->from));
	if (!address_parse_ipv6(str_over(plain->str, plain->len), &address))
		return false;
	if (label_char(text, end, LETTERS_SPACED) > 0 || !strpbrk(plain->str, "0123456789"))
		return false;
	*spot = (LinkSpot){
		.kind = SPOT_ADDRESS, .authority = name->from, .authority_len = end - name->from};
	fill(spot, text, name->from, end, true);
	return true;
}

/* The name as DNS has it; NULL where it is none. Yours to g_free. */
static char *plain_name(Str text, const Name *name)
{
	Str written = str_sub(text, name->from, name->end - name->from);

	if (written.len > LINKIFY_NAME_MAX)
		return NULL;
	g_autoptr(GString) plain = fang_undo(written);
	return host_parse(str_over(plain->str, plain->len), true);
}

static bool is_local_char(char c)
{
	return g_ascii_isalnum(c) || is_of("._%+-", c);
}

/* Where the local part that ends with `name` begins: a name ends at "+", a local part does not. */
static size_t local_from(Str text, size_t floor, const Name *name)
{
	size_t from = name->from;

	while (from > floor && name->from - from < LINKIFY_LOCAL_MAX &&
		is_local_char(text.at[from - 1]))
		from--;
	while (from < name->from && !g_ascii_isalnum(text.at[from]) && text.at[from] != '_')
		from++;
	return from;
}

static size_t local_end(Str text, const Name *name)
{
	size_t end = name->end;

	while (end < text.len && end - name->end < LINKIFY_LOCAL_MAX && is_of("_%+-", text.at[end]))
		end++;
	return end;
}

static bool find_mail(Str text, size_t floor, const Name *name, LinkSpot *spot)
{
	size_t end = local_end(text, name), at = mark_len(text, end, '@');

	if (at == 0 || !begins_label(text, end + at))
		return false;
	Name domain = name_at(text, end + at);
	g_autofree char *host = domain.labels > 1 ? plain_name(text, &domain) : NULL;
	if (!host || !host_has_listed_suffix(host))
		return false;

	size_t from = local_from(text, floor, name);
	*spot = (LinkSpot){
		.kind = SPOT_MAIL, .authority = from, .authority_len = domain.end - from};
	fill(spot, text, from, domain.end, true);
	return true;
}

/* The end of ":8080" at `i`, `i` where there is none. */
static size_t port_end(Str text, size_t i)
{
	size_t digits = i + mark_len(text, i, ':'), end = digits;

	while (end < text.len && end - digits <= 5 && g_ascii_isdigit(text.at[end]))
		end++;
	if (digits == i || end == digits || end - digits > 5)
		return i;
	return label_char(text, end, LETTERS_SPACED) > 0 ? i : end;
}

/* Top levels that are also the names of kinds of file. */
static bool is_file_kind(Str top)
{
	static const Str kinds[] = {STR("py"), STR("sh"), STR("md"), STR("zip"), STR("mov"),
		STR("rs"), STR("so"), STR("ps"), STR("pm"), STR("am")};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (str_equal_fold(top, kinds[i]))
			return true;
	return false;
}

/* "the end.So we": a word with a capital behind a full stop, unless nobody begins a sentence with it. */
static bool is_sentence(Str top)
{
	static const Str names[] = {
		STR("com"), STR("net"), STR("org"), STR("info"), STR("biz"), STR("jp"), STR("cn")};

	if (top.len < 2 || !g_ascii_isupper(top.at[0]) || !g_ascii_islower(top.at[1]))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (str_equal_fold(top, names[i]))
			return false;
	return true;
}

/* Whether `from` stands inside a path: "/usr/lib/x.so", and not "//host.example" or "http:/host". */
static bool is_in_path(Str text, size_t from)
{
	if (from == 0 || !is_of("/\\", text.at[from - 1]))
		return false;
	return from < 2 || !is_of(":/\\", text.at[from - 2]);
}

/* Whether a bare name is meant as a host; `alone` where neither port nor path follows it. */
static bool is_host(Str text, const Name *name, const char *host, bool alone)
{
	Str top = str_sub(text, name->top, name->end - name->top);
	g_autofree char *suffix = host_suffix(host);
	g_autofree char *domain = host_domain(host);

	if (name->labels > 2 && g_str_has_prefix(host, "www."))
		return true;
	if (!suffix || !host_has_listed_suffix(host))
		return false;
	if (!alone)
		return true;
	return domain && !is_sentence(top) && (strchr(suffix, '.') || !is_file_kind(top));
}

static bool is_ipv4(Str text, const Name *name)
{
	g_autoptr(GString) plain = fang_undo(str_sub(text, name->from, name->end - name->from));
	Address address;

	return name->labels == 4 && address_parse(str_over(plain->str, plain->len), &address) &&
	       address.len == 4;
}

static bool find_host(Str text, const Name *name, LinkSpot *spot)
{
	if (name->labels < 2 || is_in_path(text, name->from))
		return false;
	g_autofree char *host = plain_name(text, name);
	if (!host)
		return false;

	size_t port = port_end(text, name->end);
	size_t end = begins_tail(text, port) ? url_end(text, port, port) : port;
	bool address = is_ipv4(text, name);
	if (!address && !is_host(text, name, host, end == name->end))
		return false;
	*spot = (LinkSpot){
		.kind = address && end == name->end ? SPOT_ADDRESS : SPOT_HOST,
		.authority = name->from,
		.authority_len = port - name->from,
	};
	fill(spot, text, name->from, end, true);
	return true;
}

bool linkify_next(Str text, LinkSpot *spot)
{
	size_t floor = spot->from + spot->len;

	for (size_t i = floor; i < text.len;) {
		if (!begins_label(text, i)) {
			i++;
			continue;
		}
		Name name = name_at(text, i);
		if (find_url(text, &name, spot) || find_ipv6(text, &name, spot) ||
			find_mail(text, floor, &name, spot) || find_host(text, &name, spot))
			return true;
		i = name.end;
	}
	return false;
}

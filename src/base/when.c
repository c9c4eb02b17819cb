#include "base/when.h"

#define TIME_FIRST G_GINT64_CONSTANT(-62135596800) /* 0001-01-01T00:00:00Z */
#define TIME_LAST  G_GINT64_CONSTANT(253402300799) /* 9999-12-31T23:59:59Z */

/* A part of a date that has not been met. */
#define UNSET (-1)

/* A date while it is read. */
typedef struct {
	Str rest;
	int year, month, day, hour, minute, second;
	int zone;       /* minutes east of UTC */
	bool has_zone;  /* by its name, or as an offset */
	bool afternoon; /* "PM" */
	bool twelve;    /* a twelve-hour clock: "AM" or "PM" */
} Reader;

static const Str months[] = {STR("jan"), STR("feb"), STR("mar"), STR("apr"), STR("may"), STR("jun"),
	STR("jul"), STR("aug"), STR("sep"), STR("oct"), STR("nov"), STR("dec")};

static const Str weekdays[] = {
	STR("mon"), STR("tue"), STR("wed"), STR("thu"), STR("fri"), STR("sat"), STR("sun")};

/* RFC 5322, section 4.3, and what mailers elsewhere write. Minutes east of UTC. */
static const struct {
	Str name;
	int minutes;
} zones[] = {
	{STR("z"), 0},
	{STR("ut"), 0},
	{STR("gmt"), 0},
	{STR("utc"), 0},
	{STR("est"), -5 * 60},
	{STR("edt"), -4 * 60},
	{STR("cst"), -6 * 60},
	{STR("cdt"), -5 * 60},
	{STR("mst"), -7 * 60},
	{STR("mdt"), -6 * 60},
	{STR("pst"), -8 * 60},
	{STR("pdt"), -7 * 60},
	{STR("jst"), 9 * 60},
	{STR("kst"), 9 * 60},
	{STR("hkt"), 8 * 60},
	{STR("sgt"), 8 * 60},
	{STR("bst"), 60},
	{STR("wet"), 0},
	{STR("west"), 60},
	{STR("cet"), 60},
	{STR("met"), 60},
	{STR("cest"), 2 * 60},
	{STR("mest"), 2 * 60},
	{STR("mesz"), 2 * 60},
	{STR("eet"), 2 * 60},
	{STR("eest"), 3 * 60},
	{STR("msk"), 3 * 60},
	{STR("aest"), 10 * 60},
	{STR("aedt"), 11 * 60},
};

/* Seconds since 1970 of a date in UTC; false where the calendar has no such day or time. A leap second
 * is the second after. */
static bool to_unix(const Reader *date, gint64 *t_out)
{
	if (date->hour > 23 || date->minute > 59 || date->second > 60)
		return false;
	g_autoptr(GDateTime) midnight =
		g_date_time_new_utc(date->year, date->month, date->day, 0, 0, 0);
	if (!midnight)
		return false;
	*t_out = g_date_time_to_unix(midnight) + ((gint64)date->hour * 60 + date->minute) * 60 +
		 date->second;
	return true;
}

char *when_text(gint64 t)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(CLAMP(t, TIME_FIRST, TIME_LAST));

	return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year(time),
		g_date_time_get_month(time), g_date_time_get_day_of_month(time),
		g_date_time_get_hour(time), g_date_time_get_minute(time),
		g_date_time_get_second(time));
}

/* Take exactly `digits` digits. */
static bool take_number(Str *rest, size_t digits, int *value_out)
{
	guint64 value;

	if (!str_parse_uint(str_sub(*rest, 0, digits), 9999, &value) || rest->len < digits)
		return false;
	*rest = str_sub(*rest, digits, rest->len);
	*value_out = (int)value;
	return true;
}

bool when_parse(Str text, gint64 *t_out)
{
	Reader date = {.rest = text};
	Str *rest = &date.rest;
	bool good = take_number(rest, 4, &date.year) && str_take_char(rest, '-') &&
		    take_number(rest, 2, &date.month) && str_take_char(rest, '-') &&
		    take_number(rest, 2, &date.day) && str_take_char(rest, 'T') &&
		    take_number(rest, 2, &date.hour) && str_take_char(rest, ':') &&
		    take_number(rest, 2, &date.minute) && str_take_char(rest, ':') &&
		    take_number(rest, 2, &date.second) && str_take_char(rest, 'Z');

	return good && rest->len == 0 && date.second < 60 && to_unix(&date, t_out);
}

static bool is_letter(char c)
{
	return g_ascii_isalpha(c);
}

/* Pass over a comment, with those inside it. One that nobody closed reaches to the end. */
static void skip_comment(Str *rest)
{
	size_t depth = 0, i = 0;

	do {
		char c = rest->at[i++];
		if (c == '(')
			depth++;
		else if (c == ')')
			depth--;
		else if (c == '\\')
			i++;
	} while (depth > 0 && i < rest->len);
	*rest = str_sub(*rest, i, rest->len);
}

/* The text without its comments, and without space around a colon: RFC 5322's own example (appendix A.5)
 * has "09(comment):   55  :  06". */
static GString *without_comments(Str text)
{
	GString *plain = g_string_sized_new(text.len);

	while (text.len > 0) {
		char c = text.at[0];
		bool after_colon = plain->len > 0 && plain->str[plain->len - 1] == ':';
		if (c == '(') {
			skip_comment(&text);
			c = ' ';
		} else {
			text = str_sub(text, 1, text.len);
		}
		if (str_is_space(c) && after_colon)
			continue;
		if (c == ':')
			g_string_set_size(
				plain, str_trim_end(str_over(plain->str, plain->len)).len);
		g_string_append_c(plain, c);
	}
	return plain;
}

/* Which of `names` `word` begins with, counted from 0; -1 where with none. */
static int find_name(const Str *names, size_t count, Str word)
{
	for (size_t i = 0; i < count; i++)
		if (str_starts_fold(word, names[i]))
			return (int)i;
	return -1;
}

static bool set(int *part, int value)
{
	if (*part != UNSET)
		return false;
	*part = value;
	return true;
}

static bool read_zone_name(Reader *date, Str word)
{
	if (date->has_zone) /* "+0900 JST": the number counts */
		return true;
	date->has_zone = true;
	for (size_t i = 0; i < G_N_ELEMENTS(zones); i++)
		if (str_equal_fold(word, zones[i].name))
			date->zone = zones[i].minutes;
	return true;
}

static bool read_word(Reader *date)
{
	Str word = str_take_while(&date->rest, is_letter);
	int month = find_name(months, G_N_ELEMENTS(months), word);

	if (str_equal_fold(word, STR("am")) || str_equal_fold(word, STR("pm"))) {
		date->twelve = true;
		date->afternoon = g_ascii_tolower(word.at[0]) == 'p';
		return date->hour != UNSET;
	}
	if (date->hour != UNSET && date->month != UNSET)
		return read_zone_name(date, word);
	if (month >= 0)
		return set(&date->month, month + 1);
	if (find_name(weekdays, G_N_ELEMENTS(weekdays), word) >= 0)
		return true;
	/* between the date and the time of RFC 3339 */
	return date->day != UNSET && date->hour == UNSET && str_equal_fold(word, STR("t"));
}

/* The time of day, whose hour has been taken: ":02", ":02:03", ":02:03.456". */
static bool read_time(Reader *date, int hour)
{
	Str *rest = &date->rest;

	if (date->hour != UNSET)
		return false;
	date->hour = hour;
	date->second = 0;
	str_take_char(rest, ':');
	if (!take_number(rest, 2, &date->minute))
		return false;
	if (!str_take_char(rest, ':'))
		return true;
	if (rest->len > 0 && !str_is_digit(rest->at[0])) { /* "10:02:t": what follows is lost */
		*rest = str_sub(*rest, rest->len, 0);
		return true;
	}
	if (!take_number(rest, 2, &date->second))
		return false;
	if (str_take_char(rest, '.'))
		str_skip(rest, str_is_digit);
	return true;
}

/* A year of two or three digits (RFC 5322, section 4.3). */
static bool read_year(Reader *date, size_t digits, int year)
{
	if (digits == 2)
		year += year < 50 ? 2000 : 1900;
	else if (digits == 3)
		year += 1900;
	return year >= 1900 && set(&date->year, year);
}

static bool read_number(Reader *date)
{
	Str digits = str_take_while(&date->rest, str_is_digit);
	guint64 value;

	if (digits.len > 4 || !str_parse_uint(digits, 9999, &value))
		return false;
	int number = (int)value;
	if (digits.len <= 2 && str_starts(date->rest, STR(":")))
		return read_time(date, number);
	if (digits.len > 2)
		return read_year(date, digits.len, number);
	if (date->year != UNSET && date->month == UNSET)
		return set(&date->month, number);
	if (date->day == UNSET)
		return set(&date->day, number);
	return digits.len == 2 && read_year(date, digits.len, number);
}

/* "+0900", "+09:00", "+9", behind the time or a zone's name. */
static bool read_offset(Reader *date)
{
	int sign = date->rest.at[0] == '-' ? -1 : 1, hours = 0, minutes = 0;
	Str *rest = &date->rest;

	*rest = str_sub(*rest, 1, rest->len);
	Str digits = str_take_while(rest, str_is_digit), part = digits;
	if (digits.len == 0 || digits.len > 4)
		return false;
	if (!take_number(&part, digits.len > 2 ? digits.len - 2 : digits.len, &hours))
		return false;
	if (part.len == 0 && str_take_char(rest, ':'))
		part = str_take_while(rest, str_is_digit);
	if (part.len > 0 && (part.len != 2 || !take_number(&part, 2, &minutes)))
		return false;
	date->has_zone = true;
	date->zone = sign * (hours * 60 + minutes);
	return hours < 24 && minutes < 60;
}

/* Read what the rest begins with; false where it is nothing that a date has. */
static bool read_piece(Reader *date)
{
	char c = date->rest.at[0];

	if (g_ascii_isdigit(c))
		return read_number(date);
	if (g_ascii_isalpha(c))
		return read_word(date);
	if ((c == '+' || c == '-') && date->hour != UNSET)
		return read_offset(date);
	/* "25-Nov-2026", "2026/11/25"; but nobody knows what month 11/12/2026 is in */
	if (c == '/' && date->year == UNSET)
		return false;
	date->rest = str_sub(date->rest, 1, date->rest.len);
	return str_is_space(c) || c == ',' || c == '.' || c == '-' || c == '/';
}

static bool apply_twelve(Reader *date)
{
	if (!date->twelve)
		return true;
	if (date->hour < 1 || date->hour > 12)
		return date->hour > 12 && date->afternoon; /* "22:02 PM" */
	date->hour = date->hour % 12 + (date->afternoon ? 12 : 0);
	return true;
}

bool when_parse_mail(Str text, gint64 *t_out)
{
	g_autoptr(GString) plain = without_comments(text);
	Reader date = {str_over(plain->str, plain->len), UNSET, UNSET, UNSET, UNSET, UNSET, UNSET,
		0, false, false, false};
	gint64 t;

	while (date.rest.len > 0)
		if (!read_piece(&date))
			return false;
	if (date.year == UNSET || date.month == UNSET || date.day == UNSET || date.hour == UNSET)
		return false;
	if (!apply_twelve(&date) || !to_unix(&date, &t))
		return false;
	t -= (gint64)date.zone * 60;
	if (t > TIME_LAST) /* New Year's Eve of 9999, west of Greenwich */
		return false;
	*t_out = t;
	return true;
}

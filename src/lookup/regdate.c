#include "lookup/regdate.h"

#define NUMBERS_MAX 3

/* What has been met of a date so far. */
typedef struct {
	guint64 number[NUMBERS_MAX];
	size_t digits[NUMBERS_MAX];
	size_t n;
	int month;          /* by its name; 0: none */
	size_t month_after; /* how many numbers stood before the name */
	guint64 hour, minute, second;
	bool has_time, has_zone;
	int zone;
} Parts;

/* By their beginnings, the longest first where one begins another. */
static const struct {
	Str name;
	int month;
} months[] = {
	{STR("jan"), 1},
	{STR("ene"), 1},
	{STR("feb"), 2},
	{STR("fev"), 2},
	{STR("mar"), 3},
	{STR("apr"), 4},
	{STR("abr"), 4},
	{STR("avr"), 4},
	{STR("may"), 5},
	{STR("mai"), 5},
	{STR("mag"), 5},
	{STR("jun"), 6},
	{STR("giu"), 6},
	{STR("juin"), 6},
	{STR("jul"), 7},
	{STR("lug"), 7},
	{STR("juil"), 7},
	{STR("aug"), 8},
	{STR("ago"), 8},
	{STR("sep"), 9},
	{STR("set"), 9},
	{STR("oct"), 10},
	{STR("okt"), 10},
	{STR("out"), 10},
	{STR("ott"), 10},
	{STR("nov"), 11},
	{STR("dec"), 12},
	{STR("dic"), 12},
	{STR("dez"), 12},
};

/* Minutes east of UTC. */
static const struct {
	Str name;
	int minutes;
} zones[] = {
	{STR("z"), 0},
	{STR("gmt"), 0},
	{STR("utc"), 0},
	{STR("jst"), 540},
	{STR("kst"), 540},
	{STR("cst"), 480},
	{STR("hkt"), 480},
	{STR("sgt"), 480},
	{STR("myt"), 480},
	{STR("ict"), 420},
	{STR("ist"), 330},
	{STR("msk"), 180},
	{STR("eest"), 180},
	{STR("eet"), 120},
	{STR("cest"), 120},
	{STR("cet"), 60},
	{STR("bst"), 60},
	{STR("wet"), 0},
	{STR("west"), 60},
	{STR("brt"), -180},
	{STR("art"), -180},
	{STR("clst"), -180},
	{STR("clt"), -240},
	{STR("edt"), -240},
	{STR("est"), -300},
	{STR("cdt"), -300},
	{STR("mdt"), -360},
	{STR("mst"), -420},
	{STR("pdt"), -420},
	{STR("pst"), -480},
};

static bool is_letter(char c)
{
	return g_ascii_isalpha(c) || (guchar)c >= 0x80;
}

static guint64 number_of(Str digits)
{
	guint64 value = 0;

	str_parse_uint(digits, G_MAXUINT32, &value);
	return value;
}

static bool has_date(const Parts *parts)
{
	return parts->n + (parts->month > 0) >= 3;
}

static void add_number(Parts *parts, guint64 number, size_t digits)
{
	if (parts->n < NUMBERS_MAX) {
		parts->number[parts->n] = number;
		parts->digits[parts->n++] = digits;
	}
}

/* "20030317", and "20030317122005". */
static void add_packed(Parts *parts, Str digits)
{
	if (has_date(parts))
		return;
	parts->n = 0; /* "0-UANIC 20021204000000" */
	add_number(parts, number_of(str_sub(digits, 0, 4)), 4);
	add_number(parts, number_of(str_sub(digits, 4, 2)), 2);
	add_number(parts, number_of(str_sub(digits, 6, 2)), 2);
	if (digits.len != 14)
		return;
	parts->hour = number_of(str_sub(digits, 8, 2));
	parts->minute = number_of(str_sub(digits, 10, 2));
	parts->second = number_of(str_sub(digits, 12, 2));
	parts->has_time = true;
}

/* The rest of a clock's time, whose hour has been read: ":20", ":20:05", ":20:05.123". */
static void take_clock(Parts *parts, Str *rest, Str hour)
{
	parts->hour = number_of(hour);
	str_take_char(rest, ':');
	parts->minute = number_of(str_take_while(rest, str_is_digit));
	parts->second =
		str_take_char(rest, ':') ? number_of(str_take_while(rest, str_is_digit)) : 0;
	if (str_take_char(rest, '.'))
		str_take_while(rest, str_is_digit);
	parts->has_time = true;
}

/* "+09:00", "+0900", "+8" behind a time or behind "UTC". */
static void take_offset(Parts *parts, Str *rest)
{
	int sign = rest->at[0] == '-' ? -1 : 1;
	*rest = str_sub(*rest, 1, rest->len);
	Str digits = str_take_while(rest, str_is_digit);
	guint64 hours = number_of(str_sub(digits, 0, 2)),
		minutes = number_of(str_sub(digits, 2, 2));

	if (digits.len == 2 && str_take_char(rest, ':'))
		minutes = number_of(str_take_while(rest, str_is_digit));
	if (digits.len == 0 || digits.len > 4 || hours > 14 || minutes > 59)
		return;
	parts->zone = sign * (int)(hours * 60 + minutes);
	parts->has_zone = true;
}

static void take_digits(Parts *parts, Str *rest)
{
	Str digits = str_take_while(rest, str_is_digit);

	if (rest->len > 1 && rest->at[0] == ':' && str_is_digit(rest->at[1]) && digits.len <= 2 &&
		!parts->has_time)
		take_clock(parts, rest, digits);
	else if (digits.len == 8 || digits.len == 14)
		add_packed(parts, digits);
	else if (digits.len <= 4 && !has_date(parts))
		add_number(parts, number_of(digits), digits.len);
}

/* registro.br prints "19990518 #162310", where the number is that of a ticket: passed over. */
static void take_ticket(Str *rest)
{
	*rest = str_sub(*rest, 1, rest->len);
	str_take_while(rest, str_is_digit);
}

static void take_word(Parts *parts, Str *rest)
{
	Str word = str_take_while(rest, is_letter);

	for (size_t i = 0; i < G_N_ELEMENTS(zones); i++)
		if (str_equal_fold(word, zones[i].name) && has_date(parts) | parts->has_time) {
			parts->zone = zones[i].minutes;
			parts->has_zone = true;
			return;
		}
	for (size_t i = 0; i < G_N_ELEMENTS(months) && parts->month == 0; i++)
		if (str_starts_fold(word, months[i].name)) {
			parts->month = months[i].month;
			parts->month_after = parts->n;
		}
}

static void take_part(Parts *parts, Str *rest)
{
	char c = rest->at[0];

	if (str_is_digit(c))
		take_digits(parts, rest);
	else if (is_letter(c))
		take_word(parts, rest);
	else if (c == '#')
		take_ticket(rest);
	else if ((c == '+' || c == '-') && (parts->has_time || parts->has_zone) && has_date(parts))
		take_offset(parts, rest);
	else
		*rest = str_sub(*rest, 1, rest->len);
}

/* 70..99 are of the last century. */
static int full_year(guint64 year, size_t digits)
{
	if (digits > 2)
		return (int)year;
	return (int)year + (year >= 70 ? 1900 : 2000);
}

typedef struct {
	int year, month, day;
	bool assumed;
} Day;

static Day day_of(const Parts *parts, size_t year, size_t month, size_t day)
{
	return (Day){.year = full_year(parts->number[year], parts->digits[year]),
		.month = (int)parts->number[month],
		.day = (int)parts->number[day]};
}

/* Two numbers and a month's name: the one of four digits is the year, else the last. */
static Day named_day(const Parts *parts)
{
	size_t year = parts->digits[0] == 4 ? 0 : 1;

	return (Day){.year = full_year(parts->number[year], parts->digits[year]),
		.month = parts->month,
		.day = (int)parts->number[1 - year]};
}

/* Three numbers: which is which, the custom says where the text leaves it open. */
static Day numbered_day(const Parts *parts, RegDateOrder order)
{
	const guint64 *number = parts->number;
	Day day;

	if (parts->digits[0] == 4)
		return day_of(parts, 0, 1, 2);
	if (order == REGDATE_YEAR_FIRST && parts->digits[2] != 4) {
		day = day_of(parts, 0, 1, 2);
		day.assumed = true;
		return day;
	}
	if (order == REGDATE_MONTH_FIRST ? number[0] > 12 : number[1] <= 12)
		day = day_of(parts, 2, 1, 0);
	else
		day = day_of(parts, 2, 0, 1);
	day.assumed = number[0] <= 12 && number[1] <= 12 && number[0] != number[1];
	return day;
}

static bool to_date(
	const Parts *parts, const Day *day, const RegDateCustom *custom, RegDate *date_out)
{
	if (day->year < 1 || day->month < 1 || day->month > 12 || day->day < 1 || day->day > 31 ||
		parts->hour > 23 || parts->minute > 59 || parts->second > 60)
		return false;
	g_autoptr(GDateTime) midnight =
		g_date_time_new_utc(day->year, day->month, day->day, 0, 0, 0);
	if (!midnight)
		return false;
	*date_out = (RegDate){
		.zone = parts->has_zone      ? parts->zone
			: custom->zone_known ? custom->zone
					     : 0,
		.has_time = parts->has_time,
		.zone_assumed = !parts->has_zone,
		.order_assumed = day->assumed,
	};
	date_out->utc = g_date_time_to_unix(midnight) - (gint64)date_out->zone * 60 +
			(gint64)(parts->hour * 3600 + parts->minute * 60 + parts->second);
	return true;
}

bool regdate_parse(Str text, const RegDateCustom *custom, RegDate *date_out)
{
	Parts parts = {0};
	Str rest = str_sub(text, 0, REGDATE_MAX);
	Day day;

	while (rest.len > 0)
		take_part(&parts, &rest);
	if (!has_date(&parts))
		return false;
	day = parts.month ? named_day(&parts) : numbered_day(&parts, custom->order);
	return to_date(&parts, &day, custom, date_out);
}

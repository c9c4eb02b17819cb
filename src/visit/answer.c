#include "visit/answer.h"

#include <string.h>

/* A form that a value can take, from the person's own. Yours to g_free. */
typedef char *(*Form)(const Identity *person, const char *value);

static const char *value_of(const Identity *person, const char *kind)
{
	const char *value = identity_value(person, ask_find(str_of(kind)));

	return value ? value : "";
}

static char *as_it_is(const Identity *person, const char *value)
{
	(void)person;
	return g_strdup(value);
}

static char *bare(const Identity *person, const char *value)
{
	GString *out = g_string_new(NULL);

	(void)person;
	for (; *value; value++)
		if (str_is_alnum(*value))
			g_string_append_c(out, *value);
	return g_string_free(out, FALSE);
}

static char *spaced(const Identity *person, const char *value)
{
	(void)person;
	return g_strdelimit(g_strdup(value), "-", ' ');
}

static char *month_year(const Identity *person, const char *value)
{
	(void)value;
	return g_strdup(value_of(person, "expiry"));
}

static char *month_year_bare(const Identity *person, const char *value)
{
	(void)value;
	return bare(person, value_of(person, "expiry"));
}

static char *month_full_year(const Identity *person, const char *value)
{
	(void)value;
	return g_strconcat(
		value_of(person, "expiry-month"), "/", value_of(person, "expiry-year"), NULL);
}

static char *year_month(const Identity *person, const char *value)
{
	(void)value;
	return g_strconcat(
		value_of(person, "expiry-year") + 2, "/", value_of(person, "expiry-month"), NULL);
}

static char *full_year_month(const Identity *person, const char *value)
{
	(void)value;
	return g_strconcat(
		value_of(person, "expiry-year"), "-", value_of(person, "expiry-month"), NULL);
}

static char *short_year(const Identity *person, const char *value)
{
	(void)person;
	return g_strdup(strlen(value) > 2 ? value + strlen(value) - 2 : value);
}

static char *born(const Identity *person, const char *format)
{
	GString *out = g_string_new(NULL);

	for (; *format; format++) {
		const char *part = *format == 'Y'   ? value_of(person, "birth-year")
				   : *format == 'y' ? value_of(person, "birth-year") + 2
				   : *format == 'M' ? value_of(person, "birth-month")
				   : *format == 'D' ? value_of(person, "birth-day")
						    : NULL;
		if (part)
			g_string_append(out, part);
		else
			g_string_append_c(out, *format);
	}
	return g_string_free(out, FALSE);
}

static char *born_slashes(const Identity *person, const char *value)
{
	(void)value;
	return born(person, "Y/M/D");
}

static char *born_day_first(const Identity *person, const char *value)
{
	(void)value;
	return born(person, "D/M/Y");
}

static char *born_dots(const Identity *person, const char *value)
{
	(void)value;
	return born(person, "D.M.Y");
}

static char *born_month_first(const Identity *person, const char *value)
{
	(void)value;
	return born(person, "M/D/Y");
}

static char *born_six(const Identity *person, const char *value)
{
	(void)value;
	return born(person, "yMD");
}

/* The forms of a kind, as they are tried; "" is every other kind. */
static const struct {
	const char *kind;
	Form forms[ANSWER_ATTEMPTS];
} forms[] = {
	{"card-number", {bare, spaced, as_it_is}},
	{"expiry", {month_year, month_year_bare, month_full_year}},
	{"expiry-year", {as_it_is, short_year, as_it_is}},
	{"birth-year", {as_it_is, short_year, as_it_is}},
	{"phone", {bare, as_it_is, bare}},
	{"postcode", {as_it_is, bare, as_it_is}},
	{"birth-date", {born_slashes, as_it_is, bare}},
	{"national-id", {as_it_is, bare, as_it_is}},
	{"", {as_it_is, as_it_is, as_it_is}},
};

/* What a field shows of the form that it wants: in its type, its placeholder, or by its length. The first that fits
 * counts, before all attempts but the third. */
static const struct {
	const char *kind, *type;
	const char *placeholder; /* what stands in it, lower case; NULL: anything */
	guint maxlength;         /* exactly; 0: any */
	Form form;
} wishes[] = {
	{"expiry", "month", NULL, 0, full_year_month},
	{"expiry", NULL, "yyyy", 0, month_full_year},
	{"expiry", NULL, "aaaa", 0, month_full_year},
	{"expiry", NULL, "jjjj", 0, month_full_year},
	{"expiry", NULL, "yy/mm", 0, year_month},
	{"expiry", NULL, "yy / mm", 0, year_month},
	{"expiry", NULL, "mmyy", 0, month_year_bare},
	{"expiry", NULL, NULL, 4, month_year_bare},
	{"expiry", NULL, NULL, 7, month_full_year},
	{"expiry-year", NULL, NULL, 2, short_year},
	{"expiry-year", NULL, "yyyy", 0, as_it_is},
	{"expiry-year", NULL, "yy", 0, short_year},
	{"birth-year", NULL, NULL, 2, short_year},
	{"birth-date", "date", NULL, 0, as_it_is},
	{"birth-date", NULL, "yyyy/mm", 0, born_slashes},
	{"birth-date", NULL, "dd/mm", 0, born_day_first},
	{"birth-date", NULL, "jj/mm", 0, born_day_first},
	{"birth-date", NULL, "dd.mm", 0, born_dots},
	{"birth-date", NULL, "tt.mm", 0, born_dots},
	{"birth-date", NULL, "mm/dd", 0, born_month_first},
	{"birth-date", NULL, "yyyy-mm", 0, as_it_is},
	{"birth-date", NULL, NULL, 8, bare},
	{"birth-date", NULL, NULL, 6, born_six},
	{"card-number", NULL, NULL, 16, bare},
	{"phone", NULL, NULL, 11, bare},
	{"postcode", NULL, NULL, 7, bare},
	{"postcode", "number", NULL, 0, bare},
	{"postcode", "tel", NULL, 7, bare},
};

static guint maxlength_of(const json_t *field)
{
	return (guint)json_integer_value(json_object_get(field, "maxlength"));
}

static Form wished_form(const json_t *field, const char *kind)
{
	Str placeholder = json_get_str(field, "placeholder");
	const char *type = json_get_text(field, "type");

	for (size_t i = 0; i < G_N_ELEMENTS(wishes); i++) {
		if (strcmp(wishes[i].kind, kind) != 0)
			continue;
		if (wishes[i].type && g_strcmp0(type, wishes[i].type) != 0)
			continue;
		if (wishes[i].placeholder &&
			str_find_fold(placeholder, str_of(wishes[i].placeholder)) < 0)
			continue;
		if (wishes[i].maxlength > 0 && maxlength_of(field) != wishes[i].maxlength)
			continue;
		return wishes[i].form;
	}
	return NULL;
}

static Form form_of(const json_t *field, const char *kind, unsigned attempt)
{
	Form wished = wished_form(field, kind);
	size_t i = 0;

	if (wished && attempt + 1 < ANSWER_ATTEMPTS)
		return wished;
	while (forms[i].kind[0] && strcmp(forms[i].kind, kind) != 0)
		i++;
	return forms[i].forms[attempt % ANSWER_ATTEMPTS];
}

/* Codes are as long as the field asks: six digits that we have become four, or eight. */
static char *fitted(char *text, const char *kind, guint length)
{
	static const char *const codes[] = {"one-time-code", "pin", "security-code", NULL};
	size_t len = strlen(text);

	if (!g_strv_contains(codes, kind) || length == 0 || length > 10 ||
		(length == 4 && strcmp(kind, "security-code") == 0))
		return text;
	char *fit = g_strnfill(length, '0');
	for (guint i = 0; i < length && len > 0; i++)
		fit[i] = text[i % len];
	g_free(text);
	return fit;
}

/* For what nothing is known of: by its type, and a word else. */
static const char *fallback(const json_t *field)
{
	static const struct {
		const char *type, *kind;
	} types[] = {{"email", "mail"}, {"tel", "phone"}, {"password", "password"},
		{"number", "one-time-code"}, {"date", "birth-date"}, {"month", "expiry"}};
	const char *type = json_get_text(field, "type");

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (g_strcmp0(type, types[i].type) == 0)
			return types[i].kind;
	return "account";
}

char *answer_text(const Identity *person, const json_t *field, unsigned attempt)
{
	const char *kind = json_get_text(field, "kind");
	guint boxes = (guint)json_array_size(json_object_get(field, "boxes"));

	if (!kind)
		kind = fallback(field);
	const char *value = identity_value(person, ask_find(str_of(kind)));
	if (!value)
		return NULL;
	/* several boxes take the value apart where it has groups */
	if (boxes > 1)
		return fitted(g_strdup(value), kind, boxes > 3 ? boxes : 0);
	return fitted(form_of(field, kind, attempt)(person, value), kind, maxlength_of(field));
}

/* 「08月」 is "8". */
static bool is_same_number(Str option, Str value)
{
	guint64 a = 0, b = 0;
	Str digits = str_take_while(&option, str_is_digit);

	return option.len <= 4 && str_parse_uint(digits, 99999, &a) &&
	       str_parse_uint(value, 99999, &b) && (a == b || (b > 1900 && a == b % 100));
}

static bool fits(const json_t *option, Str value)
{
	Str text = str_trim(json_get_str(option, "text")), own = json_get_str(option, "value");

	return value.len > 0 && (is_same_number(text, value) || is_same_number(own, value) ||
					str_equal_fold(text, value) || str_equal_fold(own, value) ||
					str_find_fold(text, value) >= 0);
}

guint answer_option(const Identity *person, const json_t *field)
{
	const json_t *options = json_object_get(field, "options"), *option;
	const char *kind = json_get_text(field, "kind");
	const char *value = kind ? identity_value(person, ask_find(str_of(kind))) : NULL;
	size_t index;

	json_array_foreach (options, index, option)
		if (value && fits(option, str_of(value)))
			return (guint)index;
	json_array_foreach (options, index, option)
		if (index > 0 && json_get_str(option, "value").len > 0)
			return (guint)index;
	return json_array_size(options) > 0 ? (guint)json_array_size(options) - 1
					    : ANSWER_NO_OPTION;
}

char **answer_pieces(const char *text, guint boxes)
{
	g_auto(GStrv) groups = g_strsplit_set(text, "-/ ", -1);
	g_autofree char *all = g_strjoinv("", groups);
	size_t len = strlen(all), each = MAX(1, len / MAX(boxes, 1));
	char **pieces = g_new0(char *, boxes + 1);

	if (g_strv_length(groups) == boxes) {
		g_free(pieces);
		return g_steal_pointer(&groups);
	}
	for (guint i = 0; i < boxes; i++) {
		size_t from = MIN(i * each, len);
		size_t count = i + 1 == boxes ? len - from : MIN(each, len - from);
		pieces[i] = g_strndup(all + from, count);
	}
	return pieces;
}

#include "visit/shape.h"

/* Bytes of a mask: no pattern of a card number or a date is longer. */
#define MASK_MAX ((size_t)40)

/* A list of so many is one of countries. */
#define MANY_OPTIONS 60

/* No card that is asked for expires before; nobody who is asked was born after. */
#define YEAR_AHEAD 2020
#define YEAR_BORN  2010

/* The numbers among the options: how many, and from where to where. */
typedef struct {
	guint count;
	guint64 min, max;
} Numbers;

/* 「03月」 and "3" are 3. */
static bool number_of(const char *text, guint64 *number_out)
{
	Str rest = str_trim(str_of(text));
	Str digits = str_take_while(&rest, str_is_digit);

	return rest.len <= 4 && str_parse_uint(digits, 9999, number_out);
}

static Numbers numbers_of(const Field *field)
{
	Numbers numbers = {.min = G_MAXUINT64};

	for (guint i = 0; i < field->options->len; i++) {
		const FieldOption *option = g_ptr_array_index(field->options, i);
		guint64 number = 0;
		if (!number_of(option->text, &number) && !number_of(option->value, &number))
			continue;
		if (number == 0)
			continue; /* 「選択」 and its like */
		numbers.count++;
		numbers.min = MIN(numbers.min, number);
		numbers.max = MAX(numbers.max, number);
	}
	return numbers;
}

const char *shape_options(const Field *field)
{
	Numbers numbers = numbers_of(field);
	guint others = field->options->len - numbers.count;

	if (numbers.count < 4 || others > 2)
		return field->options->len >= MANY_OPTIONS ? "many" : NULL;
	if (numbers.max == 12 && numbers.count == 12)
		return "months";
	if (numbers.max <= 31 && numbers.count >= 28 && numbers.min == 1)
		return "days";
	if (numbers.min >= YEAR_AHEAD || (numbers.min >= YEAR_AHEAD % 100 && numbers.max < 60))
		return "years-ahead";
	if (numbers.min >= 1900 && numbers.min <= YEAR_BORN)
		return "years-past";
	return NULL;
}

static void add_mask(GString *mask, Str placeholder)
{
	for (size_t i = 0; i < placeholder.len && mask->len < MASK_MAX; i++) {
		char c = g_ascii_tolower(placeholder.at[i]);
		if (str_is_space(c))
			continue;
		g_string_append_c(mask, str_is_digit(c) || c == 'x' || c == '#' ? '9' : c);
	}
}

static void add_shape(Clues *clues, const char *source, char *shape)
{
	WordbookHit hit;

	/* what stands in the reason is the book's own word, which outlives the clues */
	if (wordbook_find(clues->book, WORDBOOK_SHAPE, str_of(shape), &hit))
		clues_add(clues, source, WORDBOOK_SHAPE, str_of(g_intern_string(shape)));
	g_free(shape);
}

void shape_add(const Field *field, Clues *clues)
{
	g_autoptr(GString) mask = g_string_new(NULL);
	const char *options = shape_options(field);

	add_mask(mask, field->placeholder);
	add_shape(clues, "type", g_strconcat("type=", field->type, NULL));
	if (field->inputmode.len > 0)
		add_shape(clues, "shape", g_strdup_printf("mode=%.*s", STR_ARG(field->inputmode)));
	if (field->maxlength > 0)
		add_shape(clues, "shape", g_strdup_printf("max=%u", field->maxlength));
	if (field->boxes->len > 1)
		add_shape(clues, "shape", g_strdup_printf("boxes=%u", field->boxes->len));
	if (str_find_char(field->placeholder, '@') > 0)
		g_string_assign(mask, "@");
	if (mask->len > 0)
		add_shape(clues, "mask", g_strconcat("mask=", mask->str, NULL));
	if (options)
		add_shape(clues, "type", g_strconcat("options=", options, NULL));
}

#include "web/htmlstyle.h"

/* 0, 0px, 0.0em, .0 */
static bool is_zero(Str value)
{
	bool digit = false;

	for (size_t i = 0; i < value.len; i++) {
		if (value.at[i] == '0')
			digit = true;
		else if (value.at[i] != '.')
			return digit && !str_is_digit(value.at[i]);
	}
	return digit;
}

static bool is_none(Str value)
{
	return str_equal_fold(value, STR("none"));
}

static bool is_hidden(Str value)
{
	return str_equal_fold(value, STR("hidden")) || str_equal_fold(value, STR("collapse"));
}

/* Boxes of no size hide their content only where it may not flow over. */
typedef struct {
	bool clipped, flat;
} Box;

typedef struct {
	Str property;
	bool (*hides)(Str value);
	const char *how; /* the element is gone */
} Vanishing;

static const Vanishing vanishings[] = {
	{STR("display"), is_none, "display:none"},
	{STR("opacity"), is_zero, "opacity:0"},
};

static const Str sizes[] = {STR("max-height"), STR("height"), STR("max-width"), STR("width")};

static void read_declaration(Str property, Str value, HtmlStyle *style, Box *box)
{
	for (size_t i = 0; i < G_N_ELEMENTS(vanishings); i++)
		if (str_equal_fold(property, vanishings[i].property) && vanishings[i].hides(value))
			style->gone = vanishings[i].how;
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
		if (str_equal_fold(property, sizes[i]))
			box->flat |= is_zero(value);
	if (str_equal_fold(property, STR("overflow")))
		box->clipped = is_hidden(value);
	if (str_equal_fold(property, STR("visibility")))
		style->visibility = is_hidden(value) ? HTMLSTYLE_NOTHING : HTMLSTYLE_SHOWN;
	if (str_equal_fold(property, STR("font-size")))
		style->font_size = is_zero(value) ? HTMLSTYLE_NOTHING : HTMLSTYLE_SHOWN;
}

HtmlStyle htmlstyle_read(Str style)
{
	HtmlStyle read = {0};
	Box box = {0};

	while (style.len > 0) {
		Str declaration = str_take_until(&style, ';');
		str_take_char(&style, ';');
		Str property = str_trim(str_take_until(&declaration, ':'));
		if (!str_take_char(&declaration, ':'))
			continue;
		Str value = str_trim(str_take_until(&declaration, '!')); /* !important */
		read_declaration(property, value, &read, &box);
	}
	if (!read.gone && box.clipped && box.flat)
		read.gone = "zero-size";
	return read;
}

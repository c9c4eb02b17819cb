#include "web/htmlstyle.h"

#include <string.h>

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

/* Nobody's screen is so wide, and no layout moves a text so far to have it read. */
#define FAR_OFF 500

/* -9999px, -100em */
static bool is_far_off(Str value)
{
	guint64 distance;

	if (!str_take_char(&value, '-'))
		return false;
	Str digits = str_take_while(&value, str_is_digit);
	if (!str_parse_uint(digits, G_MAXUINT32, &distance))
		return digits.len > 9;
	return distance >= (str_ends_fold(value, STR("em")) ? FAR_OFF / 10 : FAR_OFF);
}

/* What is said of a box as a whole. One of no size hides its content only where it may not flow over; one
 * that is pushed away only where it is taken out of its place. */
typedef struct {
	bool clipped, flat;
	bool placed, pushed;
	Str color, background;
} Box;

static bool is_transparent(Str color)
{
	return str_equal_fold(color, STR("transparent")) ||
	       str_equal_fold(color, STR("rgba(0,0,0,0)"));
}

static const struct {
	Str name, hex;
} color_names[] = {{STR("white"), STR("#ffffff")}, {STR("black"), STR("#000000")}};

/* Six hex digits for the notations of which both are written; any other stands for itself. */
static Str plain_color(Str color, char space[7])
{
	for (size_t i = 0; i < G_N_ELEMENTS(color_names); i++)
		if (str_equal_fold(color, color_names[i].name))
			return color_names[i].hex;
	if (color.len != 4 || color.at[0] != '#')
		return color;
	space[0] = '#';
	for (size_t i = 1; i < 4; i++)
		space[2 * i - 1] = space[2 * i] = color.at[i];
	return str_over(space, 7);
}

static bool is_same_color(Str color, Str background)
{
	char one[7], other[7];

	return color.len > 0 &&
	       str_equal_fold(plain_color(color, one), plain_color(background, other));
}

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

/* Properties that push a box away: by itself, or where it is placed. */
static const struct {
	Str property;
	bool placed;
} pushes[] = {
	{STR("text-indent"), false},
	{STR("margin-left"), false},
	{STR("margin-top"), false},
	{STR("left"), true},
	{STR("top"), true},
	{STR("right"), true},
	{STR("bottom"), true},
};

static void read_place(Str property, Str value, HtmlStyle *style, Box *box)
{
	if (str_equal_fold(property, STR("position")))
		box->placed = !str_equal_fold(value, STR("static"));
	for (size_t i = 0; i < G_N_ELEMENTS(pushes); i++) {
		if (!str_equal_fold(property, pushes[i].property) || !is_far_off(value))
			continue;
		box->pushed |= pushes[i].placed;
		if (!pushes[i].placed)
			style->gone = "off-screen";
	}
}

static void read_color(Str property, Str value, Box *box)
{
	if (str_equal_fold(property, STR("color")))
		box->color = value;
	else if (str_equal_fold(property, STR("background-color")))
		box->background = value;
	else if (str_equal_fold(property, STR("background")))
		box->background = str_take_until(&value, ' ');
}

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
	read_place(property, value, style, box);
	read_color(property, value, box);
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
	if (!read.gone && box.placed && box.pushed)
		read.gone = "off-screen";
	if (box.color.len > 0)
		read.color = is_transparent(box.color) || is_same_color(box.color, box.background)
				     ? HTMLSTYLE_NOTHING
				     : HTMLSTYLE_SHOWN;
	return read;
}

/* The quotes that may stand around an address, also as an attribute has to write them. */
static const Str quotes[] = {STR("\""), STR("'"), STR("&quot;"), STR("&#34;"), STR("&#39;")};

/* Take what stands between quotes, if they are next. */
static bool take_quoted(Str *css, Str *inside_out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(quotes); i++) {
		if (!str_take(css, quotes[i]))
			continue;
		gssize end = str_find(*css, quotes[i]);
		*inside_out = str_sub(*css, 0, end < 0 ? css->len : (size_t)end);
		*css = str_sub(*css, inside_out->len + quotes[i].len, css->len);
		return true;
	}
	return false;
}

/* Take up to the next "(" or "@". */
static Str take_unmarked(Str *css)
{
	size_t len = 0;

	while (len < css->len && css->at[len] != '(' && css->at[len] != '@')
		len++;
	Str before = str_sub(*css, 0, len);
	*css = str_sub(*css, len, css->len);
	return before;
}

/* Read the address that may stand behind a mark: "(" of "url(", "@" of "@import". */
static bool take_url(Str before, Str *css, Str *url_out)
{
	if (str_take_char(css, '(')) {
		if (!str_ends_fold(before, STR("url")))
			return false;
		str_skip(css, str_is_space);
		if (!take_quoted(css, url_out))
			*url_out = str_trim(str_take_until(css, ')'));
		return true;
	}
	str_take_char(css, '@');
	if (!str_starts_fold(*css, STR("import")))
		return false;
	*css = str_sub(*css, strlen("import"), css->len);
	str_skip(css, str_is_space);
	return take_quoted(css, url_out);
}

bool htmlstyle_next_url(Str *css, Str *url_out)
{
	while (css->len > 0) {
		Str before = take_unmarked(css);
		if (css->len > 0 && take_url(before, css, url_out))
			return true;
	}
	return false;
}

#include "lookup/jcard.h"

#include "lookup/country.h"

/* Where a property has its parts (RFC 7095, section 3.3); further values follow. */
enum { NAME, PARAMETERS, TYPE, VALUE };

/* The country's place in "adr" (RFC 6350, section 6.3.1). */
#define ADR_COUNTRY 6

static void fault(JCard *card, const char *what)
{
	if (!card->fault)
		card->fault = what;
}

/* A value is a scalar, or a structure: an array of scalars or of lists of scalars (section 3.3.1.3). */
static bool is_value(const json_t *value, int depth)
{
	const json_t *item;
	size_t index;

	if (json_is_object(value))
		return false;
	json_array_foreach (value, index, item)
		if (depth == 0 || !is_value(item, depth - 1))
			return false;
	return true;
}

/* A parameter has one text or a list of them (section 3.4). */
static bool are_parameters(const json_t *parameters)
{
	const char *name;
	json_t *value;
	const json_t *item;
	size_t index;

	json_object_foreach ((json_t *)parameters, name, value) {
		if (!json_is_string(value) && !json_is_array(value))
			return false;
		json_array_foreach (value, index, item)
			if (!json_is_string(item))
				return false;
	}
	return json_is_object(parameters);
}

static const char *fault_of(const json_t *property)
{
	if (!json_is_array(property))
		return "a property is no array";
	if (json_array_size(property) < VALUE + 1)
		return "a property has too few parts";
	if (!json_is_string(json_array_get(property, NAME)))
		return "a property's name is no text";
	if (!are_parameters(json_array_get(property, PARAMETERS)))
		return "a property's parameters are no object of texts";
	if (!json_is_string(json_array_get(property, TYPE)))
		return "a property's type is no text";
	for (size_t i = VALUE; i < json_array_size(property); i++)
		if (!is_value(json_array_get(property, i), 2))
			return "a property's value is nested too deep";
	return NULL;
}

/* The first text in a value that may be a structure: "org" can be ["Example Ltd", "Sales"]. */
static Str first_text(const json_t *value)
{
	while (json_is_array(value))
		value = json_array_get(value, 0);
	return json_str(value);
}

/* What stands for a value before RFC 9537, by its beginning: ICANN's words, and registrars' own. */
static const Str placeholders[] = {
	STR("redacted"),
	STR("data redacted"),
	STR("data protected"),
	STR("not disclosed"),
	STR("statutory masking"),
};

static bool is_withheld(JCard *card, Str value)
{
	for (size_t i = 0; i < G_N_ELEMENTS(placeholders); i++)
		if (str_starts_fold(value, placeholders[i])) {
			card->withheld = true;
			return true;
		}
	return false;
}

static void set_once(JCard *card, Str *to, Str value)
{
	if (to->len == 0 && !is_withheld(card, str_trim(value)))
		*to = str_trim(value);
}

static void add(JCard *card, GPtrArray *list, Str value)
{
	if (list->len < JCARD_LIST_MAX && value.len > 0 && !is_withheld(card, value))
		g_ptr_array_add(list, str_dup(value));
}

static void take_fn(JCard *card, const json_t *property)
{
	set_once(card, &card->fn, first_text(json_array_get(property, VALUE)));
}

static void take_org(JCard *card, const json_t *property)
{
	set_once(card, &card->org, first_text(json_array_get(property, VALUE)));
}

static void take_kind(JCard *card, const json_t *property)
{
	set_once(card, &card->kind, first_text(json_array_get(property, VALUE)));
}

static void take_email(JCard *card, const json_t *property)
{
	Str address = first_text(json_array_get(property, VALUE));

	str_take(&address, STR("mailto:"));
	add(card, card->emails, address);
}

/* "tel:+1-703-227-0660;ext=12" */
static void take_tel(JCard *card, const json_t *property)
{
	Str number = first_text(json_array_get(property, VALUE));

	str_take(&number, STR("tel:"));
	add(card, card->telephones, str_take_until(&number, ';'));
}

/* The last line of an address that is one text, where it is a country's name. */
static Str country_line(Str address)
{
	Str line = STR("");

	while (address.len > 0) {
		Str next = str_trim(str_take_line(&address));
		line = next.len > 0 ? next : line;
	}
	return country_code(line) ? line : STR("");
}

/* RFC 8605 puts the code into the parameter "cc"; ARIN leaves the address's parts empty, and writes it into "label"
 * (RFC 7095, section 3.3.1.3). */
static void take_adr(JCard *card, const json_t *property)
{
	const json_t *parameters = json_array_get(property, PARAMETERS);

	set_once(card, &card->country, json_get_str(parameters, "cc"));
	set_once(card, &card->country,
		json_str(json_array_get(json_array_get(property, VALUE), ADR_COUNTRY)));
	set_once(card, &card->country, country_line(json_get_str(parameters, "label")));
}

static const struct {
	Str name;
	void (*take)(JCard *card, const json_t *property);
} takers[] = {
	{STR("fn"), take_fn},
	{STR("org"), take_org},
	{STR("kind"), take_kind},
	{STR("email"), take_email},
	{STR("tel"), take_tel},
	{STR("adr"), take_adr},
};

static void read_property(JCard *card, const json_t *property)
{
	const char *what = fault_of(property);

	if (what) {
		fault(card, what);
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(takers); i++)
		if (str_equal_fold(json_str(json_array_get(property, NAME)), takers[i].name))
			takers[i].take(card, property);
}

void jcard_read(const json_t *array, JCard *card_out)
{
	const json_t *properties = json_array_get(array, 1);
	size_t n = MIN(json_array_size(properties), JCARD_PROPERTIES_MAX);

	*card_out = (JCard){
		.emails = g_ptr_array_new_with_free_func(g_free),
		.telephones = g_ptr_array_new_with_free_func(g_free),
	};
	if (!array)
		return;
	if (!str_equal(json_str(json_array_get(array, 0)), STR("vcard")))
		fault(card_out, "the card does not begin with \"vcard\"");
	else if (!json_is_array(properties))
		fault(card_out, "the card has no array of properties");
	else if (n < json_array_size(properties))
		fault(card_out, "the card has too many properties");
	for (size_t i = 0; i < n; i++)
		read_property(card_out, json_array_get(properties, i));
}

void jcard_clear(JCard *card)
{
	if (card->emails)
		g_ptr_array_unref(card->emails);
	if (card->telephones)
		g_ptr_array_unref(card->telephones);
	*card = (JCard){0};
}

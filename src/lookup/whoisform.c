#include "lookup/whoisform.h"

void whoisform_init(WhoisForm *form, const Dialect *dialect, Str text)
{
	*form = (WhoisForm){
		.dialect = dialect,
		.rest = text,
		.label = g_string_new(NULL),
		.synonym = g_string_new(NULL),
		.scratch = g_string_new(NULL),
		.heading = FIELD_NONE,
		.after_blank = true,
	};
}

void whoisform_clear(WhoisForm *form)
{
	g_string_free(form->label, TRUE);
	g_string_free(form->synonym, TRUE);
	g_string_free(form->scratch, TRUE);
}

static bool is_remark(Str line)
{
	return line.at[0] == '%' || line.at[0] == '#' || line.at[0] == ';' ||
	       str_starts(line, STR(">>>")) || str_starts(line, STR("--"));
}

/* "Servidor(es) de nombre" and "Name Server(s)" without what stands in parentheses within or at a word. */
static Str drop_endings(WhoisForm *form, Str name)
{
	gssize open = str_find_char(name, '('), close = str_find_char(name, ')');

	if (open <= 0 || close < open || str_is_space(name.at[open - 1]))
		return name;
	g_string_truncate(form->scratch, 0);
	g_string_append_len(form->scratch, name.at, open);
	g_string_append_len(form->scratch, name.at + close + 1, (gssize)name.len - close - 1);
	return str_over(form->scratch->str, form->scratch->len);
}

/* Two names for one thing: "Data de registo / Creation Date", "Servidores (Domain servers)". What stands
 * in parentheses may also be a remark, "(dd/mm/yyyy)": then nobody knows such a label. */
static void split_names(Str *name, Str *other_out)
{
	gssize open = str_find_char(*name, '('), slash = str_find(*name, STR(" / "));
	Str inside;

	*other_out = STR("");
	if (open >= 0) {
		inside = str_sub(*name, (size_t)open + 1, name->len);
		*other_out = str_take_until(&inside, ')');
		/* "Última modificación (Database last updated on)": only the inside is left */
		*name = open > 0 ? str_sub(*name, 0, (size_t)open) : *other_out;
	}
	if (slash >= 0 && (size_t)slash < name->len) {
		*other_out = str_sub(*name, (size_t)slash + 3, name->len);
		*name = str_sub(*name, 0, (size_t)slash);
	}
}

static void set_label(WhoisForm *form, Str name)
{
	Str other;

	while (name.len > 0 && (name.at[0] == '*' || name.at[0] == ' '))
		name = str_sub(name, 1, name.len);
	name = drop_endings(form, name);
	split_names(&name, &other);
	vocabulary_normal(form->label, name);
	vocabulary_normal(form->synonym, other);
}

/* "[Label] value", and a letter before it: "a. [Label] value", "a [Label] value". */
static bool take_bracketed(WhoisForm *form, Str line)
{
	Str rest = line, name;

	if (rest.len > 3 && g_ascii_isalpha(rest.at[0]) && strchr(". ", rest.at[1])) {
		rest = str_sub(rest, 1, rest.len);
		str_take_char(&rest, '.');
		str_skip(&rest, str_is_space);
	}
	if (!str_take_char(&rest, '[') || str_find_char(rest, ']') < 0)
		return false;
	name = str_take_until(&rest, ']');
	str_take_char(&rest, ']');
	/* a notice's lines begin with a space or end with the bracket: they are no labels */
	if (name.len == 0 || name.len > WHOISFORM_LABEL_MAX || name.at[0] == ' ')
		return false;
	set_label(form, name);
	form->value = str_trim(rest);
	return true;
}

/* RWhois: "network:IP-Network;I:192.0.2.0/24". */
static void unwrap_rwhois(Str *name, Str *value)
{
	Str rest = *value, inner;

	if (!str_equal_fold(*name, STR("network")) || str_find_char(*value, ':') <= 0)
		return;
	inner = str_take_until(&rest, ':');
	if (str_find_char(inner, ' ') >= 0)
		return;
	str_take_char(&rest, ':');
	*name = str_take_until(&inner, ';');
	/* an address's, never the registration's */
	if (str_equal_fold(*name, STR("state")))
		*name = STR("state/province");
	*value = str_trim(rest);
}

static bool take_labelled(WhoisForm *form, Str line)
{
	Str value = line, name = str_take_until(&value, ':');

	if (!str_take_char(&value, ':') || name.len == 0 || name.len > WHOISFORM_LABEL_MAX)
		return false;
	if (str_starts(value, STR("//")) || str_find_char(name, '@') >= 0)
		return false;
	/* "Telephone:      :  +1..." */
	value = str_trim(value);
	if (str_take_char(&value, ':'))
		value = str_trim(value);
	name = str_trim(name);
	unwrap_rwhois(&name, &value);
	set_label(form, name);
	form->value = value;
	return form->label->len > 0;
}

/* "Domain-name          example.sk": only where the label is known, since text has gaps, too. */
static bool take_gapped(WhoisForm *form, Str line)
{
	gssize gap = str_find(line, STR("  ")), tab = str_find_char(line, '\t');

	if (tab > 0 && (gap < 0 || tab < gap))
		gap = tab;
	/* a sentence's end has a gap behind it, too */
	if (gap <= 0 || gap > WHOISFORM_LABEL_MAX || line.at[gap - 1] == '.')
		return false;
	set_label(form, str_sub(line, 0, (size_t)gap));
	form->value = str_trim(str_sub(line, (size_t)gap, line.len));
	if (dialect_label(form->dialect, form->label->str, false) != FIELD_NONE)
		return true;
	g_string_truncate(form->label, 0);
	return false;
}

/* The section that the label at hand opens, by either of its names. */
static Section section_of_label(const WhoisForm *form)
{
	Section section = dialect_section(form->dialect, form->label->str);

	return section == SECTION_NONE && form->synonym->len > 0
		       ? dialect_section(form->dialect, form->synonym->str)
		       : section;
}

static RegistrationField field_of_label(const WhoisForm *form)
{
	RegistrationField field = dialect_label(form->dialect, form->label->str, true);

	return field == FIELD_NONE && form->synonym->len > 0
		       ? dialect_label(form->dialect, form->synonym->str, true)
		       : field;
}

static void enter_section(WhoisForm *form, Section section, RegistrationField heading)
{
	form->section = section;
	form->heading = heading;
	form->section_indent = form->indent;
	form->section_flat = false;
	form->section_used = false;
}

static void open_section(WhoisForm *form, Section section)
{
	form->kind = WHOIS_HEADING;
	enter_section(form, section, field_of_label(form));
}

static void close_section(WhoisForm *form)
{
	form->section = SECTION_NONE;
	form->heading = FIELD_NONE;
}

/* Whether the line at hand still stands below the heading. Lines may be indented deeper than it; if the
 * first one is not, an empty line ends the section. */
static void check_section(WhoisForm *form)
{
	if (form->section == SECTION_NONE)
		return;
	if (!form->section_used)
		form->section_flat = form->indent <= form->section_indent;
	else if (form->section_flat ? form->after_blank : form->indent <= form->section_indent)
		close_section(form);
	/* below an unknown heading only what is indented */
	if (form->section == SECTION_OTHER && form->section_flat)
		close_section(form);
	form->section_used = true;
}

/* Words alone on their line, as "Nameservers" or "Titular / Registrant", may be a heading. */
static bool take_bare_heading(WhoisForm *form, Str line)
{
	Section section;

	if (line.len > WHOISFORM_LABEL_MAX)
		return false;
	set_label(form, line);
	section = section_of_label(form);
	if (section != SECTION_NONE)
		open_section(form, section);
	else
		g_string_truncate(form->label, 0);
	return section != SECTION_NONE;
}

static void begin_object(WhoisForm *form)
{
	ObjectKind kind;

	form->object_begins = form->after_blank;
	if (!form->object_begins)
		return;
	kind = form->label->len > 0 ? dialect_object(form->dialect, form->label->str)
				    : OBJECT_RECORD;
	form->aside = kind == OBJECT_ASIDE;
	if (kind == OBJECT_HOLDER)
		enter_section(form, SECTION_REGISTRANT, FIELD_NONE);
}

static void take_value(WhoisForm *form)
{
	Section section = form->value.len == 0 ? section_of_label(form) : SECTION_NONE;

	form->kind = WHOIS_VALUE;
	if (section == SECTION_NONE && form->value.len == 0 && field_of_label(form) != FIELD_NONE)
		section = SECTION_RECORD;
	else if (section == SECTION_NONE && form->value.len == 0 && form->section == SECTION_NONE)
		section = SECTION_OTHER;
	if (section != SECTION_NONE)
		open_section(form, section);
}

/* "% Registrar:" above an object. */
static void take_remark(WhoisForm *form, Str line)
{
	form->kind = WHOIS_COMMENT;
	while (line.len > 0 && strchr("%# ", line.at[0]))
		line = str_sub(line, 1, line.len);
	if (str_ends(line, STR(":")))
		take_bare_heading(form, str_sub(line, 0, line.len - 1));
}

static void read_line(WhoisForm *form, Str line)
{
	if (is_remark(line)) {
		take_remark(form, line);
		return;
	}
	if (take_bracketed(form, line) || take_labelled(form, line) || take_gapped(form, line)) {
		begin_object(form);
		check_section(form);
		take_value(form);
		return;
	}
	begin_object(form);
	check_section(form);
	form->kind = WHOIS_PLAIN;
	form->value = line;
	form->goes_on = form->after_value && form->indent > form->value_indent;
	take_bare_heading(form, line);
}

static size_t indent_of(Str line)
{
	size_t indent = 0;

	for (size_t i = 0; i < line.len && (line.at[i] == ' ' || line.at[i] == '\t'); i++)
		indent = line.at[i] == '\t' ? (indent / 8 + 1) * 8 : indent + 1;
	return indent;
}

bool whoisform_next(WhoisForm *form)
{
	Str line;

	if (form->rest.len == 0)
		return false;
	form->line = str_take_line(&form->rest);
	form->indent = indent_of(form->line);
	form->value = STR("");
	form->object_begins = form->goes_on = false;
	g_string_truncate(form->label, 0);
	g_string_truncate(form->synonym, 0);
	line = str_trim(form->line);
	if (line.len == 0) {
		form->kind = WHOIS_BLANK;
		form->after_blank = true;
		form->after_value = false;
		return true;
	}
	read_line(form, line);
	form->after_blank = false;
	if (form->kind == WHOIS_VALUE) {
		form->after_value = form->value.len > 0;
		form->value_indent = form->indent;
	} else if (!form->goes_on) {
		form->after_value = false;
	}
	return true;
}

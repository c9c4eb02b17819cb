#include "lookup/whoismask.h"

#include "lookup/whoisform.h"

typedef struct {
	const Dialect *dialect;
	WhoisForm form;
	GString *out;
	const char *label;
	bool personal; /* the line before was, and this may go on with it */
} Masking;

/* The fields of the registration, not of the people behind it. */
static bool is_public(RegistrationField field)
{
	return field != FIELD_NONE && field != FIELD_REGISTRANT;
}

/* "admin-c", "tech-c" are ids of persons' records: no names. */
static bool is_personal_label(const Masking *masking)
{
	const WhoisForm *form = &masking->form;

	return dialect_is_personal(masking->dialect, form->label->str) ||
	       (form->synonym->len > 0 &&
		       dialect_is_personal(masking->dialect, form->synonym->str));
}

static bool is_contact(Section section)
{
	return section == SECTION_CONTACT || section == SECTION_REGISTRANT ||
	       section == SECTION_OTHER;
}

/* A mailbox is a person's unless its label or its own name says abuse. */
static bool is_mailbox(Str value)
{
	return str_find_char(value, '@') > 0 && str_find_fold(value, STR("abuse")) < 0;
}

static bool is_personal_value(const Masking *masking)
{
	const WhoisForm *form = &masking->form;
	RegistrationField field = dialect_label(
		masking->dialect, form->label->str, !form->aside && !is_contact(form->section));

	if (dialect_is_organization(masking->dialect, form->value))
		return false;
	if (field == FIELD_REGISTRANT || is_personal_label(masking))
		return true;
	return !is_public(field) && is_mailbox(form->value);
}

/* Below a contact's heading a line is a name or a piece of an address, unless it is an organization's
 * name; elsewhere it is text, but may go on with the address above it. */
static bool is_personal_plain(const Masking *masking)
{
	const WhoisForm *form = &masking->form;

	if (dialect_is_organization(masking->dialect, form->value))
		return false;
	if (is_contact(form->section) && form->heading != FIELD_NAMESERVERS)
		return true;
	return is_mailbox(form->value) || (masking->personal && form->line.at[0] == ' ');
}

/* The line with its value replaced; what stands before the value stays as it is. */
static void write_masked(Masking *masking)
{
	const WhoisForm *form = &masking->form;
	gssize before = form->value.len > 0 ? form->value.at - form->line.at : 0;

	g_string_append_len(masking->out, form->line.at, before);
	g_string_append(masking->out, masking->label);
}

static void mask_line(Masking *masking)
{
	const WhoisForm *form = &masking->form;
	bool personal = false;

	if (form->kind == WHOIS_VALUE)
		personal = is_personal_value(masking);
	else if (form->kind == WHOIS_PLAIN)
		personal = is_personal_plain(masking);
	else if (form->kind == WHOIS_COMMENT)
		personal = false;
	masking->personal = personal && form->kind != WHOIS_BLANK;
	if (personal && form->value.len > 0)
		write_masked(masking);
	else
		g_string_append_len(masking->out, form->line.at, (gssize)form->line.len);
	g_string_append_c(masking->out, '\n');
}

GString *whoismask_text(const Vocabulary *vocabulary, Str server, Str text, const char *label)
{
	Masking masking = {
		.dialect = vocabulary_dialect(vocabulary, server),
		.out = g_string_new(NULL),
		.label = label,
	};

	whoisform_init(&masking.form, masking.dialect, text);
	while (whoisform_next(&masking.form))
		mask_line(&masking);
	whoisform_clear(&masking.form);
	return masking.out;
}

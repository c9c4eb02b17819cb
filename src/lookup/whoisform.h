#pragma once
/*
 * lookup/whoisform - the shapes of WHOIS replies: which line is a label with its value, which stands below
 * which heading, where an object begins. Knows no field; reading (lookup/whois) and masking
 * (lookup/whoismask) both go through a reply with it.
 *
 *	WhoisForm form;
 *	whoisform_init(&form, dialect, text);
 *	while (whoisform_next(&form))
 *		use(form.kind, form.label->str, form.value, form.section, form.aside);
 *	whoisform_clear(&form);
 *
 * The shapes that servers have:
 *
 *	label: value        label......: value      [label] value      a. [label] value
 *	network:label;I:value        (RWhois, RFC 2167)
 *	Heading:                     and below it lines that are indented, or up to an empty line
 *	    label: value
 *	    only a value
 *	% comment    # comment    >>> remark <<<
 *	% Heading:                   above an object
 */
#include "lookup/vocabulary.h"

/* Bytes of a label; what is longer is text. */
#define WHOISFORM_LABEL_MAX 256

typedef enum {
	WHOIS_VALUE,   /* a label and its value, which may be empty */
	WHOIS_HEADING, /* a heading; `section` is already what it opens */
	WHOIS_PLAIN,   /* text without a label */
	WHOIS_COMMENT,
	WHOIS_BLANK,
} WhoisLineKind;

typedef struct {
	/* of the line at hand */
	WhoisLineKind kind;
	Str line;         /* all of it, without its end */
	GString *label;   /* normal (vocabulary_normal); "" where there is none */
	GString *synonym; /* a second name of it, in parentheses or behind "/": "" */
	Str value;
	Section section; /* what it stands below */
	RegistrationField
		heading;    /* the field that its heading means, as in "Registrar:"; FIELD_NONE */
	bool aside;         /* part of an object that is not what was asked for */
	bool object_begins; /* the first line of an object */
	bool goes_on;       /* text that goes on with the value above it: it is indented deeper */

	/* the form's own */
	const Dialect *dialect;
	Str rest;
	size_t indent, section_indent, value_indent;
	bool section_flat, section_used, after_blank, after_value;
	GString *scratch;
} WhoisForm;

/* Start to go through `text`, valid UTF-8, which must outlive the form. */
void whoisform_init(WhoisForm *form, const Dialect *dialect, Str text);

/* Go to the next line. False at the end. Linear over the whole. */
bool whoisform_next(WhoisForm *form);

/* Free what it owns. */
void whoisform_clear(WhoisForm *form);

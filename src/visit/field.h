#pragma once
/*
 * visit/field - the fields of a page, wherever they stand, with all that is told about each: attributes, labels,
 * options, and the text that stands by it on the screen.
 *
 *	g_autoptr(GPtrArray) fields = field_list(page);
 *	for (guint i = 0; i < fields->len; i++)
 *		understand(g_ptr_array_index(fields, i));
 */
#include "visit/clue.h"
#include "visit/snapshot.h"

/* Fields of a page, options of one that are looked at; further ones are left out. */
#define FIELD_MAX         ((guint)512)
#define FIELD_OPTIONS_MAX ((guint)300)

/* Bytes of one text about a field. */
#define FIELD_TEXT_MAX ((size_t)240)

/* Boxes that are one field. */
#define FIELD_BOXES_MAX ((guint)20)

typedef struct {
	char *text, *value;
} FieldOption;

typedef struct {
	guint32 node; /* of its first box */
	GArray *boxes; /* of guint32: the nodes of all of them, where several are one field; else only `node` */
	const char *type; /* "text", "password", "select", "textarea", "editable" ...; static */
	Str name, id, autocomplete, placeholder, inputmode, value; /* borrowed from the page */
	char *label;                /* of its <label>s, aria-label, title; "" */
	char *left, *above, *after; /* what stands there on the screen; "" */
	char *group;                /* the legend of its group; "" */
	GPtrArray *options;         /* of FieldOption; empty where it has none */
	guint maxlength;            /* 0: none */
	bool required, visible, checked;
	AskKind kind; /* what it asks, once understood */
	char unit;    /* 'm', 'y', 'd': something says month, year or day of it; 0 */
	ClueReason reason;
} Field;

/* All fields of a page that a person could fill, in the order of the text (Field). Buttons and hidden ones are
 * none. Yours to g_ptr_array_unref; the page must outlive it. */
GPtrArray *field_list(const Snapshot *page);

/* Whether text is typed into it. */
bool field_is_typed(const Field *field);

#pragma once
/*
 * tests/judge/small - dossiers of one sender, one subject, one text and at most one link, for rules.
 *
 *	json_auto_t *dossier = small_dossier(&(Small){.from = "a@b.example", .text = "hello"});
 */
#include <jansson.h>

typedef struct {
	const char *name;    /* display name */
	const char *from;    /* address */
	const char *subject; /* "Hello" where none is given */
	const char *text;
	const char *words; /* over the link */
	const char *link;  /* its URL */
	const char *more;  /* JSON merged over the dossier, objects into objects, arrays replaced */
} Small;

/* The dossier, yours to json_decref. */
json_t *small_dossier(const Small *small);

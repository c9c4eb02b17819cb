#pragma once
/*
 * lookup/jcard - the contacts of RDAP: a vCard in JSON (RFC 7095), as far as an investigation asks.
 *
 * A property that breaks the form is passed over and the first such fault kept: half a card is better than
 * none.
 *
 *	g_auto(JCard) card = {0};
 *	jcard_read(json_object_get(entity, "vcardArray"), &card);
 *	use(card.fn, card.fault);
 */
#include "base/json.h"

/* Properties of one card that are read, and telephones or addresses kept. */
#define JCARD_PROPERTIES_MAX 256
#define JCARD_LIST_MAX       16

typedef struct {
	Str fn, org, kind;     /* borrowed from the JSON; empty where there is none */
	Str country;           /* a code from "cc", else the name in the address or at its end */
	GPtrArray *emails;     /* of char * */
	GPtrArray *telephones; /* likewise, "tel:" taken off */
	bool withheld;         /* a value was no more than words that it is withheld: passed over */
	const char *fault;     /* what broke the form first; NULL */
} JCard;

/* Read `array`, the value of "vcardArray" (NULL: an empty card), which must outlive the card. */
void jcard_read(const json_t *array, JCard *card_out);

/* Free what it owns. */
void jcard_clear(JCard *card);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(JCard, jcard_clear)

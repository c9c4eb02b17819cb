#pragma once
/*
 * report/mask - takes the recipient's addresses out of whatever is published.
 *
 * An address is found as it stands, in any case; percent-encoded, once or twice; in hex; and in base64,
 * at each of its three alignments: links carry it in all these forms.
 *
 *	g_autoptr(Mask) mask = mask_new(mail, "⟨recipient⟩");
 *	g_autofree char *safe = mask_text(mask, STR("?m=taro%40example.jp"));    ?m=⟨recipient⟩
 */
#include "base/json.h"

/* An address longer than this is not looked for: RFC 5321 allows 256 (section 4.5.3.1.3). */
#define MASK_ADDRESS_MAX 320

typedef struct Mask Mask;

/* For the addresses that `mail`, the dossier's (NULL is fine), lists in "recipients", "to" and "cc".
 * `label` (borrowed) is what is put in their place. Yours to mask_free. */
Mask *mask_new(const json_t *mail, const char *label);

/* Free. NULL is fine. */
void mask_free(Mask *mask);

/* `text` with every recipient's address replaced; NULs stay. Costs the text's length times that of the
 * longest address at worst, however many addresses there are. Yours to g_string_free. */
GString *mask_text(const Mask *mask, Str text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mask, mask_free)

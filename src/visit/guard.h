#pragma once
/*
 * visit/guard - what a walk never does: send what it typed, or anything that is sent with a form, to a genuine
 * brand's site or to a well-known service. It stands at the checkpoint, through which every request of the
 * browser passes before it leaves; so it holds whatever a page does.
 *
 * A request to such a host is refused when it carries a typed value (visit/carry), in its address too, and, from
 * the first typed value on, when it posts at all, as what a page encrypts is not seen through, or asks for a
 * document: a trap that lets its victim go there would tell the genuine site of us. Everything else (a brand's own
 * pictures) may go. All that carry a value are noted, refused ones too: where the data was to go is evidence.
 *
 *	g_autoptr(Guard) guard = guard_new(brands, lists);
 *	settings.rules.refuses = guard_refuses;          settings.rules.data = guard;
 *	guard_typed(guard, "password", "Mihon-1234x");
 */
#include "know/brands.h"
#include "know/lists.h"
#include "visit/carry.h"
#include "visit/checkpoint.h"

/* Requests that are noted. */
#define GUARD_NOTES_MAX 200

typedef struct Guard Guard;

/* Both are borrowed. Yours to guard_free. */
Guard *guard_new(const Brands *brands, const Lists *lists);

/* Free. NULL is fine. */
void guard_free(Guard *guard);

/* From now on this value counts as typed. */
void guard_typed(Guard *guard, const char *kind, const char *value);

/* Whether nothing may be sent there: the brand's id, or the list's entry; NULL. Borrowed. */
const char *guard_protects(const Guard *guard, const char *url);

/* As CheckpointRules.refuses, `data` being the guard. */
json_t *guard_refuses(void *data, const CheckpointRequest *request);

/* What carried a typed value, and what was posted since the first: [{"url", "host", "method", "type", "frame",
 * "carries": [kinds], "refused": bool}], in the order in which they came; borrowed, and grows. */
const json_t *guard_notes(const Guard *guard);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Guard, guard_free)

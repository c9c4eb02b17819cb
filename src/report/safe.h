#pragma once
/*
 * report/safe - the one gate between the dossier and a document, lent to the templates as `safe`:
 *
 *	safe.text(s)            masked, defanged where indicators stand in it, the invisible made visible
 *	safe.indicator(s)       one indicator: masked, defanged whole, the invisible made visible
 *	safe.masked(s)          masked only: for what is taken apart before it is shown
 *	safe.picture(name)      the kept picture of that name as a "data:" URL; nil where there is none
 *	safe.html(s)            markup of what the two gave: report/escape
 *	safe.markdown(s), safe.markdown_code(s), safe.markdown_fence(s)
 *
 * A format of its own sends every text through one of the first two, then through its escape; a format
 * with another markup adds its escape here.
 *
 *	luabox_lend(box, "safe", safe_loans, &safe);
 */
#include "base/luabox.h"
#include "report/known.h"
#include "report/mask.h"

/* What the gate goes by; all is borrowed. */
typedef struct {
	const Mask *mask;
	const Known *known;
	GHashTable *pictures; /* name -> GBytes (PNG); NULL: none */
} Safe;

/* The functions; their lender is a Safe. Ends with a NULL name. */
extern const LuaLoan safe_loans[];

/* What safe.text does. Yours to g_free. */
char *safe_text(const Safe *safe, Str text);

/* What safe.indicator does. Yours to g_free. */
char *safe_indicator(const Safe *safe, Str indicator);

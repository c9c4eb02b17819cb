#pragma once
/*
 * visit/visit - the fourth step: where does it lead? Fills `landings`.
 *
 * This version visits nothing: it names each page that there is to visit as `not-asked`, with why. A
 * page is where a reader's press would lead: links, image maps, forms, frames and bare text, over http
 * or https. Pictures and style sheets are none.
 */
#include "case/step.h"

/* Pages that are named; further ones are only counted, in why the step was skipped. */
#define VISIT_LANDINGS_MAX 256

/* Reads /links. */
extern const Step visit_step;

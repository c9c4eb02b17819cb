#pragma once
/*
 * read/urljob - the job "url": what lines that may be URLs are, for `mekiki url`. The lines are read in the cage,
 * many at a time; what comes out is ready to be printed.
 *
 * The question's one blob holds lines, each with LF behind it. The answer's one blob has a line of JSON for each of
 * them, in their order: {"raw", "url", "scheme", "host", "domain", "facts"}; `url` is null, and "fault" says why,
 * for what is none. What people paste is understood: a bare host name ("bare" among the facts) is taken for http,
 * a defanged one ("defanged") for what it means.
 */
#include "cage/cage.h"

/* Of a line's text no more than this is repeated. */
#define URLJOB_RAW_MAX ((size_t)8 << 10)

extern const CageJob url_job;

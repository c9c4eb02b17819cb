#pragma once
/*
 * web/wrappers - the table behind web/unwrap: who wraps links, how their hosts are told, where the target stands.
 *
 *	for (size_t i = 0; i < wrappers_count; i++)
 *		if (wrapper_fits(&wrappers[i], url))
 *			...
 *
 * To add one: a row here, and rows in tests/web/unwrap_test.c.
 */
#include "web/unwrap.h"

/* What a row's `host` names. */
typedef enum {
	HOST_IS,    /* this host */
	HOST_BELOW, /* any host below this one */
	HOST_GOOGLE, /* this label and google's domain in any country: "www" is www.google.com, www.google.co.jp */
} WrapperHost;

/* Where the target stands. */
typedef enum {
	IN_QUERY,       /* a parameter called `name` */
	IN_QUERY_CODE,  /* the same in base64, behind `name`'s value's mark, if there is one */
	IN_WHOLE_QUERY, /* all behind "?" */
	IN_PATH,        /* all behind the path's beginning, query too */
	IN_PATH_PIECE,  /* the last piece behind it that is a URL, percent-encoded */
	IN_AMP_PATH,    /* behind a cache's letters: "/c/s/a.example/x" is https://a.example/x */
	IN_TRANSLATED,  /* in the host: a-example.translate.goog is a.example */
	IN_URLDEFENSE,  /* as Proofpoint has it */
	IN_MANDRILL,    /* JSON in base64, in JSON in base64 */
	IN_DOMAIN,      /* a parameter that names no more than the host */
} WrapperPlace;

typedef struct {
	const char *by;
	UnwrapKind kind;
	WrapperHost rule;
	Str host;
	Str path; /* what the path begins with */
	WrapperPlace place;
	Str name; /* of the parameter; before or behind the target in a path */
} Wrapper;

extern const Wrapper wrappers[];
extern const size_t wrappers_count;

/* Whether the URL is at this wrapper's host, and its path begins as the wrapper's do. */
bool wrapper_fits(const Wrapper *wrapper, const Url *url);

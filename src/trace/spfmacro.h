#pragma once
/*
 * trace/spfmacro - the macros of SPF (RFC 7208, section 7): "%{ir}.%{v}._spf.%{d2}".
 *
 *	SpfScope scope = {.ip = &ip, .local = STR("strong-bad"), .sender_domain = STR("email.example.com"),
 *		.domain = STR("email.example.com")};
 *	g_autoptr(GString) name = g_string_new(NULL);
 *	if (spfmacro_expand(STR("%{l1r-}.%{d}"), SPFMACRO_DOMAIN, &scope, name) == SPFMACRO_DONE)
 *		use(name->str);        "strong.email.example.com"
 */
#include "web/address.h"

/* What an expansion may grow to; beyond that it is no name, and no explanation for a person. */
#define SPFMACRO_MAX ((size_t)16 << 10)

typedef enum {
	SPFMACRO_DOMAIN,      /* a domain-spec: no c, r, t, no spaces */
	SPFMACRO_MODIFIER,    /* what an unknown modifier holds: all letters, no spaces */
	SPFMACRO_EXPLANATION, /* the text of an explanation: all letters, and spaces */
} SpfMacroUse;

typedef enum {
	SPFMACRO_DONE,
	SPFMACRO_BROKEN, /* it breaks the grammar, or grew too long */
	SPFMACRO_WANTED, /* the validated name of the address is not known yet */
	SPFMACRO_UNUSABLE, /* a local part beyond ASCII: such a term matches nothing (RFC 8616, section 4) */
} SpfMacroState;

/* What the letters stand for. All borrowed. */
typedef struct {
	const Address *ip;
	Str local, sender_domain; /* %{l}, %{o}; %{s} is both */
	Str domain;               /* %{d}: whose record is evaluated */
	Str helo;                 /* %{h} */
	Str receiver;             /* %{r}; "unknown" where it is empty */
	gint64 now;               /* %{t} */
	/* %{p}: append the validated name of `ip`, or "unknown"; false where that is not known yet. */
	bool (*validated)(void *data, Str domain, GString *out);
	void *data;
} SpfScope;

/* Whether `text` keeps to the grammar: for SPFMACRO_DOMAIN domain-spec, else macro-string. */
bool spfmacro_check(Str text, SpfMacroUse use);

/* Append what `text` expands to. Where it is a name, without a dot at its end, and without labels at its start
 * until it has no more than 253 bytes. */
SpfMacroState spfmacro_expand(Str text, SpfMacroUse use, const SpfScope *scope, GString *out);

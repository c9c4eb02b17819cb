#pragma once
/*
 * lookup/registrationlook - who holds a domain, an address, an AS number: RDAP and WHOIS asked, and what they
 * say made one.
 *
 * A domain's WHOIS is asked where RDAP knows less than it could; of an address both are, at once: what lies
 * below a registry's own networks only WHOIS refers to.
 *
 *	g_autoptr(RegistrationLook) look = registrationlook_new(inquiry, SUBJECT_DOMAIN, "4ztfqg8.cn");
 *	registrationlook_ask(look);
 *	json_t *entry = registrationlook_json(look, blobs, &error);
 */
#include "case/blobs.h"
#include "lookup/trail.h"

typedef struct {
	char *name;
	SubjectKind kind;
	Trail *rdap, *whois;
} RegistrationLook;

/* Nothing asked yet. Yours to registrationlook_free. */
RegistrationLook *registrationlook_new(const Inquiry *inquiry, SubjectKind kind, const char *name);

/* Free it. NULL is fine. */
void registrationlook_free(RegistrationLook *look);

/* Ask. In any thread. */
void registrationlook_ask(RegistrationLook *look);

/* What came of it, as the dossier's `registration` without "id" and "because". Replies are kept in `blobs`;
 * NULL with `error` where they cannot be. Yours to json_decref. */
json_t *registrationlook_json(const RegistrationLook *look, const Blobs *blobs, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RegistrationLook, registrationlook_free)

#pragma once
/*
 * lookup/registration - what a registry says of a domain, a network or an AS number: one model for all
 * protocols and dialects.
 *
 * Every field keeps its values as printed, cleaned of what surrounds them, and says from whom it is. A
 * time has a reading in UTC beside it, with what had to be assumed for it.
 *
 *	g_autoptr(Registration) registration = registration_new("whois.cnnic.cn");
 *	registration_add(registration, FIELD_REGISTRAR, STR("阿里云计算有限公司(万网)"));
 *	registration_add_time(registration, FIELD_CREATED, STR("2022-02-27 14:21:00"), &cnnic);
 *	json_auto_t *json = registration_json(registration);
 */
#include "base/json.h"
#include "lookup/regdate.h"

/* Values of one field; further ones are not kept. */
#define REGISTRATION_VALUES_MAX 64

/* Bytes of one value; longer ones are cut. */
#define REGISTRATION_VALUE_MAX 512

typedef enum {
	STATE_UNKNOWN, /* the reply does not say, or we do not understand it */
	STATE_REGISTERED,
	STATE_AVAILABLE,
	STATE_RESERVED,  /* nobody has it, and nobody can */
	STATE_THROTTLED, /* the server does not answer us now: never "not found" */
} RegistrationState;

/* In the order in which they are shown. */
typedef enum {
	FIELD_NAME, /* of what the reply speaks */
	FIELD_REGISTRAR,
	FIELD_REGISTRAR_IANA_ID,
	FIELD_REGISTRANT,           /* whoever it is: may be a person, then masked in reports */
	FIELD_ORGANIZATION,         /* the registrant's or holder's, where it is known to be one */
	FIELD_ORGANIZATION_ENGLISH, /* what it calls itself in Latin script, beside a name in its own */
	FIELD_ORGANIZATION_HANDLE, /* the registry's id of it */
	FIELD_DESCRIPTION,         /* what stands in for it in RPSL; not shown */
	FIELD_COUNTRY,
	FIELD_CREATED,
	FIELD_UPDATED,
	FIELD_EXPIRES,
	FIELD_STATUS,
	FIELD_NAMESERVERS,
	FIELD_DNSSEC,
	FIELD_ABUSE,
	FIELD_NETNAME,
	FIELD_RANGE,
	FIELD_CIDR,
	FIELD_ASN,
	FIELD_HANDLE,
	FIELD_REFERRAL, /* a server that knows more: "whois.example.net", "rwhois://…", an RDAP URL */
	FIELDS,
	FIELD_NONE = FIELDS,
} RegistrationField;

typedef struct {
	GPtrArray *values;  /* of char *, distinct; NULL: none */
	const char *source; /* borrowed from the registration: who said it first */
	RegDate date;       /* of a time that could be read */
	bool has_date;
} FieldValue;

typedef struct {
	RegistrationState state;
	FieldValue fields[FIELDS];
	GHashTable *sources; /* the strings that `source` points to */
	const char *source;  /* of what is added now */
	const char *server;  /* of registration_new */
	json_t *differences; /* see lookup/merge.h */
	json_t *notes;       /* notices, redactions: [{"what", …}] */
} Registration;

/* An empty one, whose values come from `source` (a server's name). Yours to registration_free. */
Registration *registration_new(const char *source);

/* Free. NULL is fine. */
void registration_free(Registration *registration);

/* What is added from now on comes from `source`. */
void registration_set_source(Registration *registration, const char *source);

/* The member of the dossier's `registration` that holds the field; NULL where none does. */
const char *registration_field_name(RegistrationField field);

/* The field called `name` in data files: as in the dossier; FIELD_NONE when there is none. */
RegistrationField registration_field_find(const char *name);

/* Whether the field is a time. */
bool registration_field_is_time(RegistrationField field);

/* Add a value, copied as UTF-8 on one line. The first value of a field that is no list stays; empty ones
 * and those already there are passed over. */
void registration_add(Registration *registration, RegistrationField field, Str value);

/* registration_add for a time, and its reading by the server's `custom`. Of a value that is no date
 * nothing is kept. */
void registration_add_time(Registration *registration, RegistrationField field, Str value,
	const RegDateCustom *custom);

/* The first value, borrowed; NULL when there is none. */
const char *registration_get(const Registration *registration, RegistrationField field);

/* Whether a name is written in Latin letters alone: such a one beside a name in another script is its form for
 * foreigners, not another name. */
bool registration_is_latin(Str name);

/* Forget a field's values. */
void registration_drop(Registration *registration, RegistrationField field);

/* "registered", "available", … A static string. */
const char *registration_state_name(RegistrationState state);

/* The members of the dossier's `registration` that a reply can fill (docs/dossier.schema.json): every
 * field, `times` with the readings, `sources`, `differences`, `notes`. Yours to json_decref. */
json_t *registration_json(const Registration *registration);

/* The inverse, for what comes back from the cage: unknown members are passed over, wrong types are
 * nothing. Yours to registration_free. */
Registration *registration_parse(const json_t *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Registration, registration_free)

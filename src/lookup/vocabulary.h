#pragma once
/*
 * lookup/vocabulary - the words in which WHOIS servers speak: data/whois/, one file a dialect.
 *
 * general.json holds for every server: most need nothing else. A dialect's file names its servers and adds
 * or overrules what is different there. All have the same members, all may be absent:
 *
 *	servers    the host names that speak it
 *	charset    of their replies; without it the bytes decide
 *	zone       "+08:00", of times that are printed without one
 *	dates      "day-first", "month-first", "year-first"
 *	labels     field → labels that mean it wherever they stand
 *	weak       field → labels that mean it in the record itself, but not within a person's
 *	sections   "registrant", "contact", "registrar", "nameservers", "record" → headings
 *	objects    "aside", "holder" → labels with which an object begins that is not what was asked for; that of
 *	           its holder, whose labels are read as below a registrant's heading
 *	sentences  field → sentences, "record expires on *": the last * is the value, or ** if there
 *	           is one: "domain ** (*)"
 *	texts      "available", "reserved", "throttled", "unknown" → lines that say so, with * for anything
 *	states     the same → values of the status
 *	nothing    values that mean that there is none
 *	organizations  words of organizations' names
 *	handled    labels of organizations whose value ends with a handle: "Example Ltd (EL-1)"
 *	personal   labels whose value is a person's name, address or number
 *
 * Labels are compared in vocabulary_normal form.
 *
 *	g_autoptr(Vocabulary) vocabulary = vocabulary_read("data/whois", &error);
 *	const Dialect *dialect = vocabulary_dialect(vocabulary, STR("whois.jprs.jp"));
 *	RegistrationField field = dialect_label(dialect, "created on", true);
 */
#include "lookup/registration.h"

/* What a section of a reply is about. */
typedef enum {
	SECTION_NONE,
	SECTION_RECORD, /* the record itself, under a heading */
	SECTION_REGISTRANT,
	SECTION_CONTACT,
	SECTION_REGISTRAR,
	SECTION_NAMESERVERS,
	SECTION_OTHER, /* a heading that we do not know */
} Section;

/* What an object of a reply is. */
typedef enum {
	OBJECT_RECORD, /* what was asked for */
	OBJECT_ASIDE,  /* something else */
	OBJECT_HOLDER, /* its holder */
} ObjectKind;

typedef struct Vocabulary Vocabulary;
typedef struct Dialect Dialect;

/* Read all files of the folder. NULL with `error` when one is wrong: it names the file and what is wrong
 * in it. Yours to vocabulary_free. */
Vocabulary *vocabulary_read(const char *folder, GError **error);

/* Free. NULL is fine. */
void vocabulary_free(Vocabulary *vocabulary);

/* The dialect of a server, the general one where it has none of its own. Lives as long as the
 * vocabulary. */
const Dialect *vocabulary_dialect(const Vocabulary *vocabulary, Str server);

/* The dialect's name, its file's: "general", "jprs". */
const char *dialect_name(const Dialect *dialect);

/* The charset of its servers, a name of base/charset; NULL: unknown. */
const char *dialect_charset(const Dialect *dialect);

/* How its servers print dates. */
const RegDateCustom *dialect_custom(const Dialect *dialect);

/* The field that a label, normal, means; FIELD_NONE. With `weak` the weak ones count, too. */
RegistrationField dialect_label(const Dialect *dialect, const char *label, bool weak);

/* The section that a heading, normal, opens; SECTION_NONE where it is no known heading. */
Section dialect_section(const Dialect *dialect, const char *heading);

/* What an object is that begins with this label. */
ObjectKind dialect_object(const Dialect *dialect, const char *label);

/* Whether the label's value, an organization's name, ends with its handle. */
bool dialect_is_handled(const Dialect *dialect, const char *label);

/* Whether the label's value is a person's name, address or number. */
bool dialect_is_personal(const Dialect *dialect, const char *label);

/* Whether a name has a word that only organizations' names have: "Inc.", "株式会社". */
bool dialect_is_organization(const Dialect *dialect, Str name);

/* Whether the value, lower case, means that there is none. */
bool dialect_is_nothing(const Dialect *dialect, const char *value);

/* The next field that a sentence (lower case) tells, and in it the value, borrowed; FIELD_NONE behind the last. `at`
 * is 0 at first, and the search's own from then on. */
RegistrationField dialect_sentence(
	const Dialect *dialect, Str sentence, size_t *at, Str *value_out);

/* What a line (lower case) of a reply without a record says. False: nothing. */
bool dialect_text(const Dialect *dialect, Str line, RegistrationState *state_out);

/* What the value of a status, lower case, says of the state. False: nothing. */
bool dialect_state(const Dialect *dialect, const char *status, RegistrationState *state_out);

/* The normal form of a label: lower case, "-" and "_" as spaces, runs of space as one, no digits, dots
 * and spaces at the end. Appended to `out` (set empty first). Bytes that are not UTF-8 stay. */
void vocabulary_normal(GString *out, Str label);

/* Lower case, for lines and values; set empty first. */
void vocabulary_lower(GString *out, Str text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Vocabulary, vocabulary_free)

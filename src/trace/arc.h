#pragma once
/*
 * trace/arc - the chain of those who passed a mail on and vouch for what they found (RFC 8617).
 *
 * A chain that fails is no forgery: anybody who passes a mail on without sealing it breaks it. One that passes says who
 * vouches; whether they are to be believed is another question.
 *
 *	g_autoptr(Arc) arc = arc_verify(verifier, mail);
 *	if (arc->status == ARC_PASS)
 *		...
 */
#include "trace/verifier.h"

/* Sets of one chain: RFC 8617, section 5.1.1.1. */
#define ARC_SETS_MAX SIGNATURE_INSTANCE_MAX

typedef enum {
	ARC_NONE,    /* there is no chain */
	ARC_PASS,    /* every seal verifies, and so does the newest message signature */
	ARC_FAIL,    /* one of them does not, or the chain is not whole */
	ARC_UNKNOWN, /* keys are not known yet, or nobody was asked */
} ArcStatus;

/* What is wrong with a chain, or a set of it. */
typedef enum {
	ARC_FINE,
	ARC_TOO_MANY,   /* more than ARC_SETS_MAX */
	ARC_INSTANCE,   /* a field without a sound i= */
	ARC_INCOMPLETE, /* an instance lacks one of its three fields, or is missing */
	ARC_DOUBLE,     /* an instance has one of them twice */
	ARC_CV_FAIL,    /* who sealed it found the chain broken already */
	ARC_CV_WRONG,   /* cv= says what it cannot say at its place */
	ARC_SIGNS_SEAL, /* a message signature that names ARC-Seal: RFC 8617, section 4.1.2 */
	ARC_MESSAGE,    /* the newest message signature does not verify */
	ARC_SEAL,       /* a seal does not verify */
} ArcFault;

/* One who passed the mail on. */
typedef struct {
	guint instance;
	guint results; /* the field ARC-Authentication-Results */
	Verified *message, *seal;
} ArcSet;

typedef struct {
	ArcStatus status;
	ArcFault fault;
	guint fault_at; /* the instance that it is about, 0 where it is about none */
	GPtrArray *
		sets; /* of ArcSet, in the order of instances; empty where the chain is not whole */
	guint oldest_pass; /* the lowest instance whose message signature still verifies, with all above
	                      it: who changed nothing since (RFC 8617, section 5.2); 0 where none does */
	guint count;       /* of fields that ARC knows */
} Arc;

/* Verify the chain of the verifier's mail. Yours to arc_free. */
Arc *arc_verify(Verifier *verifier, const RawMail *mail);

/* Free. NULL is fine. */
void arc_free(Arc *arc);

/* "none", "pass", "fail"; NULL where it is not known. Static. */
const char *arc_status_name(ArcStatus status);

/* What is wrong, {"en", "ja"}; of ARC_FINE what is right. Yours to json_decref. */
json_t *arc_words(const Arc *arc);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Arc, arc_free)

#include "trace/arc.h"

/* The three fields of a set. */
enum { RESULTS, MESSAGE, SEAL, PARTS };

static const Str part_names[PARTS] = {
	[RESULTS] = {"arc-authentication-results", 26},
	[MESSAGE] = {"arc-message-signature", 21},
	[SEAL] = {"arc-seal", 8},
};

/* The fields of each instance, which counts from 1. */
typedef struct {
	guint field[ARC_SETS_MAX + 1][PARTS];
	guint sets; /* the highest instance */
} Chain;

/* "i=1;" with which the results begin: RFC 8617, section 4.1.1. 0 where they don't. */
static guint results_instance(Str value)
{
	guint64 instance = 0;

	if (!str_take(&value, STR("i")))
		return 0;
	str_skip(&value, str_is_space);
	if (!str_take_char(&value, '='))
		return 0;
	str_skip(&value, str_is_space);
	Str digits = str_take_while(&value, str_is_digit);
	str_skip(&value, str_is_space);
	if (!str_take_char(&value, ';') || !str_parse_uint(digits, ARC_SETS_MAX, &instance))
		return 0;
	return (guint)instance;
}

static guint instance_of(const RawField *field, int part)
{
	Signature signature;

	if (part == RESULTS)
		return results_instance(field->value);
	signature_parse(field->value, part == SEAL ? SIGNATURE_ARC_SEAL : SIGNATURE_ARC_MESSAGE,
		&signature);
	guint instance = signature.instance;
	signature_clear(&signature);
	return instance;
}

static ArcFault fail(Arc *arc, ArcFault fault, guint instance)
{
	if (arc->fault == ARC_FINE) {
		arc->fault = fault;
		arc->fault_at = instance;
	}
	return fault;
}

/* Put each field of a kind at its instance. */
static ArcFault collect_part(Arc *arc, const RawMail *mail, int part, Chain *chain)
{
	guint count = 0;

	for (guint i = rawmail_last(mail, part_names[part]); i != RAWMAIL_NONE;
		i = rawmail_field(mail, i)->above) {
		if (++count > ARC_SETS_MAX)
			return fail(arc, ARC_TOO_MANY, 0);
		guint instance = instance_of(rawmail_field(mail, i), part);
		if (instance == 0)
			return fail(arc, ARC_INSTANCE, 0);
		if (chain->field[instance][part] != RAWMAIL_NONE)
			return fail(arc, ARC_DOUBLE, instance);
		chain->field[instance][part] = i;
		chain->sets = MAX(chain->sets, instance);
	}
	arc->count += count;
	return ARC_FINE;
}

/* RFC 8617, section 5.2, steps 1 and 3, but for cv=. */
static ArcFault collect(Arc *arc, const RawMail *mail, Chain *chain)
{
	for (size_t i = 0; i <= ARC_SETS_MAX; i++)
		for (int part = 0; part < PARTS; part++)
			chain->field[i][part] = RAWMAIL_NONE;
	for (int part = 0; part < PARTS; part++)
		if (collect_part(arc, mail, part, chain) != ARC_FINE)
			return arc->fault;
	for (guint i = 1; i <= chain->sets; i++)
		for (int part = 0; part < PARTS; part++)
			if (chain->field[i][part] == RAWMAIL_NONE)
				return fail(arc, ARC_INCOMPLETE, i);
	return ARC_FINE;
}

static void free_set(gpointer data)
{
	ArcSet *set = data;

	verified_free(set->message);
	verified_free(set->seal);
	g_free(set);
}

/* Verify a set. `sealed` (of guint) holds what the seals below are over; this set's fields are added. */
static ArcSet *verify_set(Verifier *verifier, const Chain *chain, guint instance, GArray *sealed)
{
	ArcSet *set = g_new0(ArcSet, 1);

	set->instance = instance;
	set->results = chain->field[instance][RESULTS];
	g_array_append_vals(sealed, chain->field[instance], PARTS);
	set->message =
		verifier_check(verifier, chain->field[instance][MESSAGE], SIGNATURE_ARC_MESSAGE);
	set->seal = verifier_check_seal(verifier, sealed);
	return set;
}

static bool signs_seal(const Signature *signature)
{
	for (guint i = 0; i < signature->fields->len; i++)
		if (str_equal_fold(g_array_index(signature->fields, Str, i), part_names[SEAL]))
			return true;
	return false;
}

static bool is_open(const Verified *verified)
{
	return verified->reason == DKIM_NOT_ASKED || verified->reason == DKIM_TEMPORARY;
}

/* What a set says, whatever its signatures: RFC 8617, section 5.2, step 3. */
static void check_words(Arc *arc, const ArcSet *set)
{
	SignatureCv wanted = set->instance == 1 ? SIGNATURE_CV_NONE : SIGNATURE_CV_PASS;

	if (set->seal->reason == DKIM_PASS || is_open(set->seal))
		if (set->seal->signature.cv != wanted)
			fail(arc, ARC_CV_WRONG, set->instance);
	if (signs_seal(&set->message->signature))
		fail(arc, ARC_SIGNS_SEAL, set->instance);
}

/* Steps 2 to 6. */
static void judge(Arc *arc)
{
	const ArcSet *newest = g_ptr_array_index(arc->sets, arc->sets->len - 1);
	bool open = is_open(newest->message);

	if (newest->seal->signature.cv == SIGNATURE_CV_FAIL)
		fail(arc, ARC_CV_FAIL, newest->instance);
	for (guint i = 0; i < arc->sets->len; i++)
		check_words(arc, g_ptr_array_index(arc->sets, i));
	if (newest->message->reason != DKIM_PASS && !open)
		fail(arc, ARC_MESSAGE, newest->instance);
	for (guint i = arc->sets->len; i > 0; i--) {
		const ArcSet *set = g_ptr_array_index(arc->sets, i - 1);
		if (is_open(set->seal))
			open = true;
		else if (set->seal->reason != DKIM_PASS)
			fail(arc, ARC_SEAL, set->instance);
	}
	arc->status = arc->fault != ARC_FINE ? ARC_FAIL : open ? ARC_UNKNOWN : ARC_PASS;
}

/* Step 5: as far down as nobody changed the mail since. */
static guint find_oldest_pass(const Arc *arc)
{
	guint oldest = 0;

	for (guint i = arc->sets->len; i > 0; i--) {
		const ArcSet *set = g_ptr_array_index(arc->sets, i - 1);
		if (set->message->reason != DKIM_PASS)
			break;
		oldest = set->instance;
	}
	return oldest;
}

Arc *arc_verify(Verifier *verifier, const RawMail *mail)
{
	g_autoptr(GArray) sealed = g_array_new(FALSE, FALSE, sizeof(guint));
	Arc *arc = g_new0(Arc, 1);
	Chain chain = {.sets = 0};

	arc->sets = g_ptr_array_new_with_free_func(free_set);
	if (collect(arc, mail, &chain) != ARC_FINE) {
		arc->status = ARC_FAIL;
		return arc;
	}
	/* all of them, also where one has failed: so all keys are asked for at once */
	for (guint i = 1; i <= chain.sets; i++)
		g_ptr_array_add(arc->sets, verify_set(verifier, &chain, i, sealed));
	if (chain.sets > 0) {
		judge(arc);
		arc->oldest_pass = find_oldest_pass(arc);
	}
	return arc;
}

void arc_free(Arc *arc)
{
	if (!arc)
		return;
	g_ptr_array_unref(arc->sets);
	g_free(arc);
}

const char *arc_status_name(ArcStatus status)
{
	static const char *const names[] = {[ARC_NONE] = "none",
		[ARC_PASS] = "pass",
		[ARC_FAIL] = "fail",
		[ARC_UNKNOWN] = NULL};

	return names[status];
}

json_t *arc_words(const Arc *arc)
{
	static const struct {
		const char *en, *ja;
	} faults[] = {
		[ARC_FINE] = {"Every seal of the chain verifies, and so does the newest signature "
			      "over the mail.",
			"チェーンのすべての封印と、最新のメール署名が検証に成功しました。"},
		[ARC_TOO_MANY] = {"The chain has more sets than may be.",
			"ARC セットの数が上限を超えています。"},
		[ARC_INSTANCE] = {"A field of the chain does not say to which set it belongs.",
			"どの ARC セットに属するか読み取れないヘッダーがあります。"},
		[ARC_INCOMPLETE] =
			{"A set of the chain is missing, or lacks one of its three fields.",
				"ARC セットが欠けているか、3 つのヘッダーが揃っていません。"},
		[ARC_DOUBLE] = {"A set of the chain has a field twice.",
			"ARC セットに同じヘッダーが重複しています。"},
		[ARC_CV_FAIL] = {"Who sealed the mail last found the chain broken already.",
			"最後に封印した中継者が、すでにチェーンの破損を記録しています。"},
		[ARC_CV_WRONG] = {"A seal says of the chain what it cannot say at its place.",
			"封印に記された検証結果（cv=）が、その位置ではあり得ない値です。"},
		[ARC_SIGNS_SEAL] = {"A signature of the chain covers seals, which it must not.",
			"メール署名が封印ヘッダーを署名対象に含めています（規格違反）。"},
		[ARC_MESSAGE] = {"The newest signature over the mail does not verify: the mail was "
				 "changed since, or its key is gone.",
			"最新のメール署名の検証に失敗しました。その後メールが変更されたか、鍵が廃止"
			"されています。"},
		[ARC_SEAL] = {"A seal of the chain does not verify.", "封印の検証に失敗しました。"},
	};

	if (arc->status == ARC_NONE)
		return json_words("The mail has no ARC chain.", "ARC ヘッダーはありません。");
	if (arc->status == ARC_UNKNOWN)
		return json_words("The chain is whole; its keys were not asked for, or the DNS "
				  "gave no answer.",
			"チェーンの構成は揃っていますが、公開鍵を照会していないか、応答が得られてい"
			"ません。");
	return json_both(faults[arc->fault].en, faults[arc->fault].ja);
}

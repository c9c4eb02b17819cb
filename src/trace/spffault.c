#include "trace/spffault.h"

/* The sentences end in the record's domain. */
static const struct {
	const char *code, *en, *ja;
} faults[SPF_FAULTS] = {
	[SPF_FINE] = {"", "Nothing is wrong", "問題はありません"},
	[SPF_FAULT_LONG] = {"record-too-long", "The SPF record is too long",
		"SPF レコードが長すぎます"},
	[SPF_FAULT_TERMS] = {"too-many-terms", "The SPF record has too many terms",
		"SPF レコードの項目が多すぎます"},
	[SPF_FAULT_MECHANISM] = {"no-such-mechanism",
		"The SPF record has a term that SPF does not know",
		"SPF レコードに規格にない項目があります"},
	[SPF_FAULT_ALL] = {"all-with-value", "In the SPF record something stands behind \"all\"",
		"SPF レコードの all の後に余分な文字があります"},
	[SPF_FAULT_DOMAIN] = {"domain-broken",
		"In the SPF record a domain name is missing or is none",
		"SPF レコードのドメイン名が欠けているか不正です"},
	[SPF_FAULT_ADDRESS] = {"address-broken",
		"In the SPF record an address is missing or is none",
		"SPF レコードの IP アドレスが欠けているか不正です"},
	[SPF_FAULT_PREFIX] = {"prefix-broken",
		"In the SPF record the length of an address prefix is none",
		"SPF レコードの IP アドレスのプレフィックス長が不正です"},
	[SPF_FAULT_MODIFIER] = {"modifier-broken", "In the SPF record a modifier's name is none",
		"SPF レコードの修飾子の名前が不正です"},
	[SPF_FAULT_TWICE] = {"modifier-twice", "In the SPF record a modifier stands twice",
		"SPF レコードに同じ修飾子が 2 回あります"},
	[SPF_FAULT_MACRO] = {"macro-broken", "In the SPF record a macro is broken",
		"SPF レコードのマクロが不正です"},
	[SPF_FAULT_SEVERAL] = {"several-records", "There are several SPF records",
		"SPF レコードが複数あります"},
	[SPF_FAULT_NO_RECORD] = {"no-record",
		"The SPF record refers to a name that has no SPF record",
		"SPF レコードの参照先に SPF レコードがありません"},
	[SPF_FAULT_LOOKUPS] = {"too-many-lookups",
		"The SPF record needs more than the ten look-ups that are allowed",
		"SPF レコードの評価に必要な DNS 照会が上限の 10 回を超えます"},
	[SPF_FAULT_VOIDS] = {"too-many-void-lookups",
		"More than two names in the SPF record do not exist or have nothing of what was "
		"asked",
		"SPF レコードが参照する名前のうち 3 "
		"つ以上が存在しないか該当するデータがありません"},
	[SPF_FAULT_MX] = {"too-many-mx",
		"The SPF record refers to a domain with more than ten MX hosts",
		"SPF レコードが参照するドメインの MX が 10 個を超えています"},
	[SPF_FAULT_DNS] = {"dns-failed", "The DNS gave no answer",
		"DNS の応答が得られませんでした"},
};

const char *spffault_code(SpfFault fault)
{
	return faults[fault].code;
}

json_t *spffault_words(SpfFault fault, Str domain, Str term)
{
	g_autofree char *at = g_strdup_printf(
		"%.*s%s%.*s", STR_ARG(domain), term.len > 0 ? ": " : "", STR_ARG(term));
	g_autofree char *en = g_strdup_printf("%s (%s).", faults[fault].en, at);
	g_autofree char *ja = g_strdup_printf("%s(%s)。", faults[fault].ja, at);

	return json_both(en, ja);
}

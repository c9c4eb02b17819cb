#include "trace/doubts.h"

static void doubt_date(Hop *hop, const Hop *older)
{
	if (!hop->dated) {
		hop_doubt(hop, "date-missing",
			json_words("The header has no date that can be read.",
				"読み取れる日時がありません。"));
		return;
	}
	if (!older || !older->dated || hop->date >= older->date - DOUBTS_CLOCK_SKEW)
		return;
	hop_doubt(hop, "date-backwards",
		json_words("It is dated %lld s before the hop that came before it.",
			"一つ前の中継より %lld 秒早い日時になっています。",
			(long long)(older->date - hop->date)));
}

static void doubt_address(Hop *hop)
{
	if (hop->received.ip.len > 0 && !hop->ip) {
		hop_doubt(hop, "address-impossible",
			json_words("%.*s is no IP address.",
				"%.*s は IP アドレスとして成り立ちません。",
				STR_ARG(hop->received.ip)));
	} else if (hop->side == HOP_CLAIMED &&
		   (hop->address == ADDRESS_RESERVED || hop->address == ADDRESS_DOCUMENTATION)) {
		hop_doubt(hop, "address-impossible",
			json_words("No machine on the Internet has the address %s.",
				"%s はインターネット上で使われることのない IP アドレスです。",
				hop->ip));
	}
}

/* Whether two names are of one domain, or one of them says too little. */
static bool may_agree(const char *a, const char *b)
{
	return !a || !b || g_strcmp0(a, b) == 0;
}

/* A claimed header should be by the machine that the header above names as the one before. */
static void doubt_chain(Hop *hop, const Hop *above)
{
	g_autofree char *helo = hop_domain(above->received.helo);

	if (hop->side != HOP_CLAIMED || above->received.local || !hop->by_domain)
		return;
	if (may_agree(above->from_domain, hop->by_domain) || may_agree(helo, hop->by_domain))
		return;
	hop_doubt(hop, "broken-chain",
		json_words("It is by %.*s, but the header above got the mail from another machine.",
			"%.*s が付けたとされていますが、上のヘッダーの受信元と一致しません。",
			STR_ARG(hop->received.by)));
}

/* How the machine at the boundary named itself. */
static void doubt_names(Hop *hop)
{
	Str helo = hop->received.helo;
	g_autofree char *domain = hop_domain(helo);

	if (hop->received.rdns_told && hop->received.rdns.len == 0 && hop_is_external(hop))
		hop_doubt(hop, "no-reverse-dns",
			json_words("The address %s has no name in the DNS.",
				"%s には逆引き名がありません。", hop->ip));
	if (!domain)
		return;
	if (g_strcmp0(domain, hop->by_domain) == 0 && g_strcmp0(domain, hop->from_domain) != 0)
		hop_doubt(hop, "helo-is-receiver",
			json_words("The machine called itself %.*s, a name of the receiver's own.",
				"受信側自身の名前 %.*s を名乗っています。", STR_ARG(helo)));
	else if (hop->from_domain && g_strcmp0(domain, hop->from_domain) != 0)
		hop_doubt(hop, "helo-differs",
			json_words("The machine called itself %.*s, but its address is %.*s.",
				"%.*s と名乗っていますが、逆引き名は %.*s です。", STR_ARG(helo),
				STR_ARG(hop->received.rdns)));
}

void doubts_add(GPtrArray *hops, const Origin *origin)
{
	for (size_t i = 0; i < hops->len; i++) {
		Hop *hop = g_ptr_array_index(hops, i);
		const Hop *older = i + 1 < hops->len ? g_ptr_array_index(hops, i + 1) : NULL;
		doubt_date(hop, older);
		doubt_address(hop);
		if (i > 0)
			doubt_chain(hop, g_ptr_array_index(hops, i - 1));
		if (origin->known && i == origin->hop)
			doubt_names(hop);
		if (i + 1 == HOPS_MAX)
			hop_doubt(hop, "too-many-hops",
				json_words("Headers below this one were not read.",
					"これより下のヘッダーは読み取っていません。"));
	}
}

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

/* The brand whose name the machine took, though its own name in the DNS is none of the brand's; NULL. Where the writer
 * says nothing of reverse DNS, nothing tells. */
static const Brand *brand_taken(const Hop *hop, const char *domain, const Brands *brands)
{
	const Brand *brand = brands ? brands_of_domain(brands, domain) : NULL;

	if (!brand || !hop->received.rdns_told)
		return NULL;
	return hop->from_domain && brand_owns(brand, hop->from_domain) ? NULL : brand;
}

/* Each language has the brand's name in it. */
static json_t *words_of_brand(Str helo, const Brand *brand)
{
	g_autofree char *name = str_dup(helo);
	g_autofree char *en =
		g_strdup_printf("The machine called itself %s, a name of %s's, and in the DNS its "
				"address has no such name.",
			name, brand->name_en);
	g_autofree char *ja =
		g_strdup_printf("%sのドメインの %s を名乗っていますが、逆引き名は一致しません。",
			brand->name_ja, name);

	return json_both(en, ja);
}

/* How the machine at the boundary named itself. */
static void doubt_names(Hop *hop, const Brands *brands)
{
	const Brand *brand;
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
	else if ((brand = brand_taken(hop, domain, brands)))
		hop_doubt(hop, "helo-is-brand", words_of_brand(helo, brand));
	else if (hop->from_domain && g_strcmp0(domain, hop->from_domain) != 0)
		hop_doubt(hop, "helo-differs",
			json_words("The machine called itself %.*s, but its address is %.*s.",
				"%.*s と名乗っていますが、逆引き名は %.*s です。", STR_ARG(helo),
				STR_ARG(hop->received.rdns)));
}

void doubts_add(GPtrArray *hops, const Origin *origin, const Brands *brands)
{
	for (size_t i = 0; i < hops->len; i++) {
		Hop *hop = g_ptr_array_index(hops, i);
		const Hop *older = i + 1 < hops->len ? g_ptr_array_index(hops, i + 1) : NULL;
		doubt_date(hop, older);
		doubt_address(hop);
		if (i > 0)
			doubt_chain(hop, g_ptr_array_index(hops, i - 1));
		if (origin->known && i == origin->hop)
			doubt_names(hop, brands);
		if (i + 1 == HOPS_MAX)
			hop_doubt(hop, "too-many-hops",
				json_words("Headers below this one were not read.",
					"これより下のヘッダーは読み取っていません。"));
	}
}

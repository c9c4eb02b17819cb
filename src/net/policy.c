#include "net/policy.h"

#include <gio/gio.h>
#include <string.h>

struct Policy {
	GArray *ranges; /* AddressRange: reached whatever their class */
	GArray *ports;  /* guint16 */
};

static const struct {
	PortUse use;
	guint port;
} default_ports[] = {
	{PORT_LINE, 43},
	{PORT_LINE, 4321}, /* RFC 2167 */
	{PORT_WEB, 80},
	{PORT_WEB, 443},
};

/* The Fetch Standard's bad ports: behind them stand protocols that would take an HTTP request for one of
 * their own. */
static const guint16 bad_ports[] = {1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 53, 69,
	77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139,
	143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556,
	563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
	5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};

static const struct {
	const char *en, *ja;
} classes[] = {
	[ADDRESS_PRIVATE] = {"a private address", "プライベートアドレス"},
	[ADDRESS_LOOPBACK] = {"a loopback address", "ループバックアドレス"},
	[ADDRESS_LINK_LOCAL] = {"a link-local address", "リンクローカルアドレス"},
	[ADDRESS_DOCUMENTATION] = {"an address reserved for documentation", "文書例示用のアドレス"},
	[ADDRESS_RESERVED] = {"a reserved address", "予約済みのアドレス"},
	[ADDRESS_INVALID] = {"not an address", "アドレスとして不正な値"},
};

/* What IANA has set aside, coarsely: the classes of web/address within these are what counts. */
static const char *const special_ranges[] = {"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10",
	"127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"224.0.0.0/4", "240.0.0.0/4", "::/3", "2001::/23", "2001:db8::/32", "2002::/16",
	"3fff::/20", "4000::/2", "8000::/1"};

Policy *policy_new(void)
{
	Policy *policy = g_new(Policy, 1);

	policy->ranges = g_array_new(FALSE, FALSE, sizeof(AddressRange));
	policy->ports = g_array_new(FALSE, FALSE, sizeof(guint16));
	return policy;
}

void policy_free(Policy *policy)
{
	if (!policy)
		return;
	g_array_unref(policy->ranges);
	g_array_unref(policy->ports);
	g_free(policy);
}

bool policy_allow_range(Policy *policy, Str range, GError **error)
{
	AddressRange parsed;

	if (!addressrange_parse(range, &parsed)) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
			"\"%.*s\" is no range of addresses", STR_ARG(range));
		return false;
	}
	g_array_append_val(policy->ranges, parsed);
	return true;
}

void policy_allow_port(Policy *policy, guint16 port)
{
	g_array_append_val(policy->ports, port);
}

bool policy_allows_extra(const Policy *policy)
{
	return policy->ranges->len > 0;
}

/* ::ffff:a.b.c.d goes out as IPv4: the kernel dials a.b.c.d. */
static Address as_dialled(const Address *address)
{
	static const guint8 mapped[12] = {[10] = 0xff, [11] = 0xff};
	Address ipv4 = {.len = 4};

	if (address->len != 16 || memcmp(address->bytes, mapped, sizeof mapped) != 0)
		return *address;
	memcpy(ipv4.bytes, address->bytes + sizeof mapped, ipv4.len);
	return ipv4;
}

static bool is_allowed_extra(const Policy *policy, const Address *address)
{
	for (guint i = 0; i < policy->ranges->len; i++)
		if (addressrange_has(&g_array_index(policy->ranges, AddressRange, i), address))
			return true;
	return false;
}

bool policy_check_address(const Policy *policy, const Address *address, json_t **why_out)
{
	Address dialled = as_dialled(address);
	g_autoptr(GString) text = g_string_new(NULL);

	address_write(text, &dialled);
	AddressClass class = address_class(str_over(text->str, text->len));
	if (class == ADDRESS_PUBLIC || is_allowed_extra(policy, &dialled))
		return true;

	g_autofree char *en = g_strdup_printf("%s is %s", text->str, classes[class].en);
	g_autofree char *ja = g_strdup_printf("%s は%s", text->str, classes[class].ja);
	*why_out = outcome_words_of(OUTCOME_REFUSED, en, ja);
	return false;
}

static bool is_allowed_port(const Policy *policy, guint port)
{
	for (guint i = 0; i < policy->ports->len; i++)
		if (g_array_index(policy->ports, guint16, i) == port)
			return true;
	return false;
}

static bool is_bad_port(guint port)
{
	for (size_t i = 0; i < G_N_ELEMENTS(bad_ports); i++)
		if (bad_ports[i] == port)
			return true;
	return false;
}

static bool is_default_port(guint port, PortUse use)
{
	if (use == PORT_LINK)
		return port > 0 && port <= G_MAXUINT16 && !is_bad_port(port);
	for (size_t i = 0; i < G_N_ELEMENTS(default_ports); i++)
		if (default_ports[i].use == use && default_ports[i].port == port)
			return true;
	return false;
}

bool policy_check_port(const Policy *policy, guint port, PortUse use, json_t **why_out)
{
	if (is_default_port(port, use) || is_allowed_port(policy, port))
		return true;

	g_autofree char *en = g_strdup_printf("port %u is not one to ask at", port);
	g_autofree char *ja = g_strdup_printf("ポート %u は照会の対象外", port);
	*why_out = outcome_words_of(OUTCOME_REFUSED, en, ja);
	return false;
}

bool policy_check_question(Str question, json_t **why_out)
{
	if (question.len == 0)
		*why_out = outcome_words_of(OUTCOME_REFUSED, "the question is empty", "照会文が空");
	else if (question.len > POLICY_QUESTION_MAX)
		*why_out = outcome_words_of(
			OUTCOME_REFUSED, "the question is too long", "照会文が長すぎる");
	else if (str_find_char(question, '\r') >= 0 || str_find_char(question, '\n') >= 0 ||
		 str_find_char(question, '\0') >= 0)
		*why_out = outcome_words_of(OUTCOME_REFUSED,
			"a question may hold no line break and no NUL",
			"照会文に改行または NUL が含まれている");
	else
		return true;
	return false;
}

bool policy_check_scheme(const char *scheme, json_t **why_out)
{
	if (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0)
		return true;

	g_autofree char *en = g_strdup_printf("%s is no scheme that mekiki speaks", scheme);
	g_autofree char *ja = g_strdup_printf("スキーム %s には対応していない", scheme);
	*why_out = outcome_words_of(OUTCOME_REFUSED, en, ja);
	return false;
}

/* Split `range` until each piece is either allowed whole or not at all. At most one piece more for each
 * bit of each allowed range. */
static void close_pieces(const Policy *policy, const AddressRange *range,
	void (*use)(const AddressRange *, void *), void *data)
{
	AddressRange low, high;
	bool touched = false;

	for (guint i = 0; i < policy->ranges->len; i++) {
		const AddressRange *allowed = &g_array_index(policy->ranges, AddressRange, i);
		if (addressrange_covers(allowed, range))
			return;
		touched = touched || addressrange_covers(range, allowed);
	}
	if (!touched) {
		use(range, data);
		return;
	}
	if (!addressrange_halve(range, &low, &high))
		return;
	close_pieces(policy, &low, use, data);
	close_pieces(policy, &high, use, data);
}

void policy_each_closed(
	const Policy *policy, void (*use)(const AddressRange *range, void *data), void *data)
{
	for (size_t i = 0; i < G_N_ELEMENTS(special_ranges); i++) {
		AddressRange range;
		g_assert(addressrange_parse(str_of(special_ranges[i]), &range));
		close_pieces(policy, &range, use, data);
	}
}

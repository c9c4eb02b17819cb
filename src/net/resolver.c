#include "net/resolver.h"

#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unbound.h>
#include <unistd.h>

#include "net/dnsanswer.h"

struct Resolver {
	struct ub_ctx *context;
	bool validates;
	int stop; /* eventfd: readable when it is to end */
	GThread *collector;
	GMutex lock; /* over all queries */
	GCond answered;
	GHashTable *queries; /* Query *: those that libunbound still works on, owned */
};

/* One question. Its asker holds it until it is answered or he gives up; then the callback frees it. */
typedef struct {
	Resolver *resolver;
	bool answered, abandoned;
	int fault;
	struct ub_result *result;
} Query;

static void free_query(void *data)
{
	Query *query = data;

	ub_resolve_free(query->result);
	g_free(query);
}

static void on_answer(void *data, int fault, struct ub_result *result)
{
	Query *query = data;
	Resolver *resolver = query->resolver;

	g_mutex_lock(&resolver->lock);
	query->answered = true;
	query->fault = fault;
	query->result = result;
	g_hash_table_steal(resolver->queries, query);
	if (query->abandoned)
		free_query(query);
	g_cond_broadcast(&resolver->answered);
	g_mutex_unlock(&resolver->lock);
}

/* Hands answers over from libunbound's thread, until told to stop. */
static void *collect(void *data)
{
	Resolver *resolver = data;
	struct pollfd fds[] = {
		{.fd = ub_fd(resolver->context), .events = POLLIN},
		{.fd = resolver->stop, .events = POLLIN},
	};

	for (;;) {
		int ready = poll(fds, G_N_ELEMENTS(fds), -1);
		if (ready < 0 && errno != EINTR)
			return NULL;
		if (ready > 0 && fds[1].revents)
			return NULL;
		if (ready > 0)
			ub_process(resolver->context);
	}
}

/* A row of settings; those that libunbound does not take are ours to know before. */
static bool set_option(
	struct ub_ctx *context, const char *option, const char *value, GError **error)
{
	int fault = ub_ctx_set_option(context, option, value);

	if (fault == 0)
		return true;
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "libunbound: %s %s: %s", option,
		value, ub_strerror(fault));
	return false;
}

/* Names that libunbound answers by itself (RFC 6303, RFC 6761), which a world of its own may hold. Its
 * option "nodefault" has no effect in 1.17, and removing a zone ends the configuration: a transparent zone
 * in the place of the built-in one lets questions through. */
static const char *const builtin_zones[] = {"test.", "home.arpa.", "0.in-addr.arpa.",
	"127.in-addr.arpa.", "10.in-addr.arpa.", "168.192.in-addr.arpa.", "254.169.in-addr.arpa.",
	"2.0.192.in-addr.arpa.", "100.51.198.in-addr.arpa.", "113.0.203.in-addr.arpa.",
	"8.b.d.0.1.0.0.2.ip6.arpa.", "d.f.ip6.arpa.", "8.e.f.ip6.arpa.", "9.e.f.ip6.arpa.",
	"a.e.f.ip6.arpa.", "b.e.f.ip6.arpa."};

static bool open_builtin_zones(struct ub_ctx *context, GError **error)
{
	if (!set_option(context, "unblock-lan-zones:", "yes", error))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(builtin_zones); i++) {
		g_autofree char *value = g_strconcat(builtin_zones[i], " transparent", NULL);
		if (!set_option(context, "local-zone:", value, error))
			return false;
	}
	return true;
}

static void close_range_to(const AddressRange *range, void *context)
{
	g_autoptr(GString) text = g_string_new(NULL);

	addressrange_write(text, range);
	g_assert(ub_ctx_set_option(context, "do-not-query-address:", text->str) == 0);
}

/* Whom libunbound asks. A delegation is written by whoever runs the zone above: it must not lead us to
 * closed addresses. A forwarder is the configuration's, which may well stand in our own network. */
static bool set_servers(struct ub_ctx *context, const ResolverSettings *settings, GError **error)
{
	if (!set_option(context, "do-not-query-localhost:", "no", error))
		return false;
	if (!settings->forwarders) {
		policy_each_closed(settings->policy, close_range_to, context);
		return !settings->root_hints ||
		       set_option(context, "root-hints:", settings->root_hints, error);
	}
	for (size_t i = 0; settings->forwarders[i]; i++) {
		int fault = ub_ctx_set_fwd(context, settings->forwarders[i]);
		if (fault == 0)
			continue;
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
			"\"%s\" is no resolver: %s", settings->forwarders[i], ub_strerror(fault));
		return false;
	}
	return true;
}

static bool set_anchor(struct ub_ctx *context, const char *anchor, GError **error)
{
	if (!anchor)
		return set_option(context, "module-config:", "iterator", error);
	/* libunbound reads the file with the first question, and would only then say that it cannot */
	if (access(anchor, R_OK) != 0 || ub_ctx_add_ta_file(context, anchor) != 0) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
			"the trust anchors in \"%s\" cannot be read: %s", anchor,
			g_strerror(errno));
		return false;
	}
	return true;
}

static bool configure(struct ub_ctx *context, const ResolverSettings *settings, GError **error)
{
	/* a library that writes to our stderr is a bad guest */
	if (!set_option(context, "use-syslog:", "no", error) ||
		!set_option(context, "verbosity:", "0", error) ||
		/* the order is the server's, which is evidence */
		!set_option(context, "rrset-roundrobin:", "no", error) ||
		!set_anchor(context, settings->anchor, error) ||
		!set_servers(context, settings, error))
		return false;
	return !policy_allows_extra(settings->policy) || open_builtin_zones(context, error);
}

Resolver *resolver_new(const ResolverSettings *settings, GError **error)
{
	struct ub_ctx *context = ub_ctx_create();

	g_assert(context);
	if (!configure(context, settings, error)) {
		ub_ctx_delete(context);
		return NULL;
	}
	g_assert(ub_ctx_async(context, 1) == 0);
	ub_ctx_debugout(context, NULL);

	Resolver *resolver = g_new0(Resolver, 1);
	resolver->context = context;
	resolver->validates = settings->anchor != NULL;
	resolver->stop = eventfd(0, EFD_CLOEXEC);
	g_assert(resolver->stop >= 0);
	resolver->queries = g_hash_table_new_full(NULL, NULL, free_query, NULL);
	g_mutex_init(&resolver->lock);
	g_cond_init(&resolver->answered);
	resolver->collector = g_thread_new("resolver", collect, resolver);
	return resolver;
}

void resolver_free(Resolver *resolver)
{
	if (!resolver)
		return;
	guint64 one = 1;
	g_assert(write(resolver->stop, &one, sizeof one) == sizeof one);
	g_thread_join(resolver->collector);
	ub_ctx_delete(resolver->context);
	g_hash_table_unref(resolver->queries);
	close(resolver->stop);
	g_mutex_clear(&resolver->lock);
	g_cond_clear(&resolver->answered);
	g_free(resolver);
}

static DnssecStatus status_of(const Resolver *resolver, const struct ub_result *result)
{
	if (!resolver->validates)
		return DNSSEC_NOT_VALIDATED;
	if (result->bogus)
		return DNSSEC_BOGUS;
	return result->secure ? DNSSEC_SECURE : DNSSEC_INSECURE;
}

static void fill(const Resolver *resolver, const struct ub_result *result, Exchange *exchange)
{
	DnssecStatus status = status_of(resolver, result);
	g_autofree char *rcode = dnsanswer_rcode_name(result->rcode);

	json_put(exchange->facts, "rcode", json_text(str_of(rcode)));
	json_put(exchange->facts, "dnssec", json_text(str_of(dnssec_name(status))));
	json_put(exchange->facts, "ttl", json_integer(MAX(result->ttl, 0)));
	if (result->why_bogus)
		json_put(exchange->facts, "why_bogus", json_text(str_of(result->why_bogus)));
	if (result->answer_packet && result->answer_len > 0)
		exchange->answer = g_bytes_new(result->answer_packet, (gsize)result->answer_len);
	if (status == DNSSEC_BOGUS)
		exchange_end(exchange, OUTCOME_BOGUS, result->why_bogus);
	else if (!result->nxdomain && result->rcode != 0)
		exchange_end(exchange, OUTCOME_NO_ANSWER, rcode);
}

/* Wait for the answer; NULL with the query left to the callback when the time is over. */
static Query *await(Resolver *resolver, Query *query, gint64 deadline)
{
	bool in_time = true;

	g_mutex_lock(&resolver->lock);
	while (!query->answered && in_time)
		in_time = g_cond_wait_until(&resolver->answered, &resolver->lock, deadline);
	bool answered = query->answered;
	if (!answered)
		query->abandoned = true;
	g_mutex_unlock(&resolver->lock);
	return answered ? query : NULL;
}

void resolver_ask(
	Resolver *resolver, const char *name, DnsType type, gint64 deadline, Exchange *exchange)
{
	Query *query = g_new0(Query, 1);

	query->resolver = resolver;
	g_mutex_lock(&resolver->lock);
	g_hash_table_add(resolver->queries, query);
	g_mutex_unlock(&resolver->lock);
	int fault = ub_resolve_async(resolver->context, name, (int)type, 1, query, on_answer, NULL);
	if (fault != 0) { /* the callback will never come */
		exchange_end(exchange, OUTCOME_NO_ANSWER, ub_strerror(fault));
		g_mutex_lock(&resolver->lock);
		g_hash_table_remove(resolver->queries, query);
		g_mutex_unlock(&resolver->lock);
		return;
	}

	query = await(resolver, query, deadline);
	if (!query) {
		exchange_end(exchange, OUTCOME_TIMEOUT, NULL);
		return;
	}
	if (query->fault != 0 || !query->result)
		exchange_end(exchange, OUTCOME_NO_ANSWER, ub_strerror(query->fault));
	else
		fill(resolver, query->result, exchange);
	free_query(query);
}

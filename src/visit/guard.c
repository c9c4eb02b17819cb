#include "visit/guard.h"

#include <string.h>

#include "base/json.h"
#include "visit/sitekind.h"
#include "web/url.h"

struct Guard {
	const Brands *brands;
	const Lists *lists;
	Carry *carry;
	json_t *notes;
	bool typed;
};

Guard *guard_new(const Brands *brands, const Lists *lists)
{
	Guard *guard = g_new0(Guard, 1);

	guard->brands = brands;
	guard->lists = lists;
	guard->carry = carry_new();
	guard->notes = json_array();
	return guard;
}

void guard_free(Guard *guard)
{
	if (!guard)
		return;
	carry_free(guard->carry);
	json_decref(guard->notes);
	g_free(guard);
}

void guard_typed(Guard *guard, const char *kind, const char *value)
{
	guard->typed = true;
	carry_add(guard->carry, kind, value);
}

const char *guard_protects(const Guard *guard, const char *url)
{
	const Brand *brand = sitekind_brand(guard->brands, url);

	return brand ? brand->id : sitekind_service(guard->lists, url);
}

static bool posts(const CheckpointRequest *request)
{
	return request->body ||
	       (strcmp(request->method, "GET") != 0 && strcmp(request->method, "HEAD") != 0 &&
		       strcmp(request->method, "OPTIONS") != 0);
}

static json_t *texts_json(char **texts)
{
	json_t *list = json_array();

	for (; *texts; texts++)
		json_push(list, json_text(str_of(*texts)));
	return list;
}

static void note(Guard *guard, const CheckpointRequest *request, char **kinds, bool refused)
{
	g_autoptr(Url) url = url_parse(str_of(request->url), NULL);
	json_t *entry;

	if (json_array_size(guard->notes) >= GUARD_NOTES_MAX)
		return;
	entry = json_object();
	json_put(entry, "url", json_text(str_sub(str_of(request->url), 0, 2000)));
	json_put(entry, "host", json_text_or_null(url ? url_host(url) : NULL));
	json_put(entry, "method", json_text(str_of(request->method)));
	json_put(entry, "type", json_text_or_null(request->type));
	json_put(entry, "frame", json_text_or_null(request->frame));
	json_put(entry, "carries", texts_json(kinds));
	json_put(entry, "refused", json_boolean(refused));
	json_push(guard->notes, entry);
}

/* Where nothing goes to a protected host, whether or not we see a value in it. What goes over a socket passes no
 * checkpoint later: it is not opened at all. */
static bool is_closed(const Guard *guard, const CheckpointRequest *request)
{
	bool socket = g_strcmp0(request->type, "WebSocket") == 0;
	bool document = g_strcmp0(request->type, "Document") == 0;

	return socket || (guard->typed && (document || posts(request)));
}

json_t *guard_refuses(void *data, const CheckpointRequest *request)
{
	Guard *guard = data;
	const char *owner = guard_protects(guard, request->url);
	g_auto(GStrv) kinds = carry_find(guard->carry, request->url, request->body);
	bool refused = owner && (kinds[0] || is_closed(guard, request));

	if (kinds[0] || (guard->typed && posts(request)))
		note(guard, request, kinds, refused);
	if (!refused)
		return NULL;
	return json_words(
		"With invented data nothing goes to a genuine site or a well-known service (%s).",
		"架空の入力値を使う巡回のため、正規サイトまたは著名なサービス(%s)"
		"には接続しませんでした。",
		owner);
}

const json_t *guard_notes(const Guard *guard)
{
	return guard->notes;
}

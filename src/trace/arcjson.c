#include "trace/arcjson.h"

#include "trace/authres.h"

static json_t *set_json(const ArcSet *set, const RawMail *mail, Str bytes, const DkimClock *clock)
{
	json_t *json = json_object();
	Authres found;

	authres_parse(rawmail_field(mail, set->results)->value, &found);
	json_put(json, "instance", json_integer(set->instance));
	json_put(json, "by", found.by.len > 0 ? json_text(found.by) : json_null());
	json_put(json, "results", json_incref(found.results));
	json_put(json, "message", dkim_json(mail, set->message, bytes, clock));
	json_put(json, "seal", dkim_json(mail, set->seal, bytes, clock));
	authres_clear(&found);
	return json;
}

static json_t *number_or_null(guint number)
{
	return number > 0 ? json_integer(number) : json_null();
}

json_t *arcjson_write(const Arc *arc, const RawMail *mail, Str bytes, const DkimClock *clock)
{
	json_t *json = json_object(), *sets = json_array();

	for (guint i = 0; i < arc->sets->len; i++)
		json_push(sets, set_json(g_ptr_array_index(arc->sets, i), mail, bytes, clock));
	json_put(json, "status", json_text_or_null(arc_status_name(arc->status)));
	json_put(json, "why", arc_words(arc));
	json_put(json, "at", number_or_null(arc->fault_at));
	json_put(json, "oldest_pass", number_or_null(arc->oldest_pass));
	json_put(json, "sets", sets);
	return json;
}

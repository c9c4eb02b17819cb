#include "visit/security.h"

#include <string.h>

#include "base/when.h"
#include "web/url.h"

static bool is_same_origin(const Url *a, const char *other)
{
	g_autoptr(Url) b = url_parse(str_of(other), NULL);

	return b && g_strcmp0(url_host(a), url_host(b)) == 0 && url_port(a) == url_port(b);
}

/* The browser's word against a certificate of this URL's server; NULL where it had none. */
static const char *find_objection(const Url *url, const json_t *incidents)
{
	const json_t *incident;
	size_t index;

	json_array_foreach (json_object_get(incidents, "certificates"), index, incident)
		if (is_same_origin(url, json_get_text(incident, "requestURL")))
			return json_get_text(incident, "errorType");
	return NULL;
}

static json_t *names_of(const json_t *security)
{
	json_t *names = json_array(), *name;
	size_t index;

	json_array_foreach (json_object_get(security, "sanList"), index, name)
		if (index < SECURITY_NAMES_MAX)
			json_push(names, json_text(json_str(name)));
	return names;
}

static json_t *time_of(const json_t *security, const char *key)
{
	double seconds = json_number_value(json_object_get(security, key));
	g_autofree char *text = when_text((gint64)CLAMP(seconds, -1e11, 1e12));

	return json_text(str_of(text));
}

json_t *security_certificate(const json_t *response, const json_t *incidents)
{
	const json_t *security = json_object_get(response, "security");
	g_autoptr(Url) url = url_parse(json_get_str(response, "url"), NULL);

	if (!security || !url)
		return NULL;
	const char *objection = find_objection(url, incidents);
	json_t *certificate = json_object();
	json_put(certificate, "subject", json_text(json_get_str(security, "subjectName")));
	json_put(certificate, "names", names_of(security));
	json_put(certificate, "issuer", json_text(json_get_str(security, "issuer")));
	json_put(certificate, "from", time_of(security, "validFrom"));
	json_put(certificate, "until", time_of(security, "validTo"));
	json_put(certificate, "protocol", json_text(json_get_str(security, "protocol")));
	json_put(certificate, "trusted", json_boolean(objection == NULL));
	json_put(certificate, "objection", json_text_or_null(objection));
	return certificate;
}

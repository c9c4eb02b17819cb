#include "visit/persona.h"

#include <string.h>

#include "base/json.h"

static const Persona personas[] = {
	{"desktop",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
		"Chrome/%s.0.0.0 Safari/537.36",
		"Windows", "15.0.0", "", 1280, 800, 1, false},
	{"phone",
		"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
		"Chrome/%s.0.0.0 Mobile Safari/537.36",
		"Android", "15.0.0", "SO-51E", 412, 915, 2, true},
};

/* A language as browsers ask for it, and where people who read it mostly live. */
static const struct {
	const char *language, *accept, *zone;
} tongues[] = {
	{"en", "en-US,en;q=0.9", "America/New_York"}, /* the first: everybody else's */
	{"ja", "ja,en-US;q=0.9,en;q=0.8", "Asia/Tokyo"},
	{"zh", "zh-CN,zh;q=0.9,en;q=0.8", "Asia/Shanghai"},
	{"ko", "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "Asia/Seoul"},
	{"de", "de-DE,de;q=0.9,en;q=0.8", "Europe/Berlin"},
	{"fr", "fr-FR,fr;q=0.9,en;q=0.8", "Europe/Paris"},
	{"es", "es-ES,es;q=0.9,en;q=0.8", "Europe/Madrid"},
	{"pt", "pt-BR,pt;q=0.9,en;q=0.8", "America/Sao_Paulo"},
};

const Persona *persona_nth(size_t n)
{
	return n < G_N_ELEMENTS(personas) ? &personas[n] : NULL;
}

const Persona *persona_find(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(personas); i++)
		if (g_strcmp0(personas[i].name, name) == 0)
			return &personas[i];
	return NULL;
}

static size_t tongue_of(const char *language)
{
	for (size_t i = 0; i < G_N_ELEMENTS(tongues); i++)
		if (g_strcmp0(tongues[i].language, language) == 0)
			return i;
	return 0;
}

/* What navigator.userAgentData and the sec-ch-ua headers say. */
static json_t *metadata_of(const Persona *persona, const char *engine)
{
	return json_pack("{s:[{s:s, s:s}, {s:s, s:s}, {s:s, s:s}], s:s, s:s, s:s, s:s, s:b}",
		"brands", "brand", "Google Chrome", "version", engine, "brand", "Chromium",
		"version", engine, "brand", "Not:A-Brand", "version", "8", "platform",
		persona->platform, "platformVersion", persona->platform_version, "architecture",
		persona->mobile ? "" : "x86", "model", persona->model, "mobile", persona->mobile);
}

static json_t *agent_of(const Persona *persona, size_t tongue, const char *engine)
{
	g_auto(GStrv) halves = g_strsplit(persona->agent, "%s", 2);
	g_autofree char *agent = g_strjoinv(engine, halves);
	json_t *params = json_object();

	json_put(params, "userAgent", json_text(str_of(agent)));
	json_put(params, "acceptLanguage", json_text(str_of(tongues[tongue].accept)));
	json_put(params, "platform",
		json_text(persona->mobile ? STR("Linux armv81") : STR("Win32")));
	json_put(params, "userAgentMetadata", metadata_of(persona, engine));
	return params;
}

void persona_apply(const Persona *persona, const char *language, const char *engine,
	DevTools *devtools, const char *session)
{
	size_t tongue = tongue_of(language);

	devtools_tell(devtools, session, "Emulation.setUserAgentOverride",
		agent_of(persona, tongue, engine));
	devtools_tell(devtools, session, "Emulation.setTimezoneOverride",
		json_pack("{s:s}", "timezoneId", tongues[tongue].zone));
	devtools_tell(devtools, session, "Emulation.setDeviceMetricsOverride",
		json_pack("{s:i, s:i, s:f, s:b}", "width", persona->width, "height",
			persona->height, "deviceScaleFactor", persona->scale, "mobile",
			persona->mobile));
	if (persona->mobile)
		devtools_tell(devtools, session, "Emulation.setTouchEmulationEnabled",
			json_pack("{s:b, s:i}", "enabled", true, "maxTouchPoints", 5));
}

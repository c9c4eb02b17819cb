#pragma once
/*
 * visit/persona - as whom a page is visited: the browser, screen, language and clock that it is shown.
 *
 * Kits answer differently to a phone, to a foreign language, to one who comes from nowhere. A persona says
 * only what the browser can keep up: its engine is Chromium, so no persona claims to be another.
 *
 *	const Persona *phone = persona_find("phone");
 *	persona_apply(phone, "ja", "156", devtools, session);
 */
#include "visit/devtools.h"

typedef struct {
	const char *name;
	const char *agent; /* User-Agent, with one %s for the engine's major version */
	const char *platform, *platform_version, *model; /* of navigator.userAgentData */
	int width, height;                               /* of the page's view, in CSS pixels */
	double scale;                                    /* device pixels in one of them */
	bool mobile;                                     /* a touch screen, held upright */
} Persona;

/* The persona of that name ("desktop", "phone"); NULL where there is none. */
const Persona *persona_find(const char *name);

/* The nth persona; NULL past the last. The first is who visits when nobody is named. */
const Persona *persona_nth(size_t n);

/* Make a page, a frame or a worker (`session`) see this persona, whose language is `language` ("ja"; one that
 * is not in our table counts as English) and whose engine has the major version `engine`. Waits for nothing. */
void persona_apply(const Persona *persona, const char *language, const char *engine,
	DevTools *devtools, const char *session);

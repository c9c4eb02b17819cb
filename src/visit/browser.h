#pragma once
/*
 * visit/browser - one browser in its cage: chromium-headless-shell under bubblewrap, with its own sandbox on, in
 * namespaces of its own (user, process, network, mount, IPC). Its network is empty: the one socket in it is the
 * proxy's, which a launcher binds there and hands out before the browser starts (visit/gateway accepts on it).
 * Home, profile and temporary files are in memory and end with it.
 *
 * The kernel ends all of it with the process that is first in its namespace: however the browser, its parent or
 * the thread that started it dies, no process, no folder and no namespace stays.
 *
 *	g_autoptr(Browser) browser = browser_new(&settings, &error);
 *	g_autoptr(DevTools) devtools = devtools_new(browser_commands(browser), browser_answers(browser));
 *	g_autoptr(Gateway) gateway = gateway_new(browser_listener(browser), door, &(GatewaySettings){0});
 */
#include <glib.h>

/* Who the browser is outside of its namespace where mekiki is root. */
#define BROWSER_UID 64342

/* What it may take: memory and processes where control groups can be made, files at all times. */
#define BROWSER_MEMORY_MAX    ((guint64)1 << 30)
#define BROWSER_PROCESSES_MAX 200
#define BROWSER_FILES_MAX     ((guint64)512 << 20)

/* How long it may take to come up, in ms. */
#define BROWSER_START_MS 20000

typedef enum {
	BROWSER_ERROR_MISSING, /* a program is not installed; the message says how to install it */
	BROWSER_ERROR_NAMESPACES, /* the system lets nobody make the cage */
	BROWSER_ERROR_START,      /* it did not come up */
} BrowserError;
#define BROWSER_ERROR (browser_error_quark())

/* The domain of BrowserError. */
GQuark browser_error_quark(void);

typedef struct {
	const char
		*launcher; /* path of mekiki-launcher; NULL: beside this program, or as installed */
	const char *ca_file; /* authorities (PEM) that it trusts besides its own; NULL: none */
} BrowserSettings;

typedef struct Browser Browser;

/* Start one. It ends with the thread that started it. Yours to browser_free; NULL with `error`. */
Browser *browser_new(const BrowserSettings *settings, GError **error);

/* End all of its processes, wait, free. NULL is fine. */
void browser_free(Browser *browser);

/* The descriptors of DevTools: what takes commands, what gives answers. They stay the browser's. */
int browser_commands(const Browser *browser);
int browser_answers(const Browser *browser);

/* The proxy's listening socket; stays the browser's. */
int browser_listener(const Browser *browser);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Browser, browser_free)

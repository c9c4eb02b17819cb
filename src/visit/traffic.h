#pragma once
/*
 * visit/traffic - the requests of one visit, as the browser tells of them (Network domain): what each asked,
 * what was answered, how long it took, and which are still under way.
 *
 * Kept are the first TRAFFIC_MAX, each without its body. All of it is what the browser says; which address was
 * dialled only the gateway knows.
 *
 *	g_autoptr(Traffic) traffic = traffic_new();
 *	traffic_take(traffic, event);               (for each event)
 *	guint before = traffic_len(traffic);
 *	... press a button ...
 *	for (guint i = before; i < traffic_len(traffic); i++)
 *		look_at(traffic_nth(traffic, i));
 */
#include "visit/devtools.h"

/* Requests that are kept; further ones are counted only. */
#define TRAFFIC_MAX 2000

/* Bytes of a URL, of one header, of what was posted, that are kept. */
#define TRAFFIC_URL_MAX    ((size_t)8 << 10)
#define TRAFFIC_HEADER_MAX ((size_t)4 << 10)
#define TRAFFIC_BODY_MAX   ((size_t)64 << 10)

/* Headers of one message that are kept. */
#define TRAFFIC_HEADERS_MAX 100

typedef struct {
	const char *type; /* the browser's word: "Document", "XHR", "WebSocket" ...; interned */
	char *id;         /* the browser's */
	char *frame;      /* id of the frame that asked; NULL: none */
	json_t *request;  /* {"url", "method", "headers", "body"} */
	json_t *response; /* {"url", "status", "words", "headers", "type", "protocol", "security"}; NULL */
	char *fault;     /* the browser's word for why there is no answer: "net::ERR_..."; NULL */
	char *initiator; /* URL of the script or page that made it; NULL */
	double began;    /* seconds since 1970, by the browser's clock */
	double from, until; /* the same on its other clock, that never jumps; `until` 0: not over */
	gint64 bytes;       /* that came over the wire */
	bool navigates;     /* it asks for a document */
	bool redirected;    /* the one before with the same id led here */
	bool answered;      /* headers have come, though the page may not have taken them yet */
	bool done;
} TrafficEntry;

typedef struct Traffic Traffic;

/* Nothing yet. */
Traffic *traffic_new(void);

/* Free it. NULL is fine. */
void traffic_free(Traffic *traffic);

/* Look at an event; what is not of the Network domain is passed over. True where a request began, ended or
 * went on: then there was life. */
bool traffic_take(Traffic *traffic, const DevToolsEvent *event);

/* The frame has stopped loading: its documents are over, whatever was told of them (the browser loses the end of
 * one now and then). */
void traffic_loaded(Traffic *traffic, const char *frame);

/* How many are kept, in the order in which they began. */
guint traffic_len(const Traffic *traffic);

/* The nth of them, borrowed. */
const TrafficEntry *traffic_nth(const Traffic *traffic, guint n);

/* The newest that asked for a document of this frame, borrowed; NULL where none did. */
const TrafficEntry *traffic_document(const Traffic *traffic, const char *frame);

/* How many are under way; those that never end by their nature (WebSocket, EventSource) left out. */
guint traffic_under_way(const Traffic *traffic);

/* How many were not kept. */
guint traffic_left_out(const Traffic *traffic);

/* Bytes that came over the wire so far, of all of them. */
gint64 traffic_bytes(const Traffic *traffic);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Traffic, traffic_free)

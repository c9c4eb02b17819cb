#pragma once
/*
 * visit/snapshot - a page as the browser laid it out: the nodes of DevTools' DOMSnapshot.captureSnapshot, those
 * of same-origin frames and closed shadow roots with them. One blob for each process that draws a part of the
 * page.
 *
 * The bytes are hostile. Indices that lead nowhere read as nothing; a parent that does not stand on the way
 * down to its child (a cycle, an order that no browser writes) is replaced by the document. So nodes are in
 * the order of the text, a node's descendants are those up to its `end`, and everything is linear.
 *
 *	g_autoptr(Snapshot) page = snapshot_new();
 *	snapshot_add(page, bytes, &error);
 *	for (guint i = 0; i < page->nodes->len; i++)
 *		look_at(snapshot_node(page, i));
 */
#include "base/json.h"

/* Bytes of one blob: JSON that becomes some sixteen times as much memory. */
#define SNAPSHOT_BYTES_MAX ((size_t)16 << 20)

/* Nodes and documents of a page, attributes of a node; what comes behind is not looked at. */
#define SNAPSHOT_NODES_MAX      ((guint)200000)
#define SNAPSHOT_DOCUMENTS_MAX  ((guint)256)
#define SNAPSHOT_ATTRIBUTES_MAX ((size_t)64)

/* No node. */
#define SNAPSHOT_NONE G_MAXUINT32

/* What DOMSnapshot.captureSnapshot has to be asked with. Yours to json_decref. */
json_t *snapshot_params(void);

typedef struct {
	double x, y, width, height; /* CSS pixels, from the top left of the node's document */
} SnapshotBox;

typedef enum {
	SNAPSHOT_ELEMENT = 1,
	SNAPSHOT_TEXT = 3,
} SnapshotType;

typedef enum {
	SNAPSHOT_INLINE,
	SNAPSHOT_CELL,  /* stands beside others of a table's row */
	SNAPSHOT_BLOCK, /* has its lines for itself */
} SnapshotFlow;

typedef struct {
	guint32 parent;   /* SNAPSHOT_NONE: it is a document's first */
	guint32 end;      /* one past its last descendant */
	guint32 document; /* in `documents` */
	guint32 form;     /* the form that it stands in or names; SNAPSHOT_NONE */
	guint32 label;    /* the label that it stands in; SNAPSHOT_NONE */
	guint32 block;    /* what has its lines for itself and holds it, or is it; SNAPSHOT_NONE */
	int type;         /* SnapshotType or another of DOM's node types */
	Str name;         /* of an element, as the DOM has it: "INPUT" */
	Str text;         /* of a text: as drawn, else as written */
	Str value;        /* what a field holds */
	gint64 id;        /* backendNodeId: one process's name for it */
	const json_t *attributes;
	SnapshotBox box; /* all 0 where it is not laid out */
	SnapshotFlow flow;
	bool drawn;     /* it has a box */
	bool visible;   /* ... and could be seen */
	bool clickable; /* somebody listens for presses on it */
	bool pointed;   /* the pointer over it is a hand */
	bool checked;   /* of a checkbox; of an option: chosen */
	float opacity;  /* with that of all that it stands in */
} SnapshotNode;

typedef struct {
	guint blob; /* how many blobs came before its own */
	Str frame, url, title;
	guint32 first, end; /* its nodes */
	guint32 owner;      /* the frame's element; SNAPSHOT_NONE: of another process, or none */
	double width, height;
} SnapshotDocument;

typedef struct {
	GArray *nodes;     /* of SnapshotNode */
	GArray *documents; /* of SnapshotDocument */
	GPtrArray *blobs;  /* of json_t: what the texts are borrowed from */
	bool cut;          /* a cap was met */
} Snapshot;

/* Nothing yet. */
Snapshot *snapshot_new(void);

/* Free it. NULL is fine. */
void snapshot_free(Snapshot *page);

/* Add a blob, the JSON of captureSnapshot's result. False with `error` (G_IO_ERROR_INVALID_DATA) where it is
 * none or too large. */
bool snapshot_add(Snapshot *page, Str bytes, GError **error);

/* The node with that index, which must be below nodes->len. Borrowed until the next snapshot_add. */
SnapshotNode *snapshot_node(const Snapshot *page, guint32 index);

/* The document of that index, likewise. */
SnapshotDocument *snapshot_document(const Snapshot *page, guint32 index);

/* Whether the node is an element of that name ("INPUT"), letters in either case. */
bool snapshot_is(const SnapshotNode *node, Str name);

/* The attribute's value, empty where it has none; `present_out` (may be NULL) tells these apart. */
Str snapshot_attribute(const Snapshot *page, const SnapshotNode *node, Str name, bool *present_out);

/* Append the visible text below `index`, white space single, until `out` holds `max` bytes or so many nodes were
 * looked at. What fields hold is none of it. */
void snapshot_words(const Snapshot *page, guint32 index, size_t max, GString *out);

/* Append `text` with white space single, none at the start of `out`; a word that would pass `max` bytes is cut at
 * a character. */
void snapshot_append(GString *out, Str text, size_t max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Snapshot, snapshot_free)

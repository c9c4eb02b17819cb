#pragma once
/*
 * read/msgstore - the properties of an Outlook message, recipient or attached file (MS-OXMSG, sections 2.1
 * and 2.4): a storage in a compound file, with a stream for each property.
 *
 *	MsgStore *store = msgstore_open(bytes);
 *	g_autoptr(GString) subject = msgstore_text(store, 0x0037, charsets);
 *	msgstore_free(store);
 */
#include "base/charset.h"

/* A property longer than this is cut. */
#define MSGSTORE_VALUE_MAX ((size_t)48 << 20)

typedef struct MsgStore MsgStore;

/* What a storage is for, by how its properties' stream begins (MS-OXMSG, section 2.4). */
typedef enum {
	MSGSTORE_TOP,   /* the message */
	MSGSTORE_INNER, /* a message in a message */
	MSGSTORE_CHILD, /* a recipient, an attached file */
} MsgStoreKind;

/* To be called once in a process that reads them: libgsf takes a damaged file for a programmer's mistake and
 * says so on stderr; it goes on with what is there, and so do we. */
void msgstore_prepare(void);

/* Over a compound file's bytes, which must outlive it; NULL where it is none. */
MsgStore *msgstore_open(Str bytes);

/* The storage called `name` below it; NULL where there is none. */
MsgStore *msgstore_child(const MsgStore *store, const char *name, MsgStoreKind kind);

/* Free. NULL is fine. */
void msgstore_free(MsgStore *store);

/* A text property, UTF-8; its 8-bit form is read as the message's code page, or guessed. NULL where there is
 * none. Yours to g_string_free. */
GString *msgstore_text(const MsgStore *store, unsigned tag, Charsets *charsets);

/* A binary property; NULL where there is none. Yours to g_string_free. */
GString *msgstore_bytes(const MsgStore *store, unsigned tag);

/* A number (of 32 or 64 bits, as it is kept); false where there is none. */
bool msgstore_number(const MsgStore *store, unsigned tag, guint64 *number_out);

/* The charset that a code page stands for, as charset_find has it; NULL where we have none. */
const char *msgstore_charset(guint64 codepage);

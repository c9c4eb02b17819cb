#pragma once
/*
 * read/msg - an Outlook message (MS-OXMSG) as the mail that it was, or would have been.
 *
 * Outlook keeps properties, not bytes: what comes out is a mail written anew. Its headers are those that the
 * message came with (PidTagTransportMessageHeaders), without the few that describe the body; where it has
 * none (a draft, a mail within the house) they are made of the properties. The body is a multipart of our
 * own: text, HTML, each attached file, attached messages within. No signature of it can be verified.
 *
 *	g_autoptr(GString) mail = msg_mail(charsets, bytes);    NULL: it is none
 */
#include "base/charset.h"

/* Messages in messages are opened so deep; of one message so many files and recipients are taken. */
#define MSG_DEPTH_MAX    4
#define MSG_CHILDREN_MAX 500

/* The mail that is written is no longer than this; what does not fit is left out. */
#define MSG_MAIL_MAX ((size_t)64 << 20)

/* Whether the bytes are a compound file, as which Outlook saves messages. */
bool msg_is(Str bytes);

/* Write the message as a mail (RFC 5322, lines end in LF). NULL where the file cannot be read as one. Yours
 * to g_string_free. */
GString *msg_mail(Charsets *charsets, Str bytes);

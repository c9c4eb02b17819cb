#pragma once
/*
 * read/tree - the MIME tree of a mail (RFC 2045, RFC 2046): its parts with their bounds in the mail's
 * bytes.
 *
 * One pass over the lines, whatever the nesting: the open multiparts are a stack, and each line that
 * begins with "--" is compared with them. What lies deeper than TREE_NESTING_MAX stays closed.
 *
 * Ids are IMAP's section numbers (RFC 3501, section 6.4.5): the children of the mail's multipart are "1",
 * "2"; those of a multipart "2" are "2.1", ...; an attached message "2" has its body at "2.1". A multipart
 * itself is structure only and is no part.
 *
 * Why not GMime: it gives no bounds for attached messages, leaves an encoded one closed, and its address
 * parser recurses without a limit. The tests compare our tree with GMime's.
 *
 *	g_autoptr(GPtrArray) parts = tree_parts(shelf, located_mail(mail), &defects);
 */
#include "read/part.h"

/* Multiparts and messages within each other; parts of one mail. */
#define TREE_NESTING_MAX 64
#define TREE_PARTS_MAX   1000

/* Attached messages in base64 or the like within each other: each is decoded and read anew. */
#define TREE_ENCODED_MAX 6

/* All parts of a mail (of Part) in their order, one at least; an attached message is followed by its own.
 * Yours to g_ptr_array_unref; they borrow from the mail and the shelf. */
GPtrArray *tree_parts(Shelf *shelf, Located mail, Defects *defects);

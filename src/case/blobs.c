#include "case/blobs.h"

#include <string.h>

void blob_name(Str bytes, char name_out[BLOB_NAME_SIZE])
{
	g_autofree char *hex =
		g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes.at, bytes.len);

	memcpy(name_out, hex, BLOB_NAME_SIZE);
}

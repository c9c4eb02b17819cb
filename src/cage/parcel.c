#include "cage/parcel.h"

G_DEFINE_QUARK(cage_error, cage_error)

void cage_parcel_clear(CageParcel *parcel)
{
	json_decref(parcel->json);
	if (parcel->blobs)
		g_ptr_array_unref(parcel->blobs);
	*parcel = (CageParcel){0};
}

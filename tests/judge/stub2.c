#include "cage/cage.h"
bool cage_run(Cage *cage, const char *job, const CageParcel *question, CageParcel *answer_out,
	GError **error)
{
	(void)cage;
	(void)job;
	(void)question;
	(void)answer_out;
	(void)error;
	return false;
}
void cage_parcel_clear(CageParcel *p)
{
	json_decref(p->json);
	p->json = NULL;
	if (p->blobs)
		g_ptr_array_unref(p->blobs);
	p->blobs = NULL;
}

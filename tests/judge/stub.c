#include "base/when.h"
#include "cage/cage.h"
#include "web/linkify.h"
bool cage_run(Cage *cage, const char *job, const CageParcel *question, CageParcel *answer_out,
	GError **error);
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
bool linkify_next(Str text, LinkSpot *spot)
{
	size_t at = spot->from + spot->len;
	gssize f = str_find(str_sub(text, at, text.len), STR("http"));
	if (f < 0)
		return false;
	spot->from = at + (size_t)f;
	spot->kind = SPOT_URL;
	spot->defanged = false;
	Str r = str_sub(text, spot->from, text.len);
	size_t n = 0;
	while (n < r.len && r.at[n] > ' ' && r.at[n] < 127 && r.at[n] != '>' && r.at[n] != '"')
		n++;
	spot->len = n ? n : 1;
	return true;
}
char *when_text(gint64 t)
{
	GDateTime *d = g_date_time_new_from_unix_utc(t);
	char *s = g_date_time_format(d, "%Y-%m-%dT%H:%M:%SZ");
	g_date_time_unref(d);
	return s;
}
bool when_parse_mail(Str text, gint64 *t_out)
{
	(void)text;
	*t_out = 1;
	return true;
}

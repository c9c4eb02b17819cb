#include "read/intake.h"

#include "case/blobs.h"
#include "read/forwarded.h"
#include "read/mbox.h"
#include "read/msg.h"
#include "read/pasted.h"

static const char *const layer_names[] = {
	[INTAKE_MSG] = "msg",
	[INTAKE_PASTED] = "pasted",
	[INTAKE_MBOX] = "mbox",
	[INTAKE_FORWARDED] = "forwarded",
};

static void take_off(Intake *intake, IntakeLayer layer, Str mail)
{
	intake->mail = mail;
	intake->layer[intake->layers++] = layer;
}

/* Keep a text that was made on the way. */
static Str keep(Intake *intake, GString *text)
{
	g_ptr_array_add(intake->shelf->kept, text);
	return str_over(text->str, text->len);
}

static bool take_msg(Intake *intake)
{
	GString *mail = msg_mail(intake->shelf->charsets, intake->mail);

	if (mail)
		take_off(intake, INTAKE_MSG, keep(intake, mail));
	return mail != NULL;
}

static bool take_pasted(Intake *intake)
{
	Str skipped = pasted_skip(intake->mail);
	GString *plain = pasted_unquote(skipped);

	if (!plain && skipped.len == intake->mail.len)
		return false;
	take_off(intake, INTAKE_PASTED, plain ? keep(intake, plain) : skipped);
	return true;
}

/* Take the mail `n` of a mailbox. One mail alone, that nothing was quoted in, is left as it stands: its
 * "From " line is no header, and passed over. */
static bool take_mbox(Intake *intake, unsigned n)
{
	Mbox mbox = mbox_over(intake->mail);
	Str found = STR("");

	if (!mbox_is(intake->mail))
		return false;
	intake->of = 0;
	for (Str mail; mbox_next(&mbox, &mail);)
		if (++intake->of == MAX(n, 1))
			found = mail;
	intake->n = MAX(n, 1);
	GString *plain = mbox_unquote(found);
	if (intake->of == 1 && !plain)
		return false;
	take_off(intake, INTAKE_MBOX, plain ? keep(intake, plain) : found);
	return true;
}

static bool take_forwarded(Intake *intake)
{
	Str inner;

	if (intake->wrapper.len > 0 ||
		!forwarded_find(intake->shelf, located_mail(intake->mail), &inner))
		return false;
	intake->wrapper = intake->mail;
	take_off(intake, INTAKE_FORWARDED, inner);
	return true;
}

bool intake_read(Charsets *charsets, Str file, unsigned n, Intake *intake_out)
{
	Intake intake = {.mail = file, .wrapper = STR(""), .n = 1, .of = 1};

	intake.shelf = shelf_new(charsets);
	bool in_mbox = false;
	while (intake.layers < INTAKE_LAYERS_MAX) {
		if (take_msg(&intake) || take_pasted(&intake))
			continue;
		if (!in_mbox && take_mbox(&intake, n)) {
			in_mbox = true;
			continue;
		}
		if (!take_forwarded(&intake))
			break;
	}
	*intake_out = intake;
	return n <= intake.of;
}

void intake_clear(Intake *intake)
{
	shelf_free(intake->shelf);
	*intake = (Intake){0};
}

json_t *intake_json(const Intake *intake)
{
	json_t *layers = json_array(), *taken = json_object();
	char name[BLOB_NAME_SIZE];

	if (intake->layers == 0) {
		json_decref(layers);
		json_decref(taken);
		return json_null();
	}
	for (size_t i = 0; i < intake->layers; i++)
		json_push(layers, json_text(str_of(layer_names[intake->layer[i]])));
	blob_name(intake->mail, name);
	json_put(taken, "layers", layers);
	json_put(taken, "n", json_integer(intake->n));
	json_put(taken, "of", json_integer(intake->of));
	json_put(taken, "sha256", json_text(str_of(name)));
	json_put(taken, "size", json_integer((json_int_t)intake->mail.len));
	return taken;
}

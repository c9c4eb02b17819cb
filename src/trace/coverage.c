#include "trace/coverage.h"

/* Headers that a reader sees or that decide what he sees; whether there may be one only. */
static const struct {
	const char *name;
	bool single;
} headers[] = {
	{"from", true},
	{"sender", true},
	{"reply-to", true},
	{"to", true},
	{"cc", true},
	{"subject", true},
	{"date", true},
	{"message-id", true},
	{"in-reply-to", true},
	{"references", true},
	{"mime-version", true},
	{"content-type", true},
	{"content-transfer-encoding", true},
	{"content-disposition", true},
	{"list-unsubscribe", false},
};

static unsigned count_present(const RawMail *mail, Str name)
{
	unsigned count = 0;

	for (guint i = rawmail_last(mail, name); i != RAWMAIL_NONE;
		i = rawmail_field(mail, i)->above)
		count++;
	return count;
}

static unsigned count_named(const Signature *signature, Str name)
{
	unsigned count = 0;

	for (guint i = 0; i < signature->fields->len; i++)
		count += str_equal_fold(g_array_index(signature->fields, Str, i), name);
	return count;
}

/* In lower case, yours to g_free. */
static char *lower(Str name)
{
	g_autofree char *copy = str_dup(name);

	return g_ascii_strdown(copy, -1);
}

static json_t *signed_names(const RawMail *mail, const Verified *verified)
{
	json_t *names = json_array();

	for (guint i = 0; i < verified->covered->len; i++) {
		guint index = g_array_index(verified->covered, guint, i);
		g_autofree char *name = lower(rawmail_field(mail, index)->name);
		json_push(names, json_text(str_of(name)));
	}
	return names;
}

static json_t *absent_names(const Verified *verified)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	json_t *names = json_array();

	for (guint i = 0; i < verified->absent->len; i++) {
		char *name = lower(g_array_index(verified->absent, Str, i));
		/* the set takes the name, also where it has it */
		if (*name && !g_hash_table_contains(seen, name))
			json_push(names, json_text(str_of(name)));
		g_hash_table_add(seen, name);
	}
	return names;
}

json_t *coverage_json(const RawMail *mail, const Verified *verified)
{
	json_t *covers = json_object(), *body = json_object();
	json_t *unsigned_ones = json_array(), *open = json_array(), *doubled = json_array();

	for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
		Str name = str_of(headers[i].name);
		unsigned present = count_present(mail, name);
		unsigned named = count_named(&verified->signature, name);
		if (present > named)
			json_push(unsigned_ones, json_text(name));
		if (present >= named && headers[i].single)
			json_push(open, json_text(name));
		if (present > 1 && headers[i].single)
			json_push(doubled, json_text(name));
	}
	json_put(covers, "signed", signed_names(mail, verified));
	json_put(covers, "absent", absent_names(verified));
	json_put(covers, "unsigned", unsigned_ones);
	json_put(covers, "open", open);
	json_put(covers, "doubled", doubled);
	json_put(body, "length", json_integer((json_int_t)verified->body_length));
	json_put(body, "signed", json_integer((json_int_t)verified->body_signed));
	json_put(covers, "body",
		verified->body == VERIFIED_UNKNOWN ? json_null() : json_incref(body));
	json_decref(body);
	return covers;
}

void coverage_note(json_t *notes, const char *what, json_t *says)
{
	json_t *note = json_object();

	json_put(note, "what", json_text(str_of(what)));
	json_put(note, "says", says);
	json_push(notes, note);
}

static void note_body(const Verified *verified, json_t *notes)
{
	guint64 beyond = verified->body_length - verified->body_signed;

	if (verified->body == VERIFIED_UNKNOWN || verified->signature.length < 0)
		return;
	if (beyond > 0)
		coverage_note(notes, "body-tail",
			json_words("The last %" G_GUINT64_FORMAT
				   " bytes of the body are not signed (l=): anybody on the way may "
				   "have added them.",
				"本文の末尾 %" G_GUINT64_FORMAT " バイトは署名の対象外です(l=)"
				"。配送途中で誰でも追加できた部分です。",
				beyond));
	else
		coverage_note(notes, "body-open",
			json_words("The signature allows text to be added behind the body (l=).",
				"この署名は、本文の後ろに文章を追加されても検証に成功します(l=)"
				"。"));
}

void coverage_notes(const json_t *covers, const Verified *verified, json_t *notes)
{
	g_autofree char *left_out = json_listed(json_object_get(covers, "unsigned"));
	g_autofree char *doubled = json_listed(json_object_get(covers, "doubled"));

	note_body(verified, notes);
	if (left_out)
		coverage_note(notes, "unsigned",
			json_words("The signature does not cover all of: %s.",
				"次のヘッダーは署名の対象外です: %s", left_out));
	if (doubled)
		coverage_note(notes, "doubled",
			json_words("The mail has more than one of: %s. Mail programs show one of "
				   "them, not necessarily the "
				   "signed one.",
				"次のヘッダーが重複しています: "
				"%s。署名されたものが画面に表示されるとは限りません。",
				doubled));
}

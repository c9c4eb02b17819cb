#include "places.h"

#include "case/blobs.h"
#include "read/place.h"

static void check_place(PlaceCheck *check, const json_t *at, Str value, const char *what)
{
	g_autoptr(GString) found = place_resolve(at, check->mail, check->charsets);
	g_autofree char *shown = json_canonical(at);

	if (!found || !str_equal(str_over(found->str, found->len), value))
		g_error("%s: %s: the place %s leads to \"%s\", not to \"%.*s\"", check->path, what,
			shown, found ? found->str : "nothing", STR_ARG(value));
	check->places++;
}

/* A value of text and its place, where there is one. */
static void check_text(PlaceCheck *check, const json_t *entry, const char *value, const char *at)
{
	if (json_is_string(json_object_get(entry, value)))
		check_place(check, json_object_get(entry, at), json_get_str(entry, value), value);
}

static void check_all(PlaceCheck *check, const json_t *list, const char *value)
{
	const json_t *entry;
	size_t index;

	json_array_foreach (list, index, entry)
		check_text(check, entry, value, "at");
}

static void check_mailbox(PlaceCheck *check, const json_t *mailbox)
{
	check_text(check, mailbox, "name", "name_at");
	check_text(check, mailbox, "address", "at");
}

static void check_mailboxes(PlaceCheck *check, const json_t *mail)
{
	static const char *const members[] = {"from", "reply_to", "to", "cc"};
	const json_t *mailbox;
	size_t index;

	for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
		json_array_foreach (json_object_get(mail, members[i]), index, mailbox)
			check_mailbox(check, mailbox);
	check_mailbox(check, json_object_get(mail, "sender"));
}

static void check_parts(PlaceCheck *check, const json_t *parts)
{
	const json_t *part;
	size_t index;

	json_array_foreach (parts, index, part) {
		g_autoptr(GString) bytes =
			place_resolve(json_object_get(part, "at"), check->mail, check->charsets);
		char hash[BLOB_NAME_SIZE];
		g_assert_nonnull(bytes);
		blob_name(str_over(bytes->str, bytes->len), hash);
		g_assert_cmpstr(hash, ==, json_get_text(part, "sha256"));
		g_assert_cmpint(
			(gint64)bytes->len, ==, json_integer_value(json_object_get(part, "size")));
		check->places++;
	}
}

/* A defect has no value of its own, but its place must be one. */
static void check_defects(PlaceCheck *check, const json_t *defects)
{
	const json_t *defect;
	size_t index;

	json_array_foreach (defects, index, defect) {
		const json_t *at = json_object_get(defect, "at");
		if (json_is_null(at))
			continue;
		g_autoptr(GString) found = place_resolve(at, check->mail, check->charsets);
		g_assert_nonnull(found);
		check->places++;
	}
}

void places_check(PlaceCheck *check, const char *path, Str bytes, const json_t *answer)
{
	const json_t *mail = json_object_get(answer, "mail");

	check->path = path;
	check->mail = bytes;
	check->mails++;
	check_all(check, json_object_get(mail, "headers"), "value");
	check_mailboxes(check, mail);
	check_text(check, mail, "return_path", "return_path_at");
	check_text(check, json_object_get(mail, "deadline"), "text", "at");
	check_all(check, json_object_get(mail, "hidden"), "text");
	check_all(check, json_object_get(answer, "links"), "raw");
	check_parts(check, json_object_get(mail, "parts"));
	check_defects(check, json_object_get(mail, "defects"));
}

/* By what a sender may be known again, and what headers hint at. */
#include "trace/traits.h"

#include "mails.h"

typedef struct {
	const char *headers;
	const char *shown; /* mailer | form @ host | zone | hints | order */
} Row;

static const Row rows[] = {
	{"Received: by a.example; 1 Mar 2022\nDate: Mon, 28 Feb 2022 12:00:01 +0900 (JST)\n"
	 "From: a@b.example\nMessage-ID: <20220228120001.1a2b@b.example>\nX-Mailer: Foxmail 6, "
	 "13\n",
		"Foxmail 6, 13 | N14.H4 @ b.example | +0900 | | date from message-id x-mailer"},
	{"Message-ID: <0100018f-face-4c1d.x_y$@email.example>\nUser-Agent: Mozilla/5.0\nDate: 1 "
	 "Mar 2022 "
	 "00:00:00 GMT\n",
		"Mozilla/5.0 | H8-W4-H4.W1_W1$ @ email.example | - | | message-id user-agent date"},
	{"User-Agent: second\nX-Mailer: first\n", "first | - | - | | user-agent x-mailer"},
	{"Message-ID: nobody\nX-Originating-IP: [203.0.114.9]\nX-Sender-IP: 203.0.114.10\n"
	 "X-PHP-Script: x for 203.0.114.11\nX-Originating-IP: soon\nX-MDRemoteIP: 2001:DB8::1\n",
		"- | W6 @ - | - | X-Originating-IP=203.0.114.9 X-Sender-IP=203.0.114.10 "
		"X-MDRemoteIP=2001:db8::1 | message-id x-originating-ip x-sender-ip x-php-script "
		"x-mdremoteip"},
	{"Date: x +090 +09000 -0700\n", "- | - | -0700 | | date"},
	{"", "- | - | - | | "},
};

static const char *or_dash(const json_t *object, const char *key)
{
	const char *text = json_get_text(object, key);

	return text ? text : "-";
}

static char *show(const json_t *headers)
{
	json_auto_t *traits = traits_json(headers, 0), *hints = traits_hints(headers);
	const json_t *id = json_object_get(traits, "message_id"), *entry;
	GString *shown = g_string_new(or_dash(json_object_get(traits, "mailer"), "name"));
	size_t index;

	g_string_append_printf(shown, " | %s", or_dash(id, "form"));
	if (json_is_object(id))
		g_string_append_printf(shown, " @ %s", or_dash(id, "host"));
	g_string_append_printf(
		shown, " | %s |", or_dash(json_object_get(traits, "zone"), "offset"));
	json_array_foreach (hints, index, entry)
		g_string_append_printf(
			shown, " %s=%s", json_get_text(entry, "name"), json_get_text(entry, "ip"));
	g_string_append(shown, " |");
	json_array_foreach (json_object_get(traits, "order"), index, entry)
		g_string_append_printf(shown, " %s", json_string_value(entry));
	if (index == 0)
		g_string_append_c(shown, ' ');
	return g_string_free(shown, FALSE);
}

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *mail = mails_of(rows[i].headers);
		g_autofree char *shown = show(json_object_get(mail, "headers"));
		g_assert_cmpstr(shown, ==, rows[i].shown);
	}
}

static void test_capped(void)
{
	g_autoptr(GString) text = g_string_new("Message-ID: <");

	for (int i = 0; i < 100000; i++)
		g_string_append(text, "a.");
	g_string_append(text, "@b>\n");
	for (int i = 0; i < 1000; i++)
		g_string_append_printf(text, "X-%d: 1\nX-Real-IP: 192.0.2.1\n", i);
	json_auto_t *mail = mails_of(text->str);
	json_auto_t *traits = traits_json(json_object_get(mail, "headers"), 0);
	json_auto_t *hints = traits_hints(json_object_get(mail, "headers"));
	g_assert_cmpuint(json_array_size(json_object_get(traits, "order")), ==, TRAITS_NAMES_MAX);
	g_assert_cmpuint(json_array_size(hints), ==, TRAITS_HINTS_MAX);
	g_assert_cmpuint(json_get_str(json_object_get(traits, "message_id"), "form").len, <=,
		3 * (guint64)TRAITS_ID_MAX);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trace/traits", test_rows);
	g_test_add_func("/trace/traits/capped", test_capped);
	return g_test_run();
}

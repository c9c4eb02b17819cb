/*
 * How much of the weppos suite's replies is read as its authors read them: n of m for each property, for
 * servers with a dialect of their own and for those without. Every miss is listed, so that the figure can
 * be doubted. The goal is 95 % for each property, and all of JPRS's and CNNIC's.
 */
#include "base/when.h"
#include "lookup/whois.h"

/* Values of one expectation that are compared. */
#define WANTED_MAX 32

typedef enum {
	REGISTERED,
	CREATED,
	UPDATED,
	EXPIRES,
	REGISTRAR,
	NAMESERVERS,
	STATUS,
	THROTTLED,
	PROPERTIES,
} Property;

/* The suite's name, ours for people, and the field it is compared with. */
static const struct {
	const char *name, *shown;
	RegistrationField field;
} properties[PROPERTIES] = {
	[REGISTERED] = {"registered?", "registered or not", FIELD_NONE},
	[CREATED] = {"created_on", "created", FIELD_CREATED},
	[UPDATED] = {"updated_on", "updated", FIELD_UPDATED},
	[EXPIRES] = {"expires_on", "expires", FIELD_EXPIRES},
	[REGISTRAR] = {"registrar", "registrar", FIELD_REGISTRAR},
	[NAMESERVERS] = {"nameservers", "name servers", FIELD_NAMESERVERS},
	[STATUS] = {"status", "status", FIELD_STATUS},
	[THROTTLED] = {"response_throttled?", "throttled or not", FIELD_NONE},
};

/* What the suite says of a status by a word of its own: the state that we call it. */
static const struct {
	const char *symbol;
	RegistrationState state;
} symbols[] = {
	{":registered", STATE_REGISTERED},
	{":available", STATE_AVAILABLE},
	{":reserved", STATE_RESERVED},
	{":inactive", STATE_REGISTERED},
	{":expired", STATE_REGISTERED},
	{":redemption", STATE_REGISTERED},
	{":suspended", STATE_REGISTERED},
	{":invalid", STATE_UNKNOWN},
};

typedef struct {
	unsigned right, all;
} Score;

typedef struct {
	bool known;        /* the suite says something of it */
	GPtrArray *values; /* of char *; nil and [] are none */
} Expected;

typedef struct {
	Vocabulary *vocabulary;
	Charsets *charsets;
	Score scores[2][PROPERTIES]; /* without and with a dialect of its own */
	Score exact[PROPERTIES];     /* of JPRS and CNNIC */
} Suite;

/* The text in quotes behind `from`, and so on: ["ok", "hold"]. */
static void add_quoted(GPtrArray *values, Str line)
{
	while (values->len < WANTED_MAX) {
		str_take_until(&line, '"');
		if (!str_take_char(&line, '"'))
			return;
		g_ptr_array_add(values, str_dup(str_take_until(&line, '"')));
		str_take_char(&line, '"');
	}
}

/* One line below "#property": "%s == true", "%s %TIME{2014-05-31}", "%s[0].name == \"ns1\"". */
static void read_expectation(Expected *expected, Str line)
{
	Str value = line;
	gssize time = str_find(line, STR("%TIME{")), equal = str_find(line, STR("== "));

	if (str_find(line, STR("%ERROR")) >= 0 || str_find(line, STR("%CLASS")) >= 0)
		return;
	if (time >= 0) {
		value = str_sub(line, (size_t)time + 6, line.len);
		g_ptr_array_add(expected->values, str_dup(str_take_until(&value, '}')));
	} else if (equal < 0 || str_find(line, STR(".url")) >= 0 ||
		   str_find(line, STR(".id ")) >= 0 || str_find(line, STR(".ipv")) >= 0) {
		return;
	} else if (str_find(line, STR("\"")) >= 0) {
		add_quoted(expected->values, line);
	} else if (!str_ends(line, STR("nil")) && !str_ends(line, STR("[]"))) {
		g_ptr_array_add(
			expected->values, str_dup(str_sub(line, (size_t)equal + 3, line.len)));
	}
	expected->known = true;
}

static void read_expected(Expected expected[PROPERTIES], Str text)
{
	Expected *at = NULL;

	while (text.len > 0) {
		Str line = str_trim(str_take_line(&text));
		if (str_take_char(&line, '#')) {
			at = NULL;
			for (size_t i = 0; i < PROPERTIES; i++)
				if (str_equal(line, str_of(properties[i].name)))
					at = &expected[i];
		} else if (at && line.len > 0) {
			read_expectation(at, line);
		}
	}
}

/* A time of the suite that has no zone is the server's own. */
static bool same_time(const char *wanted, const FieldValue *got)
{
	const RegDateCustom custom = {0};
	RegDate date;
	gint64 local = got->date.utc + (gint64)got->date.zone * 60;

	if (!got->has_date || !regdate_parse(str_of(wanted), &custom, &date))
		return false;
	if (!date.has_time)
		return local / 86400 == date.utc / 86400;
	return date.zone_assumed ? local == date.utc : got->date.utc == date.utc;
}

static bool same_list(const GPtrArray *wanted, const GPtrArray *got, bool distinct)
{
	g_autoptr(GPtrArray) once = g_ptr_array_new();

	for (guint i = 0; i < wanted->len; i++)
		if (!distinct || !g_ptr_array_find_with_equal_func(
					 once, g_ptr_array_index(wanted, i), g_str_equal, NULL))
			g_ptr_array_add(once, g_ptr_array_index(wanted, i));
	if (once->len != (got ? got->len : 0))
		return false;
	for (guint i = 0; i < once->len; i++)
		if (g_ascii_strcasecmp(g_ptr_array_index(once, i), g_ptr_array_index(got, i)) != 0)
			return false;
	return true;
}

static bool same_status(const Expected *expected, const Registration *got)
{
	const char *first = expected->values->len > 0 ? g_ptr_array_index(expected->values, 0) : "";

	for (size_t i = 0; i < G_N_ELEMENTS(symbols); i++)
		if (strcmp(symbols[i].symbol, first) == 0)
			return symbols[i].state == got->state;
	/* what tells that there is nothing, "No Object Found", is no status to the suite */
	if (expected->values->len == 0 && got->state != STATE_REGISTERED)
		return true;
	return same_list(expected->values, got->fields[FIELD_STATUS].values, true);
}

static bool says_true(const Expected *expected)
{
	return expected->values->len > 0 &&
	       strcmp(g_ptr_array_index(expected->values, 0), "true") == 0;
}

static bool any_is(const GPtrArray *wanted, const char *got)
{
	for (guint i = 0; i < wanted->len; i++)
		if (g_strcmp0(g_ptr_array_index(wanted, i), got) == 0)
			return true;
	return wanted->len == 0 && !got;
}

static bool is_right(Property property, const Expected *expected, const Expected *status,
	const Registration *got)
{
	const FieldValue *field = property == REGISTERED || property == THROTTLED
					  ? NULL
					  : &got->fields[properties[property].field];
	const char *symbol = status->values->len > 0 ? g_ptr_array_index(status->values, 0) : "";

	switch (property) {
	case REGISTERED: /* of a reserved name the suite says either */
		if (strcmp(symbol, ":reserved") == 0)
			return got->state == STATE_RESERVED;
		return says_true(expected) == (got->state == STATE_REGISTERED);
	case THROTTLED:
		return says_true(expected) == (got->state == STATE_THROTTLED);
	case REGISTRAR:
		return any_is(expected->values, registration_get(got, FIELD_REGISTRAR));
	case NAMESERVERS:
		return same_list(expected->values, field->values, true);
	case STATUS:
		return same_status(expected, got);
	default:
		if (expected->values->len == 0)
			return !field->values;
		return same_time(g_ptr_array_index(expected->values, 0), field);
	}
}

static char *joined(const GPtrArray *values)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; values && i < values->len; i++)
		g_string_append_printf(
			text, "%s%s", i ? ", " : "", (char *)g_ptr_array_index(values, i));
	return g_string_free(text, FALSE);
}

static void list_miss(
	const char *path, Property property, const Expected *expected, const Registration *got)
{
	RegistrationField field = properties[property].field;
	g_autofree char *wanted = joined(expected->values);
	g_autofree char *ours = joined(field == FIELD_NONE ? NULL : got->fields[field].values);

	g_test_message("miss: %s: %s: the suite has \"%s\", we have \"%s\" (%s)", path,
		properties[property].shown, wanted, ours, registration_state_name(got->state));
}

static void count(Score *score, bool right)
{
	score->all++;
	score->right += right;
}

static void compare(Suite *suite, const char *path, const char *server,
	Expected expected[PROPERTIES], const Registration *got)
{
	const Dialect *dialect = vocabulary_dialect(suite->vocabulary, str_of(server));
	bool own = strcmp(dialect_name(dialect), "general") != 0;
	bool exact = strcmp(server, "whois.jprs.jp") == 0 || strcmp(server, "whois.cnnic.cn") == 0;

	for (Property i = 0; i < PROPERTIES; i++) {
		if (!expected[i].known)
			continue;
		bool right = is_right(i, &expected[i], &expected[STATUS], got);
		count(&suite->scores[own][i], right);
		if (exact)
			count(&suite->exact[i], right);
		if (!right)
			list_miss(path, i, &expected[i], got);
	}
}

static void run_reply(Suite *suite, const char *root, const char *path)
{
	g_autofree char *reply_path = g_build_filename(root, path, NULL);
	g_autofree char *stem = g_strndup(reply_path, strlen(reply_path) - strlen(".txt"));
	g_autofree char *expected_path = g_strconcat(stem, ".expected", NULL);
	g_autofree char *server = g_strndup(path, strcspn(path, "/"));
	g_autofree char *reply = NULL, *text = NULL;
	Expected expected[PROPERTIES] = {0};
	gsize len, text_len;

	if (!g_file_get_contents(expected_path, &text, &text_len, NULL))
		return;
	g_assert_true(g_file_get_contents(reply_path, &reply, &len, NULL));
	for (size_t i = 0; i < PROPERTIES; i++)
		expected[i].values = g_ptr_array_new_with_free_func(g_free);
	read_expected(expected, str_over(text, text_len));
	g_autoptr(Registration) got = whois_parse(
		suite->vocabulary, suite->charsets, str_of(server), str_over(reply, len));
	compare(suite, path, server, expected, got);
	for (size_t i = 0; i < PROPERTIES; i++)
		g_ptr_array_unref(expected[i].values);
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All replies below `root`, at most two folders down, by their paths from there. */
static void find_replies(GPtrArray *paths, const char *root, const char *below)
{
	g_autofree char *folder = g_build_filename(root, below, NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *path =
			*below ? g_build_filename(below, name, NULL) : g_strdup(name);
		if (g_str_has_suffix(name, ".txt"))
			g_ptr_array_add(paths, g_steal_pointer(&path));
		else if (!g_str_has_suffix(name, ".expected"))
			find_replies(paths, root, path);
	}
}

static void print_score(const char *of, const char *what, Score score)
{
	g_test_message("%s: %s: %u/%u", of, what, score.right, score.all);
}

static void check_scores(const Suite *suite)
{
	for (size_t i = 0; i < PROPERTIES; i++) {
		Score own = suite->scores[1][i], general = suite->scores[0][i];
		Score all = {own.right + general.right, own.all + general.all};

		print_score("servers with a dialect of their own", properties[i].shown, own);
		print_score("servers without", properties[i].shown, general);
		print_score("JPRS and CNNIC", properties[i].shown, suite->exact[i]);
		print_score("all", properties[i].shown, all);
	}
	for (size_t i = 0; i < PROPERTIES; i++) {
		Score own = suite->scores[1][i], general = suite->scores[0][i];

		g_assert_cmpuint(
			100UL * (own.right + general.right), >=, 95UL * (own.all + general.all));
		g_assert_cmpuint(suite->exact[i].right, ==, suite->exact[i].all);
	}
}

static void test_suite(void)
{
	const char *shared = g_getenv("MEKIKI_SHARED");
	g_autofree char *root = g_build_filename(shared, "suites", "whois", "weppos", NULL);
	g_autofree char *data = g_build_filename(g_getenv("MEKIKI_SOURCE"), "data", "whois", NULL);
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	g_autoptr(Vocabulary) vocabulary = vocabulary_read(data, &error);
	g_autoptr(Charsets) charsets = charsets_new();
	Suite suite = {.vocabulary = vocabulary, .charsets = charsets};

	g_assert_no_error(error);
	if (!g_file_test(root, G_FILE_TEST_IS_DIR)) {
		g_test_skip("../shared/suites/whois is not here");
		return;
	}
	find_replies(paths, root, "");
	g_ptr_array_sort(paths, by_name);
	for (guint i = 0; i < paths->len; i++)
		run_reply(&suite, root, g_ptr_array_index(paths, i));
	check_scores(&suite);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lookup/whois/suite", test_suite);
	return g_test_run();
}

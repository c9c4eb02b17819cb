#include "visit/carry.h"

#include <string.h>

/* A run of base64 that is shorter holds no value of ours. */
#define BASE64_MIN 8

typedef struct {
	char *kind, *value;
} Sought;

struct Carry {
	GArray *values; /* of Sought */
};

/* What is looked at, one after the other: each text and what it unwraps to. */
typedef struct {
	const Carry *carry;
	GHashTable *kinds; /* found so far, borrowed */
	size_t room;       /* bytes that may still be unwrapped */
} Search;

static void clear_sought(gpointer data)
{
	Sought *sought = data;

	g_free(sought->kind);
	g_free(sought->value);
}

Carry *carry_new(void)
{
	Carry *carry = g_new0(Carry, 1);

	carry->values = g_array_new(FALSE, FALSE, sizeof(Sought));
	g_array_set_clear_func(carry->values, clear_sought);
	return carry;
}

void carry_free(Carry *carry)
{
	if (!carry)
		return;
	g_array_unref(carry->values);
	g_free(carry);
}

static bool is_known(const Carry *carry, const char *value)
{
	for (guint i = 0; i < carry->values->len; i++)
		if (strcmp(g_array_index(carry->values, Sought, i).value, value) == 0)
			return true;
	return false;
}

static void add_one(Carry *carry, const char *kind, const char *value)
{
	Sought sought = {NULL, NULL};

	if (carry->values->len >= CARRY_VALUES_MAX || strlen(value) < CARRY_SHORT_MIN ||
		is_known(carry, value))
		return;
	sought = (Sought){g_strdup(kind), g_strdup(value)};
	g_array_append_val(carry->values, sought);
}

void carry_add(Carry *carry, const char *kind, const char *value)
{
	g_autoptr(GString) bare = g_string_new(NULL);

	for (const char *at = value; *at; at++)
		if (!strchr("- /.", *at))
			g_string_append_c(bare, *at);
	add_one(carry, kind, value);
	/* "4111-1111" is typed as 4111 1111 or 41111111; a mail address stays one */
	if (str_find_char(str_of(value), '@') < 0)
		add_one(carry, kind, bare->str);
}

static bool is_edge(Str text, size_t at)
{
	return at >= text.len || !(str_is_alnum(text.at[at]) || (guchar)text.at[at] >= 0x80);
}

static bool stands_alone(Str text, Str value)
{
	for (size_t from = 0; from < text.len;) {
		Str rest = str_sub(text, from, text.len);
		gssize at = str_find(rest, value);
		if (at < 0)
			return false;
		from += (size_t)at;
		if ((from == 0 || is_edge(text, from - 1)) && is_edge(text, from + value.len))
			return true;
		from++;
	}
	return false;
}

/* Digits of a text with what people and pages put between them left out: "4111 1111", "4111-1111". */
static GString *without_gaps(Str text)
{
	GString *bare = g_string_sized_new(text.len);

	for (size_t i = 0; i < text.len; i++) {
		bool gap = text.at[i] == '-' || text.at[i] == ' ';
		bool between = gap && i > 0 && i + 1 < text.len && str_is_digit(text.at[i - 1]) &&
			       str_is_digit(text.at[i + 1]);
		if (!between)
			g_string_append_c(bare, text.at[i]);
	}
	return bare;
}

static void seek(Search *search, Str text, bool is_path)
{
	g_autoptr(GString) bare = without_gaps(text);
	Str texts[] = {text, str_over(bare->str, bare->len)};

	for (guint i = 0; i < search->carry->values->len; i++) {
		const Sought *sought = &g_array_index(search->carry->values, Sought, i);
		Str value = str_of(sought->value);
		for (size_t t = 0; t < G_N_ELEMENTS(texts); t++) {
			bool found = value.len >= CARRY_LONG_MIN
					     ? str_find_fold(texts[t], value) >= 0
					     : !is_path && stands_alone(texts[t], value);
			if (found)
				g_hash_table_add(search->kinds, sought->kind);
		}
	}
}

static void look_into(Search *search, Str text, int depth);

/* Percent signs and pluses undone. */
static void unwrap_percent(Search *search, Str text, int depth)
{
	g_autoptr(GString) out = g_string_sized_new(text.len);

	if (str_find_char(text, '%') < 0 && str_find_char(text, '+') < 0)
		return;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '%' && i + 2 < text.len && str_is_hex(text.at[i + 1]) &&
			str_is_hex(text.at[i + 2])) {
			g_string_append_c(out, (char)(g_ascii_xdigit_value(text.at[i + 1]) * 16 +
						       g_ascii_xdigit_value(text.at[i + 2])));
			i += 2;
		} else {
			g_string_append_c(out, text.at[i] == '+' ? ' ' : text.at[i]);
		}
	}
	look_into(search, str_over(out->str, out->len), depth);
}

/* \u5c71 and \/ undone. */
static void unwrap_json(Search *search, Str text, int depth)
{
	g_autoptr(GString) out = g_string_sized_new(text.len);

	if (str_find_char(text, '\\') < 0)
		return;
	for (size_t i = 0; i < text.len; i++) {
		guint64 code = 0;
		if (text.at[i] != '\\') {
			g_string_append_c(out, text.at[i]);
			continue;
		}
		g_autofree char *hex = str_dup(str_sub(text, i + 2, 4));
		if (i + 5 < text.len && text.at[i + 1] == 'u' && strlen(hex) == 4 &&
			g_ascii_string_to_unsigned(hex, 16, 1, 0xD7FF, &code, NULL)) {
			g_string_append_unichar(out, (gunichar)code);
			i += 5;
		}
	}
	look_into(search, str_over(out->str, out->len), depth);
}

static bool is_base64(char c)
{
	return str_is_alnum(c) || (c != '\0' && strchr("+/-_", c));
}

/* In a path a slash stands between things. */
static bool is_base64_of_urls(char c)
{
	return is_base64(c) && c != '/';
}

static void decode(Search *search, Str run, int depth)
{
	g_autofree char *plain = str_dup(run);
	gsize len = 0;

	g_strdelimit(plain, "-", '+');
	g_strdelimit(plain, "_", '/');
	g_autofree char *padded = g_strconcat(plain, "===", NULL);
	padded[(run.len + 3) / 4 * 4] = '\0';
	g_autofree guchar *bytes = g_base64_decode(padded, &len);
	look_into(search, str_over((const char *)bytes, len), depth);
}

static void unwrap_runs(Search *search, Str text, StrClass class, int depth)
{
	for (Str rest = text; rest.len > 0; rest = str_sub(rest, 1, rest.len)) {
		Str run = str_take_while(&rest, class);
		if (run.len >= BASE64_MIN)
			decode(search, run, depth);
	}
}

/* Every run of base64's letters as what it may stand for. */
static void unwrap_base64(Search *search, Str text, int depth)
{
	unwrap_runs(search, text, is_base64, depth);
	if (str_find_char(text, '/') >= 0)
		unwrap_runs(search, text, is_base64_of_urls, depth);
}

/* Every run of hexadecimal digits as bytes. */
static void unwrap_hex(Search *search, Str text, int depth)
{
	Str rest = text;

	while (rest.len > 0) {
		Str run = str_take_while(&rest, str_is_hex);
		g_autoptr(GString) out = g_string_new(NULL);
		for (size_t i = 0; run.len >= 12 && i + 1 < run.len; i += 2)
			g_string_append_c(out, (char)(g_ascii_xdigit_value(run.at[i]) * 16 +
						       g_ascii_xdigit_value(run.at[i + 1])));
		if (out->len > 0)
			look_into(search, str_over(out->str, out->len), depth);
		rest = str_sub(rest, 1, rest.len);
	}
}

static void look_into(Search *search, Str text, int depth)
{
	if (depth > CARRY_DEPTH_MAX || text.len > search->room || text.len < CARRY_SHORT_MIN)
		return;
	search->room -= text.len;
	seek(search, text, false);
	unwrap_percent(search, text, depth + 1);
	unwrap_json(search, text, depth + 1);
	unwrap_base64(search, text, depth + 1);
	unwrap_hex(search, text, depth + 1);
}

static int compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char **sorted_kinds(GHashTable *kinds)
{
	GPtrArray *list = g_ptr_array_new();
	GHashTableIter iter;
	gpointer kind;

	g_hash_table_iter_init(&iter, kinds);
	while (g_hash_table_iter_next(&iter, &kind, NULL))
		g_ptr_array_add(list, g_strdup(kind));
	g_ptr_array_sort(list, compare_texts);
	g_ptr_array_add(list, NULL);
	return (char **)g_ptr_array_free(list, FALSE);
}

char **carry_find(const Carry *carry, const char *url, GBytes *body)
{
	g_autoptr(GHashTable) kinds = g_hash_table_new(g_str_hash, g_str_equal);
	Search search = {carry, kinds, CARRY_UNWRAPPED_MAX};
	Str rest = str_sub(str_of(url), 0, CARRY_TEXT_MAX);
	Str path = str_take_until(&rest, '?');

	/* a path is looked into as everything else, but for what is short */
	seek(&search, path, true);
	unwrap_percent(&search, path, 1);
	unwrap_base64(&search, path, 1);
	look_into(&search, rest, 0);
	if (body)
		look_into(&search, str_sub(str_of_bytes(body), 0, CARRY_TEXT_MAX), 0);
	return sorted_kinds(kinds);
}

#include "base/json.h"

#include <gio/gio.h>
#include <stdarg.h>

#include "base/utf8.h"

json_t *json_text(Str s)
{
	if (utf8_is_valid(s))
		return json_stringn_nocheck(s.at, s.len);

	g_autoptr(GString) clean = utf8_repair(s, NULL);
	return json_stringn_nocheck(clean->str, clean->len);
}

json_t *json_text_or_null(const char *text)
{
	return text ? json_text(str_of(text)) : json_null();
}

void json_put(json_t *object, const char *key, json_t *value)
{
	int failed = json_object_set_new_nocheck(object, key, value);

	g_assert(failed == 0);
}

void json_push(json_t *array, json_t *value)
{
	int failed = json_array_append_new(array, value);

	g_assert(failed == 0);
}

const char *json_get_text(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

Str json_get_str(const json_t *object, const char *key)
{
	return json_str(json_object_get(object, key));
}

Str json_str(const json_t *value)
{
	if (!json_is_string(value))
		return STR("");
	return str_over(json_string_value(value), json_string_length(value));
}

/* One reference token of a pointer with ~1 and ~0 undone; NULL where anything else follows a ~. */
static char *pointer_token(Str token)
{
	g_autoptr(GString) plain = g_string_sized_new(token.len);

	for (size_t i = 0; i < token.len; i++) {
		char c = token.at[i];
		if (c == '~') {
			char escaped = ++i < token.len ? token.at[i] : '\0';
			if (escaped != '0' && escaped != '1')
				return NULL;
			c = escaped == '1' ? '/' : '~';
		}
		g_string_append_c(plain, c);
	}
	return g_string_free(g_steal_pointer(&plain), FALSE);
}

/* What `token` names in an array or object, NULL for nothing. An index has no leading zeros. */
static const json_t *json_step(const json_t *here, Str token)
{
	guint64 index;

	if (!json_is_array(here)) {
		g_autofree char *key = pointer_token(token);
		return key ? json_object_get(here, key) : NULL;
	}
	if (!str_parse_uint(token, G_MAXINT32, &index) || (token.len > 1 && token.at[0] == '0'))
		return NULL;
	return json_array_get(here, index);
}

json_t *json_at(const json_t *root, const char *pointer)
{
	Str rest = str_of(pointer);
	const json_t *here = root;

	while (here && str_take_char(&rest, '/'))
		here = json_step(here, str_take_until(&rest, '/'));
	return rest.len == 0 ? (json_t *)here : NULL;
}

static char *dump(const json_t *value, size_t flags, const char *end)
{
	/* fifteen digits are what a double keeps of a decimal number: 3.03 is not 3.0299999999999998 */
	char *text = json_dumps(value, flags | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));

	g_assert(text != NULL);
	char *copy = g_strconcat(text, end, NULL);
	free(text);
	return copy;
}

char *json_canonical(const json_t *value)
{
	return dump(value, JSON_COMPACT | JSON_SORT_KEYS, "");
}

char *json_compact(const json_t *value)
{
	return dump(value, JSON_COMPACT, "");
}

char *json_pretty(const json_t *value)
{
	return dump(value, JSON_INDENT(1), "\n");
}

json_t *json_parse(Str text, GError **error)
{
	json_error_t fault;
	json_t *value = json_loadb(text.at, text.len,
		JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY, &fault);

	if (!value)
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not JSON, line %d: %s",
			fault.line, fault.text);
	return value;
}

char *json_listed(const json_t *strings)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const json_t *string;
	size_t index;

	json_array_foreach (strings, index, string)
		g_string_append_printf(text, "%s%s", index ? ", " : "", json_string_value(string));
	return index > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

json_t *json_both(const char *en, const char *ja)
{
	json_t *words = json_object();

	json_put(words, "en", json_text(str_of(en)));
	json_put(words, "ja", json_text(str_of(ja)));
	return words;
}

json_t *json_words(const char *en, const char *ja, ...)
{
	json_t *words = json_object();
	const char *const languages[][2] = {{"en", en}, {"ja", ja}};

	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
		va_list args;
		va_start(args, ja);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		g_autofree char *text = g_strdup_vprintf(languages[i][1], args);
#pragma GCC diagnostic pop
		va_end(args);
		json_put(words, languages[i][0], json_text(str_of(text)));
	}
	return words;
}

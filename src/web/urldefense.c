#include "web/urldefense.h"

#include <string.h>

#include "web/base64url.h"
#include "web/percent.h"
#include "web/urlquery.h"

/* A version 3 link takes the characters out that its alphabet lacks and leaves "*" for one, "**" and a letter
 * for a run of them: "A" is 2, "B" 3, and so on. */
static const Str run_letters =
	STR("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

/* The parameter "u", which both older versions have. */
static bool find_target(Str tail, Str *value_out)
{
	str_take_until(&tail, '?');
	str_take_char(&tail, '?');
	Str query = str_take_until(&tail, '#');
	return urlquery_find(query, STR("u"), value_out);
}

static GString *decode_v1(Str tail)
{
	Str value;

	return find_target(tail, &value) ? percent_decode(value) : NULL;
}

/* "-" stands for "%", "_" for "/". */
static GString *decode_v2(Str tail)
{
	Str value;

	if (!find_target(tail, &value))
		return NULL;
	g_autofree char *written = g_strndup(value.at, value.len);
	g_strdelimit(g_strdelimit(written, "-", '%'), "_", '/');
	return percent_decode(str_over(written, value.len));
}

/* Move the next `count` characters of UTF-8 over. */
static void put_back(GString *out, Str *taken, size_t count)
{
	for (; count > 0 && taken->len > 0; count--) {
		size_t len = 1;
		while (len < taken->len && ((guint8)taken->at[len] & 0xc0) == 0x80)
			len++;
		g_string_append_len(out, taken->at, (gssize)len);
		*taken = str_sub(*taken, len, taken->len);
	}
}

/* Put the characters back that were taken out. */
static GString *filled(Str written, Str taken)
{
	GString *out = g_string_sized_new(written.len + taken.len);

	while (written.len > 0) {
		Str plain = str_take_until(&written, '*');
		g_string_append_len(out, plain.at, (gssize)plain.len);
		if (!str_take_char(&written, '*'))
			break;
		gssize run = -1;
		if (written.len >= 2 && written.at[0] == '*')
			run = str_find_char(run_letters, written.at[1]);
		if (run >= 0)
			written = str_sub(written, 2, written.len);
		put_back(out, &taken, run >= 0 ? (size_t)run + 2 : 1);
	}
	return out;
}

/* A gateway on the way may have made one slash of the two: "https:/a.example". */
static void mend_slashes(GString *url)
{
	const char *colon = strstr(url->str, ":/");

	if (colon && colon[2] != '/')
		g_string_insert_c(url, colon + 2 - url->str, '/');
}

static GString *decode_v3(Str tail)
{
	gssize begin = str_find(tail, STR("/__"));
	Str rest = str_sub(tail, (size_t)begin + 3, tail.len);
	gssize end = str_find(rest, STR("__;"));

	if (begin < 0 || end < 0)
		return NULL;
	g_autoptr(GString) written = percent_decode(str_sub(rest, 0, (size_t)end));
	rest = str_sub(rest, (size_t)end + 3, rest.len);
	g_autoptr(GString) taken = base64url_decode(str_take_until(&rest, '!'));
	if (!taken)
		return NULL;
	GString *url =
		filled(str_over(written->str, written->len), str_over(taken->str, taken->len));
	mend_slashes(url);
	return url;
}

GString *urldefense_decode(Str tail)
{
	static const struct {
		Str path;
		GString *(*decode)(Str tail);
	} versions[] = {
		{STR("/v1/url"), decode_v1},
		{STR("/v2/url"), decode_v2},
		{STR("/v3/__"), decode_v3},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(versions); i++)
		if (str_starts(tail, versions[i].path))
			return versions[i].decode(tail);
	return NULL;
}

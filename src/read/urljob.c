#include "read/urljob.h"

#include "base/json.h"
#include "read/text.h"
#include "web/defang.h"
#include "web/linkify.h"
#include "web/urlfacts.h"

/* A line, and what it was taken for. */
typedef struct {
	Str raw;
	Url *url; /* owned; NULL: none */
	bool bare, defanged;
} Line;

/* What the whole of `text` is in running text; false where it is not one thing. */
static bool is_one_spot(Str text, LinkSpot *spot_out)
{
	LinkSpot spot = {0};

	if (!linkify_next(text, &spot) || spot.len != text.len || spot.kind == SPOT_MAIL)
		return false;
	*spot_out = spot;
	return true;
}

/* Read a line as a person means it. */
static void read_pasted(Line *line, Str text)
{
	LinkSpot spot;

	if (!is_one_spot(text, &spot))
		return;
	g_autofree char *plain = spot.defanged ? refang(text) : str_dup(text);
	bool bare = spot.kind != SPOT_URL;
	g_autofree char *whole = g_strconcat(bare ? "http://" : "", plain, NULL);
	Url *url = url_parse(str_of(whole), NULL);
	if (!url)
		return;
	url_free(line->url);
	*line = (Line){line->raw, url, bare, spot.defanged};
}

static Line read_line(Str raw)
{
	Line line = {.raw = raw, .url = url_parse(raw, NULL)};

	if (raw.len <= URL_MAX && (!line.url || !url_is_special(line.url)))
		read_pasted(&line, str_trim(raw));
	return line;
}

static json_t *facts_of(const Line *line)
{
	json_t *facts = json_object();

	urlfacts_put(facts, line->raw, line->url);
	if (line->bare)
		json_put(facts, "bare", json_true());
	if (line->defanged)
		json_put(facts, "defanged", json_true());
	return facts;
}

static void append_line(GString *out, Str raw)
{
	json_auto_t *object = json_object();
	Line line = read_line(raw);

	json_put(object, "raw", json_text(text_cut(raw, URLJOB_RAW_MAX)));
	urlfacts_put_names(object, line.url);
	if (line.url)
		json_put(object, "facts", facts_of(&line));
	else
		json_put(object, "fault",
			json_text(raw.len > URL_MAX ? STR("too-long") : STR("no-url")));
	g_autofree char *text = json_compact(object);
	g_string_append(out, text);
	g_string_append_c(out, '\n');
	url_free(line.url);
}

static bool run(void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	GString *out = g_string_new(NULL);
	Str lines = STR("");

	(void)prepared;
	(void)error;
	if (question->blobs && question->blobs->len > 0)
		lines = str_of_bytes(question->blobs->pdata[0]);
	while (lines.len > 0)
		append_line(out, str_take_line(&lines));
	answer_out->json = json_object();
	answer_out->blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_ptr_array_add(answer_out->blobs, g_string_free_to_bytes(out));
	return true;
}

const CageJob url_job = {"url", NULL, run};

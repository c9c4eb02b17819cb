#include "judge/lend.h"

#include "base/json.h"
#include "know/wordform.h"
#include "web/host.h"
#include "web/lookalike.h"

static Lender *lender_of(lua_State *L)
{
	return lua_touserdata(L, lua_upvalueindex(1));
}

/* Answer with JSON, which is taken. */
static int answer_json(lua_State *L, json_t *answer)
{
	Lender *lender = lender_of(L);

	json_decref(lender->answer);
	lender->answer = answer;
	luabox_push_json(L, answer);
	return 1;
}

/* Answer with a text, which is taken; nil for NULL. */
static int answer_text(lua_State *L, char *answer)
{
	Lender *lender = lender_of(L);

	g_free(lender->text);
	lender->text = answer;
	lua_pushstring(L, answer); /* NULL is nil */
	return 1;
}

static char *text_arg(lua_State *L, int index)
{
	return str_dup(luabox_arg_str(L, index));
}

/* Note a brand, and how it is named; where it is noted already, that it is named once more. */
static void note_brand(json_t *brands, const Brand *brand, Str name, const char *how)
{
	json_t *entry;
	size_t i;

	json_array_foreach (brands, i, entry) {
		json_int_t times = json_integer_value(json_object_get(entry, "times"));

		if (!str_equal(json_get_str(entry, "id"), str_of(brand->id)))
			continue;
		/* what is a name looks like one too, and alone it is the whole: not once more */
		if (g_str_equal(how, "name"))
			json_put(entry, "times", json_integer(times + 1));
		return;
	}
	json_push(brands, json_pack("{s:s,s:o,s:s,s:i}", "id", brand->id, "name", json_text(name),
				  "how", how, "times", 1));
}

static void note_names(const Lender *lender, Str source, json_t *brands)
{
	g_autoptr(Wordform) form = wordform_new(source);
	const Brand *brand;
	size_t at = 0;
	Str name;

	while ((brand = brands_next_name(lender->brands, wordform_text(form), &at, &name)))
		note_brand(brands, brand,
			wordform_source(form, (size_t)(name.at - form->text->str), name.len),
			"name");
	brand = brands_alone(lender->brands, wordform_text(form));
	if (brand)
		note_brand(brands, brand, source, "alone");
}

static void note_likenesses(const Lender *lender, Str source, json_t *brands)
{
	g_autofree char *skeleton = lookalike_skeleton(source);
	const Brand *brand;
	size_t at = 0;
	Str name;

	while ((brand = brands_next_likeness(lender->brands, str_of(skeleton), &at, &name)))
		note_brand(brands, brand, name, "likeness");
}

static int lend_brands(lua_State *L)
{
	Str source = luabox_arg_str(L, 1);
	json_t *brands = json_array();

	note_names(lender_of(L), source, brands);
	note_likenesses(lender_of(L), source, brands);
	return answer_json(L, brands);
}

static int lend_brand(lua_State *L)
{
	Str id = luabox_arg_str(L, 1);
	char *name = str_dup(id);
	const Brand *brand = brands_by_id(lender_of(L)->brands, name);
	json_t *answer, *domains;

	g_free(name);
	if (!brand)
		return answer_json(L, NULL);
	answer = json_object();
	domains = json_array();
	for (const char *const *domain = brand->domains; *domain; domain++)
		json_push(domains, json_text(str_of(*domain)));
	json_put(answer, "id", json_text(str_of(brand->id)));
	json_put(answer, "en", json_text(str_of(brand->name_en)));
	json_put(answer, "ja", json_text(str_of(brand->name_ja)));
	json_put(answer, "domains", domains);
	return answer_json(L, answer);
}

static int lend_brand_of(lua_State *L)
{
	char *domain = text_arg(L, 1);
	const Brand *brand = brands_of_domain(lender_of(L)->brands, domain);

	g_free(domain);
	lua_pushstring(L, brand ? brand->id : NULL);
	return 1;
}

static int lend_brand_within(lua_State *L)
{
	const Brand *brand = brands_within(lender_of(L)->brands, luabox_arg_str(L, 1));

	lua_pushstring(L, brand ? brand->id : NULL);
	return 1;
}

static int lend_owns(lua_State *L)
{
	Str id = luabox_arg_str(L, 1), domain = luabox_arg_str(L, 2);
	char *id_text = str_dup(id), *domain_text = str_dup(domain);
	const Brand *brand = brands_by_id(lender_of(L)->brands, id_text);

	lua_pushboolean(L, brand && brand_owns(brand, domain_text));
	g_free(id_text);
	g_free(domain_text);
	return 1;
}

static int lend_on_list(lua_State *L)
{
	Str list = luabox_arg_str(L, 1), host = luabox_arg_str(L, 2);
	char *list_text = str_dup(list), *host_text = str_dup(host);
	const char *entry = lists_find(lender_of(L)->lists, list_text, host_text);

	g_free(list_text);
	g_free(host_text);
	lua_pushstring(L, entry);
	return 1;
}

/* One theme's phrases, each once, up to the cap. */
static void note_phrase(json_t *themes, const char *theme, Str words)
{
	json_t *list = json_object_get(themes, theme);
	const json_t *known;
	size_t i;

	if (!list) {
		list = json_array();
		json_put(themes, theme, list);
	}
	if (json_array_size(list) >= LEND_PHRASES_MAX)
		return;
	json_array_foreach (list, i, known)
		if (str_equal_fold(json_str(known), words))
			return;
	json_push(list, json_text(words));
}

static int lend_phrases(lua_State *L)
{
	Str source = luabox_arg_str(L, 1), words;
	Wordform *form = wordform_new(source);
	json_t *themes = json_object();
	const Phrase *phrase;
	size_t at = 0;

	while ((phrase = phrases_next(lender_of(L)->phrases, wordform_text(form), &at, &words)))
		note_phrase(themes, phrase->theme,
			wordform_source(form, (size_t)(words.at - form->text->str), words.len));
	wordform_free(form);
	return answer_json(L, themes);
}

static int lend_source(lua_State *L)
{
	const Lender *lender = lender_of(L);
	Str what = luabox_arg_str(L, 1);
	char *list = str_dup(what);
	const char *source = lists_source(lender->lists, list);

	g_free(list);
	if (str_equal(what, STR("brands")))
		source = brands_source(lender->brands);
	else if (str_equal(what, STR("phrases")))
		source = phrases_source(lender->phrases);
	lua_pushstring(L, source);
	return 1;
}

static int lend_domain(lua_State *L)
{
	char *host = text_arg(L, 1), *domain = host_domain(host);

	g_free(host);
	return answer_text(L, domain);
}

static int lend_suffix(lua_State *L)
{
	char *host = text_arg(L, 1), *suffix = host_suffix(host);

	g_free(host);
	return answer_text(L, suffix);
}

static int lend_display(lua_State *L)
{
	char *host = text_arg(L, 1), *display = host_display(host);

	g_free(host);
	return answer_text(L, display);
}

static int lend_is_address(lua_State *L)
{
	char *host = text_arg(L, 1);

	lua_pushboolean(L, host_kind(host) != HOST_NAME);
	g_free(host);
	return 1;
}

static int lend_skeleton(lua_State *L)
{
	return answer_text(L, lookalike_skeleton(luabox_arg_str(L, 1)));
}

static int lend_fold(lua_State *L)
{
	Wordform *form = wordform_new(luabox_arg_str(L, 1));
	char *text = g_strdup(form->text->str);

	wordform_free(form);
	return answer_text(L, text);
}

static int lend_mixes_scripts(lua_State *L)
{
	lua_pushboolean(L, lookalike_mixes_scripts(luabox_arg_str(L, 1)));
	return 1;
}

static const LuaLoan know_loans[] = {
	{"brands", lend_brands},
	{"brand", lend_brand},
	{"brand_of", lend_brand_of},
	{"brand_within", lend_brand_within},
	{"owns", lend_owns},
	{"on_list", lend_on_list},
	{"phrases", lend_phrases},
	{"source", lend_source},
	{NULL, NULL},
};

static const LuaLoan web_loans[] = {
	{"domain", lend_domain},
	{"suffix", lend_suffix},
	{"display", lend_display},
	{"skeleton", lend_skeleton},
	{"fold", lend_fold},
	{"mixes_scripts", lend_mixes_scripts},
	{"is_address", lend_is_address},
	{NULL, NULL},
};

bool lender_init(Lender *lender, const char *data_dir, GError **error)
{
	*lender = (Lender){0};
	lender->brands = brands_new(data_dir, error);
	lender->lists = lender->brands ? lists_new(data_dir, error) : NULL;
	lender->phrases = lender->lists ? phrases_new(data_dir, error) : NULL;
	if (lender->phrases)
		return true;
	lender_clear(lender);
	return false;
}

void lender_clear(Lender *lender)
{
	brands_free(lender->brands);
	lists_free(lender->lists);
	phrases_free(lender->phrases);
	json_decref(lender->answer);
	g_free(lender->text);
	*lender = (Lender){0};
}

void lender_lend(Lender *lender, LuaBox *box)
{
	luabox_lend(box, "know", know_loans, lender);
	luabox_lend(box, "web", web_loans, lender);
}

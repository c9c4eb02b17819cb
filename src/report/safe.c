#include "report/safe.h"

#include "report/escape.h"
#include "report/visible.h"
#include "web/defang.h"

/* Masking first: defanging would take the address apart. Defanging last: what it sees is what will be
 * read, without NULs that would end it early. */
static char *masked_visible(const Mask *mask, Str text)
{
	g_autoptr(GString) masked = mask_text(mask, text);

	return visible_text(str_over(masked->str, masked->len));
}

char *safe_text(const Mask *mask, Str text)
{
	g_autofree char *shown = masked_visible(mask, text);

	return defang_text(str_of(shown));
}

/* Schemes that a mail program makes a link of, and what is published instead. */
static const struct {
	Str live, dead;
} schemes[] = {
	{STR("https://"), STR("hxxps://")},
	{STR("http://"), STR("hxxp://")},
	{STR("ftp://"), STR("fxp://")},
	{STR("www."), STR("www[.]")},
};

/* Length of the live start that `rest` has; `dead_out` is what replaces it. */
static size_t live_start(Str rest, Str *dead_out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
		if (str_starts_fold(rest, schemes[i].live)) {
			*dead_out = schemes[i].dead;
			return schemes[i].live.len;
		}
	}
	return 0;
}

/* A redirector's URL holds another one. */
static char *defang_inner(Str text)
{
	GString *out = g_string_sized_new(text.len);
	Str dead;

	while (text.len > 0) {
		size_t len = live_start(text, &dead);
		if (len > 0) {
			g_string_append_len(out, dead.at, (gssize)dead.len);
		} else {
			g_string_append_c(out, text.at[0]);
			len = 1;
		}
		text = str_sub(text, len, text.len);
	}
	return g_string_free(out, FALSE);
}

char *safe_indicator(const Mask *mask, Str indicator)
{
	g_autofree char *shown = masked_visible(mask, indicator);
	g_autofree char *defanged = defang(str_of(shown));

	return defang_inner(str_of(defanged));
}

static const Mask *lender(lua_State *L)
{
	return lua_touserdata(L, lua_upvalueindex(1));
}

/* Hand over `text`, freeing it. */
static int push(lua_State *L, char *text)
{
	lua_pushstring(L, text);
	g_free(text);
	return 1;
}

static int loan_text(lua_State *L)
{
	return push(L, safe_text(lender(L), luabox_arg_str(L, 1)));
}

static int loan_indicator(lua_State *L)
{
	return push(L, safe_indicator(lender(L), luabox_arg_str(L, 1)));
}

static int loan_html(lua_State *L)
{
	return push(L, escape_html(luabox_arg_str(L, 1)));
}

static int loan_markdown(lua_State *L)
{
	return push(L, escape_markdown(luabox_arg_str(L, 1)));
}

static int loan_markdown_code(lua_State *L)
{
	return push(L, escape_markdown_code(luabox_arg_str(L, 1)));
}

static int loan_markdown_fence(lua_State *L)
{
	return push(L, escape_markdown_fence(luabox_arg_str(L, 1)));
}

const LuaLoan safe_loans[] = {
	{"text", loan_text},
	{"indicator", loan_indicator},
	{"html", loan_html},
	{"markdown", loan_markdown},
	{"markdown_code", loan_markdown_code},
	{"markdown_fence", loan_markdown_fence},
	{NULL, NULL},
};

#include "report/safe.h"

#include <string.h>

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

static bool is_around_at(char c)
{
	return str_is_alnum(c) || c == '-' || c == '_';
}

/* web/defang leaves alone what is under no public suffix, as nothing makes a link of it; mail programs do
 * of an address, whatever its domain. Takes `text`. */
static char *without_at(char *text)
{
	GString *out = g_string_sized_new(strlen(text) + 16);

	for (const char *c = text; *c; c++) {
		if (*c == '@' && c > text && is_around_at(c[-1]) && is_around_at(c[1]))
			g_string_append(out, "[@]");
		else
			g_string_append_c(out, *c);
	}
	g_free(text);
	return g_string_free(out, FALSE);
}

char *safe_text(const Safe *safe, Str text)
{
	g_autofree char *shown = masked_visible(safe->mask, text);

	g_autofree char *defanged = defang_text(str_of(shown));

	return without_at(known_defang(safe->known, defanged));
}

char *safe_indicator(const Safe *safe, Str indicator)
{
	g_autofree char *shown = masked_visible(safe->mask, indicator);

	return without_at(defang(str_of(shown)));
}

static const Safe *lender(lua_State *L)
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

static int loan_masked(lua_State *L)
{
	g_autoptr(GString) masked = mask_text(lender(L)->mask, luabox_arg_str(L, 1));

	lua_pushlstring(L, masked->str, masked->len);
	return 1;
}

static int loan_picture(lua_State *L)
{
	GHashTable *pictures = lender(L)->pictures;
	g_autofree char *name = str_dup(luabox_arg_str(L, 1));
	GBytes *picture = pictures ? g_hash_table_lookup(pictures, name) : NULL;

	if (!picture)
		return 0;
	Str bytes = str_of_bytes(picture);
	g_autofree char *text = g_base64_encode((const guchar *)bytes.at, bytes.len);
	return push(L, g_strconcat("data:image/png;base64,", text, NULL));
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
	{"masked", loan_masked},
	{"picture", loan_picture},
	{"html", loan_html},
	{"markdown", loan_markdown},
	{"markdown_code", loan_markdown_code},
	{"markdown_fence", loan_markdown_fence},
	{NULL, NULL},
};

#include "base/luatext.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "base/luameter.h"
#include "base/luavalue.h"

/* Digits after the point that text.number gives at most. */
#define DECIMALS_MAX 20

static void pay_for(lua_State *L, size_t bytes)
{
	luameter_pay(L, bytes / LUAMETER_BYTES);
}

static void push_str(lua_State *L, Str s)
{
	lua_pushlstring(L, s.at, s.len);
}

/* The optional argument `index`, a position from 1, as an offset within `len`. */
static size_t arg_offset(lua_State *L, int index, size_t len)
{
	lua_Integer from = luaL_optinteger(L, index, 1);

	if (from < 1)
		from = 1;
	return MIN((size_t)(from - 1), len);
}

/* str_find, but nothing is found nowhere: a loop over hits of an empty needle would not end. */
static gssize find_needle(Str s, Str needle)
{
	return needle.len > 0 ? str_find(s, needle) : -1;
}

static int push_span(lua_State *L, size_t offset, size_t len)
{
	size_t first = offset + 1, last = offset + len;

	lua_pushinteger(L, (lua_Integer)first);
	lua_pushinteger(L, (lua_Integer)last);
	return 2;
}

static int text_find(lua_State *L)
{
	Str s = luavalue_str(L, 1), needle = luavalue_str(L, 2);
	size_t from = arg_offset(L, 3, s.len);
	gssize hit = find_needle(str_sub(s, from, s.len), needle);

	pay_for(L, hit < 0 ? s.len - from : (size_t)hit);
	if (hit < 0)
		return 0;
	return push_span(L, from + (size_t)hit, needle.len);
}

/*
 * The needles of one find_any, in chains by how they begin: those of three bytes and more by a hash of
 * the three, shorter ones by their first byte. So the cost of a call is that of the bytes up to the hit,
 * whatever the needles, and a loop over all hits is linear.
 */
typedef struct {
	Str text;
	int next; /* in its chain; -1 ends it */
} Needle;

typedef struct {
	Needle *needles;
	int by_three[1024], by_one[256];
} Needles;

static size_t hash_three(const char *at)
{
	unsigned key = (guint8)at[0] | (unsigned)(guint8)at[1] << 8 | (unsigned)(guint8)at[2] << 16;

	return (key * 2654435761u) >> 22;
}

/* Read the list at `index`; its strings stay alive in it. */
static void needles_init(Needles *set, lua_State *L, int index)
{
	luaL_checktype(L, index, LUA_TTABLE);
	int count = (int)MIN(lua_rawlen(L, index), (size_t)G_MAXINT / 2);

	luameter_pay(L, (guint64)count);
	memset(set->by_three, -1, sizeof set->by_three);
	memset(set->by_one, -1, sizeof set->by_one);
	set->needles = lua_newuserdatauv(L, ((size_t)count + 1) * sizeof(Needle), 0);
	for (int i = 0; i < count; i++) {
		lua_rawgeti(L, index, i + 1);
		Str text = luavalue_str(L, -1);
		lua_pop(L, 1);
		if (text.len == 0)
			continue;
		int *head = text.len >= 3 ? &set->by_three[hash_three(text.at)]
					  : &set->by_one[(guint8)text.at[0]];
		set->needles[i] = (Needle){text, *head};
		*head = i;
	}
}

/* The longest needle of a chain that `s` begins with, or `best`. */
static Str longest_in(const Needles *set, int chain, Str s, Str best)
{
	for (int i = chain; i >= 0; i = set->needles[i].next) {
		Str text = set->needles[i].text;
		if (text.len > best.len && str_starts(s, text))
			best = text;
	}
	return best;
}

static Str longest_at(const Needles *set, Str s)
{
	Str best = longest_in(set, set->by_one[(guint8)s.at[0]], s, STR(""));

	return s.len < 3 ? best : longest_in(set, set->by_three[hash_three(s.at)], s, best);
}

static int text_find_any(lua_State *L)
{
	Str s = luavalue_str(L, 1);
	size_t from = arg_offset(L, 3, s.len);
	Needles set;

	needles_init(&set, L, 2);
	for (size_t i = from; i < s.len; i++) {
		Str needle = longest_at(&set, str_sub(s, i, s.len));
		if (needle.len > 0) {
			pay_for(L, (i - from) * 4);
			push_span(L, i, needle.len);
			push_str(L, needle);
			return 3;
		}
	}
	pay_for(L, (s.len - from) * 4);
	return 0;
}

static int text_split(lua_State *L)
{
	Str rest = luavalue_str(L, 1), separator = luavalue_str(L, 2);
	lua_Integer n = 0;

	pay_for(L, rest.len);
	lua_newtable(L);
	for (gssize hit; (hit = find_needle(rest, separator)) >= 0;) {
		push_str(L, str_sub(rest, 0, (size_t)hit));
		lua_rawseti(L, -2, ++n);
		rest = str_sub(rest, (size_t)hit + separator.len, rest.len);
	}
	push_str(L, rest);
	lua_rawseti(L, -2, ++n);
	return 1;
}

static int text_lines(lua_State *L)
{
	Str rest = luavalue_str(L, 1);
	lua_Integer n = 0;

	pay_for(L, rest.len);
	lua_newtable(L);
	while (rest.len > 0) {
		push_str(L, str_take_line(&rest));
		lua_rawseti(L, -2, ++n);
	}
	return 1;
}

static int text_replace(lua_State *L)
{
	Str rest = luavalue_str(L, 1), needle = luavalue_str(L, 2), with = luavalue_str(L, 3);
	luaL_Buffer out;

	pay_for(L, rest.len);
	luaL_buffinit(L, &out);
	for (gssize hit; (hit = find_needle(rest, needle)) >= 0;) {
		luaL_addlstring(&out, rest.at, (size_t)hit);
		luaL_addlstring(&out, with.at, with.len);
		rest = str_sub(rest, (size_t)hit + needle.len, rest.len);
	}
	luaL_addlstring(&out, rest.at, rest.len);
	luaL_pushresult(&out);
	return 1;
}

static int text_trim(lua_State *L)
{
	push_str(L, str_trim(luavalue_str(L, 1)));
	return 1;
}

static int text_starts(lua_State *L)
{
	lua_pushboolean(L, str_starts(luavalue_str(L, 1), luavalue_str(L, 2)));
	return 1;
}

static int text_ends(lua_State *L)
{
	lua_pushboolean(L, str_ends(luavalue_str(L, 1), luavalue_str(L, 2)));
	return 1;
}

/* Whether a character of UTF-8 begins with `c`; stray bytes of one belong to what is before them. */
static bool is_lead(char c)
{
	return ((guint8)c & 0xc0) != 0x80;
}

static int text_length(lua_State *L)
{
	Str s = luavalue_str(L, 1);
	lua_Integer count = 0;

	pay_for(L, s.len);
	for (size_t i = 0; i < s.len; i++)
		count += is_lead(s.at[i]);
	lua_pushinteger(L, count);
	return 1;
}

/* Take `count` characters. */
static Str take_characters(Str *rest, lua_Integer count)
{
	size_t end = 0;

	for (; end < rest->len; end++)
		if (is_lead(rest->at[end]) && count-- <= 0)
			break;
	Str taken = str_sub(*rest, 0, end);
	*rest = str_sub(*rest, end, rest->len);
	return taken;
}

static int text_chars(lua_State *L)
{
	Str s = luavalue_str(L, 1);
	lua_Integer from = MAX(luaL_checkinteger(L, 2), 1);
	lua_Integer to = luaL_optinteger(L, 3, LUA_MAXINTEGER);

	size_t passed = take_characters(&s, from - 1).len;
	Str chosen = to < from ? STR("") : take_characters(&s, to - from + 1);
	pay_for(L, passed + chosen.len);
	push_str(L, chosen);
	return 1;
}

/* In the C locale, whatever the program's: a report says 0.98 in German too. */
static void push_number(lua_State *L, lua_Number number, const char *format)
{
	char digits[512]; /* the largest double has 309 before the point */

	push_str(L, str_of(g_ascii_formatd(digits, sizeof digits, format, number)));
}

static int text_number(lua_State *L)
{
	lua_Number number = luaL_checknumber(L, 1);
	lua_Integer decimals = luaL_optinteger(L, 2, -1);

	luaL_argcheck(L, isfinite(number), 1, "a number without digits");
	luaL_argcheck(L, decimals >= -1 && decimals <= DECIMALS_MAX, 2, "too many decimals");
	if (decimals < 0) {
		luatext_push_shown(L, 1);
	} else {
		char format[16];
		g_snprintf(format, sizeof format, "%%.%df", (int)decimals);
		push_number(L, number, format);
	}
	return 1;
}

static bool is_name(char c)
{
	return str_is_alnum(c) || c == '_';
}

/* Take "{name}" and append the value; false where the text is none. The values are argument 2. */
static bool fill_one(lua_State *L, Str *rest, luaL_Buffer *out)
{
	Str after = *rest;

	if (!str_take_char(&after, '{'))
		return false;
	Str name = str_take_while(&after, is_name);
	if (name.len == 0 || !str_take_char(&after, '}'))
		return false;
	push_str(L, name);
	lua_pushvalue(L, -1);
	if (lua_rawget(L, 2) == LUA_TNIL)
		luaL_error(L, "text.fill has no value for {%s}", lua_tostring(L, -2));
	lua_remove(L, -2);
	luatext_push_shown(L, -1);
	lua_remove(L, -2);
	luaL_addvalue(out);
	*rest = after;
	return true;
}

static int text_fill(lua_State *L)
{
	Str rest = luavalue_str(L, 1);
	luaL_Buffer out;

	luaL_checktype(L, 2, LUA_TTABLE);
	lua_settop(L, 2);
	pay_for(L, rest.len);
	luaL_buffinit(L, &out);
	while (rest.len > 0) {
		Str plain = str_take_until(&rest, '{');
		luaL_addlstring(&out, plain.at, plain.len);
		if (rest.len > 0 && !fill_one(L, &rest, &out)) {
			luaL_addchar(&out, '{');
			str_take_char(&rest, '{');
		}
	}
	luaL_pushresult(&out);
	return 1;
}

static const luaL_Reg functions[] = {
	{"chars", text_chars},
	{"ends", text_ends},
	{"fill", text_fill},
	{"find", text_find},
	{"find_any", text_find_any},
	{"length", text_length},
	{"lines", text_lines},
	{"number", text_number},
	{"replace", text_replace},
	{"split", text_split},
	{"starts", text_starts},
	{"trim", text_trim},
	{NULL, NULL},
};

void luatext_open(lua_State *L)
{
	luaL_newlib(L, functions);
}

void luatext_push_shown(lua_State *L, int index)
{
	switch (lua_type(L, index)) {
	case LUA_TNIL:
		lua_pushliteral(L, "nil");
		break;
	case LUA_TBOOLEAN:
		lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false");
		break;
	case LUA_TNUMBER:
		if (lua_isinteger(L, index))
			lua_pushfstring(L, "%I", lua_tointeger(L, index));
		else
			push_number(L, lua_tonumber(L, index), "%.14g");
		break;
	case LUA_TSTRING:
		lua_pushvalue(L, index);
		break;
	default:
		lua_pushstring(L, luaL_typename(L, index));
	}
}

#include "base/luastd.h"

#include <lauxlib.h>
#include <lualib.h>

#include "base/luameter.h"
#include "base/luatext.h"
#include "base/luavalue.h"

/* The next pair in order: upvalues are the keys and how many were given. */
static int next_pair(lua_State *L)
{
	lua_Integer n = lua_tointeger(L, lua_upvalueindex(2));

	while (lua_rawgeti(L, lua_upvalueindex(1), ++n) != LUA_TNIL) {
		lua_pushinteger(L, n);
		lua_replace(L, lua_upvalueindex(2));
		lua_pushvalue(L, -1);
		if (lua_rawget(L, 1) != LUA_TNIL)
			return 2;
		lua_pop(L, 2); /* the loop's body has taken it out */
	}
	return 1;
}

static int std_pairs(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	luavalue_push_keys(L, 1);
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, next_pair, 2);
	lua_pushvalue(L, 1);
	return 2;
}

static int std_tostring(lua_State *L)
{
	luaL_checkany(L, 1);
	luatext_push_shown(L, 1);
	return 1;
}

/* The string argument with every byte turned by `turn`. */
static int map_bytes(lua_State *L, gchar (*turn)(gchar))
{
	Str s = luavalue_str(L, 1);
	luaL_Buffer out;

	char *to = luaL_buffinitsize(L, &out, s.len);
	for (size_t i = 0; i < s.len; i++)
		to[i] = turn(s.at[i]);
	luaL_pushresultsize(&out, s.len);
	return 1;
}

static int std_lower(lua_State *L)
{
	return map_bytes(L, g_ascii_tolower);
}

static int std_upper(lua_State *L)
{
	return map_bytes(L, g_ascii_toupper);
}

static const luaL_Reg our_globals[] = {
	{"pairs", std_pairs},
	{"tostring", std_tostring},
	{NULL, NULL},
};

static const luaL_Reg our_strings[] = {
	{"lower", std_lower},
	{"upper", std_upper},
	{NULL, NULL},
};

/* A function of Lua's that reads all of its first argument, called with the price paid before. With up
 * to `free` arguments (upvalue 2) it reads one element only. */
static int call_paid(lua_State *L)
{
	lua_Integer free = lua_tointeger(L, lua_upvalueindex(2));

	guint64 size = lua_rawlen(L, 1);

	if (lua_type(L, 1) == LUA_TSTRING)
		luameter_pay(L, size / LUAMETER_BYTES);
	else if (lua_gettop(L) > free)
		luameter_pay(L, size * g_bit_storage((gulong)size) / 4);
	return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

typedef struct {
	const char *library; /* NULL: a global */
	const char *function;
	int free; /* see call_paid; -1 never, -2 always */
} Kept;

static const Kept kept[] = {
	{NULL, "assert", -2},
	{NULL, "error", -2},
	{NULL, "ipairs", -2},
	{NULL, "select", -2},
	{NULL, "tonumber", -2},
	{NULL, "type", -2},
	{"string", "byte", -2},
	{"string", "char", -2},
	{"string", "len", -2},
	{"string", "reverse", -2},
	{"string", "sub", -2},
	{"table", "concat", -1},
	{"table", "insert", 2},
	{"table", "remove", 1},
	{"table", "sort", -1},
	{"table", "unpack", 1},
	{"utf8", "char", -2},
	{"utf8", "codepoint", -2},
	{"utf8", "codes", -2},
	{"utf8", "len", -1},
	{"math", "abs", -2},
	{"math", "acos", -2},
	{"math", "asin", -2},
	{"math", "atan", -2},
	{"math", "ceil", -2},
	{"math", "cos", -2},
	{"math", "deg", -2},
	{"math", "exp", -2},
	{"math", "floor", -2},
	{"math", "fmod", -2},
	{"math", "huge", -2},
	{"math", "log", -2},
	{"math", "max", -2},
	{"math", "maxinteger", -2},
	{"math", "min", -2},
	{"math", "mininteger", -2},
	{"math", "modf", -2},
	{"math", "pi", -2},
	{"math", "rad", -2},
	{"math", "sin", -2},
	{"math", "sqrt", -2},
	{"math", "tan", -2},
	{"math", "tointeger", -2},
	{"math", "type", -2},
	{"math", "ult", -2},
};

static const luaL_Reg libraries[] = {
	{"_G", luaopen_base},
	{"string", luaopen_string},
	{"table", luaopen_table},
	{"math", luaopen_math},
	{"utf8", luaopen_utf8},
	{NULL, NULL},
};

/* Push the table called `name` in the table on top of the stack, made when it is not there. NULL: the
 * table on top itself. */
static void push_library(lua_State *L, const char *name)
{
	if (!name)
		lua_pushvalue(L, -1);
	else
		luaL_getsubtable(L, lua_gettop(L), name);
}

/* Copy one function from all of Lua's globals, at stack index 1, to ours on top of the stack. */
static void keep(lua_State *L, const Kept *wanted)
{
	push_library(L, wanted->library);
	lua_pushvalue(L, 1);
	if (wanted->library)
		lua_getfield(L, -1, wanted->library);
	lua_getfield(L, -1, wanted->function);
	if (wanted->free >= -1) {
		lua_pushinteger(L, wanted->free);
		lua_pushcclosure(L, call_paid, 2);
	}
	lua_setfield(L, wanted->library ? -4 : -3, wanted->function);
	lua_settop(L, 2);
}

/* Strings' methods are looked up in our table, which is on top of the stack; the arithmetic on strings
 * that Lua's own metatable has goes with it. */
static void set_string_methods(lua_State *L)
{
	lua_pushliteral(L, "");
	lua_createtable(L, 0, 1);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);
	lua_pop(L, 1);
}

void luastd_open(lua_State *L)
{
	for (const luaL_Reg *library = libraries; library->name; library++)
		luaL_requiref(L, library->name, library->func, 1);
	lua_settop(L, 0);

	lua_pushglobaltable(L);
	lua_newtable(L);
	for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
		keep(L, &kept[i]);
	luaL_setfuncs(L, our_globals, 0);
	push_library(L, "string");
	luaL_setfuncs(L, our_strings, 0);
	set_string_methods(L);
	lua_pop(L, 1);
	luatext_open(L);
	lua_setfield(L, -2, "text");

	/* nothing of what was not copied is left within reach */
	lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
	lua_pushnil(L);
	lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
	lua_settop(L, 0);
}

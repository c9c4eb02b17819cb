#include "base/luavalue.h"

#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/luameter.h"

/* What a JSON value takes beside its text, roughly. */
#define VALUE_SIZE 64

Str luavalue_str(lua_State *L, int index)
{
	size_t len;

	luaL_checktype(L, index, LUA_TSTRING);
	const char *at = lua_tolstring(L, index, &len);
	return str_over(at, len);
}

static void push_at_depth(lua_State *L, const json_t *value, int depth);

static void push_array(lua_State *L, const json_t *array, int depth)
{
	size_t index;
	json_t *element;

	lua_createtable(L, (int)json_array_size(array), 0);
	json_array_foreach (array, index, element) {
		push_at_depth(L, element, depth);
		lua_rawseti(L, -2, (lua_Integer)index + 1);
	}
}

static void push_object(lua_State *L, const json_t *object, int depth)
{
	lua_createtable(L, 0, (int)json_object_size(object));
	for (void *i = json_object_iter((json_t *)object); i;
		i = json_object_iter_next((json_t *)object, i)) {
		lua_pushlstring(L, json_object_iter_key(i), json_object_iter_key_len(i));
		push_at_depth(L, json_object_iter_value(i), depth);
		lua_rawset(L, -3);
	}
}

static void push_at_depth(lua_State *L, const json_t *value, int depth)
{
	if (depth > JSON_PARSER_MAX_DEPTH)
		luaL_error(L, "JSON is nested too deeply");
	luaL_checkstack(L, 4, "JSON is nested too deeply");
	if (json_is_object(value))
		push_object(L, value, depth + 1);
	else if (json_is_array(value))
		push_array(L, value, depth + 1);
	else if (json_is_string(value))
		lua_pushlstring(L, json_string_value(value), json_string_length(value));
	else if (json_is_integer(value))
		lua_pushinteger(L, json_integer_value(value));
	else if (json_is_real(value))
		lua_pushnumber(L, json_real_value(value));
	else if (json_is_boolean(value))
		lua_pushboolean(L, json_is_true(value));
	else
		lua_pushnil(L);
}

void luavalue_push(lua_State *L, const json_t *value)
{
	push_at_depth(L, value, 0);
}

typedef struct {
	enum { KEY_INTEGER, KEY_NUMBER, KEY_TEXT, KEY_BOOLEAN } kind;
	lua_Integer integer; /* a boolean too */
	lua_Number number;
	Str text;
} Key;

static int compare_keys(const void *left, const void *right)
{
	const Key *a = left, *b = right;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->kind == KEY_TEXT)
		return str_compare(a->text, b->text);
	if (a->kind == KEY_NUMBER)
		return (a->number > b->number) - (a->number < b->number);
	return (a->integer > b->integer) - (a->integer < b->integer);
}

/* The key on the stack at `index`, which must be no copy: its text is borrowed. */
static Key key_at(lua_State *L, int index)
{
	switch (lua_type(L, index)) {
	case LUA_TSTRING:
		return (Key){.kind = KEY_TEXT, .text = luavalue_str(L, index)};
	case LUA_TBOOLEAN:
		return (Key){.kind = KEY_BOOLEAN, .integer = lua_toboolean(L, index)};
	case LUA_TNUMBER:
		if (lua_isinteger(L, index))
			return (Key){.kind = KEY_INTEGER, .integer = lua_tointeger(L, index)};
		return (Key){.kind = KEY_NUMBER, .number = lua_tonumber(L, index)};
	default:
		luaL_error(L, "a table has a %s as a key, which has no order",
			luaL_typename(L, index));
		g_assert_not_reached();
	}
}

static void push_key(lua_State *L, const Key *key)
{
	if (key->kind == KEY_TEXT)
		lua_pushlstring(L, key->text.at, key->text.len);
	else if (key->kind == KEY_BOOLEAN)
		lua_pushboolean(L, (int)key->integer);
	else if (key->kind == KEY_NUMBER)
		lua_pushnumber(L, key->number);
	else
		lua_pushinteger(L, key->integer);
}

static size_t count_entries(lua_State *L, int table)
{
	size_t count = 0;

	for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
		count++;
	return count;
}

void luavalue_push_keys(lua_State *L, int index)
{
	int table = lua_absindex(L, index);
	size_t count = count_entries(L, table), n = 0;

	luameter_pay(L, count);
	Key *keys = lua_newuserdatauv(L, (count + 1) * sizeof *keys, 0);
	for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
		keys[n++] = key_at(L, -2); /* the table keeps the text alive */
	qsort(keys, count, sizeof *keys, compare_keys);
	lua_createtable(L, (int)count, 0);
	for (size_t i = 0; i < count; i++) {
		push_key(L, &keys[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	lua_remove(L, -2);
}

/* Where the value being read goes, and what may yet be written. */
typedef struct {
	lua_State *L;
	size_t room;
} Reader;

/* Every value belongs to its parent before it is filled: an error on the way leaks nothing. */
static void attach(json_t *parent, const char *key, json_t *value)
{
	if (key)
		json_put(parent, key, value);
	else
		json_push(parent, value);
}

static void take_room(Reader *reader, size_t size)
{
	/* One table may stand in the answer a thousand times: its JSON would not. */
	if (size + VALUE_SIZE > reader->room)
		luaL_error(reader->L, "the answer is larger than it may be");
	reader->room -= size + VALUE_SIZE;
	luameter_pay(reader->L, 1 + size / LUAMETER_BYTES);
}

static void read_value(Reader *reader, json_t *parent, const char *key, int depth);

/* The array at stack index `table`. */
static void read_array(Reader *reader, int table, json_t *array, int depth)
{
	lua_Integer count = (lua_Integer)lua_rawlen(reader->L, table);

	for (lua_Integer i = 1; i <= count; i++) {
		lua_rawgeti(reader->L, table, i);
		read_value(reader, array, NULL, depth);
	}
}

/* The object at stack index `table`, whose sorted keys stand on top of the stack. */
static void read_object(Reader *reader, int table, json_t *object, int depth)
{
	lua_State *L = reader->L;
	int keys = lua_gettop(L);
	lua_Integer count = (lua_Integer)lua_rawlen(L, keys);

	for (lua_Integer i = 1; i <= count; i++) {
		lua_rawgeti(L, keys, i);
		Str key = luavalue_str(L, -1);
		if (str_find_char(key, '\0') >= 0 || !g_utf8_validate_len(key.at, key.len, NULL))
			luaL_error(L, "a key of the answer is not UTF-8, or holds a NUL");
		take_room(reader, key.len);
		lua_pushvalue(L, -1);
		lua_rawget(L, table);
		read_value(reader, object, key.at, depth);
		lua_pop(L, 1);
	}
}

/* Whether the sorted keys on top of the stack are 1..n; none at all are. */
static bool keys_are_counted(lua_State *L)
{
	lua_Integer count = (lua_Integer)lua_rawlen(L, -1);

	if (count == 0)
		return true;
	lua_rawgeti(L, -1, 1);
	lua_rawgeti(L, -2, count);
	bool counted = lua_isinteger(L, -2) && lua_tointeger(L, -2) == 1 && lua_isinteger(L, -1) &&
		       lua_tointeger(L, -1) == count;
	lua_pop(L, 2);
	return counted;
}

/* Whether the first and the last of the sorted keys on top of the stack are texts: then all are. */
static bool keys_are_texts(lua_State *L)
{
	lua_rawgeti(L, -1, 1);
	lua_rawgeti(L, -2, (lua_Integer)lua_rawlen(L, -2));
	bool texts = lua_type(L, -2) == LUA_TSTRING && lua_type(L, -1) == LUA_TSTRING;
	lua_pop(L, 2);
	return texts;
}

static void read_table(Reader *reader, json_t *parent, const char *key, int depth)
{
	lua_State *L = reader->L;
	int table = lua_gettop(L);

	if (depth > LUAVALUE_NESTING_MAX)
		luaL_error(L, "the answer is nested deeper than %d", LUAVALUE_NESTING_MAX);
	luaL_checkstack(L, 8, "the answer is nested too deeply");
	luavalue_push_keys(L, table);
	if (keys_are_counted(L)) {
		json_t *array = json_array();
		attach(parent, key, array);
		read_array(reader, table, array, depth + 1);
	} else if (keys_are_texts(L)) {
		json_t *object = json_object();
		attach(parent, key, object);
		read_object(reader, table, object, depth + 1);
	} else {
		luaL_error(
			L, "a table of the answer is neither an array without holes nor an object");
	}
	lua_settop(L, table);
}

static void read_number(Reader *reader, json_t *parent, const char *key)
{
	lua_State *L = reader->L;

	if (lua_isinteger(L, -1)) {
		attach(parent, key, json_integer(lua_tointeger(L, -1)));
		return;
	}
	if (!isfinite(lua_tonumber(L, -1)))
		luaL_error(L, "the answer holds a number that JSON cannot");
	attach(parent, key, json_real(lua_tonumber(L, -1)));
}

/* Pops the value. */
static void read_value(Reader *reader, json_t *parent, const char *key, int depth)
{
	lua_State *L = reader->L;
	Str text = STR("");

	if (lua_type(L, -1) == LUA_TSTRING)
		text = luavalue_str(L, -1);
	take_room(reader, text.len);
	switch (lua_type(L, -1)) {
	case LUA_TSTRING:
		attach(parent, key, json_text(text));
		break;
	case LUA_TNUMBER:
		read_number(reader, parent, key);
		break;
	case LUA_TBOOLEAN:
		attach(parent, key, json_boolean(lua_toboolean(L, -1)));
		break;
	case LUA_TNIL:
		attach(parent, key, json_null());
		break;
	case LUA_TTABLE:
		read_table(reader, parent, key, depth);
		break;
	default:
		luaL_error(L, "the answer holds a %s", luaL_typename(L, -1));
	}
	lua_pop(L, 1);
}

void luavalue_read(lua_State *L, json_t *holder)
{
	Reader reader = {L, luameter_of(L)->memory_max};

	read_value(&reader, holder, NULL, 1);
}

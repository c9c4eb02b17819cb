#pragma once
/*
 * base/luavalue - what crosses the border between C and a Lua script: texts, and JSON both ways.
 *
 * JSON objects and arrays are tables, JSON null is nil: a member that is null is absent, an element that
 * is null leaves a hole. Integers stay integers. On the way back a table with the keys 1..n is an array,
 * one whose keys are all texts is an object, the empty table is an empty array, and any other table an
 * error; bytes that are not UTF-8 become U+FFFD. Objects come back with their keys in order of bytes,
 * the same in every run.
 *
 *	luavalue_push(L, dossier);
 *	json_auto_t *holder = json_array();
 *	luavalue_read(L, holder);           (what the script left on the stack is holder's last element)
 */
#include <jansson.h>
#include <lua.h>

#include "base/str.h"

/* Tables in tables, on the way to JSON. */
#define LUAVALUE_NESTING_MAX 64

/* In a C function called by a script: the argument `index`, which must be a string (a number is none),
 * borrowed until the function returns; raises a Lua error when it is not. */
Str luavalue_str(lua_State *L, int index);

/* Push a JSON value, NULL as nil. Raises a Lua error without memory. */
void luavalue_push(lua_State *L, const json_t *value);

/* Push an array of the keys of the table at `index` in the house's order: integers, other numbers,
 * strings by their bytes, false, true. A key that is none of these raises an error. */
void luavalue_push_keys(lua_State *L, int index);

/* Pop the value on top of the stack and append it to `holder` as JSON. Raises a Lua error for what JSON
 * cannot hold (functions, NaN, tables of mixed keys, NULs in keys), for nesting over
 * LUAVALUE_NESTING_MAX, and where the JSON would be larger than the state's memory may be; `holder` then
 * has a part of it. */
void luavalue_read(lua_State *L, json_t *holder);

#pragma once
/*
 * base/luabox - a Lua 5.4 state that can do nothing but compute.
 *
 * Rules and templates run in it. It has Lua's arithmetic, tables and strings, the part of Lua's library
 * that base/luastd.h lists (no string patterns, nothing that opens, loads or catches), and what the caller
 * lends it. `pairs` goes through keys in order, so that a document comes out the same in every run. In
 * the place of patterns there is `text`, linear matchers of our own; offsets are in bytes and count from
 * 1, as in Lua, and an empty needle is found nowhere:
 *
 *	text.find(s, needle [, from])      first, last offset of the plain needle; nil
 *	text.find_any(s, list [, from])    first, last, needle: the earliest of the list's, the longest of
 *	                                   those that start there; nil
 *	text.split(s, separator)           array of what stands between
 *	text.lines(s)                      array of lines without their ends
 *	text.replace(s, needle, with)      every needle replaced
 *	text.trim(s), text.starts(s, prefix), text.ends(s, suffix)
 *	text.length(s)                     characters of UTF-8
 *	text.chars(s, from [, to])         characters from..to, counted from 1
 *	text.number(n [, decimals])        "1234", "0.98"
 *	text.fill(s, values)               "{name}" becomes tostring(values.name); an unknown name is an
 *	                                   error; braces around anything but letters, digits and _ stay
 *
 * Memory is capped by the allocator, running by a count of instructions (to which long copies and sorts
 * add their share: base/luameter); what passes either is an error of that call, and the box is done for.
 * Messages begin with the script's name and line. JSON to Lua and back: base/luavalue.h.
 *
 *	g_autoptr(LuaBox) box = luabox_new(&(LuaLimits){.memory = 64 << 20, .instructions = 50e6});
 *	luabox_lend(box, "brands", functions, brands);
 *	luabox_load(box, "rules/words.lua", code, &error);
 *	luabox_call(box, "judge", dossier, &answer, &error);
 */
#include <jansson.h>
#include <lua.h>

#include "base/str.h"

typedef struct LuaBox LuaBox;

typedef struct {
	size_t memory;        /* bytes the state may hold */
	guint64 instructions; /* VM instructions of one load or call */
} LuaLimits;

/* A function for scripts. `lua_touserdata(L, lua_upvalueindex(1))` is the lender's pointer. */
typedef struct {
	const char *name;
	lua_CFunction function;
} LuaLoan;

typedef enum {
	LUABOX_ERROR_SCRIPT, /* the script is wrong, or raised an error */
	LUABOX_ERROR_LIMIT,  /* memory or instructions were used up */
} LuaBoxError;
#define LUABOX_ERROR (luabox_error_quark())

/* The domain of LuaBoxError. */
GQuark luabox_error_quark(void);

/* A new box, yours to luabox_free. Never NULL: a machine out of memory ends the program. */
LuaBox *luabox_new(const LuaLimits *limits);

/* Free it and everything it holds. NULL is fine. */
void luabox_free(LuaBox *box);

/* Lend a table of C functions under a global name; the array ends with a NULL name. Both `loans` and
 * `lender` must outlive the box. Lend before loading what uses it. */
void luabox_lend(LuaBox *box, const char *name, const LuaLoan *loans, void *lender);

/* Set a global to a value, JSON null being nil inside arrays and objects alike. Without the memory for
 * it the box is done for, as the next load or call says. */
void luabox_set(LuaBox *box, const char *name, const json_t *value);

/* Compile and run the chunk `code`, called `name` in messages. Its globals stay. Binary chunks are
 * refused. */
bool luabox_load(LuaBox *box, const char *name, Str code, GError **error);

/* Call the global function with one argument; its first result becomes JSON (tables with keys 1..n
 * are arrays, an empty table is an empty array; a table nested deeper than LUAVALUE_NESTING_MAX or a
 * function is an error). `answer_out` is yours to json_decref. */
bool luabox_call(LuaBox *box, const char *function, const json_t *argument, json_t **answer_out,
	GError **error);

/* For lent functions: the string argument `index` as a Str, borrowed until the function returns;
 * raises a Lua error when it is none. Such an error, like every Lua error, leaves the function by
 * longjmp: hold no memory of your own across it. */
Str luabox_arg_str(lua_State *L, int index);

/* For lent functions: push a JSON value. */
void luabox_push_json(lua_State *L, const json_t *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LuaBox, luabox_free)

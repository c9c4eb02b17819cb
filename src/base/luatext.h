#pragma once
/*
 * base/luatext - the library `text` of our scripts: linear matchers in the place of string patterns.
 *
 * What its functions do is listed in base/luabox.h, which scripts' authors read. All of them work on
 * bytes and know UTF-8 only where they say characters; no function of it depends on the locale. Every
 * result is made in the script's own metered memory, every byte that is read is paid for.
 *
 *	luatext_open(L);            (the table `text` is on the stack now)
 *	lua_setglobal(L, "text");
 */
#include <lua.h>

/* Push a new table with the functions. `L` is one of base/luameter. */
void luatext_open(lua_State *L);

/* Push the value at `index` as text, as tostring() and text.fill() show it: numbers as in the C locale,
 * and of a table, a function or a userdata only its type, as its address differs from run to run. */
void luatext_push_shown(lua_State *L, int index);

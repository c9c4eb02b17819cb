#pragma once
/*
 * base/luastd - the part of Lua's own library that our scripts get.
 *
 *	assert error ipairs pairs select tonumber tostring type
 *	string   byte char len lower reverse sub upper       (also as methods: s:upper())
 *	table    concat insert remove sort unpack
 *	math     all but random and randomseed
 *	utf8     char codepoint codes len
 *
 * Different from Lua's: `pairs` goes through the keys in order (luavalue_push_keys), so that a script
 * writes the same document in every run, and there is no `next`; `tostring` shows no addresses and no
 * locale's numbers; lower and upper know ASCII's letters only. What is not listed is absent: what it
 * could open, load or catch, and what runs longer or grows larger than the meter sees (string patterns,
 * rep, format, table.move, pcall, coroutines, metatables).
 */
#include <lua.h>

/* Give `L`, one of base/luameter, these globals and no other. */
void luastd_open(lua_State *L);

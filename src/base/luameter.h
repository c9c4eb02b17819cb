#pragma once
/*
 * base/luameter - a bare Lua state that counts what it uses, and stops when that is too much.
 *
 * Memory is counted in the allocator. Running is counted in VM instructions; what one instruction can
 * make C code do (copy a string, sort a table) is paid for in the same coin, so that a few expensive
 * instructions stop as soon as many cheap ones.
 *
 *	LuaMeter meter = {.memory_max = 64 << 20, .left = 50000000};
 *	lua_State *L = luameter_open(&meter);
 *	luameter_pay(L, bytes / LUAMETER_BYTES);       (in a C function, before it reads them)
 */
#include <lua.h>

#include "base/str.h"

/* Bytes read or allocated that cost as much as one instruction. */
#define LUAMETER_BYTES 64

typedef struct {
	size_t memory, memory_max; /* bytes held, and how many may be */
	guint64 left;              /* instructions that may yet run */
	guint64 debt;              /* cost of allocations, not yet taken off `left` */
	bool spent;                /* `left` was used up: every further step is an error */
	lua_State *L;
} LuaMeter;

/* A new state without any library, metered by `meter`, which must outlive it; NULL without memory.
 * Yours to lua_close. Coroutines are not metered: don't lend them. */
lua_State *luameter_open(LuaMeter *meter);

/* The meter of a state that luameter_open made. */
LuaMeter *luameter_of(lua_State *L);

/* In a C function called by a script: take `cost` instructions off; raises a Lua error when that is
 * more than there were. */
void luameter_pay(lua_State *L, guint64 cost);

#include "base/luameter.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

/* Instructions between two looks at the meter. */
#define STRIDE 1000

static void at_stride(lua_State *L, lua_Debug *debug);

/* lua_Alloc: realloc with a ledger. Lua collects its garbage and asks again when it is refused. */
static void *allocate(void *lender, void *old, size_t old_size, size_t new_size)
{
	LuaMeter *meter = lender;
	size_t had =
		old ? old_size : 0; /* without `old` the size tells what kind of object is made */

	if (new_size == 0) {
		free(old);
		meter->memory -= had;
		return NULL;
	}
	if (new_size > had &&
		new_size - had > meter->memory_max - MIN(meter->memory, meter->memory_max))
		return NULL;
	void *fresh = realloc(old, new_size);
	if (!fresh)
		return NULL;
	meter->memory = meter->memory - had + new_size;
	meter->debt += new_size > had ? new_size / LUAMETER_BYTES : 0;
	if (meter->debt > STRIDE && meter->L) /* look at the next instruction already */
		lua_sethook(meter->L, at_stride, LUA_MASKCOUNT, 1);
	return fresh;
}

/* Take `cost` and the debt off; the error says where in the script, counted from call `level`. */
static void settle(lua_State *L, guint64 cost, int level)
{
	LuaMeter *meter = luameter_of(L);

	cost += meter->debt;
	meter->debt = 0;
	if (!meter->spent && cost <= meter->left) {
		meter->left -= cost;
		return;
	}
	meter->left = 0;
	meter->spent = true;
	luaL_where(L, level);
	lua_pushliteral(L, "ran for longer than it may");
	lua_concat(L, 2);
	lua_error(L);
}

static void at_stride(lua_State *L, lua_Debug *debug)
{
	(void)debug;
	lua_sethook(L, at_stride, LUA_MASKCOUNT, STRIDE);
	settle(L, STRIDE, 0);
}

lua_State *luameter_open(LuaMeter *meter)
{
	lua_State *L = lua_newstate(allocate, meter);

	if (!L)
		return NULL;
	memcpy(lua_getextraspace(L), &meter, sizeof(LuaMeter *));
	meter->L = L;
	lua_sethook(L, at_stride, LUA_MASKCOUNT, STRIDE);
	return L;
}

LuaMeter *luameter_of(lua_State *L)
{
	LuaMeter *meter;

	memcpy(&meter, lua_getextraspace(L), sizeof(LuaMeter *));
	return meter;
}

void luameter_pay(lua_State *L, guint64 cost)
{
	settle(L, cost, 1);
}

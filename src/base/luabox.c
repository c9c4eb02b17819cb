#include "base/luabox.h"

#include <lauxlib.h>
#include <string.h>

#include "base/json.h"
#include "base/luameter.h"
#include "base/luastd.h"
#include "base/luavalue.h"

/* Bytes of a script's message that are passed on. */
#define MESSAGE_MAX 1000

G_DEFINE_QUARK(luabox_error, luabox_error)

struct LuaBox {
	LuaMeter meter;
	LuaLimits limits;
	lua_State *L;
	bool done_for; /* a limit was passed: the state is not to be trusted with more */
};

/* What one protected run is to do. */
typedef struct {
	const char *name; /* of the chunk, the function or the global */
	Str code;
	const json_t *value;
	json_t *holder;     /* the answer is pushed to it */
	bool out_of_memory; /* while compiling */
} Task;

/* While the house sets up the box itself, memory is not limited; it counts all the same. */
static void lift_limit(LuaBox *box)
{
	box->meter.memory_max = G_MAXSIZE;
	box->meter.left = G_MAXUINT64;
}

static void set_limits(LuaBox *box)
{
	box->meter.memory_max = box->limits.memory;
	box->meter.left = box->limits.instructions;
	box->meter.debt = 0;
}

LuaBox *luabox_new(const LuaLimits *limits)
{
	LuaBox *box = g_new0(LuaBox, 1);

	box->limits = *limits;
	lift_limit(box);
	box->L = luameter_open(&box->meter);
	g_assert(box->L != NULL);
	luastd_open(box->L);
	set_limits(box);
	return box;
}

void luabox_free(LuaBox *box)
{
	if (!box)
		return;
	lua_close(box->L);
	g_free(box);
}

void luabox_lend(LuaBox *box, const char *name, const LuaLoan *loans, void *lender)
{
	lua_State *L = box->L;

	lift_limit(box);
	lua_newtable(L);
	for (; loans->name; loans++) {
		lua_pushlightuserdata(L, lender);
		lua_pushcclosure(L, loans->function, 1);
		lua_setfield(L, -2, loans->name);
	}
	lua_setglobal(L, name);
	set_limits(box);
}

/* Push the line that is being run, as "rules/words.lua:12: "; "" where no Lua function is. `name_len_out`
 * is the length of its file's name with the colon. */
static const char *push_place(lua_State *L, size_t *name_len_out)
{
	lua_Debug debug;

	for (int level = 0; lua_getstack(L, level, &debug); level++) {
		lua_getinfo(L, "Sl", &debug);
		if (debug.currentline <= 0)
			continue;
		*name_len_out = strlen(debug.short_src) + 1;
		return lua_pushfstring(L, "%s:%d: ", debug.short_src, debug.currentline);
	}
	*name_len_out = 0;
	return lua_pushliteral(L, "");
}

/* Message handler: error objects that are no text become one, and every message says its place, which
 * those that Lua's own C functions raise don't. */
static int explain(lua_State *L)
{
	size_t name_len;
	const char *place = push_place(L, &name_len);

	if (lua_type(L, 1) != LUA_TSTRING)
		lua_pushfstring(L, "%sraised a %s as an error, which is no text", place,
			luaL_typename(L, 1));
	else if (strncmp(lua_tostring(L, 1), place, name_len) != 0)
		lua_pushfstring(L, "%s%s", place, lua_tostring(L, 1));
	else
		lua_pushvalue(L, 1);
	return 1;
}

static void set_limit_error(LuaBox *box, const char *what, GError **error)
{
	box->done_for = true;
	g_set_error_literal(error, LUABOX_ERROR, LUABOX_ERROR_LIMIT, what);
}

/* The failure that left its message on top of the stack. */
static void set_error(LuaBox *box, const Task *task, int status, GError **error)
{
	size_t len;
	const char *at = lua_tolstring(box->L, -1, &len);
	g_autofree char *message = g_utf8_make_valid(at ? at : "", (gssize)MIN(len, MESSAGE_MAX));

	if (status == LUA_ERRMEM || task->out_of_memory) {
		g_autofree char *what = g_strdup_printf("%s: needs more than %zu KiB of memory",
			task->name, box->limits.memory >> 10);
		set_limit_error(box, what, error);
	} else if (box->meter.spent) {
		set_limit_error(box, message, error);
	} else {
		g_set_error_literal(error, LUABOX_ERROR, LUABOX_ERROR_SCRIPT, message);
	}
}

/* Run `act`, a C function whose argument is the task, where its errors are caught. */
static bool run(LuaBox *box, lua_CFunction act, Task *task, GError **error)
{
	lua_State *L = box->L;

	if (box->done_for) {
		set_limit_error(box, "the script's box passed a limit before", error);
		return false;
	}
	set_limits(box);
	lua_pushcfunction(L, explain);
	lua_pushcfunction(L, act);
	lua_pushlightuserdata(L, task);
	int status = lua_pcall(L, 1, 0, 1);
	if (status != LUA_OK)
		set_error(box, task, status, error);
	lua_settop(L, 0);
	return status == LUA_OK;
}

static int act_set(lua_State *L)
{
	const Task *task = lua_touserdata(L, 1);

	luavalue_push(L, task->value);
	lua_setglobal(L, task->name);
	return 0;
}

void luabox_set(LuaBox *box, const char *name, const json_t *value)
{
	Task task = {.name = name, .value = value};

	if (!run(box, act_set, &task, NULL))
		box->done_for = true;
}

static int act_load(lua_State *L)
{
	Task *task = lua_touserdata(L, 1);

	const char *chunk = lua_pushfstring(L, "@%s", task->name);
	int status = luaL_loadbufferx(L, task->code.at, task->code.len, chunk, "t");
	if (status != LUA_OK) {
		task->out_of_memory = status == LUA_ERRMEM;
		return lua_error(L);
	}
	lua_call(L, 0, 0);
	return 0;
}

bool luabox_load(LuaBox *box, const char *name, Str code, GError **error)
{
	Task task = {.name = name, .code = code};

	return run(box, act_load, &task, error);
}

static int act_call(lua_State *L)
{
	const Task *task = lua_touserdata(L, 1);

	if (lua_getglobal(L, task->name) != LUA_TFUNCTION)
		return luaL_error(L, "there is no function %s", task->name);
	luavalue_push(L, task->value);
	lua_call(L, 1, 1);
	luavalue_read(L, task->holder);
	return 0;
}

bool luabox_call(LuaBox *box, const char *function, const json_t *argument, json_t **answer_out,
	GError **error)
{
	json_auto_t *holder = json_array();
	Task task = {.name = function, .value = argument, .holder = holder};

	if (!run(box, act_call, &task, error))
		return false;
	*answer_out = json_incref(json_array_get(holder, 0));
	return true;
}

Str luabox_arg_str(lua_State *L, int index)
{
	return luavalue_str(L, index);
}

void luabox_push_json(lua_State *L, const json_t *value)
{
	luavalue_push(L, value);
}

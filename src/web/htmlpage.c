#include "web/htmlpage.h"

#include <string.h>

#include "web/html.h"
#include "web/htmlflow.h"
#include "web/htmlstack.h"

typedef struct {
	Str source;
	HtmlPage *page;
	Html html;
	HtmlFlow flow;
	HtmlStack *stack;
	size_t at;         /* of the token that is being read */
	GString *alt;      /* of the first image within the link that is open */
	size_t hidden_len; /* of all hidden texts so far */
} Walk;

/* What counts of a tag's attributes besides its links, as it was written; `at` is NULL for what it does not
 * have. */
typedef struct {
	Str style, alt, hidden, http_equiv;
} Manner;

static const struct {
	Str name;
	size_t member;
} manner_attributes[] = {
	{STR("style"), offsetof(Manner, style)},
	{STR("alt"), offsetof(Manner, alt)},
	{STR("hidden"), offsetof(Manner, hidden)},
	{STR("http-equiv"), offsetof(Manner, http_equiv)},
};

/* Where style says what to load. */
static const LinkSource style_attribute = {.found_in = "[style]"};
static const LinkSource style_sheet = {.found_in = "style"};

static Str string_of(const GString *text)
{
	return str_over(text->str, text->len);
}

static size_t place_of(const Walk *walk, Str piece)
{
	return (size_t)(piece.at - walk->source.at);
}

static HtmlLink *link_at(const HtmlPage *page, int link)
{
	return &g_array_index(page->links, HtmlLink, link);
}

static const char *hidden_how(const HtmlOpen *open)
{
	if (open->gone)
		return open->gone;
	if (open->invisible)
		return "visibility:hidden";
	if (open->colorless)
		return "color";
	return open->tiny ? "font-size:0" : NULL;
}

/* ---- what a tag's attributes say ---- */

static Manner read_manner(Str attributes)
{
	Manner manner = {0};

	for (HtmlAttribute attribute; html_next_attribute(&attributes, &attribute);)
		for (size_t i = 0; i < G_N_ELEMENTS(manner_attributes); i++) {
			Str *member = (Str *)((char *)&manner + manner_attributes[i].member);
			if (!member->at &&
				str_equal_fold(attribute.name, manner_attributes[i].name))
				*member = attribute.value;
		}
	return manner;
}

static HtmlStyle style_of(const Manner *manner)
{
	g_autoptr(GString) plain = g_string_new(NULL);

	html_append_value(plain, manner->style);
	HtmlStyle style = htmlstyle_read(string_of(plain));
	if (!style.gone && manner->hidden.at)
		style.gone = "hidden";
	return style;
}

static bool is_refresh_space(char c)
{
	return str_is_space(c) || c == ';' || c == ',';
}

static bool is_time(char c)
{
	return str_is_digit(c) || c == '.';
}

/* The address in the content of <meta http-equiv=refresh>: "0; url='http://...'"; empty where there is none
 * (WHATWG HTML, section 4.2.5.3, the shared declarative refresh steps). */
static Str refresh_url(Str content)
{
	Str rest = content;

	str_skip(&rest, str_is_space);
	str_skip(&rest, is_time);
	str_skip(&rest, is_refresh_space);
	Str url = rest;
	if (str_starts_fold(rest, STR("url"))) {
		rest = str_sub(rest, 3, rest.len);
		str_skip(&rest, str_is_space);
		if (str_take_char(&rest, '=')) {
			str_skip(&rest, str_is_space);
			url = rest;
		}
	}
	char quote = url.len > 0 ? url.at[0] : '\0';
	if (quote != '"' && quote != '\'')
		return str_trim_end(url);
	str_take_char(&url, quote);
	return str_take_until(&url, quote);
}

/* ---- links ---- */

/* Remember a link; -1 where it is none that counts. */
static int add_link(Walk *walk, const LinkSource *from, Str value)
{
	GArray *links = walk->page->links;

	if (value.len == 0)
		return -1;
	if (links->len >= HTMLPAGE_LINKS_MAX) {
		walk->page->links_cut = true;
		return -1;
	}
	HtmlLink link = {
		.found_in = from->found_in,
		.from = place_of(walk, value),
		.len = value.len,
		.words = from->covered ? g_string_new(NULL) : NULL,
		.hidden = hidden_how(htmlstack_top(walk->stack)),
	};
	g_array_append_val(links, link);
	return (int)links->len - 1;
}

static bool is_list_space(char c)
{
	return str_is_space(c) || c == ',';
}

static bool is_word(char c)
{
	return !str_is_space(c);
}

/* "small.png 1x, large.png 2x" (WHATWG HTML, section 4.8.4.2.1): what is no size is an address. */
static void add_set(Walk *walk, const LinkSource *source, Str value)
{
	while (value.len > 0) {
		str_skip(&value, is_list_space);
		Str url = str_take_while(&value, is_word);
		bool alone = str_ends(url, STR(","));
		while (str_ends(url, STR(",")))
			url.len--;
		add_link(walk, source, url);
		if (!alone)
			str_take_until(&value, ',');
	}
}

static void add_list(Walk *walk, const LinkSource *source, Str value)
{
	while (value.len > 0) {
		str_skip(&value, str_is_space);
		add_link(walk, source, str_take_while(&value, is_word));
	}
}

static void add_css(Walk *walk, const LinkSource *source, Str css)
{
	for (Str url; htmlstyle_next_url(&css, &url);)
		add_link(walk, source, url);
}

static int read_link(
	Walk *walk, const LinkSource *source, const HtmlAttribute *attribute, const Manner *manner)
{
	switch (source->form) {
	case LINK_PLAIN:
		return add_link(walk, source, attribute->value);
	case LINK_REFRESH:
		if (manner->http_equiv.at &&
			str_equal_fold(str_trim(manner->http_equiv), STR("refresh")))
			return add_link(walk, source, refresh_url(attribute->value));
		break;
	case LINK_SET:
		add_set(walk, source, attribute->value);
		break;
	case LINK_LIST:
		add_list(walk, source, attribute->value);
		break;
	}
	return -1;
}

/* Note the links of an element; the one that its words cover, or -1. Of two attributes of one name the first
 * counts. */
static int read_links(Walk *walk, const HtmlTag *tag, Str attributes, const Manner *manner)
{
	int covered = -1;
	unsigned seen = 0;

	if (!tag->links)
		return covered;
	for (HtmlAttribute attribute; html_next_attribute(&attributes, &attribute);)
		for (unsigned i = 0; tag->links[i].found_in; i++) {
			const LinkSource *source = &tag->links[i];
			if (!str_equal_fold(attribute.name, source->attribute) || (seen & 1u << i))
				continue;
			seen |= 1u << i;
			int link = read_link(walk, source, &attribute, manner);
			if (link >= 0 && source->covered)
				covered = link;
		}
	return covered;
}

/* Let the link cover what was written since it began; its words are made at the end, by put_words. */
static void cover_link(Walk *walk, HtmlLink *link)
{
	link->text_len = walk->page->text->len - link->text_from;
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

/* ---- what is hidden ---- */

/* Remember a hidden text. None lies within another, so all together are no longer than the source; what
 * seems to be so is not kept. */
static void add_hidden(Walk *walk, size_t from, size_t len, const char *how)
{
	GArray *hidden = walk->page->hidden;

	if (hidden->len >= HTMLPAGE_HIDDEN_MAX || len > walk->source.len - walk->hidden_len) {
		walk->page->hidden_cut = true;
		return;
	}
	walk->hidden_len += len;
	g_array_append_vals(hidden, &(HtmlHidden){from, len, how}, 1);
}

/* ---- the page in its order ---- */

/* Break lines as the element's layout asks for, at its start and at its end. */
static void lay_out(Walk *walk, const HtmlTag *tag, bool gone)
{
	if (gone)
		return;
	switch (tag->layout) {
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
	case LAYOUT_BREAK:
	case LAYOUT_INLINE:
	case LAYOUT_SILENT:
		break;
	}
}

static void on_end(void *context, const HtmlOpen *open, bool gone_root)
{
	Walk *walk = context;

	if (open->link >= 0)
		cover_link(walk, link_at(walk->page, open->link));
	if (gone_root && open->has_text)
		add_hidden(walk, open->inside, walk->at - open->inside, open->gone);
	lay_out(walk, open->tag, open->gone);
}

/* Words for what is an image and nothing else. */
static void read_alt(Walk *walk, const HtmlTag *tag, int link, Str alt)
{
	bool area = str_equal(tag->name, STR("area"));
	GString *words = area && link >= 0 ? link_at(walk->page, link)->words : walk->alt;

	if (words->len > 0 || !(area ? link >= 0 : str_equal(tag->name, STR("img"))))
		return;
	g_autoptr(GString) plain = g_string_new(NULL);
	html_append_value(plain, alt);
	Str trimmed = str_trim(string_of(plain));
	g_string_append_len(words, trimmed.at, (gssize)trimmed.len);
}

/* Let the element cover the link's words. */
static void begin_link(Walk *walk, HtmlOpen *open, int link)
{
	if (link < 0 || !str_equal(open->tag->name, STR("a")))
		return;
	open->link = link;
	g_string_truncate(walk->alt, 0);
	link_at(walk->page, link)->text_from = walk->page->text->len;
}

static void read_start(Walk *walk, const HtmlToken *token)
{
	const HtmlTag *tag = htmltags_find(token->name);
	Manner manner = read_manner(token->attributes);
	HtmlStyle style = {0};

	if (!htmlstack_admits(walk->stack, tag))
		return;
	if (manner.style.at || manner.hidden.at)
		style = style_of(&manner);
	size_t inside = place_of(walk, token->source) + token->source.len;
	HtmlOpen *open = htmlstack_start(walk->stack, tag, token->name, style, inside);
	lay_out(walk, tag, open->gone);
	if (tag->layout == LAYOUT_BREAK && !open->gone)
		htmlflow_newline(&walk->flow);
	int link = read_links(walk, tag, token->attributes, &manner);
	add_css(walk, &style_attribute, manner.style);
	if (manner.alt.len > 0)
		read_alt(walk, tag, link, manner.alt);
	begin_link(walk, open, link);
	if (htmlstack_is_void(walk->stack, token->self_closing))
		htmlstack_pop(walk->stack);
	else if (!open->foreign && tag->content != HTML_DATA)
		html_expect(&walk->html, tag->content, token->name);
}

static void read_end(Walk *walk, const HtmlToken *token)
{
	const HtmlTag *tag = htmltags_find(token->name);

	if (htmlstack_end(walk->stack, tag, token->name) || htmlstack_top(walk->stack)->gone)
		return;
	/* "</br>" is a break, "</p>" an empty paragraph (section 13.2.6.4.7) */
	if (tag->layout == LAYOUT_BREAK)
		htmlflow_newline(&walk->flow);
	else if (tag->family & FAMILY_P)
		lay_out(walk, tag, false);
}

static bool is_blank(Str text)
{
	return str_trim(text).len == 0;
}

static void read_text(Walk *walk, const HtmlToken *token)
{
	HtmlOpen *open = htmlstack_top(walk->stack);
	const char *how = hidden_how(open);
	Str text = token->text;
	char buffer[4];

	if (str_equal(open->tag->name, STR("style")))
		add_css(walk, &style_sheet, text);
	if (open->silent)
		return;
	if (how) {
		if (open->gone)
			htmlstack_gone_root(walk->stack)->has_text |= !is_blank(text);
		else if (!is_blank(text))
			add_hidden(walk, place_of(walk, text), text.len, how);
		return;
	}
	for (Str piece; html_next_piece(&text, token->content, buffer, &piece);)
		if (piece.at[0] != '\0') /* NULs are passed over (section 13.2.6.4.7) */
			htmlflow_text(&walk->flow, piece, open->kept);
}

static void read_token(Walk *walk, const HtmlToken *token)
{
	walk->at = place_of(walk, token->source);
	switch (token->kind) {
	case HTML_TEXT:
		read_text(walk, token);
		break;
	case HTML_START:
		read_start(walk, token);
		break;
	case HTML_END:
		read_end(walk, token);
		break;
	case HTML_COMMENT:
	case HTML_DOCTYPE:
		break;
	}
	walk->html.foreign = htmlstack_top(walk->stack)->foreign;
}

static void clear_link(void *link)
{
	GString *words = ((HtmlLink *)link)->words;

	if (words)
		g_string_free(words, TRUE);
}

static HtmlPage *page_new(void)
{
	HtmlPage *page = g_new0(HtmlPage, 1);

	page->text = g_string_new(NULL);
	page->links = g_array_new(FALSE, FALSE, sizeof(HtmlLink));
	g_array_set_clear_func(page->links, clear_link);
	page->hidden = g_array_new(FALSE, FALSE, sizeof(HtmlHidden));
	return page;
}

HtmlPage *htmlpage_read(Str source)
{
	HtmlPage *page = page_new();
	g_autoptr(GString) alt = g_string_new(NULL);
	Walk walk = {
		.source = source,
		.page = page,
		.html = html_over(source),
		.flow = {.text = page->text},
		.alt = alt,
	};
	g_autoptr(HtmlStack) stack = htmlstack_new(on_end, &walk);

	walk.stack = stack;
	for (HtmlToken token; html_next(&walk.html, &token);)
		read_token(&walk, &token);
	walk.at = source.len;
	htmlstack_end_all(stack);
	page->deep = htmlstack_overflowed(stack);
	put_all_words(page);
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

GString *htmlpage_unescape(Str value)
{
	GString *plain = g_string_new(NULL);

	html_append_value(plain, value);
	return plain;
}

#include "web/htmltags.h"

#include <glib.h>

static const LinkSource link_sources[] = {
	{"href", "a[href]", GUMBO_TAG_A, true},
	{"href", "area[href]", GUMBO_TAG_AREA, true},
	{"href", "base[href]", GUMBO_TAG_BASE, false},
	{"action", "form[action]", GUMBO_TAG_FORM, false},
	{"formaction", "button[formaction]", GUMBO_TAG_BUTTON, false},
	{"formaction", "input[formaction]", GUMBO_TAG_INPUT, false},
	{"src", "input[src]", GUMBO_TAG_INPUT, false},
	{"src", "img[src]", GUMBO_TAG_IMG, false},
	{"href", "link[href]", GUMBO_TAG_LINK, false},
	{"src", "script[src]", GUMBO_TAG_SCRIPT, false},
	{"src", "iframe[src]", GUMBO_TAG_IFRAME, false},
	{"src", "frame[src]", GUMBO_TAG_FRAME, false},
	{"src", "embed[src]", GUMBO_TAG_EMBED, false},
	{"data", "object[data]", GUMBO_TAG_OBJECT, false},
	{"src", "video[src]", GUMBO_TAG_VIDEO, false},
	{"src", "audio[src]", GUMBO_TAG_AUDIO, false},
	{"src", "source[src]", GUMBO_TAG_SOURCE, false},
	{"background", "body[background]", GUMBO_TAG_BODY, false},
	{"background", "table[background]", GUMBO_TAG_TABLE, false},
	{"background", "tr[background]", GUMBO_TAG_TR, false},
	{"background", "td[background]", GUMBO_TAG_TD, false},
	{"background", "th[background]", GUMBO_TAG_TH, false},
	{"content", "meta[content]", GUMBO_TAG_META, false},
};

static const unsigned char layouts[GUMBO_TAG_LAST + 1] = {
	[GUMBO_TAG_ADDRESS] = LAYOUT_BLOCK,
	[GUMBO_TAG_ARTICLE] = LAYOUT_BLOCK,
	[GUMBO_TAG_ASIDE] = LAYOUT_BLOCK,
	[GUMBO_TAG_BLOCKQUOTE] = LAYOUT_PARAGRAPH,
	[GUMBO_TAG_BODY] = LAYOUT_BLOCK,
	[GUMBO_TAG_CAPTION] = LAYOUT_BLOCK,
	[GUMBO_TAG_CENTER] = LAYOUT_BLOCK,
	[GUMBO_TAG_DD] = LAYOUT_BLOCK,
	[GUMBO_TAG_DETAILS] = LAYOUT_BLOCK,
	[GUMBO_TAG_DIV] = LAYOUT_BLOCK,
	[GUMBO_TAG_DL] = LAYOUT_PARAGRAPH,
	[GUMBO_TAG_DT] = LAYOUT_BLOCK,
	[GUMBO_TAG_FIELDSET] = LAYOUT_BLOCK,
	[GUMBO_TAG_FIGCAPTION] = LAYOUT_BLOCK,
	[GUMBO_TAG_FIGURE] = LAYOUT_BLOCK,
	[GUMBO_TAG_FOOTER] = LAYOUT_BLOCK,
	[GUMBO_TAG_FORM] = LAYOUT_BLOCK,
	[GUMBO_TAG_H1] = LAYOUT_PARAGRAPH,
	[GUMBO_TAG_H2] = LAYOUT_PARAGRAPH,
	[GUMBO_TAG_H3] = LAYOUT_PARAGRAPH,
	[GUMBO_TAG_H4] = LAYOUT_PARAGRAPH,
	[GUMBO_TAG_H5] = LAYOUT_PARAGRAPH,
	[GUMBO_TAG_H6] = LAYOUT_PARAGRAPH,
	[GUMBO_TAG_HEADER] = LAYOUT_BLOCK,
	[GUMBO_TAG_HR] = LAYOUT_BLOCK,
	[GUMBO_TAG_LI] = LAYOUT_BLOCK,
	[GUMBO_TAG_MAIN] = LAYOUT_BLOCK,
	[GUMBO_TAG_NAV] = LAYOUT_BLOCK,
	[GUMBO_TAG_OL] = LAYOUT_PARAGRAPH,
	[GUMBO_TAG_OPTION] = LAYOUT_BLOCK,
	[GUMBO_TAG_P] = LAYOUT_PARAGRAPH,
	[GUMBO_TAG_PRE] = LAYOUT_KEPT,
	[GUMBO_TAG_LISTING] = LAYOUT_KEPT,
	[GUMBO_TAG_PLAINTEXT] = LAYOUT_KEPT,
	[GUMBO_TAG_XMP] = LAYOUT_KEPT,
	[GUMBO_TAG_TEXTAREA] = LAYOUT_KEPT,
	[GUMBO_TAG_SECTION] = LAYOUT_BLOCK,
	[GUMBO_TAG_SUMMARY] = LAYOUT_BLOCK,
	[GUMBO_TAG_TABLE] = LAYOUT_BLOCK,
	[GUMBO_TAG_TD] = LAYOUT_CELL,
	[GUMBO_TAG_TH] = LAYOUT_CELL,
	[GUMBO_TAG_TR] = LAYOUT_BLOCK,
	[GUMBO_TAG_UL] = LAYOUT_PARAGRAPH,
	[GUMBO_TAG_SCRIPT] = LAYOUT_SILENT,
	[GUMBO_TAG_STYLE] = LAYOUT_SILENT,
	[GUMBO_TAG_TITLE] = LAYOUT_SILENT,
	[GUMBO_TAG_TEMPLATE] = LAYOUT_SILENT,
	[GUMBO_TAG_NOEMBED] = LAYOUT_SILENT,
	[GUMBO_TAG_NOFRAMES] = LAYOUT_SILENT,
	[GUMBO_TAG_IFRAME] = LAYOUT_SILENT,
};

Layout htmltags_layout(GumboTag tag)
{
	return (Layout)layouts[tag];
}

const LinkSource *htmltags_link(GumboTag tag, size_t index)
{
	for (size_t i = 0; i < G_N_ELEMENTS(link_sources); i++)
		if (link_sources[i].tag == tag && index-- == 0)
			return &link_sources[i];
	return NULL;
}

#include "web/htmltags.h"

#include <glib.h>

static const LinkSource link_sources[] = {
	{GUMBO_TAG_A, "href", "a[href]", true},
	{GUMBO_TAG_AREA, "href", "area[href]", true},
	{GUMBO_TAG_BASE, "href", "base[href]", false},
	{GUMBO_TAG_FORM, "action", "form[action]", false},
	{GUMBO_TAG_BUTTON, "formaction", "button[formaction]", false},
	{GUMBO_TAG_INPUT, "formaction", "input[formaction]", false},
	{GUMBO_TAG_INPUT, "src", "input[src]", false},
	{GUMBO_TAG_IMG, "src", "img[src]", false},
	{GUMBO_TAG_LINK, "href", "link[href]", false},
	{GUMBO_TAG_SCRIPT, "src", "script[src]", false},
	{GUMBO_TAG_IFRAME, "src", "iframe[src]", false},
	{GUMBO_TAG_FRAME, "src", "frame[src]", false},
	{GUMBO_TAG_EMBED, "src", "embed[src]", false},
	{GUMBO_TAG_OBJECT, "data", "object[data]", false},
	{GUMBO_TAG_VIDEO, "src", "video[src]", false},
	{GUMBO_TAG_AUDIO, "src", "audio[src]", false},
	{GUMBO_TAG_SOURCE, "src", "source[src]", false},
	{GUMBO_TAG_BODY, "background", "body[background]", false},
	{GUMBO_TAG_TABLE, "background", "table[background]", false},
	{GUMBO_TAG_TR, "background", "tr[background]", false},
	{GUMBO_TAG_TD, "background", "td[background]", false},
	{GUMBO_TAG_TH, "background", "th[background]", false},
	{GUMBO_TAG_META, "content", "meta[content]", false},
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

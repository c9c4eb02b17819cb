#include "visit/pagetext.h"

static void end_line(GString *text)
{
	while (text->len > 0 && text->str[text->len - 1] == ' ')
		g_string_truncate(text, text->len - 1);
	if (text->len > 0 && text->str[text->len - 1] != '\n')
		g_string_append_c(text, '\n');
}

/* Texts in fields are what was filled in, not what the page says. */
static bool is_written_in(const SnapshotNode *node)
{
	return snapshot_is(node, STR("TEXTAREA")) || snapshot_is(node, STR("SELECT")) ||
	       snapshot_is(node, STR("INPUT"));
}

GString *pagetext_visible(const Snapshot *page)
{
	GString *text = g_string_new(NULL);
	guint32 block = SNAPSHOT_NONE;

	for (guint32 i = 0; i < page->nodes->len && text->len < PAGETEXT_MAX; i++) {
		const SnapshotNode *node = snapshot_node(page, i);
		if (is_written_in(node)) {
			i = node->end - 1;
			continue;
		}
		if (node->drawn && node->flow == SNAPSHOT_CELL)
			snapshot_append(text, STR(" "), PAGETEXT_MAX);
		if (node->block != block || snapshot_is(node, STR("BR")))
			end_line(text);
		block = node->block;
		if (node->type == SNAPSHOT_TEXT && node->visible)
			snapshot_append(text, node->text, PAGETEXT_MAX);
	}
	end_line(text);
	return text;
}

static bool has_letter(Str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((guchar)text.at[i] >= 0x80 || g_ascii_isalnum(text.at[i]))
			return true;
	return false;
}

GArray *pagetext_pieces(const Snapshot *page)
{
	GArray *pieces = g_array_new(FALSE, FALSE, sizeof(TextPiece));

	for (guint32 i = 0; i < page->nodes->len && pieces->len < PAGETEXT_PIECES_MAX; i++) {
		const SnapshotNode *node = snapshot_node(page, i);
		if (is_written_in(node)) {
			i = node->end - 1;
			continue;
		}
		TextPiece piece = {i, str_sub(str_trim(node->text), 0, PAGETEXT_PIECE_MAX)};
		if (node->type == SNAPSHOT_TEXT && node->visible && has_letter(piece.text))
			g_array_append_val(pieces, piece);
	}
	return pieces;
}

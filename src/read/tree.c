#include "read/tree.h"

#include "read/decoders.h"
#include "read/header.h"
#include "read/params.h"

/* A longer boundary divides nothing (RFC 2046, section 5.1.1, allows 70 characters). */
#define BOUNDARY_MAX 256

/* An open multipart, or an open message, which has no boundary. */
typedef struct {
	GString *boundary; /* NULL for a message */
	char *prefix;      /* of its children's ids: "", "2.1" */
	Part *message;     /* NULL for a multipart */
	Part *undivided;   /* the multipart as a text, until its boundary is met */
	unsigned children;
	bool digest;
} Level;

/* Where an entity stands. */
typedef struct {
	char *id;         /* that it has as a leaf */
	char *prefix;     /* that its children's ids begin with */
	const char *type; /* that it has where it names none */
} Position;

typedef struct {
	Shelf *shelf;
	Defects *defects;
	GPtrArray *parts;
	Located whole;
	Str rest;          /* what is yet to be read; begins at a line's start */
	GArray *levels;    /* of Level */
	Part *leaf;        /* whose body is being read; NULL between parts */
	unsigned messages; /* that are open, this one in others included */
	unsigned decoded;  /* encoded messages that this one lies in */
} Parser;

/* A boundary's line. */
typedef struct {
	const char *line; /* where it begins */
	size_t depth;     /* of its level */
	bool closing;
} Boundary;

static void read_encoded(const Parser *outer, Located mail, Position position);

static void level_clear(void *data)
{
	Level *level = data;

	if (level->boundary)
		g_string_free(level->boundary, TRUE);
	part_free(level->undivided);
	g_free(level->prefix);
}

static void position_clear(Position *position)
{
	g_free(position->id);
	g_free(position->prefix);
}

static Level *level_at(const Parser *parser, size_t depth)
{
	return &g_array_index(parser->levels, Level, depth);
}

static char *child_id(const char *prefix, unsigned n)
{
	return *prefix ? g_strdup_printf("%s.%u", prefix, n) : g_strdup_printf("%u", n);
}

/* The place where reading has come to. */
static Place place_here(const Parser *parser)
{
	size_t from = (size_t)(parser->rest.at - parser->whole.bytes.at);

	return place_sub(parser->whole.place, from, 0);
}

/* A value in one line. */
static Str unfolded(const Parser *parser, Str value)
{
	return located_header(parser->shelf, located_slice(parser->whole, value), NULL).bytes;
}

/* The headers that say what a part is. Where one comes twice, programs differ in which one they follow. */
static const struct {
	Str name;
	size_t member; /* a Str of Part */
} describing[] = {
	{STR("Content-Type"), offsetof(Part, content_type)},
	{STR("Content-Disposition"), offsetof(Part, disposition)},
	{STR("Content-Transfer-Encoding"), offsetof(Part, encoding)},
};

static void read_describing(const Parser *parser, Part *part, const Header *header)
{
	for (size_t i = 0; i < G_N_ELEMENTS(describing); i++) {
		if (!str_equal_fold(header->name, describing[i].name))
			continue;
		Str *member = (Str *)((char *)part + describing[i].member);
		Str value = unfolded(parser, header->value);
		if (member->len > 0 && !str_equal(*member, value)) {
			Place place = located_slice(parser->whole, header->value).place;
			defects_add(parser->defects, DEFECT_PART_TWICE, &place);
		}
		*member = value;
	}
}

static void read_headers(Parser *parser, Part *part)
{
	for (Header header; header_next(&parser->rest, &header);)
		read_describing(parser, part, &header);
	part->encoding = params_value(part->encoding);
}

static bool is_type_char(char c)
{
	return c > ' ' && c < 0x7f && c != ',' && c != '"';
}

/* "text/html" in lower case; RFC 2045, section 5.2, for what is no type. */
static char *type_of(Str content_type, const char *otherwise)
{
	Str value = params_value(content_type);
	Str type = str_take_while(&value, is_type_char);
	gssize slash = str_find_char(type, '/');

	if (slash <= 0 || (size_t)slash + 1 == type.len)
		return g_strdup(otherwise);
	return g_ascii_strdown(type.at, (gssize)type.len);
}

/* Open a multipart, if the part is one that can be opened; it and its prefix are taken then. */
static bool open_multipart(Parser *parser, Part *part, Position *position)
{
	Place here = place_here(parser);

	if (!g_str_has_prefix(part->type, "multipart/"))
		return false;
	if (parser->levels->len >= TREE_NESTING_MAX) {
		defects_add(parser->defects, DEFECT_NESTING, &here);
		return false;
	}
	GString *boundary = params_find(parser->shelf->charsets, part->content_type, "boundary");
	if (!boundary || boundary->len == 0 || boundary->len > BOUNDARY_MAX) {
		defects_add(parser->defects, DEFECT_NO_BOUNDARY, &here);
		if (boundary)
			g_string_free(boundary, TRUE);
		return false;
	}
	Level level = {
		.boundary = boundary,
		.prefix = g_steal_pointer(&position->prefix),
		.undivided = part,
		.digest = g_str_equal(part->type, "multipart/digest"),
	};
	g_array_append_val(parser->levels, level);
	return true;
}

/* The position of the body of an attached message. */
static Position inside(const Part *part)
{
	return (Position){child_id(part->id, 1), g_strdup(part->id), "text/plain"};
}

/* Open an attached message whose bytes stand in the mail as they are. */
static bool open_message(Parser *parser, Part *part, Position *position)
{
	if (!part_is_message(part) || decoders_transfer(part->encoding))
		return false;
	if (parser->levels->len >= TREE_NESTING_MAX) {
		Place here = place_here(parser);
		defects_add(parser->defects, DEFECT_NESTING, &here);
		return false;
	}
	Level level = {.message = part};
	g_array_append_val(parser->levels, level);
	parser->messages++;
	position_clear(position);
	*position = inside(part);
	return true;
}

/* Read an entity's headers and open what it is. True for an attached message: its own headers come next,
 * at `position`. */
static bool enter(Parser *parser, Position *position)
{
	if (parser->parts->len >= TREE_PARTS_MAX) {
		Place here = place_here(parser);
		defects_add(parser->defects, DEFECT_PARTS, &here);
		return false;
	}
	Part *part = part_new(g_steal_pointer(&position->id));
	read_headers(parser, part);
	part->type = type_of(part->content_type, position->type);
	part->nested = parser->messages > 0;
	part->body.bytes = str_sub(parser->rest, 0, 0);
	if (open_multipart(parser, part, position))
		return false;
	g_ptr_array_add(parser->parts, part);
	if (open_message(parser, part, position))
		return true;
	parser->leaf = part;
	return false;
}

/* Take the position, and enter what stands there. */
static void enter_all(Parser *parser, Position position)
{
	while (enter(parser, &position))
		;
	position_clear(&position);
}

static void end_body(const Parser *parser, Part *part, const char *end)
{
	Str *body = &part->body.bytes;

	body->len = (size_t)(MAX(end, body->at) - body->at);
	part->body = located_slice(parser->whole, *body);
}

/* Close the part that is being read; an encoded message can be read only now. */
static void close_leaf(Parser *parser, const char *end)
{
	Part *part = g_steal_pointer(&parser->leaf);

	if (!part)
		return;
	end_body(parser, part, end);
	if (!part_is_message(part) || !decoders_transfer(part->encoding))
		return;
	if (parser->decoded >= TREE_ENCODED_MAX) {
		defects_add(parser->defects, DEFECT_NESTING, &part->body.place);
		return;
	}
	read_encoded(parser, part_bytes(parser->shelf, part, parser->defects), inside(part));
}

static void close_level(Parser *parser, const char *end)
{
	size_t last = parser->levels->len - 1;
	Level *level = level_at(parser, last);

	if (level->undivided) { /* no part of it was found: mail programs show it as text */
		end_body(parser, level->undivided, end);
		if (str_trim(level->undivided->body.bytes).len > 0)
			g_ptr_array_add(parser->parts, g_steal_pointer(&level->undivided));
	}
	if (level->message) {
		end_body(parser, level->message, end);
		parser->messages--;
	}
	g_array_set_size(parser->levels, (guint)last);
}

/* Close whatever is open within the level of that depth, where `end` points. */
static void close_within(Parser *parser, size_t depth, const char *end)
{
	close_leaf(parser, end);
	while (parser->levels->len > depth) {
		if (level_at(parser, parser->levels->len - 1)->boundary) {
			Place here = place_here(parser);
			defects_add(parser->defects, DEFECT_UNCLOSED, &here);
		}
		close_level(parser, end);
	}
}

/* The level whose boundary the line is, the innermost first. By the letter of RFC 2046, section 5.1.1, a
 * line that only begins with the boundary divides, too; mail programs want the whole line. */
static bool match(const Parser *parser, Str line, Boundary *boundary_out)
{
	bool near = false;

	line = str_trim_end(str_sub(line, 2, line.len));
	for (size_t depth = parser->levels->len; depth-- > 0;) {
		const GString *boundary = level_at(parser, depth)->boundary;
		if (!boundary || !str_starts(line, str_over(boundary->str, boundary->len)))
			continue;
		Str behind = str_sub(line, boundary->len, line.len);
		boundary_out->depth = depth;
		boundary_out->closing = str_equal(behind, STR("--"));
		if (behind.len == 0 || boundary_out->closing)
			return true;
		near = true;
	}
	if (near) {
		Place place = located_slice(parser->whole, line).place;
		defects_add(parser->defects, DEFECT_BOUNDARY_NEAR, &place);
	}
	return false;
}

/* Go to the next boundary and past its line. */
static bool next_boundary(Parser *parser, Boundary *boundary_out)
{
	while (parser->rest.len > 0) {
		boundary_out->line = parser->rest.at;
		if (str_starts(parser->rest, STR("--"))) {
			if (match(parser, str_take_line(&parser->rest), boundary_out))
				return true;
			continue;
		}
		gssize next = str_find(parser->rest, STR("\n--"));
		size_t skipped = next < 0 ? parser->rest.len : (size_t)next + 1;
		parser->rest = str_sub(parser->rest, skipped, parser->rest.len);
	}
	return false;
}

/* The end of a body: the line break before a boundary belongs to the boundary (RFC 2046, section
 * 5.1.1). */
static const char *body_end(const Parser *parser, const char *line)
{
	if (line > parser->whole.bytes.at && line[-1] == '\n')
		line--;
	if (line > parser->whole.bytes.at && line[-1] == '\r')
		line--;
	return line;
}

static void enter_child(Parser *parser, size_t depth)
{
	Level *level = level_at(parser, depth);
	char *id = child_id(level->prefix, ++level->children);

	part_free(level->undivided);
	level->undivided = NULL;
	enter_all(parser,
		(Position){id, g_strdup(id), level->digest ? "message/rfc822" : "text/plain"});
}

static void read_parts(Parser *parser)
{
	for (Boundary boundary; next_boundary(parser, &boundary);) {
		const char *end = body_end(parser, boundary.line);
		close_within(parser, boundary.depth + 1, end);
		if (boundary.closing)
			close_level(parser, end);
		else
			enter_child(parser, boundary.depth);
	}
	close_within(parser, 0, parser->whole.bytes.at + parser->whole.bytes.len);
}

/* Read the message that `parser` was set up for; takes `position`. */
static void read_message(Parser *parser, Position position)
{
	parser->rest = parser->whole.bytes;
	parser->levels = g_array_new(FALSE, FALSE, sizeof(Level));
	g_array_set_clear_func(parser->levels, level_clear);
	enter_all(parser, position);
	read_parts(parser);
	g_array_unref(parser->levels);
}

static void read_encoded(const Parser *outer, Located mail, Position position)
{
	Parser parser = {
		.shelf = outer->shelf,
		.defects = outer->defects,
		.parts = outer->parts,
		.whole = mail,
		.messages = outer->messages + 1,
		.decoded = outer->decoded + 1,
	};

	read_message(&parser, position);
}

static void free_part(void *part)
{
	part_free(part);
}

GPtrArray *tree_parts(Shelf *shelf, Located mail, Defects *defects)
{
	Parser parser = {
		.shelf = shelf,
		.defects = defects,
		.parts = g_ptr_array_new_with_free_func(free_part),
		.whole = mail,
	};

	read_message(&parser, (Position){g_strdup("1"), g_strdup(""), "text/plain"});
	return parser.parts;
}

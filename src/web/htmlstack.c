#include "web/htmlstack.h"

struct HtmlStack {
	HtmlOpen at[HTMLSTACK_DEPTH_MAX + 1]; /* the first is the page itself */
	guint depth;
	guint forms; /* that are open */
	bool overflowed;
	HtmlEnded *ended;
	void *context;
};

/* No element: everything stays. */
#define NOWHERE G_MAXUINT

/* Within foreign content names mean nothing but themselves, outside of it there is no way inside. */
static unsigned traits_of(const HtmlStack *stack, guint i)
{
	return i > 0 && stack->at[i - 1].foreign ? 0 : stack->at[i].tag->traits;
}

static unsigned family_of(const HtmlStack *stack, guint i)
{
	unsigned family = stack->at[i].tag->family;

	return i > 0 && stack->at[i - 1].foreign ? family & (FAMILY_SVG | FAMILY_INSIDE)
						 : family & ~(unsigned)FAMILY_INSIDE;
}

/* Fill in what holds within the element at `i`. */
static void inherit(HtmlStack *stack, guint i)
{
	const HtmlOpen *parent = &stack->at[i - 1];
	HtmlOpen *open = &stack->at[i];
	const HtmlTag *tag = open->tag;
	HtmlStyle style = open->style;

	open->gone = parent->gone ? parent->gone : style.gone;
	open->gone_by = parent->gone ? parent->gone_by : i;
	open->invisible = style.visibility == HTMLSTYLE_UNSAID
				  ? parent->invisible
				  : style.visibility == HTMLSTYLE_NOTHING;
	open->colorless = style.color == HTMLSTYLE_UNSAID ? parent->colorless
							  : style.color == HTMLSTYLE_NOTHING;
	open->tiny = style.font_size == HTMLSTYLE_UNSAID ? parent->tiny
							 : style.font_size == HTMLSTYLE_NOTHING;
	open->silent = parent->silent || tag->layout == LAYOUT_SILENT;
	open->kept = parent->kept || tag->layout == LAYOUT_KEPT;
	open->foreign =
		(tag->family & FAMILY_SVG) || (parent->foreign && !(tag->family & FAMILY_INSIDE));
}

static void tell(HtmlStack *stack, guint i)
{
	const HtmlOpen *open = &stack->at[i];

	if (open->tag->family & FAMILY_FORM)
		stack->forms--;
	stack->ended(stack->context, open, open->gone && open->gone_by == i);
}

/* The first element from `i` on with one of `traits`; the depth where there is none. */
static guint first_with(const HtmlStack *stack, guint i, unsigned traits)
{
	while (i < stack->depth && !(traits_of(stack, i) & traits))
		i++;
	return i;
}

/* End the element at `i` and what is within it, but for formatting, which goes on up to the next marker
 * (section 13.2.4.3), and what stands from `kept` on. */
static void end_with(HtmlStack *stack, guint i, guint kept)
{
	guint marker = first_with(stack, i, TRAIT_MARKER), to = i;
	bool stays[HTMLSTACK_DEPTH_MAX + 1];

	for (guint j = stack->depth; j-- > i;) {
		bool goes_on = j < marker && (traits_of(stack, j) & TRAIT_FORMATTING);
		stays[j] = j > i && (j >= kept || goes_on);
		if (!stays[j])
			tell(stack, j);
	}
	for (guint j = i; j < stack->depth; j++)
		if (stays[j])
			stack->at[to++] = stack->at[j];
	stack->depth = to;
	for (guint j = i; j < to; j++)
		inherit(stack, j);
}

/* End a formatting element: a block within it stays, and what is in the block (section 13.2.6.4.7, the
 * adoption agency algorithm). */
static void end_formatting(HtmlStack *stack, guint i)
{
	guint block = first_with(stack, i + 1, TRAIT_SPECIAL);

	end_with(stack, i, block == stack->depth ? NOWHERE : block);
}

static void end_at(HtmlStack *stack, guint i)
{
	if (traits_of(stack, i) & TRAIT_FORMATTING)
		end_formatting(stack, i);
	else
		end_with(stack, i, NOWHERE);
}

/* End all open elements of `families` that are not behind one of `within`. */
static void end_families(HtmlStack *stack, unsigned families, unsigned within)
{
	for (guint i = stack->depth; i-- > 1;) {
		if (family_of(stack, i) & families)
			end_at(stack, i);
		else if (family_of(stack, i) & within)
			return;
	}
}

static void leave_foreign(HtmlStack *stack)
{
	while (htmlstack_top(stack)->foreign)
		htmlstack_pop(stack);
}

static void make_way(HtmlStack *stack, const HtmlTag *tag)
{
	if (htmlstack_top(stack)->foreign) {
		if (!tag->breakout)
			return;
		leave_foreign(stack);
	}
	if (tag->traits & TRAIT_ENDS_P)
		end_families(stack, FAMILY_P, htmltags_find(STR("p"))->bounds);
	if (tag->closes)
		end_families(stack, tag->closes, tag->within);
}

bool htmlstack_admits(const HtmlStack *stack, const HtmlTag *tag)
{
	return !(tag->traits & TRAIT_ALONE) || stack->forms == 0;
}

HtmlOpen *htmlstack_start(
	HtmlStack *stack, const HtmlTag *tag, Str name, HtmlStyle style, size_t inside)
{
	make_way(stack, tag);
	if (stack->depth > HTMLSTACK_DEPTH_MAX) {
		stack->overflowed = true;
		htmlstack_pop(stack);
	}
	if (tag->family & FAMILY_FORM)
		stack->forms++;
	stack->at[stack->depth] =
		(HtmlOpen){.tag = tag, .name = name, .style = style, .inside = inside, .link = -1};
	inherit(stack, stack->depth);
	return &stack->at[stack->depth++];
}

bool htmlstack_is_void(const HtmlStack *stack, bool self_closing)
{
	guint top = stack->depth - 1;

	if (top > 0 && (stack->at[top - 1].foreign || stack->at[top].foreign))
		return self_closing;
	return traits_of(stack, top) & TRAIT_VOID;
}

void htmlstack_pop(HtmlStack *stack)
{
	if (stack->depth > 1)
		tell(stack, --stack->depth);
}

static bool is_same(const HtmlOpen *open, const HtmlTag *tag, Str name)
{
	if (tag->name.len == 0)
		return open->tag == tag && str_equal_fold(open->name, name);
	return open->tag == tag || (tag->family & open->tag->family & FAMILY_HEADING);
}

/* The element that an end tag means (section 13.2.6.4.7); 0 where none does. */
static guint find_open(const HtmlStack *stack, const HtmlTag *tag, Str name)
{
	bool block = tag->traits & (TRAIT_SPECIAL | TRAIT_FORMATTING);

	for (guint i = stack->depth; i-- > 1;) {
		if (is_same(&stack->at[i], tag, name))
			return i;
		if (family_of(stack, i) & tag->bounds)
			break;
		if (!block && (traits_of(stack, i) & TRAIT_SPECIAL))
			break;
	}
	return 0;
}

bool htmlstack_end(HtmlStack *stack, const HtmlTag *tag, Str name)
{
	guint open = tag->traits & TRAIT_LASTING ? 0 : find_open(stack, tag, name);

	if (open > 0)
		end_at(stack, open);
	return open > 0;
}

void htmlstack_end_all(HtmlStack *stack)
{
	while (stack->depth > 1)
		htmlstack_pop(stack);
}

HtmlOpen *htmlstack_top(HtmlStack *stack)
{
	return &stack->at[stack->depth - 1];
}

HtmlOpen *htmlstack_gone_root(HtmlStack *stack)
{
	return &stack->at[htmlstack_top(stack)->gone_by];
}

bool htmlstack_overflowed(const HtmlStack *stack)
{
	return stack->overflowed;
}

HtmlStack *htmlstack_new(HtmlEnded *ended, void *context)
{
	HtmlStack *stack = g_new(HtmlStack, 1);

	stack->at[0] = (HtmlOpen){.tag = htmltags_find(STR("")), .link = -1};
	stack->depth = 1;
	stack->forms = 0;
	stack->overflowed = false;
	stack->ended = ended;
	stack->context = context;
	return stack;
}

void htmlstack_free(HtmlStack *stack)
{
	g_free(stack);
}

#pragma once
/*
 * web/htmlcost - how much of an HTML page can be parsed at a bounded cost.
 *
 * A tree builder's cost grows with the depth of open elements, and with formatting elements (<b>, <font>)
 * that nobody closes: each paragraph reopens them all, so that a few kilobytes become millions of nodes. The
 * cost of a tag grows with the square of its attributes.
 * This look ahead is linear, keeps a stack of names and no tree. It follows the parser's rules roughly: who
 * means to outwit it may still cost the parser its time, for which the cage sets the last limit.
 *
 *	page = str_sub(page, 0, htmlcost_limit(page));
 */
#include "base/str.h"

/* Elements open within each other, not counting those that close themselves (<p>, <li>, <td>). */
#define HTMLCOST_DEPTH_MAX 512

/* Nodes that a tree builder may have to make, reopened formatting elements included. */
#define HTMLCOST_NODES_MAX ((size_t)2 << 20)

/* Attributes of one tag: the parser compares each with all before it. */
#define HTMLCOST_ATTRIBUTES_MAX 256

/* The length of the longest start of `page` that stays below all of them. */
size_t htmlcost_limit(Str page);

#pragma once
/*
 * visit/look - the fingerprint of a page's structure, by which pages of one kit are known again under other
 * names, words, colours and pictures.
 *
 * Definition, "structure/1": the page's elements in the order of the text, each as a word: a field as its type
 * ("text", "password", "select" ...), with "!" where it is not seen; a button as "button"; form, img, table, ul,
 * iframe, canvas, svg, and headings (all as "h") as what they are; a paragraph or another block that holds text
 * of its own as "p". Wrappers (div, span, section ...), scripts, styles, names, classes, texts and attributes
 * count nothing; of words that repeat at once, two are kept. A form's end is a word too. Runs of three words are
 * hashed (FNV-1a, 64 bits), and the hashes' bits counted with the run's number of times, as a simhash (Charikar,
 * 2002): 16 hex digits. Two pages are alike when few of the 64 bits differ; up to 6 is near-identical, about 32
 * is chance.
 *
 *	g_autofree char *structure = look_structure(page);      "9f3a..."
 *	g_autofree char *skeleton = look_skeleton(page);        "h form text password button /form"
 */
#include "visit/snapshot.h"

/* Words of a skeleton. */
#define LOOK_WORDS_MAX ((guint)4000)

/* The words, a space between. Yours to g_free. */
char *look_skeleton(const Snapshot *page);

/* The fingerprint of a skeleton; "" where it has no word. Yours to g_free. */
char *look_structure(const char *skeleton);

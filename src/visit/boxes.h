#pragma once
/*
 * visit/boxes - boxes that are one field: a code with a box for each digit, a telephone number in three.
 *
 * They stand one behind the other on one line, take text alike, and either hold a character each, or are called
 * alike but for a number at the end (tel1, tel2, tel3), or are too small for more than a character.
 *
 *	boxes_join(page, fields);
 *	field->boxes->len               6
 */
#include "visit/field.h"

/* Make one field of those that are one (Field): the first stays, with the others' nodes in its `boxes`. */
void boxes_join(const Snapshot *page, GPtrArray *fields);

#pragma once
/*
 * visit/nearby - what stands by a field on the screen, where no <label> says what it is: to its left, above it,
 * right behind it. Pictures count by their alternative text.
 *
 *	nearby_read(page, fields);
 *	field->left                     「有効期限」
 */
#include "visit/field.h"

/* How far off it may stand, in CSS pixels. */
#define NEARBY_LEFT_MAX  320
#define NEARBY_ABOVE_MAX 60
#define NEARBY_AFTER_MAX 24

/* Set `left`, `above`, `after` and `group` of each field (Field). */
void nearby_read(const Snapshot *page, GPtrArray *fields);

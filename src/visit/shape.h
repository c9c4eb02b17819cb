#pragma once
/*
 * visit/shape - what a field looks like, whatever it is called, in words of the wordbook's list "shape":
 *
 *	type=password   mode=numeric   max=3   boxes=6
 *	mask=99/99      of the placeholder: digits and x read 9, no white space, lower case;
 *	                @ where it holds one
 *	options=months | days | years-ahead | years-past | many
 *
 *	shape_add(field, clues);
 */
#include "visit/field.h"

/* Weigh the field's shapes. */
void shape_add(const Field *field, Clues *clues);

/* "years-ahead" and so on, by what there is to choose; NULL. Static. */
const char *shape_options(const Field *field);

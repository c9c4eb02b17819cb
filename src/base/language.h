#pragma once
/*
 * base/language - the language that a text is most probably in: by its script where that decides, else by
 * the small words that every sentence of a language holds.
 *
 *	language_guess(STR("お客様のアカウントは停止されました"))      "ja"
 */
#include "base/str.h"

/* So many bytes of the text are looked at. */
#define LANGUAGE_TEXT_MAX ((size_t)64 << 10)

/* BCP 47 primary language of UTF-8 text, a static string; NULL where there is too little to tell. */
const char *language_guess(Str text);

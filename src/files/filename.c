#include "files/filename.h"

#include <string.h>

/* This many white space characters in a row before the extension hide it. */
#define PADDING 3

static const struct {
	FileNameTrick trick;
	const char *word;
} words[] = {
	{FILENAME_DOUBLE, "double-extension"},
	{FILENAME_REVERSED, "right-to-left"},
	{FILENAME_PADDED, "padding"},
	{FILENAME_HIDDEN, "invisible"},
	{FILENAME_TRAVERSAL, "path-traversal"},
};

/* What a person opens without a thought: worn by a file that is something else. */
static const char *const innocent[] = {"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt",
	"rtf", "csv", "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "htm", "html", "mp3",
	"mp4", "wav"};

/* Two extensions are usual with these: they say how the file is packed or signed. */
static const char *const wrappers[] = {"gz", "bz2", "xz", "zst", "asc", "sig", "p7m", "p7s", "gpg",
	"pgp", "part", "md5", "sha256"};

/* U+202A..U+202E, U+2066..U+2069 turn text around; the others have no width. */
static const struct {
	Str bytes;
	FileNameTrick trick;
} controls[] = {
	{STR("\xe2\x80\xae"), FILENAME_REVERSED},
	{STR("\xe2\x80\xad"), FILENAME_REVERSED},
	{STR("\xe2\x81\xa7"), FILENAME_REVERSED},
	{STR("\xe2\x80\x8b"), FILENAME_HIDDEN},
	{STR("\xe2\x81\xa0"), FILENAME_HIDDEN},
	{STR("\xef\xbb\xbf"), FILENAME_HIDDEN},
	{STR("\xc2\xad"), FILENAME_HIDDEN},
};

static bool is_in(const char *const *list, size_t count, Str word)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal_fold(word, str_of(list[i])))
			return true;
	return false;
}

/* What stands behind the last slash of either kind. */
static Str base_of(Str name)
{
	for (size_t i = name.len; i > 0; i--)
		if (name.at[i - 1] == '/' || name.at[i - 1] == '\\')
			return str_sub(name, i, name.len);
	return name;
}

/* Take the extension off the end of `name`; empty where there is none. */
static Str take_extension(Str *name)
{
	gssize dot = str_rfind_char(*name, '.');

	if (dot < 0)
		return STR("");
	Str extension = str_sub(*name, (size_t)dot + 1, name->len);
	*name = str_sub(*name, 0, (size_t)dot);
	return extension;
}

static bool is_padded(Str stem)
{
	static const Str wide = STR("\xe3\x80\x80"); /* the ideographic space */
	unsigned spaces = 0;

	for (size_t i = 0; i < stem.len; i++) {
		if (str_starts(str_sub(stem, i, stem.len), wide)) {
			spaces++;
			i += wide.len - 1;
		} else if (str_is_space(stem.at[i])) {
			spaces++;
		} else {
			spaces = 0;
		}
	}
	return spaces >= PADDING;
}

static bool leads_out(Str name)
{
	bool absolute = name.len > 0 && (name.at[0] == '/' || name.at[0] == '\\');

	return absolute || str_starts(name, STR("../")) || str_starts(name, STR("..\\")) ||
	       str_find(name, STR("/../")) >= 0 || str_find(name, STR("\\..\\")) >= 0;
}

FileName filename_read(Str name)
{
	FileName out = {.tricks = leads_out(name) ? FILENAME_TRAVERSAL : 0};
	Str stem = str_trim(base_of(name));
	Str extension = take_extension(&stem);

	for (size_t i = 0; i < G_N_ELEMENTS(controls); i++)
		if (str_find(name, controls[i].bytes) >= 0)
			out.tricks |= controls[i].trick;
	if (extension.len == 0 || extension.len > FILENAME_EXTENSION_MAX)
		return out;
	for (size_t i = 0; i < extension.len; i++)
		out.extension[i] = g_ascii_tolower(extension.at[i]);
	if (is_padded(stem))
		out.tricks |= FILENAME_PADDED;
	stem = str_trim_end(stem);
	Str inner = take_extension(&stem);
	/* "report.pdf.pdf" is a slip, no trick */
	if (is_in(innocent, G_N_ELEMENTS(innocent), inner) && !str_equal_fold(inner, extension) &&
		!is_in(wrappers, G_N_ELEMENTS(wrappers), extension))
		out.tricks |= FILENAME_DOUBLE;
	return out;
}

json_t *filename_tricks_json(unsigned tricks)
{
	json_t *list = json_array();

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (tricks & words[i].trick)
			json_push(list, json_text(str_of(words[i].word)));
	return list;
}

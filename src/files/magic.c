#include "files/magic.h"

typedef struct {
	Str start;
	const char *type;
} Magic;

static const Magic magics[] = {
	{STR("%PDF-"), "application/pdf"},
	{STR("\x89PNG\r\n\x1a\n"), "image/png"},
	{STR("\xff\xd8\xff"), "image/jpeg"},
	{STR("GIF87a"), "image/gif"},
	{STR("GIF89a"), "image/gif"},
	{STR("II*\0"), "image/tiff"},
	{STR("MM\0*"), "image/tiff"},
	{STR("PK\3\4"), "application/zip"},
	{STR("PK\5\6"), "application/zip"},
	{STR("Rar!\x1a\7"), "application/vnd.rar"},
	{STR("7z\xbc\xaf\x27\x1c"), "application/x-7z-compressed"},
	{STR("\x1f\x8b"), "application/gzip"},
	{STR("BZh"), "application/x-bzip2"},
	{STR("\xfd"
	     "7zXZ\0"),
		"application/x-xz"},
	{STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "application/x-ole-storage"},
	{STR("MZ"), "application/vnd.microsoft.portable-executable"},
	{STR("\x7f"
	     "ELF"),
		"application/x-elf"},
	{STR("{\\rtf"), "application/rtf"},
	{STR("ITSF"), "application/vnd.ms-htmlhelp"},
	{STR("MSCF"), "application/vnd.ms-cab-compressed"},
	{STR("L\0\0\0\1\x14\2\0"), "application/x-ms-shortcut"},
	{STR("\x28\xb5\x2f\xfd"), "application/zstd"},
	{STR("\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d"), "application/onenote"},
};

/* What stands further inside. */
static const struct {
	size_t at;
	Magic magic;
} inner[] = {
	{2, {STR("-lh"), "application/x-lzh-compressed"}},
	{7, {STR("**ACE**"), "application/x-ace-compressed"}},
	{8, {STR("WEBPVP8"), "image/webp"}},
	{257, {STR("ustar"), "application/x-tar"}},
	{32769, {STR("CD001"), "application/x-iso9660-image"}},
};

/* What pages and drawings begin with, behind white space and in any case. */
static const Magic marked_up[] = {
	{STR("<!doctype html"), "text/html"},
	{STR("<html"), "text/html"},
	{STR("<head"), "text/html"},
	{STR("<body"), "text/html"},
	{STR("<meta"), "text/html"},
	{STR("<script"), "text/html"},
	{STR("<svg"), "image/svg+xml"},
	{STR("BEGIN:VCALENDAR"), "text/calendar"},
	{STR("[InternetShortcut]"), "application/x-mswinurl"},
};

/* Behind an XML declaration and a comment or two. */
#define PROLOG_MAX 1024

static const Magic rooted[] = {
	{STR("<svg"), "image/svg+xml"},
	{STR("<html"), "text/html"},
};

static const char *type_of_xml(Str bytes)
{
	const Str prolog = str_sub(bytes, 0, PROLOG_MAX);

	for (size_t i = 0; i < G_N_ELEMENTS(rooted); i++)
		if (str_find_fold(prolog, rooted[i].start) >= 0)
			return rooted[i].type;
	return "application/xml";
}

const char *magic_type(Str bytes)
{
	for (size_t i = 0; i < G_N_ELEMENTS(magics); i++)
		if (str_starts(bytes, magics[i].start))
			return magics[i].type;
	for (size_t i = 0; i < G_N_ELEMENTS(inner); i++)
		if (str_starts(str_sub(bytes, inner[i].at, bytes.len), inner[i].magic.start))
			return inner[i].magic.type;
	str_take(&bytes, STR("\xef\xbb\xbf"));
	str_skip(&bytes, str_is_space);
	if (str_starts_fold(bytes, STR("<?xml")))
		return type_of_xml(bytes);
	for (size_t i = 0; i < G_N_ELEMENTS(marked_up); i++)
		if (str_starts_fold(bytes, marked_up[i].start))
			return marked_up[i].type;
	return NULL;
}

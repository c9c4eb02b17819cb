#include "files/kind.h"

#include <string.h>

#include "files/filename.h"
#include "files/magic.h"

/* What the bytes may be: sets, as one extension may stand for several. */
enum {
	IS_PDF = 1 << 0,
	IS_PNG = 1 << 1,
	IS_JPEG = 1 << 2,
	IS_GIF = 1 << 3,
	IS_TIFF = 1 << 4,
	IS_ZIP = 1 << 5,
	IS_RAR = 1 << 6,
	IS_7Z = 1 << 7,
	IS_GZIP = 1 << 8,
	IS_BZIP2 = 1 << 9,
	IS_XZ = 1 << 10,
	IS_OLE = 1 << 11,
	IS_PROGRAM = 1 << 12,
	IS_RTF = 1 << 13,
	IS_HTML = 1 << 14,
	IS_SVG = 1 << 15,
	IS_SHORTCUT = 1 << 16,
	IS_CAB = 1 << 17,
	IS_ISO = 1 << 18,
	IS_TAR = 1 << 19,
	IS_HELP = 1 << 20,
	IS_CALENDAR = 1 << 21,
	IS_URL = 1 << 22,
	IS_OTHER = 1 << 23, /* known to be none of the above */
};

typedef struct {
	const char *word;
	unsigned kinds;
} Kind;

static const Kind types[] = {
	{"application/pdf", IS_PDF},
	{"image/png", IS_PNG},
	{"image/jpeg", IS_JPEG},
	{"image/jpg", IS_JPEG},
	{"image/pjpeg", IS_JPEG},
	{"image/gif", IS_GIF},
	{"image/tiff", IS_TIFF},
	{"image/svg+xml", IS_SVG},
	{"application/zip", IS_ZIP},
	{"application/x-zip-compressed", IS_ZIP},
	{"application/vnd.rar", IS_RAR},
	{"application/x-rar-compressed", IS_RAR},
	{"application/x-7z-compressed", IS_7Z},
	{"application/gzip", IS_GZIP},
	{"application/x-gzip", IS_GZIP},
	{"application/x-bzip2", IS_BZIP2},
	{"application/x-xz", IS_XZ},
	{"application/x-tar", IS_TAR},
	{"application/x-iso9660-image", IS_ISO},
	{"application/vnd.ms-cab-compressed", IS_CAB},
	{"application/x-ole-storage", IS_OLE},
	{"application/msword", IS_OLE | IS_RTF | IS_ZIP | IS_HTML},
	{"application/vnd.ms-excel", IS_OLE | IS_ZIP | IS_HTML},
	{"application/vnd.ms-powerpoint", IS_OLE | IS_ZIP},
	{"application/vnd.ms-outlook", IS_OLE},
	{"application/vnd.microsoft.portable-executable", IS_PROGRAM},
	{"application/x-elf", IS_PROGRAM},
	{"application/rtf", IS_RTF},
	{"text/rtf", IS_RTF},
	{"text/html", IS_HTML},
	{"application/vnd.ms-htmlhelp", IS_HELP},
	{"application/x-ms-shortcut", IS_SHORTCUT},
	{"application/x-mswinurl", IS_URL},
	{"text/calendar", IS_CALENDAR},
	{"audio/mpeg", IS_OTHER},
	{"video/mp4", IS_OTHER},
};

/* OOXML and OpenDocument are zips; an encrypted OOXML document is an OLE storage. */
static const Kind families[] = {
	{"application/vnd.openxmlformats-", IS_ZIP | IS_OLE},
	{"application/vnd.ms-excel.", IS_ZIP | IS_OLE},
	{"application/vnd.ms-word.", IS_ZIP | IS_OLE},
	{"application/vnd.ms-powerpoint.", IS_ZIP | IS_OLE},
	{"application/vnd.oasis.opendocument.", IS_ZIP},
};

static const Kind extensions[] = {
	{"pdf", IS_PDF},
	{"png", IS_PNG},
	{"jpg", IS_JPEG},
	{"jpeg", IS_JPEG},
	{"gif", IS_GIF},
	{"tif", IS_TIFF},
	{"tiff", IS_TIFF},
	{"svg", IS_SVG},
	{"zip", IS_ZIP},
	{"docx", IS_ZIP | IS_OLE},
	{"docm", IS_ZIP | IS_OLE},
	{"dotx", IS_ZIP | IS_OLE},
	{"dotm", IS_ZIP | IS_OLE},
	{"xlsx", IS_ZIP | IS_OLE},
	{"xlsm", IS_ZIP | IS_OLE},
	{"xlsb", IS_ZIP | IS_OLE},
	{"pptx", IS_ZIP | IS_OLE},
	{"pptm", IS_ZIP | IS_OLE},
	{"jar", IS_ZIP},
	{"apk", IS_ZIP},
	{"odt", IS_ZIP},
	{"ods", IS_ZIP},
	{"rar", IS_RAR},
	{"7z", IS_7Z},
	{"gz", IS_GZIP},
	{"tgz", IS_GZIP},
	{"bz2", IS_BZIP2},
	{"xz", IS_XZ},
	{"tar", IS_TAR},
	{"iso", IS_ISO},
	{"cab", IS_CAB},
	/* Word and Excel write pages and RTF under their own extensions as well */
	{"doc", IS_OLE | IS_RTF | IS_ZIP | IS_HTML},
	{"xls", IS_OLE | IS_ZIP | IS_HTML},
	{"ppt", IS_OLE | IS_ZIP},
	{"msg", IS_OLE},
	{"msi", IS_OLE},
	{"rtf", IS_RTF},
	{"exe", IS_PROGRAM},
	{"scr", IS_PROGRAM},
	{"dll", IS_PROGRAM},
	{"cpl", IS_PROGRAM},
	{"com", IS_PROGRAM},
	{"htm", IS_HTML},
	{"html", IS_HTML},
	{"shtml", IS_HTML},
	{"xhtml", IS_HTML},
	{"hta", IS_HTML},
	{"chm", IS_HELP},
	{"lnk", IS_SHORTCUT},
	{"url", IS_URL},
	{"ics", IS_CALENDAR},
	{"txt", IS_OTHER},
	{"csv", IS_OTHER},
	{"mp3", IS_OTHER},
	{"mp4", IS_OTHER},
};

static unsigned find(const Kind *table, size_t count, const char *word)
{
	for (size_t i = 0; word && i < count; i++)
		if (strcmp(table[i].word, word) == 0)
			return table[i].kinds;
	return 0;
}

static unsigned kinds_of_type(const char *type)
{
	unsigned kinds = find(types, G_N_ELEMENTS(types), type);

	for (size_t i = 0; type && kinds == 0 && i < G_N_ELEMENTS(families); i++)
		if (g_str_has_prefix(type, families[i].word))
			kinds = families[i].kinds;
	return kinds;
}

static json_t *mismatch_json(unsigned is, const char *extension, const char *claimed)
{
	const unsigned named = find(extensions, G_N_ELEMENTS(extensions), extension);
	const unsigned said = kinds_of_type(claimed);
	json_t *list = json_array();

	if (is && named && !(is & named))
		json_push(list, json_text(STR("name")));
	if (is && said && !(is & said))
		json_push(list, json_text(STR("claim")));
	return list;
}

json_t *kind_json(Str name, const char *claimed, Str bytes)
{
	const char *type = magic_type(bytes);
	const FileName read = filename_read(name);
	json_t *entry = json_object();

	json_put(entry, "type", json_text_or_null(type));
	json_put(entry, "extension", json_text_or_null(*read.extension ? read.extension : NULL));
	json_put(entry, "mismatch", mismatch_json(kinds_of_type(type), read.extension, claimed));
	json_put(entry, "tricks", filename_tricks_json(read.tricks));
	return entry;
}

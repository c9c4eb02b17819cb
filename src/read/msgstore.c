#include "read/msgstore.h"

#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-infile.h>
#include <gsf/gsf-input-memory.h>

/* Types of properties (MS-OXCDATA, section 2.11.1). */
#define TYPE_UNICODE 0x001fU
#define TYPE_STRING8 0x001eU
#define TYPE_BINARY  0x0102U

/* The message's code page (PidTagMessageCodepage). */
#define TAG_CODEPAGE 0x3ffdU

#define STREAM_NAME_MAX 40

/* An entry of the properties' stream: type, tag, flags, value. */
#define ENTRY_SIZE  16
#define VALUE_AT    8
#define HEADERS_END 32

struct MsgStore {
	GsfInfile *storage;
	MsgStoreKind kind;
};

static MsgStore *store_over(GsfInfile *storage, MsgStoreKind kind)
{
	MsgStore *store = g_new0(MsgStore, 1);

	store->storage = storage;
	store->kind = kind;
	return store;
}

static void ignore(const char *domain, GLogLevelFlags level, const char *message, void *data)
{
	(void)domain;
	(void)level;
	(void)message;
	(void)data;
}

void msgstore_prepare(void)
{
	static const char *const domains[] = {"libgsf", "libgsf:msole"};

	for (size_t i = 0; i < G_N_ELEMENTS(domains); i++)
		g_log_set_handler(
			domains[i], G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING, ignore, NULL);
}

MsgStore *msgstore_open(Str bytes)
{
	GsfInput *input =
		gsf_input_memory_new((const guint8 *)bytes.at, (gsf_off_t)bytes.len, FALSE);
	GsfInfile *storage = gsf_infile_msole_new(input, NULL);

	g_object_unref(input);
	return storage ? store_over(storage, MSGSTORE_TOP) : NULL;
}

MsgStore *msgstore_child(const MsgStore *store, const char *name, MsgStoreKind kind)
{
	GsfInput *child = gsf_infile_child_by_name(store->storage, name);

	if (!child)
		return NULL;
	if (!GSF_IS_INFILE(child) || gsf_infile_num_children(GSF_INFILE(child)) < 0) {
		g_object_unref(child);
		return NULL;
	}
	return store_over(GSF_INFILE(child), kind);
}

void msgstore_free(MsgStore *store)
{
	if (!store)
		return;
	g_object_unref(store->storage);
	g_free(store);
}

/* A stream, whole up to MSGSTORE_VALUE_MAX; NULL where there is none. */
static GString *read_stream(const MsgStore *store, const char *name)
{
	GsfInput *input = gsf_infile_child_by_name(store->storage, name);
	GString *out = NULL;

	if (!input)
		return NULL;
	gsf_off_t size = gsf_input_size(input);
	if (size >= 0 &&
		!(GSF_IS_INFILE(input) && gsf_infile_num_children(GSF_INFILE(input)) >= 0)) {
		size_t wanted = MIN((size_t)size, MSGSTORE_VALUE_MAX);
		const guint8 *bytes = wanted > 0 ? gsf_input_read(input, wanted, NULL) : NULL;
		out = g_string_new_len((const char *)bytes, bytes ? (gssize)wanted : 0);
	}
	g_object_unref(input);
	return out;
}

static GString *read_property(const MsgStore *store, unsigned tag, unsigned type)
{
	char name[STREAM_NAME_MAX];

	g_snprintf(name, sizeof name, "__substg1.0_%04X%04X", tag, type);
	return read_stream(store, name);
}

const char *msgstore_charset(guint64 codepage)
{
	static const struct {
		guint64 codepage;
		Str label;
	} pages[] = {
		{932, STR("shift_jis")},
		{936, STR("gb2312")},
		{949, STR("euc-kr")},
		{950, STR("big5")},
		{1250, STR("windows-1250")},
		{1251, STR("windows-1251")},
		{1252, STR("windows-1252")},
		{1253, STR("windows-1253")},
		{1254, STR("windows-1254")},
		{20127, STR("us-ascii")},
		{20866, STR("koi8-r")},
		{28591, STR("iso-8859-1")},
		{28592, STR("iso-8859-2")},
		{28605, STR("iso-8859-15")},
		{50220, STR("iso-2022-jp")},
		{50221, STR("iso-2022-jp")},
		{51932, STR("euc-jp")},
		{54936, STR("gb18030")},
		{65001, STR("utf-8")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++)
		if (pages[i].codepage == codepage)
			return charset_find(pages[i].label);
	return NULL;
}

GString *msgstore_text(const MsgStore *store, unsigned tag, Charsets *charsets)
{
	g_autoptr(GString) wide = read_property(store, tag, TYPE_UNICODE);
	guint64 codepage = 0;

	if (wide)
		return charset_decode(charsets, "utf-16le", str_over(wide->str, wide->len), NULL);
	g_autoptr(GString) narrow = read_property(store, tag, TYPE_STRING8);
	if (!narrow)
		return NULL;
	Str bytes = str_over(narrow->str, narrow->len);
	const char *charset = charset_guess(charsets, bytes);
	bool plain = g_str_equal(charset, "us-ascii") || g_str_equal(charset, "utf-8");
	if (!plain && msgstore_number(store, TAG_CODEPAGE, &codepage) && msgstore_charset(codepage))
		charset = msgstore_charset(codepage);
	return charset_decode(charsets, charset, bytes, NULL);
}

GString *msgstore_bytes(const MsgStore *store, unsigned tag)
{
	return read_property(store, tag, TYPE_BINARY);
}

static guint64 little(const char *at, size_t bytes)
{
	guint64 number = 0;

	for (size_t i = bytes; i-- > 0;)
		number = number << 8 | (unsigned char)at[i];
	return number;
}

bool msgstore_number(const MsgStore *store, unsigned tag, guint64 *number_out)
{
	static const size_t heads[] = {
		[MSGSTORE_TOP] = HEADERS_END, [MSGSTORE_INNER] = 24, [MSGSTORE_CHILD] = 8};
	g_autoptr(GString) list = read_stream(store, "__properties_version1.0");

	if (!list)
		return false;
	for (size_t at = heads[store->kind]; at + ENTRY_SIZE <= list->len; at += ENTRY_SIZE) {
		const char *entry = list->str + at;
		unsigned type = (unsigned)little(entry, 2);
		if (little(entry + 2, 2) != tag)
			continue;
		/* PtypInteger64 and PtypTime have eight bytes, the others four at most */
		*number_out = little(entry + VALUE_AT, type == 0x0014 || type == 0x0040 ? 8 : 4);
		return true;
	}
	return false;
}

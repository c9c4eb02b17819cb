#include "report/mask.h"

#include <string.h>

/* Fewer characters of base64 than these are no proof of an address. */
#define BASE64_MIN 8

struct Mask {
	const char *label;
	GPtrArray *folded; /* sorted lower-case spellings, found in any case */
	GPtrArray *exact;  /* sorted spellings in base64 */
};

static void add_hex(GPtrArray *folded, const char *address)
{
	GString *hex = g_string_new(NULL);

	for (const char *at = address; *at; at++)
		g_string_append_printf(hex, "%02x", (guint8)*at);
	g_ptr_array_add(folded, g_string_free(hex, FALSE));
}

/* `text` with every `c` written as `with`. */
static char *respelled(const char *text, char c, const char *with)
{
	GString *out = g_string_new(NULL);

	for (; *text; text++) {
		if (*text == c)
			g_string_append(out, with);
		else
			g_string_append_c(out, *text);
	}
	return g_string_free(out, FALSE);
}

static void add_percent(GPtrArray *folded, const char *address)
{
	g_autofree char *once = g_uri_escape_string(address, NULL, FALSE);
	g_autofree char *lower = g_ascii_strdown(once, -1);

	g_ptr_array_add(folded, respelled(address, '@', "%40"));
	g_ptr_array_add(folded, respelled(lower, '%', "%25"));
	g_ptr_array_add(folded, g_steal_pointer(&lower));
}

/* The characters of base64 that the address alone decides, when `ahead` bytes of its group of three
 * stand before it; then the same in the alphabet for URLs (RFC 4648, section 5). */
static void add_base64(GPtrArray *exact, const char *address, size_t ahead)
{
	size_t len = strlen(address), first = (ahead * 8 + 5) / 6, last = (ahead + len) * 8 / 6;
	g_autofree char *padded = g_strconcat(&"\1\1"[2 - ahead], address, NULL);
	g_autofree char *code = g_base64_encode((const guchar *)padded, ahead + len);

	if (last - first < BASE64_MIN)
		return;
	char *spelling = g_strndup(code + first, last - first);
	g_ptr_array_add(exact, spelling);
	if (strpbrk(spelling, "+/"))
		g_ptr_array_add(
			exact, g_strdelimit(g_strdelimit(g_strdup(spelling), "+", '-'), "/", '_'));
}

static void add_address(Mask *mask, const char *address)
{
	const char *at = address ? strchr(address, '@') : NULL;

	if (!at || at == address || at[1] == '\0' || strlen(address) > MASK_ADDRESS_MAX)
		return;
	char *lower = g_ascii_strdown(address, -1);
	g_ptr_array_add(mask->folded, lower);
	add_percent(mask->folded, lower);
	add_hex(mask->folded, lower);
	for (size_t ahead = 0; ahead < 3; ahead++) {
		add_base64(mask->exact, lower, ahead);
		if (strcmp(lower, address) != 0)
			add_base64(mask->exact, address, ahead);
	}
}

static int compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sort, and drop what stands twice. */
static void settle(GPtrArray *spellings)
{
	guint kept = 0;

	g_ptr_array_sort(spellings, compare_texts);
	for (guint i = 0; i < spellings->len; i++) {
		if (kept > 0 && strcmp(spellings->pdata[kept - 1], spellings->pdata[i]) == 0)
			continue;
		gpointer spelling = spellings->pdata[i];
		spellings->pdata[i] = spellings->pdata[kept];
		spellings->pdata[kept++] = spelling;
	}
	g_ptr_array_set_size(spellings, (gint)kept);
}

Mask *mask_new(const json_t *mail, const char *label)
{
	static const char *const mailboxes[] = {"to", "cc"};
	Mask *mask = g_new0(Mask, 1);
	const json_t *entry;
	size_t index;

	mask->label = label;
	mask->folded = g_ptr_array_new_with_free_func(g_free);
	mask->exact = g_ptr_array_new_with_free_func(g_free);
	json_array_foreach (json_object_get(mail, "recipients"), index, entry)
		add_address(mask, json_string_value(entry));
	for (size_t i = 0; i < G_N_ELEMENTS(mailboxes); i++)
		json_array_foreach (json_object_get(mail, mailboxes[i]), index, entry)
			add_address(mask, json_get_text(entry, "address"));
	settle(mask->folded);
	settle(mask->exact);
	return mask;
}

void mask_free(Mask *mask)
{
	if (!mask)
		return;
	g_ptr_array_unref(mask->folded);
	g_ptr_array_unref(mask->exact);
	g_free(mask);
}

/* The first of the spellings low..high whose byte at `depth` is `c` or more. */
static guint bound(const GPtrArray *spellings, guint low, guint high, size_t depth, unsigned c)
{
	while (low < high) {
		guint middle = low + (high - low) / 2;
		if ((guint8)((const char *)spellings->pdata[middle])[depth] < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Whether the spellings low..high, some at least, share `c` at `depth`. */
static bool all_have(const GPtrArray *spellings, guint low, guint high, size_t depth, char c)
{
	return low < high && ((const char *)spellings->pdata[low])[depth] == c &&
	       ((const char *)spellings->pdata[high - 1])[depth] == c;
}

/* Length of the longest spelling that `text` begins with; 0. The sorted array is walked as a trie. */
static size_t match(const GPtrArray *spellings, bool fold, Str text)
{
	guint low = 0, high = spellings->len;
	size_t longest = 0;

	for (size_t depth = 0; low < high; depth++) {
		if (((const char *)spellings->pdata[low])[depth] == '\0') {
			longest = depth;
			low++;
		}
		if (depth == text.len)
			break;
		char c = fold ? g_ascii_tolower(text.at[depth]) : text.at[depth];
		if (c == '\0')
			break;
		if (all_have(spellings, low, high, depth, c))
			continue;
		low = bound(spellings, low, high, depth, (guint8)c);
		high = bound(spellings, low, high, depth, (unsigned)(guint8)c + 1);
	}
	return longest;
}

GString *mask_text(const Mask *mask, Str text)
{
	GString *out = g_string_sized_new(text.len);

	while (text.len > 0) {
		size_t plain = match(mask->folded, true, text),
		       coded = match(mask->exact, false, text);
		size_t len = MAX(plain, coded);
		if (len > 0)
			g_string_append(out, mask->label);
		else
			g_string_append_c(out, text.at[0]);
		text = str_sub(text, MAX(len, 1), text.len);
	}
	return out;
}

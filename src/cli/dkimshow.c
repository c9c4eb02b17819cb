#include "cli/dkimshow.h"

#include <stdio.h>

#include "cli/talk.h"

static bool is_japanese(const char *language)
{
	return language[0] == 'j';
}

static const char *word(const char *language, const char *en, const char *ja)
{
	return is_japanese(language) ? ja : en;
}

/* How classes are shown: in words, and whether they are good or bad news. */
static const struct {
	const char *class, *en, *ja;
	TalkColour colour;
} classes[] = {
	{"pass", "pass", "検証成功", TALK_GREEN},
	{"fail", "fail", "不一致", TALK_RED},
	{"body-changed", "body changed since signing", "署名後に本文が変更", TALK_YELLOW},
	{"key-gone", "key gone", "公開鍵なし(廃止済み)", TALK_YELLOW},
	{"key-revoked", "key revoked", "公開鍵が失効", TALK_YELLOW},
	{"key-unusable", "key cannot be used", "公開鍵が使用不可", TALK_YELLOW},
	{"temporary", "no answer from the DNS", "DNS 応答なし", TALK_YELLOW},
	{"policy", "verifies, but is not to be relied on", "一致するが信頼不可", TALK_YELLOW},
	{"expired", "expired", "有効期限切れ", TALK_YELLOW},
	{"unsupported", "unsupported", "未対応", TALK_YELLOW},
	{"broken", "broken signature", "署名の書式不正", TALK_RED},
	{"not-asked", "key not asked for", "公開鍵を未照会", TALK_PLAIN},
};

static void print_title(const char *title, const char *class, const char *language)
{
	for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
		if (g_strcmp0(classes[i].class, class) != 0)
			continue;
		talk_text(stdout, "%s%s%s  %s%s%s\n", talk_colour(stdout, TALK_BOLD), title,
			talk_colour(stdout, TALK_PLAIN), talk_colour(stdout, classes[i].colour),
			word(language, classes[i].en, classes[i].ja),
			talk_colour(stdout, TALK_PLAIN));
	}
}

/* "same", "changed" and null, of a part of the mail. */
static const char *part(const json_t *signature, const char *key, const char *language)
{
	const char *state = json_get_text(signature, key);

	if (!state)
		return word(language, "not compared", "未照合");
	return g_str_equal(state, "same") ? word(language, "as signed", "署名時のまま")
					  : word(language, "not as signed", "署名時と異なる");
}

static void print_names(const json_t *covers, const char *key, const char *label)
{
	g_autofree char *names = json_listed(json_object_get(covers, key));

	if (names)
		talk_row(label, names);
}

/* Names that are signed as often as they are there, no more: another could be put above, and be shown in their place. */
static void print_once_signed(const json_t *covers, const char *language)
{
	g_autoptr(GHashTable) is_open = g_hash_table_new(g_str_hash, g_str_equal);
	json_auto_t *names = json_array();
	const json_t *name;
	size_t index;

	json_array_foreach (json_object_get(covers, "open"), index, name)
		g_hash_table_add(is_open, (gpointer)json_string_value(name));
	json_array_foreach (json_object_get(covers, "signed"), index, name)
		if (g_hash_table_remove(is_open, json_string_value(name)))
			json_push(names, json_incref((json_t *)name));
	g_autofree char *listed = json_listed(names);
	if (listed)
		talk_row(word(language, "may be doubled", "重複追加可"), listed);
}

static void print_key(const json_t *key, const char *language)
{
	json_int_t bits = json_integer_value(json_object_get(key, "bits"));
	const char *name = json_get_text(key, "name"), *type = json_get_text(key, "type");
	g_autofree char *text =
		bits ? g_strdup_printf("%s  %s %d bit", name, type, (int)bits) : g_strdup(name);

	if (name)
		talk_row(word(language, "key", "公開鍵"), text);
	if (json_is_object(json_object_get(key, "why")))
		talk_row("", json_get_text(json_object_get(key, "why"), language));
}

static void print_text(const json_t *signature, const char *key, const char *label)
{
	if (json_get_text(signature, key))
		talk_row(label, json_get_text(signature, key));
}

static void print_claims(const json_t *signature, const char *language)
{
	const json_t *forms = json_object_get(signature, "canonicalization");
	const char *algorithm = json_get_text(signature, "algorithm");
	g_autofree char *how = g_strdup_printf("%s, %s/%s", algorithm ? algorithm : "?",
		json_get_text(forms, "header"), json_get_text(forms, "body"));

	print_text(signature, "identity", word(language, "on behalf of", "名義"));
	talk_row(word(language, "made with", "方式"), how);
	print_text(signature, "made", word(language, "made", "署名日時"));
	print_text(signature, "expires", word(language, "expires", "有効期限"));
}

static void print_notes(const json_t *signature, const char *language)
{
	const json_t *note;
	size_t index;

	json_array_foreach (json_object_get(signature, "notes"), index, note)
		talk_row(word(language, "note", "注意"),
			json_get_text(json_object_get(note, "says"), language));
}

static void print_signature(const json_t *signature, size_t number, const char *language)
{
	const json_t *covers = json_object_get(signature, "covers");
	const char *domain = json_get_text(signature, "domain");
	g_autofree char *title = g_strdup_printf(
		"%s %zu  %s", word(language, "signature", "署名"), number, domain ? domain : "?");

	print_title(title, json_get_text(signature, "class"), language);
	talk_row("", json_get_text(json_object_get(signature, "why"), language));
	talk_row(word(language, "body", "本文"), part(signature, "body", language));
	talk_row(word(language, "headers", "ヘッダー"), part(signature, "headers", language));
	print_key(json_object_get(signature, "key"), language);
	print_claims(signature, language);
	print_names(covers, "signed", word(language, "signed", "署名対象"));
	print_names(covers, "absent", word(language, "signed as absent", "追加不可"));
	print_names(covers, "unsigned", word(language, "not signed", "署名対象外"));
	print_once_signed(covers, language);
	print_notes(signature, language);
	talk_text(stdout, "\n");
}

/* "lists.example.org  seal: pass, mail: body-changed". */
static void print_set(const json_t *set)
{
	const json_t *seal = json_object_get(set, "seal"),
		     *message = json_object_get(set, "message");
	const char *domain = json_get_text(seal, "domain");
	g_autofree char *label =
		g_strdup_printf("%d", (int)json_integer_value(json_object_get(set, "instance")));
	g_autofree char *text = g_strdup_printf("%s  seal: %s, mail: %s", domain ? domain : "?",
		json_get_text(seal, "class"), json_get_text(message, "class"));
	g_autoptr(GString) results = g_string_new(NULL);
	const json_t *result;
	size_t index;

	talk_row(label, text);
	json_array_foreach (json_object_get(set, "results"), index, result)
		g_string_append_printf(results, "%s%s=%s", index ? ", " : "",
			json_get_text(result, "method"), json_get_text(result, "result"));
	if (results->len > 0)
		talk_row("", results->str);
}

/* Its status, and each set with who sealed it. */
static void print_arc(const json_t *arc, const char *language)
{
	const char *status = json_get_text(arc, "status");
	const json_t *set;
	size_t index;

	if (g_strcmp0(status, "none") == 0)
		return;
	print_title("ARC", status ? status : "not-asked", language);
	talk_row("", json_get_text(json_object_get(arc, "why"), language));
	json_array_foreach (json_object_get(arc, "sets"), index, set)
		print_set(set);
	talk_text(stdout, "\n");
}

void dkimshow_all(const json_t *found, const char *language)
{
	const json_t *signatures = json_object_get(found, "dkim"), *signature;
	size_t index;

	json_array_foreach (signatures, index, signature)
		print_signature(signature, index + 1, language);
	if (json_array_size(signatures) == 0)
		talk_text(stdout, "%s\n",
			word(language, "The mail has no DKIM signature.",
				"このメールに DKIM 署名はありません。"));
	print_arc(json_object_get(found, "arc"), language);
}

#include "trace/context.h"

#include "trace/authres.h"
#include "trace/words.h"

/* The first mail address in a header's value, "mailto:" undone; empty where there is none. */
static Str address_in(Str value)
{
	Str rest = value;

	for (Word word; words_next(&rest, &word);) {
		Str address = words_bare(word.text);
		if (word.kind != WORD_TEXT || str_find_char(address, '@') < 0)
			continue;
		if (str_starts_fold(address, STR("mailto:")))
			address = str_sub(address, 7, address.len);
		return str_take_until(&address, '?');
	}
	return STR("");
}

static char *lower(Str text)
{
	return text.len > 0 ? g_ascii_strdown(text.at, (gssize)text.len) : NULL;
}

static void add_mailbox(Context *context, Str address)
{
	g_autofree char *key = lower(address);

	if (key && g_hash_table_size(context->mailboxes) < CONTEXT_MAILBOXES_MAX)
		g_hash_table_add(context->mailboxes, g_steal_pointer(&key));
}

static void read_mark(
	Context *context, Str value, size_t header, void (*parse)(Str value, Authres *out))
{
	Authres authres;

	if (context->marks->len >= CONTEXT_MARKS_MAX)
		return;
	parse(value, &authres);
	Mark mark = {header, address_canonical(authres.client_ip)};
	if (mark.ip)
		g_array_append_val(context->marks, mark);
	authres_clear(&authres);
}

static void read_spf(Context *context, Str value, size_t header)
{
	read_mark(context, value, header, authres_parse_received_spf);
}

static void read_results(Context *context, Str value, size_t header)
{
	read_mark(context, value, header, authres_parse);
}

/* "The users <users.lists.example.net>" */
static void read_list_id(Context *context, Str value, size_t header)
{
	gssize open = str_rfind_char(value, '<');
	Str id = str_trim(str_sub(value, (size_t)(open + 1), value.len));

	(void)header;
	id = str_sub(str_trim(str_take_until(&id, '>')), 0, CONTEXT_LIST_NAME_MAX);
	if (context->list_name)
		return;
	context->list_name = lower(id);
	context->list_domain = hop_domain(id);
}

static void read_list_address(Context *context, Str value, size_t header)
{
	(void)header;
	if (!context->list_address)
		context->list_address = lower(str_sub(address_in(value), 0, CONTEXT_LIST_NAME_MAX));
}

/* What only software for discussions writes; newsletters have List-Id and List-Post alone. */
static void read_list_software(Context *context, Str value, size_t header)
{
	context->list_posts = true;
	read_list_address(context, value, header);
}

static void read_mailbox(Context *context, Str value, size_t header)
{
	(void)header;
	add_mailbox(context, address_in(value));
}

static void read_forwarding(Context *context, Str value, size_t header)
{
	context->forwarded = true;
	read_mailbox(context, value, header);
}

/* Lists that rewrite From keep the author here. */
static void read_original(Context *context, Str value, size_t header)
{
	(void)header;
	context->original_from = address_in(value);
	context->original_in = "x-original-from";
}

static const struct {
	Str name;
	void (*read)(Context *context, Str value, size_t header);
} readers[] = {
	{STR("Received-SPF"), read_spf},
	{STR("Authentication-Results"), read_results},
	{STR("ARC-Authentication-Results"), read_results},
	{STR("List-Id"), read_list_id},
	{STR("List-Post"), read_list_address},
	{STR("X-BeenThere"), read_list_software},
	{STR("X-Mailing-List"), read_list_software},
	{STR("Mailing-List"), read_list_software},
	{STR("Delivered-To"), read_mailbox},
	{STR("X-Original-To"), read_mailbox},
	{STR("X-Forwarded-To"), read_forwarding},
	{STR("X-Forwarded-For"), read_forwarding},
	{STR("Resent-From"), read_forwarding},
	{STR("X-Original-From"), read_original},
};

static void read_headers(Context *context, const json_t *headers)
{
	const json_t *header;
	size_t index;

	json_array_foreach (headers, index, header) {
		Str name = json_get_str(header, "name");
		for (size_t i = 0; i < G_N_ELEMENTS(readers); i++)
			if (str_equal_fold(name, readers[i].name))
				readers[i].read(context, json_get_str(header, "value"), index);
	}
}

static void read_author(Context *context, const json_t *author)
{
	context->from_domain = hop_domain(json_get_str(author, "domain"));
	context->from_address = lower(json_get_str(author, "address"));
	context->from_via = str_find_fold(json_get_str(author, "name"), STR(" via ")) >= 0;
}

static void read_recipients(Context *context, const json_t *mailboxes)
{
	const json_t *mailbox;
	size_t index;

	json_array_foreach (mailboxes, index, mailbox)
		add_mailbox(context, json_get_str(mailbox, "address"));
}

/* Or in Reply-To, where From says "via". */
static void settle_original(Context *context, const json_t *mail)
{
	const json_t *reply = json_array_get(json_object_get(mail, "reply_to"), 0);

	if (context->original_from.len > 0 || !context->from_via)
		return;
	context->original_from = json_get_str(reply, "address");
	context->original_in = "reply-to";
}

/* A list that has no List-Id is called by its address. */
static void settle_list(Context *context)
{
	gssize at;

	if (context->list_name || !context->list_address)
		return;
	at = str_rfind_char(str_of(context->list_address), '@');
	context->list_name = g_strdup(context->list_address);
	context->list_domain = hop_domain(str_of(context->list_address + at + 1));
}

static void mark_clear(gpointer data)
{
	g_free(((Mark *)data)->ip);
}

Context *context_new(const json_t *mail)
{
	Context *context = g_new0(Context, 1);

	context->marks = g_array_new(FALSE, FALSE, sizeof(Mark));
	g_array_set_clear_func(context->marks, mark_clear);
	context->mailboxes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	context->return_path = json_get_str(mail, "return_path");
	context->forwarded = str_starts_fold(context->return_path, STR("SRS0")) ||
			     str_starts_fold(context->return_path, STR("SRS1"));
	read_headers(context, json_object_get(mail, "headers"));
	read_author(context, json_array_get(json_object_get(mail, "from"), 0));
	read_recipients(context, json_object_get(mail, "to"));
	read_recipients(context, json_object_get(mail, "cc"));
	settle_list(context);
	settle_original(context, mail);
	return context;
}

void context_free(Context *context)
{
	if (!context)
		return;
	g_array_unref(context->marks);
	g_hash_table_unref(context->mailboxes);
	g_free(context->list_name);
	g_free(context->list_domain);
	g_free(context->list_address);
	g_free(context->from_domain);
	g_free(context->from_address);
	g_free(context);
}

bool context_names(const Context *context, Str address)
{
	g_autofree char *key = lower(address);

	return key && g_hash_table_contains(context->mailboxes, key);
}

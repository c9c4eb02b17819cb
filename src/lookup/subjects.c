#include "lookup/subjects.h"

#include "lookup/word.h"
#include "web/address.h"
#include "web/host.h"
#include "web/url.h"

/* The members of /mail that hold mailboxes, one or an array of them. */
static const char *const mailbox_members[] = {"from", "sender", "reply_to"};

static void subject_free(gpointer data)
{
	Subject *subject = data;

	json_decref(subject->because);
	g_free(subject->name);
	g_free(subject);
}

static Subject *add_new(GPtrArray *list, const char *name, SubjectKind kind)
{
	Subject *subject = g_new0(Subject, 1);

	subject->name = g_strdup(name);
	subject->kind = kind;
	subject->because = json_array();
	g_ptr_array_add(list, subject);
	return subject;
}

/* The subject called `name` in `list`, made where there is none; NULL past the cap, and where it is known. */
static Subject *find_or_add(
	Subjects *subjects, GPtrArray *list, GHashTable *index, Str name, SubjectKind kind)
{
	g_autofree char *key = g_ascii_strdown(name.at, (gssize)name.len);
	Subject *subject = g_hash_table_lookup(index, key);
	const GHashTable *known =
		list == subjects->hosts ? subjects->known_hosts : subjects->known_registrations;

	if (subject || g_hash_table_contains((GHashTable *)known, key))
		return subject;
	if (list->len >= SUBJECTS_MAX) {
		subjects->left_out++;
		return NULL;
	}
	subject = add_new(list, key, kind);
	g_hash_table_insert(index, subject->name, subject);
	return subject;
}

/* One after the other of the same pointer counts once. */
static void add_because(Subject *subject, const char *pointer)
{
	size_t count = subject ? json_array_size(subject->because) : 0;

	if (!subject || !pointer || count >= SUBJECT_BECAUSE_MAX)
		return;
	if (count == 0 ||
		g_strcmp0(json_string_value(json_array_get(subject->because, count - 1)), pointer))
		json_push(subject->because, json_text(str_of(pointer)));
}

static void add_registration(
	Subjects *subjects, const char *name, SubjectKind kind, const char *pointer)
{
	add_because(find_or_add(subjects, subjects->registrations, subjects->registration_index,
			    str_of(name), kind),
		pointer);
}

bool subjects_takes_address(Str text)
{
	static const bool taken[] = {
		[ADDRESS_PUBLIC] = true, [ADDRESS_DOCUMENTATION] = true, [ADDRESS_RESERVED] = true};
	AddressClass class = address_class(text);

	return class < G_N_ELEMENTS(taken) && taken[class];
}

static void add_address(Subjects *subjects, Str text, const char *pointer)
{
	g_autofree char *address = address_canonical(text);

	if (subjects_takes_address(text))
		add_registration(subjects, address, SUBJECT_IP, pointer);
}

/* A machine's name, or its address, as the dossier writes hosts. */
static void add_host(Subjects *subjects, Str name, const char *pointer)
{
	g_autofree char *host = host_parse(name, true);
	g_autofree char *domain = host ? host_registered(host) : NULL;

	if (!host)
		return;
	if (host_kind(host) != HOST_NAME) {
		add_address(subjects, str_of(host), pointer);
		return;
	}
	if (!domain) /* "localhost", "co.jp": nobody to ask */
		return;
	add_because(find_or_add(subjects, subjects->hosts, subjects->host_index, str_of(host),
			    SUBJECT_DOMAIN),
		pointer);
	add_registration(subjects, domain, SUBJECT_DOMAIN, pointer);
}

/* The domain of a mail address ("" and NULL have none). */
static void add_mail_address(Subjects *subjects, Str address, const char *pointer)
{
	gssize at = str_rfind_char(address, '@');

	if (at >= 0)
		add_host(subjects, str_sub(address, (size_t)at + 1, address.len), pointer);
}

static void add_origin(Subjects *subjects, const json_t *origin)
{
	add_address(subjects, json_get_str(origin, "ip"), "/origin");
	add_host(subjects, json_get_str(origin, "rdns"), "/origin");
	add_host(subjects, json_get_str(origin, "helo"), "/origin");
	add_mail_address(subjects, json_get_str(origin, "envelope_from"), "/origin/envelope_from");
}

static void add_mailboxes(Subjects *subjects, const json_t *mail, const char *member)
{
	const json_t *value = json_object_get(mail, member), *mailbox;
	g_autofree char *alone = g_strdup_printf("/mail/%s", member);
	size_t index;

	add_host(subjects, json_get_str(value, "domain"), alone);
	json_array_foreach (value, index, mailbox) {
		g_autofree char *pointer = g_strdup_printf("/mail/%s/%zu", member, index);
		add_host(subjects, json_get_str(mailbox, "domain"), pointer);
	}
}

static void add_links(Subjects *subjects, const json_t *links)
{
	const json_t *link;
	size_t index;

	json_array_foreach (links, index, link) {
		g_autofree char *pointer = g_strdup_printf("/links/%zu", index);
		add_host(subjects, json_get_str(link, "host"), pointer);
	}
}

static Subjects *subjects_empty(void)
{
	Subjects *subjects = g_new0(Subjects, 1);

	subjects->hosts = g_ptr_array_new_with_free_func(subject_free);
	subjects->registrations = g_ptr_array_new_with_free_func(subject_free);
	subjects->host_index = g_hash_table_new(g_str_hash, g_str_equal);
	subjects->registration_index = g_hash_table_new(g_str_hash, g_str_equal);
	subjects->known_hosts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	subjects->known_registrations =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return subjects;
}

Subjects *subjects_new(const json_t *dossier)
{
	Subjects *subjects = subjects_empty();
	const json_t *mail = json_object_get(dossier, "mail");

	add_origin(subjects, json_object_get(dossier, "origin"));
	for (size_t i = 0; i < G_N_ELEMENTS(mailbox_members); i++)
		add_mailboxes(subjects, mail, mailbox_members[i]);
	add_mail_address(subjects, json_get_str(mail, "return_path"), "/mail/return_path");
	add_links(subjects, json_object_get(dossier, "links"));
	return subjects;
}

static void add_known(GHashTable *known, const json_t *entries, const char *member)
{
	const json_t *entry;
	size_t index;

	json_array_foreach (entries, index, entry)
		g_hash_table_add(known, g_ascii_strdown(json_get_text(entry, member), -1));
}

static void add_url(Subjects *subjects, const json_t *entry, const char *pointer)
{
	g_autoptr(Url) url = url_parse(json_get_str(entry, "url"), NULL);

	if (url && url_host(url))
		add_host(subjects, str_of(url_host(url)), pointer);
}

/* `member` holds the addresses that were dialled. Those of genuine sites are nobody's but theirs. */
static void add_urls(
	Subjects *subjects, const json_t *list, const char *member, const char *pointer)
{
	const json_t *entry;
	size_t index;

	json_array_foreach (list, index, entry) {
		if (json_is_true(json_object_get(entry, "refused")))
			continue;
		add_url(subjects, entry, pointer);
		add_address(subjects, json_get_str(entry, member), pointer);
	}
}

static void add_landing(Subjects *subjects, const json_t *landing, const char *pointer)
{
	const char *what = json_get_text(json_object_get(landing, "site"), "what");

	if (g_strcmp0(what, "genuine") == 0)
		return;
	add_urls(subjects, json_object_get(landing, "chain"), "ip", pointer);
	add_urls(subjects, json_at(landing, "/walk/collects"), "address", pointer);
}

Subjects *subjects_of_landings(const json_t *dossier)
{
	Subjects *subjects = subjects_empty();
	const json_t *hosts = json_object_get(dossier, "hosts"), *landing;
	size_t index;

	subjects->hosts_before = json_array_size(hosts);
	add_known(subjects->known_hosts, hosts, "name");
	add_known(subjects->known_registrations, json_object_get(dossier, "registrations"), "of");
	json_array_foreach (json_object_get(dossier, "landings"), index, landing) {
		g_autofree char *pointer = g_strdup_printf("/landings/%zu", index);
		add_landing(subjects, landing, pointer);
	}
	return subjects;
}

static void add_asn(Subjects *subjects, const char *name)
{
	Subject *subject;

	if (g_hash_table_contains(subjects->registration_index, name))
		return;
	subject = add_new(subjects->registrations, name, SUBJECT_ASN);
	g_hash_table_insert(subjects->registration_index, subject->name, subject);
}

bool subjects_add_word(Subjects *subjects, Str word)
{
	g_autofree char *name = word_subject(word), *host = NULL, *domain = NULL;
	Str text = str_of(name ? name : "");

	if (str_starts(text, STR("AS")) &&
		str_parse_uint(str_sub(text, 2, text.len), G_MAXUINT32, &(guint64){0})) {
		add_asn(subjects, name);
		return true;
	}
	if (address_class(text) != ADDRESS_INVALID) {
		add_address(subjects, text, NULL);
		return subjects_takes_address(text);
	}
	host = host_parse(text, true);
	if (!host)
		return false;
	add_host(subjects, text, NULL);
	domain = host_registered(host);
	return domain != NULL ||
	       (host_kind(host) != HOST_NAME && subjects_takes_address(str_of(host)));
}

const char *subject_kind_name(SubjectKind kind)
{
	static const char *const names[] = {
		[SUBJECT_DOMAIN] = "domain",
		[SUBJECT_IP] = "ip",
		[SUBJECT_ASN] = "asn",
	};

	return names[kind];
}

void subjects_free(Subjects *subjects)
{
	if (!subjects)
		return;
	g_hash_table_unref(subjects->host_index);
	g_hash_table_unref(subjects->registration_index);
	g_hash_table_unref(subjects->known_hosts);
	g_hash_table_unref(subjects->known_registrations);
	g_ptr_array_unref(subjects->hosts);
	g_ptr_array_unref(subjects->registrations);
	g_free(subjects);
}

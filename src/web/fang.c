#include "web/fang.h"

#include <string.h>

#include "web/address.h"

static const struct {
	Str spelling;
	char plain;
} marks[] = {
	{STR("."), '.'},
	{STR("[.]"), '.'},
	{STR("(.)"), '.'},
	{STR("{.}"), '.'},
	{STR("[dot]"), '.'},
	{STR("(dot)"), '.'},
	{STR("{dot}"), '.'},
	{STR("@"), '@'},
	{STR("[@]"), '@'},
	{STR("(@)"), '@'},
	{STR("[at]"), '@'},
	{STR("(at)"), '@'},
	{STR(":"), ':'},
	{STR("[:]"), ':'},
};

/* A spelling that another ends with stands behind it. */
static const FangScheme schemes[] = {
	{STR("https"), STR("https"), false},
	{STR("http"), STR("http"), false},
	{STR("hxxps"), STR("https"), true},
	{STR("hxxp"), STR("http"), true},
	{STR("ttps"), STR("https"), true},
	{STR("ttp"), STR("http"), true},
	{STR("ftps"), STR("ftps"), false},
	{STR("ftp"), STR("ftp"), false},
	{STR("fxps"), STR("ftps"), true},
	{STR("fxp"), STR("ftp"), true},
};

static const struct {
	Str spelling;
	bool defanged;
} separators[] = {
	{STR("://"), false},
	{STR("[:]//"), true},
	{STR("[://]"), true},
	{STR("(:)//"), true},
};

FangMark fang_mark(Str s)
{
	if (s.len == 0 || !strchr(".@:[({", s.at[0]))
		return (FangMark){'\0', 0, false};
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (str_starts_fold(s, marks[i].spelling))
			return (FangMark){
				marks[i].plain, marks[i].spelling.len, marks[i].spelling.len > 1};
	return (FangMark){'\0', 0, false};
}

const FangScheme *fang_scheme(Str word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (str_ends_fold(word, schemes[i].spelling))
			return &schemes[i];
	return NULL;
}

size_t fang_separator(Str s, bool *defanged_out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(separators); i++) {
		if (!str_starts(s, separators[i].spelling))
			continue;
		*defanged_out = separators[i].defanged;
		return separators[i].spelling.len;
	}
	return 0;
}

GString *fang_undo(Str s)
{
	GString *plain = g_string_sized_new(s.len);

	while (s.len > 0) {
		FangMark mark = fang_mark(s);
		g_string_append_c(plain, mark.len ? mark.plain : s.at[0]);
		s = str_sub(s, MAX(mark.len, 1), s.len);
	}
	return plain;
}

/* Append `s` with those of `chars` that stand there plainly in brackets. */
static void append_bracketed(GString *out, Str s, const char *chars)
{
	while (s.len > 0) {
		FangMark mark = fang_mark(s);
		size_t len = MAX(mark.len, 1);
		if (mark.len == 1 && strchr(chars, mark.plain))
			g_string_append_printf(out, "[%c]", mark.plain);
		else
			g_string_append_len(out, s.at, (gssize)len);
		s = str_sub(s, len, s.len);
	}
}

/* An IPv4 address is harmless once one of its dots is. */
static void append_ipv4(GString *out, Str host, bool defanged)
{
	size_t last = defanged ? host.len : (size_t)str_rfind_char(host, '.');

	g_string_append_len(out, host.at, (gssize)last);
	append_bracketed(out, str_sub(host, last, host.len), ".");
}

/* The length of what stands up to the last "@" and with it. */
static size_t user_len(Str authority)
{
	size_t len = 0;

	for (size_t i = 0; i < authority.len;) {
		FangMark mark = fang_mark(str_sub(authority, i, authority.len));
		i += MAX(mark.len, 1);
		if (mark.plain == '@')
			len = i;
	}
	return len;
}

void fang_authority(GString *out, Str authority)
{
	size_t user = user_len(authority);
	Str host = str_sub(authority, user, authority.len);
	g_autoptr(GString) plain = fang_undo(host);
	Str whole = str_over(plain->str, plain->len), rest = whole;
	Address address;

	append_bracketed(out, str_sub(authority, 0, user), ".@");
	if (address_parse(str_take_until(&rest, ':'), &address))
		append_ipv4(out, host, plain->len < host.len);
	else if (str_starts(whole, STR("[")) || address_parse_ipv6(whole, &address))
		append_bracketed(out, host, ".:");
	else
		append_bracketed(out, host, ".");
}

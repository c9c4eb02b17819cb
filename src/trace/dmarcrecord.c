#include "trace/dmarcrecord.h"

static const struct {
	Str word;
	DmarcPolicy policy;
} policies[] = {
	{STR("none"), DMARC_POLICY_NONE},
	{STR("quarantine"), DMARC_POLICY_QUARANTINE},
	{STR("reject"), DMARC_POLICY_REJECT},
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static DmarcPolicy read_policy(Str value)
{
	for (size_t i = 0; i < G_N_ELEMENTS(policies); i++)
		if (str_equal_fold(value, policies[i].word))
			return policies[i].policy;
	return DMARC_POLICY_BROKEN;
}

static void set_p(DmarcRecord *record, Str value)
{
	record->p = read_policy(value);
}

static void set_sp(DmarcRecord *record, Str value)
{
	record->sp = read_policy(value);
}

static void set_np(DmarcRecord *record, Str value)
{
	record->np = read_policy(value);
}

static void set_psd(DmarcRecord *record, Str value)
{
	if (value.len == 1 && str_find_char(STR("yYnNuU"), value.at[0]) >= 0)
		record->psd = g_ascii_tolower(value.at[0]);
}

static void set_t(DmarcRecord *record, Str value)
{
	record->testing = str_equal_fold(value, STR("y"));
}

static void set_adkim(DmarcRecord *record, Str value)
{
	record->strict_dkim = str_equal_fold(value, STR("s"));
}

static void set_aspf(DmarcRecord *record, Str value)
{
	record->strict_spf = str_equal_fold(value, STR("s"));
}

static void set_pct(DmarcRecord *record, Str value)
{
	guint64 pct;

	if (str_parse_uint(value, 100, &pct))
		record->pct = (guint)pct;
}

/* A list of URIs; one that is no URI is left out by whoever reports. */
static void set_rua(DmarcRecord *record, Str value)
{
	record->rua = value;
	while (value.len > 0) {
		Str uri = str_trim(str_take_until(&value, ','));
		gssize colon = str_find_char(uri, ':');
		record->reports = record->reports || (colon > 0 && (size_t)colon + 1 < uri.len &&
							     g_ascii_isalpha(uri.at[0]));
		str_take_char(&value, ',');
	}
}

static void set_ruf(DmarcRecord *record, Str value)
{
	record->ruf = value;
}

static void set_fo(DmarcRecord *record, Str value)
{
	record->fo = value;
}

static const struct {
	Str name;
	void (*set)(DmarcRecord *record, Str value);
} tags[] = {
	{STR("p"), set_p},
	{STR("sp"), set_sp},
	{STR("np"), set_np},
	{STR("psd"), set_psd},
	{STR("t"), set_t},
	{STR("adkim"), set_adkim},
	{STR("aspf"), set_aspf},
	{STR("pct"), set_pct},
	{STR("rua"), set_rua},
	{STR("ruf"), set_ruf},
	{STR("fo"), set_fo},
};

/* Take "name = value" up to a semicolon. */
static void take_tag(Str *rest, Str *name_out, Str *value_out)
{
	Str tag = str_take_until(rest, ';');

	str_take_char(rest, ';');
	*name_out = str_trim(str_take_until(&tag, '='));
	str_take_char(&tag, '=');
	*value_out = str_trim(tag);
}

bool dmarcrecord_parse(Str text, DmarcRecord *record_out)
{
	DmarcRecord record = {.psd = 'u', .pct = 100};
	guint seen = 0;
	Str name, value;

	/* the version comes first, in no other spelling (RFC 9989, section 4.8) */
	if (!str_take(&text, STR("v")))
		return false;
	str_skip(&text, is_blank);
	if (!str_take_char(&text, '='))
		return false;
	take_tag(&text, &name, &value); /* what is left of it: the value stands where a name does */
	if (!str_equal(name, STR("DMARC1")) || value.len > 0)
		return false;
	while (text.len > 0) {
		take_tag(&text, &name, &value);
		for (size_t i = 0; i < G_N_ELEMENTS(tags); i++)
			if (str_equal_fold(name, tags[i].name) && !(seen & 1u << i)) {
				seen |= 1u << i;
				tags[i].set(&record, value);
			}
	}
	*record_out = record;
	return true;
}

const char *dmarcrecord_policy_name(DmarcPolicy policy)
{
	for (size_t i = 0; i < G_N_ELEMENTS(policies); i++)
		if (policies[i].policy == policy)
			return policies[i].word.at;
	return NULL;
}

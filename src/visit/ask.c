#include "visit/ask.h"

/* kind, what it asks for, which part of that */
static const struct {
	const char *kind, *asks, *part;
} kinds[] = {
	{"", NULL, NULL},
	{"account", "account", NULL},
	{"password", "password", NULL},
	{"one-time-code", "one-time-code", NULL},
	{"pin", "pin", NULL},
	{"name", "name", NULL},
	{"name-family", "name", "family"},
	{"name-given", "name", "given"},
	{"kana", "kana", NULL},
	{"kana-family", "kana", "family"},
	{"kana-given", "kana", "given"},
	{"birth-date", "birth-date", NULL},
	{"birth-year", "birth-date", "year"},
	{"birth-month", "birth-date", "month"},
	{"birth-day", "birth-date", "day"},
	{"address", "address", NULL},
	{"prefecture", "address", "prefecture"},
	{"city", "address", "city"},
	{"street", "address", "street"},
	{"building", "address", "building"},
	{"country", "address", "country"},
	{"postcode", "postcode", NULL},
	{"phone", "phone", NULL},
	{"mail", "mail", NULL},
	{"mail-password", "mail-password", NULL},
	{"card-number", "card-number", NULL},
	{"card-brand", "card-number", "brand"},
	{"expiry", "expiry", NULL},
	{"expiry-month", "expiry", "month"},
	{"expiry-year", "expiry", "year"},
	{"security-code", "security-code", NULL},
	{"cardholder", "cardholder", NULL},
	{"3ds-password", "3ds-password", NULL},
	{"bank", "bank", NULL},
	{"branch", "branch", NULL},
	{"account-number", "account-number", NULL},
	{"account-type", "account-number", "type"},
	{"national-id", "national-id", NULL},
	{"my-number", "my-number", NULL},
	{"identity-document", "identity-document", NULL},
	{"security-answer", "security-answer", NULL},
	{"gender", "gender", NULL},
	{"company", "company", NULL},
	{"captcha", "captcha", NULL},
	{"consent", NULL, NULL},
	{"choice", NULL, NULL},
	{"search", NULL, NULL},
};

AskKind ask_find(Str kind)
{
	for (AskKind i = 1; i < G_N_ELEMENTS(kinds); i++)
		if (str_equal(kind, str_of(kinds[i].kind)))
			return i;
	return ASK_NONE;
}

AskKind ask_count(void)
{
	return G_N_ELEMENTS(kinds);
}

const char *ask_kind(AskKind kind)
{
	g_assert(kind < G_N_ELEMENTS(kinds));
	return kinds[kind].kind;
}

const char *ask_name(AskKind kind)
{
	g_assert(kind < G_N_ELEMENTS(kinds));
	return kinds[kind].asks;
}

const char *ask_part(AskKind kind)
{
	g_assert(kind < G_N_ELEMENTS(kinds));
	return kinds[kind].part;
}

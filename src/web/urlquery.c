#include "web/urlquery.h"

#include "web/percent.h"

bool urlquery_next(Str *rest, QueryPair *pair_out)
{
	while (rest->len > 0) {
		Str pair = str_take_until(rest, '&');
		str_take_char(rest, '&');
		if (pair.len == 0)
			continue;
		pair_out->name = str_take_until(&pair, '=');
		str_take_char(&pair, '=');
		pair_out->value = pair;
		return true;
	}
	return false;
}

bool urlquery_find(Str query, Str name, Str *value_out)
{
	for (QueryPair pair; urlquery_next(&query, &pair);)
		if (pair.value.len > 0 && str_equal_fold(pair.name, name)) {
			*value_out = pair.value;
			return true;
		}
	return false;
}

GString *urlquery_decode(Str value)
{
	g_autofree char *spaced = g_strndup(value.at, value.len);

	for (size_t i = 0; i < value.len; i++)
		if (spaced[i] == '+')
			spaced[i] = ' ';
	return percent_decode(str_over(spaced, value.len));
}

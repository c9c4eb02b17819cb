#include "read/deadline.h"

/* How far a sentence is looked at on either side. */
#define SENTENCE_MAX 360

/* Spans of time that turn out to be no deadline, before the search is given up. */
#define TRIES_MAX 64

/* Digits of a number: 「二十四」, "365". */
#define NUMBER_MAX 4

/* A longer span presses nobody. */
#define DAYS_MAX 60

#define HOUR   (1.0 / 24)
#define MINUTE (HOUR / 60)

typedef struct {
	Str word;
	double days;
} Unit;

/* The longer before the shorter that it begins with. */
static const Unit units[] = {
	{STR("時間"), HOUR},
	{STR("分間"), MINUTE},
	{STR("分"), MINUTE},
	{STR("営業日"), 1},
	{STR("日間"), 1},
	{STR("日"), 1},
	{STR("週間"), 7},
	{STR("ヶ月"), 30},
	{STR("か月"), 30},
	{STR("カ月"), 30},
	{STR("个小时"), HOUR},
	{STR("小时"), HOUR},
	{STR("個小時"), HOUR},
	{STR("小時"), HOUR},
	{STR("个工作日"), 1},
	{STR("工作日"), 1},
	{STR("天"), 1},
	{STR("시간"), HOUR},
	{STR("일"), 1},
	{STR("hours"), HOUR},
	{STR("hour"), HOUR},
	{STR("hrs"), HOUR},
	{STR("hr"), HOUR},
	{STR("business days"), 1},
	{STR("business day"), 1},
	{STR("working days"), 1},
	{STR("days"), 1},
	{STR("day"), 1},
	{STR("minutes"), MINUTE},
	{STR("weeks"), 7},
	{STR("week"), 7},
	{STR("stunden"), HOUR},
	{STR("werktagen"), 1},
	{STR("tagen"), 1},
	{STR("tage"), 1},
	{STR("heures"), HOUR},
	{STR("jours"), 1},
	{STR("horas"), HOUR},
	{STR("dias"), 1},
	{STR("días"), 1},
	{STR("ore"), HOUR},
	{STR("giorni"), 1},
	{STR("h"), HOUR},
};

typedef struct {
	Str word;
	bool sure; /* a limit by itself; else the sentence must ask something of the reader */
} Limit;

/* What stands before the number. */
static const Limit befores[] = {
	{STR("within the next"), false},
	{STR("within"), false},
	{STR("in the next"), false},
	{STR("in less than"), false},
	{STR("innerhalb der nächsten"), true},
	{STR("innerhalb von"), true},
	{STR("innerhalb"), true},
	{STR("binnen"), true},
	{STR("in den nächsten"), true},
	{STR("dans les prochaines"), true},
	{STR("dans les"), true},
	{STR("dans un délai de"), true},
	{STR("sous"), true},
	{STR("em até"), true},
	{STR("no prazo de"), true},
	{STR("dentro de"), true},
	{STR("nas próximas"), true},
	{STR("nos próximos"), true},
	{STR("en las próximas"), true},
	{STR("en los próximos"), true},
	{STR("en un plazo de"), true},
	{STR("entro"), true},
	{STR("in"), false},
	{STR("em"), false},
	{STR("en"), false},
};

/* What stands behind the unit. */
static const Limit afters[] = {
	{STR("以内"), true},
	{STR("内に"), true},
	{STR("中に"), true},
	{STR("までに"), true},
	{STR("之内"), true},
	{STR("以內"), true},
	{STR("内"), true},
	{STR("內"), true},
	{STR("이내"), true},
	{STR("안에"), true},
	{STR("以降"), false},
	{STR("後に"), false},
	{STR("経過"), false},
};

/* Whole expressions. */
static const Unit phrases[] = {
	{STR("本日中"), 1},
	{STR("今日中"), 1},
	{STR("当日中"), 1},
	{STR("本日限り"), 1},
	{STR("本日まで"), 1},
	{STR("明日まで"), 2},
	{STR("end of today"), 1},

	{STR("ainda hoje"), 1},
};

/* Words of a sentence in which the time is not the reader's. */
static const Str others[] = {
	STR("発送"),
	STR("お届け"),
	STR("配送"),
	STR("出荷"),
	STR("返信いたし"),
	STR("回答いたし"),
	STR("ご連絡いたし"),
	STR("ご返信"),
	STR("反映"),
	STR("過去"),
	STR("前に"),
	STR("返金"),
	STR("ago"),
	STR("we will reply"),
	STR("respond to you"),
	STR("get back to you"),
	STR("we will respond"),
	STR("will be shipped"),
	STR("ships"),
	STR("shipped"),
	STR("deliver"),
	STR("last 24"),
	STR("past 24"),
	STR("refund"),
	STR("will reply"),
	STR("will contact you"),
};

/* Words that ask something of the reader, or threaten; for the limits that are not sure. */
static const Str demands[] = {
	STR("verify"),
	STR("confirm"),
	STR("update"),
	STR("suspend"),
	STR("expire"),
	STR("closed"),
	STR("terminat"),
	STR("delet"),
	STR("deactivat"),
	STR("disabled"),
	STR("block"),
	STR("lock"),
	STR("restrict"),
	STR("limited"),
	STR("lose"),
	STR("must"),
	STR("required"),
	STR("pay"),
	STR("ください"),
	STR("下さい"),
	STR("停止"),
	STR("制限"),
	STR("失効"),
	STR("無効"),
	STR("解約"),
	STR("削除"),
	STR("手続"),
	STR("確認"),
	STR("更新"),
	STR("bloque"),
	STR("suspen"),
	STR("confirm"),
	STR("atualiz"),
	STR("actualiz"),
	STR("cancel"),
	STR("expir"),
	STR("sperr"),
	STR("gesperrt"),
	STR("please"),
	STR("reply"),
	STR("contact"),
	STR("renew"),
	STR("avoid"),
	STR("log in"),
	STR("click"),
	STR("return"),
	STR("お願い"),
};

typedef struct {
	Str word;
	unsigned value;
} Numeral;

static const Numeral digits[] = {
	{STR("一"), 1},
	{STR("二"), 2},
	{STR("三"), 3},
	{STR("四"), 4},
	{STR("五"), 5},
	{STR("六"), 6},
	{STR("七"), 7},
	{STR("八"), 8},
	{STR("九"), 9},
	{STR("０"), 0},
	{STR("１"), 1},
	{STR("２"), 2},
	{STR("３"), 3},
	{STR("４"), 4},
	{STR("５"), 5},
	{STR("６"), 6},
	{STR("７"), 7},
	{STR("８"), 8},
	{STR("９"), 9},
};

static const Numeral number_words[] = {
	{STR("one"), 1},
	{STR("two"), 2},
	{STR("three"), 3},
	{STR("four"), 4},
	{STR("five"), 5},
	{STR("six"), 6},
	{STR("seven"), 7},
	{STR("ten"), 10},
	{STR("twelve"), 12},
	{STR("twenty-four"), 24},
	{STR("forty-eight"), 48},
	{STR("seventy-two"), 72},
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '-';
}

/* Take one digit of any of the three kinds. */
static bool take_digit(Str *rest, unsigned *digit_out)
{
	if (rest->len > 0 && str_is_digit(rest->at[0])) {
		*digit_out = (unsigned)(rest->at[0] - '0');
		*rest = str_sub(*rest, 1, rest->len);
		return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(digits); i++) {
		if (!str_take(rest, digits[i].word))
			continue;
		*digit_out = digits[i].value;
		return true;
	}
	return false;
}

/* Take a word as a whole: no letter follows. Words that are not ASCII end where they end. */
static bool take_word(Str *rest, Str word)
{
	if (!str_starts_fold(*rest, word))
		return false;
	Str behind = str_sub(*rest, word.len, rest->len);
	if (g_ascii_isalpha(word.at[word.len - 1]) && behind.len > 0 &&
		g_ascii_isalpha(behind.at[0]))
		return false;
	*rest = behind;
	return true;
}

/* Take "24", 「２４」, 「二十四」, "twenty-four"; below 1000. */
static bool take_number(Str *rest, unsigned *number_out)
{
	unsigned tens = 0, ones = 0, digit;
	size_t before = rest->len;

	for (size_t i = 0; i < G_N_ELEMENTS(number_words); i++) {
		if (!take_word(rest, number_words[i].word))
			continue;
		*number_out = number_words[i].value;
		return true;
	}
	for (unsigned i = 0; i < NUMBER_MAX; i++) {
		if (take_digit(rest, &digit)) {
			ones = ones * 10 + digit;
		} else if (str_take(rest, STR("十"))) {
			tens = MAX(ones, 1) * 10;
			ones = 0;
		} else {
			break;
		}
	}
	*number_out = tens + ones;
	return rest->len<before && * number_out> 0 && *number_out < 1000;
}

/* Take the first of a table's words that stands there. */
static const Unit *take_unit(Str *rest, const Unit *table, size_t rows)
{
	for (size_t i = 0; i < rows; i++)
		if (take_word(rest, table[i].word))
			return &table[i];
	return NULL;
}

/* The limit that `before` ends with; it is cut off. */
static const Limit *limit_before(Str *before)
{
	Str text = *before;

	while (text.len > 0 && is_blank(text.at[text.len - 1]))
		text.len--;
	for (size_t i = 0; i < G_N_ELEMENTS(befores); i++) {
		if (!str_ends_fold(text, befores[i].word))
			continue;
		Str rest = str_sub(text, 0, text.len - befores[i].word.len);
		if (rest.len > 0 && g_ascii_isalpha(rest.at[rest.len - 1]))
			continue;
		*before = rest;
		return &befores[i];
	}
	return NULL;
}

static const Limit *take_limit_after(Str *rest)
{
	for (size_t i = 0; i < G_N_ELEMENTS(afters); i++)
		if (take_word(rest, afters[i].word))
			return &afters[i];
	return NULL;
}

static bool ends_sentence(Str text, size_t at)
{
	Str rest = str_sub(text, at, text.len);

	return str_starts(rest, STR("。")) || str_starts(rest, STR(". ")) ||
	       str_starts(rest, STR("\n\n")) || str_starts(rest, STR("！")) ||
	       str_starts(rest, STR("!"));
}

/* The sentence around `span`, bounded. */
static Str sentence_around(Str text, Str span)
{
	size_t at = (size_t)(span.at - text.at);
	size_t from = at, to = at + span.len;

	while (from > 0 && at - from < SENTENCE_MAX && !ends_sentence(text, from - 1))
		from--;
	while (to < text.len && to - at < SENTENCE_MAX && !ends_sentence(text, to))
		to++;
	return str_sub(text, from, to - from);
}

/* Whether `word` stands in the sentence, at the start of a word where it is a Latin one. */
static bool holds(Str sentence, Str word)
{
	for (gssize at; (at = str_find_fold(sentence, word)) >= 0;) {
		if (at == 0 || !g_ascii_isalpha(word.at[0]) ||
			!g_ascii_isalpha(sentence.at[at - 1]))
			return true;
		sentence = str_sub(sentence, (size_t)at + word.len, sentence.len);
	}
	return false;
}

static bool holds_any(Str sentence, const Str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (holds(sentence, words[i]))
			return true;
	return false;
}

/* Whether the span of time is set to the reader. */
static bool concerns_reader(Str text, Str span, bool sure)
{
	Str sentence = sentence_around(text, span);

	if (holds_any(sentence, others, G_N_ELEMENTS(others)))
		return false;
	return sure || holds_any(sentence, demands, G_N_ELEMENTS(demands));
}

/* A date's day is no span of days: 12月3日, 第3日. */
static bool is_date(Str before)
{
	return str_ends(before, STR("月")) || str_ends(before, STR("第")) ||
	       str_ends(before, STR("/")) || str_ends(before, STR("."));
}

/* A limited span of time at offset `at`; `sure_out` as in Limit. */
static bool span_at(Str text, size_t at, Deadline *span_out, bool *sure_out)
{
	Str before = str_sub(text, 0, at), rest = str_sub(text, at, text.len);
	unsigned number;

	const Unit *phrase = take_unit(&rest, phrases, G_N_ELEMENTS(phrases));
	if (phrase) {
		*span_out = (Deadline){str_sub(text, at, phrase->word.len), phrase->days};
		*sure_out = true;
		return true;
	}
	if (is_date(before) || !take_number(&rest, &number))
		return false;
	str_skip(&rest, is_blank);
	const Unit *unit = take_unit(&rest, units, G_N_ELEMENTS(units));
	if (!unit)
		return false;
	Str end = rest;
	str_skip(&rest, is_blank); /* 「3 日 以内」 */
	const Limit *limit = take_limit_after(&rest);
	if (limit)
		end = rest;
	else
		limit = limit_before(&before);
	if (!limit || number * unit->days > DAYS_MAX)
		return false;
	const char *start = text.at + at;
	if (limit >= befores && limit < befores + G_N_ELEMENTS(befores))
		start = before.at + before.len;
	*span_out = (Deadline){str_over(start, (size_t)(end.at - start)), number * unit->days};
	*sure_out = limit->sure;
	return true;
}

/* Where a number or one of the phrases may begin. */
static bool may_begin(Str text, size_t at)
{
	char c = text.at[at];

	if ((c & 0x80) != 0)
		return (c & 0x40) != 0; /* not within a character */
	return g_ascii_isalnum(c) && (at == 0 || !g_ascii_isalnum(text.at[at - 1]));
}

bool deadline_find(Str text, Deadline *deadline_out)
{
	unsigned tries = 0;
	Deadline span;
	bool sure;

	for (size_t at = 0; at < text.len && tries < TRIES_MAX; at++) {
		if (!may_begin(text, at) || !span_at(text, at, &span, &sure))
			continue;
		if (concerns_reader(text, span.text, sure)) {
			*deadline_out = span;
			return true;
		}
		tries++;
	}
	return false;
}

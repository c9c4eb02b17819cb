/* The form in which words are sought, and brands and phrases sought in it: whatever is found lies inside,
 * and leads back to a piece of the source. */
#include <stdint.h>

#include "know/matcher.h"
#include "know/wordform.h"

static const char *const needles[] = {"amazon", "amazon prime", "prime video", "楽天", "楽天カード",
	"カード", "a", "verify your account", "your account", "itau", "1"};

static Matcher *matcher_of_needles(void)
{
	Matcher *matcher = matcher_new();

	for (size_t i = 0; i < G_N_ELEMENTS(needles); i++)
		matcher_add(matcher, str_of(needles[i]), i);
	matcher_seal(matcher);
	return matcher;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str source = str_over((const char *)data, size);
	g_autoptr(Matcher) matcher = matcher_of_needles();
	g_autoptr(Wordform) form = wordform_new(source);
	size_t before = 0;
	MatcherHit hit;

	g_assert_true(g_utf8_validate_len(form->text->str, form->text->len, NULL));
	for (size_t at = 0; matcher_next(matcher, wordform_text(form), &at, &hit); before = at) {
		Str written = wordform_source(form, hit.from, hit.len);

		g_assert_true(hit.from >= before && at <= form->text->len);
		g_assert_true(written.at >= source.at && written.len > 0 &&
			      written.at + written.len <= source.at + source.len);
	}
	return 0;
}

#include "cli/talk.h"

#include <stdarg.h>
#include <unistd.h>

#include "base/json.h"
#include "base/printable.h"

static void put(FILE *to, Str text)
{
	g_autofree char *safe = printable(text, PRINTABLE_TEXT);

	fputs(safe, to);
}

void talk_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *text = g_strdup_vprintf(format, args);
	va_end(args);
	g_autofree char *line = g_strdup_printf("mekiki: %s\n", text);
	put(stderr, str_of(line));
}

void talk_text(FILE *to, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *text = g_strdup_vprintf(format, args);
	va_end(args);
	put(to, str_of(text));
}

char *talk_line(const char *text)
{
	return printable(str_of(text), PRINTABLE_LINE);
}

/* Columns that a label takes. */
#define LABEL_COLUMNS 16

void talk_row(const char *label, const char *value)
{
	g_autofree char *line = talk_line(value);
	int columns = 0;

	for (const char *at = label; *at; at = g_utf8_next_char(at))
		columns += g_unichar_iswide(g_utf8_get_char(at)) ? 2 : 1;
	talk_text(stdout, "%s%*s  %s\n", label, MAX(0, LABEL_COLUMNS - columns), "", line);
}

void talk_json(const json_t *value, bool indented)
{
	g_autofree char *text = indented ? json_pretty(value) : json_canonical(value);

	put(stdout, str_of(text));
	if (!indented)
		fputc('\n', stdout);
}

void talk_document(Str document)
{
	/* in a file or a pipe a document is its bytes, whatever they are */
	if (isatty(STDOUT_FILENO))
		put(stdout, document);
	else
		fwrite(document.at, 1, document.len, stdout);
}

bool talk_has_colours(FILE *to)
{
	const char *no = g_getenv("NO_COLOR");

	return isatty(fileno(to)) && (!no || no[0] == '\0');
}

const char *talk_colour(FILE *to, TalkColour colour)
{
	static const char *const codes[] = {
		[TALK_PLAIN] = "\x1b[0m",
		[TALK_BOLD] = "\x1b[1m",
		[TALK_DIM] = "\x1b[2m",
		[TALK_RED] = "\x1b[1;31m",
		[TALK_YELLOW] = "\x1b[1;33m",
		[TALK_GREEN] = "\x1b[1;32m",
	};

	return talk_has_colours(to) ? codes[colour] : "";
}

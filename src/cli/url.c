/* mekiki url: what URLs are, a line of JSON for each line. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/house.h"
#include "cli/talk.h"
#include "read/urljob.h"
#include "web/url.h"

/* So much is read, and asked about, at once: what a pipe holds is answered before more is waited for. */
#define CHUNK ((size_t)256 << 10)

/* A longer line is no URL whatever it holds; its rest is passed over. */
#define LINE_MAX_KEPT (URL_MAX + 1)

typedef struct {
	Cage *cage;
	GString *lines; /* not asked about yet; the last may have no end */
	size_t open;    /* bytes of that last one */
} Stream;

/* The JSON for `lines`; NULL with `error` where the worker did not survive them. */
static GBytes *ask(Cage *cage, Str lines, GError **error)
{
	CageParcel question = {.json = json_object(),
		.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	CageParcel answer = {0};
	GBytes *printed = NULL;

	g_ptr_array_add(question.blobs, g_bytes_new(lines.at, lines.len));
	if (cage_run(cage, url_job.name, &question, &answer, error)) {
		if (answer.blobs && answer.blobs->len > 0)
			printed = g_bytes_ref(answer.blobs->pdata[0]);
		else
			g_set_error(
				error, CAGE_ERROR, CAGE_ERROR_PROTOCOL, "the worker gave no lines");
	}
	cage_parcel_clear(&question);
	cage_parcel_clear(&answer);
	return printed;
}

/* A line that the worker did not survive. */
static void print_fault(Str line, const GError *error)
{
	json_auto_t *object = json_object();

	json_put(object, "raw", json_text(str_sub(line, 0, URLJOB_RAW_MAX)));
	json_put(object, "url", json_null());
	json_put(object, "fault", json_text(STR("failed")));
	json_put(object, "why", json_text(str_of(error->message)));
	talk_json(object, false);
}

static void print_each(Cage *cage, Str lines)
{
	while (lines.len > 0) {
		g_autoptr(GError) error = NULL;
		Str rest = lines, line = str_take_line(&rest);
		g_autoptr(GBytes) printed =
			ask(cage, str_sub(lines, 0, lines.len - rest.len), &error);
		if (printed)
			talk_document(str_of_bytes(printed));
		else
			print_fault(line, error);
		lines = rest;
	}
}

/* Answer all lines that have an end. One that kills the worker costs itself only. */
static void answer(Stream *stream)
{
	Str lines = str_over(stream->lines->str, stream->lines->len - stream->open);
	g_autoptr(GError) error = NULL;

	if (lines.len == 0)
		return;
	g_autoptr(GBytes) printed = ask(stream->cage, lines, &error);
	if (printed)
		talk_document(str_of_bytes(printed));
	else
		print_each(stream->cage, lines);
	fflush(stdout);
	g_string_erase(stream->lines, 0, (gssize)lines.len);
}

static void take(Stream *stream, Str chunk)
{
	while (chunk.len > 0) {
		Str line = str_take_until(&chunk, '\n');
		line = str_sub(line, 0, LINE_MAX_KEPT - stream->open);
		g_string_append_len(stream->lines, line.at, (gssize)line.len);
		stream->open += line.len;
		if (!str_take_char(&chunk, '\n'))
			continue;
		g_string_append_c(stream->lines, '\n');
		stream->open = 0;
	}
}

/* Give the last line the end that it may lack. */
static void finish(Stream *stream)
{
	if (stream->open > 0)
		take(stream, STR("\n"));
	answer(stream);
}

static int read_input(Stream *stream)
{
	g_autofree char *chunk = g_malloc(CHUNK);
	ssize_t got;

	while ((got = read(STDIN_FILENO, chunk, CHUNK)) != 0 && !ferror(stdout)) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			talk_error("the standard input cannot be read: %s", g_strerror(errno));
			return EXIT_FAILED;
		}
		take(stream, str_over(chunk, (size_t)got));
		answer(stream);
	}
	finish(stream);
	return EXIT_DONE;
}

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Settings) settings = {0};
	int code;

	if (settings_read(&settings, command, NULL, &argc, &argv, &code))
		return code;
	g_autoptr(Cage) cage = house_cage((const char *const[]){url_job.name, NULL});
	g_autoptr(GString) lines = g_string_new(NULL);
	Stream stream = {cage, lines, 0};

	if (!cage)
		return EXIT_FAILED;
	if (argc < 2 || (argc == 2 && strcmp(argv[1], "-") == 0))
		return read_input(&stream);
	for (int i = 1; i < argc; i++) {
		take(&stream, str_of(argv[i]));
		take(&stream, STR("\n"));
	}
	finish(&stream);
	return EXIT_DONE;
}

const Command command_url = {
	.name = "url",
	.arguments = "[URL…|-]",
	.summary = "tell what URLs are: host, domain, what they wrap, how they are disguised",
	.more = "Prints a line of JSON for each URL, or for each line of the standard input. "
		"Nobody is asked.",
	.arguments_min = 0,
	.arguments_max = G_MAXUINT,
	.run = run,
};

#include "cli/house.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/talk.h"

/* One worker's limits. A mail of 64 MiB is read within them; what needs more is an attack. */
#define WORKER_MEMORY  ((size_t)2 << 30)
#define WORKER_WALL_MS 60000
#define WORKER_CPU_S   30

/* The program's own file. */
#define SELF "/proc/self/exe"

static bool holds_data(const char *dir)
{
	g_autofree char *rules = g_build_filename(dir, "rules", NULL);

	return g_file_test(rules, G_FILE_TEST_IS_DIR);
}

/* Where data/, rules/ and templates/ are: what MEKIKI_DATA names; beside an installed program; or, for a
 * program that lies in its build folder, the sources. */
static char *find_data(void)
{
	const char *named = g_getenv("MEKIKI_DATA");
	g_autofree char *program = g_file_read_link(SELF, NULL);

	if (named)
		return g_strdup(named);
	/* the sources count for their own build only: an installed program must not look there */
	if (program && g_str_has_prefix(program, MEKIKI_BUILD_DIR "/"))
		return g_strdup(MEKIKI_SOURCE_DIR);
	if (program) {
		g_autofree char *folder = g_path_get_dirname(program);
		g_autofree char *beside = g_build_filename(folder, "..", "share", "mekiki", NULL);
		if (holds_data(beside))
			return g_steal_pointer(&beside);
	}
	return g_strdup(MEKIKI_DATA_DIR);
}

Cage *house_cage(const char *const *jobs)
{
	const char *worker[HOUSE_JOBS_MAX + 3] = {SELF, HOUSE_WORKER};
	g_autofree char *data = find_data();
	g_autoptr(GError) error = NULL;
	const CageSettings settings = {
		.argv = worker,
		.data_dir = data,
		.memory = MEKIKI_SANITIZED ? 0 : WORKER_MEMORY,
		.wall_ms = WORKER_WALL_MS,
		.cpu_s = WORKER_CPU_S,
	};

	for (size_t n = 0; jobs[n]; n++) {
		g_assert(n < HOUSE_JOBS_MAX);
		worker[n + 2] = jobs[n];
	}
	if (!holds_data(data)) {
		talk_error(
			"there are no rules in %s: set MEKIKI_DATA to the folder that holds data, "
			"rules and templates",
			data);
		return NULL;
	}
	g_autoptr(Cage) cage = cage_new(&settings);
	/* asked for now, so that a machine without a cage is told so before anything else happens */
	g_autofree char *layers = cage_layers(cage, &error);
	if (!layers) {
		talk_error(
			"the confined worker cannot be started, and without it no mail is read: %s",
			error->message);
		return NULL;
	}
	return g_steal_pointer(&cage);
}

GBytes *house_report(Cage *cage, const Dossier *dossier, const ReportOrder *order)
{
	g_autoptr(GError) error = NULL;
	GBytes *document = report_write(cage, dossier, order, &error);

	if (!document)
		talk_error("the report could not be written: %s", error->message);
	return document;
}

/* Write into what is there already and no file: a pipe, a device, /dev/fd/1. */
static bool write_into(const char *path, Str text, GError **error)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	bool good = fd >= 0;

	while (good && text.len > 0) {
		ssize_t put = write(fd, text.at, text.len);
		good = put >= 0 || errno == EINTR;
		text = str_sub(text, (size_t)MAX(put, 0), text.len);
	}
	int code = errno;
	if (fd >= 0 && close(fd) != 0 && good) {
		good = false;
		code = errno;
	}
	if (!good)
		g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code),
			"cannot write %s: %s", path, g_strerror(code));
	return good;
}

/* A file is replaced whole or not at all; where a link leads, not the link. */
static bool write_file(const char *path, Str text, GError **error)
{
	struct stat about;
	bool exists = stat(path, &about) == 0;

	if (exists && S_ISDIR(about.st_mode)) {
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR,
			"%s is a folder. Name a file in it", path);
		return false;
	}
	if (exists && !S_ISREG(about.st_mode))
		return write_into(path, text, error);
	char *target = realpath(path, NULL);
	bool good = g_file_set_contents(target ? target : path, text.at, (gssize)text.len, error);
	free(target);
	return good;
}

bool house_deliver(GBytes *document, const char *path)
{
	g_autoptr(GError) error = NULL;
	Str text = str_of_bytes(document);

	if (!path || strcmp(path, "-") == 0) {
		talk_document(text);
		return true;
	}
	if (write_file(path, text, &error))
		return true;
	talk_error("%s", error->message);
	return false;
}

void house_explain(const GError *error)
{
	static const struct {
		Fault fault;
		const char *advice;
	} rows[] = {
		{FAULT_READ_ONLY, "Name another archive with --archive DIR, or keep nothing with "
				  "--no-archive."},
		{FAULT_FULL,
			"Make room on that disk, or name an archive elsewhere with --archive DIR."},
		{FAULT_ABSENT, "mekiki investigate FILE makes it with the first case."},
	};

	talk_error("%s", error->message);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (g_error_matches(error, FAULT, (int)rows[i].fault))
			talk_text(stderr, "%s\n", rows[i].advice);
}

Archive *house_archive(const Settings *settings, ArchiveMode mode)
{
	g_autoptr(GError) error = NULL;
	Archive *archive = archive_open(settings->archive, mode, &error);

	if (!archive)
		house_explain(error);
	return archive;
}

Dossier *house_case(Archive *archive, const char *word, ArchiveState *state_out)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *id = archive_resolve(archive, word, &error);
	Dossier *dossier = id ? archive_load(archive, id, state_out, &error) : NULL;

	if (!dossier)
		house_explain(error);
	return dossier;
}

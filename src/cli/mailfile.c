#include "cli/mailfile.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/talk.h"

/* What one read(2) asks for. */
#define CHUNK ((size_t)256 << 10)

static bool refuse(GError **error, const char *path, const char *why)
{
	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s %s", path, why);
	return false;
}

static int open_mail(const char *path, GError **error)
{
	struct stat about;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int code = errno;

	if (fd < 0 && code == ENOENT) {
		refuse(error, path,
			"is not there. Save the mail as a file from your mail program, and name "
			"that file");
	} else if (fd < 0) {
		g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code),
			"cannot open %s: %s", path, g_strerror(code));
	} else if (fstat(fd, &about) == 0 && S_ISDIR(about.st_mode)) {
		refuse(error, path, "is a folder. Name one mail in it");
		close(fd);
		fd = -1;
	}
	return fd;
}

/* Read to the end, one byte over the cap at most. */
static bool read_all(int fd, GByteArray *bytes, const char *path, GError **error)
{
	while (bytes->len <= MAILFILE_MAX) {
		/* read straight into the array: a pipe has no size to ask for beforehand */
		guint before = bytes->len;
		g_byte_array_set_size(bytes, before + CHUNK);
		ssize_t done = read(fd, bytes->data + before, CHUNK);
		int code = errno;
		g_byte_array_set_size(bytes, before + (guint)MAX(done, 0));
		if (done == 0)
			return true;
		if (done < 0 && code != EINTR) {
			g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code),
				"cannot read %s: %s", path, g_strerror(code));
			return false;
		}
	}
	return true;
}

static bool check_size(size_t size, const char *path, GError **error)
{
	if (size == 0)
		return refuse(error, path, "is empty: there is nothing to investigate");
	if (size > MAILFILE_MAX)
		return refuse(error, path, "is larger than 128 MiB: no mail is that large");
	return true;
}

bool mailfile_read(MailFile *file_out, const char *path, GError **error)
{
	bool is_pipe = strcmp(path, "-") == 0;
	const char *shown = is_pipe ? "the standard input" : path;
	g_autoptr(GByteArray) bytes = g_byte_array_new();

	if (is_pipe && isatty(STDIN_FILENO))
		talk_text(stderr, "Reading the mail from the terminal; Ctrl-D ends it.\n");
	int fd = is_pipe ? STDIN_FILENO : open_mail(path, error);
	if (fd < 0)
		return false;
	bool good = read_all(fd, bytes, shown, error) && check_size(bytes->len, shown, error);
	if (!is_pipe)
		close(fd);
	if (!good)
		return false;
	file_out->name = is_pipe ? g_strdup("stdin") : g_path_get_basename(path);
	file_out->bytes = g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
	return true;
}

void mailfile_tell(const json_t *dossier)
{
	json_int_t of = json_integer_value(json_at(dossier, "/source/taken/of"));
	json_int_t n = json_integer_value(json_at(dossier, "/source/taken/n"));

	if (of > 1)
		talk_text(stderr, "This is mail %d of %d in the file; --mail N takes another.\n",
			(int)n, (int)of);
}

void mailfile_clear(MailFile *file)
{
	g_free(file->name);
	g_bytes_unref(file->bytes);
}

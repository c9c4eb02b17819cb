#include "archive/store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/fault.h"

struct Store {
	char *objects;
};

typedef struct {
	char *folder; /* objects/ab */
	char *file;   /* objects/ab/cdef... */
} Place;

/* A name reaches us from the dossier: it must not lead out of the folder. */
static bool is_name(const char *name)
{
	Str rest = str_of(name);

	str_skip(&rest, str_is_hex);
	return rest.len == 0 && strlen(name) == BLOB_NAME_SIZE - 1;
}

static Place place_of(const Store *store, const char *name)
{
	g_autofree char *fan = g_strndup(name, 2);
	Place place = {.folder = g_build_filename(store->objects, fan, NULL)};

	place.file = g_build_filename(place.folder, name + 2, NULL);
	return place;
}

static void place_clear(Place *place)
{
	g_free(place->folder);
	g_free(place->file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Place, place_clear)

/* Make a folder's entries last through a power cut. */
static bool sync_folder(const char *path, GError **error)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 || fsync(fd) != 0) {
		fault_errno(error, errno, "sync", path);
		if (fd >= 0)
			close(fd);
		return false;
	}
	close(fd);
	return true;
}

/* Create `path` inside `parent` if it is not there. */
static bool make_folder(const char *path, const char *parent, GError **error)
{
	if (mkdir(path, 0700) == 0)
		return sync_folder(parent, error);
	if (errno == EEXIST)
		return true;
	fault_errno(error, errno, "create", path);
	return false;
}

static bool write_all(int fd, Str bytes)
{
	while (bytes.len > 0) {
		ssize_t done = write(fd, bytes.at, bytes.len);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		bytes = str_sub(bytes, (size_t)done, bytes.len);
	}
	return true;
}

static bool write_file(const Place *place, Str bytes, GError **error)
{
	g_autofree char *fresh = g_build_filename(place->folder, ".new-XXXXXX", NULL);
	int fd = g_mkstemp_full(fresh, O_WRONLY | O_CLOEXEC, 0600);

	if (fd < 0) {
		fault_errno(error, errno, "create a file in", place->folder);
		return false;
	}
	/* a disk may notice that it is full at fsync or close only: all three count */
	bool good = write_all(fd, bytes) && fsync(fd) == 0;
	int code = errno;
	if (close(fd) != 0 && good) {
		good = false;
		code = errno;
	}
	if (good && rename(fresh, place->file) != 0) {
		good = false;
		code = errno;
	}
	if (!good) {
		unlink(fresh);
		fault_errno(error, code, "write", place->file);
		return false;
	}
	return sync_folder(place->folder, error);
}

/* The name of the blob whose file is `file` in the folder `fan`, or what is none. */
static void sweep_file(
	const char *objects, const char *fan, const char *file, StoreWanted wanted, void *data)
{
	g_autofree char *name = g_strconcat(fan, file, NULL);

	if (is_name(name) && wanted(data, name))
		return;
	g_autofree char *path = g_build_filename(objects, fan, file, NULL);
	unlink(path);
}

Store *store_new(const char *dir)
{
	Store *store = g_new0(Store, 1);

	store->objects = g_build_filename(dir, "objects", NULL);
	return store;
}

void store_free(Store *store)
{
	if (!store)
		return;
	g_free(store->objects);
	g_free(store);
}

bool store_add(Store *store, const char *name, GBytes *bytes, bool *added_out, GError **error)
{
	g_auto(Place) place = place_of(store, name);
	g_autoptr(GBytes) kept = store_get(store, name, NULL);
	g_autofree char *dir = g_path_get_dirname(store->objects);

	if (!kept) {
		if (!make_folder(store->objects, dir, error) ||
			!make_folder(place.folder, store->objects, error) ||
			!write_file(&place, str_of_bytes(bytes), error))
			return false;
	}
	*added_out = !kept;
	return true;
}

GBytes *store_get(const Store *store, const char *name, GError **error)
{
	char *contents, actual[BLOB_NAME_SIZE];
	gsize len;

	if (!is_name(name)) {
		g_set_error(error, FAULT, FAULT_FAILED, "\"%.80s\" is no blob's name", name);
		return NULL;
	}
	g_auto(Place) place = place_of(store, name);
	g_autoptr(GError) fault = NULL;
	if (!g_file_get_contents(place.file, &contents, &len, &fault)) {
		g_set_error(error, FAULT, FAULT_FAILED, "a blob is gone: %s", fault->message);
		return NULL;
	}
	blob_name(str_over(contents, len), actual);
	if (strcmp(actual, name) != 0) {
		g_free(contents);
		g_set_error(error, FAULT, FAULT_FAILED,
			"a blob is damaged: the bytes of %s have another hash than its name",
			place.file);
		return NULL;
	}
	return g_bytes_new_take(contents, len);
}

void store_drop(Store *store, const char *name)
{
	g_auto(Place) place = place_of(store, name);

	unlink(place.file);
}

bool store_sweep(Store *store, StoreWanted wanted, void *data, GError **error)
{
	g_autoptr(GDir) objects = g_dir_open(store->objects, 0, NULL);
	const char *fan, *file;

	if (!objects) /* nothing was ever kept */
		return true;
	while ((fan = g_dir_read_name(objects))) {
		g_autofree char *folder = g_build_filename(store->objects, fan, NULL);
		g_autoptr(GDir) files = g_dir_open(folder, 0, error);
		if (!files)
			return false;
		while ((file = g_dir_read_name(files)))
			sweep_file(store->objects, fan, file, wanted, data);
	}
	return true;
}

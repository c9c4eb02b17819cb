#pragma once
/*
 * fuzz/memfile - hostile bytes as a file, for readers that open one by its path.
 *
 *	MemFile file = memfile_open(data, size);
 *	read(file.path);
 *	memfile_close(&file);
 */
#include <glib.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

typedef struct {
	int fd;
	char *path;
} MemFile;

/* A file in memory that holds the bytes. */
static inline MemFile memfile_open(const uint8_t *data, size_t size)
{
	MemFile file = {.fd = memfd_create("fuzz", MFD_CLOEXEC)};

	g_assert(file.fd >= 0 && write(file.fd, data, size) == (ssize_t)size);
	file.path = g_strdup_printf("/proc/self/fd/%d", file.fd);
	return file;
}

/* Close and free it. */
static inline void memfile_close(MemFile *file)
{
	close(file->fd);
	g_free(file->path);
}

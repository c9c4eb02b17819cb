#include "net/outside.h"

#include <dlfcn.h>
#include <gio/gio.h>

/* Where the module is, for this program. */
static char *find_module(void)
{
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);

	/* an installed program must not load code from where somebody may build */
	if (program && g_str_has_prefix(program, OUTSIDE_BUILD_DIR "/"))
		return g_strdup(OUTSIDE_BUILD_DIR "/src/net/mekiki-outside.so");
	if (program) {
		g_autofree char *folder = g_path_get_dirname(program);
		g_autofree char *beside = g_build_filename(
			folder, "..", OUTSIDE_LIBDIR, "mekiki", "mekiki-outside.so", NULL);
		if (g_file_test(beside, G_FILE_TEST_IS_REGULAR))
			return g_steal_pointer(&beside);
	}
	return g_strdup(OUTSIDE_PREFIX "/" OUTSIDE_LIBDIR "/mekiki/mekiki-outside.so");
}

const Outside *outside_load(GError **error)
{
	g_autofree char *path = find_module();
	/* the linker keeps count: the second time it is the same one */
	void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	const Outside *outside = module ? dlsym(module, OUTSIDE_SYMBOL) : NULL;

	if (!outside)
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
			"the part of mekiki that asks the world cannot be loaded: %s", dlerror());
	return outside;
}

#include "base/module.h"

#include <dlfcn.h>
#include <gio/gio.h>

/* Where the module is, for this program. */
static char *find_module(const char *folder, const char *file)
{
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);

	/* an installed program must not load code from where somebody may build */
	if (program && g_str_has_prefix(program, MODULE_BUILD_DIR "/"))
		return g_build_filename(MODULE_BUILD_DIR, "src", folder, file, NULL);
	if (program) {
		g_autofree char *bin = g_path_get_dirname(program);
		g_autofree char *beside =
			g_build_filename(bin, "..", MODULE_LIBDIR, "mekiki", file, NULL);
		if (g_file_test(beside, G_FILE_TEST_IS_REGULAR))
			return g_steal_pointer(&beside);
	}
	return g_build_filename(MODULE_PREFIX, MODULE_LIBDIR, "mekiki", file, NULL);
}

const void *module_load(const char *folder, const char *name, const char *symbol, GError **error)
{
	g_autofree char *file = g_strconcat(name, ".so", NULL);
	g_autofree char *path = find_module(folder, file);
	/* the linker keeps count: the second time it is the same one */
	void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	const void *found = module ? dlsym(module, symbol) : NULL;

	if (!found)
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s", dlerror());
	return found;
}

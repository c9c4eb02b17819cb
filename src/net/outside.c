#include "net/outside.h"

#include "base/module.h"

const Outside *outside_load(GError **error)
{
	const Outside *outside = module_load("net", "mekiki-outside", OUTSIDE_SYMBOL, error);

	if (!outside)
		g_prefix_error(error, "the part of mekiki that asks the world cannot be loaded: ");
	return outside;
}

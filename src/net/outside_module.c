#include "net/outside.h"

extern const Outside mekiki_outside;

/* The module's one name. */
__attribute__((visibility("default"))) const Outside mekiki_outside = {
	.resolver_new = resolver_new,
	.resolver_free = resolver_free,
	.resolver_ask = resolver_ask,
	.http_get = http_get,
};

#include "case/blobs.h"

#include "support/assert_str.h"

/* FIPS 180-4's examples, and bytes that a C string could not hold. */
static const struct {
	Str bytes;
	const char *name;
} names[] = {
	{STR(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	{STR("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	{STR("a\0b"), "59b271ae1bbcb1d31d41929817f4b16fb439eb4f31520b5ad1d5ce98920a7138"},
};

static void test_name(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		char name[BLOB_NAME_SIZE];
		blob_name(names[i].bytes, name);
		g_assert_cmpstr(name, ==, names[i].name);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/blobs/name", test_name);
	return g_test_run();
}

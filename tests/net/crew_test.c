/* The crew: all tasks are done, side by side as far as there are hands, and the last one is announced. */
#include "net/crew.h"

#include <stdbool.h>

/* What a crew has done. */
typedef struct {
	Crew *crew;
	gint done, under_way, most, idle;
	gint children; /* tasks that a task adds */
	gulong takes_ms;
} Shift;

static void note_most(Shift *shift, gint under_way)
{
	gint most = g_atomic_int_get(&shift->most);

	while (under_way > most &&
		!g_atomic_int_compare_and_exchange(&shift->most, most, under_way))
		most = g_atomic_int_get(&shift->most);
}

static void work(void *data)
{
	Shift *shift = data;

	note_most(shift, g_atomic_int_add(&shift->under_way, 1) + 1);
	g_usleep(shift->takes_ms * 1000);
	g_atomic_int_add(&shift->under_way, -1);
	if (g_atomic_int_add(&shift->children, -1) > 0)
		crew_add(shift->crew, work, shift);
	g_atomic_int_inc(&shift->done);
}

static void note_idle(void *data)
{
	Shift *shift = data;

	g_atomic_int_inc(&shift->idle);
}

static void test_all(void)
{
	Shift shift = {.takes_ms = 20};
	void *items[] = {&shift, &shift, &shift, &shift, &shift};

	shift.crew = crew_new(3, NULL, NULL);
	crew_all(shift.crew, work, items, G_N_ELEMENTS(items));
	g_assert_cmpint(g_atomic_int_get(&shift.done), ==, G_N_ELEMENTS(items));
	g_assert_cmpint(shift.most, >, 1);
	g_assert_cmpint(shift.most, <=, 3);
	crew_all(shift.crew, work, items, 0); /* nothing to wait for */
	crew_free(shift.crew);
}

/* Tasks that add tasks: "idle" is said once, when the last one of all is over. */
static void test_idle(void)
{
	Shift shift = {.children = 6};

	shift.crew = crew_new(4, note_idle, &shift);
	crew_add(shift.crew, work, &shift);
	while (g_atomic_int_get(&shift.idle) == 0)
		g_usleep(1000);
	g_assert_cmpint(g_atomic_int_get(&shift.done), ==, 7);
	crew_free(shift.crew);
	g_assert_cmpint(shift.idle, ==, 1);
}

/* Freeing waits for what was added. */
static void test_free(void)
{
	Shift shift = {.takes_ms = 20};

	shift.crew = crew_new(1, NULL, NULL);
	for (size_t i = 0; i < 4; i++)
		crew_add(shift.crew, work, &shift);
	crew_free(shift.crew);
	g_assert_cmpint(shift.done, ==, 4);
	g_assert_cmpint(shift.most, ==, 1);
	crew_free(NULL);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/net/crew/all", test_all);
	g_test_add_func("/net/crew/idle", test_idle);
	g_test_add_func("/net/crew/free", test_free);
	return g_test_run();
}

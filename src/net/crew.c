#include "net/crew.h"

#include <stdbool.h>

struct Crew {
	GThreadPool *pool;
	gint left; /* tasks that are not over; atomic */
	CrewTask idle;
	void *data;
};

/* Who waits for several tasks. */
typedef struct {
	GMutex lock;
	GCond over;
	size_t left;
} Party;

typedef struct {
	CrewTask task;
	void *data;
	Party *party; /* NULL: nobody waits */
} Work;

static void leave(Party *party)
{
	g_mutex_lock(&party->lock);
	party->left--;
	if (party->left == 0)
		g_cond_signal(&party->over);
	g_mutex_unlock(&party->lock);
}

static void work(gpointer data, gpointer user_data)
{
	g_autofree Work *one = data;
	Crew *crew = user_data;

	one->task(one->data);
	if (one->party)
		leave(one->party);
	if (g_atomic_int_dec_and_test(&crew->left) && crew->idle)
		crew->idle(crew->data);
}

Crew *crew_new(guint hands, CrewTask idle, void *data)
{
	Crew *crew = g_new0(Crew, 1);

	crew->pool = g_thread_pool_new(work, crew, (gint)hands, FALSE, NULL);
	crew->idle = idle;
	crew->data = data;
	return crew;
}

void crew_free(Crew *crew)
{
	if (!crew)
		return;
	g_thread_pool_free(crew->pool, FALSE, TRUE);
	g_free(crew);
}

static void push(Crew *crew, CrewTask task, void *data, Party *party)
{
	Work *one = g_new(Work, 1);

	*one = (Work){task, data, party};
	g_atomic_int_inc(&crew->left);
	/* where no thread can be had, the pool keeps the work for those it has */
	g_thread_pool_push(crew->pool, one, NULL);
}

void crew_add(Crew *crew, CrewTask task, void *data)
{
	push(crew, task, data, NULL);
}

void crew_all(Crew *crew, CrewTask task, void *const *items, size_t count)
{
	Party party = {.left = count};

	g_mutex_init(&party.lock);
	g_cond_init(&party.over);
	for (size_t i = 0; i < count; i++)
		push(crew, task, items[i], &party);
	g_mutex_lock(&party.lock);
	while (party.left > 0)
		g_cond_wait(&party.over, &party.lock);
	g_mutex_unlock(&party.lock);
	g_cond_clear(&party.over);
	g_mutex_clear(&party.lock);
}

#include "lookup/desk.h"

#include <gio/gio.h>

/* One reply on the desk. Who waits may leave before it is read: then whoever serves frees it. */
typedef struct {
	json_t *about; /* the parcel's JSON */
	GBytes *reply;
	json_t *reading;
	GError *error;
	bool done, abandoned; /* with the desk's lock */
} Errand;

struct Desk {
	GAsyncQueue *errands;
	Errand last; /* what the queue holds when it is closed */
	GMutex lock; /* of what every errand's two ends tell each other */
	GCond done;
};

Desk *desk_new(void)
{
	Desk *desk = g_new0(Desk, 1);

	desk->errands = g_async_queue_new();
	g_mutex_init(&desk->lock);
	g_cond_init(&desk->done);
	return desk;
}

void desk_free(Desk *desk)
{
	if (!desk)
		return;
	g_async_queue_unref(desk->errands);
	g_mutex_clear(&desk->lock);
	g_cond_clear(&desk->done);
	g_free(desk);
}

static void errand_free(Errand *errand)
{
	json_decref(errand->about);
	g_bytes_unref(errand->reply);
	json_decref(errand->reading);
	g_clear_error(&errand->error);
	g_free(errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Errand, errand_free)

static Errand *errand_new(const DeskQuestion *question)
{
	Errand *errand = g_new0(Errand, 1);

	errand->about = json_pack("{s:s, s:s, s:s, s:s}", "protocol", question->protocol, "server",
		question->server, "subject", question->subject, "kind", question->kind);
	errand->reply = g_bytes_ref(question->reply);
	return errand;
}

json_t *desk_read(Desk *desk, const DeskQuestion *question, gint64 deadline, GError **error)
{
	g_autoptr(Errand) errand = errand_new(question);
	bool in_time = true;

	g_async_queue_push(desk->errands, errand);
	g_mutex_lock(&desk->lock);
	while (!errand->done && in_time)
		if (deadline)
			in_time = g_cond_wait_until(&desk->done, &desk->lock, deadline);
		else
			g_cond_wait(&desk->done, &desk->lock);
	bool done = errand->done;
	errand->abandoned = !done;
	g_mutex_unlock(&desk->lock);
	if (!done) {
		g_steal_pointer(&errand);
		g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
			"there was no time left to read it");
		return NULL;
	}
	if (errand->error)
		g_propagate_error(error, g_steal_pointer(&errand->error));
	return g_steal_pointer(&errand->reading);
}

static void read_one(Errand *errand, DeskReader read, void *data)
{
	CageParcel question = {.json = json_incref(errand->about)}, answer = {0};

	question.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_ptr_array_add(question.blobs, g_bytes_ref(errand->reply));
	if (read(data, &question, &answer, &errand->error)) {
		/* the worker may have been taken over by what it read: its answer is hostile, too */
		if (json_is_object(answer.json))
			errand->reading = json_incref(answer.json);
		else
			g_set_error(&errand->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
				"the reading is no object");
		cage_parcel_clear(&answer);
	}
	cage_parcel_clear(&question);
}

static bool is_abandoned(Desk *desk, const Errand *errand)
{
	g_mutex_lock(&desk->lock);
	bool abandoned = errand->abandoned;
	g_mutex_unlock(&desk->lock);
	return abandoned;
}

/* Hand the errand back, or free it where nobody waits any more. */
static void settle(Desk *desk, Errand *errand)
{
	g_mutex_lock(&desk->lock);
	errand->done = true;
	bool abandoned = errand->abandoned;
	g_cond_broadcast(&desk->done);
	g_mutex_unlock(&desk->lock);
	if (abandoned)
		errand_free(errand);
}

void desk_serve(Desk *desk, DeskReader read, void *data)
{
	Errand *errand;

	while ((errand = g_async_queue_pop(desk->errands)) != &desk->last) {
		if (!is_abandoned(desk, errand))
			read_one(errand, read, data);
		settle(desk, errand);
	}
}

void desk_close(Desk *desk)
{
	g_async_queue_push(desk->errands, &desk->last);
}

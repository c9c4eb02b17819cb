#include "lookup/desk.h"

#include <gio/gio.h>

/* One reply on the desk; lives on the stack of the one who waits. */
typedef struct {
	const DeskQuestion *question;
	json_t *reading;
	GError *error;
	bool done;
} Errand;

struct Desk {
	GAsyncQueue *errands;
	Errand last; /* what the queue holds when it is closed */
	GMutex lock; /* of every errand's `done` */
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

json_t *desk_read(Desk *desk, const DeskQuestion *question, GError **error)
{
	Errand errand = {.question = question};

	g_async_queue_push(desk->errands, &errand);
	g_mutex_lock(&desk->lock);
	while (!errand.done)
		g_cond_wait(&desk->done, &desk->lock);
	g_mutex_unlock(&desk->lock);
	if (errand.error)
		g_propagate_error(error, errand.error);
	return errand.reading;
}

static void read_one(Errand *errand, DeskReader read, void *data)
{
	const DeskQuestion *about = errand->question;
	CageParcel question = {0}, answer = {0};

	question.json = json_pack("{s:s, s:s, s:s, s:s}", "protocol", about->protocol, "server",
		about->server, "subject", about->subject, "kind", about->kind);
	question.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_ptr_array_add(question.blobs, g_bytes_ref(about->reply));
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

void desk_serve(Desk *desk, DeskReader read, void *data)
{
	Errand *errand;

	while ((errand = g_async_queue_pop(desk->errands)) != &desk->last) {
		read_one(errand, read, data);
		g_mutex_lock(&desk->lock);
		errand->done = true;
		g_cond_broadcast(&desk->done);
		g_mutex_unlock(&desk->lock);
	}
}

void desk_close(Desk *desk)
{
	g_async_queue_push(desk->errands, &desk->last);
}

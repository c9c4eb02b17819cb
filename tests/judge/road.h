#pragma once
/*
 * tests/judge/road - the steps' jobs, one after the other on one mail, without a cage around them.
 *
 *	g_autoptr(Road) road = road_new(data_dir);
 *	json_auto_t *dossier = road_walk(road, "lab/mails/model.eml");
 */
#include <glib.h>
#include <jansson.h>

typedef struct Road Road;

/* The jobs, prepared with the data below `data_dir`. Asserts that they can be. */
Road *road_new(const char *data_dir);

/* Free. NULL is fine. */
void road_free(Road *road);

/* The dossier of one mail file after read, trace and judge. Asserts that each job answers. Yours to
 * json_decref. */
json_t *road_walk(Road *road, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Road, road_free)

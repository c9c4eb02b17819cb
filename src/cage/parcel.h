#pragma once
/*
 * cage/parcel - what goes into the cage and comes out of it: parcels, and the ways in which a job fails.
 *
 *	CageParcel question = {.json = json_object(), .blobs = blobs};
 *	...
 *	cage_parcel_clear(&question);
 */
#include <jansson.h>

#include "base/str.h"

/* Largest parcel in either direction: JSON and blobs together. A mail over this is cut by `read`'s
 * step before it comes here. */
#define CAGE_PARCEL_MAX ((size_t)256 << 20)

/* JSON of one parcel, written out: it is parsed outside the cage. Larger texts go as blobs. */
#define CAGE_JSON_MAX ((size_t)64 << 20)

/* Blobs in one parcel. */
#define CAGE_BLOBS_MAX 4096

typedef struct {
	json_t *json;     /* owned; NULL counts as JSON null */
	GPtrArray *blobs; /* owned, of GBytes; NULL counts as none */
} CageParcel;

/* Drop what the parcel owns, and make it empty. */
void cage_parcel_clear(CageParcel *parcel);

typedef enum {
	CAGE_ERROR_CRASHED,  /* the worker died (signal, exit): the message names how */
	CAGE_ERROR_TIMEOUT,  /* it passed its wall or CPU time */
	CAGE_ERROR_MEMORY,   /* it could not have the memory it asked for */
	CAGE_ERROR_PROTOCOL, /* it sent what is no parcel, or one too large */
	CAGE_ERROR_JOB,      /* the job itself said no; the message is the job's */
	CAGE_ERROR_START,    /* no worker could be started: no cage, no reading */
} CageError;
#define CAGE_ERROR (cage_error_quark())

/* The domain of CageError. */
GQuark cage_error_quark(void);

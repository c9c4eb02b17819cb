#pragma once
/*
 * lookup/regdate - the dates that registries print, in whatever order, language and precision.
 *
 * Nothing is guessed silently: what the text left open, and was taken from what is known of the server
 * or from custom, stands in the flags beside the reading.
 *
 *	RegDate date;
 *	RegDateCustom cnnic = {.zone_known = true, .zone = 8 * 60};
 *	if (regdate_parse(STR("2022-02-27 14:21:00"), &cnnic, &date))
 *		when_text(date.utc);                        "2022-02-27T06:21:00Z", date.zone_assumed
 */
#include "base/str.h"

/* Bytes of a date that are looked at. */
#define REGDATE_MAX 128

typedef enum {
	REGDATE_DAY_FIRST, /* 03/04/2014 is the third of April: what most registries mean */
	REGDATE_MONTH_FIRST,
	REGDATE_YEAR_FIRST, /* 03/04/14 is the 14th of April 2003 */
} RegDateOrder;

/* What is known of a server's dates beforehand. */
typedef struct {
	RegDateOrder order;
	bool zone_known; /* its times without a zone are `zone`'s; else they are read as UTC */
	int zone;        /* minutes east of UTC */
} RegDateCustom;

typedef struct {
	gint64 utc;         /* seconds since 1970; of a day its beginning */
	int zone;           /* minutes east of UTC that were used */
	bool has_time;      /* to the second or minute; else a day */
	bool zone_assumed;  /* the text names no zone */
	bool order_assumed; /* its numbers could be day, month and year in another order */
} RegDate;

/* Find the first whole date in `text`, words around it passed over. False when there is none with year,
 * month and day, or none that the calendar has. Linear. */
bool regdate_parse(Str text, const RegDateCustom *custom, RegDate *date_out);

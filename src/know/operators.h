#pragma once
/*
 * know/operators - who runs which name servers, registrars and networks: data/operators/, each file with its
 * date and source. dns19.hichina.com and 阿里云计算有限公司(万网) are both Alibaba's.
 *
 *	g_autoptr(Operators) operators = operators_new(data_dir, &error);
 *	const Operator *operator = operators_of_host(operators, "dns19.hichina.com");
 *	puts(operator->name_en);       "Alibaba Cloud (HiChina)"
 *
 * An entry of a file is {"id", "name": {"en", "ja"}, "hosts": domains under which its machines are called,
 * "names": words that its registrar, organization and networks go by}.
 */
#include "base/str.h"

typedef struct {
	const char *id, *name_en, *name_ja;
} Operator;

typedef struct Operators Operators;

/* Read data_dir/data/operators/. NULL with `error`, which names the file and what is wrong in it. Yours to
 * operators_free. */
Operators *operators_new(const char *data_dir, GError **error);

/* Free. NULL is fine. */
void operators_free(Operators *operators);

/* Who runs the machine, by the domain that it is called under; NULL. Borrowed. */
const Operator *operators_of_host(const Operators *operators, const char *host);

/* Whom a registrar's, an organization's or a network's name means: the first operator named in it; NULL.
 * Borrowed. */
const Operator *operators_of_name(const Operators *operators, Str name);

/* What it rests on, for people: "data/operators, 2026-11-25". Borrowed. */
const char *operators_source(const Operators *operators);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Operators, operators_free)

#pragma once
/*
 * trace/recordfile - answers of the DNS written down in a file, which stand in the place of the network:
 * `--dns FILE`, tests (docs/dns-file.md).
 *
 *	example.org        TXT    v=spf1 mx -all
 *	example.org        MX     10 mail.example.org
 *	mail.example.org   A      192.0.2.1
 *	192.0.2.1          PTR    mail.example.org
 *	www.example.org    CNAME  example.org
 *	slow.example.org   TXT    TIMEOUT
 *	dead.example.org   TIMEOUT
 *
 * What is not in the file is not there.
 */
#include "trace/records.h"

/* Bytes of a file that are read; a longer one is refused. */
#define RECORDFILE_MAX ((size_t)4 << 20)

/* Read the text of a file into `records`, and close them. False with `error` (G_IO_ERROR_INVALID_DATA), which names
 * the line, where one is no answer. Linear. */
bool recordfile_read(Str text, Records *records, GError **error);

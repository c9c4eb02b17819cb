#pragma once
/*
 * tests/support/certificates - an authority and certificates of its own for one test, made anew.
 *
 *	certificates_make_authority(dir);
 *	certificates_make(dir, "server", "127.0.0.1", 2);
 *	files: dir/ca.pem (the authority), dir/server.pem (certificate and key)
 */
#include <gio/gio.h>

/* Make the authority `dir`/ca.pem. */
void certificates_make_authority(const char *dir);

/* Make `dir`/NAME.pem: a certificate of that authority for the address or DNS name `subject`, and its key.
 * `days` is how long it holds from now; negative ones are over. */
void certificates_make(const char *dir, const char *name, const char *subject, int days);

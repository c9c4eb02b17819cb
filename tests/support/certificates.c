#include "support/certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

static X509 *certificate_new(const char *subject, int days, EVP_PKEY *key)
{
	X509 *certificate = X509_new();
	const long day = 24L * 3600;

	X509_set_version(certificate, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(certificate), (long)g_random_int_range(1, G_MAXINT));
	X509_gmtime_adj(X509_getm_notBefore(certificate), (long)MIN(days, 0) * day - day);
	X509_gmtime_adj(X509_getm_notAfter(certificate), (long)days * day);
	X509_set_pubkey(certificate, key);
	X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
		(const unsigned char *)subject, -1, -1, 0);
	return certificate;
}

static void add_extension(X509 *certificate, int kind, const char *value)
{
	X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, kind, value);

	g_assert_nonnull(extension);
	X509_add_ext(certificate, extension, -1);
	X509_EXTENSION_free(extension);
}

static void write_pem(const char *dir, const char *name, X509 *certificate, EVP_PKEY *key)
{
	g_autofree char *file = g_strconcat(name, ".pem", NULL);
	g_autofree char *path = g_build_filename(dir, file, NULL);
	FILE *out = fopen(path, "we");

	g_assert_nonnull(out);
	PEM_write_X509(out, certificate);
	PEM_write_PrivateKey(out, key, NULL, NULL, 0, NULL, NULL);
	fclose(out);
}

/* What write_pem wrote. */
static X509 *read_pem(const char *dir, EVP_PKEY **key_out)
{
	g_autofree char *path = g_build_filename(dir, "ca.pem", NULL);
	FILE *in = fopen(path, "re");

	g_assert_nonnull(in);
	X509 *certificate = PEM_read_X509(in, NULL, NULL, NULL);
	*key_out = PEM_read_PrivateKey(in, NULL, NULL, NULL);
	fclose(in);
	return certificate;
}

void certificates_make_authority(const char *dir)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *certificate = certificate_new("mekiki test authority", 2, key);

	X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
	add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE");
	X509_sign(certificate, key, EVP_sha256());
	write_pem(dir, "ca", certificate, key);
	X509_free(certificate);
	EVP_PKEY_free(key);
}

void certificates_make(const char *dir, const char *name, const char *subject, int days)
{
	EVP_PKEY *authority_key, *key = EVP_EC_gen("P-256");
	X509 *authority = read_pem(dir, &authority_key);
	X509 *certificate = certificate_new(subject, days, key);
	g_autofree char *names =
		g_strdup_printf(g_hostname_is_ip_address(subject) ? "IP:%s" : "DNS:%s", subject);

	X509_set_issuer_name(certificate, X509_get_subject_name(authority));
	add_extension(certificate, NID_subject_alt_name, names);
	X509_sign(certificate, authority_key, EVP_sha256());
	write_pem(dir, name, certificate, key);
	X509_free(authority);
	X509_free(certificate);
	EVP_PKEY_free(authority_key);
	EVP_PKEY_free(key);
}

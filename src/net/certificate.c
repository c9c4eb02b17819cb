#include "net/certificate.h"

#include <openssl/evp.h>
#include <openssl/x509v3.h>

#include "base/when.h"
#include "web/address.h"

static json_t *distinguished_name(const X509_NAME *name)
{
	BIO *memory = BIO_new(BIO_s_mem());
	char *at = NULL;

	g_assert(memory);
	X509_NAME_print_ex(memory, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
	long len = BIO_get_mem_data(memory, &at);
	json_t *text = json_text(str_over(at, len > 0 ? (size_t)len : 0));
	BIO_free(memory);
	return text;
}

static json_t *instant(const ASN1_TIME *time)
{
	struct tm broken_down;

	if (ASN1_TIME_to_tm(time, &broken_down) != 1)
		return json_null();
	g_autofree char *text = when_text(timegm(&broken_down));
	return json_text(str_of(text));
}

static json_t *address_name(const ASN1_OCTET_STRING *octets)
{
	Address address = {.len = (size_t)ASN1_STRING_length(octets)};
	g_autoptr(GString) text = g_string_new(NULL);

	if (address.len != 4 && address.len != 16)
		return NULL;
	memcpy(address.bytes, ASN1_STRING_get0_data(octets), address.len);
	address_write(text, &address);
	return json_text(str_over(text->str, text->len));
}

static json_t *one_name(const GENERAL_NAME *name)
{
	int kind;
	const ASN1_STRING *value = GENERAL_NAME_get0_value(name, &kind);

	if (kind == GEN_DNS)
		return json_text(str_over((const char *)ASN1_STRING_get0_data(value),
			(size_t)ASN1_STRING_length(value)));
	return kind == GEN_IPADD ? address_name(value) : NULL;
}

static json_t *alternative_names(X509 *certificate)
{
	GENERAL_NAMES *names = X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
	json_t *list = json_array();

	for (int i = 0; names && i < MIN(sk_GENERAL_NAME_num(names), CERTIFICATE_NAMES_MAX); i++) {
		json_t *name = one_name(sk_GENERAL_NAME_value(names, i));
		if (name)
			json_push(list, name);
	}
	GENERAL_NAMES_free(names);
	return list;
}

static json_t *fingerprint(const X509 *certificate)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned int len = 0;
	g_autoptr(GString) hex = g_string_new(NULL);

	if (X509_digest(certificate, EVP_sha256(), digest, &len) != 1)
		return json_null();
	for (unsigned int i = 0; i < len; i++)
		g_string_append_printf(hex, "%02x", digest[i]);
	return json_text(str_over(hex->str, hex->len));
}

json_t *certificate_facts(X509 *certificate)
{
	json_t *facts = json_object();

	json_put(facts, "subject", distinguished_name(X509_get_subject_name(certificate)));
	json_put(facts, "issuer", distinguished_name(X509_get_issuer_name(certificate)));
	json_put(facts, "names", alternative_names(certificate));
	json_put(facts, "from", instant(X509_get0_notBefore(certificate)));
	json_put(facts, "until", instant(X509_get0_notAfter(certificate)));
	json_put(facts, "sha256", fingerprint(certificate));
	return facts;
}

#include "trace/dkimkey.h"

#include "trace/taglist.h"

/* The tags that mean something here, in the order in which they are looked at. */
typedef enum { TAG_V, TAG_K, TAG_H, TAG_S, TAG_T, TAG_N, TAG_P, TAGS } TagName;

static const char tag_names[TAGS] = "vkhstnp";

/* Read the list into a value for each tag; NULL where its grammar holds, and v= comes first if at all. */
static bool collect(Str text, Str values_out[TAGS])
{
	TagList list = taglist_over(text);

	for (Tag tag; taglist_next(&list, &tag);)
		for (size_t i = 0; i < TAGS; i++)
			if (tag.name.len == 1 && tag.name.at[0] == tag_names[i])
				values_out[i] = tag.value;
	return !list.fault;
}

/* Whether `word` is one of those between colons, in whatever case. */
static bool lists(Str value, Str word)
{
	if (value.len == 0)
		return false;
	do {
		if (str_equal_fold(str_trim(str_take_until(&value, ':')), word))
			return true;
	} while (str_take_char(&value, ':'));
	return false;
}

static DkimKeyType type_of(Str value)
{
	if (!value.at || str_equal_fold(value, STR("rsa")))
		return DKIMKEY_RSA;
	return str_equal_fold(value, STR("ed25519")) ? DKIMKEY_ED25519 : DKIMKEY_OTHER;
}

/* One element of DER (X.690): its contents; `rest` is moved behind it. */
static bool take_der(Str *rest, guint8 type, Str *contents_out)
{
	const guint8 *at = (const guint8 *)rest->at;
	size_t len, header = 2;

	if (rest->len < 2 || at[0] != type)
		return false;
	len = at[1];
	if (len & 0x80) {
		size_t digits = len & 0x7f;
		if (digits == 0 || digits > 3 || rest->len < 2 + digits)
			return false;
		len = 0;
		for (size_t i = 0; i < digits; i++)
			len = len << 8 | at[2 + i];
		header += digits;
	}
	if (rest->len - header < len)
		return false;
	*contents_out = str_sub(*rest, header, len);
	*rest = str_sub(*rest, header + len, rest->len);
	return true;
}

#define DER_INTEGER  0x02
#define DER_BITS     0x03
#define DER_SEQUENCE 0x30

/* A number above zero, without the zeros in front of it. */
static bool take_number(Str *rest, Str *number_out)
{
	Str number;

	if (!take_der(rest, DER_INTEGER, &number))
		return false;
	while (number.len > 0 && number.at[0] == '\0')
		number = str_sub(number, 1, number.len);
	*number_out = number;
	return number.len > 0;
}

/* RSAPublicKey of RFC 8017, A.1.1. */
static bool read_rsa_key(Str der, DkimKey *out)
{
	Str sequence;

	return take_der(&der, DER_SEQUENCE, &sequence) && take_number(&sequence, &out->modulus) &&
	       take_number(&sequence, &out->exponent);
}

/* RFC 6376 asks for RSAPublicKey; its examples and the whole world have SubjectPublicKeyInfo (RFC 5280), in
 * whose bits that stands. */
static bool read_rsa(Str der, DkimKey *out)
{
	static const Str rsa = {"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", 9};
	Str outer = der, info, algorithm, identifier, bits;

	if (read_rsa_key(der, out))
		return true;
	if (!take_der(&outer, DER_SEQUENCE, &info) || !take_der(&info, DER_SEQUENCE, &algorithm) ||
		!take_der(&algorithm, 0x06, &identifier) || !take_der(&info, DER_BITS, &bits))
		return false;
	return str_equal(identifier, rsa) && bits.len > 0 &&
	       read_rsa_key(str_sub(bits, 1, bits.len), out);
}

static DkimReason read_key(Str value, DkimKey *out)
{
	out->bytes = taglist_base64(value);
	if (!out->bytes)
		return DKIM_KEY_BYTES;
	Str bytes = str_of_bytes(out->bytes);
	if (out->type == DKIMKEY_RSA && read_rsa(bytes, out))
		out->bits = (guint)out->modulus.len * 8 -
			    (7 - (guint)g_bit_nth_msf((guint8)out->modulus.at[0], -1));
	if (out->type == DKIMKEY_ED25519 && bytes.len == 32)
		out->bits = 256;
	return out->bits == 0 && out->type != DKIMKEY_OTHER ? DKIM_KEY_BYTES : DKIM_PASS;
}

DkimReason dkimkey_parse(Str text, DkimKey *out)
{
	Str values[TAGS] = {{0}};
	bool sound = collect(text, values);
	Str hashes = values[TAG_H], uses = values[TAG_S], flags = values[TAG_T];

	*out = (DkimKey){
		.type = type_of(values[TAG_K]),
		.sha1 = !hashes.at || lists(hashes, STR("sha1")),
		.sha256 = !hashes.at || lists(hashes, STR("sha256")),
		.mail = !uses.at || lists(uses, STR("*")) || lists(uses, STR("email")),
		.testing = lists(flags, STR("y")),
		.strict = lists(flags, STR("s")),
		.notes = values[TAG_N],
	};
	if (values[TAG_V].at && !str_equal(values[TAG_V], STR("DKIM1")))
		return DKIM_KEY_VERSION;
	if (!sound)
		return DKIM_KEY_SYNTAX;
	if (!values[TAG_P].at)
		return DKIM_KEY_ABSENT;
	if (values[TAG_P].len == 0)
		return DKIM_KEY_REVOKED;
	return read_key(values[TAG_P], out);
}

void dkimkey_clear(DkimKey *key)
{
	g_bytes_unref(key->bytes);
}

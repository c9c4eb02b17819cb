/* The example of RFC 8617, appendix B: three who passed a mail on. The RFC gives no keys, so that seals cannot be verified;
 * whole are the chain's form, what each of them claims, and the body's hashes. */
#include "trace/arc.h"
#include "trace/arcjson.h"

#include "keytable.h"
#include "trace/dkim.h"

static const char example[] =
	"Return-Path: <jqd@d1.example>\r\n"
	"Received: from example.org (example.org [208.69.40.157])\r\n"
	"    by gmail.example with ESMTP id d200mr22663000ykb.93.1421363207\r\n"
	"    for <fmartin@example.com>; Thu, 14 Jan 2015 15:02:40 -0800 (PST)\r\n"
	"Received: from segv.d1.example (segv.d1.example [72.52.75.15])\r\n"
	"    by lists.example.org (8.14.5/8.14.5) with ESMTP id t0EKaNU9010123\r\n"
	"    for <arc@example.org>; Thu, 14 Jan 2015 15:01:30 -0800 (PST)\r\n"
	"    (envelope-from jqd@d1.example)\r\n"
	"Received: from [2001:DB8::1A] (w-x-y-z.dsl.static.isp.example [w.x.y.z])\r\n"
	"    (authenticated bits=0)\r\n"
	"    by segv.d1.example with ESMTP id t0FN4a8O084569;\r\n"
	"    Thu, 14 Jan 2015 15:00:01 -0800 (PST)\r\n"
	"    (envelope-from jqd@d1.example)\r\n"
	"Received: from mail-ob0-f188.google.example\r\n"
	"    (mail-ob0-f188.google.example [208.69.40.157]) by\r\n"
	"    clochette.example.org with ESMTP id d200mr22663000ykb.93.1421363268\r\n"
	"    for <fmartin@example.org>; Thu, 14 Jan 2015 15:03:15 -0800 (PST)\r\n"
	"ARC-Seal: i=3; a=rsa-sha256; cv=pass; d=clochette.example.org; s=\r\n"
	"        clochette; t=12345; b=CU87XzXlNlk5X/yW4l73UvPUcP9ivwYWxyBWcVrRs7\r\n"
	"        +HPx3K05nJhny2fvymbReAmOA9GTH/y+k9kEc59hAKVg==\r\n"
	"ARC-Message-Signature: i=3; a=rsa-sha256; c=relaxed/relaxed; d=\r\n"
	"        clochette.example.org; h=message-id:date:from:to:subject; s=\r\n"
	"        clochette; t=12345; bh=KWSe46TZKCcDbH4klJPo+tjk5LWJnVRlP5pvjXFZY\r\n"
	"        LQ=; b=o71vwyLsK+Wm4cOSlirXoRwzEvi0vqIjd/2/GkYFYlSd/GGfKzkAgPqxf\r\n"
	"        K7ccBMP7Zjb/mpeggswHjEMS8x5NQ==\r\n"
	"ARC-Authentication-Results: i=3; clochette.example.org; spf=fail\r\n"
	"    smtp.from=jqd@d1.example; dkim=fail (512-bit key)\r\n"
	"    header.i=@d1.example; dmarc=fail; arc=pass (as.2.gmail.example=pass,\r\n"
	"    ams.2.gmail.example=pass, as.1.lists.example.org=pass,\r\n"
	"    ams.1.lists.example.org=fail (message has been altered))\r\n"
	"Authentication-Results: clochette.example.org; spf=fail\r\n"
	"    smtp.from=jqd@d1.example; dkim=fail (512-bit key)\r\n"
	"    header.i=@d1.example; dmarc=fail; arc=pass (as.2.gmail.example=pass,\r\n"
	"    ams.2.gmail.example=pass, as.1.lists.example.org=pass,\r\n"
	"    ams.1.lists.example.org=fail (message has been altered))\r\n"
	"ARC-Seal: i=2; a=rsa-sha256; cv=pass; d=gmail.example; s=20120806; t=\r\n"
	"        12345; b=Zpukh/kJL4Q7Kv391FKwTepgS56dgHIcdhhJZjsalhqkFIQQAJ4T9BE\r\n"
	"        8jjLXWpRNuh81yqnT1/jHn086RwezGw==\r\n"
	"ARC-Message-Signature: i=2; a=rsa-sha256; c=relaxed/relaxed; d=\r\n"
	"        gmail.example; h=message-id:date:from:to:subject; s=20120806; t=\r\n"
	"        12345; bh=KWSe46TZKCcDbH4klJPo+tjk5LWJnVRlP5pvjXFZYLQ=; b=CVoG44\r\n"
	"        cVZvoSs2mMig2wwqPaJ4OZS5XGMCegWqQs1wvRZJS894tJM0xO1RJLgCPsBOxdA5\r\n"
	"        9WSqI9s9DfyKDfWg==\r\n"
	"ARC-Authentication-Results: i=2; gmail.example; spf=fail\r\n"
	"    smtp.from=jqd@d1.example; dkim=fail (512-bit key)\r\n"
	"    header.i=@example.org; dmarc=fail; arc=pass\r\n"
	"    (as.1.lists.example.org=pass, ams.1.lists.example.org=pass)\r\n"
	"ARC-Seal: i=1; a=rsa-sha256; cv=none; d=lists.example.org; s=dk-lists;\r\n"
	"         t=12345; b=TlCCKzgk3TrAa+G77gYYO8Fxk4q/Ml0biqduZJeOYh6+0zhwQ8u/\r\n"
	"        lHxLi21pxu347isLSuNtvIagIvAQna9a5A==\r\n"
	"ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=\r\n"
	"        lists.example.org; h=message-id:date:from:to:subject; s=\r\n"
	"        dk-lists; t=12345; bh=KWSe46TZKCcDbH4klJPo+tjk5LWJnVRlP5pvjXFZYL\r\n"
	"        Q=; b=DsoD3n3hiwlrN1ma8IZQFgZx8EDO7Wah3hUjIEsYKuShRKYB4LwGUiKD5Y\r\n"
	"        yHgcIwGHhSc/4+ewYqHMWDnuFxiQ==\r\n"
	"ARC-Authentication-Results: i=1; lists.example.org; spf=pass\r\n"
	"    smtp.mfrom=jqd@d1.example; dkim=pass (512-bit key)\r\n"
	"    header.i=@d1.example; dmarc=pass\r\n"
	"DKIM-Signature: v=1; a=rsa-sha1; c=relaxed/relaxed; d=d1.example; h=\r\n"
	"        message-id:date:from:to:subject; s=origin2015; bh=bIxxaeIQvmOBdT\r\n"
	"        AitYfSNFgzPP4=; b=qKjd5fYibKXWWIcMKCgRYuo1vJ2fD+IAQPjX+uamXIGY2Q\r\n"
	"        0HjQ+Lq3/yHzG3JHJp6780/nKQPOWt2UDJQrJkEA==\r\n"
	"Message-ID: <54B84785.1060301@d1.example>\r\n"
	"Date: Thu, 14 Jan 2015 15:00:01 -0800\r\n"
	"From: John Q Doe <jqd@d1.example>\r\n"
	"To: arc@dmarc.example\r\n"
	"Subject: [List 2] Example 1\r\n"
	"\r\n"
	"Hey gang,\r\n"
	"This is a test message.\r\n"
	"--J.\r\n";

static KeyAnswer find_none(void *from, const char *name, GPtrArray *texts_out)
{
	(void)from;
	(void)name;
	(void)texts_out;
	return KEY_NOT_ASKED;
}

static json_t *verify(const char *text, const KeySource *keys)
{
	const VerifierSettings settings = {
		.crypto = &crypto_hashes, .keys = *keys, .received = 1421363200};
	g_autoptr(RawMail) mail = rawmail_new(str_of(text));
	g_autoptr(Verifier) verifier = verifier_new(mail, &settings);
	g_autoptr(GPtrArray) signatures = dkim_verify(verifier, mail);
	g_autoptr(Arc) arc = arc_verify(verifier, mail);
	const DkimClock clock = {.now = 1421363300, .received = 1421363200};
	json_t *found = json_object();

	json_put(found, "arc", arcjson_write(arc, mail, str_of(text), &clock));
	json_put(found, "dkim",
		dkim_json(mail, g_ptr_array_index(signatures, 0), str_of(text), &clock));
	return found;
}

/* "3 clochette.example.org body same: spf=fail dkim=fail dmarc=fail arc=pass" of each set, from the oldest. */
static char *show(const json_t *arc)
{
	const char *status = json_get_text(arc, "status");
	GString *shown = g_string_new(status ? status : "unknown");
	const json_t *set, *result;
	size_t i, j;

	json_array_foreach (json_object_get(arc, "sets"), i, set) {
		const json_t *message = json_object_get(set, "message");
		const char *body = json_get_text(message, "body");
		g_string_append_printf(shown, " | %d %s %s body %s:",
			(int)json_integer_value(json_object_get(set, "instance")),
			json_get_text(set, "by"),
			json_get_text(json_object_get(set, "seal"), "selector"), body ? body : "?");
		json_array_foreach (json_object_get(set, "results"), j, result)
			g_string_append_printf(shown, " %s=%s", json_get_text(result, "method"),
				json_get_text(result, "result"));
	}
	return g_string_free(shown, FALSE);
}

static void test_without_keys(void)
{
	const KeySource keys = {find_none, NULL};
	json_auto_t *found = verify(example, &keys);
	g_autofree char *shown = show(json_object_get(found, "arc"));
	const json_t *origin = json_object_get(found, "dkim");

	g_assert_cmpstr(shown, ==,
		"unknown | 1 lists.example.org dk-lists body same: spf=pass dkim=pass dmarc=pass"
		" | 2 gmail.example 20120806 body same: spf=fail dkim=fail dmarc=fail arc=pass"
		" | 3 clochette.example.org clochette body same: spf=fail dkim=fail dmarc=fail "
		"arc=pass");
	g_assert_cmpstr(json_get_text(origin, "domain"), ==, "d1.example");
	g_assert_cmpstr(json_get_text(origin, "body"), ==, "same");
	g_assert_cmpstr(json_get_text(origin, "algorithm"), ==, "rsa-sha1");
}

/* Keys that are gone break the chain, which is no forgery. */
static void test_keys_gone(void)
{
	g_autoptr(GHashTable) table = keytable_new();
	const KeySource keys = keytable_source(table);
	json_auto_t *found = verify(example, &keys);

	g_assert_cmpstr(json_get_text(json_object_get(found, "arc"), "status"), ==, "fail");
	g_assert_cmpstr(json_get_text(json_object_get(found, "dkim"), "class"), ==, "key-gone");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/arc/rfc8617/without-keys", test_without_keys);
	g_test_add_func("/arc/rfc8617/keys-gone", test_keys_gone);
	return g_test_run();
}

#pragma once
/*
 * tests/trace/mails - mails in the dossier's form from a few lines of headers.
 *
 *	json_auto_t *mail = mails_of("From: a@b.example\nReceived: by mx.example.org; 1 Mar 2022\n");
 */
#include "base/json.h"

/* The one mailbox of a header, as an array. */
static inline json_t *mails_mailbox(Str address)
{
	gssize at = str_rfind_char(address, '@');

	return json_pack("[{s:o, s:o, s:n}]", "address", json_text(address), "domain",
		json_text(str_sub(address, (size_t)(at + 1), address.len)), "name");
}

/* A mail from lines of "Name: value". Yours to json_decref. */
static inline json_t *mails_of(const char *text)
{
	json_t *mail = json_object(), *headers = json_array();
	Str rest = str_of(text);

	json_put(mail, "headers", headers);
	while (rest.len > 0) {
		Str value = str_take_line(&rest), name = str_take_until(&value, ':');
		value = str_trim(str_sub(value, 1, value.len));
		json_push(
			headers, json_pack("{s:o, s:o, s:{s:[ii], s:[]}}", "name", json_text(name),
					 "value", json_text(value), "at", "raw", 0, 0, "layer"));
		if (str_equal(name, STR("From")))
			json_put(mail, "from", mails_mailbox(value));
		if (str_equal(name, STR("To")))
			json_put(mail, "to", mails_mailbox(value));
		if (str_equal(name, STR("Return-Path")))
			json_put(mail, "return_path", json_text(value));
	}
	return mail;
}

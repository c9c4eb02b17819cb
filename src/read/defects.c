#include "read/defects.h"

typedef struct {
	const char *code, *en, *ja;
} Kind;

static const Kind kinds[DEFECT_COUNT] = {
	[DEFECT_EMPTY] = {"empty-mail", "The mail is empty.", "メールが空です。"},
	[DEFECT_TOO_LONG] = {"mail-too-long", "The mail is too long; only its first part was read.",
		"メールが大きすぎるため、先頭の部分だけを読みました。"},
	[DEFECT_NO_HEADERS] = {"no-headers", "The mail does not begin with headers.",
		"メールの先頭にヘッダーがありません。"},
	[DEFECT_NUL] = {"nul-bytes", "The mail holds NUL bytes, which mail must not.",
		"メールに、あってはならないNULバイトが含まれています。"},
	[DEFECT_NO_FROM] = {"from-missing", "No From header names the sender.",
		"差出人を示すFromヘッダーがありません。"},
	[DEFECT_NO_DATE] = {"date-missing", "There is no Date header.",
		"Dateヘッダーがありません。"},
	[DEFECT_BAD_DATE] = {"date-unreadable", "The Date header holds no date that can be read.",
		"Dateヘッダーの日時を読み取れません。"},
	[DEFECT_DUPLICATE_FROM] = {"from-duplicate",
		"There is more than one From header; the first one counts here, other programs may "
		"show "
		"another.",
		"Fromヘッダーが複数あります。ここでは最初のものを採りましたが、別のものを表示するソ"
		"フトもあり得ます。"},
	[DEFECT_DUPLICATE_SUBJECT] = {"subject-duplicate",
		"There is more than one Subject header; the first one counts here.",
		"Subjectヘッダーが複数あります。ここでは最初のものを採りました。"},
	[DEFECT_DUPLICATE] = {"header-duplicate",
		"A header that may stand once stands there again; programs differ in which one "
		"they follow.",
		"一度しか書けないヘッダーが重複しています。どれに従うかはソフトによって異なります"
		"。"},
	[DEFECT_ADDRESS_SIGNS] = {"address-several-at",
		"An address has more than one @; programs differ in what they take for its domain.",
		"@が複数あるアドレスがあります。どこからをドメインとみなすかはソフトによって異なり"
		"ま"
		"す。"},
	[DEFECT_ADDRESS_ENCODED] = {"address-encoded",
		"An address is written as an encoded word; some programs decode it to another "
		"address.",
		"アドレスがエンコードされています。復号して別のアドレスとして扱うソフトがあります"
		"。"},
	[DEFECT_BARE_CR] = {"bare-cr",
		"A header holds a carriage return alone; some programs begin a new line there.",
		"ヘッダーに単独のCRがあります。そこで改行とみなすソフトがあります。"},
	[DEFECT_LINE_ENDS] = {"line-ends-mixed",
		"The headers end their lines now in CRLF, now in LF alone.",
		"ヘッダーの改行にCRLFとLFが混在しています。"},
	[DEFECT_LINE_LONG] = {"line-too-long",
		"A header's line is longer than the 998 characters that mail allows.",
		"ヘッダーに、上限の998文字を超える行があります。"},
	[DEFECT_HEADERS] = {"too-many-headers",
		"There are too many headers; the rest was left out.",
		"ヘッダーが多すぎるため、残りは省きました。"},
	[DEFECT_HEADER_LONG] = {"header-too-long", "A header is too long; its end was left out.",
		"長すぎるヘッダーがあり、後ろを省きました。"},
	[DEFECT_HEADER_BYTES] = {"header-damaged",
		"A header holds bytes that its charset does not have.",
		"ヘッダーに、その文字コードでは読めないバイトがあります。"},
	[DEFECT_ADDRESSES] = {"too-many-addresses",
		"A header lists too many addresses; the rest was left out.",
		"アドレスが多すぎるヘッダーがあり、残りは省きました。"},
	[DEFECT_NESTING] = {"nesting-too-deep",
		"Parts are nested too deeply; what lies deeper was not opened.",
		"パートの入れ子が深すぎるため、それより奥は開いていません。"},
	[DEFECT_PARTS] = {"too-many-parts", "There are too many parts; the rest was left out.",
		"パートが多すぎるため、残りは省きました。"},
	[DEFECT_NO_BOUNDARY] = {"boundary-missing",
		"A multipart does not say what divides its parts.",
		"マルチパートに区切り(boundary)の指定がありません。"},
	[DEFECT_UNCLOSED] = {"multipart-unclosed",
		"A multipart is not closed; its end may be missing.",
		"マルチパートが閉じられていません。末尾が欠けている可能性があります。"},
	[DEFECT_BOUNDARY_NEAR] = {"boundary-ambiguous",
		"A line begins with a multipart's boundary and goes on; some programs divide "
		"the mail there, others don't.",
		"区切り(boundary)で始まり、その後に文字が続く行があります。そこで分けるソフトと分け"
		"ないソフトがあります。"},
	[DEFECT_PART_TWICE] = {"part-described-twice",
		"A part says twice, and differently, what it is; the last one counts here, other "
		"programs may follow the first.",
		"パートの種類や符号化の指定が二重で、内容も食い違っています。ここでは最後のものを採"
		"りましたが、最初のものに従うソフトもあり得ます。"},
	[DEFECT_ENCODING] = {"encoding-unknown",
		"A part names a transfer encoding that does not exist; it was read as it is.",
		"存在しない転送エンコーディングが指定されたパートがあり、そのまま読みました。"},
	[DEFECT_BASE64] = {"base64-damaged",
		"A part's base64 holds characters that do not belong there.",
		"パートのbase64に、本来ない文字が混じっています。"},
	[DEFECT_QUOTED_PRINTABLE] = {"quoted-printable-damaged",
		"A part's quoted-printable encoding is broken in places.",
		"パートのquoted-printableに壊れた箇所があります。"},
	[DEFECT_UUENCODE] = {"uuencode-damaged", "A part's uuencoding is broken.",
		"パートのuuencodeが壊れています。"},
	[DEFECT_CHARSET_UNKNOWN] = {"charset-unknown",
		"A part names a charset that we do not know; it was guessed.",
		"知らない文字コードが指定されたパートがあり、推定で読みました。"},
	[DEFECT_CHARSET_WRONG] = {"charset-wrong",
		"A part's bytes are not of the charset that it names; another one fits.",
		"パートの内容が、指定された文字コードと合わず、別の文字コードとして読みました。"},
	[DEFECT_CHARSET_META] = {"charset-contradicted",
		"A page names another charset than the part's header; the header counts.",
		"HTML内の文字コード指定がヘッダーの指定と異なります。ヘッダーの指定を採りました。"},
	[DEFECT_CHARSET_DAMAGED] = {"charset-damaged",
		"A part holds bytes that its charset does not have; they were replaced.",
		"パートに、その文字コードでは読めないバイトがあり、置き換えました。"},
	[DEFECT_TEXT_LONG] = {"text-too-long", "A part's text is too long; its end was not read.",
		"パートの本文が長すぎるため、後ろは読んでいません。"},
	[DEFECT_HTML_DEEP] = {"html-too-deep",
		"The HTML nests its elements so deeply that some hidden text may be taken for "
		"visible.",
		"HTMLの要素の入れ子が深すぎるため、隠された文字を表示文として扱っている可能性があり"
		"ます。"},
	[DEFECT_HIDDEN] = {"too-many-hidden",
		"There are too many hidden texts; the rest was left out.",
		"隠された文が多すぎるため、残りは省きました。"},
	[DEFECT_LINKS] = {"too-many-links", "There are too many links; the rest was left out.",
		"リンクが多すぎるため、残りは省きました。"},
	[DEFECT_LINK_LONG] = {"link-too-long", "A link is too long; its end was left out.",
		"長すぎるリンクがあり、後ろを省きました。"},
};

void defects_add(Defects *defects, Defect what, const Place *place)
{
	if (defects->count[what]++ >= DEFECTS_EACH_MAX)
		return;
	json_t *defect = json_object();
	json_put(defect, "what", json_text(str_of(kinds[what].code)));
	json_put(defect, "says", json_words("%s", "%s", kinds[what].en));
	json_put(json_object_get(defect, "says"), "ja", json_text(str_of(kinds[what].ja)));
	json_put(defect, "at", place ? place_json(place) : json_null());
	json_push(defects->list, defect);
}

const char *defects_code(Defect what)
{
	return kinds[what].code;
}

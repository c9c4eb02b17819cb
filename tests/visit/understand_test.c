/* What fields ask for, by what stands at them: labels, names, placeholders, shapes, and the order in which they
 * stand. A field is shown as its kind, "-" where nothing is known, "*N" behind it where it has N boxes. */
#include "drawn.h"

typedef struct {
	const char *html, *kinds;
} Row;

#define I(label, attributes) "<p><label>" label "<input " attributes "></label>"
#define N(attributes)        "<form><input " attributes "></form>"

/* One field with a label; its name says nothing. */
static const Row japanese[] = {
	{I("ログインID", "name=f1"), "account"},
	{I("ユーザID", ""), "account"},
	{I("会員番号", "type=tel"), "account"},
	{I("Eメールまたは携帯電話番号", ""), "account"},
	{I("メールアドレスまたはユーザーID", ""), "account"},
	{I("お客様番号（半角数字）", "type=tel maxlength=10"), "account"},
	{I("パスワード", "type=password"), "password"},
	{I("ログインパスワード", ""), "password"},
	{I("パスワード（確認用）", "type=password"), "password"},
	{I("認証コード", "type=tel maxlength=6"), "one-time-code"},
	{I("ワンタイムパスワード", "type=password"), "one-time-code"},
	{I("SMSに届いた6桁の認証コードを入力してください", ""), "one-time-code"},
	{I("暗証番号", "type=password maxlength=4"), "pin"},
	{I("キャッシュカードの暗証番号（4桁）", "type=password maxlength=4"), "pin"},
	{I("取引パスワード", "type=password"), "pin"},
	{I("お名前", ""), "name"},
	{I("氏名（漢字）", ""), "name"},
	{I("姓", ""), "name-family"},
	{I("お名前（名）", ""), "name-given"},
	{I("フリガナ", ""), "kana"},
	{I("お名前（カナ）", ""), "kana"},
	{I("セイ", ""), "kana-family"},
	{I("生年月日", "type=date"), "birth-date"},
	{I("ご住所", ""), "address"},
	{I("市区町村", ""), "city"},
	{I("建物名・部屋番号", ""), "building"},
	{I("〒", ""), "postcode"},
	{I("郵便番号", "type=tel maxlength=8"), "postcode"},
	{I("携帯電話番号", "type=tel"), "phone"},
	{I("ご連絡先電話番号", ""), "phone"},
	{I("メールアドレス", "type=email"), "mail"},
	{I("メールアドレスのパスワード", "type=password"), "mail-password"},
	{I("カード番号", "type=tel"), "card-number"},
	{I("クレジット カード 番号", ""), "card-number"},
	{I("有効期限（月／年）", ""), "expiry"},
	{I("セキュリティコード", "type=password maxlength=4"), "security-code"},
	{I("カード裏面の3桁の数字", ""), "security-code"},
	{I("カード名義人", ""), "cardholder"},
	{I("カードに記載の名前（ローマ字）", ""), "cardholder"},
	{I("3Dセキュアパスワード", "type=password"), "3ds-password"},
	{I("本人認証サービスのパスワード", "type=password"), "3ds-password"},
	{I("金融機関名", ""), "bank"},
	{I("支店名", ""), "branch"},
	{I("店番号", "maxlength=3"), "branch"},
	{I("口座番号", "maxlength=7"), "account-number"},
	{I("マイナンバー（12桁）", ""), "my-number"},
	{I("本人確認書類", "type=file"), "identity-document"},
	{I("運転免許証（表面）", "type=file"), "identity-document"},
	{I("ログイン状態を保持する", "type=checkbox"), "consent"},
	{I("秘密の質問の答え", ""), "security-answer"},
};

static const Row western[] = {
	{I("Username", ""), "account"},
	{I("Email or phone number", ""), "account"},
	{I("Email, phone, or Skype", "type=email"), "account"},
	{I("Online ID", ""), "account"},
	{I("Password", "type=password"), "password"},
	{I("Enter the 6-digit code we sent you", "type=tel"), "one-time-code"},
	{I("One-time passcode", "type=password"), "one-time-code"},
	{I("ATM PIN", "type=password maxlength=4"), "pin"},
	{I("First name", ""), "name-given"},
	{I("Last name", ""), "name-family"},
	{I("Full name", ""), "name"},
	{I("Date of birth", ""), "birth-date"},
	{I("Billing address", ""), "address"},
	{I("Zip code", ""), "postcode"},
	{I("Mobile number", ""), "phone"},
	{I("E-mail address", ""), "mail"},
	{I("Email password", "type=password"), "mail-password"},
	{I("Card number", "type=tel"), "card-number"},
	{I("Debit card number", ""), "card-number"},
	{I("Expiration date", ""), "expiry"},
	{I("CVV", "maxlength=3"), "security-code"},
	{I("Security code (last 3 digits on the back)", ""), "security-code"},
	{I("Name on card", ""), "cardholder"},
	{I("Verified by Visa password", "type=password"), "3ds-password"},
	{I("Social Security Number", ""), "national-id"},
	{I("Mother's maiden name", ""), "security-answer"},
	{I("Sort code", ""), "branch"},
	{I("Account number", ""), "account-number"},
	{I("Front of your ID", "type=file"), "identity-document"},
	{I("Remember me", "type=checkbox"), "consent"},
	{I("Benutzername", ""), "account"},
	{I("VR-NetKey oder Alias", ""), "account"},
	{I("Kennwort", "type=password"), "password"},
	{I("Online-PIN", "type=password"), "pin"},
	{I("SMS-TAN eingeben", ""), "one-time-code"},
	{I("Vorname", ""), "name-given"},
	{I("Nachname", ""), "name-family"},
	{I("Geburtsdatum", ""), "birth-date"},
	{I("Straße und Hausnummer", ""), "street"},
	{I("PLZ", ""), "postcode"},
	{I("Handynummer", ""), "phone"},
	{I("E-Mail-Adresse", ""), "mail"},
	{I("Kreditkartennummer", ""), "card-number"},
	{I("Gültig bis", ""), "expiry"},
	{I("Kartenprüfnummer (CVC)", ""), "security-code"},
	{I("Name des Karteninhabers", ""), "cardholder"},
	{I("Kontonummer / IBAN", ""), "account-number"},
	{I("Identifiant", ""), "account"},
	{I("Mot de passe", "type=password"), "password"},
	{I("Code de vérification reçu par SMS", ""), "one-time-code"},
	{I("Nom de famille", ""), "name-family"},
	{I("Prénom", ""), "name-given"},
	{I("Date de naissance", ""), "birth-date"},
	{I("Code postal", ""), "postcode"},
	{I("Numéro de téléphone", ""), "phone"},
	{I("Adresse e-mail", ""), "mail"},
	{I("Numéro de carte bancaire", ""), "card-number"},
	{I("Date d'expiration", ""), "expiry"},
	{I("Cryptogramme visuel", ""), "security-code"},
	{I("Titulaire de la carte", ""), "cardholder"},
	{I("Code secret de votre carte", "type=password maxlength=4"), "pin"},
	{I("Numéro de sécurité sociale", ""), "national-id"},
	{I("Usuario", ""), "account"},
	{I("Contraseña", "type=password"), "password"},
	{I("Código de verificación", ""), "one-time-code"},
	{I("Nombre completo", ""), "name"},
	{I("Fecha de nacimiento", ""), "birth-date"},
	{I("Código postal", ""), "postcode"},
	{I("Número de celular", ""), "phone"},
	{I("Correo electrónico", ""), "mail"},
	{I("Contraseña del correo electrónico", "type=password"), "mail-password"},
	{I("Número de tarjeta", ""), "card-number"},
	{I("Fecha de caducidad", ""), "expiry"},
	{I("Código de seguridad", ""), "security-code"},
	{I("Titular de la tarjeta", ""), "cardholder"},
	{I("Clave de cajero", "type=password"), "pin"},
	{I("DNI / NIE", ""), "national-id"},
	{I("Usuário ou e-mail", ""), "account"},
	{I("Senha", "type=password"), "password"},
	{I("Senha do cartão", "type=password"), "pin"},
	{I("Token", ""), "one-time-code"},
	{I("CPF", ""), "national-id"},
	{I("Telemóvel", ""), "phone"},
	{I("Número do cartão", ""), "card-number"},
	{I("Validade (MM/AA)", ""), "expiry"},
	{I("Nome impresso no cartão", ""), "cardholder"},
	{I("Agência", ""), "branch"},
	{I("Conta corrente", ""), "account-number"},
};

static const Row asian[] = {
	{I("用户名", ""), "account"},
	{I("手机号/邮箱", ""), "account"},
	{I("请输入登录密码", "type=password"), "password"},
	{I("短信验证码", ""), "one-time-code"},
	{I("支付密码", "type=password"), "pin"},
	{I("真实姓名", ""), "name"},
	{I("身份证号码", ""), "national-id"},
	{I("银行预留手机号", ""), "phone"},
	{I("银行卡号", ""), "card-number"},
	{I("有效期", ""), "expiry"},
	{I("安全码（卡背面后三位）", ""), "security-code"},
	{I("开户行", ""), "bank"},
	{I("持卡人姓名", ""), "cardholder"},
	{I("图形验证码", ""), "captcha"},
	{I("邮箱密码", "type=password"), "mail-password"},
	{I("上传身份证正面", "type=file"), "identity-document"},
	{I("使用者代號", ""), "account"},
	{I("網路密碼", "type=password"), "password"},
	{I("簡訊驗證碼", ""), "one-time-code"},
	{I("身分證字號", ""), "national-id"},
	{I("信用卡號碼", ""), "card-number"},
	{I("背面末三碼", ""), "security-code"},
	{I("行動電話", ""), "phone"},
	{I("郵遞區號", ""), "postcode"},
	{I("銀行帳號", ""), "account-number"},
	{I("電子郵件", ""), "mail"},
	{I("아이디", ""), "account"},
	{I("비밀번호를 입력하세요", "type=password"), "password"},
	{I("문자로 받은 인증번호 6자리", ""), "one-time-code"},
	{I("카드 비밀번호 앞 2자리", "type=password maxlength=2"), "pin"},
	{I("이름", ""), "name"},
	{I("생년월일 6자리", ""), "birth-date"},
	{I("주민등록번호", ""), "national-id"},
	{I("휴대폰 번호", ""), "phone"},
	{I("카드번호", ""), "card-number"},
	{I("유효기간", ""), "expiry"},
	{I("카드 뒷면 3자리 (CVC)", ""), "security-code"},
	{I("카드 소유자 이름", ""), "cardholder"},
	{I("계좌번호", ""), "account-number"},
	{I("은행 선택", ""), "bank"},
	{I("우편번호", ""), "postcode"},
	{I("이메일 비밀번호", "type=password"), "mail-password"},
};

/* No label: the name that the page's maker gave it. */
static const Row names[] = {
	{N("name=txtCardNo"), "card-number"},
	{N("name=kaado_bango"), "card-number"},
	{N("name=ccnum"), "card-number"},
	{N("name=card_no type=tel"), "card-number"},
	{N("id=ctl00_CardNumber"), "card-number"},
	{N("name='card[number]'"), "card-number"},
	{N("name=mima type=password"), "password"},
	{N("name=yzm"), "one-time-code"},
	{N("name=smsCode"), "one-time-code"},
	{N("name=otp"), "one-time-code"},
	{N("name=login_email type=email"), "account"},
	{N("name=usr"), "account"},
	{N("name=kaiin_id"), "account"},
	{N("name=pwd type=password"), "password"},
	{N("name=cvv2"), "security-code"},
	{N("name=txtSecurityCode"), "security-code"},
	{N("name=exp_month"), "expiry-month"},
	{N("name=expYear"), "expiry-year"},
	{N("name=yuukoukigen"), "expiry"},
	{N("name=meigi"), "cardholder"},
	{N("name=nameOnCard"), "cardholder"},
	{N("name=anshou_bango type=password"), "pin"},
	{N("name=seinengappi"), "birth-date"},
	{N("name=yubin"), "postcode"},
	{N("name=denwa_bango"), "phone"},
	{N("name=tel type=tel"), "phone"},
	{N("name=jusho1"), "address"},
	{N("name=shimei_kana"), "kana"},
	{N("name=kouza_no"), "account-number"},
	{N("name=ginko_mei"), "bank"},
	{N("name=sfz"), "national-id"},
	{N("name=shoujihao"), "phone"},
	{N("name=email_pass type=password"), "mail-password"},
	{N("name=mynumber"), "my-number"},
	{N("name=ssn"), "national-id"},
	{N("name=senha type=password"), "password"},
	{N("name=numeroTarjeta"), "card-number"},
	{N("name=kartennummer"), "card-number"},
	{N("name=3ds_pass type=password"), "3ds-password"},
	{N("name=lastName"), "name-family"},
};

/* Neither: what the browser is told to fill in, what stands in it, what can be chosen. */
static const Row shapes[] = {
	{N("autocomplete=username"), "account"},
	{N("autocomplete='section-a billing cc-number'"), "card-number"},
	{N("autocomplete=one-time-code"), "one-time-code"},
	{N("autocomplete=cc-exp"), "expiry"},
	{N("placeholder='MM / YY'"), "expiry"},
	{N("placeholder='1234 5678 9012 3456'"), "card-number"},
	{N("placeholder='090-1234-5678'"), "phone"},
	{N("placeholder='100-0001'"), "postcode"},
	{N("placeholder='name@example.com'"), "mail"},
	{N("placeholder='カード番号を入力'"), "card-number"},
	{N("placeholder='パスワード' type=password"), "password"},
	{N("placeholder='123' maxlength=3"), "security-code"},
	{N("placeholder='TARO YAMADA'"), "cardholder"},
	{N("type=password"), "password"},
	{N("type=file"), "identity-document"},
	{N("aria-label='Card number'"), "card-number"},
	{N("title='セキュリティコード'"), "security-code"},
	{"<p>カード番号</p><p><input></p>", "card-number"},
	{"<p>カード番号 <input>", "card-number"},
	{"<table><tr><td>お名前<td><input><tr><td>電話番号<td><input></table>", "name phone"},
	{"<p><img alt='カード番号'></p><p><input></p>", "card-number"},
	{"<p id=l>暗証番号</p><p>***</p><p>4</p><p><input aria-labelledby=l>", "pin"},
	{"<label for=a>口座番号</label><h2>お知らせ</h2><h2>別の見出し</h2><input id=a>",
		"account-number"},
	{"<p>有効期限 <select "
	 "name=a><option>月<option>1<option>2<option>3<option>4<option>5<option>6"
	 "<option>7<option>8<option>9<option>10<option>11<option>12</select> / <select name=b>"
	 "<option>2026<option>2027<option>2028<option>2029<option>2030</select>",
		"expiry-month expiry-year"},
	{"<p>生年月日 <input name=a maxlength=4>年<input name=b maxlength=2>月<input name=c "
	 "maxlength=2>日",
		"birth-year birth-month birth-day"},
	{"<p>お名前</p><p>姓 <input name=a> 名 <input name=b></p>", "name-family name-given"},
	{"<select><option>選択<option>Visa<option>MasterCard</select>", "card-brand"},
	{"<select><option>都道府県<option>北海道<option>青森県</select>", "prefecture"},
};

/* Boxes that are one field. */
static const Row boxes[] = {
	{"<p>認証コード</p><p><input maxlength=1><input maxlength=1><input maxlength=1><input "
	 "maxlength=1>"
	 "<input maxlength=1><input maxlength=1>",
		"one-time-code*6"},
	{"<p><input maxlength=1 name=otp1><input maxlength=1 name=otp2><input maxlength=1 "
	 "name=otp3>"
	 "<input maxlength=1 name=otp4>",
		"one-time-code*4"},
	{"<p><input width=40 name=a><input width=40 name=b><input width=40 name=c><input width=40 "
	 "name=d>"
	 "<input width=40 name=e><input width=40 name=f>",
		"one-time-code*6"},
	{"<p>暗証番号</p><p><input type=password maxlength=1><input type=password maxlength=1>"
	 "<input type=password maxlength=1><input type=password maxlength=1>",
		"pin*4"},
	{"<p>電話番号 <input name=tel1> - <input name=tel2> - <input name=tel3>", "phone*3"},
	{"<p>郵便番号 <input name=zip1 maxlength=3> - <input name=zip2 maxlength=4>", "postcode*2"},
	{"<p>カード番号 <input name=card1 maxlength=4> <input name=card2 maxlength=4> "
	 "<input name=card3 maxlength=4> <input name=card4 maxlength=4>",
		"card-number*4"},
	{"<p>住所</p><p><input name=addr1></p><p><input name=addr2></p>", "address building"},
};

/* Nothing at all is told about them: what stands beside, and what the page is about. */
static const Row orders[] = {
	{"<form><input name=a><input name=b type=password></form>", "account password"},
	{"<form><input><input type=password></form>", "account password"},
	{"<title>お支払い</title><h2>クレジットカード情報</h2><form><input><input><input></form>",
		"card-number expiry security-code"},
	{"<h2>Card details</h2><form><input type=tel "
	 "name=a><select><option>01<option>02<option>03<option>04"
	 "<option>05<option>06<option>07<option>08<option>09<option>10<option>11<option>12</select>"
	 "<select><option>2026<option>2027<option>2028<option>2029</select><input type=tel "
	 "name=d></form>",
		"card-number expiry-month expiry-year security-code"},
	{"<h1>認証コードを入力</h1><form><input name=a></form>", "one-time-code"},
	{"<h1>パスワードを入力してください</h1><form><input name=a></form>", "password"},
	{"<h2>Card details</h2><form><input name=a><input name=b><input name=c><input "
	 "name=e></form>",
		"card-number expiry-month expiry-year security-code"},
	{"<form><input name=x1></form>", "-"},
};

static void append_kind(GString *shown, const json_t *field)
{
	const char *kind = json_get_text(field, "kind");
	size_t count = json_array_size(json_object_get(field, "boxes"));

	g_string_append_printf(shown, "%s%s", shown->len > 0 ? " " : "", kind ? kind : "-");
	if (count > 1)
		g_string_append_printf(shown, "*%zu", count);
}

static void check(const Row *row)
{
	json_auto_t *answer = drawn_read(row->html, NULL);
	g_autoptr(GString) shown = g_string_new(NULL);
	const json_t *field;
	size_t index;

	json_array_foreach (json_object_get(answer, "fields"), index, field)
		append_kind(shown, field);
	g_autofree char *fields = json_compact(json_object_get(answer, "fields"));
	if (g_strcmp0(shown->str, row->kinds) != 0)
		g_test_message("%s: %s", row->html, fields);
	g_assert_cmpstr(shown->str, ==, row->kinds);
}

#define TABLE(name)                                                                                \
	static void test_##name(void)                                                              \
	{                                                                                          \
		for (size_t i = 0; i < G_N_ELEMENTS((name)); i++)                                  \
			check(&(name)[i]);                                                         \
	}
TABLE(japanese)
TABLE(western)
TABLE(asian)
TABLE(names)
TABLE(shapes)
TABLE(boxes)
TABLE(orders)

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/understand/japanese", test_japanese);
	g_test_add_func("/understand/western", test_western);
	g_test_add_func("/understand/asian", test_asian);
	g_test_add_func("/understand/names", test_names);
	g_test_add_func("/understand/shapes", test_shapes);
	g_test_add_func("/understand/boxes", test_boxes);
	g_test_add_func("/understand/orders", test_orders);
	return g_test_run();
}

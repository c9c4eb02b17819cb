#include "visit/identity.h"

#include <string.h>

/* Names in their script, as read (kana), in Latin letters. */
typedef struct {
	const char *written, *read, *latin;
} Name;

#define NAMES 6

/* A town as its own country writes it. */
typedef struct {
	const char *postcode, *prefecture, *city, *street;
} Place;

#define PLACES 3

/* Where a person is at home. */
typedef struct {
	const char *language;
	Name family[NAMES], given[NAMES];
	bool family_first;
	const char *name_format; /* of family and given, as in a sentence */
	Place places[PLACES];
	const char *country;
	const char *mail_domain;
	const char *phone; /* digits of its own where an x stands */
	const char *bank, *branch;
	const char *national_id; /* likewise */
} Home;

static const Home homes[] = {
	{"ja",
		{{"山田", "ヤマダ", "Yamada"}, {"佐藤", "サトウ", "Sato"},
			{"鈴木", "スズキ", "Suzuki"}, {"高橋", "タカハシ", "Takahashi"},
			{"田中", "タナカ", "Tanaka"}, {"中村", "ナカムラ", "Nakamura"}},
		{{"太郎", "タロウ", "Taro"}, {"健一", "ケンイチ", "Kenichi"},
			{"直樹", "ナオキ", "Naoki"}, {"由美", "ユミ", "Yumi"},
			{"恵子", "ケイコ", "Keiko"}, {"美咲", "ミサキ", "Misaki"}},
		true, "%s %s",
		{{"100-0001", "東京都", "千代田区", "千代田99-99"},
			{"530-0001", "大阪府", "大阪市北区", "梅田99-99"},
			{"460-0008", "愛知県", "名古屋市中区", "栄99-99"}},
		"日本", "example.jp", "090-0000-xxxx", "見本銀行", "001", "990000xxxxxx"},
	{"en",
		{{"Carter", "", "Carter"}, {"Mason", "", "Mason"}, {"Foster", "", "Foster"},
			{"Walker", "", "Walker"}, {"Bennett", "", "Bennett"},
			{"Turner", "", "Turner"}},
		{{"James", "", "James"}, {"Emily", "", "Emily"}, {"Robert", "", "Robert"},
			{"Laura", "", "Laura"}, {"Daniel", "", "Daniel"}, {"Karen", "", "Karen"}},
		false, "%s %s",
		{{"10001", "NY", "New York", "9999 Sample Street"},
			{"60601", "IL", "Chicago", "9999 Example Avenue"},
			{"98101", "WA", "Seattle", "9999 Specimen Road"}},
		"United States", "example.com", "212-555-01xx", "Sample Bank", "000000000",
		"000-xx-xxxx"},
	{"zh",
		{{"张", "", "Zhang"}, {"王", "", "Wang"}, {"李", "", "Li"}, {"刘", "", "Liu"},
			{"陈", "", "Chen"}, {"杨", "", "Yang"}},
		{{"伟", "", "Wei"}, {"芳", "", "Fang"}, {"敏", "", "Min"}, {"静", "", "Jing"},
			{"磊", "", "Lei"}, {"丽", "", "Li"}},
		true, "%s%s",
		{{"100000", "北京市", "北京市", "示例路9999号"},
			{"200000", "上海市", "上海市", "示例路9999号"},
			{"510000", "广东省", "广州市", "示例路9999号"}},
		"中国", "example.com", "100-0000-xxxx", "示例银行", "示例支行",
		"00000019900101xxxx"},
	{"ko",
		{{"김", "", "Kim"}, {"이", "", "Lee"}, {"박", "", "Park"}, {"최", "", "Choi"},
			{"정", "", "Jung"}, {"강", "", "Kang"}},
		{{"민수", "", "Minsu"}, {"지훈", "", "Jihoon"}, {"영희", "", "Younghee"},
			{"수진", "", "Sujin"}, {"현우", "", "Hyunwoo"}, {"미영", "", "Miyoung"}},
		true, "%s%s",
		{{"04524", "서울특별시", "중구", "예시로 9999"},
			{"48058", "부산광역시", "해운대구", "예시로 9999"},
			{"41911", "대구광역시", "중구", "예시로 9999"}},
		"대한민국", "example.com", "010-0000-xxxx", "예시은행", "예시지점",
		"000000-0xxxxxx"},
	{"de",
		{{"Becker", "", "Becker"}, {"Hoffmann", "", "Hoffmann"}, {"Krause", "", "Krause"},
			{"Lehmann", "", "Lehmann"}, {"Vogel", "", "Vogel"},
			{"Winkler", "", "Winkler"}},
		{{"Jonas", "", "Jonas"}, {"Anna", "", "Anna"}, {"Stefan", "", "Stefan"},
			{"Sabine", "", "Sabine"}, {"Markus", "", "Markus"}, {"Julia", "", "Julia"}},
		false, "%s %s",
		{{"10115", "Berlin", "Berlin", "Musterstraße 9999"},
			{"80331", "Bayern", "München", "Musterstraße 9999"},
			{"50667", "Nordrhein-Westfalen", "Köln", "Musterstraße 9999"}},
		"Deutschland", "example.com", "0171-39200xx", "Musterbank", "00000000",
		"T000000xxx"},
	{"fr",
		{{"Dubois", "", "Dubois"}, {"Moreau", "", "Moreau"}, {"Lefevre", "", "Lefevre"},
			{"Girard", "", "Girard"}, {"Rousseau", "", "Rousseau"},
			{"Fontaine", "", "Fontaine"}},
		{{"Julien", "", "Julien"}, {"Claire", "", "Claire"}, {"Thomas", "", "Thomas"},
			{"Sophie", "", "Sophie"}, {"Nicolas", "", "Nicolas"},
			{"Camille", "", "Camille"}},
		false, "%s %s",
		{{"75001", "Île-de-France", "Paris", "9999 rue de l'Exemple"},
			{"69001", "Auvergne-Rhône-Alpes", "Lyon", "9999 rue de l'Exemple"},
			{"13001", "Provence-Alpes-Côte d'Azur", "Marseille",
				"9999 rue de l'Exemple"}},
		"France", "example.com", "06-39-98-xx-xx", "Banque Exemple", "00000",
		"000000000xxxxxx"},
	{"es",
		{{"García", "", "Garcia"}, {"Romero", "", "Romero"}, {"Navarro", "", "Navarro"},
			{"Ortega", "", "Ortega"}, {"Vargas", "", "Vargas"},
			{"Molina", "", "Molina"}},
		{{"Carlos", "", "Carlos"}, {"Lucía", "", "Lucia"}, {"Javier", "", "Javier"},
			{"Elena", "", "Elena"}, {"Miguel", "", "Miguel"}, {"Marta", "", "Marta"}},
		false, "%s %s",
		{{"28001", "Madrid", "Madrid", "Calle Ejemplo 9999"},
			{"08001", "Barcelona", "Barcelona", "Calle Ejemplo 9999"},
			{"41001", "Sevilla", "Sevilla", "Calle Ejemplo 9999"}},
		"España", "example.com", "600-000-xxx", "Banco Ejemplo", "0000", "00000xxxA"},
	{"pt",
		{{"Silva", "", "Silva"}, {"Souza", "", "Souza"}, {"Pereira", "", "Pereira"},
			{"Almeida", "", "Almeida"}, {"Ribeiro", "", "Ribeiro"},
			{"Carvalho", "", "Carvalho"}},
		{{"João", "", "Joao"}, {"Ana", "", "Ana"}, {"Pedro", "", "Pedro"},
			{"Beatriz", "", "Beatriz"}, {"Lucas", "", "Lucas"}, {"Carla", "", "Carla"}},
		false, "%s %s",
		{{"01001-000", "SP", "São Paulo", "Rua Exemplo 9999"},
			{"20010-000", "RJ", "Rio de Janeiro", "Rua Exemplo 9999"},
			{"30110-000", "MG", "Belo Horizonte", "Rua Exemplo 9999"}},
		"Brasil", "example.com", "11-90000-xxxx", "Banco Exemplo", "0000",
		"000.000.xxx-xx"},
};

/* Published for tests by card companies and payment services; Luhn holds, no account has them. */
static const char *const cards[] = {"4111-1111-1111-1111", "4012-8888-8888-1881",
	"5555-5555-5555-4444", "5105-1051-0510-5100", "4242-4242-4242-4242", "2223-0031-2200-3222"};

struct Identity {
	const Home *home;
	char *seed;
	char **values; /* by kind; NULL where nobody types it */
	char *wrong_password;
};

/* A stream of numbers from a seed: SHA-256 of the seed and a count. */
typedef struct {
	const char *seed;
	unsigned count;
} Dice;

static guint32 roll(Dice *dice, guint32 sides)
{
	g_autofree char *text = g_strdup_printf("mekiki identity/%s/%u", dice->seed, dice->count++);
	g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);

	hash[8] = '\0';
	return (guint32)(g_ascii_strtoull(hash, NULL, 16) % sides);
}

static const Home *home_of(const char *language)
{
	for (size_t i = 0; i < G_N_ELEMENTS(homes); i++)
		if (language && g_str_has_prefix(language, homes[i].language))
			return &homes[i];
	return &homes[1];
}

/* `form` with a digit for each x. */
static char *dealt(Dice *dice, const char *form)
{
	char *text = g_strdup(form);

	for (char *at = text; *at; at++)
		if (*at == 'x')
			*at = (char)('0' + roll(dice, 10));
	return text;
}

/* Takes `value`. */
static void put(Identity *person, const char *kind, char *value)
{
	AskKind found = ask_find(str_of(kind));

	g_assert(found != ASK_NONE);
	g_free(person->values[found]);
	person->values[found] = value;
}

static const char *get(const Identity *person, const char *kind)
{
	return person->values[ask_find(str_of(kind))];
}

static char *joined(const Home *home, const char *family, const char *given)
{
	g_auto(GStrv) parts = g_strsplit(home->name_format, "%s", 3);

	return g_strconcat(home->family_first ? family : given, parts[1],
		home->family_first ? given : family, NULL);
}

static void put_name(Identity *person, Dice *dice)
{
	const Home *home = person->home;
	const Name *family = &home->family[roll(dice, NAMES)],
		   *given = &home->given[roll(dice, NAMES)];
	bool has_reading = family->read[0] != '\0';
	g_autofree char *latin = g_strdup_printf("%s %s", given->latin, family->latin);

	put(person, "name-family", g_strdup(family->written));
	put(person, "name-given", g_strdup(given->written));
	put(person, "name", joined(home, family->written, given->written));
	put(person, "kana-family", g_strdup(has_reading ? family->read : family->latin));
	put(person, "kana-given", g_strdup(has_reading ? given->read : given->latin));
	put(person, "kana", joined(home, get(person, "kana-family"), get(person, "kana-given")));
	put(person, "cardholder", g_ascii_strup(latin, -1));
	g_autofree char *family_lower = g_ascii_strdown(family->latin, -1);
	g_autofree char *given_lower = g_ascii_strdown(given->latin, -1);
	put(person, "mail",
		g_strdup_printf("%s.%s%02u@%s", given_lower, family_lower, roll(dice, 100),
			home->mail_domain));
	put(person, "account", g_strdup(get(person, "mail")));
}

static void put_birth(Identity *person, Dice *dice)
{
	put(person, "birth-year", g_strdup_printf("%u", 1960 + roll(dice, 38)));
	put(person, "birth-month", g_strdup_printf("%02u", 1 + roll(dice, 12)));
	put(person, "birth-day", g_strdup_printf("%02u", 1 + roll(dice, 28)));
	put(person, "birth-date",
		g_strdup_printf("%s-%s-%s", get(person, "birth-year"), get(person, "birth-month"),
			get(person, "birth-day")));
}

static void put_home(Identity *person, Dice *dice)
{
	const Home *home = person->home;
	const Place *place = &home->places[roll(dice, PLACES)];

	put(person, "postcode", g_strdup(place->postcode));
	put(person, "prefecture", g_strdup(place->prefecture));
	put(person, "city", g_strdup(place->city));
	put(person, "street", g_strdup(place->street));
	put(person, "building", g_strdup("101"));
	put(person, "address",
		home->family_first
			? g_strconcat(place->prefecture, place->city, place->street, NULL)
			: g_strconcat(place->street, ", ", place->city, NULL));
	put(person, "country", g_strdup(home->country));
	put(person, "phone", dealt(dice, home->phone));
}

static char *digits(Dice *dice, unsigned count)
{
	g_autofree char *form = g_strnfill(count, 'x');

	return dealt(dice, form);
}

static void put_card(Identity *person, Dice *dice, gint64 now)
{
	g_autoptr(GDateTime) then = g_date_time_new_from_unix_utc(now);
	int year = (then ? g_date_time_get_year(then) : 2026) + 3 + (int)roll(dice, 3);

	put(person, "card-number", g_strdup(cards[roll(dice, G_N_ELEMENTS(cards))]));
	put(person, "card-brand",
		g_strdup(get(person, "card-number")[0] == '4' ? "Visa" : "Mastercard"));
	put(person, "expiry-month", g_strdup_printf("%02u", 1 + roll(dice, 12)));
	put(person, "expiry-year", g_strdup_printf("%d", year));
	put(person, "expiry", g_strdup_printf("%s/%02d", get(person, "expiry-month"), year % 100));
	put(person, "security-code", digits(dice, 3));
}

/* Twelve digits of which the last is not the check digit of the eleven before, but one more. */
static char *wrong_my_number(Dice *dice)
{
	char *number = digits(dice, 12);
	unsigned sum = 0;

	for (unsigned n = 1; n <= 11; n++)
		sum += (unsigned)(number[11 - n] - '0') * (n <= 6 ? n + 1 : n - 5);
	unsigned check = sum % 11 <= 1 ? 0 : 11 - sum % 11;
	number[11] = (char)('0' + (check + 1) % 10);
	return number;
}

static void put_secrets(Identity *person, Dice *dice)
{
	g_autofree char *tail = digits(dice, 4);

	put(person, "password", g_strdup_printf("Mihon-%s%c", tail, 'a' + (char)roll(dice, 26)));
	put(person, "mail-password",
		g_strdup_printf("Hagaki-%s%c", tail, 'a' + (char)roll(dice, 26)));
	put(person, "3ds-password",
		g_strdup_printf("Sample-%s%c", tail, 'a' + (char)roll(dice, 26)));
	put(person, "one-time-code", digits(dice, 6));
	put(person, "pin", digits(dice, 4));
	put(person, "my-number", wrong_my_number(dice));
	put(person, "national-id", dealt(dice, person->home->national_id));
	put(person, "security-answer", g_strdup_printf("mihon%s", tail));
	put(person, "account-number", digits(dice, 7));
	person->wrong_password = g_strdup_printf("Chigau-%s%c", tail, 'a' + (char)roll(dice, 26));
}

Identity *identity_new(const char *seed, const char *language, gint64 now)
{
	Identity *person = g_new0(Identity, 1);
	Dice dice = {seed, 0};

	person->home = home_of(language);
	person->seed = g_strdup(seed);
	person->values = g_new0(char *, ask_count() + 1);
	put_name(person, &dice);
	put_birth(person, &dice);
	put_home(person, &dice);
	put_card(person, &dice, now);
	put_secrets(person, &dice);
	put(person, "bank", g_strdup(person->home->bank));
	put(person, "branch", g_strdup(person->home->branch));
	put(person, "company", g_strdup("Example"));
	return person;
}

void identity_free(Identity *person)
{
	if (!person)
		return;
	for (AskKind kind = 0; kind < ask_count(); kind++)
		g_free(person->values[kind]);
	g_free(person->values);
	g_free(person->seed);
	g_free(person->wrong_password);
	g_free(person);
}

const char *identity_value(const Identity *person, AskKind kind)
{
	g_assert(kind < ask_count());
	return person->values[kind];
}

const char *identity_wrong_password(const Identity *person)
{
	return person->wrong_password;
}

json_t *identity_json(const Identity *person)
{
	json_t *json = json_object();

	json_put(json, "invented", json_true());
	json_put(json, "seed", json_text(str_of(person->seed)));
	json_put(json, "language", json_text(str_of(person->home->language)));
	for (AskKind kind = 1; kind < ask_count(); kind++)
		if (person->values[kind])
			json_put(json, ask_kind(kind), json_text(str_of(person->values[kind])));
	return json;
}

/* What others share with the person: towns, a bank's name. */
static bool is_telling(AskKind kind)
{
	static const char *const common[] = {"prefecture", "city", "country", "bank", "branch",
		"company", "card-brand", "postcode", "building", "expiry-year", NULL};

	return !g_strv_contains(common, ask_kind(kind));
}

json_t *identity_telling(const Identity *person)
{
	json_t *values = json_array();

	for (AskKind kind = 1; kind < ask_count(); kind++)
		if (person->values[kind] && is_telling(kind) &&
			strlen(person->values[kind]) >= IDENTITY_TELLING_MIN)
			json_push(values, json_text(str_of(person->values[kind])));
	json_push(values, json_text(str_of(person->wrong_password)));
	return values;
}

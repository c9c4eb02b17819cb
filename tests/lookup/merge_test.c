/* Two answers made one: what is missing is filled in with its source, what differs is told. */
#include "lookup/merge.h"

static const RegDateCustom utc = {0}, beijing = {.zone_known = true, .zone = 8 * 60};

static Registration *rdap(void)
{
	Registration *out = registration_new("rdap.example");

	out->state = STATE_REGISTERED;
	registration_add(out, FIELD_REGISTRAR, STR("Example Registrar, Inc."));
	registration_add(out, FIELD_STATUS, STR("clientHold"));
	registration_add(out, FIELD_STATUS, STR("ok"));
	registration_add(out, FIELD_NAMESERVERS, STR("ns1.example.net"));
	registration_add_time(out, FIELD_CREATED, STR("2022-02-27T06:21:00Z"), &utc);
	registration_add_time(out, FIELD_EXPIRES, STR("2027-02-27T06:21:00Z"), &utc);
	return out;
}

static Registration *whois(void)
{
	Registration *out = registration_new("whois.example");

	out->state = STATE_REGISTERED;
	registration_add(out, FIELD_REGISTRAR, STR("EXAMPLE REGISTRAR INC"));
	registration_add(out, FIELD_ORGANIZATION, STR("Example Ltd"));
	registration_add(out, FIELD_STATUS, STR("ok"));
	registration_add(out, FIELD_STATUS, STR("client hold"));
	registration_add(out, FIELD_NAMESERVERS, STR("ns9.example.net"));
	registration_add_time(out, FIELD_CREATED, STR("2022-02-27"), &beijing);
	registration_add_time(out, FIELD_EXPIRES, STR("2028-02-27"), &beijing);
	return out;
}

static void test_merge(void)
{
	g_autoptr(Registration) into = rdap(), other = whois();

	registration_merge(into, other);
	json_auto_t *json = registration_json(into);
	g_autofree char *differences = json_canonical(json_object_get(json, "differences"));
	g_autofree char *sources = json_canonical(json_object_get(json, "sources"));

	g_assert_cmpstr(json_get_text(json, "organization"), ==, "Example Ltd");
	g_assert_cmpstr(sources, ==,
		"{\"created\":\"rdap.example\",\"expires\":\"rdap.example\","
		"\"nameservers\":\"rdap.example\",\"organization\":\"whois.example\","
		"\"registrar\":\"rdap.example\",\"status\":\"rdap.example\"}");
	g_assert_cmpstr(differences, ==,
		"[{\"field\":\"expires\",\"values\":[{\"source\":\"rdap.example\",\"value\":"
		"\"2027-02-27T06:21:00Z\"},{\"source\":\"whois.example\",\"value\":\"2028-02-27\"}]"
		"},"
		"{\"field\":\"nameservers\",\"values\":[{\"source\":\"rdap.example\",\"value\":"
		"\"ns1.example.net\"},{\"source\":\"whois.example\",\"value\":\"ns9.example.net\"}]"
		"}]");
}

/* One server's names of a holder in two scripts, in either order, and another server's. */
static void test_scripts(void)
{
	static const struct {
		const char *first, *second, *server, *name, *english;
		size_t differences;
	} rows[] = {
		{"株式会社見本", "Mihon Inc.", "a", "株式会社見本", "Mihon Inc.", 0},
		{"Mihon Inc.", "株式会社見本", "a", "株式会社見本", "Mihon Inc.", 0},
		{"Comunicação Ltda", "Comunicacao SA", "a", "Comunicação Ltda", NULL, 1},
		{"株式会社見本", "KRNIC", "b", "株式会社見本", NULL, 1},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Registration) into = registration_new("a"),
					other = registration_new(rows[i].server);
		registration_add(into, FIELD_ORGANIZATION, str_of(rows[i].first));
		registration_add(other, FIELD_ORGANIZATION, str_of(rows[i].second));
		registration_merge(into, other);
		g_assert_cmpstr(registration_get(into, FIELD_ORGANIZATION), ==, rows[i].name);
		g_assert_cmpstr(
			registration_get(into, FIELD_ORGANIZATION_ENGLISH), ==, rows[i].english);
		g_assert_cmpuint(json_array_size(into->differences), ==, rows[i].differences);
	}
}

/* What a network is given as, and whether it is: no two servers need say both. */
static void test_statuses(void)
{
	static const struct {
		const char *first, *second, *third, *merged;
		size_t differences;
	} rows[] = {
		{"active", "ALLOCATED PORTABLE", "active", "active, ALLOCATED PORTABLE", 0},
		{"ASSIGNED NON-PORTABLE", "active", "ASSIGNED NON-PORTABLE",
			"ASSIGNED NON-PORTABLE, active", 0},
		{"active", "ALLOCATED UNSPECIFIED", "ASSIGNED PA", "active, ALLOCATED UNSPECIFIED",
			1},
		{"active", "inactive", "active", "active", 1},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *said[] = {rows[i].first, rows[i].second, rows[i].third};
		g_autoptr(Registration) into = registration_new("a");
		for (size_t k = 0; k < G_N_ELEMENTS(said); k++) {
			g_autoptr(Registration) other = registration_new("b");
			registration_add(other, FIELD_STATUS, str_of(said[k]));
			registration_merge(into, other);
		}
		g_ptr_array_add(into->fields[FIELD_STATUS].values, NULL);
		g_autofree char *merged =
			g_strjoinv(", ", (char **)into->fields[FIELD_STATUS].values->pdata);
		g_assert_cmpstr(merged, ==, rows[i].merged);
		g_assert_cmpuint(json_array_size(into->differences), ==, rows[i].differences);
	}
}

/* A country's code and its name are no difference. */
static void test_countries(void)
{
	static const struct {
		const char *first, *second;
		size_t differences;
	} rows[] = {
		{"United States", "US", 0},
		{"kr", "Korea, Republic of", 0},
		{"US", "CA", 1},
		{"Atlantis", "ATLANTIS", 0},
		{"Atlantis", "US", 1},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Registration) into = registration_new("a"), other = registration_new("b");
		registration_add(into, FIELD_COUNTRY, str_of(rows[i].first));
		registration_add(other, FIELD_COUNTRY, str_of(rows[i].second));
		registration_merge(into, other);
		g_assert_cmpuint(json_array_size(into->differences), ==, rows[i].differences);
	}
}

static void test_states(void)
{
	static const struct {
		RegistrationState first, second, merged;
		size_t differences;
	} rows[] = {
		{STATE_THROTTLED, STATE_REGISTERED, STATE_REGISTERED, 0},
		{STATE_REGISTERED, STATE_THROTTLED, STATE_REGISTERED, 0},
		{STATE_UNKNOWN, STATE_AVAILABLE, STATE_AVAILABLE, 0},
		{STATE_REGISTERED, STATE_AVAILABLE, STATE_REGISTERED, 1},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Registration) into = registration_new("a"), other = registration_new("b");
		into->state = rows[i].first;
		other->state = rows[i].second;
		registration_merge(into, other);
		g_assert_cmpint(into->state, ==, rows[i].merged);
		g_assert_cmpuint(json_array_size(into->differences), ==, rows[i].differences);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lookup/merge", test_merge);
	g_test_add_func("/lookup/merge/scripts", test_scripts);
	g_test_add_func("/lookup/merge/statuses", test_statuses);
	g_test_add_func("/lookup/merge/countries", test_countries);
	g_test_add_func("/lookup/merge/states", test_states);
	return g_test_run();
}

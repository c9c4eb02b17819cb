-- Who is behind it? Whatever could have been asked says what came of it.

sections = sections or {}

local registration_fields = {
	{"registrar", "code"}, {"organization", "code"}, {"organization_english", "code"}, {"netname", "code"},
	{"range", "code"},
	{"cidr"}, {"asn", "code"}, {"country", "code"}, {"created", "code"}, {"updated", "code"},
	{"expires", "code"}, {"nameservers"}, {"status", "code"}, {"dnssec", "code"}, {"abuse", "indicator"},
}

local host_fields = {{"ips"}, {"cname"}, {"ns"}, {"dnssec", "code"}}

local function chain(registration)
	local items = {}
	for i, exchange in ipairs(registration.chain or {}) do
		items[i] = prose.say(exchange.reply and "lookup.exchange" or "lookup.exchange-failed", {
			protocol = exchange.protocol,
			server = {indicator = exchange.server},
			question = {indicator = exchange.question},
			time = {plain = prose.time(exchange.asked)},
			reply = exchange.reply or "",
			why = {plain = prose.words(exchange.why)},
		})
	end
	if #items > 0 then
		prose.add({block = "list", items = items})
	end
end

-- "9 days when the mail was sent, 1,732 days today".
local function age_row(entry)
	local age = entry.age
	if type(age) ~= "table" then
		return nil
	end
	local now = prose.count("age.now", age.now_days)
	local days = type(age.mail_days) == "number" and age.mail_days
	if not days then
		return now
	elseif days < 0 then
		return {prose.say("age.after")[1], " ", table.unpack(now)}
	end
	local inlines = prose.count("age.mail", days)
	for _, inline in ipairs(now) do
		table.insert(inlines, inline)
	end
	return inlines
end

local function operators_row(entry)
	local inlines, seen = {}, {}
	for _, operator in ipairs(entry.operators or {}) do
		local name = prose.words(operator.name)
		if not seen[name] then
			seen[name] = true
			for _, inline in ipairs(prose.say("operator", {name = {plain = name},
				by = {plain = words["field." .. operator.by]}, source = {faint = operator.source}})) do
				table.insert(inlines, inline)
			end
		end
	end
	return #inlines > 0 and inlines or nil
end

-- What is a person's own of the values that servers disagree about: a registrant may be one, and an abuse desk's
-- telephone may be one's. The evidence has them.
local personal = {
	registrant = function(value) return true end,
	abuse_contacts = function(value) return not text.find(value, "@") end,
}

-- What one server says of a field, on one line.
local function side_of_difference(field, value)
	local said = {}
	for _, one in ipairs(type(value) == "table" and value or {tostring(value)}) do
		local hide = personal[field]
		table.insert(said, hide and hide(one) and words["masked"] or one)
	end
	return table.concat(said, ", ")
end

-- What was concluded from the answer, the network around it, and where servers disagree.
local function conclusions(entry)
	local rows = {}
	local function add(key, inlines)
		if inlines then
			table.insert(rows, {{words[key]}, inlines})
		end
	end
	add("field.age", age_row(entry))
	add("field.operators", operators_row(entry))
	for _, network in ipairs(entry.within or {}) do
		add("field.within", prose.say("lookup.within", {range = network.range or "?",
			netname = network.netname or "", organization = network.organization or ""}))
	end
	for _, difference in ipairs(entry.differences or {}) do
		local said = {}
		for _, one in ipairs(difference.values) do
			table.insert(said, {code = side_of_difference(difference.field, one.value)})
			table.insert(said, " (")
			table.insert(said, {indicator = one.source})
			table.insert(said, ") ")
		end
		table.insert(rows, {{words["field.differs"], " ", words["field." .. difference.field] or difference.field}, said})
	end
	for _, field in ipairs({"created", "updated", "expires"}) do
		local time = (entry.times or {})[field]
		if time and type(time.assumed) == "table" then
			add("field." .. field, prose.say("lookup.assumed", {time = {plain = prose.time(time.utc)},
				why = {plain = prose.words(time.assumed)}}))
		end
	end
	if #rows > 0 then
		prose.table("lookup.conclusions-caption", {"column.field", "column.value"}, rows)
	end
end

local QUOTED = 4000 -- characters of a reply

-- The last server's reply, persons masked.
local function quotation(entry)
	local last
	for _, exchange in ipairs(entry.chain or {}) do
		last = type(exchange.quote) == "string" and exchange or last
	end
	if last then
		prose.tell("lookup.quote", {server = {indicator = last.server}})
		prose.add({block = "quote", kind = "reply", text = prose.cut(last.quote, QUOTED)})
	end
end

local function registration(item)
	local entry = item.entry
	prose.tell("lookup.found", {of = {indicator = entry.of},
		kind = {plain = words["registration." .. entry.kind]}}, {"/registrations/" .. item.index})
	prose.facts("lookup.registration-caption", entry, registration_fields)
	conclusions(entry)
	if type(entry.why) == "table" then -- found, and yet some server said nothing
		prose.paragraph({prose.words(entry.why)})
	end
	quotation(entry)
	chain(entry)
end

local function ptr_row(entry)
	local inlines = {}
	for _, back in ipairs(entry.ptr or {}) do
		if back.name then
			local key = back.confirmed == true and "ptr.confirmed" or back.confirmed == false and "ptr.denied" or "ptr.open"
			for _, inline in ipairs(prose.say(key, {ip = {indicator = back.ip}, name = {indicator = back.name}})) do
				table.insert(inlines, inline)
			end
		end
	end
	return inlines
end

-- Records that are more than a list of names, and the signs that come of them.
local function records(entry)
	local rows = {}
	local function add(key, inlines)
		if #inlines > 0 then
			table.insert(rows, {{words[key]}, inlines})
		end
	end
	local mx = {}
	for i, one in ipairs(entry.mx or {}) do
		mx[i] = {indicator = one.host}
	end
	add("field.mx", mx)
	add("field.ptr", ptr_row(entry))
	for _, field in ipairs({"spf", "dmarc"}) do
		add("field." .. field, type(entry[field]) == "string" and {{code = entry[field]}} or {})
	end
	for _, sign in ipairs(entry.signs or {}) do
		add("field.sign", {prose.words(sign.says)})
	end
	if #rows > 0 then
		prose.table("lookup.records-caption", {"column.field", "column.value"}, rows)
	end
end

local function host(item)
	prose.tell("lookup.host-found", {name = {indicator = item.entry.name}}, {"/hosts/" .. item.index})
	prose.facts("lookup.host-caption", item.entry, host_fields)
	records(item.entry)
end

-- Country and AS by table, beside what the registry says ------------------------

-- "CN AS4134", of what there is.
local function side(country, number, holder)
	local inlines = {}
	for _, value in ipairs({country or "", number or "", holder or ""}) do
		if value ~= "" then
			if #inlines > 0 then
				table.insert(inlines, " ")
			end
			table.insert(inlines, {code = value})
		end
	end
	return #inlines > 0 and inlines or prose.nothing()
end

-- What a registry said; a dash where none has answered.
local function registry_side(entry)
	return entry and entry.answer == "found" and side(entry.country, entry.asn) or prose.dash()
end

local function by_table_side(by_table)
	local country, as = by_table.country or {}, by_table.as
	return side(country.code, as.asn, as.holder)
end

local function differing(by_table)
	local fields = {}
	for i, difference in ipairs(by_table.differs or {}) do
		fields[i] = words["field." .. difference.field]
	end
	return #fields > 0 and {{strong = table.concat(fields, ", ")}} or prose.dash()
end

-- Every address that a table was asked about, once: {name, registry = the registration or nil, by_table, pointer}.
local function tabled(dossier)
	local list, seen = {}, {}
	local function add(name, registry, by_table, pointer)
		if by_table and not seen[name] then
			seen[name] = true
			table.insert(list, {name = name, registry = registry, by_table = by_table, pointer = pointer})
		end
	end
	for i, entry in ipairs(dossier.registrations) do
		add(entry.of, entry, entry.by_table, "/registrations/" .. (i - 1))
	end
	for i, entry in ipairs(dossier.hosts) do
		for _, address in ipairs(entry.addresses or {}) do
			add(address.ip, nil, address.by_table, "/hosts/" .. (i - 1))
		end
	end
	return list
end

-- Whose the tables are and of when, or why there is none: once for all of them.
local function table_notes(list)
	local seen = {}
	for _, item in ipairs(list) do
		for _, name in ipairs({"country", "as"}) do
			local answer = item.by_table[name] or {}
			local note = answer.source and prose.say("tables.source", {table = {plain = words["tables." .. name]},
				source = {plain = answer.source}, date = {plain = answer.date}})
				or answer.why and prose.say("tables.none", {table = {plain = words["tables." .. name]},
				why = {plain = prose.words(answer.why)}})
			local key = name .. (answer.source or prose.words(answer.why))
			if note and not seen[key] then
				seen[key] = true
				prose.add({block = "note", words = note})
			end
		end
	end
end

local function has_entry(item)
	local country, as = item.by_table.country or {}, item.by_table.as
	return country.code or as.asn
end

local function by_tables(dossier)
	local list, rows = tabled(dossier), {}
	for _, item in ipairs(list) do
		if has_entry(item) then
			table.insert(rows, {prose.refs({{indicator = item.name}}, {item.pointer}),
				registry_side(item.registry), by_table_side(item.by_table),
				differing(item.by_table)})
		end
	end
	if #rows > 0 then
		prose.table("tables.caption", {"column.subject", "column.by-registry", "column.by-table", "column.differs"}, rows)
	end
	table_notes(list)
end

local function of_registration(entry)
	return {{indicator = entry.of}, " ", {faint = words["registration." .. entry.kind]}}
end

local function of_host(entry)
	return {{indicator = entry.name}}
end

function sections.lookup(dossier)
	prose.section("lookup")
	local asked = #dossier.hosts + #dossier.registrations
	if not prose.step_done(dossier, "lookup") and asked == 0 then
		return
	end
	local answered = prose.select(dossier.registrations, prose.is_found)
	local resolved = prose.select(dossier.hosts, prose.is_found)
	prose.paragraph(prose.count("lookup.subjects", asked,
		{found = {plain = prose.number(#answered + #resolved)}}))
	for _, item in ipairs(answered) do
		registration(item)
	end
	for _, item in ipairs(resolved) do
		host(item)
	end
	by_tables(dossier)
	prose.unanswered(dossier.registrations, "lookup.open-registrations", "registrations", of_registration)
	prose.unanswered(dossier.hosts, "lookup.open-hosts", "hosts", of_host)
end

-- 3 to 5: what others know. Whatever could have been asked says what came of it.

sections = sections or {}

local function whys(thing)
	return {prose.answer(thing), " ", prose.words(thing.why)}
end

local function not_found(thing)
	return thing.answer ~= "found"
end

local function found(thing)
	return thing.answer == "found"
end

-- Everything that was not found, with why.
local function unanswered(list, caption, key, subject)
	local rows = {}
	for _, item in ipairs(prose.select(list, not_found)) do
		local name = subject(item.entry)
		table.insert(rows, {prose.refs(name, {"/" .. key .. "/" .. item.index}), whys(item.entry)})
	end
	if #rows > 0 then
		prose.table(caption, {"column.subject", "column.answer"}, rows)
	end
end

-- A table of "column name, value" rows; values that are missing are left out.
local function facts(caption, entry, fields)
	local rows = {}
	for _, field in ipairs(fields) do
		local value = entry[field[1]]
		if type(value) == "table" and #value > 0 then
			table.insert(rows, {{words["field." .. field[1]]}, prose.indicators(value)})
		elseif type(value) == "string" and value ~= "" then
			table.insert(rows, {{words["field." .. field[1]]}, {{[field[2]] = value}}})
		end
	end
	if #rows > 0 then
		prose.table(caption, {"column.field", "column.value"}, rows)
	end
end

-- 3. Who is behind it? --------------------------------------------------------

local registration_fields = {
	{"registrar", "code"}, {"organization", "code"}, {"netname", "code"}, {"range", "indicator"},
	{"cidr"}, {"asn", "code"}, {"country", "code"}, {"created", "code"}, {"updated", "code"},
	{"expires", "code"}, {"nameservers"}, {"status"}, {"dnssec", "code"}, {"abuse", "indicator"},
}

local host_fields = {{"ips"}, {"cname"}, {"ns"}, {"dnssec", "code"}}

local function chain(registration)
	local items = {}
	for i, exchange in ipairs(registration.chain or {}) do
		items[i] = prose.say("lookup.exchange", {
			protocol = exchange.protocol,
			server = {indicator = exchange.server},
			question = {indicator = exchange.question},
			time = {plain = prose.time(exchange.asked)},
			reply = exchange.reply,
		})
	end
	if #items > 0 then
		prose.add({block = "list", items = items})
	end
end

local function registration(item)
	local entry = item.entry
	prose.tell("lookup.found", {of = {indicator = entry.of},
		kind = {plain = words["registration." .. entry.kind]}}, {"/registrations/" .. item.index})
	facts("lookup.registration-caption", entry, registration_fields)
	chain(entry)
end

local function host(item)
	prose.tell("lookup.host-found", {name = {indicator = item.entry.name}}, {"/hosts/" .. item.index})
	facts("lookup.host-caption", item.entry, host_fields)
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
	local answered = prose.select(dossier.registrations, found)
	local resolved = prose.select(dossier.hosts, found)
	prose.paragraph(prose.count("lookup.subjects", asked,
		{found = {plain = prose.number(#answered + #resolved)}}))
	for _, item in ipairs(answered) do
		registration(item)
	end
	for _, item in ipairs(resolved) do
		host(item)
	end
	unanswered(dossier.registrations, "lookup.open-registrations", "registrations", of_registration)
	unanswered(dossier.hosts, "lookup.open-hosts", "hosts", of_host)
end

-- 4. Where does it lead? -----------------------------------------------------

local function link_of(dossier, landing)
	for _, link in ipairs(dossier.links) do
		if link.id == landing.link then
			return link.url or link.raw
		end
	end
	return landing.link
end

local landing_fields = {{"final", "indicator"}, {"ip", "indicator"}, {"title", "code"}, {"language", "code"}}

local function pages(landing)
	local rows = {}
	for i, page in ipairs(landing.pages or {}) do
		rows[i] = {
			{text.number(page.n or i)},
			prose.indicator(page.url),
			prose.code(page.says),
			prose.code(table.concat(page.asks or {}, ", ")),
			prose.indicator(page.posts_to),
			prose.code(page.screenshot),
		}
	end
	if #rows > 0 then
		prose.table("visit.pages-caption", {"column.page", "column.url", "column.says", "column.asks",
			"column.posts-to", "column.screenshot"}, rows)
	end
end

local function redirects(landing)
	local rows = {}
	for i, step in ipairs(landing.chain or {}) do
		rows[i] = {{text.number(i)}, prose.indicator(step.url), prose.code(step.status and tostring(step.status)),
			prose.indicator(step.ip)}
	end
	if #rows > 0 then
		prose.table("visit.chain-caption", {"column.step", "column.url", "column.status", "column.ip"}, rows)
	end
end

function sections.visit(dossier)
	prose.section("visit")
	if not prose.step_done(dossier, "visit") and #dossier.landings == 0 then
		return
	end
	local visited = prose.select(dossier.landings, found)
	prose.paragraph(prose.count("visit.landings", #dossier.landings,
		{found = {plain = prose.number(#visited)}}))
	for _, item in ipairs(visited) do
		local landing = item.entry
		prose.tell("visit.found", {
			url = {indicator = link_of(dossier, landing)},
			outcome = {plain = prose.name("outcome", landing.outcome or "error")},
		}, {"/landings/" .. item.index})
		facts("visit.landing-caption", landing, landing_fields)
		redirects(landing)
		pages(landing)
	end
	unanswered(dossier.landings, "visit.open-caption", "landings", function(landing)
		return {{indicator = link_of(dossier, landing)}}
	end)
end

-- 5. Have we met it before? -----------------------------------------------------

function sections.relate(dossier)
	prose.section("relate")
	if not prose.step_done(dossier, "relate") and #dossier.related == 0 then
		return
	end
	prose.paragraph(prose.count("relate.cases", #dossier.related))
	local rows = {}
	for i, other in ipairs(dossier.related) do
		local same = {}
		for j, what in ipairs(other.same) do
			same[j] = tostring(what.what or "")
		end
		rows[i] = {
			prose.refs({{code = other.case}}, {"/related/" .. (i - 1)}),
			{text.number(other.score, 2)},
			prose.code(table.concat(same, ", ")),
		}
	end
	if #rows > 0 then
		prose.table("relate.caption", {"column.case", "column.score", "column.same"}, rows)
	end
end

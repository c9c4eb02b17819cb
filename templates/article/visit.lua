-- Where does it lead? The way there, the pages and what they ask for, and where what is typed goes.

sections = sections or {}

local function link_of(dossier, landing)
	for _, link in ipairs(dossier.links) do
		if link.id == landing.link then
			return link.url or link.raw
		end
	end
	return landing.link
end

local landing_fields = {{"final", "indicator"}, {"ip", "indicator"}, {"title", "code"}, {"language", "code"}}

local certificate_fields = {{"subject", "indicator"}, {"issuer", "code"}, {"from", "code"}, {"until", "code"},
	{"objection", "code"}}

local function certificate(landing)
	local given = landing.certificate
	if type(given) ~= "table" then
		return
	end
	local shown = {subject = given.subject, issuer = given.issuer, objection = given.objection}
	for _, field in ipairs({"from", "until"}) do
		shown[field] = type(given[field]) == "string" and prose.time(given[field]) or nil
	end
	prose.facts("visit.certificate-caption", shown, certificate_fields)
end

local function redirects(landing)
	local rows = {}
	for i, step in ipairs(landing.chain or {}) do
		rows[i] = {{text.number(i)}, prose.indicator(step.url), {prose.name("via", step.via or "link")},
			prose.code(step.status and tostring(step.status)), prose.indicator(step.ip)}
	end
	if #rows > 0 then
		prose.table("visit.chain-caption", {"column.step", "column.url", "column.via", "column.status", "column.ip"}, rows)
	end
end

-- "password, card number": what the codes are called, in their order.
local function named(prefix, codes)
	local names = {}
	for i, code in ipairs(codes or {}) do
		names[i] = prose.name(prefix, code)
	end
	return #names > 0 and {table.concat(names, words["list.comma"])} or prose.dash()
end

-- What it tells its victim, in the words by which that was known.
local function sayings(page)
	local inlines = {}
	for _, one in ipairs(page.says or {}) do
		if #inlines > 0 then
			table.insert(inlines, " ")
		end
		table.insert(inlines, prose.name("says", one.what))
		table.insert(inlines, " ")
		table.insert(inlines, {code = prose.cut(one.words or "", 60)})
	end
	return #inlines > 0 and inlines or prose.dash()
end

local function has_reading(page)
	return type(page.asks) == "table"
end

local function pages(landing)
	local rows = {}
	for i, page in ipairs(landing.pages or {}) do
		local goes = page.posts_to and prose.indicator(page.posts_to) or prose.dash()
		rows[i] = {{text.number(page.n or i)}, prose.indicator(page.url), sayings(page),
			has_reading(page) and #page.asks == 0 and {words["visit.asks-nothing"]} or named("asks", page.asks), goes}
	end
	if #rows > 0 then
		prose.table("visit.pages-caption", {"column.page", "column.url", "column.says", "column.asks",
			"column.posts-to"}, rows)
	end
end

local function pictures(landing)
	for i, page in ipairs(landing.pages or {}) do
		if page.screenshot then
			local key = (page.title or "") == "" and "visit.picture-untitled" or "visit.picture"
			prose.picture(page.screenshot, text.fill(words[key], {n = text.number(page.n or i), title = page.title}))
		end
	end
end

-- Whether a page behind a sign-in showed who had signed in; nil where no page could have.
local function shows_account(landing)
	local shown
	for _, page in ipairs(landing.pages or {}) do
		if type(page.shows_account) == "boolean" then
			shown = shown or page.shows_account
		end
	end
	return shown
end

local function collectors(walk)
	local rows = {}
	for i, endpoint in ipairs(walk.collects or {}) do
		local note = endpoint.refused and "visit.collects-refused" or endpoint.foreign and "visit.collects-foreign"
		rows[i] = {prose.indicator(endpoint.url), prose.indicator(endpoint.address), named("asks", endpoint.carries),
			{text.number(endpoint.page or 0)}, note and {words[note]} or prose.dash()}
	end
	if #rows > 0 then
		prose.table("visit.collects-caption", {"column.url", "column.ip", "column.carries", "column.page", "column.note"}, rows)
	end
end

-- How the walk went, where it was asked for.
local function walked(landing)
	local walk = landing.walk
	if not walk or walk.stopped.reason == "not-asked" then
		return
	end
	if type(walk.identity) == "table" then
		prose.tell("visit.invented")
	end
	collectors(walk)
	if shows_account(landing) == false then
		prose.tell("visit.no-account")
	end
	local accepts = walk.accepts_anything or {}
	if accepts.answer == "found" then
		prose.tell(accepts.accepted and "visit.accepts-anything" or "visit.accepts-right")
	end
	prose.tell("visit.stopped", {why = {plain = prose.words(walk.stopped)},
		at = {indicator = walk.stopped.at or landing.final or landing.visited}})
end

local function unseen(landing)
	local items = {}
	for _, page in ipairs(landing.pages or {}) do
		for _, one in ipairs(page.unseen or {}) do
			table.insert(items, {prose.words(one)})
		end
	end
	if #items > 0 then
		prose.add({block = "list", items = items})
	end
end

function sections.visit(dossier)
	prose.section("visit")
	if not prose.step_done(dossier, "visit") and #dossier.landings == 0 then
		return
	end
	local visited = prose.select(dossier.landings, prose.is_found)
	prose.paragraph(prose.count("visit.landings", #dossier.landings,
		{found = {plain = prose.number(#visited)}}))
	for _, item in ipairs(visited) do
		local landing = item.entry
		prose.tell("visit.found", {
			url = {indicator = link_of(dossier, landing)},
			outcome = {plain = prose.name("outcome", landing.outcome or "error")},
		}, {"/landings/" .. item.index})
		if type(landing.site) == "table" then
			prose.paragraph({prose.words(landing.site)})
		end
		prose.facts("visit.landing-caption", landing, landing_fields)
		certificate(landing)
		redirects(landing)
		pages(landing)
		walked(landing)
		unseen(landing)
		pictures(landing)
	end
	prose.unanswered(dossier.landings, "visit.open-caption", "landings", function(landing)
		return {{indicator = link_of(dossier, landing)}}
	end)
end

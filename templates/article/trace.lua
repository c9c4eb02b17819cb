-- 2. Where did the mail come from?

sections = sections or {}

local PICTURED = 10 -- machines in the picture of the route; all are in the table

local function tell_origin(origin)
	if not origin or not (origin.ip or origin.helo) then
		prose.tell("trace.no-origin")
		if origin then
			prose.paragraph({prose.words(origin.why)})
		end
		return
	end
	local name = origin.rdns or origin.helo
	prose.tell(not origin.ip and "trace.origin-nameless" or name and "trace.origin" or "trace.origin-bare", {
		ip = origin.ip and {indicator = origin.ip} or "",
		name = name and {indicator = name} or "",
	}, {"/origin"})
	prose.tell("trace.why", {why = {plain = prose.words(origin.why)}})
end

local function side_of(hop)
	return hop.side or (hop.trusted and "recipient" or "claimed")
end

-- The machines from the oldest to the newest: the oldest header's sender, then who wrote each header.
local function stations(hops, origin)
	local list = {}
	local oldest = hops[#hops]
	table.insert(list, {name = oldest.from.rdns or oldest.from.helo, ip = oldest.from.ip, side = "claimed"})
	for i = #hops, 1, -1 do
		local hop = hops[i]
		if origin and origin.hop == hop.id then
			list[#list].side = "origin"
			list[#list].ip = origin.ip or list[#list].ip
		end
		table.insert(list, {name = hop.by, side = side_of(hop), with = hop.with,
			time = hop.date and prose.clock(hop.date)})
	end
	return list
end

-- The middle of a long road is left out of the picture.
local function shortened(list)
	local left_out = #list - PICTURED
	if left_out <= 0 then
		return list
	end
	local kept = {}
	for i, station in ipairs(list) do
		local last = i > #list - PICTURED // 2
		if i < PICTURED // 2 or last or station.side == "origin" then
			table.insert(kept, station)
		elseif kept[#kept].side ~= "gap" then
			table.insert(kept, {side = "gap"})
		end
	end
	return kept
end

local function route(dossier)
	local list = shortened(stations(dossier.hops, dossier.origin))
	for _, station in ipairs(list) do
		station.label = words["side." .. station.side]
		station.name = station.name or words["unknown"]
	end
	prose.add({block = "route", caption = words["trace.route-caption"], stations = list})
end

-- When a header was written, and how long after the one before.
local function time_of(hop)
	local cell = {hop.date and prose.time(hop.date) or words["unknown"]}
	if hop.delay_s then
		local key = hop.delay_s < 0 and "trace.delay-backwards" or "trace.delay"
		table.insert(cell, {faint = text.fill(words[key], {n = prose.number(math.abs(hop.delay_s))})})
	end
	return cell
end

local function hops(list)
	local rows = {}
	for i = #list, 1, -1 do
		local hop = list[i]
		table.insert(rows, {
			prose.refs({text.number(#list - i + 1)}, {"/hops/" .. (i - 1)}),
			prose.indicators({hop.from.helo or hop.from.rdns, hop.from.ip}),
			prose.indicator(hop.by),
			prose.code(hop.with),
			time_of(hop),
			{words["side." .. side_of(hop)]},
		})
	end
	prose.table("trace.hops-caption", {"column.step", "column.from", "column.by", "column.with",
		"column.time", "column.side"}, rows)
end

local function doubts(list)
	local items = {}
	for i, hop in ipairs(list) do
		for j, doubt in ipairs(hop.doubts) do
			table.insert(items, prose.refs({prose.words(doubt.says)}, {"/hops/" .. (i - 1) .. "/doubts/" .. (j - 1)}))
		end
	end
	if #items > 0 then
		prose.tell("trace.doubts")
		prose.add({block = "list", items = items})
	end
end

function sections.trace(dossier)
	prose.section("trace")
	if not prose.step_done(dossier, "trace") then
		return
	end
	tell_origin(dossier.origin)
	prose.paragraph(prose.count("trace.hops", #dossier.hops))
	if #dossier.hops > 0 then
		route(dossier)
		hops(dossier.hops)
		doubts(dossier.hops)
	end
	sections.authentication(dossier)
end

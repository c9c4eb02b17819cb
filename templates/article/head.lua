-- Title, date, category, tags; then the verdict in a box.

sections = sections or {}

local TITLE_MAX = 100 -- characters of a subject in the title; the whole of it is quoted below

local function title(dossier)
	local subject = dossier.mail and dossier.mail.subject
	if subject and text.trim(subject) ~= "" then
		return prose.say("title", {subject = {plain = prose.cut(subject, TITLE_MAX)}})
	end
	return prose.say("title.no-subject")
end

local function brand_name(dossier, id)
	for _, brand in ipairs(dossier.brands) do
		if brand.brand == id and brand.name then
			return prose.words(brand.name)
		end
	end
	return id
end

local TAG_MAX = 40

local function tags(dossier)
	local list, verdict, mail = {}, dossier.verdict, dossier.mail
	if verdict and verdict.brand then
		table.insert(list, brand_name(dossier, verdict.brand))
	end
	if verdict and verdict.kind and verdict.kind ~= "other" then
		table.insert(list, prose.name("kind", verdict.kind))
	end
	if mail and mail.language then
		table.insert(list, prose.name("language", mail.language))
	end
	if #dossier.attachments > 0 then
		table.insert(list, words["tag.attachment"])
	end
	for i, tag in ipairs(list) do
		list[i] = prose.cut(tag, TAG_MAX)
	end
	return list
end

function sections.head(dossier)
	local is = dossier.verdict and dossier.verdict.is or "inconclusive"
	prose.add({
		block = "title",
		words = title(dossier),
		facts = {
			{words["head.date"], prose.day(dossier.opened)},
			{words["head.category"], words["category." .. is]},
			{words["head.case"], dossier.case},
		},
		tags = tags(dossier),
	})
end

-- From the number to words: the first entry that it reaches.
local likelihood = {
	{0.99, "likely.certain"}, {0.9, "likely.very"}, {0.7, "likely.likely"}, {0.4, "likely.open"},
	{0.1, "likely.unlikely"}, {0, "likely.hardly"},
}

local function probability(verdict)
	if verdict.is == "inconclusive" then
		return prose.say("likely.unsaid")
	end
	-- nobody is sure to the last per cent
	local percent = math.max(1, math.min(99, math.floor(verdict.probability * 100 + 0.5)))
	for _, entry in ipairs(likelihood) do
		if verdict.probability >= entry[1] then
			return prose.say(entry[2], {percent = {plain = text.number(percent)}})
		end
	end
end

local REASONS_MAX = 6 -- in the box; the judge's section has all findings

-- The findings that led to the verdict, the weightiest first: for "no sign", those of innocence. Then how
-- many there are beyond those shown.
local function reasons(dossier)
	local sign = dossier.verdict.is == "no-sign" and -1 or 1
	local list = prose.select(dossier.findings, function(finding)
		return finding.weight * sign > 0
	end)
	table.sort(list, function(a, b)
		local wa, wb = a.entry.weight * sign, b.entry.weight * sign
		return wa > wb or (wa == wb and a.index < b.index)
	end)
	local items = {}
	for i = 1, math.min(#list, REASONS_MAX) do
		local finding = list[i].entry
		items[i] = prose.refs({prose.words(finding.says)}, finding.evidence)
	end
	return items, #list - #items
end

local function more_reasons(left_out)
	if left_out == 0 then
		return nil
	end
	local inlines = prose.count("verdict.more", left_out)
	for _, inline in ipairs(prose.say("verdict.more-where", {section = {to = "judge", words = words["judge.title"]}})) do
		table.insert(inlines, inline)
	end
	return inlines
end

function sections.verdict(dossier)
	local verdict = dossier.verdict
	if not verdict then
		prose.step_done(dossier, "judge")
		return
	end
	local items, left_out = reasons(dossier)
	prose.add({
		block = "verdict",
		is = verdict.is,
		label = words["verdict." .. verdict.is],
		probability = probability(verdict),
		share = verdict.is ~= "inconclusive" and verdict.probability or nil,
		summary = {prose.words(verdict.summary)},
		reasons_title = words[verdict.is == "no-sign" and "verdict.reasons-innocent" or "verdict.reasons"],
		reasons = items,
		more = more_reasons(left_out),
		advice_title = words["verdict.advice"],
		advice = {prose.words(verdict.advice)},
	})
end

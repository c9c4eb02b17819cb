-- 6. What is it? Every finding, those that speak for innocence too.

sections = sections or {}

local strength = {{2, "weight.strong"}, {1, "weight.medium"}, {0, "weight.slight"}}

local function weight(finding)
	local size = math.abs(finding.weight)
	local sign = finding.weight > 0 and "+" or finding.weight < 0 and "−" or "±"
	for _, entry in ipairs(strength) do
		if size >= entry[1] then
			return {words[entry[2]] .. " (" .. sign .. text.number(size, 1) .. ")"}
		end
	end
end

local function findings(dossier, caption, keep)
	local list = prose.select(dossier.findings, keep)
	table.sort(list, function(a, b)
		local wa, wb = math.abs(a.entry.weight), math.abs(b.entry.weight)
		return wa > wb or (wa == wb and a.index < b.index)
	end)
	local rows = {}
	for i, item in ipairs(list) do
		local finding = item.entry
		rows[i] = {
			prose.refs({prose.words(finding.says)}, finding.evidence),
			weight(finding),
			prose.code(finding.rule),
		}
	end
	if #rows > 0 then
		prose.table(caption, {"column.finding", "column.weight", "column.rule"}, rows)
	end
	return #rows
end

local function brands(list)
	for i, brand in ipairs(list) do
		prose.tell(brand.genuine and "judge.brand-genuine" or "judge.brand-false", {
			brand = {strong = brand.name and prose.words(brand.name) or brand.brand},
			source = brand.source or words["unknown"],
		}, {"/brands/" .. (i - 1)})
	end
end

local function count(list, keep)
	return {plain = prose.number(#prose.select(list, keep))}
end

local function accuses(finding)
	return finding.weight > 0
end

local function excuses(finding)
	return finding.weight <= 0
end

function sections.judge(dossier)
	prose.section("judge")
	if not prose.step_done(dossier, "judge") then
		return
	end
	prose.paragraph(prose.count("judge.findings", #dossier.findings, {
		against = count(dossier.findings, accuses),
		innocent = count(dossier.findings, excuses),
	}))
	brands(dossier.brands)
	findings(dossier, "judge.against-caption", accuses)
	findings(dossier, "judge.innocent-caption", excuses)
	if dossier.verdict then
		prose.tell("judge.verdict", {is = {strong = words["verdict." .. dossier.verdict.is]}})
	end
end

-- What sections are written with: inlines, blocks, sentences and the register of evidence.
--
-- A section adds blocks to the article; a format (html.lua, md.lua) says how each kind of block and
-- inline looks. Nothing here or in a section knows a format.
--
-- Inlines, in arrays:
--   "words"               running text: indicators in it are defanged where they stand
--   {code = s}            a value as it is written in the mail or by a server
--   {indicator = s}       one URL, host, address: defanged whole
--   {strong = s}          words that stand out
--   {answer = s, words =} found, none, failed, not-asked, as a label
--   {ref = n}             the number of a piece of evidence
--   {plain = s}, {faint = s}, {to = id, words =}   a value among words; less of it; a place in the article
--
-- Everything passes safe.text or safe.indicator in the format: masked, defanged, made visible.

prose = {}

local article -- the blocks so far
local numbers, pointers -- evidence: pointer -> number, number -> pointer
local section_count

function prose.begin()
	article, numbers, pointers, section_count = {}, {}, {}, 0
	return article
end

-- Blocks -------------------------------------------------------------------

function prose.add(block)
	table.insert(article, block)
end

-- The heading of a section, numbered.
function prose.section(id)
	section_count = section_count + 1
	prose.add({block = "heading", level = 2, id = id, number = section_count, words = prose.say(id .. ".title")})
end

function prose.heading(level, id, key)
	prose.add({block = "heading", level = level, id = id, words = prose.say(key)})
end

function prose.paragraph(inlines)
	prose.add({block = "paragraph", words = inlines})
end

-- One sentence of `words`, as a paragraph.
function prose.tell(key, values, refs)
	prose.paragraph(prose.say(key, values, refs))
end

-- head: keys of words; rows: arrays of inline arrays. The first cell of a row names it.
function prose.table(caption, head, rows)
	local titles = {}
	for i, key in ipairs(head) do
		titles[i] = words[key]
	end
	prose.add({block = "table", caption = words[caption], head = titles, rows = rows})
end

-- A kept picture, by its blob's name; `words` say what it shows.
function prose.picture(name, says)
	prose.add({block = "picture", name = name, words = says})
end

-- Sentences ----------------------------------------------------------------

-- `refs` is an array of JSON Pointers; their numbers follow the sentence.
function prose.refs(inlines, refs)
	for _, pointer in ipairs(refs or {}) do
		table.insert(inlines, prose.ref(pointer))
	end
	return inlines
end

-- The sentence words[key], with each {name} replaced by the inline values[name]; a string value is
-- a {code}.
function prose.say(key, values, refs)
	local sentence = words[key] or error("no words for " .. key)
	local inlines, from = {}, 1
	while true do
		local open = text.find(sentence, "{", from)
		if not open then
			break
		end
		local close = text.find(sentence, "}", open)
		local name = string.sub(sentence, open + 1, close - 1)
		local value = values and values[name]
		if value == nil then
			error("no value for {" .. name .. "} in " .. key)
		end
		if open > from then
			table.insert(inlines, string.sub(sentence, from, open - 1))
		end
		if type(value) == "table" then
			table.insert(inlines, value)
		else
			table.insert(inlines, {code = tostring(value)})
		end
		from = close + 1
	end
	if from <= #sentence then
		table.insert(inlines, string.sub(sentence, from))
	end
	return prose.refs(inlines, refs)
end

-- words[key .. "-none" | "-one" | "-many"] with {n}.
function prose.count(key, n, values, refs)
	values = values or {}
	values.n = {plain = prose.number(n)}
	return prose.say(key .. (n == 0 and "-none" or n == 1 and "-one" or "-many"), values, refs)
end

-- {"en", "ja"} of the dossier in this report's language.
function prose.words(both)
	return both and both[language] or ""
end

-- words[prefix.code], or the code itself where nobody has words for it.
function prose.name(prefix, code)
	return words[prefix .. "." .. code] or code
end

-- Indicators and cells -------------------------------------------------------

function prose.code(s)
	return s and s ~= "" and {{code = s}} or prose.nothing()
end

function prose.indicator(s)
	return s and s ~= "" and {{indicator = s}} or prose.nothing()
end

-- A cell that there can be nothing in.
function prose.dash()
	return {{faint = "–"}}
end

-- An empty cell says so.
function prose.nothing()
	return {{faint = words["nothing"]}}
end

function prose.indicators(list)
	local inlines = {}
	for i, s in ipairs(list or {}) do
		if i > 1 then
			table.insert(inlines, " ")
		end
		table.insert(inlines, {indicator = s})
	end
	return #inlines > 0 and inlines or prose.nothing()
end

function prose.answer(thing)
	return {answer = thing.answer, words = words["answer." .. thing.answer]}
end

-- Numbers and dates ----------------------------------------------------------

-- 12345 -> "12,345"
function prose.number(n)
	local digits, out = text.number(n), ""
	while #digits > 3 and string.sub(digits, -4, -4) ~= "-" do
		out = "," .. string.sub(digits, -3) .. out
		digits = string.sub(digits, 1, -4)
	end
	return digits .. out
end

local function date_values(time)
	return {
		year = string.sub(time, 1, 4),
		month = words["month." .. string.sub(time, 6, 7)] or string.sub(time, 6, 7),
		day = text.number(tonumber(string.sub(time, 9, 10)) or 0),
		time = string.sub(time, 12, 19),
	}
end

-- The dossier's times are RFC 3339 in UTC.
function prose.time(time)
	return time and text.fill(words["time"], date_values(time)) or words["unknown"]
end

function prose.day(time)
	return text.fill(words["day"], date_values(time))
end

function prose.clock(time)
	return time and text.fill(words["clock"], date_values(time)) or words["unknown"]
end

-- `s` cut to `length` characters. Masked before: half an address is no longer found as one.
function prose.cut(s, length)
	s = safe.masked(s)
	if text.length(s) <= length then
		return s
	end
	return text.chars(s, 1, length) .. "…"
end

-- Evidence -------------------------------------------------------------------

-- The inline that refers to a JSON Pointer; the first mention gives it its number.
function prose.ref(pointer)
	if not numbers[pointer] then
		table.insert(pointers, pointer)
		numbers[pointer] = #pointers
	end
	return {ref = numbers[pointer]}
end

function prose.pointers()
	return pointers
end

-- Entries of `list` that satisfy `keep`, each with its index from 0.
function prose.select(list, keep)
	local kept = {}
	for i, entry in ipairs(list) do
		if keep(entry) then
			table.insert(kept, {entry = entry, index = i - 1})
		end
	end
	return kept
end

-- What the dossier's `steps` says of one, or nil.
function prose.step(dossier, name)
	for _, step in ipairs(dossier.steps) do
		if step.step == name then
			return step
		end
	end
end

-- Say why a step did not do its work. True where it did.
function prose.step_done(dossier, name)
	local step = prose.step(dossier, name)
	if step and step.status == "done" then
		return true
	end
	local why = step and step.why and prose.words(step.why) or words["step.no-why"]
	local failed = step and step.status == "failed"
	prose.add({block = "note", words = failed and prose.say("step.failed", {why = {plain = why}}) or {why}})
	return false
end

-- What was asked ---------------------------------------------------------------

function prose.is_found(thing)
	return thing.answer == "found"
end

local function is_open(thing)
	return thing.answer ~= "found"
end

-- Everything that was not found, with why; `subject` gives the inlines of an entry's name.
function prose.unanswered(list, caption, key, subject)
	local rows = {}
	for _, item in ipairs(prose.select(list, is_open)) do
		local entry = item.entry
		table.insert(rows, {prose.refs(subject(entry), {"/" .. key .. "/" .. item.index}),
			{prose.answer(entry), " ", prose.words(entry.why)}})
	end
	if #rows > 0 then
		prose.table(caption, {"column.subject", "column.answer"}, rows)
	end
end

-- A table of an entry's fields, each {name, form of its inline}; those that are missing are left out.
function prose.facts(caption, entry, fields)
	local rows = {}
	for _, field in ipairs(fields) do
		local value = entry[field[1]]
		if type(value) == "table" and #value > 0 then
			table.insert(rows, {{words["field." .. field[1]]},
				field[2] == "code" and {{code = table.concat(value, ", ")}} or prose.indicators(value)})
		elseif type(value) == "string" and value ~= "" then
			table.insert(rows, {{words["field." .. field[1]]}, {{[field[2]] = value}}})
		end
	end
	if #rows > 0 then
		prose.table(caption, {"column.field", "column.value"}, rows)
	end
end

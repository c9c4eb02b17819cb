-- How the article looks as Markdown: CommonMark with footnotes, and good to read as it stands on a
-- terminal. Tables are lists, since a URL is wider than any column.

local out

local function put(...)
	for _, piece in ipairs({...}) do
		table.insert(out, piece)
	end
end

local function show(s)
	return safe.markdown(safe.text(s))
end

-- Inlines ----------------------------------------------------------------------

local inlines = {
	plain = show,
	code = function(s) return safe.markdown_code(safe.text(s)) end,
	indicator = function(s) return safe.markdown_code(safe.indicator(s)) end,
	strong = function(s) return "**" .. show(s) .. "**" end,
	faint = show,
	to = function(_, inline) return show(inline.words) end,
	answer = function(_, inline) return "**" .. show(inline.words) .. "**" end,
	ref = function(n) return "[^" .. text.number(n) .. "]" end,
}

local inline_kinds = {"plain", "code", "indicator", "strong", "faint", "to", "answer", "ref"}

local function inline(thing)
	if type(thing) == "string" then
		return show(thing)
	end
	for _, kind in ipairs(inline_kinds) do
		if thing[kind] ~= nil then
			return inlines[kind](thing[kind], thing)
		end
	end
	error("an inline of no known kind")
end

local function line(list)
	local pieces = {}
	for i, thing in ipairs(list) do
		pieces[i] = inline(thing)
	end
	return table.concat(pieces)
end

-- Blocks ---------------------------------------------------------------------------

local blocks = {}

function blocks.title(block)
	put("# ", line(block.words), "\n\n")
	for _, fact in ipairs(block.facts) do
		put("- ", show(fact[1]), words["colon"], show(fact[2]), "\n")
	end
	if #block.tags > 0 then
		local tags = {}
		for i, tag in ipairs(block.tags) do
			tags[i] = show(tag)
		end
		put("- ", show(words["head.tags"]), words["colon"], table.concat(tags, ", "), "\n")
	end
	put("\n")
end

function blocks.verdict(block)
	put("## ", show(block.label), "\n\n**", line(block.probability), "**\n\n", line(block.summary), "\n\n")
	if #block.reasons > 0 then
		put(show(block.reasons_title), text.trim(words["colon"]), "\n\n")
		for i, reason in ipairs(block.reasons) do
			put(text.number(i), ". ", line(reason), "\n")
		end
		put("\n", block.more and line(block.more) .. "\n\n" or "")
	end
	put("**", show(block.advice_title), text.trim(words["colon"]), "** ", line(block.advice), "\n\n")
end

local marks = {[2] = "## ", [3] = "### ", [4] = "#### "}

function blocks.heading(block)
	put(marks[block.level], block.number and text.number(block.number) .. ". " or "",
		line(block.words), "\n\n")
end

function blocks.paragraph(block)
	put(line(block.words), "\n\n")
end

function blocks.note(block)
	put("> ", line(block.words), "\n\n")
end

function blocks.quote(block)
	put(safe.markdown_fence(safe.text(block.text)), "\n\n")
end

function blocks.list(block)
	for _, item in ipairs(block.items) do
		put("- ", line(item), "\n")
	end
	put("\n")
end

-- Markdown carries no picture: it says what there is, by its name in the archive.
function blocks.picture(block)
	put("- ", show(block.words), " (SHA-256 ", line({{code = block.name}}), ")\n\n")
end

function blocks.table(block)
	put("**", show(block.caption), "**\n\n")
	for _, row in ipairs(block.rows) do
		put("- ", line(row[1]), "\n")
		for i = 2, #row do
			put("  - ", show(block.head[i]), words["colon"], line(row[i]), "\n")
		end
	end
	put("\n")
end

function blocks.route(block)
	for i, station in ipairs(block.stations) do
		put(text.number(i), ". ")
		if station.side ~= "gap" then
			put(inlines.indicator(station.name), station.ip and " " .. inlines.indicator(station.ip) or "", " — ")
		end
		put(show(station.label), "\n")
	end
	put("\n")
end

function blocks.evidence(block)
	for _, item in ipairs(block.items) do
		put("[^", text.number(item.number), "]: ", line(item.what), words["colon"], line(item.value), " — ",
			show(item.place), " ", safe.markdown_code(safe.text(item.pointer)), "\n")
	end
	put("\n")
end

function blocks.provenance(block)
	put("---\n\n")
	for _, fact in ipairs(block.facts) do
		put("- ", show(fact[1]), words["colon"], line(fact[2]), "\n")
	end
	put("\n")
	for _, note in ipairs(block.notes) do
		put(show(note), "\n")
	end
end

function format(article)
	out = {}
	for _, block in ipairs(article) do
		blocks[block.block](block)
	end
	return table.concat(out)
end

-- How the article looks as one HTML file: no script, nothing from outside, no link that leads out.
--
-- `style` is html.css. Every text goes through show() or indicator(): nothing else writes what the
-- dossier holds.

local out

local function put(...)
	for _, piece in ipairs({...}) do
		table.insert(out, piece)
	end
end

local function show(s)
	return safe.html(safe.text(s))
end

local function indicator(s)
	return safe.html(safe.indicator(s))
end

-- Inlines ----------------------------------------------------------------------

-- Characters of a value, of an indicator, that is not broken over two lines.
local SHORT, SHORT_INDICATOR = 14, 26

local inlines = {
	plain = function(s) return "<bdi>" .. show(s) .. "</bdi>" end,
	code = function(s) return (text.length(s) <= SHORT and '<code class="short">' or "<code>") .. show(s) .. "</code>" end,
	indicator = function(s)
		local class = text.length(s) <= SHORT_INDICATOR and "indicator short" or "indicator"
		return '<code class="' .. class .. '">' .. indicator(s) .. "</code>"
	end,
	strong = function(s) return "<strong>" .. show(s) .. "</strong>" end,
	to = function(id, inline)
		return '<a href="#' .. safe.html(id) .. '">' .. show(inline.words) .. "</a>"
	end,
	faint = function(s) return '<span class="faint">' .. show(s) .. "</span>" end,
	answer = function(s, inline)
		return '<span class="answer ' .. safe.html(s) .. '">' .. show(inline.words) .. "</span>"
	end,
	ref = function(n)
		local number = text.number(n)
		return '<sup class="ref"><a href="#e' .. number .. '" title="' .. show(words["evidence.back"]) .. " "
			.. number .. '">' .. number .. "</a></sup>"
	end,
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

-- The picture of the route -------------------------------------------------------

local STEP = 88     -- from station to station, downwards
local NAME_MAX = 30 -- characters of a name in the picture; the whole of it is in the table

local function svg_text(class, x, y, s)
	return '<text class="' .. class .. '" x="' .. x .. '" y="' .. text.number(y) .. '">' .. s .. "</text>"
end

local function cut_name(s)
	local name = safe.indicator(s)
	if text.length(name) > NAME_MAX then
		name = text.chars(name, 1, NAME_MAX - 1) .. "…"
	end
	return safe.html(name)
end

local function station_marks(station, y)
	if station.side == "gap" then
		return svg_text("side", "56", y + 4, show(station.label))
	end
	local name = cut_name(station.name)
	return '<circle class="' .. station.side .. '" cx="28" cy="' .. text.number(y) .. '" r="9"/>'
		.. svg_text("name", "56", y - 3, name)
		.. svg_text("side", "56", y + 14, show(station.label))
		.. (station.ip and svg_text("ip", "56", y + 30, cut_name(station.ip)) or "")
end

local function leg(station, y)
	local class = station.side == "claimed" and "leg claimed" or "leg"
	local pieces = {}
	if station.with then
		table.insert(pieces, cut_name(station.with))
	end
	if station.time then
		table.insert(pieces, show(station.time))
	end
	return '<path class="' .. class .. '" d="M28 ' .. text.number(y - STEP + 9) .. "V" .. text.number(y - 9) .. '"/>'
		.. svg_text("with", "56", y - 38, table.concat(pieces, " · "))
end

local function boundary(y)
	return '<path class="edge" d="M0 ' .. text.number(y - 26) .. 'H340"/>'
		.. svg_text("edge-label", "340", y - 31, show(words["trace.boundary"]))
end

local function route(block)
	local y, marks = 26, {}
	for i, station in ipairs(block.stations) do
		if i > 1 then
			y = y + STEP
			table.insert(marks, leg(station, y))
			if station.side == "boundary" then
				table.insert(marks, boundary(y))
			end
		end
		table.insert(marks, station_marks(station, y))
	end
	local caption = show(block.caption)
	put('<figure class="route"><svg viewBox="0 0 340 ', text.number(y + 36), '" role="img" aria-label="', caption,
		'">', table.concat(marks), "</svg><figcaption>", caption, "</figcaption></figure>\n")
end

-- Blocks ---------------------------------------------------------------------------

local blocks = {}

function blocks.title(block)
	put('<header class="top"><p class="kicker"><span class="seal" aria-hidden="true">目</span> mekiki · ',
		show(words["kicker"]), "</p>\n<h1>", line(block.words), '</h1>\n<dl class="facts">')
	for _, fact in ipairs(block.facts) do
		put("<div><dt>", show(fact[1]), "</dt><dd>", show(fact[2]), "</dd></div>")
	end
	if #block.tags > 0 then
		put("<div><dt>", show(words["head.tags"]), '</dt><dd><ul class="tags">')
		for _, tag in ipairs(block.tags) do
			put("<li>", show(tag), "</li>")
		end
		put("</ul></dd></div>")
	end
	put("</dl></header>\n")
end

local function scale(share)
	local at = text.number(math.floor(share * 100 + 0.5))
	return '<svg class="scale" viewBox="0 0 100 5" preserveAspectRatio="none" aria-hidden="true">'
		.. '<rect class="track" width="100" height="5"/><rect class="reach" width="' .. at .. '" height="5"/></svg>\n'
end

function blocks.verdict(block)
	put('<section class="verdict ', safe.html(block.is), '" id="verdict" aria-labelledby="verdict-label">\n',
		'<h2 class="stamp" id="verdict-label">', show(block.label), "</h2>\n",
		'<p class="probability">', line(block.probability), "</p>\n")
	if block.share then
		put(scale(block.share))
	end
	put('<p class="summary">', line(block.summary), "</p>\n")
	if #block.reasons > 0 then
		put("<h3>", show(block.reasons_title), '</h3>\n<ol class="reasons">\n')
		for _, reason in ipairs(block.reasons) do
			put("<li>", line(reason), "</li>\n")
		end
		put("</ol>\n")
		if block.more then
			put('<p class="more">', line(block.more), "</p>\n")
		end
	end
	put('<div class="advice"><h3>', show(block.advice_title), "</h3>\n<p>", line(block.advice), "</p></div>\n</section>\n")
end

function blocks.heading(block)
	local tag = "h" .. text.number(block.level)
	put("<", tag, ' id="', safe.html(block.id), '">')
	if block.number then
		put('<span class="number">', text.number(block.number), "</span> ")
	end
	put(line(block.words), "</", tag, ">\n")
end

function blocks.paragraph(block)
	put("<p>", line(block.words), "</p>\n")
end

function blocks.note(block)
	put('<p class="note">', line(block.words), "</p>\n")
end

function blocks.quote(block)
	put('<blockquote class="', block.kind or "mail", '" dir="auto">', show(block.text), "</blockquote>\n")
end

function blocks.list(block)
	put("<ul>\n")
	for _, item in ipairs(block.items) do
		put("<li>", line(item), "</li>\n")
	end
	put("</ul>\n")
end

-- A tall page is shown from its top on, in a frame of a fixed height that can be scrolled.
function blocks.picture(block)
	local picture = safe.picture(block.name)
	if not picture then
		return
	end
	put('<figure class="shot"><div tabindex="0"><img src="', picture, '" alt="', show(block.words), '"></div><figcaption>',
		show(block.words), "</figcaption></figure>\n")
end

-- The roles say again what the tags say: on a phone the rows are shown as cards, and a table whose
-- display is not a table's is no table to a screen reader.
function blocks.table(block)
	local titles = {}
	put('<div class="table"><table role="table"><caption>', show(block.caption), '</caption>\n<thead role="rowgroup"><tr role="row">')
	for i, title in ipairs(block.head) do
		titles[i] = show(title)
		put('<th scope="col" role="columnheader">', titles[i], "</th>")
	end
	put('</tr></thead>\n<tbody role="rowgroup">\n')
	for _, row in ipairs(block.rows) do
		put('<tr role="row">')
		for i, cell in ipairs(row) do
			local tag = i == 1 and 'th scope="row" role="rowheader"' or 'td role="cell"'
			put("<", tag, ' data-label="', titles[i], '"><div>', line(cell), "</div></", i == 1 and "th" or "td", ">")
		end
		put("</tr>\n")
	end
	put("</tbody></table></div>\n")
end

blocks.route = route

function blocks.evidence(block)
	if #block.items == 0 then
		return
	end
	put('<ol class="evidence">\n')
	for _, item in ipairs(block.items) do
		put('<li id="e', text.number(item.number), '"><strong>', line(item.what), "</strong> ", line(item.value),
			'<br><small>', show(item.place), " <code>", show(item.pointer), "</code></small></li>\n")
	end
	put("</ol>\n")
end

function blocks.provenance(block)
	put("</article>\n</main>\n<footer>\n<h2>", show(block.title), '</h2>\n<dl class="facts">')
	for _, fact in ipairs(block.facts) do
		put("<div><dt>", show(fact[1]), "</dt><dd>", line(fact[2]), "</dd></div>")
	end
	put("</dl>\n<p>")
	for _, note in ipairs(block.notes) do
		put(show(note), " ")
	end
	put("</p>\n</footer>\n")
end

-- The page -----------------------------------------------------------------------------

local function page_title(article)
	local pieces = {}
	for i, thing in ipairs(article[1].words) do
		pieces[i] = show(type(thing) == "table" and thing.plain or thing)
	end
	return table.concat(pieces)
end

local function contents(article)
	put('<nav aria-label="', show(words["contents"]), '"><p>', show(words["contents"]), "</p><ol>\n")
	for _, block in ipairs(article) do
		if block.block == "heading" and block.level == 2 then
			put('<li><a href="#', safe.html(block.id), '">', line(block.words), "</a></li>\n")
		end
	end
	put("</ol></nav>\n")
end

function format(article)
	out = {}
	put('<!DOCTYPE html>\n<html lang="', language, '">\n<head>\n<meta charset="utf-8">\n',
		'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">\n',
		'<meta name="viewport" content="width=device-width, initial-scale=1">\n',
		'<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n',
		'<meta name="format-detection" content="telephone=no, email=no, address=no">\n',
		'<meta name="color-scheme" content="light dark">\n',
		"<title>", page_title(article), "</title>\n<style>\n", style, "</style>\n</head>\n<body>\n",
		'<a class="skip" href="#verdict">', show(words["skip"]), "</a>\n")
	local inside = false
	for i, block in ipairs(article) do
		if block.block == "heading" and not inside then
			contents(article)
			put("<article>\n")
			inside = true
		end
		blocks[block.block](block)
		if i == 1 then
			put("<main>\n")
		end
	end
	put("</body>\n</html>\n")
	return table.concat(out)
end

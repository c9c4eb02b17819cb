-- What each number in the article refers to: what it is, its value, and where in the mail it stands.

sections = sections or {}

local SHOWN = 300 -- characters of a value

-- Kinds of evidence by pointer, "*" being any index: the longest start that fits gives words["evidence." .. 2nd].
local kinds = {
	{"mail/text", "text"}, {"mail/subject", "subject"}, {"mail/date", "date"}, {"mail/message_id", "message-id"},
	{"mail/from", "from"}, {"mail/sender", "sender"}, {"mail/reply_to", "reply-to"},
	{"mail/return_path", "return-path"}, {"mail/to", "recipient"}, {"mail/cc", "recipient"},
	{"mail/recipients", "recipient"}, {"mail/headers", "header"}, {"mail/parts", "part"},
	{"mail/hidden", "hidden"}, {"mail/deadline", "deadline"}, {"mail/defects", "defect"}, {"mail", "mail"},
	{"links", "link"}, {"attachments", "attachment"}, {"hops", "hop"}, {"origin", "origin"},
	{"auth", "auth"}, {"hosts", "host"}, {"registrations", "registration"}, {"brands", "brand"},
	{"landings", "landing"}, {"related", "related"}, {"findings", "finding"}, {"verdict", "verdict"},
}

-- Where a value has no `at` of its own, the header that carries it.
local header_of = {subject = "subject", date = "date", message_id = "message-id"}

local function step_into(node, token)
	if type(node) ~= "table" then
		return nil
	end
	local index = tonumber(token)
	local item = index and node[index + 1]
	if item == nil then
		item = node[token]
	end
	return item
end

-- The nodes from the root to what the pointer names, and its tokens.
local function walk(dossier, pointer)
	local nodes, tokens, node = {dossier}, {}, dossier
	for i, token in ipairs(text.split(pointer, "/")) do
		if i > 1 then
			token = text.replace(text.replace(token, "~1", "/"), "~0", "~")
			node = step_into(node, token)
			table.insert(tokens, token)
			if node == nil then
				break
			end
			table.insert(nodes, node)
		end
	end
	return nodes, tokens, node
end

local function kind_of(pointer)
	for _, kind in ipairs(kinds) do
		if pointer == "/" .. kind[1] or text.starts(pointer, "/" .. kind[1] .. "/") then
			return kind[2]
		end
	end
	return "other"
end

local function header_at(dossier, name)
	for _, header in ipairs(dossier.mail.headers) do
		if string.lower(header.name) == name then
			return header.at
		end
	end
end

-- `at` of the value itself: "name" has "name_at" beside it, "text" of a link the link's own.
local function nearest_at(nodes, tokens)
	for i = #nodes, 2, -1 do
		local node, owner = nodes[i], nodes[i - 1]
		local beside = owner[tokens[i - 1] .. "_at"]
		if type(beside) == "table" and beside.raw then
			return beside
		end
		if type(node) == "table" and node.at then
			return node.at
		end
	end
end

local function find_by_id(list, id)
	for _, thing in ipairs(list) do
		if thing.id == id then
			return thing
		end
	end
	return {}
end

local function find_at(dossier, pointer)
	local nodes, tokens, node = walk(dossier, pointer)
	if tokens[1] == "mail" and header_of[tokens[2] or ""] then
		return header_at(dossier, header_of[tokens[2]])
	end
	if pointer == "/mail/text" then
		return find_by_id(dossier.mail.parts, dossier.mail.text_part).at
	end
	if tokens[1] == "origin" then
		return find_by_id(dossier.hops, node and dossier.origin.hop).at
	end
	-- a claim of authentication stands in the header it points at
	for i = #nodes, 2, -1 do
		if type(nodes[i]) == "table" and type(nodes[i].header) == "string" then
			local _, _, header = walk(dossier, nodes[i].header)
			return type(header) == "table" and header.at or nil
		end
	end
	return nearest_at(nodes, tokens), node
end

-- How a thing of several members is shown: the members worth showing, in order, each with its inline.
local shown_members = {
	{"method", "code"}, {"result", "code"}, {"name", "code"}, {"address", "indicator"}, {"text", "code"},
	{"url", "indicator"}, {"of", "indicator"}, {"ip", "indicator"}, {"helo", "indicator"}, {"by", "indicator"},
	{"value", "code"}, {"type", "code"}, {"claimed_type", "code"}, {"brand", "code"},
	{"case", "code"}, {"says", "words"}, {"what", "code"}, {"sha256", "code"},
}

local function value_of(dossier, node, pointer)
	if kind_of(pointer) == "text" then
		return {prose.say("evidence.see-text")[1]}
	end
	if type(node) ~= "table" then
		return {{code = prose.cut(tostring(node), SHOWN)}}
	end
	local inlines = {}
	local function show(member, form)
		local value = node[member]
		if form == "words" and type(value) == "table" and value[language] then
			table.insert(inlines, prose.cut(value[language], SHOWN))
			table.insert(inlines, " ")
		elseif type(value) == "string" and value ~= "" and form ~= "words" then
			table.insert(inlines, {[form] = prose.cut(value, SHOWN)})
			table.insert(inlines, " ")
		end
	end
	if type(node.from) == "table" then
		table.insert(inlines, {indicator = node.from.ip or node.from.helo or words["unknown"]})
		table.insert(inlines, " → ")
	end
	for _, member in ipairs(shown_members) do
		show(member[1], member[2])
	end
	local link = node.link and find_by_id(dossier.links, node.link)
	if link and link.raw then
		table.insert(inlines, {indicator = link.url or link.raw})
	end
	if inlines[#inlines] == " " then
		table.remove(inlines)
	end
	return inlines
end

local function place(at)
	if not at then
		return words["evidence.no-place"]
	end
	local out = text.fill(words["evidence.place"], {
		offset = prose.number(at.raw[1]),
		length = prose.number(at.raw[2]),
	})
	for _, layer in ipairs(at.layer) do
		out = out .. text.fill(words["evidence.layer"], {
			decoder = layer.decoded_by,
			offset = prose.number(layer.at[1]),
			length = prose.number(layer.at[2]),
		})
	end
	return out
end

-- What made us ask, or believe: pointers to other evidence. A brand rests on what claims it, a question
-- on what raised it, a visit on its link.
local function rests_on(dossier, node)
	if type(node) ~= "table" then
		return nil
	end
	for _, member in ipairs({"claimed_by", "because", "of"}) do
		if type(node[member]) == "table" then
			return node[member]
		end
	end
	for i, link in ipairs(dossier.links) do
		if node.link == link.id then
			return {"/links/" .. (i - 1)}
		end
	end
end

function sections.evidence(dossier)
	prose.section("evidence")
	local pointers, items = prose.pointers(), {}
	prose.tell(#pointers > 0 and "evidence.intro" or "evidence.none")
	local n = 1
	while pointers[n] do -- grows while evidence rests on evidence
		local pointer = pointers[n]
		local _, _, node = walk(dossier, pointer)
		items[n] = {
			number = n,
			what = {words["evidence." .. kind_of(pointer)]},
			value = prose.refs(value_of(dossier, node, pointer), rests_on(dossier, node)),
			place = place(find_at(dossier, pointer)),
			pointer = pointer,
		}
		n = n + 1
	end
	prose.add({block = "evidence", items = items})
end

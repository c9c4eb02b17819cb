-- 1. What does the mail say?

sections = sections or {}

local QUOTED_WORDS = 60 -- characters of a link's words in a sentence
local TOLD_LINKS = 3    -- links told in sentences; all are in the table

local function quotation(mail)
	prose.heading(3, "text", "read.text-title")
	if text.trim(mail.text) == "" then
		prose.tell("read.no-text")
		return
	end
	if mail.text_blob then
		prose.tell("read.text-cut", {sha256 = mail.text_blob}, {"/mail/text"})
	else
		prose.tell("read.text", nil, {"/mail/text"})
	end
	prose.add({block = "quote", text = mail.text})
	if mail.deadline then
		prose.tell("read.deadline", {text = {plain = mail.deadline.text}}, {"/mail/deadline"})
	end
end

-- A row for each mailbox of one header.
local function mailbox_rows(rows, key, boxes, pointer)
	for i, box in ipairs(boxes) do
		local at = pointer .. (#boxes == 1 and pointer == "/mail/sender" and "" or "/" .. (i - 1))
		table.insert(rows, {
			{words[key]},
			prose.code(box.name),
			prose.refs(prose.indicator(box.address), {at}),
			prose.indicator(box.domain),
		})
	end
end

local function return_path(mail)
	if not mail.return_path then
		return prose.nothing()
	end
	if mail.return_path == "" then
		return {{code = "<>"}, prose.ref("/mail/return_path")}
	end
	return prose.refs(prose.indicator(mail.return_path), {"/mail/return_path"})
end

local function domain_of(address)
	local at
	for _, piece in ipairs(text.split(address or "", "@")) do
		at = piece
	end
	return at
end

local function tell_sender(mail)
	local from = mail.from[1]
	if not from or not (from.name or from.address) then
		prose.tell("read.no-from")
		return
	end
	local key = not from.address and "read.from-no-address" or from.name and "read.from" or "read.from-bare"
	prose.tell(key, {
		name = {plain = from.name or ""},
		address = {indicator = from.address or ""},
	}, {"/mail/from/0"})
	if mail.return_path and mail.return_path ~= "" then
		local same = from.address and string.lower(mail.return_path) == string.lower(from.address)
		prose.tell(same and "read.return-path-same" or "read.return-path-other",
			{address = {indicator = mail.return_path}}, {"/mail/return_path"})
	end
end

local function senders(mail)
	prose.heading(3, "senders", "read.senders-title")
	tell_sender(mail)
	local rows = {}
	mailbox_rows(rows, "header.from", mail.from, "/mail/from")
	if mail.sender then
		mailbox_rows(rows, "header.sender", {mail.sender}, "/mail/sender")
	end
	mailbox_rows(rows, "header.reply-to", mail.reply_to, "/mail/reply_to")
	table.insert(rows, {{words["header.return-path"]}, prose.dash(), return_path(mail),
		prose.indicator(domain_of(mail.return_path))})
	prose.table("read.senders-caption",
		{"column.header", "column.name", "column.address", "column.domain"}, rows)
end

local function shown_words(link)
	local covering = link.text and text.trim(link.text)
	return covering and covering ~= "" and covering or nil
end

-- Whether a link leads where its own words say.
local function says_itself(link, covering)
	return covering == link.raw or covering == link.url or link.facts.text_host == link.host
end

local function tell_links(links)
	local told = 0
	for i, link in ipairs(links) do
		local covering = shown_words(link)
		if covering and link.host and told < TOLD_LINKS and not says_itself(link, covering) then
			prose.tell("read.link", {
				words = {plain = prose.cut(covering, QUOTED_WORDS)},
				url = {indicator = link.url or link.raw},
			}, {"/links/" .. (i - 1)})
			told = told + 1
		end
	end
end

local function links(list)
	prose.heading(3, "links", "read.links-title")
	prose.paragraph(prose.count("read.links", #list))
	if #list == 0 then
		return
	end
	tell_links(list)
	local rows = {}
	for i, link in ipairs(list) do
		local covering = shown_words(link)
		rows[i] = {
			prose.refs(covering and {{code = covering}} or prose.dash(), {"/links/" .. (i - 1)}),
			{{indicator = link.url or link.raw}},
			prose.indicator(link.domain or link.host),
			prose.code(link.found_in),
		}
	end
	prose.table("read.links-caption",
		{"column.words", "column.url", "column.domain", "column.found-in"}, rows)
end

local function attachments(list)
	prose.heading(3, "attachments", "read.attachments-title")
	prose.paragraph(prose.count("read.attachments", #list))
	if #list == 0 then
		return
	end
	local rows = {}
	for i, file in ipairs(list) do
		rows[i] = {
			prose.refs(prose.code(file.name), {"/attachments/" .. (i - 1)}),
			prose.code(file.claimed_type),
			file.type and {{code = file.type}} or {words["read.not-looked"]},
			{prose.number(file.size)},
			{{code = file.sha256}},
		}
	end
	prose.table("read.attachments-caption",
		{"column.file", "column.claimed-type", "column.type", "column.bytes", "column.sha256"}, rows)
end

local function hidden(list)
	if #list == 0 then
		return
	end
	prose.heading(3, "hidden", "read.hidden-title")
	prose.paragraph(prose.count("read.hidden", #list))
	local rows = {}
	for i, entry in ipairs(list) do
		rows[i] = {prose.refs(prose.code(entry.text), {"/mail/hidden/" .. (i - 1)}), prose.code(entry.how)}
	end
	prose.table("read.hidden-caption", {"column.text", "column.how"}, rows)
end

local function defects(list)
	if #list == 0 then
		return
	end
	prose.heading(3, "defects", "read.defects-title")
	prose.paragraph(prose.count("read.defects", #list))
	local items = {}
	for i, defect in ipairs(list) do
		items[i] = prose.refs({prose.words(defect.says)}, {"/mail/defects/" .. (i - 1)})
	end
	prose.add({block = "list", items = items})
end

local function introduce(dossier, mail)
	local inlines = {}
	local function say(list)
		for _, inline in ipairs(list) do
			table.insert(inlines, inline)
		end
	end
	if mail.subject then
		say(prose.say("read.subject", {subject = {plain = mail.subject}}, {"/mail/subject"}))
	else
		say(prose.say("read.no-subject"))
	end
	if mail.date then
		say(prose.say("read.dated", {date = {plain = prose.time(mail.date)}}, {"/mail/date"}))
	else
		say(prose.say("read.undated"))
	end
	if mail.language then
		say(prose.say("read.language", {language = {plain = prose.name("language", mail.language)}}))
	end
	say(prose.count("read.parts", #mail.parts,
		{size = {plain = prose.number(dossier.source and dossier.source.size or 0)}}))
	prose.paragraph(inlines)
end

function sections.read(dossier)
	prose.section("read")
	local mail = dossier.mail
	if not mail then
		prose.step_done(dossier, "read")
		prose.tell("read.no-mail")
		return
	end
	introduce(dossier, mail)
	quotation(mail)
	senders(mail)
	links(dossier.links)
	attachments(dossier.attachments)
	hidden(mail.hidden)
	defects(mail.defects)
end

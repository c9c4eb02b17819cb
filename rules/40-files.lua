-- 40-files - what is attached.

local RUNS = {".exe", ".scr", ".com", ".pif", ".bat", ".cmd", ".js", ".jse", ".vbs", ".vbe", ".wsf", ".hta",
	".lnk", ".ps1", ".msi", ".jar", ".cpl", ".iso", ".img", ".vhd", ".one", ".chm", ".reg", ".xll"}
local PAGES = {".htm", ".html", ".shtml", ".xhtml", ".mht", ".svg"}
local PACKED = {".zip", ".rar", ".7z", ".gz", ".tgz", ".cab", ".ace", ".arj", ".z"}
local MACROS = {".docm", ".xlsm", ".pptm", ".xlsb", ".dotm", ".xlam"}

local function ends_with(name, endings)
	for _, ending in ipairs(endings) do
		if text.ends(name, ending) then
			return ending
		end
	end
end

-- The first attachment whose name has one of the endings.
local function attached(case, endings)
	for i, file in ipairs(case.attachments) do
		local name = text.trim((file.name or ""):lower())
		if ends_with(name, endings) then
			return file, "/attachments/" .. (i - 1)
		end
	end
end

rule("files/program", function(case)
	local file, at = attached(case, RUNS)
	if not file then
		return
	end
	return found(3.0, {at}, "A file that runs when opened is attached: {name}.",
		"開くと実行されるファイル「{name}」が添付されています。", {name = file.name})
end)

-- The first file for which `look` says something, attached or packed into what is attached: the file, its pointer, what
-- was said, and whether it is packed.
local function find_file(files, at, look, packed)
	for i, file in ipairs(files or {}) do
		local here = at .. "/" .. (i - 1)
		local said = look(file, packed or false)
		if said then
			return file, here, said, packed or false
		end
		local inner, there, word = find_file(file.contains, here .. "/contains", look, true)
		if inner then
			return inner, there, word, true
		end
	end
end

local function find_in(case, look)
	return find_file(case.attachments, "/attachments", look)
end

local function runs(file)
	return file.extension and is_one_of("." .. file.extension, RUNS) or
		file.type == "application/vnd.microsoft.portable-executable" or file.type == "application/x-elf" or
		file.type == "application/x-ms-shortcut"
end

local function has(list, word)
	return is_one_of(word, list or {})
end

-- The name says that it is a document, and it is a program.
rule("files/disguised", function(case)
	local file, at = find_in(case, function(file)
		return runs(file) and (has(file.tricks, "double-extension") or has(file.tricks, "right-to-left") or
			has(file.tricks, "padding") or has(file.mismatch, "name"))
	end)
	if not file then
		return
	end
	return found(2.4, {at}, "The name of the file {name} makes a program look like a document.",
		"ファイル名「{name}」は、実行ファイルを文書に見せかけています。", {name = file.name})
end)

rule("files/page", function(case)
	local file, at = attached(case, PAGES)
	if not file or case.header("in-reply-to") then
		return
	end
	local lures = said(case, "document", "money-owed", "password", "verify", "parcel", "account-threat") > 0
	return found(lures and 2.4 or 1.8, {at},
		"A web page is attached, {name}: it opens outside of any site that could be recognised.",
		"ウェブページのファイル「{name}」が添付されています。開くと URL を確認できないまま偽の画面が表示されます。",
		{name = file.name})
end)

rule("files/macros", function(case)
	local file, at = attached(case, MACROS)
	if not file then
		return
	end
	return found(2.0, {at}, "A document with macros is attached: {name}.",
		"マクロ付きの文書「{name}」が添付されています。", {name = file.name})
end)

rule("files/packed-lure", function(case)
	local file, at = attached(case, PACKED)
	if not file or said(case, "document", "money-owed", "parcel", "legal", "pressure") == 0 then
		return
	end
	local locked = any_of(web.fold(case.text), {"password:", "password is", "パスワード", "senha:", "passwort:"})
	-- "SWIFT_copy.pdf.zip": the name wants to be taken for what it is not
	local name = text.trim(file.name:lower())
	local inner = #text.split(name, ".") > 2 and
		ends_with(name:sub(1, #name - #ends_with(name, PACKED)), {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".html", ".htm", ".jpg", ".png"})
	return found((locked and 1.6 or 0.9) + (inner and 1.4 or 0), {at, "/mail/text"},
		"A packed file, {name}, is attached, and the text presses to open it.",
		"圧縮ファイル「{name}」が添付され、本文が開封を促しています。", {name = file.name})
end)

-- Little text, and the matter itself in a document: what a filter reads is not what a person reads.
rule("files/document-lure", function(case)
	local file, at = attached(case, {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".rtf", ".ics"})
	if not file and text.length(text.trim(case.text)) < 60 then
		file, at = attached(case, {".png", ".jpg", ".jpeg", ".gif"})
	end
	local themes = {"document", "money-owed", "legal", "account-threat", "intrusion", "verify", "prize", "parcel",
		"card", "advance-fee", "crypto-lure"}
	if not file or text.length(case.text) > 700 or case.header("in-reply-to") or
		said(case, table.unpack(themes)) == 0 then
		return
	end
	local bare = text.length(text.trim(case.text)) < 60
	return found((bare and 1.2 or 0.8) + (case.author.free and 0.6 or 0), {at, "/mail/subject"},
		"Few words lead to an attached document, {name}, in which the matter itself is.",
		"本文はわずかで、用件は添付ファイル「{name}」を開かせる形になっています。", {name = file.name or "-"})
end)

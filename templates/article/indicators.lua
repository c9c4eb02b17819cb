-- Everything to search for or to share, once each, in the order of the investigation.

sections = sections or {}

local function collector()
	local seen, rows = {}, {}
	local function add(kind, value, pointer, form)
		if not value or value == "" or seen[kind .. " " .. value] then
			return
		end
		seen[kind .. " " .. value] = true
		table.insert(rows, {
			prose.refs({{[form or "indicator"] = value}}, {pointer}),
			{words["indicator." .. kind]},
		})
	end
	return rows, add
end

local function of_mailboxes(add, boxes, pointer)
	for i, box in ipairs(boxes) do
		local at = pointer .. "/" .. (i - 1)
		add("address", box.address, at)
		add("domain", box.domain, at)
	end
end

local function of_mail(add, mail)
	of_mailboxes(add, mail.from, "/mail/from")
	of_mailboxes(add, mail.reply_to, "/mail/reply_to")
	add("address", mail.return_path, "/mail/return_path")
end

local function of_network(add, dossier)
	add("ip", dossier.origin and dossier.origin.ip, "/origin")
	for i, host in ipairs(dossier.hosts) do
		for _, ip in ipairs(host.ips or {}) do
			add("ip", ip, "/hosts/" .. (i - 1))
		end
	end
end

-- Where the mail leads, the pages behind that, and where they send what is typed; but not the genuine site at which a
-- walk ended, nor what was kept from going to one.
local function of_landing(add, landing, pointer)
	local walk = landing.walk or {}
	local stopped = walk.stopped or {}
	local genuine = stopped.reason == "genuine" and stopped.at
	if (landing.site or {}).what ~= "genuine" then
		add("url", landing.final, pointer)
		add("ip", landing.ip, pointer)
	end
	for _, page in ipairs(landing.pages or {}) do
		if page.url ~= genuine then
			add("url", page.url, pointer)
		end
	end
	for _, endpoint in ipairs(walk.collects or {}) do
		if not endpoint.refused then
			add("collector", endpoint.url, pointer)
			add("ip", endpoint.address, pointer)
		end
	end
end

function sections.indicators(dossier)
	local rows, add = collector()
	prose.section("indicators")
	if dossier.mail then
		of_mail(add, dossier.mail)
	end
	for i, link in ipairs(dossier.links) do
		add("url", link.url or link.raw, "/links/" .. (i - 1))
		add("host", link.host, "/links/" .. (i - 1))
		add("domain", link.domain, "/links/" .. (i - 1))
	end
	of_network(add, dossier)
	for i, landing in ipairs(dossier.landings) do
		of_landing(add, landing, "/landings/" .. (i - 1))
	end
	for i, file in ipairs(dossier.attachments) do
		add("sha256", file.sha256, "/attachments/" .. (i - 1), "code")
	end
	prose.tell(#rows > 0 and "indicators.intro" or "indicators.none")
	if #rows > 0 then
		prose.table("indicators.caption", {"column.indicator", "column.kind"}, rows)
	end
end

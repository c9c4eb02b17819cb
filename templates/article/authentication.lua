-- What does the mail's authentication prove? First in a sentence, then three answers that are kept apart: what the receiver
-- said then, what is verified now, and what the hash of the body alone tells. Part of trace.lua's section.

sections = sections or {}

-- Meanings in which a domain is known to have sent the mail.
local sent_by = {
	["author-verified"] = true, ["author-verified-then"] = true, ["author-permitted"] = true,
	["other-verified"] = true, ["other-permitted"] = true,
}

-- Who is authenticated need not be who he claims to be.
local function meaning(dossier)
	local found = dossier.auth.meaning
	if not found then
		return
	end
	prose.paragraph(prose.refs({{strong = prose.words(found.says)}}, {"/auth/meaning"}))
	for i, brand in ipairs(dossier.brands or {}) do
		if sent_by[found.what] and found.domain and not brand.genuine then
			prose.tell("trace.not-brand", {domain = {indicator = found.domain}, brand = {plain = prose.words(brand.name)}},
				{"/brands/" .. (i - 1)})
		end
	end
end

local function properties(claim)
	local keys, inlines = {}, {}
	for key in pairs(claim.properties) do
		table.insert(keys, key)
	end
	table.sort(keys)
	for i, key in ipairs(keys) do
		table.insert(inlines, (i > 1 and " " or ""))
		table.insert(inlines, {code = key .. "=" .. tostring(claim.properties[key])})
	end
	return #inlines > 0 and inlines or prose.nothing()
end

local trust = {[true] = "trust.yes", [false] = "trust.no"}

local function method(name, pointer)
	return prose.refs({{strong = prose.name("method", name)}}, {pointer})
end

local function at_receipt(list)
	prose.heading(4, "at-receipt", "trace.at-receipt-title")
	prose.paragraph(prose.count("trace.auth", #list))
	if #list == 0 then
		return
	end
	local rows = {}
	for i, claim in ipairs(list) do
		rows[i] = {
			method(claim.method, "/auth/at_receipt/claims/" .. (i - 1)),
			prose.code(claim.result),
			properties(claim),
			prose.indicator(claim.by),
			{words[trust[claim.trusted] or "trust.unknown"]},
		}
	end
	prose.table("trace.auth-caption",
		{"column.method", "column.result", "column.of", "column.claimed-by", "column.trust"}, rows)
end

-- SPF or DMARC: the sentence says more than the result, and the domain's record is the proof.
local function policy_row(now, name, of)
	local found = now[name]
	if not found or found.answer == "not-asked" then
		return nil
	end
	return {
		method(name, "/auth/now/" .. name),
		found.result and prose.code(found.result) or {prose.answer(found)},
		prose.indicator(found[of]),
		{prose.words(found.says or found.why)},
	}
end

local function now_rows(now)
	local rows = {}
	table.insert(rows, policy_row(now, "spf", "domain"))
	for i, signature in ipairs(now.dkim or {}) do
		table.insert(rows, {
			method("dkim", "/auth/now/dkim/" .. (i - 1)),
			{{code = prose.name("class", signature.class)}},
			prose.indicators({signature.domain}),
			{prose.words(signature.why)},
		})
	end
	if now.arc and #now.arc.sets > 0 then
		table.insert(rows, {method("arc", "/auth/now/arc"), prose.code(now.arc.status or "-"),
			prose.indicators({now.arc.sets[#now.arc.sets].seal.domain}), {prose.words(now.arc.why)}})
	end
	table.insert(rows, policy_row(now, "dmarc", "author"))
	return rows
end

-- What a signature that verifies still leaves open.
local function left_out(now)
	local items = {}
	for i, signature in ipairs(now.dkim or {}) do
		for j, note in ipairs(signature.notes or {}) do
			table.insert(items, prose.refs({prose.words(note.says)}, {"/auth/now/dkim/" .. (i - 1) .. "/notes/" .. (j - 1)}))
		end
	end
	if #items > 0 then
		prose.tell("trace.left-out")
		prose.add({block = "list", items = items})
	end
end

local function as_now(now)
	prose.heading(4, "verified-now", "trace.now-title")
	if now.why then
		prose.paragraph(prose.say("trace.auth-now", {answer = prose.answer(now), why = {plain = prose.words(now.why)}}))
	end
	local rows = now_rows(now)
	if #rows > 0 then
		prose.table("trace.now-caption", {"column.method", "column.result", "column.of", "column.means"}, rows)
	end
	left_out(now)
end

local function body_of(signature)
	local body = signature.covers.body
	local whole = not body or body.signed == body.length
	return signature.body == "same" and not whole and "start" or signature.body or "unknown"
end

-- Needs no key, and so can be told for as long as the mail is kept.
local function body_alone(signatures)
	local items = {}
	for i, signature in ipairs(signatures or {}) do
		table.insert(items, prose.say("body." .. body_of(signature),
			{domain = {indicator = signature.domain or "-"}}, {"/auth/now/dkim/" .. (i - 1) .. "/body"}))
	end
	if #items > 0 then
		prose.heading(4, "body-hash", "trace.body-title")
		prose.tell("trace.body-intro")
		prose.add({block = "list", items = items})
	end
end

local function published(entry)
	return entry.record and {{code = entry.record}} or {prose.answer(entry)}
end

local function exchangers(mx)
	local hosts = {}
	for i, entry in ipairs(mx.hosts) do
		hosts[i] = entry.host
	end
	return #hosts > 0 and prose.indicators(hosts) or {prose.answer(mx)}
end

local function posture(now)
	local found = now.posture
	if not found or found.answer == "not-asked" or not found.mx then
		return
	end
	local function row(name, cell)
		return {method(name, "/auth/now/posture/" .. name), cell}
	end
	local rows = {row("mx", exchangers(found.mx))}
	for _, name in ipairs({"spf", "dmarc", "bimi", "mta_sts", "tls_rpt"}) do
		table.insert(rows, row(name, published(found[name])))
	end
	for i, signature in ipairs(now.dkim or {}) do
		if signature.key.name then
			table.insert(rows, {method("selector", "/auth/now/dkim/" .. (i - 1) .. "/key"),
				{{indicator = signature.key.name}, " ", prose.answer(signature.key)}})
		end
	end
	prose.heading(4, "posture", "trace.posture-title")
	prose.tell("trace.posture", {domain = {indicator = found.domain}})
	prose.table("trace.posture-caption", {"column.kind", "column.published"}, rows)
end

function sections.authentication(dossier)
	local auth = dossier.auth
	prose.heading(3, "authentication", "trace.auth-title")
	if not auth then
		prose.tell("trace.no-auth")
		return
	end
	meaning(dossier)
	at_receipt(auth.at_receipt.claims)
	as_now(auth.now)
	body_alone(auth.now.dkim)
	posture(auth.now)
end

-- 00-frame - what the rules stand on: how a rule is written, and the case as the rules see it.
--
-- A rule looks at the case and says what it found, or nothing:
--
--	rule("links/address", function(case)
--		for _, link in ipairs(case.clicks) do
--			if link.is_address then
--				return found(2.0, {link.at},
--					"A link leads to a bare address, {host}, instead of a name.",
--					"リンク先がドメイン名ではなく IP アドレス {host} です。",
--					{host = link.host})
--			end
--		end
--	end)
--
-- The weight is what it adds to the log-odds of phishing; below 0 it speaks for innocence. Evidence is
-- JSON pointers into the dossier, at least one. A rule is pure: the same dossier, the same answer.
-- Sentences hold plain values; whoever publishes them defangs.

-- The date of the rules as a whole: change it with them.
RULES = "mekiki rules, 2026-11-25"

rules = {}

function rule(name, look)
	rules[#rules + 1] = {name = name, look = look}
end

function found(weight, evidence, en, ja, values)
	return {weight = weight, evidence = evidence,
		says = {en = text.fill(en, values or {}), ja = text.fill(ja, values or {})}}
end

-- Small tools.

function contains(s, needle)
	return needle ~= "" and text.find(s, needle) ~= nil
end

function any_of(s, needles)
	local _, _, needle = text.find_any(s, needles)
	return needle
end

function is_one_of(value, list)
	for _, item in ipairs(list) do
		if item == value then
			return true
		end
	end
	return false
end

-- At most `count` pointers: evidence is to be looked at by people.
function some(pointers, count)
	local few = {}
	for i = 1, math.min(#pointers, count or 4) do
		few[i] = pointers[i]
	end
	return few
end

-- “a”, “b” for one language, 「a」「b」 for the other.
function quoted(words, count)
	local en, ja = {}, {}
	for i = 1, math.min(#words, count or 3) do
		en[i] = "“" .. words[i] .. "”"
		ja[i] = "「" .. words[i] .. "」"
	end
	return table.concat(en, ", "), table.concat(ja)
end

-- The registrable domain, or the host itself where it has none (an address, a single label).
function domain_of(host)
	if not host or host == "" then
		return nil
	end
	return web.domain(host) or host
end

-- "amazon" of "amazon.co.jp".
function label_of(domain)
	local suffix = web.suffix(domain)
	if suffix and text.ends(domain, "." .. suffix) then
		return domain:sub(1, #domain - #suffix - 1)
	end
	return domain
end

-- The address's two halves.
function halves_of(address)
	local parts = text.split(address or "", "@")
	local host = #parts > 1 and parts[#parts]:lower() or nil
	if not host then
		return address or "", nil
	end
	return (address:sub(1, #address - #host - 1)):lower(), host
end

-- The value of the first header of that name, and its pointer.
local function header(mail, name)
	for i, h in ipairs(mail.headers or {}) do
		if h.name:lower() == name then
			return h.value, "/mail/headers/" .. (i - 1)
		end
	end
end

-- Anybody may have a mailbox at yahoo.co.jp, but hosts below it (mail.yahoo.co.jp) are the company's own.
local function is_free_mailbox(host, domain)
	local entry = host and know.on_list("free-mail", host)
	return entry and (entry == host or know.brand_of(domain) == nil)
end

-- Who wrote the mail. A list that rewrites From ("Amazon via Some-List <list@…>") keeps the author in
-- Reply-To: then it is he who is to be judged, not the list.
local function author_of(mail)
	local boxes = mail.from or {}
	local index = 1
	-- "WOW TV, x <a@b.example>" without quotes is two mailboxes, of which one is real
	for i, box in ipairs(boxes) do
		if box.domain then
			index = i
			break
		end
	end
	local from = boxes[index]
	local author = {at = "/mail/from/" .. (index - 1), name = "", address = "", local_part = ""}
	if not from then
		author.at = nil
		return author
	end
	-- the name that a reader meets first
	local named = (boxes[1].name or "") ~= "" and 1 or index
	local box, via = from, text.find(from.name or "", " via ")
	local reply = (mail.reply_to or {})[1]
	author.name = boxes[named].name or ""
	if via and header(mail, "list-id") then
		author.name = text.trim(author.name:sub(1, via - 1))
		author.via_list = true
		box = {}
		if reply and reply.address and reply.address ~= from.address then
			box, author.at = reply, "/mail/reply_to/0"
		end
	end
	author.name_at = "/mail/from/" .. (named - 1) .. (boxes[named].name and "/name" or "")
	author.address = box.address or ""
	author.local_part = halves_of(author.address)
	author.host = box.domain
	author.domain = domain_of(box.domain)
	author.free = is_free_mailbox(author.host, author.domain)
	return author
end

-- Domains of lists that the mail came through, as the trusted part of its way shows: their footers
-- are nobody's bait.
local function list_domains(dossier)
	local domains = {}
	for _, hop in ipairs(dossier.hops or {}) do
		if hop.trusted then
			for _, host in pairs({hop.by or "", hop.from.helo or "", hop.from.rdns or ""}) do
				local domain = domain_of(host)
				if domain then
					domains[domain] = true
				end
			end
		end
	end
	return domains
end

local CLICKABLE = {"a[href]", "area[href]", "form[action]", "text", "qr", "pdf"}

-- A bare name in running text may be a file's ("watch.pl") and is no bait by itself.
local function is_bare_name(link)
	return link.found_in == "text" and not contains(link.raw, "://") and
		not text.starts(link.raw:lower(), "www.")
end

local function is_click(link)
	return not is_bare_name(link) and link.url and link.host and (link.scheme == "http" or link.scheme == "https" or
		link.scheme == "ftp") and is_one_of(link.found_in, CLICKABLE)
end

-- The words over a link when they are words: a URL repeats what it hides.
local function words_of(link)
	local words = text.trim(link.text or "")
	if link.found_in == "text" then
		return ""
	end
	return words
end

local function click_of(link, index)
	local click = {at = "/links/" .. (index - 1), url = link.url, raw = link.raw, host = link.host,
		domain = domain_of(link.host), words = words_of(link), found_in = link.found_in,
		shown_host = (link.facts or {}).text_host, shown_domain = (link.facts or {}).text_domain}
	click.is_address = web.is_address(link.host)
	click.brand = know.brand_of(click.domain)
	click.hosting = know.on_list("free-hosting", link.host)
	click.shortener = know.on_list("shorteners", link.host)
	click.service = know.on_list("mail-services", link.host)
	click.chat = know.on_list("chats", link.host)
	return click
end

-- Where a link stands to the author: "own", "known" (a mail service, a brand's genuine site, the list's
-- footer), or "foreign". Hosting for anybody and shorteners are never more than foreign.
local function side_of(click, author, lists)
	if click.hosting or click.shortener or click.chat or click.is_address then
		return "foreign"
	end
	if author.domain and (click.domain == author.domain or
		(author.brand and know.owns(author.brand, click.domain))) then
		return "own"
	end
	if author.domain and not author.free and #label_of(click.domain) >= 4 and
		label_of(click.domain) == label_of(author.domain) then
		return "own"
	end
	if click.service or click.brand or lists[click.domain] or know.on_list("public-bodies", click.host) then
		return "known"
	end
	return "foreign"
end

-- A mail with links to many places is a letter or a digest, and no single one of them is what it is about,
-- but those that come again and again. Bait leads to one place.
local MANY_PLACES = 6

local function find_baits(case)
	local counts, places = {}, 0
	for _, click in ipairs(case.clicks) do
		places = places + (counts[click.domain] and 0 or 1)
		counts[click.domain] = (counts[click.domain] or 0) + 1
	end
	case.digest = places >= MANY_PLACES
	case.places = places
	case.baits = {}
	for _, click in ipairs(case.foreign) do
		if not case.digest or counts[click.domain] * 4 >= #case.clicks then
			case.baits[#case.baits + 1] = click
		end
	end
end

local function add_claim(case, brand, at, where, name, lookalike)
	local claim = case.claims[brand.id]
	if not claim then
		claim = {id = brand.id, at = {}, by = {}, name = name, times = 0}
		case.claims[brand.id] = claim
		case.claimed[#case.claimed + 1] = claim
	end
	claim.at[#claim.at + 1] = at
	claim.by[where] = at
	claim.times = claim.times + (brand.times or 1)
	claim.lookalike = claim.lookalike or lookalike
end

local function first_piece(name)
	local cut = text.find_any(name, {" - ", "- ", " | ", "_", ":", ",", "(", "®", "™"})
	return text.trim(cut and name:sub(1, cut - 1) or name)
end

-- Which brands the mail says it is: by the name of its sender, its subject, the words over its links,
-- its text. A text that names many brands talks about them, and claims to be none.
local function find_claims(case)
	local function look(s, at, where)
		local brands = know.brands(s or "")
		if where == "text" and #brands > 4 then
			return
		end
		for _, brand in ipairs(brands) do
			add_claim(case, brand, at, where, brand.name, brand.how == "likeness")
		end
	end
	case.claims, case.claimed = {}, {}
	if case.author.at then
		look(case.author.name, case.author.name_at, "name")
		-- "Lowes - Your Reward": what stands before the dash may be an ambiguous name
		local first = first_piece(case.author.name)
		if #case.claimed == 0 and first ~= case.author.name then
			look(first, case.author.name_at, "name")
		end
	end
	look(case.subject, "/mail/subject", "subject")
	for i = 1, math.min(#case.clicks, 40) do
		look(case.clicks[i].words, case.clicks[i].at, "words")
	end
	look(case.text, "/mail/text", "text")
end

-- Whether the subject holds the name as a sender would put it: alone, or in a frame 【…】.
local function subject_bears(subject, name)
	local folded, wanted = web.fold(subject), web.fold(name)
	if folded == wanted then
		return true
	end
	for _, piece in ipairs(text.split(folded, "【")) do
		local stop = text.find(piece, "】")
		if stop and contains(piece:sub(1, stop), wanted) then
			return true
		end
	end
	return false
end

-- Whether a claim makes the mail speak for the brand. A brand in the subject may be but a topic: of an
-- answer, of a warning, of a booking that came through it.
local function pretends(case, claim)
	if claim.by.name then
		return true
	end
	if not claim.by.subject or case.answers or #know_in(case.subject, {"warning"}) > 0 then
		return false
	end
	return subject_bears(case.subject, claim.name) or (contains(case.subject, "【") and asks(case)) or
		said(case, "verify", "card", "account-threat", "intrusion", "points", "prize", "parcel", "crypto-lure") > 0
end

-- The one that the mail is about, if any: by where it is named, then by how often.
local function main_claim(case)
	local best, best_rank
	for _, claim in ipairs(case.claimed) do
		local rank = (claim.by.name and 1000 or 0) + (claim.by.subject and 500 or 0) +
			(claim.by.words and 20 or 0) + math.min(claim.times, 100)
		if not best or rank > best_rank then
			best, best_rank = claim, rank
		end
	end
	if best then
		best.brand = know.brand(best.id)
		best.genuine = not case.author.free and case.author.domain ~= nil and
			know.owns(best.id, case.author.domain)
	end
	return best
end

-- Results that the recipient's own side wrote down: method → result; the first of a method counts, but a
-- pass beats the others (one of several signatures is enough).
local function results_at_receipt(dossier)
	local results = {}
	local claims = ((dossier.auth or {}).at_receipt or {}).claims or {}
	for i, claim in ipairs(claims) do
		if claim.trusted then
			local known = results[claim.method]
			if not known or (claim.result == "pass" and known.result ~= "pass") then
				results[claim.method] = {result = claim.result, by = claim.by,
					at = "/auth/at_receipt/claims/" .. (i - 1), properties = claim.properties or {}}
			end
		end
	end
	return results
end

local FAILS = {
	spf = {fail = 1.0, softfail = 0.6},
	dmarc = {fail = 1.4},
	dkim = {fail = 0.3},
}

-- What failed, each with what it weighs. A broken signature says nothing beside a graver failure.
local function failures_in(results)
	local failures = {}
	for _, method in ipairs({"dmarc", "spf", "dkim"}) do
		local result = results[method]
		local weight = result and FAILS[method][result.result]
		if weight and not (method == "dkim" and #failures > 0) then
			failures[#failures + 1] = {weight = weight, at = result.at, what = method:upper() .. "=" .. result.result}
		end
	end
	return failures
end

-- Whether the author's domain stands behind the mail, as the recipient's side saw it.
local function is_authenticated(case)
	local dmarc, dkim, spf = case.results.dmarc, case.results.dkim, case.results.spf
	if dmarc then
		return dmarc.result == "pass" and dmarc.at
	end
	if dkim and dkim.result == "pass" and case.author.domain and
		domain_of(dkim.properties["header.d"]) == case.author.domain then
		return dkim.at
	end
	if spf and spf.result == "pass" and case.author.domain and
		case.envelope_domain == case.author.domain then
		return spf.at
	end
	return nil
end

-- Lines that quote an earlier mail, as people and their programs do.
function quotes(body)
	local count = 0
	for _, line in ipairs(text.lines(body)) do
		if text.starts(line, ">") then
			count = count + 1
		end
	end
	return count
end

-- A forwarded mail is as good as what it carries.
local FORWARDS = {"fw:", "fwd:", "enc:", "wg:", "tr:", "rv:", "転送"}

function is_forward(subject)
	local folded = web.fold(subject)
	for _, mark in ipairs(FORWARDS) do
		if text.starts(folded, mark) then
			return true
		end
	end
	return false
end

-- Words in quotation marks are somebody else's: whoever warns of bait quotes it.
local MARKS = {{"「", "」"}, {"『", "』"}, {"“", "”"}, {'"', '"'}}
local QUOTED_MAX = 200

local function without_quoted(line)
	for _, pair in ipairs(MARKS) do
		local kept, from = {}, 1
		while true do
			local first, open_end = text.find(line, pair[1], from)
			local last, close_end = text.find(line, pair[2], (open_end or #line) + 1)
			if not first or not last then
				break
			end
			kept[#kept + 1] = line:sub(from, first - 1)
			kept[#kept + 1] = last - first > QUOTED_MAX and line:sub(first, close_end) or " … "
			from = close_end + 1
		end
		kept[#kept + 1] = line:sub(from)
		line = table.concat(kept)
	end
	return line
end

-- What the author says himself: without what he answers. Whoever calls himself by a brand's name that
-- is not his has no claim to be read so kindly.
function own_words(case)
	local claim = case.claim
	if claim and claim.by.name and not claim.genuine then
		return case.text
	end
	local lines = {}
	for _, line in ipairs(text.lines(case.text)) do
		if not (case.answers and text.starts(line, ">")) then
			lines[#lines + 1] = without_quoted(line)
		end
	end
	return table.concat(lines, "\n")
end

-- Whether trace noted that the machine has no name in the DNS. Not noted is not the same as named.
local function is_nameless(dossier, origin)
	for _, hop in ipairs(dossier.hops or {}) do
		for _, doubt in ipairs(hop.id == origin.hop and hop.doubts or {}) do
			if doubt.what == "no-reverse-dns" then
				return true
			end
		end
	end
	return false
end

-- Whose machine handed over a mail with a brand's domain in From, where nobody vouched for it: nil for
-- the brand's or a mail service's; "stranger" for a third party's, which may be hired; "lies" where it calls
-- itself the brand's and the DNS calls it otherwise.
local function forged(case)
	local origin, brand = case.dossier.origin, case.author.brand
	if not origin or not brand or case.authenticated then
		return nil
	end
	local function is_theirs(domain)
		return domain == case.author.domain or know.owns(brand, domain) or know.brand_of(domain) ~= nil or
			know.on_list("mail-services", domain) ~= nil
	end
	local helo, rdns = domain_of(origin.helo), domain_of(origin.rdns)
	if rdns then
		return not is_theirs(rdns) and (helo and is_theirs(helo) and "lies" or "stranger") or nil
	end
	-- a brand's own machines have names
	return (is_nameless(case.dossier, origin) or helo and not is_theirs(helo)) and "stranger" or nil
end

-- The place of the first defect that has one of these names; nil.
function has_defect(case, ...)
	for i, defect in ipairs(case.defects) do
		if is_one_of(defect.what, {...}) then
			return "/mail/defects/" .. i - 1
		end
	end
end

-- The case as the rules see it.
function case_of(dossier)
	local mail = dossier.mail or {}
	local case = {dossier = dossier, mail = mail, subject = mail.subject or "", text = mail.text or ""}
	case.header = function(name)
		return header(mail, name)
	end
	case.author = author_of(mail)
	if case.author.domain and not case.author.free then
		case.author.brand = know.brand_of(case.author.domain)
	end
	local _, envelope_host = halves_of(mail.return_path or "")
	case.envelope_domain = domain_of(envelope_host)
	case.clicks, case.foreign, case.pictures = {}, {}, 0
	local lists = list_domains(dossier)
	for i, link in ipairs(dossier.links or {}) do
		if is_click(link) then
			local click = click_of(link, i)
			click.side = side_of(click, case.author, lists)
			case.clicks[#case.clicks + 1] = click
			if click.side == "foreign" then
				case.foreign[#case.foreign + 1] = click
			end
		elseif link.found_in == "img[src]" then
			case.pictures = case.pictures + 1
		end
	end
	find_baits(case)
	case.attachments = dossier.attachments or {}
	case.defects = mail.defects or {}
	case.list = case.header("list-id") or case.header("list-post") or case.header("mailing-list")
	case.answers = (case.header("in-reply-to") or case.header("references")) and not is_forward(case.subject) and
		quotes(case.text) >= 2
	find_claims(case)
	case.claim = main_claim(case)
	case.themes = know.phrases(case.author.name .. "\n" .. case.subject .. "\n" .. own_words(case))
	if case.claim and case.claim.genuine then
		case.author.brand = case.claim.id
	end
	if case.claim then
		case.claim.pretends = pretends(case, case.claim)
	end
	case.results = results_at_receipt(dossier)
	case.authenticated = is_authenticated(case)
	case.failures = case.authenticated and {} or failures_in(case.results)
	case.forged = forged(case)
	return case
end

-- How many phrases of the themes the mail holds.
function said(case, ...)
	local count = 0
	for _, theme in ipairs({...}) do
		count = count + #(case.themes[theme] or {})
	end
	return count
end

-- The phrases of these themes in one text.
function know_in(s, themes)
	local words, known = {}, s ~= "" and know.phrases(s) or {}
	for _, theme in ipairs(themes) do
		for _, phrase in ipairs(known[theme] or {}) do
			words[#words + 1] = phrase
		end
	end
	return words
end

-- Whether the mail wants something done about an account, money, or goods.
function asks(case)
	return said(case, "verify", "card", "password", "account-threat", "intrusion", "money-owed",
		"parcel", "points", "prize", "crypto-lure", "scare") > 0
end

-- 10-sender - who says that he wrote it, and whether he did.

-- The end of a sentence, and polite verbs that end one in Japanese: no name has them.
local SENTENCE_ENDS = {"。", "！", "!", "？", "?", "ます", "ました", "ください", "下さい", "です"}
local SENTENCE_INSIDE = {"congratulations", "you have won", "you are our", "you've been", "winner",
	"thank you", "action required", "urgent", "verify", "claim your", "confirmation needed",
	"お知らせ", "ご確認", "取り消され", "停止され"}

local function is_sentence(name)
	for _, ending in ipairs(SENTENCE_ENDS) do
		if #name > 12 and text.ends(name, ending) then
			return true
		end
	end
	return any_of(web.fold(name), SENTENCE_INSIDE) ~= nil
end

rule("sender/name-is-sentence", function(case)
	local name = case.author.name
	if not is_sentence(text.trim(name)) then
		return
	end
	return found(1.6, {case.author.name_at},
		"Where the sender's name should stand there is a message: “{name}”.",
		"差出人の名前が入るはずの場所に「{name}」という文が書かれています。", {name = name})
end)

rule("sender/name-claims-brand", function(case)
	for _, claim in ipairs(case.claimed) do
		local own = case.author.domain and not case.author.free and
			know.owns(claim.id, case.author.domain)
		-- a name may hold two brands ("iCloud Google"): one that is its own is enough to leave it
		if claim.by.name and own then
			return
		end
	end
	local claim = case.claim
	if not claim or not claim.by.name or claim.genuine then
		return
	end
	local values = {name = case.author.name, en = claim.brand.en, ja = claim.brand.ja,
		address = case.author.address ~= "" and case.author.address or "-",
		domains = table.concat(some(claim.brand.domains, 3), ", ")}
	if claim.lookalike then
		return found(4.0, {claim.by.name, case.author.at},
			"The sender's name “{name}” imitates {en} with letters that only look like it; the address is {address}.",
			"差出人名「{name}」は、よく似た別の文字で{ja}を装っています。アドレスは {address} です。", values)
	end
	return found(3.2, {claim.by.name, case.author.at},
		"The sender calls itself {en}, but {address} is not under a domain of {en} ({domains}).",
		"差出人は{ja}を名乗っていますが、アドレス {address} は{ja}の正規ドメイン({domains} など)ではありません。", values)
end)

rule("sender/subject-claims-brand", function(case)
	local claim = case.claim
	if not claim or claim.by.name or not claim.by.subject or claim.genuine or not case.author.domain then
		return
	end
	return found(claim.pretends and 1.6 or 0.4, {"/mail/subject", case.author.at},
		"The subject speaks for {en}, but the sender's domain {domain} is not one of {en}'s.",
		"件名は{ja}からの連絡のように見えますが、送信元のドメイン {domain} は{ja}のものではありません。",
		{en = claim.brand.en, ja = claim.brand.ja, domain = case.author.domain})
end)

rule("sender/text-claims-brand", function(case)
	local claim = case.claim
	if not claim or claim.by.name or claim.by.subject or claim.genuine or not case.author.domain or
		case.author.brand or not asks(case) then
		return
	end
	return found(claim.lookalike and 2.0 or 0.5, some(claim.at),
		"The text speaks of {en}, and wants something done, but comes from {domain}.",
		"本文は{ja}に関する手続きを求めていますが、送信元のドメインは {domain} です。",
		{en = claim.brand.en, ja = claim.brand.ja, domain = case.author.domain})
end)

-- Brand names long enough not to stand in other words by chance.
local function brand_in(s)
	for _, part in ipairs(text.split(text.replace(text.replace(s, ".", "-"), "_", "-"), "-")) do
		local brands = #part >= 5 and know.brands(part) or {}
		if #brands > 0 then
			return brands[1]
		end
	end
	local id = know.brand_within(s)
	return id and {id = id}
end

rule("sender/address-wears-brand", function(case)
	local author = case.author
	if not author.host or author.brand then
		return
	end
	local brand = brand_in(author.local_part)
	local label = brand_in(label_of(author.domain))
	local worn = label or brand
	if not worn or know.owns(worn.id, author.domain) then
		return
	end
	local known = know.brand(worn.id)
	return found(label and 2.2 or 1.4, {author.at},
		"The sender's address {address} wears the name of {en}, whose domain it is not.",
		"送信元アドレス {address} には{ja}の名前が入っていますが、{ja}のドメインではありません。",
		{address = author.address, en = known.en, ja = known.ja})
end)

-- How little a label looks like a word: runs of consonants, letters and digits mixed, no vowels.
local VOWELS = {a = true, e = true, i = true, o = true, u = true, y = true}

local function randomness(label)
	local run, worst, mixes, vowels, letters, last = 0, 0, 0, 0, 0, nil
	for i = 1, #label do
		local c = label:sub(i, i)
		local kind = (c >= "0" and c <= "9") and "digit" or (c >= "a" and c <= "z") and "letter" or nil
		if kind == "letter" then
			letters = letters + 1
			vowels = vowels + (VOWELS[c] and 1 or 0)
			run = VOWELS[c] and 0 or run + 1
			worst = math.max(worst, run)
		else
			run = 0
		end
		if kind and last and kind ~= last then
			mixes = mixes + 1
		end
		last = kind
	end
	local score = 0
	score = score + (worst >= 6 and 2 or worst >= 5 and 1.3 or worst >= 4 and letters >= 6 and 0.7 or 0)
	score = score + (mixes >= 3 and 1.5 or mixes == 2 and letters >= 3 and 0.7 or 0)
	if letters >= 5 and vowels / letters < 0.15 then
		score = score + 1.3
	end
	return score
end

function only_letters(s)
	for i = 1, #s do
		local b = s:byte(i)
		if b < 97 or b > 122 then
			return false
		end
	end
	return true
end

-- Whether any label of the domain's name (long ones only) looks drawn by lot.
function looks_random(host)
	local domain = web.domain(host)
	if not domain or contains(host, "xn--") then
		return false
	end
	local label = label_of(domain)
	return #label >= 5 and randomness(label) >= 1.3
end

rule("sender/random-domain", function(case)
	local domain = case.author.domain
	if not domain or case.author.brand or not looks_random(domain) then
		return
	end
	return found(0.9, {case.author.at},
		"The sender's domain {domain} looks like letters drawn by lot.",
		"送信元のドメイン {domain} は、無作為に並べた文字列のように見えます。", {domain = domain})
end)

rule("sender/random-envelope", function(case)
	local domain = case.envelope_domain
	if not domain or domain == case.author.domain or not looks_random(domain) then
		return
	end
	return found(0.8, {"/mail/return_path"},
		"The envelope sender's domain {domain} looks like letters drawn by lot.",
		"エンベロープの送信者のドメイン {domain} は、無作為に並べた文字列のように見えます。",
		{domain = domain})
end)

rule("sender/cheap-suffix", function(case)
	local author = case.author
	local suffix = author.host and know.on_list("cheap-suffixes", author.host)
	if not suffix or author.brand or (suffix == "cn" and case.mail.language == "zh") then
		return
	end
	return found(0.6, {author.at},
		"The sender's domain ends in .{suffix}, where names cost little and phishing is frequent ({source}).",
		"送信元のドメインは、安価でフィッシングに多用される .{suffix} です({source})。",
		{suffix = suffix, source = know.source("cheap-suffixes")})
end)

-- A mail service, a list, or a forwarder puts its own envelope around a mail; then this says nothing.
rule("sender/envelope-foreign", function(case)
	local author, envelope = case.author, case.envelope_domain
	if not author.domain or not envelope or envelope == author.domain or case.list or
		know.on_list("mail-services", envelope) or case.authenticated or
		(author.brand and know.owns(author.brand, envelope)) then
		return
	end
	return found(0.8, {"/mail/return_path", author.at},
		"From says {from}, but the envelope sender is under {envelope}, and nothing at receipt ties the two.",
		"From は {from} ですが、エンベロープの送信者は {envelope} で、両者を結びつける認証結果がありません。",
		{from = author.domain, envelope = envelope})
end)

rule("sender/reply-elsewhere", function(case)
	local reply = (case.mail.reply_to or {})[1]
	local author = case.author
	if not reply or not reply.domain or not author.domain or author.via_list or case.list then
		return
	end
	local domain = domain_of(reply.domain)
	if domain == author.domain then
		return
	end
	local free = know.on_list("free-mail", reply.domain)
	local tale = said(case, "advance-fee") > 0
	return found(free and (author.free and not tale and 0.8 or 1.4) or 0.5, {"/mail/reply_to/0", author.at},
		"Answers go to {reply}, not to the sender's domain {from}.",
		"返信先は送信元の {from} ではなく、{reply} に設定されています。",
		{reply = reply.address or reply.domain, from = author.domain})
end)

-- Real mailers write one name and one address; bulk mailers of the other kind make mistakes.
rule("sender/malformed-from", function(case)
	local from = case.mail.from or {}
	local first = from[1]
	if not first then
		local missing = not has_defect(case, "no-headers") and has_defect(case, "from-missing")
		return missing and found(1.4, {missing}, "No From header names a sender, which every mail must.",
			"メールに必須の From ヘッダーに差出人がありません。") or nil
	end
	local named = text.trim(first.name or "")
	if not case.author.domain then
		return found(1.4, {"/mail/from/0"},
			"The From header holds no address that could be real.",
			"From ヘッダーに正しい形式のメールアドレスがありません。")
	end
	if text.ends(named, "_") or text.ends(named, ",") or (#from > 1 and not case.mail.sender) then
		return found(0.9, {"/mail/from/0"},
			"The From header is not well formed: mail programs write one name and one address.",
			"From ヘッダーの形式が不正です。通常のメールソフトは名前とアドレスを一つだけ書きます。")
	end
end)

rule("sender/authentication-failed", function(case)
	local weight, evidence, names = 0, {}, {}
	for i, failure in ipairs(case.failures) do
		weight = weight + failure.weight
		evidence[i], names[i] = failure.at, failure.what
	end
	-- a list changes what it passes on, and then the signature fails
	if weight == 0 or case.list then
		return
	end
	-- the large free providers sign what they send: unsigned is forged
	return found(math.min(weight, 1.8) + (case.author.free and weight >= 1.4 and 0.6 or 0), evidence,
		"The recipient's own server noted at receipt: {what}.",
		"受信側のサーバーが受信時に「{what}」と記録しています。",
		{what = table.concat(names, ", ")})
end)

-- Letters alone, for comparing names of domains: "aoba-sekkei" and "aobasekkei".
local function bare(label)
	return web.skeleton(text.replace(text.replace(label, "-", ""), "_", ""))
end

-- Addresses in the text of the same person (same local part) elsewhere.
local function own_addresses_in(case)
	local hosts, from = {}, 1
	local needle = "@"
	local body = case.text:sub(1, 20000)
	while #hosts < 20 do
		local at = text.find(body, needle, from)
		if not at then
			break
		end
		local start = at - #case.author.local_part
		if start >= 1 and body:sub(start, at - 1):lower() == case.author.local_part then
			local stop = at + 1
			while stop <= #body and is_host_byte(body:byte(stop)) do
				stop = stop + 1
			end
			hosts[#hosts + 1] = body:sub(at + 1, stop - 1):lower()
		end
		from = at + 1
	end
	return hosts
end

function is_host_byte(b)
	return (b >= 48 and b <= 57) or (b >= 65 and b <= 90) or (b >= 97 and b <= 122) or b == 45 or b == 46
end

rule("sender/not-the-signature", function(case)
	local author = case.author
	if not author.domain or author.local_part == "" or author.free or not case.header("in-reply-to") then
		return
	end
	for _, host in ipairs(own_addresses_in(case)) do
		local domain = domain_of(host)
		if domain and domain ~= author.domain and #label_of(domain) >= 4 then
			local theirs, ours = bare(label_of(domain)), bare(label_of(author.domain))
			if theirs ~= ours and contains(ours, theirs) or (theirs == ours and label_of(domain) ~= label_of(author.domain)) then
				return found(5.5, {author.at, "/mail/text"},
					"The mail comes from {from}, an imitation of the domain in its own signature and conversation, {true_one}.",
					"送信元のドメイン {from} は、署名や過去のやり取りにある本来のドメイン {true_one} に似せたものです。",
					{from = author.domain, true_one = domain})
			end
		end
	end
end)

-- Offices don't write from mailboxes that anybody may have.
local OFFICES = {"support", "service", "team", "order", "admin", "department", "reward", "bank", "security",
	"helpdesk", "customer", "notification", "invoice", "billing", "delivery", "lottery", "protocolo", "nota ",
	"comunicado", "financeiro", "notificacao", "judicial", "tribunal", "cartorio", "policia", "kundenservice", "kundendienst", "gutschein", "office", "foundation",
	"代表取締役", "社長", "ceo", "president", "サポート", "センター", "事務局", "お客様", "カスタマー", "銀行", "カード", "株式会社"}

rule("sender/office-in-free-mailbox", function(case)
	local author = case.author
	local office = author.free and any_of(web.fold(author.name), OFFICES)
	if not office or case.header("in-reply-to") then
		return
	end
	return found(1.3, {author.name_at, author.at},
		"“{name}” would be an office, but {address} is a mailbox that anybody may have ({source}).",
		"差出人名「{name}」は組織や窓口を思わせますが、{address} は誰でも取得できるフリーメールです({source})。",
		{name = author.name, address = author.address, source = know.source("free-mail")})
end)

-- A new name for every mail: "report-ppvguaohyzdqqtvec".
rule("sender/random-local-part", function(case)
	local written = text.split(case.author.address, "@")[1] or ""
	for _, piece in ipairs(text.split(text.replace(text.replace(written, ".", "-"), "_", "-"), "-")) do
		if #piece >= 10 and piece == piece:lower() and only_letters(piece) and randomness(piece) >= 1.3 then
			return found(1.0, {case.author.at},
				"The sender's address {address} holds letters drawn by lot.",
				"送信元アドレス {address} に無作為な文字列が含まれています。", {address = case.author.address})
		end
	end
end)

rule("sender/foreign-machine", function(case)
	local origin, author = case.dossier.origin, case.author
	if not case.forged then
		return
	end
	local values = {domain = author.domain, helo = origin.helo or "-", rdns = origin.rdns or "-", ip = origin.ip or "-"}
	if case.forged == "lies" then
		return found(1.6, {"/origin", author.at},
			"The machine that sent it, {ip}, calls itself {helo}, but in the DNS it is {rdns}: none of {domain}'s.",
			"送信元のサーバー {ip} は {helo} と名乗っていますが、逆引き名は {rdns} で、{domain} のものではありません。", values)
	end
	return found(0.9, {"/origin", author.at},
		"From says {domain}, but the mail came from {ip} ({rdns}), which is not known to send for it, and no check vouches for it.",
		"From は {domain} ですが、送信元は {ip}({rdns})で、{domain} の配信サーバーとは確認できず、認証結果もありません。", values)
end)

-- Firms write about accounts and payments from a domain of theirs.
rule("sender/business-in-free-mailbox", function(case)
	local author = case.author
	if not author.free or #case.foreign == 0 or case.header("in-reply-to") or case.list or
		said(case, "verify", "account-threat", "card", "money-owed", "points", "parcel") == 0 or
		said(case, "generic-greeting", "no-reply", "account-threat", "points") == 0 then
		return
	end
	return found(1.1, {author.at, "/mail/text"},
		"It writes about an account or a payment as a firm does, but from {address}, a mailbox that anybody may have ({source}).",
		"企業からの連絡のような文面ですが、{address} は誰でも取得できるフリーメールです({source})。",
		{address = author.address, source = know.source("free-mail")})
end)

-- 90-verdict - the sum: what it is, in one sentence, and what its reader should do.

-- Log-odds before anything is seen: of the mails that people hand in, most are in doubt, few are bait.
local PRIOR = -3.0
local PHISHING, SUSPICIOUS = 2.2, 0.0

-- exp() without a library that could fail: |x| is small here.
local function probability(score)
	local x = math.max(-30, math.min(30, score))
	return 1 / (1 + math.exp(-x))
end

-- Kinds, the most telling first; each with the themes that show it and what to do.
local KINDS = {
	{kind = "extortion", themes = {"extortion"}, least = 2,
		en = "Do not pay and do not answer: such mails are sent by the million, and there is no recording. Delete it.",
		ja = "支払いも返信もしないでください。同じ文面が大量にばらまかれており、録画などは存在しません。削除して構いません。"},
	{kind = "advance-fee", themes = {"advance-fee"}, least = 2,
		en = "Do not answer and send no money or papers: the fortune does not exist.",
		ja = "返信せず、送金や身分証の送付もしないでください。持ちかけられた大金は存在しません。"},
	{kind = "card", themes = {"card"}, least = 1,
		en = "Do not open the link and enter no card number. If you did, call your card's issuer at once.",
		ja = "リンクを開かず、カード番号を入力しないでください。入力してしまった場合は、すぐにカード会社へ連絡してください。"},
	{kind = "delivery", themes = {"parcel"}, least = 1,
		en = "Do not open the link. Look up the parcel by its number on the carrier's own site.",
		ja = "リンクを開かず、配送状況は運送会社の公式サイトで伝票番号から確認してください。"},
	{kind = "crypto", themes = {"crypto"}, least = 2,
		en = "Do not connect a wallet and never type its recovery phrase: whoever has it has the money.",
		ja = "ウォレットを接続せず、復元フレーズを入力しないでください。知られると資産をすべて失います。"},
	{kind = "credentials", themes = {"account-threat", "verify", "password", "intrusion"}, least = 1,
		en = "Do not open the link and enter no password. If you did, change it on the genuine site at once.",
		ja = "リンクを開かず、パスワードを入力しないでください。入力してしまった場合は、正規サイトですぐに変更してください。"},
	{kind = "prize", themes = {"prize", "points"}, least = 1,
		en = "Do not open the link: there is no prize, only questions about you and your card.",
		ja = "リンクを開かないでください。賞品はなく、個人情報やカード情報を聞き出すことが目的です。"},
	{kind = "money", themes = {"money-owed", "legal", "earn"}, least = 1,
		en = "Do not pay and do not open the link. Ask the office or company through an address that you know.",
		ja = "支払いや入力はせず、リンクも開かないでください。心配なときは、ご自身で調べた公式の窓口に確認してください。"},
	{kind = "dating", themes = {"dating"}, least = 1,
		en = "Do not open the link and do not answer.", ja = "リンクを開かず、返信もしないでください。"},
	{kind = "scare", themes = {"scare"}, least = 1,
		en = "Do not open the link and install nothing. Use the protection that your device has.",
		ja = "リンクを開かず、何もインストールしないでください。端末に備わった保護機能で確認してください。"},
	{kind = "offer", themes = {"offer", "miracle", "document"}, least = 1,
		en = "Do not open the link and buy nothing through it.", ja = "リンクを開かず、購入もしないでください。"},
}

local OTHER = {kind = "other", en = "Do not open its links or attachments, and do not answer.",
	ja = "リンクや添付ファイルを開かず、返信もしないでください。"}
local MALWARE = {kind = "malware", en = "Do not open the attachment. If you did, take the device off the network and tell whoever looks after it.",
	ja = "添付ファイルを開かないでください。開いてしまった場合は、端末をネットワークから切り離し、管理者に連絡してください。"}

-- The kind with the most phrases; a brand's mail that only presses is after the account.
local function kind_of(case, findings)
	for _, finding in ipairs(findings) do
		if is_one_of(finding.rule, {"files/program", "files/disguised", "files/macros"}) then
			return MALWARE
		end
	end
	local best, best_count
	for _, kind in ipairs(KINDS) do
		local count = said(case, table.unpack(kind.themes))
		if count >= kind.least and (not best or count > best_count) then
			best, best_count = kind, count
		end
	end
	-- whoever asks for a card in passing wants the card
	if best and best.kind == "credentials" and said(case, "card") >= 2 then
		return KINDS[3]
	end
	return best or OTHER
end

-- Too little to judge by: hardly a word, and nothing to follow or only strangers' links (what a picture or
-- an attached file says, nobody has read); words that are damage; bytes that are no mail and no language;
-- a mail that was not read to its end, where the rest may say anything.
local CUTS = {"mail-too-long", "text-too-long", "html-too-deep", "nesting-too-deep", "too-many-headers",
	"too-many-links", "too-many-parts"}

local function unseen(case)
	local _, damage = text.find(case.text, "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}")
	local bare = text.length(text.trim(case.text)) < 20
	local no_mail = has_defect(case, "no-headers") and
		(has_defect(case, "nul-bytes") or not case.mail.language)
	return (bare or damage) and #case.clicks == #case.foreign or no_mail or has_defect(case, table.unpack(CUTS))
end

-- The weightiest reasons of one sign.
local function reasons(findings, sign)
	local list = {}
	for _, finding in ipairs(findings) do
		if finding.weight * sign > 0 then
			list[#list + 1] = finding
		end
	end
	table.sort(list, function(a, b)
		if a.weight ~= b.weight then
			return a.weight * sign > b.weight * sign
		end
		return a.rule < b.rule
	end)
	return list
end

local function reason_words(list, count)
	local en, ja = {}, {}
	for i = 1, math.min(#list, count) do
		en[i], ja[i] = list[i].says.en, list[i].says.ja
	end
	return table.concat(en, " "), table.concat(ja)
end

local HEADS = {
	phishing = {"This is phishing{name_en}. ", "{name_ja}フィッシングメールです。"},
	suspicious = {"This mail is suspicious{name_en}. ", "{name_ja}疑わしいメールです。"},
	inconclusive = {"Too little of this mail can be seen to judge it. ", "判断できるだけの内容がありません。"},
	["no-sign"] = {"No sign of phishing was found. ", "フィッシングの兆候は見つかりませんでした。"},
}

local function summary_of(is, case, findings)
	local claim = case.claim
	local bait = is == "phishing" or is == "suspicious"
	local named = bait and claim and not claim.genuine and (claim.by.name or claim.by.subject or claim.times >= 2)
	local values = {name_en = named and " in the name of " .. claim.brand.en or "",
		name_ja = named and claim.brand.ja .. "を装った" or ""}
	local en, ja = reason_words(reasons(findings, bait and 1 or -1), bait and 3 or 2)
	return {en = text.trim(text.fill(HEADS[is][1], values) .. en), ja = text.fill(HEADS[is][2], values) .. ja}
end

local function advice_of(is, case, kind)
	if is == "no-sign" then
		return {en = "Nothing needs to be done. Offline, the sender's domain and the links were only read, not visited.",
			ja = "特別な対応は不要です。ただし、送信元やリンク先への照会は行っていません。"}
	end
	if is == "inconclusive" then
		return {en = "Do not act on it. If it matters, ask the sender on another way.",
			ja = "このメールだけで判断せず、必要であれば別の手段で送信者に確認してください。"}
	end
	local en, ja = kind.en, kind.ja
	local claim = case.claim
	if claim then
		local values = {en = claim.brand.en, ja = claim.brand.ja, domain = claim.brand.domains[1]}
		en = en .. text.fill(" To see whether {en} wants anything of you, open {domain} yourself: from a bookmark, the app, or by typing it.", values)
		ja = ja .. text.fill("{ja}からの連絡かどうかは、ブックマークや公式アプリから正規サイト({domain})を開いて確認してください。", values)
	end
	return {en = en, ja = ja}
end

local function verdict_of(case, findings)
	local score = PRIOR
	for _, finding in ipairs(findings) do
		score = score + finding.weight
	end
	local is = score >= PHISHING and "phishing" or score >= SUSPICIOUS and "suspicious" or
		unseen(case) and "inconclusive" or "no-sign"
	local bait = is == "phishing" or is == "suspicious"
	local kind = kind_of(case, findings)
	local claim = case.claim
	local verdict = {is = is, probability = probability(score), rules = RULES,
		summary = summary_of(is, case, findings), advice = advice_of(is, case, kind)}
	if bait then
		verdict.kind = kind.kind
		if claim and not claim.genuine then
			verdict.brand = claim.id
		elseif claim and #case.foreign > 0 then
			verdict.brand = claim.id
		end
	end
	return verdict
end

local function brands_of(case)
	local brands = {}
	for i, claim in ipairs(case.claimed) do
		local brand = know.brand(claim.id)
		local own = not case.author.free and case.author.domain and know.owns(claim.id, case.author.domain)
		brands[i] = {brand = claim.id, name = {en = brand.en, ja = brand.ja}, claimed_by = some(claim.at, 8),
			genuine = own and not case.results_failed and true or false, source = know.source("brands")}
	end
	return brands
end

function judge(dossier)
	local case = case_of(dossier)
	local findings = {}
	for _, r in ipairs(rules) do
		local finding = r.look(case)
		if finding then
			finding.rule = r.name
			findings[#findings + 1] = finding
		end
	end
	return {brands = brands_of(case), findings = findings, verdict = verdict_of(case, findings)}
end

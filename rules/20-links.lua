-- 20-links - where the mail wants its reader to go.

-- A click that leads away from the author, and is not one of many through the same counter: mail services
-- that are on no list give themselves away by having every link of a long mail.
local function leads_away(case, click)
	return click.side == "foreign" or (click.side == "known" and click.service)
end

local function hosts_of(clicks)
	local seen, hosts = {}, {}
	for _, click in ipairs(clicks) do
		if not seen[click.host] then
			seen[click.host] = true
			hosts[#hosts + 1] = click.host
		end
	end
	return hosts
end

local function pointers_of(clicks)
	local pointers = {}
	for i, click in ipairs(clicks) do
		pointers[i] = click.at
	end
	return some(pointers)
end

-- Clicks for which `test` holds.
local function clicks_where(case, test)
	local list = {}
	for _, click in ipairs(case.clicks) do
		if test(click) then
			list[#list + 1] = click
		end
	end
	return list
end

rule("links/words-name-another-host", function(case)
	local author = case.author
	for _, click in ipairs(case.clicks) do
		local shown = click.shown_domain
		-- a link to the sender's own site that claims to be the brand's is no better
		local foreign = click.side == "foreign" or (click.side == "own" and not author.brand and
			shown and case.claim and know.brand_of(shown) == case.claim.id)
		if foreign and shown and shown ~= click.domain and label_of(shown) ~= label_of(click.domain) then
			local pretends = shown == author.domain or know.brand_of(shown)
			local same = clicks_where(case, function(other)
				return other.domain == click.domain
			end)
			-- a counter that all links of a newsletter pass through
			local counter = #same >= 4 and #same == #case.foreign and case.header("list-unsubscribe")
			local letter = case.digest and text.length(case.text) > 3000
			return found(counter and 0.8 or letter and 0.8 or pretends and 4.0 or case.digest and 1.2 or 2.2, {click.at},
				"The words over a link name {shown}, but it leads to {host}.",
				"リンクの文字は {shown} を示していますが、実際の飛び先は {host} です。",
				{shown = click.shown_host, host = click.host})
		end
	end
end)

local ACTIONS = {"verify", "card", "password", "account-threat", "prize", "points", "parcel",
	"money-owed", "document"}

-- The words over a link that promise an action, while it leads where neither sender nor brand is at home.
rule("links/words-hide-link", function(case)
	for _, click in ipairs(case.baits) do
		if click.words ~= "" and not click.shown_domain then
			local themes = know.phrases(click.words)
			local brands = know.brands(click.words)
			for _, theme in ipairs(ACTIONS) do
				if themes[theme] or #brands > 0 then
					return found(1.1, {click.at},
						"The words “{words}” hide a link to {host}.",
						"「{words}」という文字に {host} へのリンクが隠されています。",
						{words = click.words, host = click.host})
				end
			end
		end
	end
end)

rule("links/not-the-brands", function(case)
	local claim = case.claim
	if not claim then
		return
	end
	local strong = claim.pretends or (claim.genuine and claim.by.name)
	local away = (strong or not case.digest) and clicks_where(case, function(click)
		return click.side == "foreign" or (click.side == "own" and not case.author.brand)
	end) or case.baits
	if #away == 0 then
		return
	end
	if not strong and not (asks(case) and claim.times >= 2) and not claim.by.subject then
		return
	end
	-- a sender who is somebody's known domain may write about other brands
	if not strong and case.author.brand and case.author.brand ~= claim.id then
		return
	end
	local weight = strong and 2.0 or 0.8
	if claim.genuine then
		weight = (asks(case) or said(case, "pressure") > 0) and 2.0 or 0.6
	end
	return found(weight, pointers_of(away),
		"The mail speaks for {en}, but a link leads to {host}, which is not {en}'s.",
		"{ja}を名乗るメールですが、リンク先の {host} は{ja}のドメインではありません。",
		{en = claim.brand.en, ja = claim.brand.ja, host = away[1].host})
end)

-- A brand's own domain, or its name, written inside a host that is somebody else's.
local function brand_inside(click)
	local host = click.host
	if click.is_address or click.brand then
		return nil
	end
	local plain = text.replace(text.replace(host, "-", "."), "_", ".")
	for _, part in ipairs(text.split(plain, ".")) do
		if #part >= 5 then
			local brand = know.brands(part)[1]
			if brand and brand.how ~= "alone" and not know.owns(brand.id, click.domain) then
				return brand
			end
		end
	end
	local id = know.brand_within(label_of(click.domain))
	if id and not know.owns(id, click.domain) then
		return {id = id}
	end
end

-- Labels too short to look like a brand by themselves, next to a country's: "my-jcb-co-jp".
local function brand_with_suffix(click)
	local dotted = "." .. text.replace(click.host, "-", ".") .. "."
	if click.is_address or click.brand or not any_of(dotted, {".co.jp.", ".ne.jp.", ".com."}) then
		return nil
	end
	local ending = "." .. (click.domain or "") .. "."
	if text.ends(dotted, ending) and not any_of(dotted:sub(1, #dotted - #ending + 1), {".co.jp.", ".ne.jp.", ".com."}) then
		return nil
	end
	for _, part in ipairs(text.split(click.host, ".")) do
		for _, piece in ipairs(text.split(part, "-")) do
			local brand = #piece >= 3 and know.brands(piece)[1]
			if brand and brand.how == "name" and not know.owns(brand.id, click.domain) then
				return brand
			end
		end
	end
end

rule("links/brand-in-foreign-host", function(case)
	for _, click in ipairs(case.clicks) do
		local brand = not (click.side == "own" and case.author.brand) and
			(brand_inside(click) or brand_with_suffix(click))
		if brand then
			local known = know.brand(brand.id)
			local values = {host = web.display(click.host), en = known.en, ja = known.ja, domain = click.domain}
			if brand.how == "likeness" then
				return found(3.5, {click.at},
					"The link's host {host} imitates the name of {en} with letters that look alike.",
					"リンク先 {host} は、見た目の似た文字で{ja}を装っています。", values)
			end
			return found(3.0, {click.at},
				"The link's host {host} carries the name of {en}, but belongs to {domain}.",
				"リンク先 {host} には{ja}の名前が入っていますが、実際のドメインは {domain} です。", values)
		end
	end
end)

rule("links/address", function(case)
	local list = clicks_where(case, function(click)
		return click.is_address
	end)
	if #list == 0 then
		return
	end
	return found(2.0, pointers_of(list),
		"A link leads to a bare address, {host}, instead of a name.",
		"リンク先がドメイン名ではなく IP アドレス {host} です。", {host = list[1].host})
end)

rule("links/shortener", function(case)
	local list = clicks_where(case, function(click)
		return click.shortener and click.domain ~= case.author.domain
	end)
	if #list == 0 or #list * 3 < #case.clicks then
		return
	end
	return found(1.3, pointers_of(list),
		"A link hides where it leads behind the shortener {entry} ({source}).",
		"リンクは短縮 URL サービス {entry} を使い、本当の飛び先を隠しています({source})。",
		{entry = list[1].shortener, source = know.source("shorteners")})
end)

rule("links/free-hosting", function(case)
	local list = clicks_where(case, function(click)
		return click.hosting and click.domain ~= case.author.domain
	end)
	if #list == 0 or #list * 3 < #case.clicks then
		return
	end
	return found(1.2, pointers_of(list),
		"A link leads to {host}: pages that anybody may put up under {entry} ({source}).",
		"リンク先 {host} は、誰でもページを公開できる {entry} の上にあります({source})。",
		{host = list[1].host, entry = list[1].hosting, source = know.source("free-hosting")})
end)

rule("links/cheap-suffix", function(case)
	for _, click in ipairs(case.baits) do
		local suffix = know.on_list("cheap-suffixes", click.host)
		if suffix and not click.is_address and not click.shortener and not click.hosting and not (suffix == "cn" and case.mail.language == "zh") then
			return found(0.7, {click.at},
				"The link's host {host} ends in .{suffix}, where names cost little and phishing is frequent ({source}).",
				"リンク先 {host} は、安価でフィッシングに多用される .{suffix} のドメインです({source})。",
				{host = click.host, suffix = suffix, source = know.source("cheap-suffixes")})
		end
	end
end)

rule("links/random-host", function(case)
	for _, click in ipairs(case.baits) do
		if not click.is_address and not click.hosting and not click.shortener and looks_random(click.host) then
			return found(0.9, {click.at},
				"The link's domain {domain} looks like letters drawn by lot.",
				"リンク先のドメイン {domain} は、無作為に並べた文字列のように見えます。",
				{domain = click.domain})
		end
	end
end)

-- What stands before an @ in a URL is no host, but readers take it for one.
rule("links/userinfo", function(case)
	for _, click in ipairs(case.clicks) do
		local rest = click.url:sub((select(2, text.find(click.url, "://")) or 0) + 1)
		local authority = text.split(text.split(text.split(rest, "/")[1], "?")[1], "#")[1]
		if contains(authority, "@") then
			return found(2.0, {click.at},
				"A link hides its host behind an @: it leads to {host}.",
				"リンクの URL は @ を使って本当の飛び先 {host} を隠しています。", {host = click.host})
		end
	end
end)

rule("links/recipient-in-link", function(case)
	for _, address in ipairs(case.mail.recipients or {}) do
		for _, click in ipairs(case.foreign) do
			local url = click.url:lower()
			local encoded = text.replace(address, "@", "%40")
			if #address >= 6 and contains(address, "@") and (contains(url, address) or contains(url, encoded)) then
				return found(click.hosting and 0.9 or 0.4, {click.at},
					"A link to {host} carries the recipient's mail address.",
					"{host} へのリンクに受信者のメールアドレスが埋め込まれています。", {host = click.host})
			end
		end
	end
end)

-- Doors of honest sites that send on to anywhere.
local REDIRECTORS = {"google.com/url?", "google.com/amp/", "googleadservices.com/pagead/aclk", "doubleclick.net",
	"bing.com/ck/", "linkedin.com/redir", "l.facebook.com/l.php", "youtube.com/redirect", "baidu.com/link",
	"urldefense.", "slack-redir.net", "t.umblr.com/redirect", "vk.com/away"}

rule("links/redirector", function(case)
	for _, click in ipairs(case.clicks) do
		if click.side ~= "own" and any_of(click.url:lower(), REDIRECTORS) then
			return found(1.0, {click.at},
				"A link goes through the open door of {host}, which sends on to anywhere.",
				"リンクは {host} の転送機能を経由しており、飛び先が隠されています。", {host = click.host})
		end
	end
end)

rule("links/form-in-mail", function(case)
	for _, click in ipairs(case.clicks) do
		if click.found_in == "form[action]" and click.side ~= "own" then
			local claimed = case.claim and not case.claim.genuine and (case.claim.by.name or case.claim.by.subject)
			return found(claimed and 1.5 or 0.3, {click.at},
				"The mail itself holds a form that sends what is typed to {host}.",
				"メール本文に、入力内容を {host} へ送信するフォームが埋め込まれています。",
				{host = click.host})
		end
	end
end)

rule("links/all-lead-elsewhere", function(case)
	local author = case.author
	if #case.foreign == 0 or not author.domain or author.free or case.list then
		return
	end
	for _, click in ipairs(case.clicks) do
		if click.side == "own" then
			return
		end
	end
	-- that the place is anybody's is said already by links/free-hosting and links/shortener
	local plain = false
	for _, click in ipairs(case.foreign) do
		plain = plain or not (click.hosting or click.shortener)
	end
	return found(plain and 1.0 or 0.5, pointers_of(case.foreign),
		"No link leads to the sender's own domain {from}; they lead to {host}.",
		"送信元のドメイン {from} へのリンクは一つもなく、リンク先は {host} などです。",
		{from = author.domain, host = table.concat(some(hosts_of(case.foreign), 2), ", ")})
end)

-- A mail that is one picture: nothing to read for a filter, everything to click for a person.
rule("links/picture-only", function(case)
	-- through a mail service's counter only if the checks disown the sender
	local clicks = #case.failures > 0 and not case.list and case.clicks or case.foreign
	if case.pictures == 0 or #clicks == 0 or text.length(text.trim(case.text)) > 120 then
		return
	end
	return found(1.8, pointers_of(clicks),
		"The mail has hardly any text: it is a picture with a link to {host}.",
		"本文に文字がほとんどなく、画像に {host} へのリンクが付いているだけのメールです。",
		{host = clicks[1].host})
end)

-- A line and a link from a mailbox that anybody may have, or in a name that the checks disowned: what a
-- stranger's bait looks like.
rule("links/little-else", function(case)
	local disowned = #case.failures > 0 and not case.list
	if #case.clicks == 0 or case.pictures > 0 or case.header("in-reply-to") or
		not (case.author.free and #case.foreign > 0 or disowned) then
		return
	end
	local body = case.text
	for _, click in ipairs(case.clicks) do
		body = text.replace(body, click.raw, "")
	end
	-- fifty characters of Japanese say what a hundred say in letters
	if text.length(text.trim(body)) > (is_one_of(case.mail.language, {"ja", "zh"}) and 45 or 100) then
		return
	end
	return found(1.8, pointers_of(case.clicks),
		"From {address} comes hardly more than a link to {host}.",
		"{address} からのメールには、{host} へのリンクのほかはほとんど何も書かれていません。",
		{address = case.author.address, host = case.clicks[1].host})
end)

rule("links/chat", function(case)
	for _, click in ipairs(case.foreign) do
		if not click.chat then
			return
		end
	end
	if #case.foreign == 0 or case.author.brand or case.header("in-reply-to") then
		return
	end
	local lures = said(case, "crypto", "crypto-lure", "earn", "dating", "prize", "points", "advance-fee", "offer", "errand") > 0
	return found(lures and 1.4 or 0.5, pointers_of(case.foreign),
		"It leads to a chat with somebody unknown, by {host} ({source}).",
		"{host} を通じて、正体の分からない相手とのチャットへ誘導しています({source})。",
		{host = case.foreign[1].host, source = know.source("chats")})
end)

-- Pictographs in the same breath as a stranger's link: advertising pushed through somebody's form or chat,
-- whose notice is otherwise honest.
local PICTOGRAPHS = {"\xF0\x9F", "\u{2764}", "\u{26A1}", "\u{2705}", "\u{2757}", "\u{27A1}", "\u{2B50}", "\u{2728}"}

rule("links/pictographs", function(case)
	if case.digest or case.header("in-reply-to") then
		return
	end
	for _, click in ipairs(case.foreign) do
		for _, line in ipairs(click.found_in == "text" and text.lines(case.text) or {click.words}) do
			if any_of(line, PICTOGRAPHS) and (click.found_in ~= "text" or contains(line, click.raw)) then
				local hides = click.shortener or click.hosting or click.chat
				return found(click.found_in ~= "text" and 0.7 or hides and 1.8 or 1.3, {click.at},
					"Pictographs frame a link to {host}, as spam does that is pushed through forms and chats.",
					"{host} へのリンクが絵文字で飾られており、フォームやチャットを悪用した宣伝によく見られる書き方です。",
					{host = click.host})
			end
		end
	end
end)

-- 50-innocence - what speaks for an honest mail. None of it is said of what was merely not seen: a page
-- that was not visited, a check that nobody made.

rule("innocence/genuine-sender", function(case)
	local author = case.author
	if not author.brand or not case.authenticated then
		return
	end
	local brand = know.brand(author.brand)
	local clean = #case.foreign == 0
	return found(clean and -3.0 or -0.5, {author.at, case.authenticated},
		"The sender's domain {domain} is {en}'s own, and the recipient's server found it authentic ({source}).",
		"送信元のドメイン {domain} は{ja}の正規ドメインで、受信側のサーバーの認証にも合格しています({source})。",
		{domain = author.domain, en = brand.en, ja = brand.ja, source = know.source("brands")})
end)

-- Fear or greed, and something to be done about it.
local function presses(case)
	local moves = said(case, "account-threat", "intrusion", "prize", "points", "scare", "crypto-lure")
	return moves > 1 or (moves > 0 and said(case, "verify", "card", "password", "money-owed", "pressure") > 0)
end

function author_is_known(case)
	return case.author.brand ~= nil
end

rule("innocence/own-links", function(case)
	local own, known = 0, {}
	for _, click in ipairs(case.clicks) do
		if click.side == "own" then
			own = own + 1
		end
		known[#known + 1] = click.at
	end
	local claim = case.claim
	if #case.clicks == 0 or #case.foreign > 0 or own == 0 or
		(claim and not claim.genuine and (claim.by.name or claim.by.subject)) then
		return
	end
	-- a site of their own is what most phishers have: it proves nothing where the mail presses
	local lures = not author_is_known(case) and not case.list and presses(case)
	if lures or case.forged then
		return
	end
	return found(case.authenticated and -1.6 or -0.8, some(known),
		"All links lead to the sender's own domain {domain} or to services that mail programs know.",
		"リンク先はすべて送信元自身のドメイン {domain} か、既知の配信サービスです。",
		{domain = case.author.domain})
end)

rule("innocence/conversation", function(case)
	local reply_to, at = case.header("in-reply-to")
	if not reply_to then
		reply_to, at = case.header("references")
	end
	local quoting = quotes(case.text) >= 2
	if is_forward(case.subject) or not reply_to and not quoting then
		return
	end
	if not reply_to then
		return found(-0.8, {"/mail/text"}, "It quotes an earlier mail, as answers do.",
			"返信らしく、以前のメールの内容が引用されています。")
	end
	return found(quoting and -2.0 or -0.8, quoting and {at, "/mail/text"} or {at},
		quoting and "It answers an earlier mail, and quotes it." or "It says that it answers an earlier mail.",
		quoting and "以前のメールへの返信で、その内容が引用されています。" or "以前のメールへの返信という形になっています。")
end)

-- A discussion list: the list's name in the headers, its machines in the trusted part of the way.
rule("innocence/list", function(case)
	local list, at = case.header("list-id")
	if not list or case.author.via_list then
		return
	end
	for i, hop in ipairs(case.dossier.hops or {}) do
		if hop.trusted and hop.side == "list" then
			return found(-0.5, {at, "/hops/" .. (i - 1)},
				"It came through the mailing list that its headers name.",
				"ヘッダーに記されたメーリングリストを実際に経由しています。")
		end
	end
end)

rule("innocence/no-ask", function(case)
	local reply = (case.mail.reply_to or {})[1]
	local hides = #case.failures > 0 or is_disguised(case.text) or
		(reply and reply.domain and domain_of(reply.domain) ~= case.author.domain)
	if #case.clicks > 0 or #case.attachments > 0 or case.text == "" or hides or asks(case) or
		said(case, "pressure", "extortion", "advance-fee", "earn", "dating", "crypto", "document", "errand") > 0 then
		return
	end
	return found(-1.5, {"/mail/text"},
		"It has no link and no attachment, and asks for nothing.",
		"リンクも添付ファイルもなく、何かを求める内容でもありません。")
end)

-- Long plain talk, little asking: the more a mail has to say, the less one phrase in it means.
rule("innocence/long-text", function(case)
	local length = text.length(case.text)
	local claim = case.claim
	if length < 3000 or (claim and not claim.genuine and claim.by.name) then
		return
	end
	return found(length > 8000 and -1.6 or -0.9, {"/mail/text"},
		"It has much to say ({count} characters), more than bait needs.",
		"本文が {count} 文字と長く、釣りの文面としては不自然です。", {count = text.number(length)})
end)

rule("innocence/many-places", function(case)
	local claim = case.claim
	if not case.digest or text.length(text.trim(case.text)) < 200 or (claim and not claim.genuine and claim.by.name) then
		return
	end
	local pointers = {}
	for i, click in ipairs(case.clicks) do
		pointers[i] = click.at
	end
	return found(-1.2, some(pointers),
		"Its links lead to {count} different places, as those of a digest do; bait leads to one.",
		"リンク先が {count} か所に分かれています。一か所へ誘い込む釣りとは異なります。",
		{count = text.number(case.places)})
end)

-- A warning of bait speaks like bait, but leads nowhere: to the sender's own site at most.
rule("innocence/warning", function(case)
	local words = know_in(case.subject .. "\n" .. case.text, {"warning"})
	local claim = case.claim
	if #words == 0 or said(case, "advance-fee", "extortion", "crypto-lure", "prize") > 0 or #case.foreign > 0 or #case.attachments > 0 or case.forged or
		not (case.author.brand or case.authenticated or case.list) or
		(claim and not claim.genuine and claim.pretends) then
		return
	end
	local en, ja = quoted(words)
	return found(-1.2, {"/mail/text"},
		"It warns of bait ({words}), and has no link to a stranger's site.",
		"詐欺への注意を促す内容で({ja_words})、第三者のサイトへのリンクはありません。", {words = en, ja_words = ja})
end)

-- Bulk mail as it should be: it says how to be rid of it, and its domain stands behind it.
rule("innocence/orderly-bulk", function(case)
	local _, at = case.header("list-unsubscribe")
	local claim = case.claim
	if not at or not case.authenticated or (#case.foreign > 0 and #case.foreign == #case.clicks) or looks_random(case.author.host or "") or
		know.on_list("cheap-suffixes", case.author.host or "") or (claim and not claim.genuine and claim.pretends) then
		return
	end
	return found(-0.8, {at, case.authenticated},
		"It is bulk mail that can be unsubscribed from, and its domain {domain} was found authentic.",
		"配信停止の手段を備えた一斉配信メールで、送信元のドメイン {domain} の認証にも合格しています。",
		{domain = case.author.domain})
end)

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
	return found(case.authenticated and -1.6 or -0.8, some(known),
		"All links lead to the sender's own domain {domain} or to services that mail programs know.",
		"リンク先はすべて送信元自身のドメイン {domain} か、既知の配信サービスです。",
		{domain = case.author.domain})
end)

-- Lines that quote an earlier mail, as people and their programs do.
local function quotes(body)
	local count = 0
	for _, line in ipairs(text.lines(body)) do
		if text.starts(line, ">") then
			count = count + 1
		end
	end
	return count
end

rule("innocence/conversation", function(case)
	local reply_to, at = case.header("in-reply-to")
	if not reply_to then
		reply_to, at = case.header("references")
	end
	if not reply_to then
		return
	end
	local quoting = quotes(case.text) >= 2
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
			return found(-0.8, {at, "/hops/" .. (i - 1)},
				"It came through the mailing list that its headers name.",
				"ヘッダーに記されたメーリングリストを実際に経由しています。")
		end
	end
end)

rule("innocence/no-ask", function(case)
	if #case.clicks > 0 or #case.attachments > 0 or case.text == "" or asks(case) or
		said(case, "pressure", "extortion", "advance-fee", "earn", "dating", "crypto", "document") > 0 then
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

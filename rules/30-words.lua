-- 30-words - what the mail says, and how it dresses its words. Phrases by theme: data/phrases/.

-- A theme found in subject and text: `base` for the first phrase, `more` for each other, up to `cap`.
local function theme_rule(name, themes, base, more, cap, en, ja, least)
	rule(name, function(case)
		local words = {}
		for _, theme in ipairs(themes) do
			for _, phrase in ipairs(case.themes[theme] or {}) do
				words[#words + 1] = phrase
			end
		end
		if #words < (least or 1) then
			return
		end
		local en_words, ja_words = quoted(words)
		local evidence = {}
		if #know_in(case.subject, themes) > 0 then
			evidence[#evidence + 1] = "/mail/subject"
		end
		if #know_in(case.author.name, themes) > 0 then
			evidence[#evidence + 1] = case.author.name_at
		end
		if #know_in(case.text, themes) > 0 or #evidence == 0 then
			evidence[#evidence + 1] = "/mail/text"
		end
		return found(math.min(base + more * (#words - (least or 1)), cap), evidence, en, ja,
			{words = en_words, ja_words = ja_words})
	end)
end

theme_rule("words/account-threatened", {"account-threat"}, 1.0, 0.3, 1.9,
	"It threatens the reader's account or membership: {words}.",
	"アカウントや会員資格の停止・失効をちらつかせています: {ja_words}。")
theme_rule("words/intrusion", {"intrusion"}, 0.8, 0.3, 1.4,
	"It frightens with misuse by others: {words}.",
	"第三者による不正利用などを持ち出して不安をあおっています: {ja_words}。")
theme_rule("words/asks-to-verify", {"verify"}, 0.7, 0.25, 1.5,
	"It wants the reader to confirm, update or sign in through it: {words}.",
	"確認・更新・ログインをメールから行うよう求めています: {ja_words}。")
theme_rule("words/card-asked", {"card"}, 0.7, 0.3, 1.3,
	"It is about the reader's card or means of payment: {words}.",
	"クレジットカードや支払い方法の情報に触れています: {ja_words}。")
theme_rule("words/password", {"password"}, 0.4, 0.3, 1.0,
	"It is about a password or secret key: {words}.",
	"パスワードや秘密鍵に触れています: {ja_words}。")
theme_rule("words/pressure", {"pressure"}, 0.5, 0.25, 1.0,
	"It presses for time: {words}.", "急がせる表現を使っています: {ja_words}。")
theme_rule("words/prize", {"prize"}, 0.6, 0.5, 2.4,
	"It promises a prize or gift: {words}.", "賞品や特典で誘っています: {ja_words}。")
theme_rule("words/points", {"points"}, 1.0, 0.5, 2.4,
	"It dangles points or money that wait to be taken: {words}.",
	"受け取り待ちのポイントやお金をちらつかせています: {ja_words}。")
theme_rule("words/money-owed", {"money-owed"}, 0.5, 0.3, 1.2,
	"It speaks of money owed or to be paid back: {words}.",
	"未払いや返金などお金の話を持ち出しています: {ja_words}。")
theme_rule("words/parcel", {"parcel"}, 0.7, 0.3, 1.3,
	"It speaks of a parcel that waits for the reader: {words}.",
	"荷物の配達を口実にしています: {ja_words}。")
theme_rule("words/document", {"document"}, 0.4, 0.3, 1.2,
	"It lures with a document or message to open: {words}.",
	"書類やメッセージを開かせようとしています: {ja_words}。")
theme_rule("words/crypto-lure", {"crypto-lure"}, 1.7, 0.7, 3.4,
	"It lures with crypto money to be had: {words}.", "暗号資産がもらえる・引き出せるなどと誘っています: {ja_words}。")
theme_rule("words/crypto", {"crypto"}, 0.3, 0.4, 1.8,
	"It is about crypto money: {words}.", "暗号資産の話を持ち出しています: {ja_words}。")
theme_rule("words/extortion", {"extortion"}, 1.6, 0.9, 6.0,
	"It blackmails its reader: {words}.", "脅迫の文面です: {ja_words}。", 2)
theme_rule("words/advance-fee", {"advance-fee"}, 1.1, 0.7, 4.5,
	"It tells the tale of money that waits somewhere: {words}.",
	"遺産や寄付など、大金の受け取りを持ちかける典型的な話です: {ja_words}。", 2)
theme_rule("words/easy-money", {"earn"}, 0.9, 0.6, 2.4,
	"It promises easy money: {words}.", "楽に儲かると持ちかけています: {ja_words}。")
theme_rule("words/dating", {"dating"}, 0.5, 0.8, 2.8,
	"It lures with company: {words}.", "出会いを口実に誘っています: {ja_words}。")
theme_rule("words/miracle", {"miracle"}, 0.7, 0.6, 2.2,
	"It praises a remedy: {words}.", "健康や美容の効能をうたっています: {ja_words}。")
theme_rule("words/offer", {"offer"}, 0.3, 0.3, 1.0,
	"It praises an offer: {words}.", "割引や特典をうたっています: {ja_words}。")
theme_rule("words/errand", {"errand"}, 1.2, 0.7, 2.6,
	"It sends its reader on an errand, as those do who pose as superiors or partners: {words}.",
	"上司や取引先を装う詐欺に典型的な頼みごとをしています: {ja_words}。")
theme_rule("words/legal", {"legal"}, 0.5, 0.5, 1.6,
	"It threatens with court or fines: {words}.", "裁判や罰金を持ち出しています: {ja_words}。")
theme_rule("words/scare", {"scare"}, 1.2, 0.5, 2.4,
	"It scares about the reader's device or mailbox: {words}.",
	"端末の感染やメール容量の不足で不安をあおっています: {ja_words}。")
theme_rule("words/impersonal-greeting", {"generic-greeting"}, 0.4, 0, 0.4,
	"It does not know its reader's name: {words}.", "宛名が個人名ではありません: {ja_words}。")

rule("words/deadline", function(case)
	local deadline = case.mail.deadline
	if not deadline or deadline.days > 14 or not asks(case) then
		return
	end
	return found(0.8, {"/mail/deadline"},
		"It sets a deadline: {words}.", "「{words}」という期限を切って急がせています。",
		{words = deadline.text})
end)

rule("words/addressed-by-mail-address", function(case)
	local head = (case.subject .. "\n" .. text.chars(case.text, 1, 200)):lower()
	for _, address in ipairs(case.mail.recipients or {}) do
		if #address >= 6 and contains(head, address) and not case.list then
			local in_subject = contains(case.subject:lower(), address)
			return found(0.9, {in_subject and "/mail/subject" or "/mail/text"},
				"It calls its reader by the mail address, for want of a name.",
				"名前の代わりにメールアドレスで呼びかけています。")
		end
	end
end)

-- Letters that are not what they seem. Invisible characters between letters, strokes drawn through them,
-- alphabets mixed within a word: nobody writes so by accident.
local INVISIBLE = {"\u{200b}", "\u{200c}", "\u{2060}", "\u{2061}", "\u{2062}", "\u{2063}", "\u{2064}",
	"\u{feff}", "\u{00ad}", "\u{034f}", "\u{200e}", "\u{202c}"}

local function is_letter(b)
	return b and ((b >= 97 and b <= 122) or (b >= 65 and b <= 90) or b >= 0xC3)
end

-- How many words an invisible character breaks.
local function hides_inside(s)
	local from, count = 1, 0
	while count < 8 do
		local first, last = text.find_any(s, INVISIBLE, from)
		if not first then
			return count
		end
		if first > 1 and last < #s and is_letter(s:byte(first - 1)) and is_letter(s:byte(last + 1)) and
			s:byte(first - 1) < 0x80 and s:byte(last + 1) < 0x80 then
			count = count + 1
		end
		from = last + 1
	end
	return count
end

local STROKES = {"\u{0335}", "\u{0336}", "\u{0337}", "\u{0338}", "\u{0301}\u{0301}", "\u{0489}", "\u{035c}", "\u{0361}"}

function is_disguised(s)
	if hides_inside(s) > 0 or any_of(s, STROKES) then
		return true
	end
	for _, word in ipairs(text.split(text.replace(s, "\n", " "), " ")) do
		if #word >= 4 and web.mixes_scripts(word) then
			return true
		end
	end
	-- letters of mathematics and the like: 𝐏𝐚𝐲
	return any_of(s, {"\u{1d400}", "\u{1d41a}", "\u{1d5d4}"}) ~= nil or styled_letters(s) >= 4
end

-- Letters of the blocks that serve formulas (U+1D400..1D7FF): four bytes beginning F0 9D 90..9F.
function styled_letters(s)
	local count, from = 0, 1
	while count < 4 do
		local at = text.find(s, "\xF0\x9D", from)
		if not at then
			return count
		end
		local third = s:byte(at + 2) or 0
		if third >= 0x90 and third <= 0x9F then
			count = count + 1
		end
		from = at + 2
	end
	return count
end

rule("words/disguised-letters", function(case)
	local evidence = {}
	if is_disguised(case.author.name) then
		evidence[#evidence + 1] = case.author.name_at
	end
	if is_disguised(case.subject) then
		evidence[#evidence + 1] = "/mail/subject"
	end
	local body = is_disguised(text.chars(case.text, 1, 4000))
	if body then
		evidence[#evidence + 1] = "/mail/text"
	end
	if #evidence == 0 then
		return
	end
	local everywhere = hides_inside(case.text:sub(1, 4000)) >= 8
	return found(everywhere and 3.0 or (#evidence > 1 or not body) and 2.4 or 1.8, evidence,
		"Words are written with invisible or disguised letters, so that filters don't read them.",
		"見えない文字や似た形の別の文字を混ぜ、機械に読まれないよう細工した語句があります。")
end)

-- Newsletters hide a line of preview; a page of hidden words is there to mislead filters.
rule("words/hidden-text", function(case)
	local total, evidence = 0, {}
	for i, hidden in ipairs(case.mail.hidden or {}) do
		total = total + text.length(hidden.text)
		evidence[#evidence + 1] = "/mail/hidden/" .. (i - 1)
	end
	local least = 300
	for i, hidden in ipairs(case.mail.hidden or {}) do
		if contains(hidden.how, "color") and text.length(hidden.text) >= 20 then
			least = 20
		end
	end
	if total < least then
		return
	end
	return found(1.0, some(evidence),
		"{count} characters of text are in the mail that its reader does not see.",
		"読者には見えない文字が {count} 文字埋め込まれています。", {count = text.number(total)})
end)

-- Sums that strangers offer: "$ 3,500,000.00".
local FORTUNES = {",000,000", ".000.000", ",500,000", ".500.000", ",000.00", "million usd", "million dollar", "million united",
	"million euro", "million pound", "milhões de", "millones de", "millions d'", "億円"}

rule("words/fortune", function(case)
	local sum = any_of(case.text:lower(), FORTUNES)
	if not sum or #case.clicks > 3 or not (case.author.free or said(case, "advance-fee") > 0) or
		case.header("in-reply-to") then
		return
	end
	return found(1.3, {"/mail/text"},
		"A stranger speaks of a very large sum of money.", "面識のない相手が多額のお金の話を持ちかけています。")
end)

rule("words/decorated-subject", function(case)
	local subject = text.trim(case.subject)
	local joined = #subject >= 12 and not contains(subject, " ") and
		(#text.split(subject, "_") > 3 or #text.split(subject, ".") > 4)
	local framed = #subject >= 8 and (text.starts(subject, "_") or text.ends(subject, "_") or
		text.starts(subject, ".-") or (text.starts(subject, "#") and text.ends(subject, "#")))
	if not joined and not framed then
		return
	end
	return found(1.0, {"/mail/subject"},
		"The subject is dressed up so that filters don't read its words.",
		"件名が、機械に語句を読まれないよう記号でつなぎ合わされています。")
end)

-- The famous don't write to strangers, and sell them nothing.
rule("words/celebrity", function(case)
	local names = know_in(case.author.name, {"celebrity"})
	local at = case.author.name_at
	if #names == 0 then
		names, at = know_in(case.subject, {"celebrity"}), "/mail/subject"
	end
	if #names == 0 or case.list or case.header("in-reply-to") then
		return
	end
	return found(1.3, {at}, "It adorns itself with a famous name: “{name}”.",
		"有名人の名前「{name}」を看板にしています。", {name = names[1]})
end)

-- An answer names what it answers (RFC 5322, section 3.6.4); bait only looks like one.
rule("words/false-answer", function(case)
	if not text.starts(web.fold(case.subject), "re:") or case.header("in-reply-to") or
		case.header("references") or case.list or quotes(case.text) >= 2 or case.mail.headers == nil or #case.mail.headers == 0 then
		return
	end
	return found(0.5, {"/mail/subject"},
		"The subject looks like an answer, but the headers name no mail that it would answer.",
		"件名は返信の形ですが、返信元のメールを示すヘッダーがありません。")
end)

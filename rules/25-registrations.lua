-- 25-registrations - what the registries say of the domains that the mail lives on.

-- From how many days on a domain's age says less, and what a younger one adds. Most domains of phishing are
-- used within a month of their registration; an honest one that young seldom writes to strangers.
local YOUNG = {{days = 7, weight = 2.2}, {days = 30, weight = 1.8}, {days = 90, weight = 1.0},
	{days = 365, weight = 0.4}}

-- The domains where the mail wants its reader to go; a host or shortener for anybody is as old as it is.
local function bait_domains(case)
	local domains = {}
	for _, click in ipairs(case.baits) do
		if not click.hosting and not click.shortener then
			domains[click.domain] = true
		end
	end
	return domains
end

-- The author's, unless it is one for everybody or a brand's own.
local function author_domain(case)
	if case.author.domain and not case.author.free and not case.author.brand then
		return {[case.author.domain] = true}
	end
	return {}
end

local function weight_of(entry)
	for _, step in ipairs(entry and YOUNG or {}) do
		if entry.age.mail_days <= step.days then
			return step.weight
		end
	end
end

-- The youngest of the domains, with its place.
local function youngest(case, domains)
	local best, at
	for i, entry in ipairs(case.dossier.registrations or {}) do
		local days = type(entry.age) == "table" and entry.age.mail_days
		if domains[entry.of] and days and days >= 0 and (not best or days < best.age.mail_days) then
			best, at = entry, "/registrations/" .. (i - 1)
		end
	end
	return best, at
end

rule("registrations/young-domain", function(case)
	local entry, at = youngest(case, bait_domains(case))
	if not weight_of(entry) then
		entry, at = youngest(case, author_domain(case))
	end
	local weight = weight_of(entry)
	if not weight then
		return
	end
	local days = entry.age.mail_days
	local values = {domain = entry.of, days = text.number(days), created = entry.created}
	if days == 0 then
		return found(weight, {at, "/mail/date"},
			"The domain {domain} was registered less than a day before the mail was sent ({created}).",
			"{domain} は、メールが送信される前の 24 時間以内に登録されたドメインです(登録日 {created})。", values)
	elseif days == 1 then
		return found(weight, {at, "/mail/date"},
			"The domain {domain} was 1 day old when the mail was sent (registered {created}).",
			"{domain} は、メールが送信された時点で登録から 1 日しか経っていませんでした(登録日 {created})。", values)
	end
	return found(weight, {at, "/mail/date"},
		"The domain {domain} was {days} days old when the mail was sent (registered {created}).",
		days <= 90 and
			"{domain} は、メールが送信された時点で登録から {days} 日しか経っていませんでした(登録日 {created})。" or
			"{domain} は、メールが送信された時点で登録から {days} 日でした(登録日 {created})。", values)
end)

-- The article: its sections in the order of the investigation. A section is a function in `sections`
-- (templates/article/) that takes the dossier and adds blocks.

local order = {
	"head", "verdict",
	"read", "trace", "lookup", "visit", "relate", "judge",
	"indicators", "evidence", "provenance",
}

function write(dossier)
	local article = prose.begin()
	for _, name in ipairs(order) do
		sections[name](dossier)
	end
	return format(article)
end

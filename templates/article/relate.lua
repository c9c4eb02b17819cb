-- Have we met it before?

sections = sections or {}

function sections.relate(dossier)
	prose.section("relate")
	if not prose.step_done(dossier, "relate") and #dossier.related == 0 then
		return
	end
	prose.paragraph(prose.count("relate.cases", #dossier.related))
	local rows = {}
	for i, other in ipairs(dossier.related) do
		local same = {}
		for j, what in ipairs(other.same) do
			same[j] = tostring(what.what or "")
		end
		rows[i] = {
			prose.refs({{code = other.case}}, {"/related/" .. (i - 1)}),
			{text.number(other.score, 2)},
			prose.code(table.concat(same, ", ")),
		}
	end
	if #rows > 0 then
		prose.table("relate.caption", {"column.case", "column.score", "column.same"}, rows)
	end
end

-- Who wrote this, from what, when: so that it can be checked.

sections = sections or {}

function sections.provenance(dossier)
	local source, verdict = dossier.source, dossier.verdict
	local facts = {
		{words["provenance.case"], {{code = dossier.case}}},
		{words["provenance.opened"], {prose.time(dossier.opened)}},
	}
	if source then
		table.insert(facts, {words["provenance.size"], {prose.number(source.size)}})
		table.insert(facts, {words["provenance.sha256"], {{code = source.sha256}}})
	end
	if verdict and verdict.rules then
		table.insert(facts, {words["provenance.rules"], {{code = verdict.rules}}})
	end
	table.insert(facts, {words["provenance.program"], {"mekiki " .. version}})
	prose.add({
		block = "provenance",
		title = words["provenance.title"],
		facts = facts,
		notes = {words["provenance.defanged"], words["provenance.masked"], words["provenance.invisible"],
			words["provenance.attribution"]},
	})
end

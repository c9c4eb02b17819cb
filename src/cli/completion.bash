# bash completion for mekiki: commands and options as the program's own help names them, cases as the
# archive has them, files otherwise.
_mekiki() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}

	if [ "$COMP_CWORD" -eq 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W "$(mekiki --help | sed -n 's/^  \([a-z]*\) .*/\1/p') --help --version" -- "$word")
		return
	fi
	case $word in
	-*)
		mapfile -t COMPREPLY < <(compgen -W "$(mekiki "$command" --help | grep -o -e '--[a-z-]*')" -- "$word")
		return
		;;
	esac
	case $before in
	--lang) mapfile -t COMPREPLY < <(compgen -W "en ja" -- "$word") && return ;;
	--format) mapfile -t COMPREPLY < <(compgen -W "html md json" -- "$word") && return ;;
	--archive | --config | --html | --output) return ;;
	esac
	case $command:$before in
	show:* | report:* | remove:* | *:--resume)
		mapfile -t COMPREPLY < <(compgen -W "last $(mekiki cases 2>/dev/null | cut -d ' ' -f 1)" -- "$word")
		;;
	esac
}
complete -o default -F _mekiki mekiki

# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_sourcebook_global_optspecs
    string join \n config= base= format= q/quiet v/verbose color= h/help
end

function __fish_sourcebook_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_sourcebook_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_sourcebook_using_subcommand
    set -l cmd (__fish_sourcebook_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c sourcebook -n "__fish_sourcebook_needs_command" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_needs_command" -l base -d 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_needs_command" -l format -d 'How problems are printed' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_needs_command" -l color -d 'When to color what is printed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_needs_command" -s q -l quiet -d 'Print only what fails'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -s v -l verbose -d 'Print everything, however long it is'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "init" -d 'Look for API documents in this folder, and write a commented sourcebook.toml'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "gen" -d 'Write what changed, and delete what is left over'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "check" -d 'Tell whether anything would change, without writing'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "list" -d 'List every file that is made, the product that makes it, and whether it is up to date'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "print" -d 'Print one file as it would be made, without writing it'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "site" -d 'Build the documentation site, with mdBook as a library'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "explain" -d 'Explain why a problem matters and how to mend it'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "facts" -d 'Print the facts document of Sourcebook itself, with its command line'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "templates" -d 'List the templates of the pages, or write them out to be changed'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "api" -d 'Make pages from one API document, without any configuration'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "cli" -d 'Make help texts, pages and a sample configuration from the facts of a command line, without any configuration'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "completions" -d 'Print a completion script for a shell'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -l base -d 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -l format -d 'How problems are printed' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -l color -d 'When to color what is printed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -l gitattributes -d 'Add the generated files to .gitattributes: LF on every system, folded in reviews'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -s q -l quiet -d 'Print only what fails'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -s v -l verbose -d 'Print everything, however long it is'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -l base -d 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -l format -d 'How problems are printed' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -l color -d 'When to color what is printed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -s q -l quiet -d 'Print only what fails'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -s v -l verbose -d 'Print everything, however long it is'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -l deny -d 'Fail on these problems as well' -r -f -a "warnings\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -l answers -d 'Compare the API document with answers that the server gave, one JSON object a line' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -l base -d 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -l format -d 'How problems are printed' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -l color -d 'When to color what is printed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -s q -l quiet -d 'Print only what fails'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -s v -l verbose -d 'Print everything, however long it is'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -l base -d 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -l format -d 'How problems are printed' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -l color -d 'When to color what is printed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -s q -l quiet -d 'Print only what fails'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -s v -l verbose -d 'Print everything, however long it is'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -l base -d 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -l format -d 'How problems are printed' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -l color -d 'When to color what is printed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -s q -l quiet -d 'Print only what fails'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -s v -l verbose -d 'Print everything, however long it is'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -l base -d 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -l format -d 'How problems are printed' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -l color -d 'When to color what is printed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -s q -l quiet -d 'Print only what fails'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -s v -l verbose -d 'Print everything, however long it is'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand explain" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand explain" -l base -d 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand explain" -l format -d 'How problems are printed' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand explain" -l color -d 'When to color what is printed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand explain" -s q -l quiet -d 'Print only what fails'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand explain" -s v -l verbose -d 'Print everything, however long it is'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand explain" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand facts" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand facts" -l base -d 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand facts" -l format -d 'How problems are printed' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand facts" -l color -d 'When to color what is printed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand facts" -s q -l quiet -d 'Print only what fails'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand facts" -s v -l verbose -d 'Print everything, however long it is'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand facts" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject" -l base -d 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject" -l format -d 'How problems are printed' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject" -l color -d 'When to color what is printed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject" -s q -l quiet -d 'Print only what fails'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject" -s v -l verbose -d 'Print everything, however long it is'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject" -f -a "eject" -d 'Write built-in templates to the project\'s folder `templates`, where they override'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -l base -d 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -l format -d 'How problems are printed' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -l color -d 'When to color what is printed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -l all -d 'Every template'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -s q -l quiet -d 'Print only what fails'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -s v -l verbose -d 'Print everything, however long it is'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l out -d 'The folder of the pages; files that would not change are left alone' -r -f -a "(__fish_complete_directories)"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l compat -d 'Reproduce the bytes of an older tool (`coder`)' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l base -d 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l format -d 'How problems are printed' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l color -d 'When to color what is printed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l fetch -d 'Fetch documents that a `$ref` names by URL'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -s q -l quiet -d 'Print only what fails'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -s v -l verbose -d 'Print everything, however long it is'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -l out -d 'The folder to write to; files that would not change are left alone' -r -f -a "(__fish_complete_directories)"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -l compat -d 'Reproduce the bytes of an older tool (`coder`)' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -l include-hidden -d 'Make the help of this hidden command too, and of those below it; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -l base -d 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -l format -d 'How problems are printed' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -l color -d 'When to color what is printed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -s q -l quiet -d 'Print only what fails'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -s v -l verbose -d 'Print everything, however long it is'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand completions" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand completions" -l base -d 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand completions" -l format -d 'How problems are printed' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand completions" -l color -d 'When to color what is printed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand completions" -s q -l quiet -d 'Print only what fails'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand completions" -s v -l verbose -d 'Print everything, however long it is'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand completions" -s h -l help -d 'Print help'

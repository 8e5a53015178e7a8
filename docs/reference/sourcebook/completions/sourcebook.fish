# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_sourcebook_global_optspecs
    string join \n format= config= base= q/quiet v/verbose color= h/help
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

complete -c sourcebook -n "__fish_sourcebook_needs_command" -l format -d 'The format of the report' -r -f -a "human\t''
json\t''
sarif\t''
github\t''"
complete -c sourcebook -n "__fish_sourcebook_needs_command" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_needs_command" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_needs_command" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_needs_command" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "init" -d 'Write a commented sourcebook.toml for an API document'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "gen" -d 'Write what changed, and delete leftover files'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "check" -d 'Check whether anything would change, without writing'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "changes" -d 'Find changes that break clients, scripts or deployments'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "fix" -d 'Correct misspelled names on pages'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "list" -d 'List every generated file, the product that makes it, and whether it is up to date'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "live" -d 'Run every documented request against the live server, and check each answer'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "print" -d 'Print a file as it would be generated, without writing it'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "site" -d 'Build the documentation site with the built-in mdBook'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "explain" -d 'Explain why a problem matters and how to fix it'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "facts" -d 'Print Sourcebook\'s own facts document, with its command line'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "templates" -d 'List the page templates, or copy them for changes'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "api" -d 'Make pages from an API document, without a configuration'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "cli" -d 'Make help texts, pages and a sample configuration from the facts of a command line, without a configuration'
complete -c sourcebook -n "__fish_sourcebook_needs_command" -f -a "completions" -d 'Print a completion script for a shell'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -l fetch -d 'Fetch the document if it is a URL, and later those that a `$ref` refers to by URL'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -l gitattributes -d 'Add the generated files to .gitattributes: LF on every system, collapsed in reviews'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand init" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -l allow -d 'Do not report problems of this code; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -l warn -d 'Report problems of this code as warnings, even if --allow names it; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand gen" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -l deny -d 'Also fail on these problems' -r -f -a "warnings\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -l answers -d 'Compare the API document with recorded responses of the server, one JSON object per line' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -l allow -d 'Do not report problems of this code; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -l warn -d 'Report problems of this code as warnings, even if --allow names it; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -l suggest -d 'Also list names on hand-written pages that are not in the facts, for `foreign` in sourcebook.toml'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand check" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand changes" -l base-facts -d 'The facts of the base, if they are not among its files: a facts document or an API document' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand changes" -l fail-on -d 'The least serious change that fails' -r -f -a "error\t''
warning\t''
info\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand changes" -l profile -d 'Whom changes can break [default: `profile` under [changes], or wire]' -r -f -a "wire\t''
client\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand changes" -l today -d 'The day that counts for `x-sunset`, as 2026-07-31 [default: today]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand changes" -l format -d 'The format of the report' -r -f -a "human\t''
json\t''
sarif\t''
github\t''
markdown\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand changes" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand changes" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand changes" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand changes" -l version-check -d 'Also fail if something breaks and the version of the API does not say so'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand changes" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand changes" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand changes" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand fix" -l allow -d 'Do not report problems of this code; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand fix" -l warn -d 'Report problems of this code as warnings, even if --allow names it; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand fix" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand fix" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand fix" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand fix" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand fix" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand fix" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -l allow -d 'Do not report problems of this code; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -l warn -d 'Report problems of this code as warnings, even if --allow names it; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand list" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand live" -l answers -d 'Write the statuses that were answered to this file, for `sourcebook check --answers`' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand live" -l allow -d 'Do not report problems of this code; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand live" -l warn -d 'Report problems of this code as warnings, even if --allow names it; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand live" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand live" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand live" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand live" -l destructive -d 'Also run operations that delete or end something, on a server that was not started for the run'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand live" -l record -d 'Keep the answers for the reference, in the folder `record` of `[live]`; everything is run three times'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand live" -l pages -d 'Also run the command lines of pages with the comment `<!-- sourcebook: run -->`, each page against a server of its own'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand live" -l deny-warnings -d 'Also fail on warnings'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand live" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand live" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand live" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -l allow -d 'Do not report problems of this code; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -l warn -d 'Report problems of this code as warnings, even if --allow names it; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand print" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -l address -d 'Where the site is served' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -l allow -d 'Do not report problems of this code; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -l warn -d 'Report problems of this code as warnings, even if --allow names it; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -l draft -d 'Build even if links are dead or generated files are out of date'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -l serve -d 'Serve the site, build it again whenever a file changes, and reload the browser'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -l open -d 'Open the served site in the browser'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand site" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand explain" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand explain" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand explain" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand explain" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand explain" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand explain" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand facts" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand facts" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand facts" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand facts" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand facts" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand facts" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject show" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject show" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject show" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject show" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject show" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject show" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject show" -f -a "eject" -d 'Copy built-in templates to the project\'s folder `templates`, where they override the originals'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and not __fish_seen_subcommand_from eject show" -f -a "show" -d 'Print what a template of the API reference knows of an operation or schema of this project, as JSON'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -l all -d 'Every template'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from eject" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from show" -l of -d 'The operation (by its id), the schema (by its name) or the page (by its title) [default: the one that says most]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from show" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from show" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from show" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand templates; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l out -d 'The folder to write the pages to; unchanged files are not touched' -r -f -a "(__fish_complete_directories)"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l compat -d 'Reproduce the exact output of an older tool (`coder`, `coder-2026`)' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l allow -d 'Do not report problems of this code; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l warn -d 'Report problems of this code as warnings, even if --allow names it; may be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -l fetch -d 'Fetch documents that a `$ref` refers to by URL'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand api" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -l out -d 'The folder to write to; unchanged files are not touched' -r -f -a "(__fish_complete_directories)"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -l compat -d 'Reproduce the exact output of an older tool (`coder`)' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -l include-hidden -d 'Also make the help of this hidden command and its subcommands; can be repeated' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand cli" -s h -l help -d 'Print help'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand completions" -l config -d 'The configuration file [default: sourcebook.toml here or in a parent folder]' -r -F
complete -c sourcebook -n "__fish_sourcebook_using_subcommand completions" -l base -d 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]' -r
complete -c sourcebook -n "__fish_sourcebook_using_subcommand completions" -l color -d 'When to use color' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sourcebook -n "__fish_sourcebook_using_subcommand completions" -s q -l quiet -d 'Print only errors'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand completions" -s v -l verbose -d 'Print everything, regardless of length'
complete -c sourcebook -n "__fish_sourcebook_using_subcommand completions" -s h -l help -d 'Print help'

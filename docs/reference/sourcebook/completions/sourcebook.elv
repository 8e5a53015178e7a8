
use builtin;
use str;

set edit:completion:arg-completer[sourcebook] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'sourcebook'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'sourcebook'= {
            cand --format 'The format of the report'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
            cand init 'Write a commented sourcebook.toml for an API document'
            cand gen 'Write what changed, and delete leftover files'
            cand check 'Check whether anything would change, without writing'
            cand changes 'Find changes that break clients, scripts or deployments'
            cand fix 'Correct misspelled names on pages'
            cand list 'List every generated file, the product that makes it, and whether it is up to date'
            cand live 'Run every documented request against the live server, and check each answer'
            cand print 'Print a file as it would be generated, without writing it'
            cand site 'Build the documentation site with the built-in mdBook'
            cand explain 'Explain why a problem matters and how to fix it'
            cand facts 'Print Sourcebook''s own facts document, with its command line'
            cand templates 'List the page templates, or copy them for changes'
            cand api 'Make pages from an API document, without a configuration'
            cand cli 'Make help texts, pages and a sample configuration from the facts of a command line, without a configuration'
            cand completions 'Print a completion script for a shell'
        }
        &'sourcebook;init'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand --fetch 'Fetch the document if it is a URL, and later those that a `$ref` refers to by URL'
            cand --gitattributes 'Add the generated files to .gitattributes: LF on every system, collapsed in reviews'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;gen'= {
            cand --allow 'Do not report problems of this code; may be repeated'
            cand --warn 'Report problems of this code as warnings, even if --allow names it; may be repeated'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;check'= {
            cand --deny 'Also fail on these problems'
            cand --answers 'Compare the API document with recorded responses of the server, one JSON object per line'
            cand --allow 'Do not report problems of this code; may be repeated'
            cand --warn 'Report problems of this code as warnings, even if --allow names it; may be repeated'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand --suggest 'Also list names on hand-written pages that are not in the facts, for `foreign` in sourcebook.toml'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;changes'= {
            cand --base-facts 'The facts of the base, if they are not among its files: a facts document or an API document'
            cand --fail-on 'The least serious change that fails'
            cand --profile 'Whom changes can break [default: `profile` under [changes], or wire]'
            cand --today 'The day that counts for `x-sunset`, as 2026-07-31 [default: today]'
            cand --format 'The format of the report'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand --version-check 'Also fail if something breaks and the version of the API does not say so'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;fix'= {
            cand --allow 'Do not report problems of this code; may be repeated'
            cand --warn 'Report problems of this code as warnings, even if --allow names it; may be repeated'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;list'= {
            cand --allow 'Do not report problems of this code; may be repeated'
            cand --warn 'Report problems of this code as warnings, even if --allow names it; may be repeated'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;live'= {
            cand --answers 'Write the statuses that were answered to this file, for `sourcebook check --answers`'
            cand --allow 'Do not report problems of this code; may be repeated'
            cand --warn 'Report problems of this code as warnings, even if --allow names it; may be repeated'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand --destructive 'Also run operations that delete or end something, on a server that was not started for the run'
            cand --record 'Keep the answers for the reference, in the folder `record` of `[live]`; everything is run three times'
            cand --pages 'Also run the command lines of pages with the comment `<!-- sourcebook: run -->`, each page against a server of its own'
            cand --deny-warnings 'Also fail on warnings'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;print'= {
            cand --allow 'Do not report problems of this code; may be repeated'
            cand --warn 'Report problems of this code as warnings, even if --allow names it; may be repeated'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;site'= {
            cand --address 'Where the site is served'
            cand --allow 'Do not report problems of this code; may be repeated'
            cand --warn 'Report problems of this code as warnings, even if --allow names it; may be repeated'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand --draft 'Build even if links are dead or generated files are out of date'
            cand --serve 'Serve the site, build it again whenever a file changes, and reload the browser'
            cand --open 'Open the served site in the browser'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;explain'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;facts'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;templates'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
            cand eject 'Copy built-in templates to the project''s folder `templates`, where they override the originals'
            cand show 'Print what a template of the API reference knows of an operation or schema of this project, as JSON'
        }
        &'sourcebook;templates;eject'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand --all 'Every template'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;templates;show'= {
            cand --of 'The operation (by its id), the schema (by its name) or the page (by its title) [default: the one that says most]'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;api'= {
            cand --out 'The folder to write the pages to; unchanged files are not touched'
            cand --compat 'Reproduce the exact output of an older tool (`coder`, `coder-2026`)'
            cand --allow 'Do not report problems of this code; may be repeated'
            cand --warn 'Report problems of this code as warnings, even if --allow names it; may be repeated'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand --fetch 'Fetch documents that a `$ref` refers to by URL'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;cli'= {
            cand --out 'The folder to write to; unchanged files are not touched'
            cand --compat 'Reproduce the exact output of an older tool (`coder`)'
            cand --include-hidden 'Also make the help of this hidden command and its subcommands; can be repeated'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;completions'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]'
            cand --color 'When to use color'
            cand -q 'Print only errors'
            cand --quiet 'Print only errors'
            cand -v 'Print everything, regardless of length'
            cand --verbose 'Print everything, regardless of length'
            cand -h 'Print help'
            cand --help 'Print help'
        }
    ]
    $completions[$command]
}

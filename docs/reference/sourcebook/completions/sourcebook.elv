
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
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]'
            cand --format 'How problems are printed'
            cand --color 'When to color what is printed'
            cand -q 'Print only what fails'
            cand --quiet 'Print only what fails'
            cand -v 'Print everything, however long it is'
            cand --verbose 'Print everything, however long it is'
            cand -h 'Print help'
            cand --help 'Print help'
            cand init 'Look for API documents in this folder, and write a commented sourcebook.toml'
            cand gen 'Write what changed, and delete what is left over'
            cand check 'Tell whether anything would change, without writing'
            cand list 'List every file that is made, the product that makes it, and whether it is up to date'
            cand print 'Print one file as it would be made, without writing it'
            cand site 'Build the documentation site, with mdBook as a library'
            cand explain 'Explain why a problem matters and how to mend it'
            cand facts 'Print the facts document of Sourcebook itself, with its command line'
            cand templates 'List the templates of the pages, or write them out to be changed'
            cand api 'Make pages from one API document, without any configuration'
            cand cli 'Make help texts, pages and a sample configuration from the facts of a command line, without any configuration'
            cand completions 'Print a completion script for a shell'
        }
        &'sourcebook;init'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]'
            cand --format 'How problems are printed'
            cand --color 'When to color what is printed'
            cand --gitattributes 'Add the generated files to .gitattributes: LF on every system, folded in reviews'
            cand -q 'Print only what fails'
            cand --quiet 'Print only what fails'
            cand -v 'Print everything, however long it is'
            cand --verbose 'Print everything, however long it is'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;gen'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]'
            cand --format 'How problems are printed'
            cand --color 'When to color what is printed'
            cand -q 'Print only what fails'
            cand --quiet 'Print only what fails'
            cand -v 'Print everything, however long it is'
            cand --verbose 'Print everything, however long it is'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;check'= {
            cand --deny 'Fail on these problems as well'
            cand --answers 'Compare the API document with answers that the server gave, one JSON object a line'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]'
            cand --format 'How problems are printed'
            cand --color 'When to color what is printed'
            cand -q 'Print only what fails'
            cand --quiet 'Print only what fails'
            cand -v 'Print everything, however long it is'
            cand --verbose 'Print everything, however long it is'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;list'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]'
            cand --format 'How problems are printed'
            cand --color 'When to color what is printed'
            cand -q 'Print only what fails'
            cand --quiet 'Print only what fails'
            cand -v 'Print everything, however long it is'
            cand --verbose 'Print everything, however long it is'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;print'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]'
            cand --format 'How problems are printed'
            cand --color 'When to color what is printed'
            cand -q 'Print only what fails'
            cand --quiet 'Print only what fails'
            cand -v 'Print everything, however long it is'
            cand --verbose 'Print everything, however long it is'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;site'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]'
            cand --format 'How problems are printed'
            cand --color 'When to color what is printed'
            cand -q 'Print only what fails'
            cand --quiet 'Print only what fails'
            cand -v 'Print everything, however long it is'
            cand --verbose 'Print everything, however long it is'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;explain'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]'
            cand --format 'How problems are printed'
            cand --color 'When to color what is printed'
            cand -q 'Print only what fails'
            cand --quiet 'Print only what fails'
            cand -v 'Print everything, however long it is'
            cand --verbose 'Print everything, however long it is'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;facts'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]'
            cand --format 'How problems are printed'
            cand --color 'When to color what is printed'
            cand -q 'Print only what fails'
            cand --quiet 'Print only what fails'
            cand -v 'Print everything, however long it is'
            cand --verbose 'Print everything, however long it is'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;templates'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]'
            cand --format 'How problems are printed'
            cand --color 'When to color what is printed'
            cand -q 'Print only what fails'
            cand --quiet 'Print only what fails'
            cand -v 'Print everything, however long it is'
            cand --verbose 'Print everything, however long it is'
            cand -h 'Print help'
            cand --help 'Print help'
            cand eject 'Write built-in templates to the project''s folder `templates`, where they override'
        }
        &'sourcebook;templates;eject'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]'
            cand --format 'How problems are printed'
            cand --color 'When to color what is printed'
            cand --all 'Every template'
            cand -q 'Print only what fails'
            cand --quiet 'Print only what fails'
            cand -v 'Print everything, however long it is'
            cand --verbose 'Print everything, however long it is'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;api'= {
            cand --out 'The folder of the pages; files that would not change are left alone'
            cand --compat 'Reproduce the bytes of an older tool (`coder`)'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]'
            cand --format 'How problems are printed'
            cand --color 'When to color what is printed'
            cand --fetch 'Fetch documents that a `$ref` names by URL'
            cand -q 'Print only what fails'
            cand --quiet 'Print only what fails'
            cand -v 'Print everything, however long it is'
            cand --verbose 'Print everything, however long it is'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;cli'= {
            cand --out 'The folder to write to; files that would not change are left alone'
            cand --compat 'Reproduce the bytes of an older tool (`coder`)'
            cand --include-hidden 'Make the help of this hidden command too, and of those below it; may be repeated'
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]'
            cand --format 'How problems are printed'
            cand --color 'When to color what is printed'
            cand -q 'Print only what fails'
            cand --quiet 'Print only what fails'
            cand -v 'Print everything, however long it is'
            cand --verbose 'Print everything, however long it is'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'sourcebook;completions'= {
            cand --config 'The configuration file [default: sourcebook.toml here or in a parent folder]'
            cand --base 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]'
            cand --format 'How problems are printed'
            cand --color 'When to color what is printed'
            cand -q 'Print only what fails'
            cand --quiet 'Print only what fails'
            cand -v 'Print everything, however long it is'
            cand --verbose 'Print everything, however long it is'
            cand -h 'Print help'
            cand --help 'Print help'
        }
    ]
    $completions[$command]
}

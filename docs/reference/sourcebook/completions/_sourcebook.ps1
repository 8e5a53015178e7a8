
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'sourcebook' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'sourcebook'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'sourcebook' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How problems are printed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color what is printed')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Look for API documents in this folder, and write a commented sourcebook.toml')
            [CompletionResult]::new('gen', 'gen', [CompletionResultType]::ParameterValue, 'Write what changed, and delete what is left over')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Tell whether anything would change, without writing')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List every file that is made, the product that makes it, and whether it is up to date')
            [CompletionResult]::new('print', 'print', [CompletionResultType]::ParameterValue, 'Print one file as it would be made, without writing it')
            [CompletionResult]::new('site', 'site', [CompletionResultType]::ParameterValue, 'Build the documentation site, with mdBook as a library')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain why a problem matters and how to mend it')
            [CompletionResult]::new('facts', 'facts', [CompletionResultType]::ParameterValue, 'Print the facts document of Sourcebook itself, with its command line')
            [CompletionResult]::new('templates', 'templates', [CompletionResultType]::ParameterValue, 'List the templates of the pages, or write them out to be changed')
            [CompletionResult]::new('api', 'api', [CompletionResultType]::ParameterValue, 'Make pages from one API document, without any configuration')
            [CompletionResult]::new('cli', 'cli', [CompletionResultType]::ParameterValue, 'Make help texts, pages and a sample configuration from the facts of a command line, without any configuration')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            break
        }
        'sourcebook;init' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How problems are printed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color what is printed')
            [CompletionResult]::new('--gitattributes', '--gitattributes', [CompletionResultType]::ParameterName, 'Add the generated files to .gitattributes: LF on every system, folded in reviews')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;gen' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How problems are printed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color what is printed')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;check' {
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Fail on these problems as well')
            [CompletionResult]::new('--answers', '--answers', [CompletionResultType]::ParameterName, 'Compare the API document with answers that the server gave, one JSON object a line')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How problems are printed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color what is printed')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How problems are printed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color what is printed')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;print' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How problems are printed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color what is printed')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;site' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How problems are printed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color what is printed')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;explain' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How problems are printed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color what is printed')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;facts' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How problems are printed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color what is printed')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;templates' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How problems are printed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color what is printed')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('eject', 'eject', [CompletionResultType]::ParameterValue, 'Write built-in templates to the project''s folder `templates`, where they override')
            break
        }
        'sourcebook;templates;eject' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How problems are printed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color what is printed')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Every template')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;api' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'The folder of the pages; files that would not change are left alone')
            [CompletionResult]::new('--compat', '--compat', [CompletionResultType]::ParameterName, 'Reproduce the bytes of an older tool (`coder`)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How problems are printed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color what is printed')
            [CompletionResult]::new('--fetch', '--fetch', [CompletionResultType]::ParameterName, 'Fetch documents that a `$ref` names by URL')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;cli' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'The folder to write to; files that would not change are left alone')
            [CompletionResult]::new('--compat', '--compat', [CompletionResultType]::ParameterName, 'Reproduce the bytes of an older tool (`coder`)')
            [CompletionResult]::new('--include-hidden', '--include-hidden', [CompletionResultType]::ParameterName, 'Make the help of this hidden command too, and of those below it; may be repeated')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How problems are printed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color what is printed')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;completions' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit whose pages must still be found under their addresses [default: the merge base with the main branch]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How problems are printed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color what is printed')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only what fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, however long it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}

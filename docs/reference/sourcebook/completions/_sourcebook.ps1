
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The format of the report')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a commented sourcebook.toml for an API document')
            [CompletionResult]::new('gen', 'gen', [CompletionResultType]::ParameterValue, 'Write what changed, and delete leftover files')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check whether anything would change, without writing')
            [CompletionResult]::new('changes', 'changes', [CompletionResultType]::ParameterValue, 'Find changes that break clients, scripts or deployments')
            [CompletionResult]::new('fix', 'fix', [CompletionResultType]::ParameterValue, 'Correct misspelled names on pages')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List every generated file, the product that makes it, and whether it is up to date')
            [CompletionResult]::new('live', 'live', [CompletionResultType]::ParameterValue, 'Run every documented request against the live server, and check each answer')
            [CompletionResult]::new('print', 'print', [CompletionResultType]::ParameterValue, 'Print a file as it would be generated, without writing it')
            [CompletionResult]::new('site', 'site', [CompletionResultType]::ParameterValue, 'Build the documentation site with the built-in mdBook')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain why a problem matters and how to fix it')
            [CompletionResult]::new('facts', 'facts', [CompletionResultType]::ParameterValue, 'Print Sourcebook''s own facts document, with its command line')
            [CompletionResult]::new('templates', 'templates', [CompletionResultType]::ParameterValue, 'List the page templates, or copy them for changes')
            [CompletionResult]::new('api', 'api', [CompletionResultType]::ParameterValue, 'Make pages from an API document, without a configuration')
            [CompletionResult]::new('cli', 'cli', [CompletionResultType]::ParameterValue, 'Make help texts, pages and a sample configuration from the facts of a command line, without a configuration')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            break
        }
        'sourcebook;init' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('--fetch', '--fetch', [CompletionResultType]::ParameterName, 'Fetch the document if it is a URL, and later those that a `$ref` refers to by URL')
            [CompletionResult]::new('--gitattributes', '--gitattributes', [CompletionResultType]::ParameterName, 'Add the generated files to .gitattributes: LF on every system, collapsed in reviews')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;gen' {
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Do not report problems of this code; may be repeated')
            [CompletionResult]::new('--warn', '--warn', [CompletionResultType]::ParameterName, 'Report problems of this code as warnings, even if --allow names it; may be repeated')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;check' {
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Also fail on these problems')
            [CompletionResult]::new('--answers', '--answers', [CompletionResultType]::ParameterName, 'Compare the API document with recorded responses of the server, one JSON object per line')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Do not report problems of this code; may be repeated')
            [CompletionResult]::new('--warn', '--warn', [CompletionResultType]::ParameterName, 'Report problems of this code as warnings, even if --allow names it; may be repeated')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('--suggest', '--suggest', [CompletionResultType]::ParameterName, 'Also list names on hand-written pages that are not in the facts, for `foreign` in sourcebook.toml')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;changes' {
            [CompletionResult]::new('--base-facts', '--base-facts', [CompletionResultType]::ParameterName, 'The facts of the base, if they are not among its files: a facts document or an API document')
            [CompletionResult]::new('--fail-on', '--fail-on', [CompletionResultType]::ParameterName, 'The least serious change that fails')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Whom changes can break [default: `profile` under [changes], or wire]')
            [CompletionResult]::new('--today', '--today', [CompletionResultType]::ParameterName, 'The day that counts for `x-sunset`, as 2026-07-31 [default: today]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The format of the report')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('--version-check', '--version-check', [CompletionResultType]::ParameterName, 'Also fail if something breaks and the version of the API does not say so')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;fix' {
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Do not report problems of this code; may be repeated')
            [CompletionResult]::new('--warn', '--warn', [CompletionResultType]::ParameterName, 'Report problems of this code as warnings, even if --allow names it; may be repeated')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;list' {
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Do not report problems of this code; may be repeated')
            [CompletionResult]::new('--warn', '--warn', [CompletionResultType]::ParameterName, 'Report problems of this code as warnings, even if --allow names it; may be repeated')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;live' {
            [CompletionResult]::new('--answers', '--answers', [CompletionResultType]::ParameterName, 'Write the statuses that were answered to this file, for `sourcebook check --answers`')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Do not report problems of this code; may be repeated')
            [CompletionResult]::new('--warn', '--warn', [CompletionResultType]::ParameterName, 'Report problems of this code as warnings, even if --allow names it; may be repeated')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('--destructive', '--destructive', [CompletionResultType]::ParameterName, 'Also run operations that delete or end something, on a server that was not started for the run')
            [CompletionResult]::new('--record', '--record', [CompletionResultType]::ParameterName, 'Keep the answers for the reference, in the folder `record` of `[live]`; everything is run three times')
            [CompletionResult]::new('--pages', '--pages', [CompletionResultType]::ParameterName, 'Also run the command lines of pages with the comment `<!-- sourcebook: run -->`, each page against a server of its own')
            [CompletionResult]::new('--deny-warnings', '--deny-warnings', [CompletionResultType]::ParameterName, 'Also fail on warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;print' {
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Do not report problems of this code; may be repeated')
            [CompletionResult]::new('--warn', '--warn', [CompletionResultType]::ParameterName, 'Report problems of this code as warnings, even if --allow names it; may be repeated')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;site' {
            [CompletionResult]::new('--address', '--address', [CompletionResultType]::ParameterName, 'Where the site is served')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Do not report problems of this code; may be repeated')
            [CompletionResult]::new('--warn', '--warn', [CompletionResultType]::ParameterName, 'Report problems of this code as warnings, even if --allow names it; may be repeated')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('--draft', '--draft', [CompletionResultType]::ParameterName, 'Build even if links are dead or generated files are out of date')
            [CompletionResult]::new('--serve', '--serve', [CompletionResultType]::ParameterName, 'Serve the site, build it again whenever a file changes, and reload the browser')
            [CompletionResult]::new('--open', '--open', [CompletionResultType]::ParameterName, 'Open the served site in the browser')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;explain' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;facts' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;templates' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('eject', 'eject', [CompletionResultType]::ParameterValue, 'Copy built-in templates to the project''s folder `templates`, where they override the originals')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print what a template of the API reference knows of an operation or schema of this project, as JSON')
            break
        }
        'sourcebook;templates;eject' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Every template')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;templates;show' {
            [CompletionResult]::new('--of', '--of', [CompletionResultType]::ParameterName, 'The operation (by its id), the schema (by its name) or the page (by its title) [default: the one that says most]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;api' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'The folder to write the pages to; unchanged files are not touched')
            [CompletionResult]::new('--compat', '--compat', [CompletionResultType]::ParameterName, 'Reproduce the exact output of an older tool (`coder`, `coder-2026`)')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Do not report problems of this code; may be repeated')
            [CompletionResult]::new('--warn', '--warn', [CompletionResultType]::ParameterName, 'Report problems of this code as warnings, even if --allow names it; may be repeated')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('--fetch', '--fetch', [CompletionResultType]::ParameterName, 'Fetch documents that a `$ref` refers to by URL')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;cli' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'The folder to write to; unchanged files are not touched')
            [CompletionResult]::new('--compat', '--compat', [CompletionResultType]::ParameterName, 'Reproduce the exact output of an older tool (`coder`)')
            [CompletionResult]::new('--include-hidden', '--include-hidden', [CompletionResultType]::ParameterName, 'Also make the help of this hidden command and its subcommands; can be repeated')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'sourcebook;completions' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file [default: sourcebook.toml here or in a parent folder]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'The commit to compare with: its pages must still be reachable, and its facts must not break [default: the merge base with the main branch]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print everything, regardless of length')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}

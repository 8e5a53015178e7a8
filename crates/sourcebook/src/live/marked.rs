//! Runs the command lines of pages that ask for it: `<!-- sourcebook: run -->`.

use sourcebook_live::{Ran, Settings, World, failed_line};
use sourcebook_prose::page::{Directive, Page};
use sourcebook_syntax::{Diagnostic, FileId, Place, Span};

use crate::facts::prose::ProsePage;

/// Languages of blocks whose lines have prompts.
const SESSIONS: [&str; 6] = ["console", "shell-session", "sh-session", "sh", "bash", "shell"];

/// A command line of a page, and what is to come of it.
struct Line {
    command: String,
    /// What stands below it.
    expected: String,
    span: Span,
}

/// Runs the marked pages, each in a world of its own.
///
/// # Errors
/// Why there is no world.
pub(super) fn run(
    pages: &[ProsePage],
    hosts: &[String],
    settings: &Settings,
) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let mut found = Vec::new();
    for page in pages.iter().filter(|page| is_marked(&page.page)) {
        let lines = lines(&page.page);
        if lines.is_empty() {
            continue;
        }
        let world = World::start(settings)?;
        let url = world.exchange().url().to_owned();
        let commands: Vec<String> =
            lines.iter().map(|line| with_server(&line.command, hosts, &url)).collect();
        match world.session(settings, &commands) {
            Ok(ran) => {
                let pairs = lines.iter().zip(ran);
                found.extend(pairs.filter_map(|(line, ran)| judge(page.file, line, &ran, &url)));
            }
            Err(error) => {
                let how = format!("cannot be run: {error}");
                found.push(failed(page.file, &lines[0], &how, ""));
            }
        }
    }
    Ok(found)
}

fn is_marked(page: &Page) -> bool {
    page.annotations.iter().any(|annotation| annotation.directive == Directive::Run)
}

/// The lines with prompts of a page, in their order.
fn lines(page: &Page) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let is_session = |language: &str| SESSIONS.contains(&language);
    for block in page.blocks.iter().filter(|block| is_session(&block.language)) {
        let (mut at, mut in_block, mut goes_on) = (0, false, false);
        for text in block.text.text().split_inclusive('\n') {
            let range = at..at + text.trim_end().len();
            at += text.len();
            let text = text.strip_suffix('\n').unwrap_or(text);
            match (text.strip_prefix("$ "), lines.last_mut()) {
                (Some(command), _) if !goes_on => {
                    let span = block.text.span(range);
                    lines.push(Line { command: command.to_owned(), expected: String::new(), span });
                    in_block = true;
                }
                (_, Some(line)) if goes_on => line.command += &format!("\n{text}"),
                (_, Some(line)) if in_block => line.expected += &format!("{text}\n"),
                _ => {}
            }
            goes_on = in_block && text.ends_with('\\') && (goes_on || text.starts_with("$ "));
        }
    }
    lines
}

/// A command line in which the address that the page names is that of the server.
fn with_server(command: &str, hosts: &[String], url: &str) -> String {
    let own = [
        "http://127.0.0.1:3000",
        "http://localhost:3000",
        "http://127.0.0.1:8080",
        "http://localhost:8080",
    ];
    let named = hosts.iter().map(String::as_str).filter(|host| host.contains("://"));
    let all = named.chain(own);
    all.fold(command.to_owned(), |command, host| command.replace(host.trim_end_matches('/'), url))
}

fn judge(file: FileId, line: &Line, ran: &Ran, url: &str) -> Option<Diagnostic> {
    match ran.status {
        None => return Some(failed(file, line, "did not come to its end", &ran.output)),
        Some(0) => {}
        Some(status) => {
            return Some(failed(file, line, &format!("failed with status {status}"), &ran.output));
        }
    }
    let is_silent = line.expected.trim().is_empty();
    let printed = ran.output.replace(url, "http://127.0.0.1:3000");
    if is_silent || fits(&line.expected, &printed) {
        return None;
    }
    Some(failed(file, line, "prints something else than the page says", &ran.output))
}

fn failed(file: FileId, line: &Line, how: &str, printed: &str) -> Diagnostic {
    let place = Place { file, span: line.span, pointer: String::new() };
    failed_line(&line.command, how, printed, place)
}

/// Whether lines are as expected: words by words; `…`, `...` and `<NAME>` stand for any word or words,
/// alone on a line for any lines.
fn fits(expected: &str, printed: &str) -> bool {
    let lines = |text: &str| -> Vec<Vec<String>> {
        let lines = text.lines().map(|line| line.split_whitespace().map(str::to_owned).collect());
        lines.filter(|words: &Vec<String>| !words.is_empty()).collect()
    };
    let is_any_lines = |line: &Vec<String>| line.len() == 1 && is_rest(&line[0]);
    matches(&lines(expected), &lines(printed), &is_any_lines, &|one, other| {
        matches(one, other, &|word: &String| is_rest(word), &|word, other| is_word(word, other))
    })
}

fn is_rest(word: &str) -> bool {
    word == "…" || word == "..."
}

/// Whether a word is the other one, but for wild parts: `<NAME>`, and `…` at its end.
fn is_word(expected: &str, printed: &str) -> bool {
    let is_wild = expected.starts_with('<') && expected.ends_with('>');
    let beginning = expected.strip_suffix('…').or_else(|| expected.strip_suffix("..."));
    is_wild || expected == printed || beginning.is_some_and(|start| printed.starts_with(start))
}

/// Whether items match, where some expected ones stand for any number of items.
fn matches<T>(
    expected: &[T],
    found: &[T],
    is_any: &dyn Fn(&T) -> bool,
    is_same: &dyn Fn(&T, &T) -> bool,
) -> bool {
    match expected.split_first() {
        None => found.is_empty(),
        Some((first, rest)) if is_any(first) => {
            (0..=found.len()).any(|skipped| matches(rest, &found[skipped..], is_any, is_same))
        }
        Some((first, rest)) => found.split_first().is_some_and(|(other, others)| {
            is_same(first, other) && matches(rest, others, is_any, is_same)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wild_words_stand_for_anything() {
        let table = [
            ("a  b\n", "a b", true),
            ("a b", "a c", false),
            ("ID  NAME\n<ID>  ada", "ID NAME\n7 ada", true),
            ("token coder-…", "token coder-x8", true),
            ("a … z", "a b c z", true),
            ("first\n…\nlast", "first\nb\nc\nlast", true),
            ("first\n...", "first", true),
            ("first", "first\nsecond", false),
        ];
        for (expected, printed, is_fine) in table {
            assert_eq!(fits(expected, printed), is_fine, "{expected:?} {printed:?}");
        }
    }
}

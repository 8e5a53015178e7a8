//! Comments that say something to the checks: `<!-- sourcebook: skip prose-flag because … -->`.

use sourcebook_syntax::Span;

use crate::mapped::Mapped;

/// A comment to the checks, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// What it says.
    pub directive: Directive,
    /// Where the directive stands, without the marks of the comment.
    pub span: Span,
    /// The paragraph, block or item that follows; empty at the end of a page.
    pub target: Span,
}

/// What a comment says of what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Directive {
    /// `body POST /licenses`: it is the body of requests of an operation.
    Body {
        /// The method, in upper case.
        method: String,
        /// The path.
        path: String,
    },
    /// `response 200 GET /users`: it is what an operation answers.
    Response {
        /// The status.
        status: String,
        /// The method, in upper case.
        method: String,
        /// The path.
        path: String,
    },
    /// `config`: it belongs to the settings file.
    Config,
    /// `schema NAME`: it is a value of a schema.
    Schema(String),
    /// `file src/main.rs#L3-9`: it is what a file says.
    File {
        /// The path in the repository.
        path: String,
        /// The first and the last line, both from 1; none for the whole file.
        lines: Option<(usize, usize)>,
    },
    /// `skip prose-flag because …`: a check is not made.
    Skip {
        /// The code of the check.
        code: String,
        /// The reason; empty where none is given, which is a mistake.
        reason: String,
    },
    /// `run`: the command lines of the page are run by live runs that are asked to.
    Run,
    /// Anything else, which is a mistake.
    Unknown(String),
}

/// What begins a comment to the checks.
const MARK: &str = "sourcebook:";

/// The annotations in a piece of HTML.
pub(super) fn read(html: &Mapped) -> Vec<Annotation> {
    let text = html.text();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("<!--").map(|start| at + start + 4) {
        let end = text[start..].find("-->").map_or(text.len(), |end| start + end);
        at = end;
        let inner = &text[start..end];
        let Some(words) = inner.trim().strip_prefix(MARK) else { continue };
        let from = start + (inner.len() - inner.trim_start().len());
        let span = html.span(from..from + inner.trim().len());
        found.push(Annotation {
            directive: directive(words.trim()),
            span,
            target: Span::default(),
        });
    }
    found
}

/// Lets the annotations that have no target yet be about what begins here.
pub(super) fn aim(annotations: &mut [Annotation], target: Span) {
    let is_open = |annotation: &&mut Annotation| annotation.target == Span::default();
    for annotation in annotations.iter_mut().rev().take_while(is_open) {
        annotation.target = target;
    }
}

fn directive(text: &str) -> Directive {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        ["body", method, path] => {
            Directive::Body { method: method.to_uppercase(), path: path.to_owned() }
        }
        ["response", status, method, path] => Directive::Response {
            status: status.to_owned(),
            method: method.to_uppercase(),
            path: path.to_owned(),
        },
        ["config"] => Directive::Config,
        ["run"] => Directive::Run,
        ["schema", name] => Directive::Schema(name.to_owned()),
        ["file", place] => file(place).unwrap_or_else(|| Directive::Unknown(text.to_owned())),
        ["skip", code, ..] => {
            let reason = text.split_once(" because ").map(|(_, reason)| reason.trim());
            let reason = reason.unwrap_or_default().to_owned();
            Directive::Skip { code: code.to_owned(), reason }
        }
        _ => Directive::Unknown(text.to_owned()),
    }
}

/// `src/main.rs`, `src/main.rs#L3` or `src/main.rs#L3-9`.
fn file(place: &str) -> Option<Directive> {
    let Some((path, lines)) = place.split_once('#') else {
        return Some(Directive::File { path: place.to_owned(), lines: None });
    };
    let number = |text: &str| text.trim_start_matches('L').parse::<usize>().ok();
    let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
    let lines = Some((number(first)?, number(last)?)).filter(|(first, last)| first <= last)?;
    Some(Directive::File { path: path.to_owned(), lines: Some(lines) })
}

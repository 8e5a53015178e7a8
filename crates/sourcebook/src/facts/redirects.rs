//! The redirects: `_redirects` in Netlify's notation, one rule a line.

use std::path::Path;

use sourcebook_pages::redirects::{Pattern, Target};
use sourcebook_syntax::{Diagnostic, FileId, Place, Sources, Span, nearest};

use crate::codes::INVALID_REDIRECT;

/// The redirects as they are written.
#[derive(Debug)]
pub struct Redirects {
    /// Their text.
    pub file: FileId,
    /// The rules that could be read, in order.
    pub rules: Vec<Rule>,
}

/// One rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The line, from 1.
    pub line: usize,
    /// The whole rule.
    pub span: Span,
    /// The old path without its fragment, as written.
    pub from: String,
    /// The fragment of the old path, without `#`.
    pub fragment: Option<String>,
    /// The old path, as a pattern.
    pub pattern: Pattern,
    /// Where the old path stands.
    pub from_span: Span,
    /// The new path or URL, as written.
    pub to: String,
    /// The same, ready to be filled in.
    pub target: Target,
    /// Where the new path stands.
    pub to_span: Span,
    /// The HTTP status.
    pub status: u16,
    /// Whether it wins over a page that is still there.
    pub force: bool,
}

impl Rule {
    /// The old path with its fragment.
    pub fn source(&self) -> String {
        match &self.fragment {
            Some(fragment) => format!("{}#{fragment}", self.from),
            None => self.from.clone(),
        }
    }

    /// The path of the target without its fragment, and the fragment.
    pub fn target_parts(&self) -> (&str, Option<&str>) {
        match self.to.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (&self.to, None),
        }
    }

    /// Whether it leads to another host.
    pub fn is_external(&self) -> bool {
        !self.to.starts_with('/')
    }

    /// Whether the old path is looked at without its trailing slash.
    pub fn key(&self) -> (String, Option<&str>) {
        let path = self.from.trim_end_matches('/').to_owned();
        (path, self.fragment.as_deref())
    }

    /// The rule on one line.
    pub fn line(&self, to: &str) -> String {
        let force = if self.force { "!" } else { "" };
        format!("{} {to} {}{force}", self.source(), self.status)
    }
}

impl Redirects {
    /// A place in their text.
    pub fn place(&self, span: Span) -> Place {
        Place { file: self.file, span, pointer: String::new() }
    }

    /// The rules without a fragment: what a server sees.
    pub fn whole(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| rule.fragment.is_none())
    }

    /// The first rule that a path without fragment meets.
    pub fn rule_for(&self, path: &str) -> Option<&Rule> {
        self.whole().find(|rule| rule.pattern.matches(path).is_some())
    }
}

/// The statuses that a rule may have.
const STATUSES: [&str; 7] = ["301", "302", "303", "307", "308", "200", "404"];

/// Reads the redirects; what is wrong with them is added to `found`.
pub(super) fn read(
    sources: &mut Sources,
    name: &str,
    folder: &Path,
    found: &mut Vec<Diagnostic>,
) -> Option<Redirects> {
    let text = match std::fs::read_to_string(folder.join(name)) {
        Ok(text) => text,
        Err(error) => {
            let message = format!("the redirects {name} cannot be read: {error}");
            found.push(Diagnostic::new(&INVALID_REDIRECT, message));
            return None;
        }
    };
    let file = sources.add(name, text.as_str());
    let mut redirects = Redirects { file, rules: Vec::new() };
    let mut start = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let words = words(line, start);
        start += line.len();
        if words.is_empty() {
            continue;
        }
        match rule(at + 1, &words) {
            Ok(rule) => redirects.rules.push(rule),
            Err(error) => {
                let place = redirects.place(error.span);
                let diagnostic = Diagnostic::new(&INVALID_REDIRECT, error.message);
                found.push(diagnostic.at(place, error.label).help(error.help));
            }
        }
    }
    Some(redirects)
}

/// A word of a line.
struct Word<'l> {
    text: &'l str,
    span: Span,
}

/// The words of a line before a comment: `#` begins one where a word would begin.
fn words(line: &str, start: usize) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for text in line.split_whitespace() {
        if text.starts_with('#') {
            break;
        }
        let at = start + (text.as_ptr().addr() - line.as_ptr().addr());
        words.push(Word { text, span: Span::new(at, at + text.len()) });
    }
    words
}

/// What is wrong with a line.
struct RuleError {
    message: String,
    span: Span,
    label: &'static str,
    help: String,
}

impl RuleError {
    fn new(message: String, span: Span, label: &'static str, help: impl Into<String>) -> Self {
        Self { message, span, label, help: help.into() }
    }
}

fn rule(line: usize, words: &[Word<'_>]) -> Result<Rule, RuleError> {
    let [from, rest @ ..] = words else {
        return Err(RuleError::new("the rule is empty".to_owned(), Span::default(), "", ""));
    };
    let [to, rest @ ..] = rest else {
        let help = "write the old path, the new path and the status: `/old /new 301`";
        return Err(RuleError::new(
            "the rule has no target".to_owned(),
            from.span,
            "only one path",
            help,
        ));
    };
    if is_parameter(to.text) {
        return Err(unsupported(to, "a query parameter"));
    }
    let (status, force) = match rest {
        [] => (301, false),
        [status] => read_status(status)?,
        [_, more, ..] => return Err(unsupported(more, "a condition")),
    };
    let (path, fragment) = match from.text.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment.to_owned())),
        None => (from.text, None),
    };
    if path.contains('?') {
        return Err(unsupported(from, "a query in the old path"));
    }
    let pattern = Pattern::parse(path).map_err(|error| {
        let help = "write a path below the site's root: `/install/offline`, `/blog/:year/*`";
        RuleError::new(
            format!("`{path}` is not a valid path: {error}"),
            from.span,
            "the old \
        path",
            help,
        )
    })?;
    let target = Target::parse(to.text, &pattern).map_err(|error| {
        let help = "write a path such as `/install/airgap#docs`, or a full URL";
        RuleError::new(
            format!("`{}` is not a valid target: {error}", to.text),
            to.span,
            "the \
        target",
            help,
        )
    })?;
    let last = rest.first().unwrap_or(to);
    Ok(Rule {
        line,
        span: Span { start: from.span.start, end: last.span.end },
        from: path.to_owned(),
        fragment,
        pattern,
        from_span: from.span,
        to: to.text.to_owned(),
        target,
        to_span: to.span,
        status,
        force,
    })
}

fn is_parameter(word: &str) -> bool {
    word.contains("=:") || (word.contains('=') && !word.contains('/'))
}

fn unsupported(word: &Word<'_>, what: &str) -> RuleError {
    let message = format!("`{}` cannot be read: {what} is not supported", word.text);
    let help = "a rule is the old path, the new path and a status, nothing else";
    RuleError::new(message, word.span, "not supported", help)
}

fn read_status(word: &Word<'_>) -> Result<(u16, bool), RuleError> {
    let (digits, force) = match word.text.strip_suffix('!') {
        Some(digits) => (digits, true),
        None => (word.text, false),
    };
    if STATUSES.contains(&digits) {
        return Ok((digits.parse().unwrap_or(301), force));
    }
    if is_parameter(word.text) {
        return Err(unsupported(word, "a condition"));
    }
    let help = match nearest(digits, STATUSES) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("the statuses are {}; `!` after one forces it", STATUSES.join(", ")),
    };
    Err(RuleError::new(format!("`{}` is not a valid status", word.text), word.span, "", help))
}

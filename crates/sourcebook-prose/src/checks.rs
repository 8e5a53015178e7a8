//! The checks, and the one list of them.
//!
//! A check is a file in `checks/` with the codes that it raises (`problem_code!`) and a function that
//! looks at one page: `fn check(context: &Context<'_>, findings: &mut Findings)`. To add one, write
//! the file, name it in [`CHECKS`], and its codes in [`CODES`]. What several checks look at, such as
//! the command lines of a page, is read once and stands in the [`Context`].

mod annotation;
mod argument;
mod block_syntax;
mod body;
mod command;
pub(crate) mod command_lines;
mod config;
mod default;
mod deprecated;
mod excerpt;
mod flag;
mod help;
mod label;
mod link;
mod name;
mod request;
mod shell_syntax;
mod skip;
mod value;
mod variable;

pub use help::check_help;
use sourcebook_syntax::{Code, Diagnostic, FileId, Place, Span};

use crate::entries::{self, Entries, Fault};
use crate::finding::Findings;
use crate::foreign::Foreign;
use crate::page::Page;
use crate::requests::{self, Request};
use crate::scripts::{self, PageScript};
use crate::vocabulary::{Gone, Past, Vocabulary};
use command_lines::{Call, calls};

/// Every kind of finding, in the order in which they are documented.
pub static CODES: &[&Code] = &[
    &command::PROSE_COMMAND,
    &flag::PROSE_FLAG,
    &argument::PROSE_ARGUMENT,
    &value::PROSE_VALUE,
    &variable::PROSE_VARIABLE,
    &config::PROSE_CONFIG,
    &default::PROSE_DEFAULT,
    &name::PROSE_NAME,
    &excerpt::PROSE_EXCERPT,
    &label::PROSE_LABEL,
    &help::HELP_EXAMPLE,
    &request::PROSE_REQUEST,
    &body::PROSE_BODY,
    &deprecated::PROSE_DEPRECATED,
    &shell_syntax::SHELL_SYNTAX,
    &block_syntax::BLOCK_SYNTAX,
    &DEAD_LINK,
    &DEAD_FRAGMENT,
    &skip::UNUSED_SKIP,
    &annotation::UNKNOWN_ANNOTATION,
];

pub use link::{DEAD_FRAGMENT, DEAD_LINK};

/// One check.
type Check = fn(&Context<'_>, &mut Findings);

/// Every check, in the order in which they run.
static CHECKS: &[Check] = &[
    command::check,
    flag::check,
    argument::check,
    value::check,
    variable::check,
    config::check,
    default::check,
    name::check,
    excerpt::check,
    label::check,
    link::check,
    request::check,
    body::check,
    deprecated::check,
    shell_syntax::check,
    block_syntax::check,
    annotation::check,
];

/// A page that is written by hand.
#[derive(Debug, Clone, Copy)]
pub struct HandWritten<'a> {
    /// Its text, in which findings are placed.
    pub file: FileId,
    /// Its path, relative to the project's folder.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
    /// What was read from it.
    pub page: &'a Page,
    /// Whether it speaks of other times: what it names may be gone or not be there yet.
    pub is_history: bool,
    /// Whether it is a page of a book, whose links are checked together with the book.
    pub is_in_book: bool,
}

/// How people steer the checks.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Whether a name that is near nothing is wrong as well.
    pub is_strict: bool,
    /// Names that belong to something else.
    pub foreign: Foreign,
    /// What stands for the server in URLs, beside its own addresses: `http://localhost:3000`,
    /// `APP_URL`.
    pub hosts: Vec<String>,
}

/// What a check sees.
pub(crate) struct Context<'a> {
    pub(crate) written: &'a HandWritten<'a>,
    pub(crate) vocabulary: &'a Vocabulary<'a>,
    pub(crate) settings: &'a Settings,
    /// The command lines of the page.
    pub(crate) scripts: &'a [PageScript],
    /// The calls of known programs in them.
    pub(crate) calls: Vec<Call<'a, 'a>>,
    /// The blocks of data, by their numbers.
    pub(crate) data: &'a [(usize, Result<Entries, Fault>)],
    /// How the links of all pages are written.
    pub(crate) habits: &'a link::Habits,
    /// The HTTP requests of the page.
    pub(crate) requests: Vec<Request>,
}

impl Context<'_> {
    /// What became of a name that is not in the facts, where they had it before.
    pub(crate) fn gone(&self, ask: impl FnOnce(&Past) -> Option<Gone>) -> Option<Gone> {
        self.vocabulary.past.as_ref().and_then(ask)
    }

    /// A place on the page.
    pub(crate) fn place(&self, span: Span) -> Place {
        Place { file: self.written.file, span, pointer: String::new() }
    }

    /// Whether a name belongs to something else; remembers which entry of `foreign` says so.
    pub(crate) fn is_foreign(&self, name: &str, findings: &mut Findings) -> bool {
        let covering = self.settings.foreign.covering(name);
        findings.used_foreign.extend(covering);
        covering.is_some()
    }
}

/// Checks pages against the facts, each for itself, so that several can be checked at a time.
#[derive(Debug)]
pub struct Checker<'a> {
    vocabulary: &'a Vocabulary<'a>,
    settings: &'a Settings,
    habits: link::Habits,
}

impl<'a> Checker<'a> {
    /// For all pages of a project.
    pub fn new(
        pages: &[HandWritten<'_>],
        vocabulary: &'a Vocabulary<'a>,
        settings: &'a Settings,
    ) -> Self {
        Self { vocabulary, settings, habits: link::Habits::of(pages, vocabulary.files) }
    }

    /// What is found on one of the pages, in the order of its places.
    pub fn page(&self, written: &HandWritten<'_>) -> Findings {
        let (vocabulary, settings, habits) = (self.vocabulary, self.settings, &self.habits);
        let scripts = scripts::of_page(written.page, &vocabulary.programs);
        let calls = calls(&scripts, &vocabulary.programs);
        let requests = requests::of_page(written.page, &scripts, &vocabulary.operations);
        let data = data(written.page);
        let (scripts, data) = (scripts.as_slice(), data.as_slice());
        let context =
            Context { written, vocabulary, settings, scripts, calls, data, habits, requests };
        let mut findings = Findings::default();
        for check in CHECKS {
            check(&context, &mut findings);
        }
        skip::apply(&context, &mut findings);
        findings.list.sort_by_key(place_of);
        findings.mentions.sort_by_key(|mention| mention.place.span);
        if written.is_history {
            std::mem::swap(&mut findings.list, &mut findings.past);
        }
        findings
    }
}

/// Checks pages against the facts, one after the other. The findings stand in the order of the pages.
pub fn check(
    pages: &[HandWritten<'_>],
    vocabulary: &Vocabulary<'_>,
    settings: &Settings,
) -> Findings {
    let checker = Checker::new(pages, vocabulary, settings);
    let mut findings = Findings::default();
    for written in pages {
        findings.append(checker.page(written));
    }
    findings
}

/// Says of a name that is gone where it was and what came instead.
pub(crate) fn tell_gone(diagnostic: Diagnostic, gone: &Gone, dashes: &str) -> Diagnostic {
    let diagnostic = diagnostic.note(format!("it was there at commit {}", gone.base));
    match &gone.instead {
        Some(name) => diagnostic.help(format!("write `{dashes}{name}`")).replace_with(name),
        None => diagnostic.help("it was removed; say what is done instead, or that it is gone"),
    }
}

/// The blocks of data on a page, by their numbers.
fn data(page: &Page) -> Vec<(usize, Result<Entries, Fault>)> {
    let blocks = page.blocks.iter().enumerate();
    blocks.filter_map(|(number, block)| Some((number, entries::read(block)?))).collect()
}

fn place_of(diagnostic: &Diagnostic) -> Span {
    diagnostic.place.as_ref().map_or(Span::default(), |place| place.span)
}

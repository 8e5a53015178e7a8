//! The hand-written pages that are checked against the facts, and what is known only for them.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use globset::GlobSet;
use sourcebook_command::CommandFacts;
use sourcebook_prose::Files;
use sourcebook_prose::help;
use sourcebook_prose::page::{Dialect, Directive, Page, Slugs};
use sourcebook_syntax::{Diagnostic, FileId, Sources};

use super::{AtHand, history, repository};
use crate::artifact::begins_as_generated;
use crate::codes::{INVALID_SETTING, UNREADABLE_PAGES};
use crate::config::{
    Base, FactsSettings, Located, ProgramFacts, ProseSettings, SlugRule, glob_set, inside,
};
use crate::threads;

/// So many pages are worth a thread of their own.
pub(crate) const PAGES_FOR_A_THREAD: usize = 8;

/// Hand-written pages and what stands around them.
#[derive(Debug, Default)]
pub struct Prose {
    /// How they are checked.
    pub settings: ProseSettings,
    /// The pages, by path.
    pub pages: Vec<ProsePage>,
    /// The files that links can lead to, with the anchors of pages.
    pub files: Files,
    /// Whether mdBook makes a book of the docs folder.
    pub is_book: bool,
    /// The command lines of other programs.
    pub programs: Vec<CommandFacts>,
    /// The base commit, and the command lines as programs told them there.
    pub past: Option<(String, Vec<CommandFacts>)>,
    /// Names of metrics that no program tells.
    pub metrics: Vec<String>,
    /// The texts of files of which pages have excerpts, by their paths.
    pub excerpts: HashMap<String, String>,
    /// The help texts of the project's own programs that may show command lines, each with whether
    /// all of it is an example.
    pub help: Vec<(FileId, bool)>,
}

impl Prose {
    /// Adds files that products make, which may not be on disk yet or be ignored by git: links can lead
    /// to them all the same.
    pub fn add_made<'p>(&mut self, paths: impl Iterator<Item = &'p str>) {
        for path in paths {
            let path = self.files.from_root(path);
            self.files.add(path);
        }
    }

    /// Whether there is nothing to check.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty() && self.help.is_empty()
    }

    /// Keeps the help texts of a program.
    pub fn add_help(&mut self, sources: &mut Sources, program: &CommandFacts) {
        if self.settings.pages.as_ref().is_some_and(GlobSet::is_empty) {
            return;
        }
        for text in help::texts(program) {
            self.help.push((sources.add(text.name, text.text), text.is_example));
        }
    }
}

/// One page.
#[derive(Debug)]
pub struct ProsePage {
    /// Relative to the project's folder.
    pub path: String,
    /// Its text.
    pub file: FileId,
    /// What was read from it.
    pub page: Page,
    /// Whether it is about another time than today.
    pub is_history: bool,
}

/// Parts of paths that say that a page is about another time; `*` stands for anything.
const HISTORY: [&str; 10] = [
    "**/{proposals,rfcs,rfc,adr,adrs,decisions}/**",
    "**/*upgrad*",
    "**/*upgrad*/**",
    "**/*migrat*",
    "**/*migrat*/**",
    "**/changelog*",
    "**/changelog*/**",
    "**/release*",
    "**/release*/**",
    "**/{history,news}.{md,mdx}",
];

/// What a project says of its pages.
#[derive(Debug, Clone, Copy)]
pub struct Place<'p> {
    /// The project's folder.
    pub folder: &'p Path,
    /// The docs folder in it.
    pub docs: &'p str,
    /// Whether mdBook makes a book of the docs folder.
    pub is_book: bool,
    /// What the facts are compared with.
    pub base: Option<&'p Base>,
    /// The files from which the command lines of programs are read.
    pub facts: &'p [&'p str],
}

/// Reads the pages that the settings name.
pub fn collect(
    sources: &mut Sources,
    settings: &ProseSettings,
    place: Place<'_>,
    found: &mut Vec<Diagnostic>,
) -> Prose {
    let Place { folder, docs, is_book, .. } = place;
    let mut prose = Prose { settings: settings.clone(), is_book, ..Prose::default() };
    let wanted = match &settings.pages {
        Some(pages) if pages.is_empty() => return prose,
        Some(pages) => pages.clone(),
        None => default_pages(docs),
    };
    prose.files = repository::read(folder);
    let paths = prose.files.in_project().filter(|path| is_page(path) && wanted.is_match(path));
    let texts = read_texts(folder, paths.map(str::to_owned).collect(), found);
    let slugs = slugs(settings.slug, is_book);
    let page = |(path, text): &(String, String)| Page::read(text, Dialect::of_path(path), slugs);
    let pages = threads::map(&texts, PAGES_FOR_A_THREAD, |(_, text)| text.len(), page);
    let history = glob_set(HISTORY).unwrap_or_default();
    for ((path, text), page) in texts.into_iter().zip(pages) {
        prose.files.add_page(&path, page.outline.anchors.clone());
        if begins_as_generated(&text) {
            continue;
        }
        let is_history = history.is_match(path.to_lowercase()) || settings.history.is_match(&path);
        let file = sources.add(&path, text);
        prose.pages.push(ProsePage { path, file, page, is_history });
    }
    prose.past = past(&place, &settings.programs.value);
    prose.excerpts = excerpts(folder, &prose.pages);
    prose.programs = programs(sources, &settings.programs, folder, found);
    if let Some(file) = &settings.metrics {
        let text = read(file, folder, found).unwrap_or_default();
        prose.metrics = names(&text);
    }
    prose
}

/// The texts of pages, with their paths.
fn read_texts(
    folder: &Path,
    paths: Vec<String>,
    found: &mut Vec<Diagnostic>,
) -> Vec<(String, String)> {
    let mut texts = Vec::with_capacity(paths.len());
    for path in paths {
        match fs::read_to_string(folder.join(&path)) {
            Ok(text) => texts.push((path, text)),
            Err(error) => {
                let message = format!("{path} cannot be read: {error}");
                found.push(Diagnostic::new(&UNREADABLE_PAGES, message));
            }
        }
    }
    texts
}

/// The rule by which headings become anchors.
fn slugs(rule: Option<SlugRule>, is_book: bool) -> Slugs {
    match rule {
        Some(SlugRule::MdBook) => Slugs::MdBook,
        Some(SlugRule::GitHub) => Slugs::GitHub,
        Some(SlugRule::MkDocs) => Slugs::MkDocs,
        None if is_book => Slugs::MdBook,
        None => Slugs::Any,
    }
}

fn is_page(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "md" | "mdx" | "markdown"))
}

/// The pages of the docs folder, and the page that greets whoever opens the repository.
fn default_pages(docs: &str) -> GlobSet {
    let inside = format!("{}/**", globset::escape(docs));
    glob_set([inside.as_str(), "README.md"]).unwrap_or_default()
}

/// What programs told at the base commit, where their facts are files.
fn past(place: &Place<'_>, programs: &[String]) -> Option<(String, Vec<CommandFacts>)> {
    let files: Vec<&str> =
        place.facts.iter().copied().chain(programs.iter().map(String::as_str)).collect();
    let base = place.base.filter(|_| !files.is_empty())?;
    let (commit, texts) = history::texts(place.folder, base, &files)?;
    // What cannot be read today was reported already, and what could not then tells nothing.
    let facts = texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
    Some((commit, facts))
}

/// The texts of the files that pages name as the sources of excerpts; those that cannot be read are
/// left out.
fn excerpts(folder: &Path, pages: &[ProsePage]) -> HashMap<String, String> {
    let annotations = pages.iter().flat_map(|page| &page.page.annotations);
    let paths = annotations.filter_map(|annotation| match &annotation.directive {
        Directive::File { path, .. } => Some(path),
        _ => None,
    });
    let read = |path: &String| {
        let inside = inside(path).ok()?;
        Some((path.clone(), fs::read_to_string(folder.join(inside)).ok()?))
    };
    paths.filter_map(read).collect()
}

/// The command lines that the facts documents of other programs tell.
fn programs(
    sources: &mut Sources,
    files: &Located<Vec<String>>,
    folder: &Path,
    found: &mut Vec<Diagnostic>,
) -> Vec<CommandFacts> {
    let read = |file: &String| {
        let cli = Some(Located { value: file.clone(), place: files.place.clone() });
        let program = ProgramFacts { cli, ..ProgramFacts::default() };
        let settings = FactsSettings { program, ..FactsSettings::default() };
        let kept = std::mem::take(sources);
        let (facts, more) = super::collect(kept, &settings, folder, AtHand::default());
        *sources = facts.sources;
        found.extend(more);
        facts.cli
    };
    files.value.iter().filter_map(read).collect()
}

/// The names in a file, one in a line; a line that begins with `#` is a comment.
fn names(text: &str) -> Vec<String> {
    let names = text.lines().map(str::trim).filter(|line| !line.is_empty());
    names.filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

/// The text of the file that a setting names.
fn read(file: &Located<String>, folder: &Path, found: &mut Vec<Diagnostic>) -> Option<String> {
    match fs::read_to_string(folder.join(&file.value)) {
        Ok(text) => Some(text),
        Err(error) => {
            let message = format!("cannot read {}: {error}", file.value);
            let diagnostic = Diagnostic::new(&INVALID_SETTING, message)
                .help("the path is relative to the folder of sourcebook.toml");
            found.push(match &file.place {
                Some(place) => diagnostic.at(place.clone(), "this file"),
                None => diagnostic,
            });
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_about_other_times_are_known_by_their_paths() {
        let history = glob_set(HISTORY).expect("patterns");
        let table = [
            ("docs/proposals/a.md", true),
            ("rfcs/0001-x.md", true),
            ("docs/install/upgrading.md", true),
            ("docs/upgrade/v2.md", true),
            ("docs/migrating-from-x.md", true),
            ("changelog.md", true),
            ("docs/release-notes/a.md", true),
            ("docs/releases/index.md", true),
            ("docs/install/index.md", false),
            ("docs/adrift/a.md", false),
            ("docs/prerelease.md", false),
        ];
        for (path, expected) in table {
            assert_eq!(history.is_match(path), expected, "{path}");
        }
    }

    #[test]
    fn a_file_of_names_has_one_in_a_line() {
        assert_eq!(names("# all\na_total\n\n  b_total \n"), ["a_total", "b_total"]);
    }
}

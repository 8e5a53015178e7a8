//! Links that lead to no file of the repository, or to an anchor that a page does not have.

use sourcebook_syntax::{Diagnostic, Span, nearest, problem_code};

use super::Context;
use crate::files::Files;
use crate::finding::Findings;
use crate::page::Link;

problem_code! {
    /// The link names a file that is not there. On a page of the book that is a file that is not in
    /// the docs folder, or one outside of it, where nothing is published; on any other page it is a
    /// file that the repository does not have.
    ///
    /// Correct the path; it is relative to the page. For a file outside of the book, use the full
    /// URL at which it is published. In the book an absolute path (`/…`) is relative to the docs
    /// folder; elsewhere it is not checked.
    pub static DEAD_LINK = "dead-link", Error, "a link on a page leads to nothing";
}

problem_code! {
    /// The page exists, but none of its headings and elements has the anchor, so readers land at
    /// the top of the page. Usually a heading was reworded. In a book, anchors follow mdBook's rules:
    /// lowercase, spaces become `-`, punctuation is dropped, and the second heading with the same
    /// text gets `-1`. `slug` under `[prose]` names other rules.
    ///
    /// Correct the fragment; the message suggests the closest one. To keep an old anchor in a book,
    /// give the heading an explicit id: `## New words {#old-words}`.
    pub static DEAD_FRAGMENT = "dead-fragment", Error,
        "a link points to an anchor that its page does not have";
}

/// Looks at the links of pages that are read in the repository; those of a book are looked at
/// together with its site.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let written = context.written;
    let Some(files) = context.vocabulary.files.filter(|_| !written.is_in_book) else { return };
    let page = files.from_root(written.path);
    for link in &written.page.outline.links {
        let Some(target) = Target::of(&page, &link.target) else { continue };
        findings.list.extend(dead(context, files, link, &target));
    }
}

/// Where a link leads.
pub(super) struct Target {
    /// The path from the root of the repository; none when it leads out of it.
    pub(super) path: Option<String>,
    /// What stands behind `#`.
    pub(super) fragment: Option<String>,
}

impl Target {
    /// Takes a link apart; none where it leads to no file: a URL, an absolute path, a placeholder.
    pub(super) fn of(page: &str, target: &str) -> Option<Self> {
        let scheme = target.split(['/', '?', '#']).next().unwrap_or("");
        let is_open = target.contains(['{', '<', '$']);
        if target.is_empty() || scheme.contains(':') || target.starts_with('/') || is_open {
            return None;
        }
        let (path, fragment) = match target.split_once('#') {
            Some((path, fragment)) => (path, Some(decode(fragment))),
            None => (target, None),
        };
        // A fragment of text (`#:~:text=…`) is looked for by the browser.
        let fragment = fragment.filter(|text| !text.is_empty() && !text.contains(":~:"));
        let path = decode(path.split('?').next().unwrap_or(""));
        let path = if path.is_empty() { Some(page.to_owned()) } else { join(page, &path) };
        Some(Self { path, fragment })
    }
}

/// A path relative to a page; none when it leads out of the repository.
fn join(page: &str, path: &str) -> Option<String> {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn dead(context: &Context<'_>, files: &Files, link: &Link, target: &Target) -> Option<Diagnostic> {
    let span = link.target_span(context.written.text);
    let what = if link.is_image { "image" } else { "link" };
    let diagnose = |label: &str| {
        let message = format!("the {what} `{}` is dead", link.target);
        Diagnostic::new(&DEAD_LINK, message).at(context.place(span), label)
    };
    let Some(path) = &target.path else {
        return Some(diagnose("leads out of the repository").help("use the full URL of the file"));
    };
    match found(context, files, path) {
        Found::Page(page) => {
            dead_fragment(context, files, &page, target.fragment.as_deref()?, span)
        }
        Found::Other => None,
        Found::Nothing if leads_from_folder(context, files, link) => None,
        Found::Nothing => {
            let near = near_file(files, path);
            let help = match &near {
                Some(near) => format!("did you mean {near}?"),
                None => format!("there is no {path}"),
            };
            Some(diagnose("no such file").help(help))
        }
    }
}

/// Whether a link that is written as HTML leads somewhere from the folder that `MkDocs` makes of a
/// page: it leaves such links as they are.
fn leads_from_folder(context: &Context<'_>, files: &Files, link: &Link) -> bool {
    let page = files.from_root(context.written.path);
    let Some((stem, _)) = page.rsplit_once('.').filter(|_| link.label.range().is_empty()) else {
        return false;
    };
    let target = Target::of(&format!("{stem}/index.html"), &link.target);
    target.and_then(|target| target.path).is_some_and(|path| files.has(&path))
}

/// What stands at a path.
enum Found {
    /// A page, by its path.
    Page(String),
    /// Something else, or something of which is not known what it is.
    Other,
    Nothing,
}

/// What stands at a path. Where a site makes addresses without endings of its pages, so may links.
fn found(context: &Context<'_>, files: &Files, path: &str) -> Found {
    if files.anchors(path).is_some() {
        return Found::Page(path.to_owned());
    }
    if files.has_file(path) {
        return Found::Other;
    }
    let bare = path.strip_suffix(".html").or(context.habits.is_bare.then_some(path));
    let candidates = bare.into_iter().flat_map(|bare| {
        ["{}.md", "{}.mdx", "{}/index.md", "{}/index.mdx", "{}/README.md"]
            .map(|pattern| pattern.replace("{}", bare).trim_start_matches('/').to_owned())
    });
    if let Some(page) = candidates.into_iter().find(|candidate| files.has_file(candidate)) {
        return if files.anchors(&page).is_some() { Found::Page(page) } else { Found::Other };
    }
    if files.has(path) { Found::Other } else { Found::Nothing }
}

fn dead_fragment(
    context: &Context<'_>,
    files: &Files,
    page: &str,
    fragment: &str,
    span: Span,
) -> Option<Diagnostic> {
    let anchors = files.anchors(page)?;
    let lower = fragment.to_lowercase();
    if anchors.contains(fragment) || anchors.contains(&lower) {
        return None;
    }
    let shown = if page == files.from_root(context.written.path) { "this page" } else { page };
    let near = nearest(fragment, anchors.iter().map(String::as_str));
    let help = match near {
        Some(near) => format!("did you mean `#{near}`?"),
        None => "link to the page without a fragment, or to one of its headings".to_owned(),
    };
    let message = format!("{shown} has no anchor `#{fragment}`");
    let diagnostic = Diagnostic::new(&DEAD_FRAGMENT, message);
    Some(diagnostic.at(context.place(span), "no such anchor").help(help))
}

/// The file that was probably meant: the page without its ending, the only file of the same name, or
/// one with a name like it in the same folder.
fn near_file(files: &Files, path: &str) -> Option<String> {
    let page = [".md", ".mdx"].map(|ending| format!("{path}{ending}"));
    if let Some(page) = page.into_iter().find(|page| files.has_file(page)) {
        return Some(page);
    }
    let (folder, wanted) = path.rsplit_once('/').unwrap_or(("", path));
    let name = |path: &str| path.rsplit('/').next() == Some(wanted);
    let mut same = files.paths().filter(|file| name(file));
    if let (Some(only), None) = (same.next(), same.next()) {
        return Some(only.to_owned());
    }
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let siblings = files.below(&folder).filter(|name| !name.contains('/'));
    nearest(wanted, siblings).map(|name| format!("{folder}{name}"))
}

/// How the links of a project are written, which tells what its site makes of them.
#[derive(Debug, Default)]
pub(crate) struct Habits {
    /// Whether links lead to pages without the endings of their files.
    pub(crate) is_bare: bool,
}

impl Habits {
    /// Counts the links of all pages that lead to pages: where more than one in twenty is without
    /// its ending, that is how they are written.
    pub(super) fn of(pages: &[super::HandWritten<'_>], files: Option<&Files>) -> Self {
        let (mut bare, mut whole) = (0_usize, 0_usize);
        let Some(files) = files else { return Self::default() };
        for written in pages {
            let page = files.from_root(written.path);
            for link in &written.page.outline.links {
                let Some(path) = Target::of(&page, &link.target).and_then(|target| target.path)
                else {
                    continue;
                };
                let ending = path.rsplit_once('.').map(|(_, ending)| ending);
                let is_page = matches!(ending, Some("md" | "mdx"));
                whole += usize::from(is_page && path != page);
                let is_bare = || {
                    let endings = [".md", ".mdx", "/index.md", "/index.mdx"];
                    endings.iter().any(|ending| files.has_file(&format!("{path}{ending}")))
                };
                bare += usize::from(!is_page && !files.has_file(&path) && is_bare());
            }
        }
        Self { is_bare: bare * 20 > whole }
    }
}

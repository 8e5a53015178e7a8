//! Problems of the pages.

pub(super) mod author_link;
pub(super) mod dead_fragment;
pub(super) mod dead_link;
pub(super) mod missing_include;
pub(super) mod unknown_name;
pub(super) mod unrendered;

use crate::artifact;
use crate::facts::Facts;
use crate::facts::pages::Page;

/// Whether the links of a page are checked as those of a book: the pages that are made, and, where
/// mdBook makes a book of them, those that are written by hand. Elsewhere these are read in the
/// repository, and checked with the other prose.
fn is_checked(facts: &Facts, page: &Page) -> bool {
    let is_elsewhere = facts.prose.as_ref().is_some_and(|prose| !prose.is_book);
    !page.is_reference() && (page.made_by.is_some() || !is_elsewhere)
}

/// A link as it is written, taken apart.
pub(super) struct Parts {
    /// The path relative to the docs folder; none when it leads out of it.
    pub(super) path: Option<String>,
    /// What stands behind `#`.
    pub(super) fragment: Option<String>,
}

/// Where a link on a page leads, when it is a link inside the book.
pub(super) fn resolve(page: &str, target: &str) -> Option<Parts> {
    let scheme = target.split(['/', '?', '#']).next().unwrap_or("");
    if target.is_empty() || scheme.contains(':') || target.starts_with("//") {
        return None;
    }
    let (path, fragment) = match target.split_once('#') {
        Some((path, fragment)) => (path, Some(decode(fragment)).filter(|text| !text.is_empty())),
        None => (target, None),
    };
    let path = decode(path.split('?').next().unwrap_or(""));
    if path.is_empty() {
        return Some(Parts { path: Some(page.to_owned()), fragment });
    }
    let folder = if path.starts_with('/') { "" } else { artifact::split(page).0 };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Some(Parts { path: None, fragment });
                }
            }
            name => parts.push(name),
        }
    }
    Some(Parts { path: Some(parts.join("/")), fragment })
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

//! Problems of the pages.

pub(super) mod dead_fragment;
pub(super) mod dead_link;
pub(super) mod unknown_name;

use sourcebook_model::{Code, Severity};

use crate::artifact;

/// The docs folder cannot be read.
pub static UNREADABLE_PAGES: Code = Code {
    name: "unreadable-pages",
    severity: Severity::Fatal,
    summary: "a page of the docs folder cannot be read",
    explanation: "\
There is a manifest or a file of redirects, so every Markdown file of the docs folder is read to \
check links and anchors. One of them cannot be opened, or is not UTF-8.

Make the file readable, convert it to UTF-8, or move it out of the docs folder.",
};

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

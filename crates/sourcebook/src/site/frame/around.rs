//! The way from a page to those above it and beside it, and the project's own files.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use mdbook_driver::config::HtmlConfig;

use super::super::SiteError;
use super::super::leftovers::remove;
use super::super::markup::escape;
use super::super::outline::Leaf;
use super::super::output::write;
use super::Framed;
use crate::facts::Texts;
use crate::facts::pages::html;
use crate::products::theme_css;

/// The pages in the order of reading.
pub(in crate::site) struct Around<'l> {
    leaves: &'l [Leaf],
    /// The place of each HTML file in that order.
    places: HashMap<String, usize>,
}

impl<'l> Around<'l> {
    /// Of the pages in the order of reading.
    pub(in crate::site) fn of(leaves: &'l [Leaf]) -> Self {
        let places = leaves.iter().enumerate().map(|(at, leaf)| (html(&leaf.path), at)).collect();
        Self { leaves, places }
    }

    /// The part and the pages above a page, the nearest last.
    pub(super) fn trail(&self, page: &Framed<'_>, texts: &Texts) -> String {
        let Some(leaf) = self.places.get(page.file).and_then(|at| self.leaves.get(*at)) else {
            return String::new();
        };
        let part = leaf.part.iter().map(|part| ("", part.as_str()));
        let parents = leaf.parents.iter().map(|(file, title)| (file.as_str(), title.as_str()));
        let mut list = String::new();
        for (file, title) in part.chain(parents) {
            let title = escape(title);
            let _ = if file.is_empty() {
                write!(list, "<li><span>{title}</span></li>")
            } else {
                write!(list, "<li><a href=\"{}{}\">{title}</a></li>", page.root, escape(file))
            };
        }
        if list.is_empty() {
            return list;
        }
        let label = escape(&texts.breadcrumb);
        format!("<nav class=\"trail\" aria-label=\"{label}\"><ol>{list}</ol></nav>")
    }

    /// The page before and the page behind.
    pub(super) fn pager(&self, page: &Framed<'_>, texts: &Texts) -> String {
        let Some(at) = self.places.get(page.file) else {
            return String::new();
        };
        let before = at.checked_sub(1).and_then(|at| self.leaves.get(at));
        let behind = self.leaves.get(at + 1);
        let mut links = String::new();
        for (rel, word, leaf) in [("prev", &texts.previous, before), ("next", &texts.next, behind)]
        {
            if let Some(leaf) = leaf {
                let (href, title) = (escape(&html(&leaf.path)), escape(&leaf.title));
                let (root, word) = (page.root, escape(word));
                let _ = write!(
                    links,
                    "<a rel=\"{rel}\" href=\"{root}{href}\"><span>{word}</span>{title}</a>"
                );
            }
        }
        if links.is_empty() {
            return links;
        }
        let label = escape(&texts.previous_and_next);
        format!("<nav class=\"pager\" aria-label=\"{label}\">{links}</nav>")
    }
}

/// Copies the project's logo to the root of the site; answers with its name there.
pub(super) fn put_logo(folder: &Path, logo: &str, made: &Path) -> Result<String, SiteError> {
    let error = |error| SiteError::Io { path: logo.to_owned(), error };
    let bytes = fs::read(folder.join(logo)).map_err(error)?;
    let ending = Path::new(logo).extension().and_then(|ending| ending.to_str()).unwrap_or("svg");
    let name = format!("logo.{ending}");
    write(&made.join(&name), &bytes)?;
    Ok(name)
}

/// The style sheets and scripts that `book.toml` adds, as mdBook put them on the site. The theme's own
/// file is a part of our styles already.
pub(super) fn own_files(
    folder: &Path,
    config: &HtmlConfig,
    made: &Path,
) -> Result<(Vec<String>, Vec<String>), SiteError> {
    let mut styles = Vec::new();
    for path in &config.additional_css {
        let text = fs::read_to_string(folder.join(path)).unwrap_or_default();
        let Some(name) = placed(made, path) else { continue };
        if text.starts_with(theme_css::MARK) {
            remove(&made.join(&name))?;
            // A folder with other files stays.
            let _ = made.join(&name).parent().map(fs::remove_dir);
        } else {
            styles.push(name);
        }
    }
    let scripts = config.additional_js.iter().filter_map(|path| placed(made, path)).collect();
    Ok((styles, scripts))
}

/// Where mdBook put a file: under its name, or with a hash in it.
fn placed(made: &Path, path: &Path) -> Option<String> {
    if made.join(path).is_file() {
        return path.to_str().map(|path| path.replace('\\', "/"));
    }
    let stem = path.file_stem()?.to_str()?;
    let ending = path.extension()?.to_str()?;
    let parent = path.parent().unwrap_or(Path::new(""));
    let mut names: Vec<String> = fs::read_dir(made.join(parent))
        .ok()?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| {
            let hash = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('-'));
            hash.and_then(|rest| rest.strip_suffix(ending)?.strip_suffix('.'))
                .is_some_and(|hash| hash.len() == 8)
        })
        .collect();
    names.sort();
    let name = parent.join(names.first()?);
    name.to_str().map(|name| name.replace('\\', "/"))
}

//! The navigation at the side: all parts, and only the branch of the page opened.
//!
//! It stands in the HTML of every page, so it must not grow with the book: of what is not on the way
//! to the page, only the first level is there.

use std::fmt::Write;

use mdbook_driver::book::BookItem;

use super::components::{Contents, Entry};
use super::markup::escape;
use crate::facts::pages::html;

/// More schemas than this are listed on their page only.
const MAX_LISTED: usize = 200;

/// The chapters of a book under the titles of its parts.
#[derive(Debug, Default)]
pub(super) struct Navigation {
    pub(super) parts: Vec<Part>,
}

/// Chapters under one title.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// None for chapters before the first title.
    pub(super) title: Option<String>,
    pub(super) items: Vec<Item>,
}

/// A chapter.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) title: String,
    /// Its HTML file; empty for a draft.
    pub(super) file: String,
    pub(super) children: Vec<Item>,
}

impl Navigation {
    /// Of the items of a book.
    pub(super) fn of(items: &[BookItem]) -> Self {
        let mut navigation = Self::default();
        for item in items {
            match item {
                BookItem::PartTitle(title) => {
                    navigation.parts.push(Part { title: Some(title.clone()), items: Vec::new() });
                }
                BookItem::Chapter(_) => {
                    if navigation.parts.is_empty() {
                        navigation.parts.push(Part::default());
                    }
                    if let Some(part) = navigation.parts.last_mut() {
                        part.items.extend(items_of(std::slice::from_ref(item)));
                    }
                }
                BookItem::Separator => {}
            }
        }
        navigation
    }

    /// The HTML of the navigation as a page shows it.
    ///
    /// `root` leads from the page to the root of the site. `contents` are those of the page.
    pub(super) fn sidebar(&self, file: &str, root: &str, contents: &Contents<'_>) -> String {
        let here = Here { file, root, contents };
        let mut out = String::new();
        for part in &self.parts {
            out.push_str("<section>");
            if let Some(title) = &part.title {
                let _ = write!(out, "<h2 class=\"part\">{}</h2>", escape(title));
            }
            here.list(&part.items, &mut out);
            out.push_str("</section>\n");
        }
        out
    }

    /// The first page of each part, with the title of the part.
    pub(super) fn firsts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parts.iter().filter_map(|part| {
            let first = part.items.iter().find(|item| !item.file.is_empty())?;
            Some((part.title.as_deref()?, first.file.as_str()))
        })
    }
}

fn items_of(items: &[BookItem]) -> Vec<Item> {
    let chapters = items.iter().filter_map(|item| match item {
        BookItem::Chapter(chapter) => Some(chapter),
        _ => None,
    });
    let item = |chapter: &mdbook_driver::book::Chapter| Item {
        title: chapter.name.clone(),
        file: chapter
            .source_path
            .as_ref()
            .or(chapter.path.as_ref())
            .and_then(|path| path.to_str())
            .map(|path| html(&path.replace('\\', "/")))
            .unwrap_or_default(),
        children: items_of(&chapter.sub_items),
    };
    chapters.map(item).collect()
}

/// The page whose navigation is written.
struct Here<'p> {
    file: &'p str,
    root: &'p str,
    contents: &'p Contents<'p>,
}

impl Here<'_> {
    fn list(&self, items: &[Item], out: &mut String) {
        out.push_str("<ul>");
        for item in items {
            self.item(item, out);
        }
        out.push_str("</ul>");
    }

    fn item(&self, item: &Item, out: &mut String) {
        let is_page = !item.file.is_empty() && item.file == self.file;
        let is_open = is_page || self.is_above(item);
        out.push_str(if is_open { "<li class=\"here\">" } else { "<li>" });
        let title = breakable(&item.title);
        let _ = if item.file.is_empty() {
            write!(out, "<span class=\"draft\">{title}</span>")
        } else {
            let current = if is_page { " aria-current=\"page\"" } else { "" };
            write!(out, "<a href=\"{}{}\"{current}>{title}</a>", self.root, escape(&item.file))
        };
        if is_page {
            self.entries(out);
        }
        if is_open && !item.children.is_empty() {
            self.list(&item.children, out);
        }
        out.push_str("</li>");
    }

    fn is_above(&self, item: &Item) -> bool {
        item.children.iter().any(|child| child.file == self.file || self.is_above(child))
    }

    /// The operations and schemas of the page.
    fn entries(&self, out: &mut String) {
        let entries = &self.contents.entries;
        if entries.is_empty() || entries.len() > MAX_LISTED {
            return;
        }
        let class = if entries.iter().any(|entry| entry.method.is_some()) {
            " class=\"operations\""
        } else {
            ""
        };
        let _ = write!(out, "<ul{class}>");
        for entry in entries {
            let _ = write!(out, "<li><a href=\"#{}\">{}</a></li>", entry.id, label(entry));
        }
        out.push_str("</ul>");
    }
}

/// The method and the title of an operation, or the name of a schema.
pub(super) fn label(entry: &Entry) -> String {
    let title = breakable(&entry.title);
    let title = if entry.is_deprecated { format!("<del>{title}</del>") } else { title };
    match &entry.method {
        Some(method) => format!(
            "<span class=\"method {}\">{}</span><span>{title}</span>",
            escape(&method.to_ascii_lowercase()),
            escape(method)
        ),
        None => format!("<span>{title}</span>"),
    }
}

/// A title in which long names can be broken.
fn breakable(title: &str) -> String {
    if title.contains(' ') || title.len() < 16 {
        return escape(title);
    }
    super::markup::write(&super::components::breakable(title))
}

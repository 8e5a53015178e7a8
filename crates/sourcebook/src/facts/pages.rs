//! The pages of the book: every Markdown file of the docs folder, with headings, anchors and links.

mod includes;
mod reference;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use sourcebook_prose::page::{FrontMatter, Outline, Slugs, Translated, translate};
use sourcebook_syntax::{FileId, Place, Sources, Span};

pub use reference::{API_REFERENCE, MARK};
#[cfg(feature = "site")]
pub(crate) use sourcebook_prose::page::markdown_options;
pub use sourcebook_prose::page::{Heading, Link, anchors, slug};

use crate::artifact::{self, Artifact};

/// The file in which mdBook reads the order of the chapters; it is no page.
pub const SUMMARY: &str = "SUMMARY.md";

/// Every page of the book, and the other files beside them.
#[derive(Debug, Default)]
pub struct Pages {
    /// The docs folder, relative to the project's.
    pub folder: String,
    /// The pages by path, relative to the docs folder.
    list: BTreeMap<String, Page>,
    /// The other files, relative to the docs folder.
    files: BTreeSet<String>,
}

/// One page.
#[derive(Debug)]
pub struct Page {
    /// Relative to the docs folder, with forward slashes: `install/airgap.md`.
    pub path: String,
    /// Its text.
    pub file: FileId,
    /// Its headings in order.
    pub headings: Vec<Heading>,
    /// Its links and images in order.
    pub links: Vec<Link>,
    /// The first paragraph as plain text.
    pub lead: String,
    /// Everything that a fragment can name.
    pub anchors: BTreeSet<String>,
    /// What it says of itself at its top.
    pub front_matter: FrontMatter,
    /// What of it is not shown as its author means it, and where it stands.
    pub unrendered: Vec<(String, Span)>,
    /// The files that it includes and that there are not.
    pub missing: Vec<(String, Span)>,
    /// The product that made it; none for a page that is written by hand.
    pub made_by: Option<Cow<'static, str>>,
}

impl Page {
    /// What the page calls itself: its first heading, or else its file.
    pub fn title(&self) -> &str {
        let stem = artifact::split(&self.path).1.trim_end_matches(".md");
        self.headings.first().map_or(stem, |heading| heading.text.as_str())
    }

    /// A place in its text.
    pub fn place(&self, span: Span) -> Place {
        Place { file: self.file, span, pointer: String::new() }
    }

    /// Its path on the site, without ending: `/install/airgap`, and `/install` for an index page.
    pub fn url(&self) -> String {
        url(&self.path)
    }
}

/// The path on the site of a page in the docs folder.
pub fn url(path: &str) -> String {
    let bare = path.strip_suffix(".md").unwrap_or(path);
    let (folder, name) = artifact::split(bare);
    if is_index(name) { format!("/{folder}") } else { format!("/{bare}") }
}

/// The HTML file that mdBook makes of a page.
pub fn html(path: &str) -> String {
    let bare = path.strip_suffix(".md").unwrap_or(path);
    let (folder, name) = artifact::split(bare);
    let name = if is_index(name) { "index" } else { name };
    artifact::join(folder, &format!("{name}.html"))
}

/// mdBook makes `index.html` of a README too.
fn is_index(stem: &str) -> bool {
    stem == "index" || stem.eq_ignore_ascii_case("readme")
}

impl Pages {
    /// Reads the docs folder; a folder that is not there has no pages.
    pub(super) fn read(sources: &mut Sources, root: &Path, folder: &str) -> io::Result<Self> {
        let mut pages = Self { folder: folder.to_owned(), ..Self::default() };
        for path in list(&root.join(folder))? {
            if is_page(&path) {
                let text = fs::read_to_string(root.join(folder).join(&path)).map_err(|error| {
                    io::Error::new(error.kind(), format!("{folder}/{path}: {error}"))
                })?;
                // What a generated page says includes nothing.
                let missing = if artifact::begins_as_generated(&text) {
                    Vec::new()
                } else {
                    includes::missing(&root.join(folder).join(&path), &text)
                };
                pages.add(sources, path.clone(), text, None);
                if let Some(page) = pages.list.get_mut(&path) {
                    page.missing = missing;
                }
            } else {
                pages.files.insert(path);
            }
        }
        Ok(pages)
    }

    /// Takes what the products made in place of what is on disk. A page that is recorded as written
    /// and that nothing makes any more is no page: it is about to be deleted.
    pub fn overlay(
        &mut self,
        sources: &mut Sources,
        artifacts: &[Artifact],
        recorded: &BTreeSet<String>,
    ) {
        let prefix = format!("{}/", self.folder);
        let made: Vec<_> = artifacts
            .iter()
            .filter_map(|artifact| Some((artifact.path.strip_prefix(&prefix)?, artifact)))
            .collect();
        self.list.retain(|path, _| !recorded.contains(&artifact::join(&self.folder, path)));
        for (path, artifact) in made {
            match std::str::from_utf8(&artifact.contents) {
                Ok(text) if is_page(path) => {
                    self.add(
                        sources,
                        path.to_owned(),
                        text.to_owned(),
                        Some(artifact.made_by.clone()),
                    );
                }
                _ => drop(self.files.insert(path.to_owned())),
            }
        }
    }

    fn add(
        &mut self,
        sources: &mut Sources,
        path: String,
        text: String,
        made_by: Option<Cow<'static, str>>,
    ) {
        let is_made = made_by.is_some() || artifact::begins_as_generated(&text);
        let translated = if is_made { Translated::default() } else { translate(&text) };
        let read = if is_made {
            Outline::read(&text, Slugs::MdBook)
        } else {
            Outline::of(&translated.text, Slugs::MdBook)
        };
        let file = sources.add(artifact::join(&self.folder, &path), text);
        let page = Page {
            path: path.clone(),
            file,
            headings: read.headings,
            links: read.links,
            lead: read.lead,
            anchors: read.anchors,
            front_matter: translated.front_matter,
            unrendered: translated.unrendered,
            missing: Vec::new(),
            made_by,
        };
        self.list.insert(path, page);
    }

    /// All pages, by path.
    pub fn iter(&self) -> impl Iterator<Item = &Page> {
        self.list.values()
    }

    /// The page of a path relative to the docs folder.
    pub fn get(&self, path: &str) -> Option<&Page> {
        self.list.get(path)
    }

    /// Whether there is a file of this path which is no page.
    pub fn has_file(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// The page that stands at a path of the site; `.html`, a trailing slash and `/index` make no
    /// difference.
    pub fn at_url(&self, url: &str) -> Option<&Page> {
        let bare = url.trim_start_matches('/').trim_end_matches('/');
        let bare = bare.strip_suffix(".html").unwrap_or(bare);
        let direct = self.get(&format!("{bare}.md"));
        direct.or_else(|| {
            let names = ["index.md", "README.md", "readme.md"];
            names.iter().find_map(|name| self.get(&artifact::join(bare, name)))
        })
    }

    /// The other files of the docs folder.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// The paths of all pages on the site.
    pub fn urls(&self) -> impl Iterator<Item = String> {
        self.list.values().map(Page::url)
    }
}

pub(super) fn is_page(path: &str) -> bool {
    path.strip_suffix(".md").is_some() && path != SUMMARY
}

/// Every file below a folder, sorted, hidden ones left out.
fn list(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), String::new())];
    while let Some((path, prefix)) = open.pop() {
        let entries = match fs::read_dir(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && prefix.is_empty() => continue,
            other => other?,
        };
        for entry in entries {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let below = artifact::join(&prefix, &name);
            if entry.file_type()?.is_dir() {
                open.push((entry.path(), below));
            } else {
                found.push(below);
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

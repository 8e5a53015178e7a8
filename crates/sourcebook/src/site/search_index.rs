//! What can be found: operations, schemas, settings, commands, pages and their sections.
//!
//! The index is a script, so that it can be loaded from a page that was opened as a file. A search
//! looks through the texts themselves, so they are here as they are read.

use serde::Serialize;

use super::components::{Contents, Heading, PageKind, words};
use super::markup::{Node, plain, unescape};
use super::outline::Leaf;
use crate::facts::pages::html;

/// Maximum number of characters of the text of a section.
const MAX_TEXT: usize = 4_000;

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Found {
    /// What it is: an index of [`KINDS`].
    #[serde(rename = "k")]
    kind: Kind,
    /// Its title.
    #[serde(rename = "t")]
    title: String,
    /// What is shown below the title.
    #[serde(rename = "s", skip_serializing_if = "String::is_empty")]
    about: String,
    /// Where it is, from the root of the site.
    #[serde(rename = "h")]
    address: String,
    /// The method of an operation.
    #[serde(rename = "m", skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    /// More text in which is searched.
    #[serde(rename = "x", skip_serializing_if = "String::is_empty")]
    text: String,
}

/// What can be found; the names are those of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Operations,
    Schemas,
    Settings,
    Commands,
    Names,
    FoundPages,
    Sections,
}

/// Everything that can be found on a page. Of a page that is too large, sections have no text.
pub(super) fn of_page(
    leaf: &Leaf,
    contents: &Contents<'_>,
    kind: PageKind,
    is_large: bool,
) -> Vec<Found> {
    let file = html(&leaf.path);
    let at =
        |id: &str| if id.is_empty() { file.clone() } else { format!("{file}#{}", unescape(id)) };
    let mut found = vec![page(leaf, kind, &file)];
    for entry in &contents.entries {
        let kind = if entry.method.is_some() { Kind::Operations } else { Kind::Schemas };
        let words = [Some(entry.words.clone()), entry.operation.clone()];
        let about = words
            .into_iter()
            .flatten()
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        found.push(Found {
            kind,
            title: entry.title.clone(),
            about: shortened(&about, 160),
            address: at(&entry.id),
            method: entry.method.clone(),
            text: String::new(),
        });
    }
    for named in &contents.names {
        let is_setting = named.name.starts_with('-')
            || named
                .name
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        found.push(Found {
            kind: if is_setting || leaf.path.contains("settings") {
                Kind::Settings
            } else {
                Kind::Names
            },
            title: named.name.clone(),
            about: shortened(&named.text, 200),
            address: at(&named.id),
            method: None,
            text: String::new(),
        });
    }
    if !is_large {
        add_sections(&mut found, &leaf.title, contents, &at);
    }
    found
}

fn page(leaf: &Leaf, kind: PageKind, file: &str) -> Found {
    Found {
        kind: if kind == PageKind::Command { Kind::Commands } else { Kind::FoundPages },
        title: leaf.title.clone(),
        about: leaf.description.clone(),
        address: file.to_owned(),
        method: None,
        text: String::new(),
    }
}

/// Adds the sections of a page with their texts. The text before the first heading is the page's own.
fn add_sections(
    found: &mut Vec<Found>,
    page: &str,
    contents: &Contents<'_>,
    at: &impl Fn(&str) -> String,
) {
    let mut collector = Collector { current: None, sections: Vec::new() };
    collector.walk(&contents.nodes);
    for (heading, text) in collector.sections {
        let text = shortened(text.trim(), MAX_TEXT);
        let Some(heading) = heading else {
            if let Some(page) = found.first_mut() {
                page.text = text;
            }
            continue;
        };
        let is_entry = contents.entries.iter().any(|entry| entry.id == heading.id);
        if !is_entry || !text.is_empty() {
            found.push(Found {
                kind: Kind::Sections,
                title: heading.text,
                about: page.to_owned(),
                address: at(&heading.id),
                method: None,
                text,
            });
        }
    }
}

/// A section: its heading, and its text.
type Section = (Option<Heading>, String);

struct Collector {
    current: Option<Section>,
    sections: Vec<Section>,
}

impl Collector {
    fn walk(&mut self, nodes: &[Node<'_>]) {
        self.add(nodes);
        self.sections.extend(self.current.take());
    }

    fn add(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            let Some(element) = node.element() else {
                self.text(&plain(std::slice::from_ref(node)));
                continue;
            };
            let is_frame = matches!(&*element.name, "section" | "div" | "article");
            match (element.heading_level(), element.attribute("id")) {
                (Some(level), Some(id)) => {
                    let text = words(&element.plain());
                    let heading = Heading { level, id: id.to_owned(), text };
                    self.sections.extend(self.current.replace((Some(heading), String::new())));
                }
                _ if is_frame && !element.has_class("code") && !element.has_class("table") => {
                    self.add(&element.children);
                }
                _ => self.text(&spaced(element)),
            }
        }
    }

    fn text(&mut self, text: &str) {
        let (_, all) = self.current.get_or_insert_with(|| (None, String::new()));
        for word in text.split_whitespace() {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(word);
        }
    }
}

/// The text of an element, with space between the texts of its blocks.
fn spaced(element: &super::markup::Element<'_>) -> String {
    const BLOCKS: [&str; 12] =
        ["li", "p", "td", "th", "tr", "div", "dd", "dt", "summary", "pre", "br", "span"];
    let mut text = String::new();
    for child in &element.children {
        match child.element() {
            Some(inside) => {
                // Names of classes of colored code are shorter.
                let is_word = inside.attribute("class").is_none_or(|class| class.len() > 2);
                let space = if BLOCKS.contains(&&*inside.name) && is_word { " " } else { "" };
                text.push_str(space);
                text.push_str(&spaced(inside));
                text.push_str(space);
            }
            None => child.add_plain(&mut text),
        }
    }
    text
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The index as a script.
pub(super) fn script(found: &[Found]) -> String {
    let json = serde_json::to_string(found).unwrap_or_default();
    // Ends of lines in texts of scripts, before ECMAScript 2019.
    let json = json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    format!("window.SEARCH = {json};\n")
}

impl Found {
    /// Whether it is an operation on a page.
    pub(super) fn is_operation_on(&self, file: &str) -> bool {
        let rest = self.address.strip_prefix(file).filter(|_| !file.is_empty());
        self.kind == Kind::Operations && rest.is_some_and(|rest| rest.starts_with('#'))
    }

    /// Where it is, and what it is called.
    pub(super) fn link(&self) -> (&str, String) {
        let method = self.method.as_ref().map(|method| format!("{method} ")).unwrap_or_default();
        (&self.address, format!("{method}{}", self.title))
    }
}

//! The manifest: the one definition of the navigation.

use std::path::Path;

use sourcebook_syntax::{Diagnostic, FileId, Place, Sources, nearest};

use super::located_json::{Kind, Member, Node, parse};
use crate::codes::INVALID_MANIFEST;
use crate::config::Located;

/// The navigation as it is written.
#[derive(Debug)]
pub struct Manifest {
    /// Its text.
    pub file: FileId,
    /// The entries of the first level.
    pub entries: Vec<Entry>,
}

/// One entry of the navigation.
#[derive(Debug)]
pub struct Entry {
    /// Where the entry stands.
    pub place: Place,
    /// What it is called.
    pub title: Located<String>,
    /// One sentence for lists of pages and for search engines.
    pub description: Option<Located<String>>,
    /// The page, relative to the docs folder: `install/airgap.md`.
    pub path: Option<Located<String>>,
    /// An image beside the title, relative to the docs folder.
    pub icon: Option<Located<String>>,
    /// What the reader should know before: `beta`, `premium`, `early access`.
    pub states: Vec<Located<String>>,
    /// The kind of generated pages that take their place here.
    pub generated: Option<Located<String>>,
    /// The entries below it.
    pub children: Vec<Entry>,
}

impl Manifest {
    /// Every entry, parents before their children.
    pub fn all(&self) -> Vec<&Entry> {
        fn add<'m>(entries: &'m [Entry], all: &mut Vec<&'m Entry>) {
            for entry in entries {
                all.push(entry);
                add(&entry.children, all);
            }
        }
        let mut all = Vec::new();
        add(&self.entries, &mut all);
        all
    }
}

/// The kinds of generated pages, and the product that makes each.
pub const GENERATED: &[(&str, &str)] = &[("api", "api-reference"), ("cli", "cli-reference")];

/// Members of an entry; `icon_path` is what older manifests call `icon`.
const MEMBERS: &[&str] =
    &["title", "description", "path", "icon", "icon_path", "state", "generated", "children"];

/// Members of the whole; `versions` is kept by other tools and says nothing here.
const TOP: &[&str] = &["routes", "versions"];

/// Reads the manifest; what is wrong with it is added to `found`.
pub(super) fn read(
    sources: &mut Sources,
    name: &str,
    folder: &Path,
    found: &mut Vec<Diagnostic>,
) -> Option<Manifest> {
    let text = match std::fs::read_to_string(folder.join(name)) {
        Ok(text) => text,
        Err(error) => {
            let message = format!("the manifest {name} cannot be read: {error}");
            found.push(Diagnostic::new(&INVALID_MANIFEST, message));
            return None;
        }
    };
    let file = sources.add(name, text.as_str());
    let root = match parse(&text, file) {
        Ok(root) => root,
        Err(fault) => {
            found.push(
                Diagnostic::new(&INVALID_MANIFEST, "the manifest is not valid JSON")
                    .at(fault.place, "reading stopped here")
                    .help(fault.message),
            );
            return None;
        }
    };
    let mut reader = Reader { found };
    let entries = reader.root(root);
    Some(Manifest { file, entries })
}

struct Reader<'a> {
    found: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn root(&mut self, root: Node) -> Vec<Entry> {
        let Kind::Object(members) = root.kind else {
            self.expected(&root, "the manifest", "an object with the member `routes`");
            return Vec::new();
        };
        let mut entries = Vec::new();
        for member in members {
            match member.name.as_str() {
                "routes" => entries = self.entries(member.value),
                "versions" => {}
                _ => self.unknown(&member, TOP),
            }
        }
        entries
    }

    fn entries(&mut self, list: Node) -> Vec<Entry> {
        let Kind::Array(items) = list.kind else {
            self.expected(&list, "a list of entries", "a list");
            return Vec::new();
        };
        items.into_iter().filter_map(|item| self.entry(item)).collect()
    }

    fn entry(&mut self, node: Node) -> Option<Entry> {
        let Kind::Object(members) = node.kind else {
            self.expected(&node, "an entry", "an object");
            return None;
        };
        let place = node.place;
        let nothing = Located { value: String::new(), place: Some(place.clone()) };
        let mut entry = Entry {
            place: place.clone(),
            title: nothing,
            description: None,
            path: None,
            icon: None,
            states: Vec::new(),
            generated: None,
            children: Vec::new(),
        };
        for member in members {
            self.member(&mut entry, member);
        }
        if entry.title.value.trim().is_empty() {
            let fault = Diagnostic::new(&INVALID_MANIFEST, "an entry has no title")
                .at(place, "this entry")
                .help("add `\"title\": \"…\"`: it is what readers see in the navigation");
            self.found.push(fault);
        }
        Some(entry)
    }

    fn member(&mut self, entry: &mut Entry, member: Member) {
        match member.name.as_str() {
            "title" => {
                if let Some(title) = self.text(member) {
                    entry.title = title;
                }
            }
            "description" => entry.description = self.text(member),
            "icon" | "icon_path" => entry.icon = self.text(member).map(clean),
            "path" => entry.path = self.text(member).map(clean),
            "generated" => entry.generated = self.generated(member),
            "state" => entry.states = self.states(member.value),
            "children" => entry.children = self.entries(member.value),
            _ => self.unknown(&member, MEMBERS),
        }
    }

    fn text(&mut self, member: Member) -> Option<Located<String>> {
        if let Kind::String(value) = member.value.kind {
            return Some(Located { value, place: Some(member.value.place) });
        }
        self.expected(&member.value, &format!("`{}`", member.name), "a string");
        None
    }

    fn states(&mut self, node: Node) -> Vec<Located<String>> {
        match node.kind {
            Kind::String(value) => vec![Located { value, place: Some(node.place) }],
            Kind::Array(items) => items.into_iter().flat_map(|item| self.states(item)).collect(),
            _ => {
                self.expected(&node, "`state`", "a string or a list of strings");
                Vec::new()
            }
        }
    }

    fn generated(&mut self, member: Member) -> Option<Located<String>> {
        let kind = self.text(member)?;
        if GENERATED.iter().any(|(known, _)| *known == kind.value) {
            return Some(kind);
        }
        let known = GENERATED.iter().map(|(known, _)| *known);
        let help = match nearest(&kind.value, known.clone()) {
            Some(near) => format!("the nearest kind is `{near}`"),
            None => format!("the kinds are {}", known.collect::<Vec<_>>().join(", ")),
        };
        let message = format!("no generated pages are called `{}`", kind.value);
        let place = kind.place?;
        let fault = Diagnostic::new(&INVALID_MANIFEST, message).at(place, "not a kind").help(help);
        self.found.push(fault);
        None
    }

    fn expected(&mut self, node: &Node, what: &str, kind: &str) {
        let message = format!("{what} must be {kind}");
        let label = format!("this is {}", node.kind_name());
        let fault = Diagnostic::new(&INVALID_MANIFEST, message).at(node.place.clone(), label);
        self.found.push(fault);
    }

    fn unknown(&mut self, member: &Member, known: &[&str]) {
        let help = match nearest(&member.name, known.iter().copied()) {
            Some(near) => format!("the nearest member is `{near}`"),
            None => format!("the members are {}", known.join(", ")),
        };
        let message = format!("the manifest has an unknown member `{}`", member.name);
        let fault = Diagnostic::new(&INVALID_MANIFEST, message)
            .at(member.key.clone(), "means nothing")
            .help(help);
        self.found.push(fault);
    }
}

/// The path without `./` before it.
fn clean(mut path: Located<String>) -> Located<String> {
    while let Some(rest) = path.value.strip_prefix("./") {
        path.value = rest.to_owned();
    }
    path
}

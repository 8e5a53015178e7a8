//! The manifest: the one definition of the navigation.

use std::path::Path;

use sourcebook_syntax::{Diagnostic, FileId, Kind, NodeRef, Place, Sources, nearest, parse_json};

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
    /// The title of the part of the book that begins with this entry; of the first level only.
    pub part: Option<Located<String>>,
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
const GENERATED: &[(&str, &str)] =
    &[("api", "api-reference"), ("cli", "cli-reference"), ("problems", "problems-reference")];

/// The product that makes the pages of a kind: `cli-reference` of `cli`, and where they are made
/// from facts with a name, `cli-reference.tool` of `cli.tool`.
pub fn maker(kind: &str) -> Option<String> {
    let (kind, name) = kind.split_once('.').map_or((kind, None), |(kind, name)| (kind, Some(name)));
    let (_, product) = GENERATED.iter().find(|(known, _)| *known == kind)?;
    Some(name.map_or_else(|| (*product).to_owned(), |name| format!("{product}.{name}")))
}

/// The kind of the pages that a product makes; the other way around.
pub fn kind_of(maker: &str) -> Option<String> {
    let (product, name) =
        maker.split_once('.').map_or((maker, None), |(product, name)| (product, Some(name)));
    let (kind, _) = GENERATED.iter().find(|(_, known)| *known == product)?;
    Some(name.map_or_else(|| (*kind).to_owned(), |name| format!("{kind}.{name}")))
}

/// Members of an entry; `icon_path` is what older manifests call `icon`.
const MEMBERS: &[&str] = &[
    "part",
    "title",
    "description",
    "path",
    "icon",
    "icon_path",
    "state",
    "generated",
    "children",
];

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
    let tree = match parse_json(sources, name, text) {
        Ok(tree) => tree,
        Err(error) => {
            let message = "the manifest is not valid JSON";
            found.push(Diagnostic {
                code: &INVALID_MANIFEST,
                message: message.to_owned(),
                ..*error
            });
            return None;
        }
    };
    let mut reader = ManifestReader { found };
    let entries = reader.root(tree.root());
    Some(Manifest { file: tree.file(), entries })
}

struct ManifestReader<'a> {
    found: &'a mut Vec<Diagnostic>,
}

impl ManifestReader<'_> {
    fn root(&mut self, root: NodeRef<'_>) -> Vec<Entry> {
        if !root.is_object() {
            self.expected(root, "the manifest", "an object with the member `routes`");
            return Vec::new();
        }
        let mut entries = Vec::new();
        for (name, value) in root.members() {
            match name {
                "routes" => entries = self.entries(value),
                "versions" => {}
                _ => self.unknown(root, name, TOP),
            }
        }
        entries
    }

    fn entries(&mut self, list: NodeRef<'_>) -> Vec<Entry> {
        if !matches!(list.kind(), Kind::Array(_)) {
            self.expected(list, "a list of entries", "a list");
            return Vec::new();
        }
        list.items().filter_map(|item| self.entry(item)).collect()
    }

    fn entry(&mut self, node: NodeRef<'_>) -> Option<Entry> {
        if !node.is_object() {
            self.expected(node, "an entry", "an object");
            return None;
        }
        let place = node.place();
        let mut entry = Entry {
            part: None,
            title: Located { value: String::new(), place: Some(place.clone()) },
            place,
            description: None,
            path: None,
            icon: None,
            states: Vec::new(),
            generated: None,
            children: Vec::new(),
        };
        for (name, value) in node.members() {
            self.member(&mut entry, node, name, value);
        }
        if entry.title.value.trim().is_empty() {
            let diagnostic = Diagnostic::new(&INVALID_MANIFEST, "an entry has no title")
                .at(entry.place.clone(), "this entry")
                .help("add `\"title\": \"…\"`: readers see it in the navigation");
            self.found.push(diagnostic);
        }
        Some(entry)
    }

    fn member(&mut self, entry: &mut Entry, node: NodeRef<'_>, name: &str, value: NodeRef<'_>) {
        match name {
            "title" => {
                if let Some(title) = self.text(name, value) {
                    entry.title = title;
                }
            }
            "description" => entry.description = self.text(name, value),
            "icon" | "icon_path" => entry.icon = self.text(name, value).map(clean),
            "path" => entry.path = self.text(name, value).map(clean),
            "generated" => entry.generated = self.generated(value),
            "state" => entry.states = self.states(value),
            "part" => entry.part = self.text(name, value),
            "children" => {
                entry.children = self.entries(value);
                self.reject_parts(&mut entry.children);
            }
            _ => self.unknown(node, name, MEMBERS),
        }
    }

    /// Parts hold entries, so none can begin inside of one.
    fn reject_parts(&mut self, children: &mut [Entry]) {
        for part in children.iter_mut().filter_map(|child| child.part.take()) {
            let message = "an entry below another one cannot begin a part";
            let diagnostic = Diagnostic::new(&INVALID_MANIFEST, message);
            let place = part.place.map(|place| diagnostic.clone().at(place, "this part"));
            let help =
                "give `part` to the entry of the first level that is the first one of the part";
            self.found.push(place.unwrap_or(diagnostic).help(help));
        }
    }

    fn text(&mut self, name: &str, value: NodeRef<'_>) -> Option<Located<String>> {
        if let Some(text) = value.as_str() {
            return Some(Located { value: text.to_owned(), place: Some(value.place()) });
        }
        self.expected(value, &format!("`{name}`"), "a string");
        None
    }

    fn states(&mut self, node: NodeRef<'_>) -> Vec<Located<String>> {
        if let Some(text) = node.as_str() {
            return vec![Located { value: text.to_owned(), place: Some(node.place()) }];
        }
        if matches!(node.kind(), Kind::Array(_)) {
            return node.items().flat_map(|item| self.states(item)).collect();
        }
        self.expected(node, "`state`", "a string or a list of strings");
        Vec::new()
    }

    fn generated(&mut self, value: NodeRef<'_>) -> Option<Located<String>> {
        let kind = self.text("generated", value)?;
        if maker(&kind.value).is_some() {
            return Some(kind);
        }
        let known = GENERATED.iter().map(|(known, _)| *known);
        let help = match nearest(&kind.value, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the kinds are {}", known.collect::<Vec<_>>().join(", ")),
        };
        let message = format!("unknown kind of generated pages `{}`", kind.value);
        let diagnostic = Diagnostic::new(&INVALID_MANIFEST, message);
        self.found.push(diagnostic.at(kind.place?, "not a kind").help(help));
        None
    }

    fn expected(&mut self, node: NodeRef<'_>, what: &str, kind: &str) {
        let message = format!("{what} must be {kind}");
        let label = format!("this is {}", node.kind_name());
        self.found.push(Diagnostic::new(&INVALID_MANIFEST, message).at(node.place(), label));
    }

    fn unknown(&mut self, object: NodeRef<'_>, name: &str, known: &[&str]) {
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the members are {}", known.join(", ")),
        };
        let message = format!("the manifest has an unknown member `{name}`");
        let place = object.key_place(name).unwrap_or_else(|| object.place());
        let diagnostic = Diagnostic::new(&INVALID_MANIFEST, message);
        self.found.push(diagnostic.at(place, "unknown member").help(help));
    }
}

/// The path without `./` before it.
fn clean(mut path: Located<String>) -> Located<String> {
    while let Some(rest) = path.value.strip_prefix("./") {
        path.value = rest.to_owned();
    }
    path
}

//! The names of types: the last segment of a schema's name, a prefix where two would be the same, and
//! never one that every program has already.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use sourcebook_model::Id;
use sourcebook_model::document::Schema;
use sourcebook_model::view::{Direction, Views};

use crate::usage::Usage;

/// Types that are there without being declared, in the language and in browsers. An own type of such a name
/// would stand in its place, in this file as well.
const GLOBALS: &[&str] = &[
    "Array",
    "ArrayBuffer",
    "Attr",
    "Awaited",
    "BigInt",
    "Blob",
    "Body",
    "Boolean",
    "Buffer",
    "Cache",
    "Comment",
    "Credential",
    "CustomEvent",
    "DataView",
    "Date",
    "Document",
    "Element",
    "Error",
    "Event",
    "EventTarget",
    "Exclude",
    "Extract",
    "File",
    "FileList",
    "FormData",
    "Function",
    "Generator",
    "HTMLElement",
    "Headers",
    "History",
    "Image",
    "Intl",
    "Iterable",
    "Iterator",
    "JSON",
    "Location",
    "Lock",
    "Map",
    "Math",
    "MessageEvent",
    "Node",
    "NonNullable",
    "Notification",
    "Number",
    "Object",
    "Omit",
    "Option",
    "Parameters",
    "Partial",
    "Pick",
    "Plugin",
    "Promise",
    "Proxy",
    "Range",
    "Readonly",
    "ReadonlyArray",
    "ReadonlyMap",
    "ReadonlySet",
    "Record",
    "Reflect",
    "RegExp",
    "Request",
    "Required",
    "ReturnType",
    "Screen",
    "Selection",
    "Set",
    "Storage",
    "String",
    "Symbol",
    "Text",
    "URL",
    "URLSearchParams",
    "Uint8Array",
    "WeakMap",
    "WeakSet",
    "WebSocket",
    "Window",
    "Worker",
];

/// What is said of a schema in the file.
#[derive(Debug)]
struct Name {
    text: String,
    /// What a request holds, where that is a type of its own.
    variant: Option<String>,
    /// Why it is not simply the last segment.
    reason: Option<String>,
}

/// The names of all component schemas.
#[derive(Debug, Default)]
pub(crate) struct Names(HashMap<Id<Schema>, Name>);

impl Names {
    /// Gives every component schema its name.
    pub(crate) fn new(
        views: &Views<'_>,
        usage: &Usage,
        prefixes: &BTreeMap<String, String>,
    ) -> Self {
        let schemas = &views.document().components.schemas;
        let mut giving = Giving {
            prefixes,
            taken: GLOBALS.iter().map(|name| ((*name).to_owned(), None)).collect(),
        };
        let mut names = HashMap::new();
        for at in order(schemas) {
            let (full, id) = &schemas[at];
            let (text, reason) = giving.give(full);
            names.insert(*id, Name { text, variant: None, reason });
        }
        // Variants come last, so that no type has another name because of one.
        for (full, id) in schemas.iter().filter(|(_, id)| usage.has_variant(*id)) {
            if let Some(name) = names.get_mut(id) {
                name.variant = Some(giving.unique(&format!("{}Request", name.text), full));
            }
        }
        Self(names)
    }

    /// The name of what goes in a direction.
    pub(crate) fn of(&self, id: Id<Schema>, direction: Direction) -> &str {
        let Some(name) = self.0.get(&id) else { return "unknown" };
        let variant = name.variant.as_deref().filter(|_| direction == Direction::Request);
        variant.unwrap_or(&name.text)
    }

    /// Why a name is not the last segment of that in the document.
    pub(crate) fn reason(&self, id: Id<Schema>) -> Option<&str> {
        self.0.get(&id)?.reason.as_deref()
    }
}

/// The name of the list of an enumeration's values.
pub(crate) fn plural(name: &str) -> String {
    let end = if name.ends_with('s') { "es" } else { "s" };
    format!("{name}{end}")
}

/// The places of schemas in the order in which they get their names: of a namespace with many schemas first.
fn order(schemas: &[(String, Id<Schema>)]) -> Vec<usize> {
    let mut sizes: HashMap<&str, usize> = HashMap::new();
    for (name, _) in schemas {
        *sizes.entry(namespace(name)).or_default() += 1;
    }
    let mut order: Vec<usize> = (0..schemas.len()).collect();
    order.sort_by_key(|at| {
        let name = schemas[*at].0.as_str();
        (usize::MAX - sizes[namespace(name)], name)
    });
    order
}

fn namespace(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(namespace, _)| namespace)
}

/// Names that are given one after the other.
struct Giving<'s> {
    prefixes: &'s BTreeMap<String, String>,
    /// The names that are taken, by what in the document; none for what every program has.
    taken: HashMap<String, Option<String>>,
}

impl Giving<'_> {
    /// A name, and why it is not the last segment.
    fn give(&mut self, full: &str) -> (String, Option<String>) {
        let (namespace, last) = full.rsplit_once('.').unwrap_or(("", full));
        let last = identifier(last);
        if let Some(prefix) = self.prefix(namespace) {
            let text = self.unique(&format!("{}{last}", identifier(prefix)), full);
            return (text, None);
        }
        let Some(holder) = self.taken.get(&last) else {
            self.taken.insert(last.clone(), Some(full.to_owned()));
            return (last, None);
        };
        let reason = match holder {
            Some(holder) => format!("`{full}`; `{last}` is `{holder}`"),
            None => format!("`{full}`; `{last}` is there in every program"),
        };
        // As much of the namespace as makes a difference.
        let segments: Vec<&str> = namespace.split('.').filter(|one| !one.is_empty()).collect();
        let longer = (0..segments.len()).rev().map(|from| {
            let prefix: String = segments[from..].iter().map(|one| identifier(one)).collect();
            format!("{prefix}{last}")
        });
        let free = longer.into_iter().find(|name| !self.taken.contains_key(name));
        let text = free.unwrap_or_else(|| format!("{last}Type"));
        (self.unique(&text, full), Some(reason))
    }

    fn prefix(&self, namespace: &str) -> Option<&str> {
        let last = namespace.rsplit('.').next().unwrap_or_default();
        let prefix = self.prefixes.get(namespace).or_else(|| self.prefixes.get(last));
        prefix.map(String::as_str)
    }

    /// A name that nothing has yet: this one, else with a number.
    fn unique(&mut self, name: &str, full: &str) -> String {
        let numbered = (2..).map(|number: usize| format!("{name}{number}"));
        let mut all = std::iter::once(name.to_owned()).chain(numbered);
        let free = all.find(|name| !self.taken.contains_key(name));
        let free = free.unwrap_or_else(|| name.to_owned());
        self.taken.insert(free.clone(), Some(full.to_owned()));
        free
    }
}

/// A name that a type can have: words with capitals, without what stands between them.
fn identifier(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut is_start = true;
    for letter in name.chars() {
        if !(letter.is_alphanumeric() || letter == '_' || letter == '$') {
            is_start = true;
            continue;
        }
        if is_start {
            text.extend(letter.to_uppercase());
        } else {
            text.push(letter);
        }
        is_start = false;
    }
    match text.chars().next() {
        Some(first) if first.is_numeric() => format!("_{text}"),
        Some(_) => text,
        None => "Unnamed".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of schemas, prefixes of namespaces, and the names of types.
    type Row<'r> = (&'r [&'r str], &'r [(&'r str, &'r str)], &'r [&'r str]);

    fn given(names: &[&str], prefixes: &[(&str, &str)]) -> Vec<String> {
        let prefixes: BTreeMap<String, String> = prefixes
            .iter()
            .map(|(name, prefix)| ((*name).to_owned(), (*prefix).to_owned()))
            .collect();
        let taken = GLOBALS.iter().map(|name| ((*name).to_owned(), None)).collect();
        let mut giving = Giving { prefixes: &prefixes, taken };
        names.iter().map(|name| giving.give(name).0).collect()
    }

    #[test]
    fn names_are_short_and_differ() {
        let table: [Row<'_>; 7] = [
            (&["codersdk.License"], &[], &["License"]),
            (&["codersdk.Filter", "agentsdk.Filter"], &[], &["Filter", "AgentsdkFilter"]),
            (&["serpent.Option"], &[("serpent", "Serpent")], &["SerpentOption"]),
            (&["a.v1.Pod", "b.v1.Pod", "c.v2.Pod"], &[], &["Pod", "V1Pod", "V2Pod"]),
            (&["Map", "sdk.Date", "string"], &[], &["MapType", "SdkDate", "StringType"]),
            (
                &["simple-user", "SimpleUser", "simple_user"],
                &[],
                &["SimpleUser", "SimpleUserType", "Simple_user"],
            ),
            (&["2fa", "class", "-"], &[], &["_2fa", "Class", "Unnamed"]),
        ];
        for (names, prefixes, expected) in table {
            assert_eq!(given(names, prefixes), expected);
        }
    }

    #[test]
    fn plurals_end_in_s() {
        assert_eq!([plural("Kind"), plural("Status")], ["Kinds", "Statuses"]);
    }
}

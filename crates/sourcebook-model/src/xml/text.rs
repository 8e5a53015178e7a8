//! XML documents as texts: indentation, escapes, declarations of namespaces.

use std::fmt::Write;

use super::name::{Name, is_declarable};
use super::node::{Element, INSTANCE, Node};

/// The text of a document.
pub(super) fn write(root: &Element) -> String {
    let mut writer = Writer::default();
    let mut own = Vec::new();
    // Once for all elements that need it.
    if root.has_nil() {
        own.push(("xsi".to_owned(), INSTANCE.to_owned()));
    }
    writer.element(root, own, Some(0));
    writer.text
}

/// A prefix (empty for none) and its namespace.
type Declaration = (String, String);

#[derive(Default)]
struct Writer {
    text: String,
    /// What is declared by the elements around, the nearest last.
    scope: Vec<Declaration>,
}

impl Writer {
    /// Writes an element, its children indented below it if it stands on a line of its own.
    fn element(&mut self, element: &Element, mut own: Vec<Declaration>, indent: Option<usize>) {
        let (declaring, others): (Vec<_>, Vec<_>) =
            element.attributes.iter().partition(|(name, _)| name.declares().is_some());
        for (name, value) in declaring {
            let prefix = name.declares().unwrap_or_default();
            if is_declarable(prefix, value) && !own.iter().any(|(known, _)| known == prefix) {
                own.push((prefix.to_owned(), value.clone()));
            }
        }
        let name = self.qualified(&element.name, &mut own, false);
        let mut attributes = Vec::new();
        for (attribute, value) in others {
            let name = self.qualified(attribute, &mut own, true);
            if !attributes.iter().any(|(known, _)| is_same(known, &name)) {
                attributes.push((name, value));
            }
        }
        let name = name.text;
        self.text.extend(["<", &name]);
        for (prefix, uri) in &own {
            let colon = if prefix.is_empty() { "" } else { ":" };
            let _ = write!(self.text, " xmlns{colon}{prefix}=\"{}\"", escaped(uri, true));
        }
        for (name, value) in attributes {
            let _ = write!(self.text, " {}=\"{}\"", name.text, escaped(value, true));
        }
        if element.nodes.is_empty() {
            self.text.push_str("/>");
            return;
        }
        self.text.push('>');
        let around = self.scope.len();
        self.scope.append(&mut own);
        self.nodes(element, indent.filter(|_| !element.is_mixed()));
        self.scope.truncate(around);
        self.text.extend(["</", &name, ">"]);
    }

    fn nodes(&mut self, element: &Element, indent: Option<usize>) {
        for node in &element.nodes {
            match node {
                Node::Text(text) => self.text.push_str(&escaped(text, false)),
                Node::Data(text) => {
                    let text = allowed(text).replace("]]>", "]]]]><![CDATA[>");
                    self.text.extend(["<![CDATA[", &text, "]]>"]);
                }
                Node::Element(inner) => {
                    if let Some(level) = indent {
                        self.line(level + 1);
                    }
                    self.element(inner, Vec::new(), indent.map(|level| level + 1));
                }
            }
        }
        if let Some(level) = indent {
            self.line(level);
        }
    }

    fn line(&mut self, level: usize) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n("  ", level));
    }

    /// A name with its prefix, for which the element declares what is not declared around it.
    /// Attributes without a prefix have no namespace.
    fn qualified(&self, name: &Name, own: &mut Vec<Declaration>, is_attribute: bool) -> Qualified {
        let local = || Qualified { text: name.local.clone(), namespace: None };
        let prefix = name.prefix.as_deref().unwrap_or_default();
        if prefix.is_empty() && is_attribute {
            return local();
        }
        let is_of_prefix = |declared: &&Declaration| declared.0 == prefix;
        let of_own = own.iter().find(is_of_prefix);
        let known = of_own.or_else(|| self.scope.iter().rev().find(is_of_prefix));
        let known = known.map(|(_, uri)| uri);
        let namespace = match (&name.namespace, known) {
            (None, known) => known.cloned(),
            (Some(uri), Some(known)) if uri == known => Some(uri.clone()),
            (Some(uri), _) if of_own.is_none() && is_declarable(prefix, uri) => {
                own.push((prefix.to_owned(), uri.clone()));
                Some(uri.clone())
            }
            (Some(_), _) => None,
        };
        // `xml` is bound to its namespace everywhere, which is one for attributes.
        let is_bound = is_attribute && prefix == "xml";
        if prefix.is_empty() || (namespace.is_none() && !is_bound) {
            return local();
        }
        Qualified { text: [prefix, ":", &name.local].concat(), namespace }
    }
}

/// A name as it is written, and the namespace that its prefix stands for.
struct Qualified {
    text: String,
    namespace: Option<String>,
}

/// Whether one element cannot have both as attributes.
fn is_same(one: &Qualified, other: &Qualified) -> bool {
    let local = |name: &Qualified| name.text.rsplit(':').next().map(str::to_owned);
    one.text == other.text
        || (one.namespace.is_some()
            && one.namespace == other.namespace
            && local(one) == local(other))
}

/// A text between tags, or the value of an attribute (XML 1.0, sections 2.4, 2.11 and 3.3.3).
fn escaped(text: &str, is_attribute: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' if is_attribute => escaped.push_str("&quot;"),
            '\r' => escaped.push_str("&#13;"),
            '\n' if is_attribute => escaped.push_str("&#10;"),
            '\t' if is_attribute => escaped.push_str("&#9;"),
            one => escaped.push(allowed_char(one)),
        }
    }
    escaped
}

fn allowed(text: &str) -> String {
    text.chars().map(allowed_char).collect()
}

/// A character, if it can stand in a document (XML 1.0, section 2.2).
fn allowed_char(one: char) -> char {
    match one {
        '\t' | '\n' | '\r' => one,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        one => one,
    }
}

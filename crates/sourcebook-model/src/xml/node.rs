//! The nodes of an XML document.

use super::name::Name;

/// The namespace of `nil` (XML Schema Part 1, section 2.6).
pub(super) const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Node {
    /// Another element.
    Element(Element),
    /// Text, as it is before anything is escaped.
    Text(String),
    /// A CDATA section.
    Data(String),
}

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: Name,
    /// Each name once.
    pub(super) attributes: Vec<(Name, String)>,
    pub(super) nodes: Vec<Node>,
}

impl Element {
    /// Adds an attribute, if there is none of that name.
    pub(super) fn set(&mut self, name: Name, value: String) {
        if !self.attributes.iter().any(|(known, _)| known.is_same(&name)) {
            self.attributes.push((name, value));
        }
    }

    /// Marks the element as one whose value is `null` (OpenAPI 3.2, section 4.26.5).
    pub(super) fn set_nil(&mut self) {
        let name = Name::new(Some("xsi"), "nil", Some(INSTANCE));
        self.set(name, "true".to_owned());
    }

    /// Whether it, or an element in it, is marked so.
    pub(super) fn has_nil(&self) -> bool {
        let is_nil = |(name, _): &(Name, String)| name.namespace.as_deref() == Some(INSTANCE);
        let in_node = |node: &Node| matches!(node, Node::Element(inner) if inner.has_nil());
        self.attributes.iter().any(is_nil) || self.nodes.iter().any(in_node)
    }

    /// Whether white space between its nodes would be part of a text.
    pub(super) fn is_mixed(&self) -> bool {
        self.nodes.iter().any(|node| !matches!(node, Node::Element(_)))
    }
}

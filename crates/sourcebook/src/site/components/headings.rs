//! Headings: their links, and the outline of a page.

use super::super::markup::{Element, Node};

/// A heading of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::site) struct Heading {
    /// 2 or 3.
    pub(in crate::site) level: u8,
    /// The fragment that leads to it, escaped.
    pub(in crate::site) id: String,
    /// Its text without markup.
    pub(in crate::site) text: String,
}

/// mdBook makes a heading a link to itself; it keeps the link under our class.
pub(super) fn change(heading: &mut Element<'_>) {
    for child in heading.children.iter_mut().filter_map(Node::element_mut) {
        if child.name == "a" && child.has_class("header") {
            child.set("class", "anchor");
        }
    }
}

/// A text on one line.
pub(in crate::site) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The headings of the second and third level in order.
pub(super) fn of(nodes: &[Node<'_>]) -> Vec<Heading> {
    let mut headings = Vec::new();
    add(nodes, &mut headings);
    headings
}

fn add(nodes: &[Node<'_>], headings: &mut Vec<Heading>) {
    for element in nodes.iter().filter_map(Node::element) {
        match element.heading_level() {
            Some(level @ (2 | 3)) => headings.extend(element.attribute("id").map(|id| Heading {
                level,
                id: id.to_owned(),
                text: words(&element.plain()),
            })),
            Some(_) => {}
            None => add(&element.children, headings),
        }
    }
}

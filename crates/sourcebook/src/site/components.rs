//! The contents of a page as the site shows them: what Markdown says by its form becomes components.
//!
//! Lists whose items begin with a bold name become fields, operations get two columns, samples become
//! tabs, code is colored. Without a script all of it can be read: tabs are folds, long code is whole.

mod anchors;
mod blocks;
mod code;
mod entries;
mod fields;
mod headings;
mod responses;
mod samples;

use super::markup::{Element, Node, read};
use crate::facts::Texts;

pub(super) use code::breakable;
pub(super) use entries::Entry;
pub(super) use headings::{Heading, words};

/// What a page is a reference of, by the comment that it begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageKind {
    /// Somebody wrote it.
    Guide,
    /// Operations or schemas of an API.
    Api,
    /// A command.
    Command,
    /// Options, variables, metrics, spans, settings or problems.
    List,
}

impl PageKind {
    /// What the comments of generated pages say, and what these are.
    const MARKS: [(&str, Self); 3] = [
        ("from the API document", Self::Api),
        ("from the program's commands", Self::Command),
        ("", Self::List),
    ];

    /// The kind of a page by its Markdown. Whether it is generated is known from the record as well.
    pub(super) fn of(markdown: &str, is_made: bool) -> Self {
        let first = markdown.trim_start().lines().next().unwrap_or_default();
        let mark = Self::MARKS.iter().find(|(words, _)| first.contains(words));
        mark.filter(|_| is_made).map_or(Self::Guide, |(_, kind)| *kind)
    }
}

/// The contents of a page.
#[derive(Debug)]
pub(super) struct Contents<'p> {
    /// What stands in the title.
    pub(super) title: Vec<Node<'p>>,
    /// Everything below it.
    pub(super) nodes: Vec<Node<'p>>,
    /// Headings of the second and third level.
    pub(super) headings: Vec<Heading>,
    /// The operations and schemas of a reference.
    pub(super) entries: Vec<Entry>,
    /// Fields that can be linked to: options, variables, settings.
    pub(super) names: Vec<fields::Named>,
}

/// The contents of a page from the HTML that mdBook made of it.
pub(super) fn arrange<'p>(html: &'p str, kind: PageKind, texts: &Texts) -> Contents<'p> {
    let mut nodes = read(html);
    anchors::adopt(&mut nodes);
    let mut names = Vec::new();
    blocks::change(&mut nodes, kind, texts, &mut names);
    blocks::frame_tables(&mut nodes);
    let title = take_title(&mut nodes);
    let mut entries = Vec::new();
    if kind == PageKind::Api {
        blocks::change_lines(&mut nodes);
        entries = entries::group(&mut nodes, texts);
    }
    let headings = headings::of(&nodes);
    Contents { title, nodes, headings, entries, names }
}

/// What stands in the first heading, which gets a place of its own.
fn take_title<'p>(nodes: &mut Vec<Node<'p>>) -> Vec<Node<'p>> {
    let Some(at) = nodes.iter().position(|node| node.is("h1")) else {
        return Vec::new();
    };
    let Node::Element(heading) = nodes.remove(at) else {
        return Vec::new();
    };
    // The title of a page is no link to itself.
    heading.children.into_iter().flat_map(without_link).collect()
}

fn without_link(node: Node<'_>) -> Vec<Node<'_>> {
    match node {
        Node::Element(link) if link.name == "a" && link.has_class("anchor") => link.children,
        Node::Element(Element { name, .. }) if name == "wbr" => Vec::new(),
        other => vec![other],
    }
}

/// Whether a page is shown at the whole width: its samples stand beside the text.
pub(super) fn is_broad(contents: &Contents<'_>) -> bool {
    !contents.entries.is_empty()
}

//! What every page has: headings, code, tables, remarks, lists, names in texts.

use super::super::markup::{Element, Node};
use super::fields::{self, Named};
use super::{PageKind, code, headings};
use crate::facts::Texts;

/// Changes the blocks of a page, and adds the fields that can be linked to.
pub(super) fn change(
    nodes: &mut Vec<Node<'_>>,
    kind: PageKind,
    texts: &Texts,
    names: &mut Vec<Named>,
) {
    for node in nodes.iter_mut() {
        let Some(element) = node.element_mut() else { continue };
        if let Some(changed) = changed(element) {
            *node = changed;
            continue;
        }
        change(&mut element.children, kind, texts, names);
        let element_name = element.name.clone();
        match &*element_name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => headings::change(element),
            "code" => code::name(element),
            "blockquote" => remark(element, texts),
            "div" if element.has_class("table-wrapper") => element.set("class", "table"),
            "ul" if kind != PageKind::Guide => fields::list(element, texts, names),
            "p" if kind == PageKind::Api => fields::line(element),
            _ => {}
        }
    }
    if nodes.iter().any(|node| node.is("table")) {
        frame_tables(nodes);
    }
}

/// What takes the place of an element whose insides are not looked at.
fn changed<'p>(element: &mut Element<'p>) -> Option<Node<'p>> {
    match &*element.name {
        "pre" => Some(code::block(std::mem::take(element))),
        _ => None,
    }
}

/// Tables that are written as HTML scroll like those of Markdown.
fn frame_tables(nodes: &mut [Node<'_>]) {
    for node in nodes.iter_mut().filter(|node| node.is("table")) {
        let table = std::mem::replace(node, Node::Raw("".into()));
        *node = Element::of_class("div", "table").holding(table).into();
    }
}

/// The kinds of remarks: the class that mdBook gives, ours, and the title that mdBook writes.
const REMARKS: [(&str, &str, &str); 5] = [
    ("blockquote-tag-note", "note is-note", "Note"),
    ("blockquote-tag-tip", "note tip", "Tip"),
    ("blockquote-tag-important", "note is-note", "Important"),
    ("blockquote-tag-warning", "note is-warning", "Warning"),
    ("blockquote-tag-caution", "note caution", "Caution"),
];

/// A quote of GitHub's notation for remarks, as mdBook writes it.
fn remark(quote: &mut Element<'_>, texts: &Texts) {
    let Some((_, class, word)) = REMARKS.iter().find(|(class, ..)| quote.has_class(class)) else {
        return;
    };
    quote.name = "div".into();
    quote.set("class", class);
    quote.set("role", "note");
    let mut paragraphs = quote.children.iter_mut().filter_map(Node::element_mut);
    if let Some(title) = paragraphs.find(|one| one.has_class("blockquote-tag-title")) {
        title.set("class", "note-title");
        let plain = title.plain().trim().to_owned();
        let text = if plain == *word { texts.remark(word) } else { plain };
        title.children = vec![Node::text(&text)];
    }
}

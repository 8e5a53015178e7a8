//! Lists of fields: parameters, members, options, settings.
//!
//! An item begins with a bold name in code; behind it stand words and traits, and behind the first
//! break of the line its description.

use super::super::markup::{Element, Node, plain};
use crate::facts::Texts;

/// What stands between traits.
const SEPARATOR: &str = " · ";

/// Traits that a reader must not miss.
const STRONG: [&str; 2] = ["required", "secret"];

/// Traits that have a line of their own, with the name that they begin with.
const NAMES: [&str; 2] = ["variable ", "YAML "];

/// What the line ends with below which options stand.
const CHOICES: [&str; 4] = [
    "exactly one of these:",
    "at least one of these:",
    "exactly one of these",
    "at least one of these",
];

/// A field that can be linked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::site) struct Named {
    /// The fragment that leads to it, escaped.
    pub(in crate::site) id: String,
    /// Its name: `--tls-address`.
    pub(in crate::site) name: String,
    /// Words, traits and description.
    pub(in crate::site) text: String,
}

/// A list whose items begin with bold names becomes fields.
pub(super) fn list(list: &mut Element<'_>, texts: &Texts, names: &mut Vec<Named>) {
    let items = || list.contents().filter_map(Node::element);
    if !items().any(|item| lead(item).is_some_and(starts_field)) {
        return;
    }
    let has_names = items().any(|item| lead(item).is_some_and(starts_named));
    list.set("class", if has_names { "fields settings" } else { "fields" });
    list.children.retain(|child| !child.is_blank());
    for item in list.children.iter_mut().filter_map(Node::element_mut) {
        change(item, texts, names);
    }
}

/// A paragraph outside of lists that is written like a field: the media type of a body.
pub(super) fn line(paragraph: &mut Element<'_>) {
    let has_traits = paragraph
        .children
        .iter()
        .any(|child| matches!(child, Node::Text(text) if text.contains(SEPARATOR)));
    if has_traits && starts_field(&paragraph.children) {
        let children = std::mem::take(&mut paragraph.children);
        paragraph.set("class", "field media");
        paragraph.children = spans(children).0;
    }
}

/// What an item begins with, outside of its paragraph.
fn lead<'e, 'p>(item: &'e Element<'p>) -> Option<&'e [Node<'p>]> {
    match item.contents().next()?.element() {
        Some(first) if first.name == "p" => Some(&first.children),
        _ => Some(&item.children),
    }
}

/// Whether it begins with a bold name in code, behind an anchor or not.
fn starts_field(nodes: &[Node<'_>]) -> bool {
    let mut nodes = nodes.iter().filter(|node| !node.is_blank());
    let first = nodes.next().and_then(Node::element);
    let first =
        if first.is_some_and(is_anchor) { nodes.next().and_then(Node::element) } else { first };
    first.is_some_and(|strong| {
        strong.name == "strong" && strong.contents().next().is_some_and(|inside| inside.is("code"))
    })
}

/// Whether an anchor stands before the name.
fn starts_named(nodes: &[Node<'_>]) -> bool {
    nodes.iter().find(|node| !node.is_blank()).and_then(Node::element).is_some_and(is_anchor)
}

fn is_anchor(element: &Element<'_>) -> bool {
    element.name == "a" && element.children.is_empty() && element.attribute("id").is_some()
}

/// Whether an element can stand in a line of text.
fn is_inline(node: &Node<'_>) -> bool {
    const BLOCKS: [&str; 10] =
        ["p", "ul", "ol", "details", "div", "pre", "table", "blockquote", "dl", "hr"];
    node.element().is_none_or(|element| !BLOCKS.contains(&&*element.name))
}

fn change(item: &mut Element<'_>, texts: &Texts, names: &mut Vec<Named>) {
    let mut children = std::mem::take(&mut item.children);
    let is_loose =
        children.iter().find(|child| !child.is_blank()).is_some_and(|child| child.is("p"));
    let (line, rest) = if is_loose {
        let at = children.iter().position(|child| child.is("p")).unwrap_or_default();
        let rest = children.split_off(at + 1);
        let line = children.pop().and_then(into_children).unwrap_or_default();
        (line, rest)
    } else {
        let end = children.iter().position(|child| !is_inline(child)).unwrap_or(children.len());
        let rest = children.split_off(end);
        (children, rest)
    };
    let (mut head, description) = split_at_break(line);
    let id = take_anchor(&mut head);
    let is_choice = CHOICES.iter().any(|words| plain(&head).trim_end().ends_with(words));
    let (spans, lines) = spans(head);
    let mut field = Element::of_class("p", "field").holding_all(spans);
    if let Some(id) = &id {
        item.attributes.push(("id".into(), id.clone().into()));
        link_name(&mut field, id);
    }
    let name = field.contents().next().map(|first| plain(std::slice::from_ref(first)));
    let text = plain(&description);
    names.extend(id.zip(name).map(|(id, name)| Named {
        id,
        name,
        text: format!("{} {}", words_of(&field, &lines), text.trim()).trim().to_owned(),
    }));
    item.children.push(field.into());
    if !description.is_empty() {
        item.children.push(Element::new("p").holding_all(description).into());
    }
    item.children.extend(rest);
    item.children.extend(names_list(lines, texts));
    if is_choice {
        mark_choices(&mut item.children, texts);
    }
    item.children.retain(|child| !child.is_blank());
}

fn into_children(node: Node<'_>) -> Option<Vec<Node<'_>>> {
    if let Node::Element(element) = node { Some(element.children) } else { None }
}

/// The words behind the name, for the search.
fn words_of(field: &Element<'_>, lines: &[(String, Vec<Node<'_>>)]) -> String {
    let spans = field.contents().skip(1).map(|span| plain(std::slice::from_ref(span)));
    let lines = lines.iter().map(|(_, value)| plain(value));
    let words: Vec<String> = lines.chain(spans).map(|words| words.trim().to_owned()).collect();
    words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(SEPARATOR)
}

/// What stands before the first break, and behind it.
fn split_at_break(mut line: Vec<Node<'_>>) -> (Vec<Node<'_>>, Vec<Node<'_>>) {
    let Some(at) = line.iter().position(|node| node.is("br")) else {
        return (line, Vec::new());
    };
    let mut behind = line.split_off(at);
    behind.remove(0);
    trim_start(&mut behind);
    (line, behind)
}

fn trim_start(nodes: &mut Vec<Node<'_>>) {
    while nodes.first().is_some_and(Node::is_blank) {
        nodes.remove(0);
    }
    if let Some(Node::Text(text)) = nodes.first_mut() {
        *text = text.trim_start().to_owned().into();
    }
}

/// The id of the anchor that an item begins with.
fn take_anchor(head: &mut Vec<Node<'_>>) -> Option<String> {
    trim_start(head);
    let anchor = head.first()?.element().filter(|first| is_anchor(first))?;
    let id = anchor.attribute("id")?.to_owned();
    head.remove(0);
    Some(id)
}

/// The name of a field that can be linked to leads to itself.
fn link_name(field: &mut Element<'_>, id: &str) {
    let Some(strong) = field.children.iter_mut().find_map(Node::element_mut) else { return };
    let mut link = Element::of_class("a", "anchor");
    link.attributes.push(("href".into(), format!("#{id}").into()));
    let inside = std::mem::take(&mut strong.children);
    // A name that leads elsewhere cannot lead to itself as well.
    if inside.iter().any(|node| node.is("a")) {
        strong.children = inside;
    } else {
        strong.children.push(link.holding_all(inside).into());
    }
}

/// Parts of a line that have a line of their own: what they begin with, and what follows.
type Lines<'p> = Vec<(String, Vec<Node<'p>>)>;

/// The name and an element for each trait; and the traits that have a line of their own.
fn spans(head: Vec<Node<'_>>) -> (Vec<Node<'_>>, Lines<'_>) {
    let mut parts: Vec<Vec<Node<'_>>> = vec![Vec::new()];
    let mut name = Vec::new();
    for node in head {
        let is_first = name.is_empty() && parts.len() == 1 && parts[0].is_empty();
        match node {
            Node::Element(strong) if is_first && strong.name == "strong" => {
                name.push(strong.into());
            }
            Node::Text(text) => add_text(&text, &mut parts),
            other => {
                if let Some(part) = parts.last_mut() {
                    part.push(other);
                }
            }
        }
    }
    let mut lines = Vec::new();
    for mut part in parts {
        trim_start(&mut part);
        if part.iter().all(Node::is_blank) {
            continue;
        }
        let text = plain(&part);
        if let Some(words) = NAMES.iter().find(|words| text.starts_with(**words)) {
            lines.push((words.trim().to_owned(), part));
            continue;
        }
        let text = text.trim();
        let mut span = Element::new("span");
        if STRONG.contains(&text) {
            span.set("class", "must");
            part = vec![Node::text(text)];
        } else if text == "deprecated" {
            span.set("class", "old");
        }
        name.push(span.holding_all(part).into());
    }
    (name, lines)
}

/// Adds a text to the last part, and begins another one at each separator.
fn add_text(text: &str, parts: &mut Vec<Vec<Node<'_>>>) {
    for (at, piece) in text.split(SEPARATOR).enumerate() {
        if at > 0 {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut().filter(|_| !piece.is_empty()) {
            part.push(Node::Text(piece.to_owned().into()));
        }
    }
}

/// Variable and key of an option as a list of names.
fn names_list<'p>(lines: Lines<'p>, texts: &Texts) -> Option<Node<'p>> {
    let mut list = Element::of_class("dl", "names");
    for (words, mut value) in lines {
        if let Some(Node::Text(text)) = value.first_mut() {
            *text = text.trim_start()[words.len()..].trim_start().to_owned().into();
        }
        let words = if words == "YAML" { words } else { texts.variable.clone() };
        list.children.push(Element::new("dt").holding(Node::text(&words)).into());
        list.children.push(Element::new("dd").holding_all(value).into());
    }
    (!list.children.is_empty()).then(|| list.into())
}

/// The list behind a line that offers a choice.
fn mark_choices(children: &mut [Node<'_>], texts: &Texts) {
    let lists = children.iter_mut().rev().filter_map(Node::element_mut);
    let Some(list) = lists.into_iter().find(|list| list.name == "ul") else { return };
    list.set("class", "fields options");
    for item in list.children.iter_mut().filter_map(Node::element_mut) {
        let first = item.contents().next().and_then(Node::element);
        if !first.is_some_and(|first| first.has_class("field")) {
            change(item, texts, &mut Vec::new());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::markup::{read, write};
    use super::*;

    fn fields(html: &str) -> (String, Vec<Named>) {
        let mut nodes = read(html);
        let mut names = Vec::new();
        list(nodes[0].element_mut().expect("a list"), &Texts::default(), &mut names);
        (write(&nodes), names)
    }

    #[test]
    fn items_with_bold_names_become_fields() {
        let table = [
            (
                "<ul><li><strong><code>a</code></strong> string · <strong>required</strong> · at most 5</li></ul>",
                "<ul class=\"fields\"><li><p class=\"field\"><strong><code>a</code></strong>\
                 <span>string</span><span class=\"must\">required</span><span>at most 5</span></p></li></ul>",
            ),
            (
                "<ul>\n<li><p><strong><code>a</code></strong> <a href=\"#x\">X</a> · deprecated<br>\nSome <em>words</em>.</p><ul><li>one</li></ul></li></ul>",
                "<ul class=\"fields\"><li><p class=\"field\"><strong><code>a</code></strong>\
                 <span><a href=\"#x\">X</a></span><span class=\"old\">deprecated</span></p>\
                 <p>Some <em>words</em>.</p><ul><li>one</li></ul></li></ul>",
            ),
            (
                "<ul><li><strong><code>a</code></strong> any · exactly one of these:<ul><li>string</li></ul></li></ul>",
                "<ul class=\"fields\"><li><p class=\"field\"><strong><code>a</code></strong><span>any</span>\
                 <span>exactly one of these:</span></p><ul class=\"fields options\"><li><p class=\"field\"><span>string</span></p></li></ul></li></ul>",
            ),
            ("<ul><li>a · b</li></ul>", "<ul><li>a · b</li></ul>"),
            ("<ul><li><strong>a</strong> b</li></ul>", "<ul><li><strong>a</strong> b</li></ul>"),
        ];
        for (html, expected) in table {
            assert_eq!(fields(html).0, expected);
        }
    }

    #[test]
    fn options_can_be_linked_to_and_say_their_variable() {
        let (html, names) = fields(
            "<ul><li><p><a id=\"tls\"></a><strong><code>--tls</code></strong> bool · default <code>false</code> \
             · variable <code>CODER_TLS</code> · YAML <code>a.b</code><br>\nWhether.</p></li></ul>",
        );
        assert_eq!(
            html,
            "<ul class=\"fields settings\"><li id=\"tls\"><p class=\"field\"><strong>\
             <a class=\"anchor\" href=\"#tls\"><code>--tls</code></a></strong><span>bool</span>\
             <span>default <code>false</code></span></p><p>Whether.</p><dl class=\"names\"><dt>Variable</dt>\
             <dd><code>CODER_TLS</code></dd><dt>YAML</dt><dd><code>a.b</code></dd></dl></li></ul>"
        );
        let expected = Named {
            id: "tls".to_owned(),
            name: "--tls".to_owned(),
            text: "variable CODER_TLS · YAML a.b · bool · default false Whether.".to_owned(),
        };
        assert_eq!(names, [expected]);
    }
}

//! Samples of requests and examples of schemas, as tabs.

use super::super::markup::{Element, Node};
use super::code;
use crate::facts::Texts;

/// The name of the first language, whose sample has no fold.
const FIRST: [(&str, &str); 5] = [
    ("language-bash", "curl"),
    ("language-python", "Python"),
    ("language-javascript", "JavaScript"),
    ("language-go", "Go"),
    ("language-sh", "curl"),
];

/// What stands under the heading of samples: the first sample, folds of the others, remarks.
pub(super) fn of_request<'p>(nodes: Vec<Node<'p>>, texts: &Texts) -> Option<Node<'p>> {
    let mut folds: Vec<Element<'p>> = Vec::new();
    let mut bodies: Vec<Node<'p>> = Vec::new();
    let mut before = Vec::new();
    let mut behind = Vec::new();
    for node in nodes.into_iter().filter(|node| !node.is_blank() && !node.is("h3")) {
        match node {
            Node::Element(frame) if frame.has_class("code") && folds.is_empty() => {
                folds.push(fold(first_name(&frame), vec![frame.into()]));
            }
            Node::Element(details) if details.name == "details" => {
                if is_body(&details) {
                    bodies.push(details.into());
                } else {
                    folds.push(clean(details));
                }
            }
            other if folds.is_empty() => before.push(other),
            other => behind.push(other),
        }
    }
    if folds.is_empty() && before.is_empty() && bodies.is_empty() {
        return None;
    }
    let name = Element::of_class("p", "side-name").holding(Node::text(&texts.request));
    let mut block = Element::new("div").holding(name).holding_all(before);
    if !folds.is_empty() {
        block.children.push(tabs(folds, Some("language"), &texts.samples).into());
    }
    Some(block.holding_all(behind).holding_all(bodies).into())
}

fn is_body(details: &Element<'_>) -> bool {
    details
        .contents()
        .next()
        .and_then(Node::element)
        .is_some_and(|first| first.name == "summary" && first.plain().starts_with("Body:"))
}

fn first_name(frame: &Element<'_>) -> Vec<Node<'static>> {
    let mut html = String::new();
    for child in &frame.children {
        child.write(&mut html);
    }
    let name =
        FIRST.iter().find(|(class, _)| html.contains(class)).map_or("curl", |(_, name)| name);
    vec![Node::text(name)]
}

/// A fold with a title.
pub(super) fn fold<'p>(title: Vec<Node<'p>>, inside: Vec<Node<'p>>) -> Element<'p> {
    Element::new("details").holding(Element::new("summary").holding_all(title)).holding_all(inside)
}

/// A fold without the white space between its parts.
pub(super) fn clean(mut details: Element<'_>) -> Element<'_> {
    details.children.retain(|child| !child.is_blank());
    details
}

/// Folds that the script makes tabs of. The first one is open.
///
/// `choice` is the name under which the reader's choice is kept for all pages.
pub(super) fn tabs<'p>(
    mut folds: Vec<Element<'p>>,
    choice: Option<&str>,
    label: &str,
) -> Element<'p> {
    if let Some(first) = folds.first_mut() {
        first.set("open", "");
    }
    let tabs = Element::of_class("div", "tabs").with("data-tabs", choice.unwrap_or_default());
    let tabs = tabs.with("role", "group").with("aria-label", label);
    tabs.holding_all(folds.into_iter().map(Node::Element))
}

/// Whether a paragraph announces an example: `**Example**`, `**Example: recorded**`.
pub(super) fn is_example(node: &Node<'_>) -> bool {
    let strong = node.element().filter(|one| one.name == "p").and_then(|one| one.only("strong"));
    strong.is_some_and(|strong| is_title(&strong.plain()))
}

/// Whether a title is that of an example.
pub(super) fn is_title(title: &str) -> bool {
    title == "Example" || title.starts_with("Example: ")
}

/// The example of a schema, which moves to the side.
pub(super) fn of_schema<'p>(main: &mut Vec<Node<'p>>, texts: &Texts) -> Option<Node<'p>> {
    let at = main.iter().position(is_example)?;
    let is_code = |node: &Node<'_>| node.element().is_some_and(|one| one.has_class("code"));
    let end = (at..main.len()).find(|&next| is_code(&main[next]))?;
    let mut example: Vec<Node<'p>> = main.drain(at..=end).skip(1).collect();
    if let Some(code) = example.last_mut() {
        code::fold_example(code);
    }
    let name = Element::of_class("p", "side-name").holding(Node::text(&texts.example));
    Some(Element::new("div").holding(name).holding_all(example).into())
}

//! Responses: rows and headings on the left, their examples as tabs on the right.

use super::super::markup::{Element, Node, plain};
use super::{code, samples};
use crate::facts::Texts;

/// Takes the examples out of the responses; answers with the responses and the tabs.
pub(super) fn arranged<'p>(
    nodes: Vec<Node<'p>>,
    texts: &Texts,
) -> (Vec<Node<'p>>, Option<Node<'p>>) {
    let mut answers: Vec<Node<'p>> = Vec::new();
    let mut folds: Vec<Element<'p>> = Vec::new();
    let mut group: Option<Group<'p>> = None;
    for node in nodes.into_iter().filter(|node| !node.is_blank()) {
        let level = node.element().and_then(Element::heading_level);
        if level.is_some_and(|level| level <= 4) {
            close(group.take(), &mut answers, &mut folds);
        }
        match (node, level) {
            (Node::Element(heading), Some(4)) => group = Some(Group::new(heading)),
            (Node::Element(mut list), _) if list.name == "ul" && is_rows(&list) => {
                rows(&mut list);
                push(&mut group, &mut answers, list.into());
            }
            (node, _) => push(&mut group, &mut answers, node),
        }
    }
    close(group, &mut answers, &mut folds);
    let name = Element::of_class("p", "side-name").holding(Node::text(&texts.response));
    let block = || Element::new("div").holding(name);
    let tabs = (!folds.is_empty())
        .then(|| block().holding(samples::tabs(folds, None, &texts.answers)).into());
    (answers, tabs)
}

fn push<'p>(group: &mut Option<Group<'p>>, answers: &mut Vec<Node<'p>>, node: Node<'p>) {
    match group {
        Some(group) => group.nodes.push(node),
        None => answers.push(node),
    }
}

/// One response with a heading of its own.
struct Group<'p> {
    /// The words of its heading, with the status as a mark.
    title: Vec<Node<'p>>,
    has_status: bool,
    nodes: Vec<Node<'p>>,
}

impl<'p> Group<'p> {
    fn new(mut heading: Element<'p>) -> Self {
        let text = heading.plain();
        let title = status(text.trim());
        let has_status = title.len() > 1;
        if has_status {
            let link = heading.children.iter_mut().filter_map(Node::element_mut);
            if let Some(link) = link.into_iter().find(|link| link.has_class("anchor")) {
                link.children.clone_from(&title);
            }
        }
        Self { title, has_status, nodes: vec![heading.into()] }
    }
}

/// `200 OK` as a mark with the status and the word behind it.
fn status<'p>(text: &str) -> Vec<Node<'p>> {
    let (code, word) = text.split_once(' ').unwrap_or((text, ""));
    let is_status = code.len() == 3
        && code.starts_with(|first: char| first.is_ascii_digit())
        && code.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X');
    if !is_status {
        return vec![Node::text(text)];
    }
    let class = format!("status is{}", &code[..1]);
    let code = Element::of_class("span", &class).holding(Node::text(code));
    let word = Element::of_class("span", "word").holding(Node::text(word));
    vec![code.into(), Node::text(" "), word.into()]
}

/// Finishes a response: its examples go to the side.
fn close<'p>(group: Option<Group<'p>>, answers: &mut Vec<Node<'p>>, folds: &mut Vec<Element<'p>>) {
    let Some(mut group) = group else { return };
    let mut examples = Vec::new();
    let mut kept = Vec::new();
    let mut nodes = group.nodes.drain(..).peekable();
    while let Some(node) = nodes.next() {
        if samples::is_example(&node) {
            let title = plain(std::slice::from_ref(&node));
            examples.extend(caption(&title));
            // A description may stand before the code, and behind it what was left out.
            while let Some(next) = nodes.next_if(|next| next.is("p") && !samples::is_example(next))
            {
                examples.push(next);
            }
            examples.extend(nodes.next_if(is_code).map(folded));
            examples.extend(nodes.next_if(is_left_out));
        } else if is_fold_of_example(&node) {
            examples.push(node);
        } else {
            kept.push(node);
        }
    }
    drop(nodes);
    if !examples.is_empty() {
        folds.push(samples::fold(group.title, examples));
    }
    if group.has_status {
        answers.push(Element::of_class("div", "answer").holding_all(kept).into());
    } else {
        answers.extend(kept);
    }
}

fn is_code(node: &Node<'_>) -> bool {
    node.element().is_some_and(|one| one.has_class("code"))
}

fn is_left_out(node: &Node<'_>) -> bool {
    node.is("p") && plain(std::slice::from_ref(node)).starts_with("Left out:")
}

fn folded(mut node: Node<'_>) -> Node<'_> {
    code::fold_example(&mut node);
    node
}

/// What an example is called, where it has a name.
fn caption<'p>(title: &str) -> Option<Node<'p>> {
    let name = title.trim().strip_prefix("Example: ").filter(|name| *name != "recorded")?;
    Some(Element::new("p").holding(Node::text(name)).into())
}

/// Whether it is a folded example.
fn is_fold_of_example(node: &Node<'_>) -> bool {
    let details = node.element().filter(|one| one.name == "details");
    let summary = details.and_then(|one| one.contents().next()?.element());
    summary.is_some_and(|one| one.name == "summary" && samples::is_title(&one.plain()))
}

/// Whether a list has responses as its items.
fn is_rows(list: &Element<'_>) -> bool {
    list.contents().filter_map(Node::element).any(|item| {
        let mut strong =
            item.children.iter().filter_map(Node::element).filter(|one| one.name == "strong");
        strong.next().is_some_and(|strong| status(&strong.plain()).len() > 1)
    })
}

fn rows(list: &mut Element<'_>) {
    list.set("class", "rows");
    list.children.retain(|child| !child.is_blank());
    for item in list.children.iter_mut().filter_map(Node::element_mut) {
        let anchor = item.children.iter().position(|child| {
            child.element().is_some_and(|one| one.name == "a" && one.children.is_empty())
        });
        if let Some(Node::Element(mut anchor)) = anchor.map(|at| item.children.remove(at))
            && let Some(id) = anchor.take("id")
        {
            item.attributes.push(("id".into(), id));
        }
        item.add_class("answer");
        let strong = item.children.iter_mut().filter_map(Node::element_mut);
        if let Some(strong) = strong.into_iter().find(|one| one.name == "strong") {
            strong.children = status(strong.plain().trim());
        }
    }
}

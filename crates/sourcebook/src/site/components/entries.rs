//! Operations and schemas of a reference: the text on the left, samples and examples on the right.
//!
//! The order of the HTML is the order of reading in one column.

use super::super::markup::{Element, Node, plain};
use super::{responses, samples};
use crate::facts::Texts;

/// An operation or a schema on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::site) struct Entry {
    /// The fragment that leads to it, escaped.
    pub(in crate::site) id: String,
    pub(in crate::site) title: String,
    /// `GET`; none for a schema.
    pub(in crate::site) method: Option<String>,
    /// The path of an operation, or what a schema is in a few words.
    pub(in crate::site) words: String,
    /// The operation id.
    pub(in crate::site) operation: Option<String>,
    pub(in crate::site) is_deprecated: bool,
}

/// Makes an element of each section of the second level, and says what they are.
///
/// A page none of whose sections is an operation or a schema stays as it is.
pub(super) fn group(nodes: &mut Vec<Node<'_>>, texts: &Texts) -> Vec<Entry> {
    let Some(first) = nodes.iter().position(|node| node.is("h2")) else {
        return Vec::new();
    };
    let mut sections: Vec<Vec<Node<'_>>> = Vec::new();
    for node in nodes.drain(first..).filter(|node| !node.is_blank()) {
        if node.is("h2") {
            sections.push(Vec::new());
        }
        if let Some(section) = sections.last_mut() {
            section.push(node);
        }
    }
    let is_reference = sections.iter().any(|section| is_operation(section) || has_example(section));
    if !is_reference {
        nodes.extend(sections.into_iter().flatten());
        return Vec::new();
    }
    page_list(nodes);
    let mut entries = Vec::new();
    for section in sections {
        let (element, entry) = arranged(section, texts);
        nodes.push(element.into());
        entries.extend(entry);
    }
    entries
}

/// Whether the first line below a heading is a method with a path.
fn is_operation(section: &[Node<'_>]) -> bool {
    section.get(1).and_then(endpoint).is_some()
}

/// Whether a section ends with an example, as schemas do.
fn has_example(section: &[Node<'_>]) -> bool {
    section.iter().any(samples::is_example)
}

/// Method and path of a line that begins with both in code: `GET /users`.
fn endpoint(line: &Node<'_>) -> Option<(String, String)> {
    const METHODS: [&str; 10] =
        ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY", "CONNECT"];
    let line = line.element().filter(|line| line.name == "p")?;
    let code = line.contents().next()?.element().filter(|first| first.name == "code")?;
    let text = code.plain();
    let (method, path) = text.split_once(' ').unwrap_or((&text, ""));
    let is_method = METHODS.contains(&method)
        || !path.is_empty()
            && path.starts_with('/')
            && method.bytes().all(|byte| byte.is_ascii_uppercase());
    is_method.then(|| (method.to_owned(), path.trim().to_owned()))
}

fn arranged<'p>(section: Vec<Node<'p>>, texts: &Texts) -> (Element<'p>, Option<Entry>) {
    let mut parts = section.into_iter();
    let mut heading = parts.next().into_iter().collect::<Vec<_>>();
    let mut rest: Vec<Node<'p>> = parts.collect();
    let entry = entry(&heading, &rest);
    if let (Some(entry), Some(element)) = (&entry, heading.first_mut().and_then(Node::element_mut))
    {
        if entry.is_deprecated {
            let mark =
                Element::of_class("span", "state old").holding(Node::text(&texts.deprecated));
            element.children.push(mark.into());
        }
        name_headings(&mut rest, &entry.id);
    }
    let mut main = heading;
    let mut side = Vec::new();
    let mut answers = Vec::new();
    let mut place = Place::Main;
    for node in rest {
        match node.element().filter(|element| element.name == "h3").map(Element::plain).as_deref() {
            Some("Example") => place = Place::Sample,
            Some("Responses") => place = Place::Answers,
            Some(_) if place == Place::Sample => place = Place::Main,
            _ => {}
        }
        match place {
            Place::Main => main.push(node),
            Place::Sample => side.push(node),
            Place::Answers => answers.push(node),
        }
    }
    let mut sides: Vec<Node<'p>> = Vec::new();
    sides.extend(samples::of_request(side, texts));
    sides.extend(samples::of_schema(&mut main, texts));
    let (answers, examples) = responses::arranged(answers, texts);
    sides.extend(examples);
    main.iter_mut().for_each(line_of_operation);
    let id = entry.as_ref().map_or(String::new(), |entry| entry.id.clone());
    let mut element = Element::of_class("section", "entry");
    element.attributes.push(("aria-labelledby".into(), id.into()));
    element.children.push(Element::of_class("div", "entry-main").holding_all(main).into());
    if !sides.is_empty() {
        let sticky = Element::of_class("div", "sticky").holding_all(sides);
        element.children.push(Element::of_class("div", "entry-side").holding(sticky).into());
    }
    if !answers.is_empty() {
        element
            .children
            .push(Element::of_class("div", "entry-answers").holding_all(answers).into());
    }
    (element, entry)
}

/// Where a part of an operation stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Main,
    Sample,
    Answers,
}

/// What is known of a section by its heading and its first line.
fn entry(heading: &[Node<'_>], rest: &[Node<'_>]) -> Option<Entry> {
    let heading = heading.first()?.element()?;
    let line = rest.first();
    let (method, words) = match line.and_then(endpoint) {
        Some((method, path)) => (Some(method), path),
        None => (
            None,
            line.filter(|line| line.is("p"))
                .map(|line| plain(std::slice::from_ref(line)))
                .unwrap_or_default(),
        ),
    };
    let operation = line.and_then(Node::element).filter(|_| method.is_some()).and_then(|line| {
        let codes = line.contents().filter_map(Node::element).filter(|part| part.name == "code");
        codes.map(Element::plain).nth(1)
    });
    let is_deprecated = rest.iter().take(3).filter_map(Node::element).any(|part| {
        part.name == "p"
            && part.only("strong").is_some_and(|strong| strong.plain() == "Deprecated.")
    });
    Some(Entry {
        id: heading.attribute("id")?.to_owned(),
        title: heading.plain().trim().to_owned(),
        method,
        words: words.trim().to_owned(),
        operation,
        is_deprecated,
    })
}

/// Headings without an anchor of their own are named after their section.
fn name_headings(nodes: &mut [Node<'_>], id: &str) {
    for heading in nodes.iter_mut().filter_map(Node::element_mut) {
        let is_own = heading
            .children
            .iter()
            .filter_map(Node::element)
            .any(|child| child.attribute("id").is_some());
        if heading.name != "h3" || is_own {
            continue;
        }
        let slug = heading.plain().trim().to_lowercase().replace(' ', "-");
        if slug.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            let old = heading.take("id").unwrap_or_default();
            let new = format!("{id}-{slug}");
            let links = heading.children.iter_mut().filter_map(Node::element_mut);
            for link in links.filter(|link| link.name == "a") {
                link.take("href");
                link.attributes.push(("href".into(), format!("#{new}").into()));
            }
            let mut place = Element::new("a");
            place.attributes.push(("id".into(), old));
            heading.children.insert(0, place.into());
            heading.attributes.insert(0, ("id".into(), new.into()));
        }
    }
}

/// The lines of an operation that have a form of their own.
fn line_of_operation(node: &mut Node<'_>) {
    let found = endpoint(node);
    let Some(line) = node.element_mut().filter(|element| element.name == "p") else { return };
    if let Some((method, path)) = found {
        let rest = std::mem::take(&mut line.children);
        line.set("class", "endpoint");
        line.children.push(badge(&method).into());
        if !path.is_empty() {
            line.children.push(Element::new("code").holding_all(with_variables(&path)).into());
        }
        let mut rest: Vec<_> = rest.into_iter().skip(1).collect();
        if let Some(Node::Text(text)) = rest.first_mut() {
            *text = text.trim_start_matches([' ', '·']).to_owned().into();
        }
        if !plain(&rest).trim().is_empty() {
            line.children.push(Element::of_class("span", "about").holding_all(rest).into());
        }
    } else if let Some(Node::Element(strong)) = line.children.first_mut()
        && strong.name == "strong"
        && strong.plain() == "Authorization:"
    {
        strong.name = "span".into();
        strong.set("class", "unseen");
        let children = std::mem::take(&mut line.children);
        let mut children = children.into_iter();
        line.set("class", "auth");
        line.children.extend(children.next());
        line.children.push(Element::new("span").holding_all(children).into());
    }
}

/// A method in its color.
pub(in crate::site) fn badge<'p>(method: &str) -> Element<'p> {
    let class = format!("method {}", method.to_ascii_lowercase());
    Element::of_class("span", &class).holding(Node::text(method))
}

/// A path whose variables stand out, and which can be broken behind a slash.
fn with_variables<'p>(path: &str) -> Vec<Node<'p>> {
    let mut nodes = Vec::new();
    let mut rest = path;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((name, behind)) = behind.split_once('}') else { break };
        nodes.extend(super::code::breakable(before));
        let variable = Element::new("var").holding(Node::text(&format!("{{{name}}}")));
        nodes.push(variable.into());
        rest = behind;
    }
    nodes.extend(super::code::breakable(rest));
    nodes
}

/// The list of what is on the page, at its top.
fn page_list(nodes: &mut [Node<'_>]) {
    let lists = nodes.iter_mut().filter_map(Node::element_mut).filter(|list| list.name == "ul");
    for list in lists {
        let is_list = list.contents().all(|item| {
            item.element().and_then(|item| item.contents().next()?.element()).is_some_and(|link| {
                link.name == "a" && link.attribute("href").is_some_and(|href| href.starts_with('#'))
            })
        });
        if !is_list {
            continue;
        }
        list.set("class", "page-list");
        list.children.retain(|child| !child.is_blank());
        for item in list.children.iter_mut().filter_map(Node::element_mut) {
            row(item);
        }
    }
}

/// A row of the list: the method, the title, the path.
fn row(item: &mut Element<'_>) {
    let mut parts = std::mem::take(&mut item.children).into_iter();
    let Some(Node::Element(mut link)) = parts.next() else { return };
    let rest: Vec<Node<'_>> = parts.filter(|part| !part.is_blank()).collect();
    let title = Element::new("span").holding_all(std::mem::take(&mut link.children));
    let code = rest.iter().filter_map(Node::element).find(|part| part.name == "code");
    let is_deprecated = plain(&rest).ends_with("deprecated");
    if let Some((method, path)) =
        code.map(Element::plain).as_deref().and_then(|text| text.split_once(' '))
    {
        link.children.push(badge(method).into());
        link.children.push(if is_deprecated {
            Element::new("del").holding(title).into()
        } else {
            title.into()
        });
        link.children.push(Element::new("code").holding_all(with_variables(path)).into());
    } else {
        link.add_class("is-plain");
        link.children.push(title.into());
        link.children.extend(rest);
    }
    item.children.push(link.into());
}

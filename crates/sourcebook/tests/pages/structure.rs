//! The structure of a page as two parsers of CommonMark see it: headings, lists, and code.

use comrak::nodes::{ListType, NodeValue};
use comrak::{Arena, Options, parse_document};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

use sourcebook::products::api_reference::RenderedPage;

/// A part of the structure, with how many parts it stands in.
type Part = (usize, String);

/// The first difference of each page.
pub(crate) fn problems(pages: &[RenderedPage]) -> Vec<String> {
    let difference = |page: &RenderedPage| {
        let (one, other) = (by_pulldown_cmark(&page.text), by_comrak(&page.text));
        let at = one.iter().zip(&other).position(|(one, other)| one != other);
        let at = at.or((one.len() != other.len()).then_some(one.len().min(other.len())))?;
        let part =
            |parts: &[Part]| parts.get(at).map_or("nothing".to_owned(), |it| format!("{it:?}"));
        Some(format!("{}: {} here is {} there", page.file, part(&one), part(&other)))
    };
    pages.iter().filter_map(difference).collect()
}

fn by_pulldown_cmark(text: &str) -> Vec<Part> {
    let (mut parts, mut depth) = (Vec::new(), 0);
    let mut code: Option<String> = None;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                parts.push((depth, format!("heading {}", number(level))));
            }
            Event::Start(Tag::List(first)) => {
                parts.push((
                    depth,
                    if first.is_some() { "ordered list" } else { "list" }.to_owned(),
                ));
                depth += 1;
            }
            Event::Start(Tag::Item) => {
                parts.push((depth, "item".to_owned()));
                depth += 1;
            }
            Event::End(TagEnd::List(_) | TagEnd::Item) => depth -= 1,
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => info.trim(),
                    CodeBlockKind::Indented => "",
                };
                code = Some(format!("code {info}\n"));
            }
            Event::Text(text) => {
                if let Some(code) = &mut code {
                    code.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => parts.extend(code.take().map(|code| (depth, code))),
            _ => {}
        }
    }
    parts
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn by_comrak(text: &str) -> Vec<Part> {
    let arena = Arena::new();
    let root = parse_document(&arena, text, &Options::default());
    let mut parts = Vec::new();
    for node in root.descendants() {
        let is_around =
            |value: &NodeValue| matches!(value, NodeValue::List(_) | NodeValue::Item(_));
        let depth =
            node.ancestors().skip(1).filter(|it| is_around(&it.data.borrow().value)).count();
        let part = match &node.data.borrow().value {
            NodeValue::Heading(heading) => format!("heading {}", heading.level),
            NodeValue::List(list) if list.list_type == ListType::Ordered => {
                "ordered list".to_owned()
            }
            NodeValue::List(_) => "list".to_owned(),
            NodeValue::Item(_) => "item".to_owned(),
            NodeValue::CodeBlock(code) => format!("code {}\n{}", code.info.trim(), code.literal),
            _ => continue,
        };
        parts.push((depth, part));
    }
    parts
}

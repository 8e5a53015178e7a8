//! Markdown from anywhere to HTML that can do nothing but be read.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::is_safe;

/// The HTML of a text: markup in it becomes text, images their descriptions, and links whose
/// address is not safe lose it.
pub fn to_html(markdown: &str) -> String {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut dropped: Vec<bool> = Vec::new();
    let events = parser.filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let keep = is_safe(&dest_url);
            dropped.push(!keep);
            keep.then_some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Link) => {
            (!dropped.pop().unwrap_or(false)).then_some(Event::End(TagEnd::Link))
        }
        Event::Start(Tag::Heading { level, .. }) => {
            // Classes and ids of the text must not meet those of the page.
            let (classes, attrs) = (Vec::new(), Vec::new());
            Some(Event::Start(Tag::Heading { level, id: None, classes, attrs }))
        }
        Event::Start(Tag::CodeBlock(_)) => {
            let kind = pulldown_cmark::CodeBlockKind::Fenced(CowStr::Borrowed(""));
            Some(Event::Start(Tag::CodeBlock(kind)))
        }
        other => Some(other),
    });
    let mut text = String::new();
    html::push_html(&mut text, events);
    text
}

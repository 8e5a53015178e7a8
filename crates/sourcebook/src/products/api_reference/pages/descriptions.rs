//! Descriptions of the author's, and where they stand.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser, Tag};

use super::fragments::Fragments;
use super::{Reference, author_links};
use crate::products::markdown::prose;
use crate::products::markdown::writer::Writer;

impl Reference<'_> {
    /// A description under a heading of this level, on the page of this file.
    pub(super) fn describe(&self, writer: &mut Writer, file: &str, level: u8, text: Option<&str>) {
        self.write(writer, file, prose::Place::Under(level), text);
    }

    /// A description of an item of a list.
    pub(super) fn describe_item(&self, writer: &mut Writer, file: &str, text: Option<&str>) {
        self.write(writer, file, prose::Place::Item, text);
    }

    fn write(&self, writer: &mut Writer, file: &str, place: prose::Place, text: Option<&str>) {
        let Some(text) = text else { return };
        let text = self.led(file, text);
        if let Some(prose) = prose::prose(&text, place) {
            writer.prose(&prose);
        }
    }

    /// A description that is one paragraph of at most so many characters, on one line of a page.
    pub(super) fn one_line(&self, file: &str, text: &str, longest: usize) -> Option<String> {
        one_line(&self.led(file, text), longest)
    }

    /// A text of a page in which the author's links lead to where their targets stand.
    fn led<'t>(&self, file: &str, text: &'t str) -> Cow<'t, str> {
        if !author_links::may_have_some(text) {
            return Cow::Borrowed(text);
        }
        let fragments = self.fragments.get_or_init(|| Fragments::of(self));
        author_links::led(text, file, fragments, &self.dead_links)
    }
}

/// A description that is one paragraph of at most so many characters, on one line.
fn one_line(text: &str, longest: usize) -> Option<String> {
    let prose = prose::prose(text, prose::Place::Item)?;
    let is_short = prose.text.chars().count() <= longest;
    (is_short && is_one_paragraph(text)).then(|| prose.text.replace('\n', " "))
}

fn is_one_paragraph(text: &str) -> bool {
    let mut is_first = true;
    Parser::new_ext(text, prose::OPTIONS).all(|event| match event {
        Event::Start(Tag::Paragraph) => std::mem::take(&mut is_first),
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::HardBreak | Event::Html(_) | Event::Rule => false,
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_paragraph_becomes_one_line() {
        let table = [
            ("Gone.", Some("Gone.")),
            ("Two\nlines.\n", Some("Two lines.")),
            (
                "With *emphasis*, `code` and a [link](x).",
                Some("With *emphasis*, `code` and a [link](x)."),
            ),
            ("`code` of one\nline", Some("`code` of one line")),
            ("**Bold** and <b>more</b> in 2023.", Some("**Bold** and <b>more</b> in 2023.")),
            ("2023 was it.", Some("2023 was it.")),
            ("2023. was it.", None),
            ("<div>no</div>", None),
            ("- a list", None),
            ("A text\n\n- with a list", None),
            ("Two\n\nparagraphs", None),
            ("A break  \nin it", None),
            ("# Title", None),
            ("", None),
            ("This is longer than that.", None),
        ];
        for (text, expected) in table {
            let longest = if text.starts_with("This") { 10 } else { 200 };
            assert_eq!(one_line(text, longest).as_deref(), expected, "{text:?}");
        }
    }
}

//! Descriptions of the author's: where they stand, and links in them to headings of ours.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser, Tag};

use super::Reference;
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

    /// A text in which links to ids that headings of this page have by themselves lead to ours.
    fn led<'t>(&self, file: &str, text: &'t str) -> Cow<'t, str> {
        if !text.contains("(#") {
            return Cow::Borrowed(text);
        }
        let mut led = String::new();
        let mut at = 0;
        for (event, range) in Parser::new(text).into_offset_iter() {
            let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
            let automatic = dest_url.strip_prefix('#').unwrap_or_default();
            let Some(id) = self.places.of_heading(file, automatic) else { continue };
            // The destination is the last thing that looks like it: the label stands before.
            let destination = format!("(#{automatic}");
            if let Some(found) = text[range.clone()].rfind(&destination)
                && range.start + found >= at
            {
                let start = range.start + found;
                led.push_str(&text[at..start]);
                led.extend(["(#", id]);
                at = start + destination.len();
            }
        }
        led.push_str(&text[at..]);
        Cow::Owned(led)
    }
}

/// A description that is one paragraph of at most so many characters, on one line.
pub(super) fn one_line(text: &str, longest: usize) -> Option<String> {
    let prose = prose::prose(text, prose::Place::Item)?;
    let is_short = prose.starts_as_paragraph && prose.text.chars().count() <= longest;
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

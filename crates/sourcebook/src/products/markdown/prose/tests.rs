//! Descriptions in their places, and that nothing of them reaches out of it.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;

fn shown(text: &str, place: Place) -> String {
    prose(text, place).map_or_else(String::new, |prose| prose.text.into_owned())
}

#[test]
fn white_space_and_line_ends_are_one_kind() {
    let table = [
        ("plain", "plain"),
        ("\n\n  indented\n", "  indented"),
        ("one  \ntwo\r\nthree\rfour  ", "one\\\ntwo\nthree\nfour"),
        ("one\t\ntwo\\\nthree", "one\ntwo\\\nthree"),
        ("one\n\n\n\ntwo", "one\n\ntwo"),
        ("```\na  \n\n\n  b\n```  \nc", "```\na  \n\n\n  b\n```\nc"),
        ("| a |  \n|---|  \n| b |  ", "| a |\n|---|\n| b |"),
        ("a\u{0}b\u{1}c\td", "abc\td"),
        ("{{#include x}}", "{{#include x}}"),
        (" \n\t\n", ""),
    ];
    for (text, expected) in table {
        assert_eq!(shown(text, Place::Under(2)), expected, "{text:?}");
    }
}

#[test]
fn an_empty_heading_leaves_nothing_behind_a_text() {
    let table = [
        ("text\n\n#", "text"),
        ("text\n\n#\n\n##", "text"),
        ("#\n\ntext", "text"),
        ("# #\n", ""),
        ("- a\n\n#", "- a"),
    ];
    for (text, expected) in table {
        assert_eq!(shown(text, Place::Item), expected, "{text:?}");
    }
}

#[test]
fn headings_are_lowered_below_those_around_them() {
    let table = [
        (2, "# Big\n\n## Small\n\ntext", "### Big\n\n#### Small\n\ntext"),
        (2, "### Low\n\n#### Lower", "### Low\n\n#### Lower"),
        (2, "## One\n\n# Two", "#### One\n\n### Two"),
        (5, "# One\n\n## Two", "###### One\n\n###### Two"),
        (1, "Title\n=====\n\nSub\ntitle\n---\ntext", "## Title\n\n### Sub title\ntext"),
        (1, "> # Quoted\n\n- # Item", "> ## Quoted\n\n- ## Item"),
        (1, "```\n# no heading\n```", "```\n# no heading\n```"),
    ];
    for (level, text, expected) in table {
        assert_eq!(shown(text, Place::Under(level)), expected, "{text:?}");
    }
}

#[test]
fn open_fences_are_closed_where_they_stand() {
    let table = [
        ("```\na", "```\na\n```"),
        ("- ```sh\n  a", "- ```sh\n  a\n  ```"),
        ("- ```\n  a\n\ntext", "- ```\n  a\n  ```\n\ntext"),
        ("1. one\n\n   ~~~~\n   a", "1. one\n\n   ~~~~\n   a\n   ~~~~"),
        ("> ```\n> a", "> ```\n> a\n> ```"),
        ("> ```\n> a\n> ```", "> ```\n> a\n> ```"),
        ("- ```\n  a\n  ```\n- b", "- ```\n  a\n  ```\n- b"),
    ];
    for (text, expected) in table {
        assert_eq!(shown(text, Place::Under(2)), expected, "{text:?}");
    }
}

#[test]
fn headings_in_items_are_paragraphs() {
    let table = [
        ("# Title in a field\n\nText", "**Title in a field**\n\nText"),
        ("text\n## One ##\nmore", "text\n\n**One**\n\nmore"),
        ("# Some **bold** `code`", "**Some bold `code`**"),
        ("#\n\ntext", "text"),
        ("Title\n===\ntext", "**Title**\n\ntext"),
    ];
    for (text, expected) in table {
        assert_eq!(shown(text, Place::Item), expected, "{text:?}");
    }
}

#[test]
fn what_is_left_open_is_closed() {
    let table = [
        ("text\n\n```json\n{}", "text\n\n```json\n{}\n```"),
        ("~~~~\n```\n~~~", "~~~~\n```\n~~~\n~~~~"),
        ("- item\n  ```\n  code", "- item\n  ```\n  code\n  ```"),
        ("<pre>\ntext", "<pre>\ntext</pre>"),
        ("a <pre>text", "a <pre>text\n\n</pre>"),
        ("a <pre>text</pre>", "a <pre>text</pre>"),
        ("a <pre>text\n\nmore</pre>", "a <pre>text\n\nmore</pre>"),
        ("<!-- note\n\ntext", "<!-- note\n\ntext-->"),
        ("> <!-- note", "> <!-- note-->"),
        ("<details>\n\ntext", "<details>\n\ntext\n\n</details>"),
        ("\\<b>title\n===", "### \\<b>title"),
        ("<b>title</b>\n---", "### <b>title</b>"),
        ("some <kbd>key and <unknown>", "some <kbd>key and <unknown>"),
        ("some <div>block", "some <div>block\n\n</div>"),
        ("some <b>bold\n\ntext", "some <b>bold\n\ntext\n\n</b>"),
        ("<div><br><img src=\"a>b\"><p>x</div>", "<div><br><img src=\"a>b\"><p>x</div>"),
        ("text</div> more</b>", "text more"),
        ("- <div>\n- <b>x", "- <div>\n- <b>x\n\n</b>"),
        ("- <table><tr><td>x\n- y", "- <table><tr><td>x\n- y\n\n</table>"),
        ("- <table>\n  <tr><td><div>x\n", "- <table>\n  <tr><td><div>x\n\n</div></table>"),
        ("> <ul><li>x\n\ny", "> <ul><li>x\n\ny\n\n</ul>"),
        ("<script>\nif (a < b) {}</script>", "<script>\nif (a < b) {}</script>"),
        ("`<div>`", "`<div>`"),
    ];
    for (text, expected) in table {
        assert_eq!(shown(text, Place::Under(2)), expected, "{text:?}");
    }
}

#[test]
fn neighbors_know_how_a_description_starts_and_ends() {
    let table = [
        ("text", true, false),
        ("# heading", true, false),
        ("> quote", false, false),
        ("1. one\n2. two", false, true),
        ("**bold**", false, false),
        ("`code` is a word", true, false),
        ("`code`\nis a word", true, false),
        ("```\ncode\n```", false, false),
        ("A list:\n\n- a\n- b", true, true),
        ("A list:\n\n- a\n- b\n\ntext", true, false),
        ("- a <b>", false, false),
    ];
    for (text, starts_as_paragraph, ends_in_list) in table {
        let prose = prose(text, Place::Item).unwrap();
        let found = (prose.starts_as_paragraph, prose.ends_in_list);
        assert_eq!(found, (starts_as_paragraph, ends_in_list), "{text:?}");
    }
    assert_eq!(prose(" \n ", Place::Item), None);
}

/// The headings of a page at its top, as a parser finds them.
fn headings(page: &str) -> Vec<String> {
    let mut headings = Vec::new();
    let (mut depth, mut open) = (0, None::<String>);
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) if depth == 0 => open = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => headings.extend(open.take()),
            Event::Text(text) => {
                if let Some(open) = &mut open {
                    open.push_str(&text);
                }
            }
            Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::Item) => depth += 1,
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::Item) => depth -= 1,
            _ => {}
        }
    }
    headings
}

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "text", "`", "```", "~~~", "\n", "\n\n", "# ", "## ", "- ", "1. ", "> ", "    ", "  ",
        "<div>", "</div>", "<pre>", "<!--", "-->", "<b>", "<script>", "===", "---", "*", "|", "<?",
        "\\", "\t",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn the_next_heading_is_always_one(text in markdown()) {
        let page = format!("{}\n\n## Ours\n\ntext\n", shown(&text, Place::Under(1)));
        let last = headings(&page).pop();
        prop_assert_eq!(last.as_deref(), Some("Ours"), "{}", page);
    }

    #[test]
    fn the_next_item_is_always_one(text in markdown()) {
        let inner = shown(&text, Place::Item);
        let inner = inner.lines().map(|line| match line {
            "" => "\n".to_owned(),
            line => format!("  {line}\n"),
        });
        let page = format!("- first\n\n{}\n- **`ours`** string\n", inner.collect::<String>());
        let mut items = 0;
        let mut depth = 0;
        for event in Parser::new_ext(&page, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::List(_)) => depth += 1,
                Event::End(TagEnd::List(_)) => depth -= 1,
                Event::Start(Tag::Item) if depth == 1 => items += 1,
                _ => {}
            }
        }
        prop_assert_eq!(items, 2, "{}", page);
    }

    #[test]
    fn a_fitted_description_stays_as_it_is(text in markdown()) {
        let once = shown(&text, Place::Under(2));
        prop_assert_eq!(&shown(&once, Place::Under(2)), &once);
        let has_fence = once.contains("```") || once.contains("~~~");
        prop_assert!(has_fence || !once.contains("\n\n\n"), "{:?}", once);
    }
}

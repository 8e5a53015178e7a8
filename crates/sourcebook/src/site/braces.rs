//! Makes `{{` a text: what comes out of a document or a program is never a directive.
//!
//! mdBook's preprocessor `links` runs behind ours and reads `{{#include FILE}}` anywhere on a page,
//! also in code. So of two braces beside each other, the second one becomes a character reference,
//! which readers see as a brace. Markdown does not resolve references in code; such code becomes
//! HTML, which does.

use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use crate::facts::pages::markdown_options;

/// A brace, as Markdown and HTML both read it.
pub(super) const BRACE: &str = "&#123;";

/// Columns by which a block of code is indented that has no fence.
const INDENTATION: usize = 4;

/// The page with nothing in `foreign` parts that any preprocessor takes for a directive. What it
/// shows stays the same.
pub(super) fn inert(page: String, foreign: &[Range<usize>]) -> String {
    let braces = braces(&page, foreign);
    if braces.is_empty() {
        return page;
    }
    let mut text = String::with_capacity(page.len() + braces.len() * BRACE.len());
    let mut at = 0;
    for (range, replacement) in replacements(&page, &braces) {
        // What stands in something that is replaced as a whole is gone already.
        if let Some(before) = page.get(at..range.start) {
            text.push_str(before);
            text.push_str(&replacement);
            at = range.end;
        }
    }
    text.push_str(page.get(at..).unwrap_or_default());
    text
}

/// Where braces stand behind another one, of which at least one is foreign.
fn braces(page: &str, foreign: &[Range<usize>]) -> Vec<usize> {
    let bytes = page.as_bytes();
    let mut found = Vec::new();
    for part in foreign {
        for at in part.start.max(1)..(part.end + 1).min(bytes.len()) {
            if bytes[at - 1..=at] == *b"{{" && found.last() != Some(&at) {
                found.push(at);
            }
        }
    }
    found
}

/// What is replaced by what, in the order of the page.
fn replacements(page: &str, braces: &[usize]) -> Vec<(Range<usize>, String)> {
    let has_any = |range: &Range<usize>| {
        let first = braces.partition_point(|at| *at < range.start);
        braces.get(first).is_some_and(|at| *at < range.end)
    };
    let mut all = Vec::new();
    // No reference is resolved in `<https://…>`, nor can there be the space of a directive.
    let mut addresses: Vec<Range<usize>> = Vec::new();
    // The brace that opens the attributes of a heading must stay one.
    let mut attributes: Vec<usize> = Vec::new();
    let mut last_in_heading: Option<usize> = None;
    let mut block: Option<(Range<usize>, String, String)> = None;
    for (event, range) in Parser::new_ext(page, markdown_options()).into_offset_iter() {
        if matches!(event, Event::Text(_) | Event::Code(_) | Event::InlineHtml(_)) {
            last_in_heading.take_if(|at| range.contains(at));
        }
        match event {
            Event::Code(code) if has_any(&range) => {
                let written = &page[range.clone()];
                let code =
                    if written.contains('\n') { inline_lines(written) } else { inline(&code) };
                // Without the code behind it, an escaped backtick could end other code.
                let before = page[..range.start].strip_suffix('`').unwrap_or_default();
                let backslashes = before.len() - before.trim_end_matches('\\').len();
                if backslashes % 2 == 1 {
                    all.push((before.len() - 1..range.end, format!("&#96;{code}")));
                } else {
                    all.push((range, code));
                }
            }
            Event::Start(Tag::CodeBlock(kind)) if has_any(&range) => {
                let range = whole_block(page, &kind, range);
                block = Some((range, classes(&kind), String::new()));
            }
            Event::Start(Tag::Heading { .. }) => {
                last_in_heading = page[range.clone()].rfind('{').map(|at| range.start + at);
            }
            Event::End(TagEnd::Heading(_)) => attributes.extend(last_in_heading.take()),
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                addresses.push(range);
            }
            Event::Text(piece) => {
                if let Some((.., code)) = &mut block {
                    code.push_str(&piece);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((range, classes, code)) = block.take() {
                    let ending = if page[range.clone()].ends_with('\n') { "\n" } else { "" };
                    let code = format!("<pre><code{classes}>{}</code></pre>", in_html(&code));
                    all.push((range, code + ending));
                }
            }
            _ => {}
        }
    }
    let is_in_address = |at: usize| {
        let behind = addresses.partition_point(|range| range.start <= at);
        addresses[..behind].last().is_some_and(|range| at < range.end)
    };
    let single = braces.iter().filter(|at| !is_in_address(**at));
    // Of two braces, the first one is as good.
    let single = single.map(|at| at - usize::from(attributes.binary_search(at).is_ok()));
    all.extend(single.map(|at| (at..at + 1, BRACE.to_owned())));
    all.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    all.dedup();
    all
}

/// A block of code with its indentation, behind which HTML would be code as well.
fn whole_block(page: &str, kind: &CodeBlockKind<'_>, range: Range<usize>) -> Range<usize> {
    if matches!(kind, CodeBlockKind::Fenced(_)) {
        return range;
    }
    let before = &page.as_bytes()[..range.start];
    let blanks = before.iter().rev().take_while(|byte| **byte == b' ').count();
    let start = match before.last() {
        Some(b'\t') => range.start - 1,
        _ => range.start - blanks.min(INDENTATION),
    };
    start..range.end
}

/// The classes that mdBook gives a block: its language and what else stands behind the fence.
fn classes(kind: &CodeBlockKind<'_>) -> String {
    let CodeBlockKind::Fenced(info) = kind else {
        return String::new();
    };
    let words: Vec<&str> = info.split([' ', '\t', ',']).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return String::new();
    }
    format!(" class=\"language-{}\"", in_html(&words.join(" ")))
}

/// Code in HTML on one line, which ends neither the block of HTML nor the list or quote around it.
fn in_html(code: &str) -> String {
    encoded(code, |letter| matches!(letter, '&' | '<' | '>' | '"' | '{' | '\n' | '\r'))
}

/// Code within a line of Markdown, which is read between the two tags too.
fn inline(code: &str) -> String {
    format!("<code>{}</code>", encoded(code, |letter| letter.is_ascii_punctuation()))
}

/// The same for code of several lines, which stays on as many: fewer could make a table of the lines
/// behind it. `written` has its backticks, and on each line what stands in front of it in a list or quote.
fn inline_lines(written: &str) -> String {
    let code = written.trim_matches('`');
    let mut text = String::from("<code>");
    for (at, line) in code.split('\n').enumerate() {
        // Two spaces at its end would break the line.
        let line = line.trim_end();
        let code = if at == 0 { line } else { line.trim_start_matches([' ', '\t', '>']) };
        if at > 0 {
            text.push('\n');
            text.push_str(&line[..line.len() - code.len()]);
        }
        // A tag alone on its line would begin a block of HTML.
        let is_alone = at == 0 && code.is_empty();
        text.push_str(if is_alone { "&#32;" } else { "" });
        text.push_str(&encoded(code, |letter| letter.is_ascii_punctuation()));
    }
    text + "</code>"
}

fn encoded(code: &str, is_special: impl Fn(char) -> bool) -> String {
    let mut text = String::with_capacity(code.len() * 2);
    for letter in code.chars() {
        if is_special(letter) {
            let _ = write!(text, "&#{};", u32::from(letter));
        } else {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::html::push_html;
    use regex::Regex;

    use super::*;

    /// What mdBook 0.5 expands: the expression of its preprocessor `links`.
    fn directive() -> Regex {
        let pattern = r"\\\{\{\#.*\}\}|\{\{\s*\#([a-zA-Z0-9_]+)\s+([^}]+)\}\}";
        Regex::new(pattern).expect("an expression")
    }

    fn all(page: &str) -> String {
        inert(page.to_owned(), std::slice::from_ref(&(0..page.len())))
    }

    /// What a reader sees: HTML with every reference resolved, without blanks and classes.
    fn shown(page: &str) -> String {
        let mut html = String::new();
        push_html(&mut html, Parser::new_ext(page, markdown_options()));
        let reference = Regex::new("&#([0-9]+);|&(amp|lt|gt|quot);").expect("an expression");
        let resolve = |found: &regex::Captures<'_>| match &found[0] {
            "&amp;" => "&".to_owned(),
            "&lt;" => "<".to_owned(),
            "&gt;" => ">".to_owned(),
            "&quot;" => "\"".to_owned(),
            _ => found[1].parse().ok().and_then(char::from_u32).unwrap_or_default().to_string(),
        };
        let class = Regex::new(" class=\"[^\"]*\"").expect("an expression");
        let html = class.replace_all(&html, "");
        reference.replace_all(&html, resolve).split_whitespace().collect()
    }

    #[test]
    fn text_gets_references_and_code_becomes_html() {
        let table = [
            ("a {b} {", "a {b} {"),
            ("a {{#include x}} {{y}}", "a {&#123;#include x}} {&#123;y}}"),
            ("{{{#x}}}", "{&#123;&#123;#x}}}"),
            (r"\{{#x y}}", r"\{&#123;#x y}}"),
            ("[a](</{{#b c}}>)", "[a](</{&#123;#b c}}>)"),
            ("<https://a/{{b}}> {{", "<https://a/{{b}}> {&#123;"),
            ("# a{{{#x}", "# a{&#123;{#x}"),
            ("# a{{#x}", "# a&#123;{#x}"),
            ("# {{}", "# &#123;{}"),
            ("# [a]({{b)", "# [a](&#123;{b)"),
            ("# a {{.x}\n{{", "# a &#123;{.x}\n{&#123;"),
            ("``{{\n#x ``|\n|-|\n", "<code>&#123;&#123;\n&#35;x</code>|\n|-|\n"),
            ("`\\```\n{{``", "`&#96;<code>&#32;\n&#123;&#123;</code>"),
            ("> `{{\n> b.`", "> <code>&#123;&#123;\n> b&#46;</code>"),
            ("`\n{{`", "<code>&#32;\n&#123;&#123;</code>"),
            ("`{{a}}` `b`", "<code>&#123;&#123;a&#125;&#125;</code> `b`"),
            (
                "```json\n{{\n```\n\na\n",
                "<pre><code class=\"language-json\">&#123;&#123;&#10;</code></pre>\n\na\n",
            ),
            ("```\n{\n```\n", "```\n{\n```\n"),
            ("    {{\n\na\n", "<pre><code>&#123;&#123;&#10;</code></pre>\n\na\n"),
            (
                "- ~~~a,b c\n  {{<\n\n  x\n  ~~~\n- b\n",
                "- <pre><code class=\"language-a b c\">&#123;&#123;&#60;&#10;&#10;x&#10;</code></pre>\n- b\n",
            ),
        ];
        for (page, expected) in table {
            assert_eq!(all(page), expected, "{page}");
            assert_eq!(shown(expected), shown(page), "{page}");
        }
    }

    #[test]
    fn only_foreign_parts_are_changed() {
        let page = "{{#include a}} {{#include b}} {{#include c}}";
        let second = 15..29;
        assert_eq!(
            inert(page.to_owned(), std::slice::from_ref(&second)),
            "{{#include a}} {&#123;#include b}} {{#include c}}"
        );
        // A brace of a person's and one of a fact make a directive as well.
        let part = 1..14;
        assert_eq!(inert("{{#include a}}".to_owned(), &[part]), "{&#123;#include a}}");
        assert_eq!(inert("{{#include a}}".to_owned(), &[]), "{{#include a}}");
    }

    /// Pieces of Markdown, mostly with braces.
    fn piece() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "{{#include a}}",
            "{{ #title b}}",
            "\\{{#x y}}",
            "{",
            "}",
            "{{",
            "{{\n#include ",
            "`",
            "``",
            "```\n",
            "```json\n",
            "~~~\n",
            "\n",
            "\n\n",
            "    ",
            "\t",
            "- ",
            "> ",
            "1. ",
            "# ",
            "a",
            " b",
            "*",
            "_",
            "[",
            "](c)",
            "<b>",
            "</b>",
            "<pre>",
            "</pre>",
            "<!-- ",
            " -->",
            "| ",
            "|\n|-|\n",
            "&",
            "&#123;",
            "\\",
            "<https://a/{{b}}>",
            "\u{e9}",
            "]: ",
            "{#x}",
            "\r\n",
        ])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn nothing_is_left_that_mdbook_expands(pieces in prop::collection::vec(piece(), 0..14)) {
            let page = pieces.concat();
            let text = all(&page);
            prop_assert!(!directive().is_match(&text), "{text:?}");
        }

        #[test]
        fn pages_show_what_they_showed(pieces in prop::collection::vec(piece(), 0..10)) {
            let page = pieces.concat();
            prop_assert_eq!(shown(&all(&page)), shown(&page), "{:?}", all(&page));
        }
    }
}

//! Links of the author's to a fragment: what they name in the document is led to where it stands here.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Mutex;

use pulldown_cmark::{Event, Parser, Tag};

use super::fragments::{Fragments, Led};
use crate::products::markdown::prose;

/// Links that lead to nothing (`#fragment`), each with the file of the first page that has one.
#[derive(Debug, Default)]
pub(super) struct DeadLinks(Mutex<BTreeMap<String, String>>);

impl DeadLinks {
    fn add(&self, fragment: &str, file: &str) {
        let Ok(mut found) = self.0.lock() else { return };
        let link = ["#", fragment].concat();
        let first = found.entry(link).or_insert_with(|| file.to_owned());
        if file < first.as_str() {
            file.clone_into(first);
        }
    }

    /// All of them, in the order of the alphabet.
    pub(super) fn into_list(self) -> Vec<(String, String)> {
        self.0.into_inner().unwrap_or_default().into_iter().collect()
    }
}

/// What may stand before the fragment of a link: an inline destination, a definition, an attribute.
const BEFORE: [&str; 6] = ["(#", "(<#", "=\"#", "='#", ": #", ": <#"];

/// Whether a text may have links to fragments.
pub(super) fn may_have_some(text: &str) -> bool {
    text.contains('#') && BEFORE.iter().any(|before| text.contains(before))
}

/// A text of a page in which each link to a fragment leads to where that stands.
pub(super) fn led<'t>(
    text: &'t str,
    file: &str,
    fragments: &Fragments,
    dead: &DeadLinks,
) -> Cow<'t, str> {
    let mut links = links(text);
    links.sort_by_key(|link| link.start);
    links.dedup();
    let mut led = String::new();
    let mut at = 0;
    for link in links {
        let fragment = &text[link.start + 1..link.end];
        match fragments.lead(file, fragment) {
            Led::Alive => {}
            Led::Nowhere => dead.add(fragment, file),
            Led::To(target) => {
                led.extend([&text[at..link.start], &target]);
                at = link.end;
            }
        }
    }
    if at == 0 {
        return Cow::Borrowed(text);
    }
    led.push_str(&text[at..]);
    Cow::Owned(led)
}

/// Where destinations stand that are a fragment, from their `#` on.
fn links(text: &str) -> Vec<Range<usize>> {
    let parser = Parser::new_ext(text, prose::OPTIONS);
    let definitions = parser.reference_definitions().iter();
    let mut links: Vec<_> = definitions
        .filter(|(_, definition)| definition.dest.starts_with('#'))
        .filter_map(|(_, definition)| destination(text, &definition.span, &definition.dest))
        .collect();
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with('#') => {
                links.extend(destination(text, &range, &dest_url));
            }
            Event::Html(_) | Event::InlineHtml(_) => attributes(text, &range, &mut links),
            _ => {}
        }
    }
    links
}

/// The last place in a link or a definition that is its destination: a label stands before. None where
/// it is a reference, or written with escapes.
fn destination(text: &str, link: &Range<usize>, destination: &str) -> Option<Range<usize>> {
    let written = &text[link.clone()];
    let found = written.rmatch_indices(destination).map(|(at, _)| at).find(|at| {
        let before = written[..*at].trim_end_matches('<').trim_end();
        let behind = written[at + destination.len()..].chars().next();
        before.ends_with(['(', ':'])
            && behind.is_none_or(|one| one.is_whitespace() || matches!(one, ')' | '>'))
    })?;
    let start = link.start + found;
    Some(start..start + destination.len())
}

/// The fragments of `href` attributes.
fn attributes(text: &str, html: &Range<usize>, links: &mut Vec<Range<usize>>) {
    let written = &text[html.clone()];
    for (at, opening) in written.match_indices("href=").filter_map(|(at, name)| {
        let at = at + name.len();
        let quote = written[at..].chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        written[at + 1..].starts_with('#').then_some((at + 1, quote))
    }) {
        if let Some(length) = written[at..].find(opening) {
            links.push(html.start + at..html.start + at + length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_found_however_they_are_written() {
        let table: &[(&str, &[&str])] = &[
            ("[a](#a)", &["#a"]),
            ("[#a](#a \"#a\") and [b](<#b c>)", &["#a", "#b c"]),
            ("[a][x] and [x]\n\n[x]: #a\n", &["#a"]),
            ("[a][x]\n\n[x]: <#a> 'title'\n", &["#a"]),
            ("<a href=\"#a\">a</a>, <a class='x' href='#b'>b</a>", &["#a", "#b"]),
            ("<div>\n<a href=\"#a\">a</a>\n</div>", &["#a"]),
            ("[a](x#a), [b](https://example.com/#b)", &[]),
            ("`[a](#a)`\n\n    [b](#b)\n\n```\n[c](#c)\n```\n", &[]),
            ("| a |\n|---|\n| [a](#a) |\n", &["#a"]),
            ("[a](#a-\\_b)", &[]),
        ];
        for (text, expected) in table {
            let found: Vec<&str> = links(text).into_iter().map(|link| &text[link]).collect();
            assert_eq!(found, *expected, "{text}");
            assert!(expected.is_empty() || may_have_some(text), "{text}");
        }
    }
}

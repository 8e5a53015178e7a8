//! MD011: `(text)[target]` is written `[text](target)`.

use std::ops::Range;

use super::{super::edit::Edits, Context};

pub(super) fn check(context: &Context, edits: &mut Edits) {
    for &number in &context.survey.reversed_links {
        if context.blocks.kinds[number].is_code() {
            continue;
        }
        let line = context.page.line(number);
        let start = context.page.range(number).start;
        let mut from = 0;
        while let Some(link) = find(line, from) {
            from = link.range.end;
            let range = start + link.range.start..start + link.range.end;
            let is_escaped = link.text.ends_with('\\') || link.target.ends_with('\\');
            if !is_escaped && !touches_code(context, &range) {
                let fixed = format!("[{}]({})", link.text, link.target);
                edits.replace(context.page, range, fixed);
            }
        }
    }
}

struct ReversedLink<'a> {
    range: Range<usize>,
    text: &'a str,
    target: &'a str,
}

/// The first link that is the wrong way round and starts at `from` or later.
fn find(line: &str, from: usize) -> Option<ReversedLink<'_>> {
    memchr::memmem::find_iter(line.as_bytes(), ")[").find_map(|middle| {
        let start = line[..middle].rfind(['(', ')']).filter(|&at| line[at..].starts_with('('))?;
        // The character before belongs to the match, so it must not be part of the last one.
        let is_free = start == 0 || (start > from && !line[..start].ends_with('\\'));
        let after = &line[middle + 2..];
        let target = &after[..after.find(']')?];
        let end = middle + 2 + target.len() + 1;
        let text = &line[start + 1..middle];
        let is_link = is_free
            && start >= from
            && !text.is_empty()
            && !target.is_empty()
            && !target.starts_with('^')
            && !line[end..].starts_with('(');
        is_link.then_some(ReversedLink { range: start..end, text, target })
    })
}

fn touches_code(context: &Context, range: &Range<usize>) -> bool {
    let spans = &context.inlines.code_spans;
    spans.iter().any(|span| span.content.start <= range.end && range.start <= span.content.end)
}

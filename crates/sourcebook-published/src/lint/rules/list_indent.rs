//! MD005 and MD007: the items of a list are indented alike, nested bullets by two columns.

use super::{
    super::{
        block::{Item, List, PrefixKind},
        edit::Edits,
    },
    Context,
};

/// Aligns the items of numbered lists at the start or at the end of their numbers.
pub(super) fn numbered(context: &Context, edits: &mut Edits) {
    for list in context.blocks.lists.iter().filter(|list| list.is_ordered) {
        align_numbers(context, list, edits);
    }
}

fn align_numbers(context: &Context, list: &List, edits: &mut Edits) {
    let start = context.page.column(list.start);
    let mut end = None;
    let mut aligns_ends = false;
    for item in &list.items {
        let actual = context.page.column(item.marker.start);
        let actual_end = actual + item.marker.len();
        let end = *end.get_or_insert(actual_end);
        if actual == start && !aligns_ends {
            continue;
        }
        if actual_end == end {
            aligns_ends = true;
            continue;
        }
        // A number wider than the first one's end would have to start before the line does.
        let expected = if aligns_ends { end.checked_sub(item.marker.len()) } else { Some(start) };
        if let Some(expected) = expected {
            indent(context, item, actual, expected, edits);
        }
    }
}

/// Indents nested bullet lists by two columns for each level.
pub(super) fn bullets(context: &Context, edits: &mut Edits) {
    for list in context.blocks.lists.iter().filter(|list| !list.is_ordered) {
        let Some(depth) = list.bullet_depth else {
            continue;
        };
        for item in &list.items {
            let column = context.page.column(item.marker.start);
            let actual = column - quote_width(context, item).min(column);
            indent(context, item, actual, depth * 2, edits);
        }
    }
}

/// The width of the block quote markers before an item.
fn quote_width(context: &Context, item: &Item) -> usize {
    let prefixes = context.blocks.prefixes_on(item.line).iter().rev();
    prefixes
        .filter(|prefix| prefix.kind == PrefixKind::Quote)
        .find(|prefix| prefix.range.end <= item.marker.start)
        .map_or(0, |prefix| context.page.column(prefix.range.end))
}

/// Changes the indent of an item, counted from the last block quote marker.
fn indent(context: &Context, item: &Item, actual: usize, expected: usize, edits: &mut Edits) {
    let start = item.marker.start - actual;
    if actual > expected {
        let from = start + if is_numbered(context, item) { expected } else { 0 };
        edits.delete(context.page, from..from + actual - expected);
    } else if expected > actual {
        let at = start + if is_numbered(context, item) { actual } else { 0 };
        edits.replace(context.page, at..at, " ".repeat(expected - actual));
    }
}

fn is_numbered(context: &Context, item: &Item) -> bool {
    context.page.text()[item.marker.clone()].starts_with(|first: char| first.is_ascii_digit())
}

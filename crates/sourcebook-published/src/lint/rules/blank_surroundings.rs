//! MD022, MD031, MD032 and MD058: blank lines around headings, code blocks, lists and tables.

use super::{
    super::{character::trim, edit::Edits},
    Context,
};

/// Surrounds headings.
pub(super) fn headings(context: &Context, edits: &mut Edits) {
    for heading in &context.blocks.headings {
        let above = heading.first_line.saturating_sub(1);
        let below = heading.last_line + 1;
        surround_above(context, heading.first_line, above, edits);
        surround_below(context, heading.last_line, below, edits);
    }
}

/// Surrounds lists that are in no other list.
pub(super) fn lists(context: &Context, edits: &mut Edits) {
    for list in context.blocks.lists.iter().filter(|list| list.is_outermost) {
        surround_above(context, list.first_line, list.first_line, edits);
        surround_below(context, list.last_line, list.last_line, edits);
    }
}

/// Surrounds tables.
pub(super) fn tables(context: &Context, edits: &mut Edits) {
    for table in &context.blocks.tables {
        surround_above(context, table.first_line, table.first_line, edits);
        surround_below(context, table.last_line, table.last_line, edits);
    }
}

/// Inserts a blank line above `line`, in the block quotes of the line `model`.
fn surround_above(context: &Context, line: usize, model: usize, edits: &mut Edits) {
    if !context.page.is_blank_before(line) {
        edits.insert_before(line, context.blocks.blank_line_like(context.page, model));
    }
}

/// Inserts a blank line below `line`, in the block quotes of the line `model`.
fn surround_below(context: &Context, line: usize, model: usize, edits: &mut Edits) {
    if !context.page.is_blank(line + 1) {
        edits.insert_before(line + 1, context.blocks.blank_line_like(context.page, model));
    }
}

/// Surrounds fenced code blocks.
pub(super) fn code_blocks(context: &Context, edits: &mut Edits) {
    let page = context.page;
    for code in context.blocks.code.iter().filter(|code| code.is_fenced) {
        if !page.is_blank_before(code.first_line) {
            insert_like_fence(context, code.first_line, code.first_line, edits);
        }
        if !page.is_blank(code.last_line + 1) && !page.is_blank(code.last_line) {
            insert_like_fence(context, code.last_line, code.last_line + 1, edits);
        }
    }
}

/// Inserts a blank line at `line` with the block quote markers that a fence has before it.
fn insert_like_fence(context: &Context, fence: usize, line: usize, edits: &mut Edits) {
    let text = context.page.line(fence);
    if let Some(end) = text.find(['`', '~']) {
        let quotes: String =
            text[..end].chars().map(|mark| if mark == '>' { '>' } else { ' ' }).collect();
        edits.insert_before(line, format!("{}\n", trim(&quotes)));
    }
}

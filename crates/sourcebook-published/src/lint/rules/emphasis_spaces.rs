//! MD037: no space inside emphasis marks, where loose marks of one kind are taken for pairs.

use super::{
    super::{character::is_space, edit::Edits, inline::LooseMark},
    Context,
};

const MARKS: [&str; 6] = ["_", "__", "___", "*", "**", "***"];

pub(super) fn check(context: &Context, edits: &mut Edits) {
    let text = context.page.text();
    for marks in context.inlines.loose_marks.chunk_by(|left, right| left.text == right.text) {
        for kind in MARKS {
            let same: Vec<&LooseMark> =
                marks.iter().filter(|mark| &text[mark.range.clone()] == kind).collect();
            for pair in same.chunks_exact(2) {
                trim_after(context, pair[0], edits);
                trim_before(context, pair[1], edits);
            }
        }
    }
}

/// Takes away the space after the first mark of a pair if more follows on the line.
fn trim_after(context: &Context, mark: &LooseMark, edits: &mut Edits) {
    let end = context.page.range(context.page.line_at(mark.range.end)).end;
    let after = &context.page.visible()[mark.range.end..end];
    let rest = after.trim_start_matches(is_space);
    if !rest.is_empty() && rest.len() < after.len() {
        edits.delete(context.page, mark.range.end..end - rest.len());
    }
}

/// Takes away the space before the second mark of a pair if more precedes it on the line.
fn trim_before(context: &Context, mark: &LooseMark, edits: &mut Edits) {
    let start = context.page.range(context.page.line_at(mark.range.start)).start;
    let before = &context.page.visible()[start..mark.range.start];
    let rest = before.trim_end_matches(is_space);
    if !rest.is_empty() && rest.len() < before.len() {
        edits.delete(context.page, start + rest.len()..mark.range.start);
    }
}

//! MD009: lines do not end in white space, except for the two spaces of a line break.

use super::{
    super::{block::LineKind, character::trim_end, edit::Edits},
    Context,
};

pub(super) fn check(context: &Context, edits: &mut Edits) {
    for &number in &context.survey.trailing_space {
        if matches!(context.blocks.kinds[number], LineKind::FencedCode | LineKind::IndentedCode) {
            continue;
        }
        let line = context.page.line(number);
        let kept = trim_end(line).len();
        if line[kept..].chars().count() != 2 {
            let range = context.page.range(number);
            edits.delete(context.page, range.start + kept..range.end);
        }
    }
}

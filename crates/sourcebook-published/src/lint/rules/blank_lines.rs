//! MD012: no two blank lines in a row outside of code.

use super::{super::edit::Edits, Context};

pub(super) fn check(context: &Context, edits: &mut Edits) {
    let kinds = &context.blocks.kinds;
    for &number in &context.survey.repeated_blanks {
        if !kinds[number].is_code() && !kinds[number - 1].is_code() {
            edits.delete_line(number);
        }
    }
}

//! MD047: the page ends in a line feed.

use super::{super::edit::Edits, Context};

pub(super) fn check(context: &Context, edits: &mut Edits) {
    let last = context.page.line_count() - 1;
    if !context.page.is_blank(last) {
        let end = context.page.range(last).end;
        edits.replace(context.page, end..end, "\n".to_owned());
    }
}

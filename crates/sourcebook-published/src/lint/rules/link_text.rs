//! MD039: no space at the edges of link text.

use super::{super::edit::Edits, Context};

pub(super) fn check(context: &Context, edits: &mut Edits) {
    for space in &context.inlines.link_space {
        edits.delete(context.page, space.clone());
    }
}

//! MD030: one space after a list marker.

use super::{super::edit::Edits, Context};

pub(super) fn check(context: &Context, edits: &mut Edits) {
    let items = context.blocks.lists.iter().flat_map(|list| &list.items);
    for item in items.filter(|item| item.space.len() > 1) {
        edits.replace(context.page, item.space.clone(), " ".to_owned());
    }
}

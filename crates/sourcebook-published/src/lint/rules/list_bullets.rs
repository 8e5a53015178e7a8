//! MD004: all bullets are like the first of the page.

use super::{super::edit::Edits, Context};

pub(super) fn same_bullet(context: &Context, edits: &mut Edits) {
    let text = context.page.text();
    let mut markers = context
        .blocks
        .lists
        .iter()
        .filter(|list| !list.is_ordered)
        .flat_map(|list| &list.items)
        .map(|item| item.marker.clone());
    let Some(first) = markers.next().map(|marker| &text[marker]) else {
        return;
    };
    for marker in markers.filter(|marker| &text[marker.clone()] != first) {
        edits.replace(context.page, marker, first.to_owned());
    }
}

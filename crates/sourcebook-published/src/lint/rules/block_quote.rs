//! MD027: one space after a block quote marker.

use super::{
    super::{block::PrefixKind, edit::Edits},
    Context,
};

pub(super) fn check(context: &Context, edits: &mut Edits) {
    for pair in context.blocks.prefixes.windows(2) {
        let [marker, space] = pair else {
            continue;
        };
        let is_after = marker.kind == PrefixKind::Quote
            && space.kind == PrefixKind::Space
            && marker.range.end == space.range.start;
        if is_after && !is_in_code_span(context, space.range.start) {
            edits.delete(context.page, space.range.clone());
        }
    }
}

fn is_in_code_span(context: &Context, offset: usize) -> bool {
    context.inlines.code_spans.iter().any(|span| span.content.contains(&offset))
}

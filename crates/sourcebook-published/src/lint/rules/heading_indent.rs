//! MD023: headings start at the beginning of their line.

use super::{
    super::{block::PrefixKind, edit::Edits},
    Context,
};

pub(super) fn check(context: &Context, edits: &mut Edits) {
    for heading in &context.blocks.headings {
        let prefixes = context.blocks.prefixes_on(heading.first_line).iter().rev();
        let indent = prefixes
            .filter(|prefix| prefix.kind != PrefixKind::Quote)
            .find(|prefix| prefix.range.end <= heading.start);
        if let Some(indent) = indent {
            edits.delete(context.page, indent.range.clone());
        }
    }
}

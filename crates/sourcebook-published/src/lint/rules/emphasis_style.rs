//! MD049 and MD050: all emphasis is marked like the first of the page.

use super::{
    super::{character::is_word, edit::Edits, inline::Emphasis},
    Context,
};

/// Makes the marks of plain emphasis alike.
pub(super) fn emphasis(context: &Context, edits: &mut Edits) {
    same_style(context, false, edits);
}

/// Makes the marks of strong emphasis alike.
pub(super) fn strong(context: &Context, edits: &mut Edits) {
    same_style(context, true, edits);
}

fn same_style(context: &Context, strong: bool, edits: &mut Edits) {
    let text = context.page.text();
    let mut all = context.inlines.emphasis.iter().filter(|found| found.is_strong == strong);
    let Some(style) = all.next().map(|first| &text[first.opening.clone()]) else {
        return;
    };
    for found in all.filter(|found| &text[found.opening.clone()] != style) {
        if style.starts_with('_') && is_inside_word(context, found) {
            continue;
        }
        for marks in [&found.opening, &found.closing] {
            edits.replace(context.page, marks.clone(), style.to_owned());
        }
    }
}

/// Whether underscores could not mark this emphasis because it is part of a word.
fn is_inside_word(context: &Context, emphasis: &Emphasis) -> bool {
    let text = context.page.visible();
    text[..emphasis.opening.start].ends_with(is_word)
        || text[emphasis.closing.end..].starts_with(is_word)
}

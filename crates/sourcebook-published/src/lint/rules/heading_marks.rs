//! MD018 to MD021: exactly one space between the marks of a heading and its text.

use super::{
    super::{
        block::{Heading, LineKind},
        character::{is_space, trim_end},
        edit::Edits,
    },
    Context,
};

/// Adds the space after marks that are not a heading without it.
pub(super) fn missing_space(context: &Context, edits: &mut Edits) {
    for number in text_lines(context) {
        let line = context.page.line(number);
        let after = line.trim_start_matches('#');
        let is_word = !after.is_empty() && !after.starts_with([' ', '\t']);
        let is_keycap = line.starts_with("#\u{fe0f}\u{20e3}");
        if is_word && !is_keycap && !trim_end(line).ends_with('#') {
            let at = context.page.range(number).end - after.len();
            edits.replace(context.page, at..at, " ".to_owned());
        }
    }
}

/// Shortens the space after the marks of a heading without closing marks.
pub(super) fn spaces_after_opening(context: &Context, edits: &mut Edits) {
    for heading in context.blocks.headings.iter().filter(|heading| !is_closed(context, heading)) {
        shorten_space(context, heading.opening_space.clone(), edits);
    }
}

/// Adds the spaces inside the marks at both ends of a line.
pub(super) fn missing_space_when_closed(context: &Context, edits: &mut Edits) {
    for number in text_lines(context) {
        if let Some(fixed) = spaced(context.page.line(number)) {
            edits.replace(context.page, context.page.range(number), fixed);
        }
    }
}

/// Shortens the space inside the marks at both ends of a heading.
pub(super) fn spaces_when_closed(context: &Context, edits: &mut Edits) {
    for heading in context.blocks.headings.iter().filter(|heading| is_closed(context, heading)) {
        shorten_space(context, heading.opening_space.clone(), edits);
        shorten_space(context, heading.closing_space.clone(), edits);
    }
}

/// The lines that start with `#` and are neither code nor HTML.
fn text_lines(context: &Context) -> impl Iterator<Item = usize> {
    let is_text = |&number: &usize| context.blocks.kinds[number] == LineKind::Text;
    context.survey.hashes.iter().copied().filter(is_text)
}

fn is_closed(context: &Context, heading: &Heading) -> bool {
    context.page.text()[heading.closing_space.end..].starts_with('#')
}

fn shorten_space(context: &Context, space: std::ops::Range<usize>, edits: &mut Edits) {
    if space.len() > 1 {
        edits.delete(context.page, space.start + 1..space.end);
    }
}

/// A line like `#text#` with a space on either side, if one is missing.
fn spaced(line: &str) -> Option<String> {
    let blank = [' ', '\t'];
    let after = line.trim_start_matches('#');
    let opening = &line[..line.len() - after.len()];
    let body = after.trim_start_matches(blank);
    let (before, _) = body.split_once('#')?;
    let mut closing = trim_end(&body[before.len()..]);
    if closing.bytes().any(|byte| byte != b'#') {
        return None;
    }
    let (mut before, mut escape) = (before, "");
    if let Some(unescaped) = before.strip_suffix('\\')
        && closing.len() > 1
    {
        (before, escape, closing) = (unescaped, "\\# ", &closing[1..]);
    }
    let content = before.trim_end_matches(blank);
    let misses_space =
        body.len() == after.len() || content.len() == before.len() || !escape.is_empty();
    let is_heading = !content.is_empty() && !content.ends_with('\\') && !body.starts_with(is_space);
    (is_heading && misses_space).then(|| format!("{opening} {content} {escape}{closing}"))
}

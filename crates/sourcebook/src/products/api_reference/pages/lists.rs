//! Lists of operations.

use super::outline::{Entry, Outline, Section};
use crate::products::markdown::inline::code;
use crate::products::markdown::writer::Writer;

/// The operations of a section, as links from a page.
pub(super) fn of_section(
    writer: &mut Writer,
    outline: &Outline<'_>,
    section: &Section<'_>,
    from: &str,
) {
    let entries = section.listed.iter().filter_map(|at| outline.operations.get(*at));
    entries.for_each(|entry| item(writer, entry, from));
}

/// One operation: its title as a link, method and path.
pub(super) fn item(writer: &mut Writer, entry: &Entry<'_>, from: &str) {
    let link = entry.place.link(from);
    let call = code(&[&entry.operation.method, " ", entry.path].concat());
    let deprecated = if entry.operation.deprecated { " · deprecated" } else { "" };
    writer.item(&format!("[{}]({link}) {call}{deprecated}", entry.shown_title()), |_| {});
}

//! The published bytes of Coder's API reference, defects included.
//!
//! Everything that is wrong on purpose lives in this folder: the order of JavaScript objects, the
//! walk that makes rows of schemas, descriptions that lose their first word, tables cut in two.
//! The passes of a linter and a table formatter over finished pages are in the crate `sourcebook-published`.

pub(super) mod cycles;
pub(super) mod types;
pub(super) mod walk;

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write;

use sourcebook_model::document::{MediaType, Operation, RequestBody, Response, Schema};
use sourcebook_model::{Document, Id, Use};
use sourcebook_published::publish;

use super::rows::{Row, RowsOf};
use super::section::{OperationEntry, TagSection};
use super::shown::CodeSample;
use crate::value_text::integers_first;

/// The headings of operations.
pub(super) fn operation_title(path: &str, operation: &Operation) -> String {
    if let Some(summary) = operation.summary.as_ref().filter(|text| !text.is_empty()) {
        return summary.clone();
    }
    let id = operation.operation_id.as_ref().filter(|id| !id.is_empty());
    let name =
        id.map_or_else(|| format!("{}_{path}", operation.method.to_lowercase()), Clone::clone);
    name.split('?').next().unwrap_or_default().replace('/', "_")
}

/// Adds an operation to its section: a second one of the same title takes the place of the first.
pub(super) fn add_entry<'d>(entries: &mut Vec<OperationEntry<'d>>, entry: OperationEntry<'d>) {
    match entries.iter_mut().find(|known| known.title == entry.title) {
        Some(known) => *known = entry,
        None => entries.push(entry),
    }
}

/// Puts sections, and the operations in them, in the order of the members of an object.
pub(super) fn order_sections(sections: &mut [TagSection<'_>]) {
    integers_first(sections, |section| section.tag);
    for section in sections {
        integers_first(&mut section.entries, |entry| &entry.title);
    }
}

/// What the ids of an operation's elements start with.
pub(super) fn slug(title: &str) -> String {
    title.to_lowercase().replace(' ', "-")
}

/// The named schemas in the order of the pages, under the names that pages show.
pub(super) fn schema_names(document: &Document) -> Vec<(String, Id<Schema>)> {
    let schemas = &document.components.schemas;
    let mut kept: Vec<(String, Id<Schema>)> = Vec::new();
    let mut renamed: Vec<(String, Id<Schema>)> = Vec::new();
    let mut taken: HashSet<String> = schemas.iter().map(|(name, _)| name.clone()).collect();
    for (name, id) in schemas {
        let clean = component_name(name);
        if clean == *name {
            kept.push((clean, *id));
            continue;
        }
        let numbered = (2..1_000).map(|number| format!("{clean}{number}"));
        let mut candidates = std::iter::once(clean.clone()).chain(numbered);
        let free = candidates.find(|one| !taken.contains(one)).unwrap_or(clean);
        taken.insert(free.clone());
        renamed.push((free, *id));
    }
    kept.extend(renamed);
    integers_first(&mut kept, |(name, _)| name);
    kept
}

/// Whether a named schema is left out of its page.
pub(super) fn hides_schema(schema: &Schema) -> bool {
    schema.description.as_deref().is_some_and(|text| text.starts_with("x-apidocgen:skip"))
}

/// The anchor to which links to a schema lead: only the first dot is removed.
pub(super) fn anchor(name: &str) -> String {
    name.replacen('.', "", 1).to_lowercase()
}

/// The responses in the order of the page.
pub(super) fn responses(responses: &[(String, Use<Response>)]) -> Vec<(&str, &Use<Response>)> {
    let mut order: Vec<_> =
        responses.iter().map(|(status, response)| (status.as_str(), response)).collect();
    integers_first(&mut order, |(status, _)| status);
    order
}

/// The media types of a body, and whether it must be sent. A form is sent as multipart only where
/// the operation says so, and must be sent only where its first field must.
pub(super) fn request_content(body: &RequestBody) -> (Vec<(&str, &MediaType)>, bool) {
    let mut content = body.content.iter();
    let Some(form) = &body.form else {
        let content = content.map(|(name, media_type)| (name.as_str(), media_type));
        return (content.collect(), body.required);
    };
    let is_multipart = form.consumes.iter().any(|name| name == "multipart/form-data");
    let name =
        if is_multipart { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
    let only = content.next().map(|(_, media_type)| (name, media_type));
    (only.into_iter().collect(), form.first_field_required)
}

/// The text of a code sample. The line of a form's content type is left out, its backslash is not;
/// and without headers an empty line follows.
pub(super) fn code_sample(sample: &CodeSample) -> String {
    const FORM: &str = "application/x-www-form-urlencoded";
    let mut text = String::from("# Example request using curl\n");
    let _ = write!(text, "curl -X {} {}", sample.method, sample.url);
    if sample.headers.is_empty() {
        text.push('\n');
        return text;
    }
    text.push_str(" \\\n");
    let last = sample.headers.len() - 1;
    for (at, (name, value)) in sample.headers.iter().enumerate() {
        if name == "Content-Type" && value == FORM {
            continue;
        }
        let _ = write!(text, "  -H '{name}: {value}'");
        if at < last {
            text.push_str(" \\\n");
        }
    }
    text
}

/// The description of a parameter in its cell, and whether the cell cannot hold all of it.
pub(super) fn parameter_description(text: &str) -> (&str, bool) {
    if text == "undefined" {
        return ("", false);
    }
    let first = text.split('\n').next().unwrap_or_default();
    (first, first != text)
}

/// The name of a row, in its cell.
pub(super) fn name_cell(row: &Row<'_>, of: RowsOf) -> String {
    let display = row.display(&row.name);
    match (of, &*display) {
        (RowsOf::Page, "» **additionalProperties**") => "» `[any property]`".to_owned(),
        (RowsOf::Page, "**additionalProperties**") => "`[any property]`".to_owned(),
        (RowsOf::Page, name) => format!("`{name}`"),
        (_, "*anonymous*") => "`[array item]`".to_owned(),
        (_, name) => {
            format!("`{}`", name.replacen("**additionalProperties**", "[any property]", 1))
        }
    }
}

/// The description of a row, in its cell.
pub(super) fn description_cell(row: &Row<'_>) -> String {
    let text = row.description.as_deref().unwrap_or_default();
    description(text, &row.display(&row.name))
}

/// What happens to a whole page in the end.
pub(super) fn finish(page: &str) -> String {
    publish(&collapse_line_breaks(page))
}

/// A name that `components` may have: `[]` is `Array`, `/` is `_`, and so is every run of other
/// characters.
fn component_name(name: &str) -> String {
    let name = name.replacen("[]", "Array", 1);
    let mut clean = String::with_capacity(name.len());
    let mut in_run = false;
    for character in name.chars() {
        let is_allowed = character.is_ascii_alphanumeric() || "_.-".contains(character);
        if is_allowed {
            clean.push(character);
        } else if character == '/' || !in_run {
            clean.push('_');
        }
        in_run = !is_allowed && character != '/';
    }
    clean
}

/// Every run of three or more line breaks becomes two, wherever it stands.
fn collapse_line_breaks(page: &str) -> Cow<'_, str> {
    let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let bytes = page.as_bytes();
    let mut text = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'\n', b'\r', &bytes[at..]) {
        let start = at + found;
        at = start + bytes[start..].iter().take_while(|byte| is_break(byte)).count();
        if at - start >= 3 {
            text.reserve(if text.is_empty() { page.len() } else { 0 });
            text.push_str(&page[copied..start]);
            text.push_str("\n\n");
            copied = at;
        }
    }
    if text.is_empty() {
        return Cow::Borrowed(page);
    }
    text.push_str(&page[copied..]);
    Cow::Owned(text)
}

/// A description as tables print it: a paragraph break is a line break (which ends the table),
/// a first word with several capitals is replaced by the row's name, `id` and `url` are shouted.
fn description(text: &str, display: &str) -> String {
    if text.is_empty() || text.trim() == "undefined" {
        return String::new();
    }
    let text = with_breaks(text.trim());
    let (first, rest) = match text.split_once(' ') {
        Some((first, rest)) => (first, Some(rest)),
        None => (&*text, None),
    };
    let capitals = first.bytes().filter(u8::is_ascii_uppercase).count();
    let text = if capitals > 1 {
        Cow::Owned(format!("{} {}", readable_name(display), rest.unwrap_or_default()))
    } else {
        text
    };
    let mut shouted = String::with_capacity(text.len());
    for (at, word) in text.split(' ').enumerate() {
        shouted.push_str(if at == 0 { "" } else { " " });
        if word.eq_ignore_ascii_case("id") || word.eq_ignore_ascii_case("url") {
            shouted.push_str(&word.to_uppercase());
        } else {
            shouted.push_str(word);
        }
    }
    shouted
}

/// Paragraph breaks as line breaks, single line breaks as spaces.
fn with_breaks(text: &str) -> Cow<'_, str> {
    if memchr::memchr3(b'\n', b'\r', b'<', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let text = text.replace('\r', "").replace('\n', "<br>");
    Cow::Owned(text.replace("<br><br>", "\n").replace("<br>", " "))
}

/// `»» created_by` → `Created by`
fn readable_name(display: &str) -> String {
    let name = display.replace("» **additionalProperties**", "It");
    let name = name.replacen("» ", "", 1).replace('»', "");
    let mut characters = name.chars();
    let Some(first) = characters.next() else {
        return name;
    };
    let rest = characters.as_str().replace('_', " ").to_lowercase();
    first.to_uppercase().chain(rest.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_lose_their_first_word() {
        let table = [
            ("", "name", ""),
            ("Plain text.", "name", "Plain text."),
            ("TemplateID is the id", "» template_id", "Template ID is the ID"),
            ("CreatedAt", "»» createdAt", "Createdat "),
            ("One\n\ntwo\nthree url", "x", "One\ntwo three URL"),
            // The first word ends at a space, so it may hold a line break and two capitals.
            ("One\n\nTwo three", "x_y", "X y three"),
            ("APIKey of", "» **additionalProperties**", "It of"),
        ];
        for (text, display, expected) in table {
            assert_eq!(description(text, display), expected, "{text:?}");
        }
    }

    #[test]
    fn line_breaks_collapse() {
        assert_eq!(collapse_line_breaks("a\n\n\n\nb\r\n\r\nc\n\nd\n"), "a\n\nb\n\nc\n\nd\n");
    }

    #[test]
    fn names_are_made_fit_for_components() {
        let table = [("a.B", "a.B"), ("[]T", "ArrayT"), ("a/b", "a_b"), ("a<b, c>", "a_b_c_")];
        for (name, expected) in table {
            assert_eq!(component_name(name), expected);
        }
    }
}

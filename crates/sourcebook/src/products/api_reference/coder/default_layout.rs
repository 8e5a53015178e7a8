//! The default layout: the published one with its defects corrected.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write;

use sourcebook_model::document::{MediaType, Operation, RequestBody, Response, Schema, Tag};
use sourcebook_model::{Document, Id, Use};

use super::Renderer;
use super::layout::{Layout, RowsOf};
use super::links::{heading_anchor, is_taken_by_layout};
use super::rows::{Block, Row, RowKind, rows};
use super::section::{OperationEntry, TagSection};
use super::shown::CodeSample;
use super::table::MarkdownTable;
use super::text;
use super::types::TypeOf;
use super::view::{Depth, View, view};
use crate::value_text::ValueStyle;

/// The default layout.
pub(super) struct DefaultLayout;

impl Layout for DefaultLayout {
    fn shows_everything(&self) -> bool {
        true
    }

    fn default_server(&self) -> &'static str {
        "https://example.com"
    }

    fn value_style(&self) -> ValueStyle {
        ValueStyle::default()
    }

    fn section_title<'d>(&self, tag: &'d Tag) -> &'d str {
        tag.summary.as_deref().unwrap_or(&tag.name)
    }

    fn operation_title(&self, path: &str, operation: &Operation) -> String {
        let summary = operation.summary.as_deref().map(text::one_line);
        let summary = summary.filter(|summary| !summary.is_empty());
        let id = operation.operation_id.as_deref().map(text::one_line);
        match summary.or(id.filter(|id| !id.is_empty())) {
            Some(title) => title.into_owned(),
            None => format!("{} {path}", operation.method),
        }
    }

    fn add_entry<'d>(&self, entries: &mut Vec<OperationEntry<'d>>, entry: OperationEntry<'d>) {
        entries.push(entry);
    }

    fn order_sections(&self, _: &mut [TagSection<'_>]) {}

    fn keeps_in_file_name(&self, character: char) -> bool {
        character.is_alphanumeric()
    }

    fn free_file_name(&self, name: String, taken: &mut HashSet<String>) -> String {
        let stem = name.trim_end_matches(".md").to_owned();
        let mut name = name;
        let mut number = 1;
        while !taken.insert(name.clone()) {
            number += 1;
            name = format!("{stem}-{number}.md");
        }
        name
    }

    fn slug(&self, title: &str, taken: &mut HashSet<String>) -> String {
        let slug = title.to_lowercase().replace(' ', "-");
        let slug = text::attribute(&slug).into_owned();
        let numbered = (2..).map(|number| format!("{slug}-{number}"));
        let mut candidates = std::iter::once(slug.clone()).chain(numbered);
        candidates.find(|one| taken.insert(one.clone())).unwrap_or_default()
    }

    fn schema_names(&self, document: &Document) -> Vec<(String, Id<Schema>)> {
        let schemas = document.components.schemas.iter();
        schemas.map(|(name, id)| (text::one_line(name).into_owned(), *id)).collect()
    }

    fn anchor(&self, name: &str) -> String {
        heading_anchor(name)
    }

    fn free_anchor(&self, anchor: String, taken: &mut HashSet<String>) -> (String, bool) {
        let is_free = !anchor.is_empty() && !is_taken_by_layout(&anchor);
        if is_free && taken.insert(anchor.clone()) {
            return (anchor, false);
        }
        let mut number = 1;
        loop {
            let candidate = format!("schema-{anchor}-{number}");
            if taken.insert(candidate.clone()) {
                return (candidate, true);
            }
            number += 1;
        }
    }

    fn responses<'d>(
        &self,
        responses: &'d [(String, Use<Response>)],
    ) -> Vec<(&'d str, &'d Use<Response>)> {
        let mut order: Vec<_> =
            responses.iter().map(|(status, response)| (status.as_str(), response)).collect();
        crate::value_text::integers_first(&mut order, |(status, _)| status);
        order
    }

    fn meaning(&self, status: &str) -> String {
        super::status::meaning(&status.to_ascii_lowercase())
    }

    fn request_content<'d>(&self, body: &'d RequestBody) -> (Vec<(&'d str, &'d MediaType)>, bool) {
        let content = body.content.iter().map(|(name, media_type)| (name.as_str(), media_type));
        (content.collect(), body.required)
    }

    fn code_sample(&self, sample: &CodeSample) -> String {
        let mut text = String::from("# Example request using curl\n");
        let (method, url) = (shell_word(&sample.method), shell_word(&sample.url));
        // `-X HEAD` would wait for a body that never comes.
        let _ = match sample.method.as_str() {
            "HEAD" => write!(text, "curl --head {url}"),
            _ => write!(text, "curl -X {method} {url}"),
        };
        for (name, value) in &sample.headers {
            let header =
                format!("{name}: {value}").replace('\'', "'\\''").replace(['\n', '\r'], " ");
            let _ = write!(text, " \\\n  -H '{header}'");
        }
        text
    }

    fn cell<'t>(&self, text: &'t str) -> Cow<'t, str> {
        text::cell(text)
    }

    fn parameter_description<'t>(&self, text: &'t str) -> (Cow<'t, str>, bool) {
        (text::cell(text), false)
    }

    fn rows<'d>(&self, document: &'d Document, schema: Id<Schema>, of: RowsOf) -> Vec<Block<'d>> {
        let level = usize::from(of != RowsOf::Page);
        let mut rows = rows(document, schema, of.depth(), level);
        if of == RowsOf::Page {
            // The page itself says what kind of value it describes.
            rows.retain(|row| row.kind != RowKind::Anonymous);
        }
        vec![Block { title: None, rows }]
    }

    fn type_cell<'d>(
        &self,
        renderer: &Renderer<'d>,
        view: &View<'d>,
        of: TypeOf,
        from: &str,
    ) -> String {
        renderer.type_words(view, of, from)
    }

    fn schema_type(&self, renderer: &Renderer<'_>, schema: Id<Schema>, of: TypeOf) -> String {
        let view = view(renderer.document, schema, Depth::Through);
        renderer.type_words(&view, of, "")
    }

    fn hides_schema(&self, _: &Schema) -> bool {
        false
    }

    fn name_cell(&self, row: &Row<'_>, _: RowsOf) -> String {
        match row.kind {
            RowKind::Anonymous => text::code("[array item]"),
            _ => text::code(&row.display(&row.name)),
        }
    }

    fn description_cell(&self, row: &Row<'_>) -> String {
        row.description.as_deref().map(|text| text::cell(text).into_owned()).unwrap_or_default()
    }

    fn table(&self, table: &MarkdownTable<'_>) -> String {
        table.aligned()
    }

    fn finish(&self, page: String) -> String {
        text::block(page) + "\n"
    }
}

/// A word of a shell command, quoted where the shell would read more into it.
fn shell_word(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/{}%+=,@".contains(c);
    if word.chars().all(is_plain) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(format!("'{}'", word.replace('\'', "'\\''").replace(['\n', '\r'], "")))
    }
}

//! The table of an operation's parameters and its body.

use std::borrow::Cow;

use sourcebook_model::Id;
use sourcebook_model::document::{Parameter, Schema, SchemaType};
use sourcebook_syntax::Value;

use super::compat::types::{self, TypeOf};
use super::compat::{self, walk};
use super::rows::RowsOf;
use super::shown::Shown;
use super::table::MarkdownTable;
use super::view::view;
use super::{Renderer, STYLE};
use crate::value_text::compact_json;

/// The blocks about parameters.
#[derive(Default)]
pub(super) struct ParameterBlocks {
    pub(super) table: String,
    /// Descriptions that do not fit their cells.
    pub(super) details: String,
    pub(super) enumerations: String,
}

/// A row of the table, before it is written.
struct ParameterRow<'d> {
    name: String,
    location: &'d str,
    kind: String,
    required: bool,
    description: Cow<'d, str>,
    /// The allowed values, those of items included.
    values: Vec<Value>,
}

impl<'d> Renderer<'d> {
    pub(super) fn parameters(&self, shown: &Shown<'d>) -> ParameterBlocks {
        let rows = self.parameter_rows(shown);
        if rows.is_empty() {
            return ParameterBlocks::default();
        }
        let mut table = MarkdownTable::new(&["Name", "In", "Type", "Required", "Description"]);
        let mut details = String::new();
        for row in &rows {
            let (short, is_cut) = compat::parameter_description(&row.description);
            if is_cut {
                details.push_str(&format!("**{}**: {}\n\n", row.name, row.description));
            }
            table.row([
                code(&row.name).into(),
                row.location.into(),
                row.kind.as_str().into(),
                if row.required { "true" } else { "false" }.into(),
                short.into(),
            ]);
        }
        ParameterBlocks {
            table: table.unaligned(),
            details,
            enumerations: self.parameter_enumerations(&rows),
        }
    }

    fn parameter_rows(&self, shown: &Shown<'d>) -> Vec<ParameterRow<'d>> {
        let (own, shared) = shown.parameters.split_at(shown.own_parameters);
        let mut rows: Vec<ParameterRow<'d>> =
            own.iter().map(|parameter| self.parameter_row(parameter)).collect();
        rows.extend(self.body_rows(shown));
        rows.extend(shared.iter().map(|parameter| self.parameter_row(parameter)));
        rows
    }

    fn parameter_row(&self, parameter: &'d Parameter) -> ParameterRow<'d> {
        let content = parameter.content.first().and_then(|(_, media_type)| media_type.schema);
        let schema = parameter.schema.or(content);
        ParameterRow {
            name: parameter.name.clone(),
            location: parameter.location.name(),
            kind: schema
                .map(|schema| types::of_schema(self, schema, TypeOf::Parameter))
                .unwrap_or_default(),
            required: parameter.required,
            description: Cow::Borrowed(parameter.description.as_deref().unwrap_or_default()),
            values: schema.map(|schema| self.allowed_values(schema)).unwrap_or_default(),
        }
    }

    /// The body itself, and the fields of an inline object.
    fn body_rows(&self, shown: &Shown<'d>) -> Vec<ParameterRow<'d>> {
        let last = shown.request_content.last();
        let Some(schema) =
            last.and_then(|(_, media_type)| media_type.schema.or(media_type.item_schema))
        else {
            return Vec::new();
        };
        let description = shown.body.and_then(|body| body.description.as_deref());
        let mut rows = vec![ParameterRow {
            name: "body".to_owned(),
            location: "body",
            kind: types::of_schema(self, schema, TypeOf::Body),
            required: shown.body_required,
            description: Cow::Borrowed(description.unwrap_or_default()),
            values: self.allowed_values(schema),
        }];
        let shown_schema = view(self.document, schema);
        let is_object = shown_schema.schema.types.first() == Some(&SchemaType::Object);
        if shown_schema.named.is_some() || !is_object {
            return rows;
        }
        for block in walk::blocks(self.document, self.marks, schema, RowsOf::Body) {
            for row in block.rows {
                rows.push(ParameterRow {
                    name: row.display(&row.name).into_owned(),
                    location: "body",
                    kind: types::of_row(self, &row.view, TypeOf::Field, ""),
                    required: row.required,
                    description: row.description.clone().unwrap_or_default(),
                    values: self.values_of_row(&row),
                });
            }
        }
        rows
    }

    fn parameter_enumerations(&self, rows: &[ParameterRow<'_>]) -> String {
        let values = rows
            .iter()
            .flat_map(|row| row.values.iter().map(move |value| (row.name.as_str(), value)));
        self.enumerations("Parameter", values)
    }

    /// The values that a schema allows, then those that its items do.
    fn allowed_values(&self, schema: Id<Schema>) -> Vec<Value> {
        let resolved = self.document.normalized(self.single(schema));
        let items = resolved.items.map(|items| self.document.normalized(self.single(items)));
        let of_items = items.map(|items| items.enumeration.as_slice()).unwrap_or_default();
        resolved.enumeration.iter().chain(of_items).cloned().collect()
    }

    /// Follows references and wrappers of one part to the schema that says something.
    pub(super) fn single(&self, schema: Id<Schema>) -> Id<Schema> {
        let mut at = self.document.way(schema).target;
        for _ in 0..16 {
            let schema = self.document.normalized(at);
            let lone = [&schema.all_of, &schema.any_of, &schema.one_of]
                .into_iter()
                .find(|parts| parts.len() == 1);
            match lone {
                Some(parts) if schema.enumeration.is_empty() => {
                    at = self.document.way(parts[0]).target;
                }
                _ => break,
            }
        }
        at
    }

    fn values_of_row(&self, row: &super::rows::Row<'d>) -> Vec<Value> {
        let items = row.view.schema.items.map(|items| self.document.normalized(self.single(items)));
        let of_items = items.map(|items| items.enumeration.as_slice()).unwrap_or_default();
        row.enumeration().iter().chain(of_items).cloned().collect()
    }
}

/// A value in a code span: texts bare, everything else as JSON.
pub(super) fn value_cell(value: &Value) -> String {
    match value {
        Value::String(text) => code(text),
        other => code(&compact_json(other, STYLE)),
    }
}

/// A text in a code span of a cell.
pub(super) fn code(text: &str) -> String {
    format!("`{text}`")
}

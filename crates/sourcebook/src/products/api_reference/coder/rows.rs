//! A schema as the rows of a table: its members, those of nested objects indented below them.

use std::borrow::Cow;

use sourcebook_syntax::Value;

use super::view::View;

/// A row of a table.
pub(super) struct Row<'d> {
    /// The member's name.
    pub(super) name: Cow<'d, str>,
    /// How many objects are around it in the table.
    pub(super) level: usize,
    pub(super) kind: RowKind,
    pub(super) view: View<'d>,
    pub(super) required: bool,
    pub(super) description: Option<Cow<'d, str>>,
}

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A declared member.
    Property,
    /// Any other member.
    AnyProperty,
    /// An item of a list, or a value without a name.
    Anonymous,
}

impl Row<'_> {
    /// The name with a mark for each object around it: `»» name`.
    pub(super) fn display<'t>(&self, name: &'t str) -> Cow<'t, str> {
        if self.level == 0 {
            return Cow::Borrowed(name);
        }
        let mut text = "»".repeat(self.level);
        text.push(' ');
        text.push_str(name);
        Cow::Owned(text)
    }

    /// The allowed values.
    pub(super) fn enumeration(&self) -> &[Value] {
        &self.view.schema.enumeration
    }
}

/// A table of rows.
pub(super) struct Block<'d> {
    pub(super) title: Option<String>,
    pub(super) rows: Vec<Row<'d>>,
}

/// Where a schema's rows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowsOf {
    /// The fields of a form or an inline body.
    Body,
    /// A response.
    Response,
    /// The schema's own page.
    Page,
}

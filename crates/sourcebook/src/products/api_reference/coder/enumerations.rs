//! Tables of the values that parameters, properties and schemas may have.

use std::borrow::Cow;

use sourcebook_syntax::Value;

use super::Renderer;
use super::parameters::{code, value_cell};
use super::table::{MAX_ROWS, MarkdownTable};
use crate::products::api_reference::settings::Compatibility;

impl Renderer<'_> {
    /// A table of names and their values; `of` is what has the names.
    pub(super) fn enumerations<'v>(
        &self,
        of: &'static str,
        values: impl Iterator<Item = (&'v str, &'v Value)>,
    ) -> String {
        let rows = self.rows_of_values(values.take(MAX_ROWS));
        let header = [of, self.title_of_values()];
        let mut table = MarkdownTable::new(&header);
        for (name, values) in rows {
            table.row([code(name).into(), values.into()]);
        }
        if table.is_empty() { String::new() } else { table.unaligned() }
    }

    /// A table of the values of one schema.
    pub(super) fn enumeration<'v>(&self, values: impl Iterator<Item = &'v Value>) -> String {
        let rows = self.rows_of_values(values.take(MAX_ROWS).map(|value| ("", value)));
        let header = [self.title_of_values()];
        let mut table = MarkdownTable::new(&header);
        for (_, values) in rows {
            table.row([Cow::from(values)]);
        }
        if table.is_empty() { String::new() } else { table.unaligned() }
    }

    /// Since 2026, a name has one row.
    fn is_joined(&self) -> bool {
        self.settings.compat == Compatibility::Coder2026
    }

    fn title_of_values(&self) -> &'static str {
        if self.is_joined() { "Value(s)" } else { "Value" }
    }

    fn rows_of_values<'v>(
        &self,
        values: impl Iterator<Item = (&'v str, &'v Value)>,
    ) -> Vec<(&'v str, String)> {
        let cells = values.map(|(name, value)| (name, value_cell(value)));
        if self.is_joined() { joined(cells) } else { cells.collect() }
    }
}

/// One row for each name, with its values in order, each once.
fn joined<'v>(cells: impl Iterator<Item = (&'v str, String)>) -> Vec<(&'v str, String)> {
    let mut rows: Vec<(&str, Vec<String>)> = Vec::new();
    for (name, cell) in cells {
        match rows.iter_mut().find(|(known, _)| *known == name) {
            Some((_, cells)) => cells.push(cell),
            None => rows.push((name, vec![cell])),
        }
    }
    let row = |(name, mut cells): (_, Vec<String>)| {
        // The backticks do not count.
        cells.sort_by(|one, other| one.trim_matches('`').cmp(other.trim_matches('`')));
        cells.dedup();
        (name, cells.join(", "))
    };
    rows.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn a_name_has_one_row_with_its_values_in_order() {
        let cells = [("a", "`b_c`"), ("z", "`x`"), ("a", "`b`"), ("a", "`b_c`"), ("a", "`10`")];
        let rows = joined(cells.into_iter().map(|(name, cell)| (name, cell.to_owned())));
        let expected = [("a", "`10`, `b`, `b_c`".to_owned()), ("z", "`x`".to_owned())];
        assert_eq!(rows, expected);
    }
}

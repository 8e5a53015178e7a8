//! Values in lines: allowed ones, defaults, examples.

use sourcebook_model::document::Value;
use sourcebook_model::view::Allowed;

use super::{Field, Position, Scope};
use crate::products::api_reference::pages::descriptions::one_line;
use crate::products::markdown::inline::code;
use crate::products::markdown::writer::Writer;

/// Maximum number of characters of values in a line.
const MAX_LINE: usize = 400;

/// Maximum number of values that are listed without a fold.
const MAX_OPEN: usize = 30;

/// How many values of a longer list are said where the schema's own entry has all.
const FIRST: usize = 8;

/// Maximum number of characters of a default in a line.
const MAX_DEFAULT: usize = 80;

/// How the allowed values of a place are shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// As a trait of the line.
    Line(String),
    /// As a list below the line.
    List,
}

/// A value in code. Texts stand without quotes where values are nothing else, unless they could not
/// be seen.
pub(super) fn shown(value: &Value, is_text: bool) -> String {
    match value {
        Value::String(text) if is_text && is_visible(text) => code(text),
        value => code(&value.to_compact_json()),
    }
}

fn is_visible(text: &str) -> bool {
    !text.is_empty()
        && text.trim() == text
        && !text.contains(char::is_control)
        && !text.starts_with('"')
}

/// The allowed values of a field, if they are limited.
pub(super) fn allowed(field: &Field<'_>, is_listed: bool) -> Option<Shown> {
    let allowed = field.shape.allowed.as_deref()?;
    let is_text = field.is_text();
    match allowed {
        [] => None,
        [one] if one.text.is_none() => {
            Some(Shown::Line(format!("always {}", shown(one.value, is_text))))
        }
        all => Some(one_of(all, is_text, is_listed)),
    }
}

fn one_of(all: &[Allowed<'_>], is_text: bool, is_listed: bool) -> Shown {
    let values: Vec<String> = all.iter().map(|one| shown(one.value, is_text)).collect();
    let line = values.join(", ");
    let is_described = all.iter().any(|one| one.text.is_some());
    if line.chars().count() <= MAX_LINE && !is_described {
        return Shown::Line(format!("one of {line}"));
    }
    if is_listed {
        return Shown::List;
    }
    let more = values.len().saturating_sub(FIRST);
    let first = values[..values.len().min(FIRST)].join(", ");
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Shown::Line(format!("one of {first}{more}"))
}

/// The trait of a default.
pub(super) fn default(value: &Value, is_text: bool) -> String {
    if is_long(value) {
        return "default below".to_owned();
    }
    format!("default {}", shown(value, is_text))
}

/// Whether a default is too long for its line.
fn is_long(value: &Value) -> bool {
    value.to_compact_json().chars().count() > MAX_DEFAULT
}

impl<'d> Scope<'_, 'd> {
    /// Writes the list of allowed values.
    pub(super) fn write_values(&self, writer: &mut Writer, field: &Field<'d>) {
        let Some(allowed) = field.shape.allowed.as_deref() else { return };
        let items = |writer: &mut Writer| {
            for one in allowed {
                self.write_value(writer, one, field.is_text());
            }
        };
        if allowed.len() > MAX_OPEN {
            writer.fold("Values", items);
        } else {
            items(writer);
        }
    }

    /// A value and what it means: on its line, if that is one paragraph.
    fn write_value(&self, writer: &mut Writer, one: &Allowed<'_>, is_text: bool) {
        let value = shown(one.value, is_text);
        match one.text.and_then(|text| one_line(text, usize::MAX)) {
            Some(text) => writer.item(&[&value, ": ", &text].concat(), |_| {}),
            None => writer.item(&value, |writer| {
                self.reference.describe_item(writer, self.file, one.text);
            }),
        }
    }

    /// The default of a field, as far as it is said here.
    pub(super) fn default(&self, field: &Field<'d>, position: Position<'_>) -> Option<&'d Value> {
        if self.tells_all(field, position) {
            return field.shape.notes.default;
        }
        self.reference.views.beside(field.meet).notes.default
    }

    /// A default that is too long for its line.
    pub(super) fn write_default(
        &self,
        writer: &mut Writer,
        field: &Field<'d>,
        position: Position<'_>,
    ) {
        let Some(value) = self.default(field, position).filter(|value| is_long(value)) else {
            return;
        };
        writer.block("Default:");
        match value {
            Value::String(text) if field.is_text() => writer.fence("text", text),
            value => writer.fence("json", &value.to_json()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_could_not_be_seen_are_quoted() {
        let table = [
            ("a", "`a`"),
            ("", "`\"\"`"),
            (" a", "`\" a\"`"),
            ("b`c", "``b`c``"),
            ("\"q\"", "`\"\\\"q\\\"\"`"),
            ("a\nb", "`\"a\\nb\"`"),
            ("true", "`true`"),
        ];
        for (text, expected) in table {
            assert_eq!(shown(&Value::string(text), true), expected, "{text:?}");
        }
        assert_eq!(shown(&Value::string("a"), false), "`\"a\"`");
        assert_eq!(shown(&Value::Null, true), "`null`");
    }

    #[test]
    fn long_lists_of_values_stand_below_or_are_cut() {
        let values: Vec<Value> =
            (0..40).map(|at| Value::string(format!("value-{at:06}"))).collect();
        let plain = |value| Allowed { value, name: None, text: None };
        let all: Vec<Allowed<'_>> = values.iter().map(plain).collect();
        assert_eq!(
            one_of(&all[..2], true, true),
            Shown::Line("one of `value-000000`, `value-000001`".to_owned())
        );
        assert_eq!(one_of(&all, true, true), Shown::List);
        let Shown::Line(line) = one_of(&all, true, false) else { panic!("a list") };
        assert!(line.ends_with("`value-000007` and 32 more"), "{line}");
        let described = [Allowed { text: Some("It waits."), ..all[0] }, all[1]];
        assert_eq!(one_of(&described, true, true), Shown::List);
        let line = "one of `value-000000`, `value-000001`".to_owned();
        assert_eq!(one_of(&described, true, false), Shown::Line(line));
    }
}

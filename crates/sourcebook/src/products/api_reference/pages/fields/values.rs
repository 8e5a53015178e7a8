//! Values in lines: allowed ones, defaults, examples.

use std::borrow::Cow;

use sourcebook_model::document::Value;
use sourcebook_model::view::Allowed;

use super::line::letters;
use super::{Field, Position, Scope};
use crate::products::markdown::inline::{code, plain};
use crate::products::markdown::values;
use crate::products::markdown::writer::Writer;

/// How many values of a longer list are said where the schema's own entry has all.
const FIRST: usize = 8;

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
        Value::String(text) if is_text => values::text(text),
        value => code(&value.to_compact_json()),
    }
}

/// The allowed values of a field, if they are limited.
pub(super) fn allowed(field: &Field<'_>, is_listed: bool) -> Option<Shown> {
    let allowed = field.shape.allowed.as_deref()?;
    let is_text = field.is_text();
    match allowed {
        [] => None,
        [one] if one.text.is_none() && !field.null => {
            Some(Shown::Line(format!("always {}", named(one, is_text))))
        }
        all => Some(one_of(all, is_text, is_listed)),
    }
}

fn one_of(all: &[Allowed<'_>], is_text: bool, is_listed: bool) -> Shown {
    let is_described = all.iter().any(|one| one.text.is_some());
    let values = || all.iter().map(|one| named(one, is_text));
    let line = if is_described { None } else { values::in_line(values()) };
    if let Some(line) = line {
        return Shown::Line(format!("one of {line}"));
    }
    if is_listed {
        return Shown::List;
    }
    let first = values().take(FIRST).collect::<Vec<_>>().join(", ");
    let more = match all.len().saturating_sub(FIRST) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Shown::Line(format!("one of {first}{more}"))
}

/// A value with its name, where that says more than the value.
fn named(one: &Allowed<'_>, is_text: bool) -> String {
    let value = shown(one.value, is_text);
    match one.name.filter(|name| names_more(name, one.value)) {
        Some(name) => format!("{value} *{}*", plain(name)),
        None => value,
    }
}

/// Whether a name says more than its value: not if it only puts the name of its type before it, as
/// `StatusOpen` for `open`.
fn names_more(name: &str, value: &Value) -> bool {
    let value = match value {
        Value::String(text) => Cow::Borrowed(&**text),
        value => Cow::Owned(value.to_compact_json()),
    };
    let mut name = letters(name).rev().peekable();
    let mut value = letters(&value).rev().peekable();
    let is_silent = value.peek().is_none();
    name.peek().is_some() && (is_silent || !value.all(|letter| name.next() == Some(letter)))
}

/// The trait of a default.
pub(super) fn default(value: &Value, is_text: bool) -> String {
    if is_long(value) {
        return values::DEFAULT_BELOW.to_owned();
    }
    format!("default {}", shown(value, is_text))
}

/// Whether a default is too long for its line.
fn is_long(value: &Value) -> bool {
    values::is_long(&value.to_compact_json())
}

impl<'d> Scope<'_, 'd> {
    /// Writes the list of allowed values.
    pub(super) fn write_values(&self, writer: &mut Writer, field: &Field<'d>) {
        let Some(allowed) = field.shape.allowed.as_deref() else { return };
        values::list(writer, allowed.len(), |writer| {
            for one in allowed {
                self.write_value(writer, one, field.is_text());
            }
        });
    }

    /// A value and what it means: on its line, if that is one paragraph.
    fn write_value(&self, writer: &mut Writer, one: &Allowed<'_>, is_text: bool) {
        let value = named(one, is_text);
        match one.text.and_then(|text| self.reference.one_line(self.file, text, usize::MAX)) {
            Some(text) => writer.item(&[&value, ": ", &text].concat(), |_| {}),
            None => writer.item(&value, |writer| {
                self.reference.describe_item(writer, self.file, one.text);
            }),
        }
    }

    /// The default of a field, as far as it is said here.
    pub(super) fn default(&self, field: &Field<'d>, position: Position<'_>) -> Option<&'d Value> {
        self.speaker(field, position).notes.default
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
        match value {
            Value::String(text) if field.is_text() => {
                values::write_long_default(writer, "text", text);
            }
            value => values::write_long_default(writer, "json", &value.to_json()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_beside_other_types() {
        assert_eq!(shown(&Value::string("a"), true), "`a`");
        assert_eq!(shown(&Value::string("a"), false), "`\"a\"`");
        assert_eq!(shown(&Value::Null, true), "`null`");
    }

    #[test]
    fn names_stand_where_they_say_more_than_the_value() {
        let text = Value::string;
        let table = [
            ("OPEN", text("open"), false),
            ("StatusOpen", text("open"), false),
            ("APIKeyScopeAll", text("all"), false),
            ("Waiting", text("open"), true),
            ("ONE", Value::Number(1.into()), true),
            ("Level1", Value::Number(1.into()), false),
            ("None", text(""), true),
            ("_", text("a"), false),
        ];
        for (name, value, expected) in table {
            assert_eq!(names_more(name, &value), expected, "{name} {value:?}");
        }
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

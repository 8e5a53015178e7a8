//! Reads the declared value of a structure: JSON, or YAML.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::{Value, scalar};

/// Levels of nesting that are read.
const MAX_DEPTH: usize = 100;

/// The value of a text; `None` where it is not one value of JSON or YAML without aliases.
///
/// A plain scalar stays as it is written; a quoted one is a text.
pub(super) fn read(text: &str) -> Option<Value> {
    read_yaml(text)
        .or_else(|| serde_json::from_str::<serde_json::Value>(text).ok().map(Value::from))
}

fn read_yaml(text: &str) -> Option<Value> {
    let mut reader = Reader::default();
    for event in Parser::new_from_str(text) {
        reader.event(event.ok()?.0)?;
    }
    reader.done
}

#[derive(Default)]
struct Reader {
    /// The containers that are not complete, outermost first.
    open: Vec<Open>,
    done: Option<Value>,
}

enum Open {
    List(Vec<Value>),
    /// The members so far, and the key that waits for its value.
    Mapping(Vec<(String, Value)>, Option<String>),
}

impl Reader {
    fn event(&mut self, event: Event<'_>) -> Option<()> {
        match event {
            Event::Scalar(text, style, _, _) => self.scalar(text.into_owned(), style),
            Event::SequenceStart(..) => self.start(Open::List(Vec::new())),
            Event::MappingStart(..) => self.start(Open::Mapping(Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => {
                let value = match self.open.pop()? {
                    Open::List(items) => Value::List(items),
                    Open::Mapping(members, _) => Value::Mapping(members),
                };
                self.attach(value)
            }
            Event::Alias(_) => None,
            Event::DocumentStart(_) if self.done.is_some() => None,
            _ => Some(()),
        }
    }

    fn start(&mut self, open: Open) -> Option<()> {
        if self.open.len() == MAX_DEPTH || self.wants_key() {
            return None;
        }
        self.open.push(open);
        Some(())
    }

    fn scalar(&mut self, text: String, style: ScalarStyle) -> Option<()> {
        if let Some(Open::Mapping(_, key @ None)) = self.open.last_mut() {
            *key = Some(text);
            return Some(());
        }
        // One that was folded from several lines is none any more.
        let is_plain = style == ScalarStyle::Plain && scalar::is_plain(&text);
        self.attach(if is_plain { Value::Plain(text) } else { Value::Text(text) })
    }

    fn attach(&mut self, value: Value) -> Option<()> {
        match self.open.last_mut() {
            None => self.done = Some(value),
            Some(Open::List(items)) => items.push(value),
            Some(Open::Mapping(members, key)) => members.push((key.take()?, value)),
        }
        Some(())
    }

    fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some(Open::Mapping(_, None)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_yaml_are_read() {
        let text = |text: &str| Value::Text(text.to_owned());
        let plain = |text: &str| Value::Plain(text.to_owned());
        let member = |name: &str, value| (name.to_owned(), value);
        let table = [
            ("{}", Some(Value::Mapping(Vec::new()))),
            (r#"{"a": "offline"}"#, Some(Value::Mapping(vec![member("a", text("offline"))]))),
            (
                "a: [1, '2']\nb:",
                Some(Value::Mapping(vec![
                    member("a", Value::List(vec![plain("1"), text("2")])),
                    member("b", plain("")),
                ])),
            ),
            (r#"["\ud83d\ude00"]"#, Some(Value::List(vec![text("😀")]))),
            ("- one\n  two\n\n  three", Some(Value::List(vec![text("one two\nthree")]))),
            ("[", None),
            ("a: &x 1\nb: *x", None),
            ("? [a]\n: b", None),
            ("a\n---\nb", None),
        ];
        for (written, expected) in table {
            assert_eq!(read(written), expected, "{written}");
        }
        assert_eq!(read(&"[".repeat(50)), None);
        assert_eq!(read(&format!("{}{}", "[".repeat(200), "]".repeat(200))), None);
    }
}

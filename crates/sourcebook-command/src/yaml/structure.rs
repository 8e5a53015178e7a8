//! Reads the declared value of a structure: JSON, or YAML.

use sourcebook_syntax::{Kind, NodeRef, Sources, parse};

use super::{Value, scalar};

/// The value of a text; `None` where it is not one value of JSON or YAML.
///
/// A plain scalar stays as it is written; a quoted one is a text.
pub(super) fn read(text: &str) -> Option<Value> {
    if matches!(text.trim(), "null" | "~") {
        return Some(Value::Plain("null".to_owned()));
    }
    let tree = parse(&mut Sources::new(), "the value", text.into()).ok()?;
    Some(value(tree.root()))
}

fn value(node: NodeRef<'_>) -> Value {
    match node.kind() {
        Kind::Null if node.source().is_empty() => Value::Plain(String::new()),
        Kind::Null => Value::Plain("null".to_owned()),
        Kind::Bool(_) | Kind::Number(_) => {
            Value::Plain(node.spelling().unwrap_or_default().to_owned())
        }
        Kind::String(_) => string(node),
        Kind::Array(_) => Value::List(node.items().map(value).collect()),
        Kind::Object(..) => {
            let members = node.members().map(|(name, member)| (name.to_owned(), value(member)));
            Value::Mapping(members.collect())
        }
    }
}

fn string(node: NodeRef<'_>) -> Value {
    let text = node.as_str().unwrap_or_default().to_owned();
    if node.is_plain() && scalar::is_plain(&text) { Value::Plain(text) } else { Value::Text(text) }
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
            (
                "a: &x yes\nb: *x\nc: &y 'yes'\nd: |-\n  yes",
                Some(Value::Mapping(vec![
                    member("a", plain("yes")),
                    member("b", plain("yes")),
                    member("c", text("yes")),
                    member("d", text("yes")),
                ])),
            ),
            (
                "[0x1F, ~, null]",
                Some(Value::List(vec![plain("0x1F"), plain("null"), plain("null")])),
            ),
            ("null", Some(plain("null"))),
            ("? [a]\n: b", None),
            ("a\n---\nb", None),
        ];
        for (written, expected) in table {
            assert_eq!(read(written), expected, "{written}");
        }
        assert_eq!(read(&"[".repeat(50)), None);
        assert_eq!(read(&format!("{}{}", "[".repeat(300), "]".repeat(300))), None);
    }
}

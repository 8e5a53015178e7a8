//! One row for each rule of conversion.

mod documents;
mod examples;
mod forms;
mod meant;
mod names;
mod narrowing;
mod operations;
mod parameters;
mod schemas;
mod security;
mod values;

use std::fmt::Write;
use std::path::PathBuf;

use super::{Subject, Target, Written, write};
use crate::document::Value;
use crate::read::{Input, Options, read};
use sourcebook_syntax::Sources;

use Target::{OpenApi3_0, OpenApi3_1, Swagger2_0};

/// A document as it is written from a text.
fn written(text: &str, target: Target) -> Written {
    let input = Input {
        name: "test.json".to_owned(),
        bytes: text.as_bytes().to_vec(),
        folder: PathBuf::from("nowhere"),
    };
    let reading = read(&mut Sources::new(), input, Options::default());
    let document = reading.document.unwrap_or_else(|| panic!("{text}: {:#?}", reading.diagnostics));
    write(&document, target)
}

/// What was lost, in the words of the losses.
fn losses(written: &Written) -> Vec<&str> {
    written.losses.iter().map(|loss| loss.what.as_str()).collect()
}

/// The value at a path of names, as JSON in one line.
fn at(value: &Value, path: &[&str]) -> String {
    let found = path.iter().try_fold(value, |value, name| match value {
        Value::Array(items) => items.get(name.parse::<usize>().ok()?),
        value => value.get(name),
    });
    found.map_or_else(|| "absent".to_owned(), json)
}

fn json(value: &Value) -> String {
    let mut text = String::new();
    push(&mut text, value);
    text
}

fn push(text: &mut String, value: &Value) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(&value.to_string()),
        Value::Number(number) => text.push_str(number.as_str()),
        Value::String(string) => {
            let _ = write!(text, "{string:?}");
        }
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at > 0 { "," } else { "" });
                push(text, item);
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for (at, (name, value)) in members.iter().enumerate() {
                let _ = write!(text, "{}{name:?}:", if at > 0 { "," } else { "" });
                push(text, value);
            }
            text.push('}');
        }
    }
}

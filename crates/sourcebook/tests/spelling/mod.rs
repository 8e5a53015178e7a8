//! Compares two documents of one version: what they say, not how they spell it.

use serde_json::{Map, Value};

/// What differs, one sentence for each place. Order does not count, and neither does what is said
/// by saying nothing: defaults, empty lists, and in 2.0 media types for all operations.
pub(crate) fn differences(before: &Value, after: &Value) -> Vec<String> {
    let (mut before, mut after) = (before.clone(), after.clone());
    for document in [&mut before, &mut after] {
        let has_lists = document.get("swagger").is_some();
        simplify(document, has_lists);
    }
    let mut found = Vec::new();
    compare("", &before, &after, &mut found);
    found
}

/// Members that are false where they are absent.
const FLAGS: [&str; 4] = ["required", "deprecated", "allowEmptyValue", "allowReserved"];

fn simplify(value: &mut Value, is_swagger2: bool) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| simplify(item, is_swagger2)),
        Value::Object(members) => {
            members.values_mut().for_each(|member| simplify(member, is_swagger2));
            // What stands beside a `$ref` counts since 3.1 only.
            if is_swagger2 && members.get("$ref").is_some_and(Value::is_string) {
                members.retain(|name, _| name == "$ref");
            }
            members.retain(|name, member| says_something(name, member, is_swagger2));
            if is_swagger2 {
                sort_parameters(members);
            }
        }
        _ => {}
    }
}

fn says_something(name: &str, member: &Value, is_swagger2: bool) -> bool {
    match member {
        Value::Bool(false) => !FLAGS.contains(&name),
        Value::Null => name == "default" || name == "example",
        Value::Array(items) => {
            let is_list = is_swagger2 && ["consumes", "produces"].contains(&name);
            !is_list && (!items.is_empty() || name != "parameters")
        }
        Value::Object(members) => {
            !members.is_empty() || !["components", "paths", "webhooks"].contains(&name)
        }
        Value::String(text) => !(is_swagger2 && name == "collectionFormat" && text == "csv"),
        Value::Bool(true) | Value::Number(_) => true,
    }
}

/// In 2.0 bodies are written behind the other parameters.
fn sort_parameters(members: &mut Map<String, Value>) {
    if let Some(Value::Array(parameters)) = members.get_mut("parameters") {
        parameters.sort_by_key(ToString::to_string);
    }
}

fn compare(place: &str, before: &Value, after: &Value, found: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let names =
                before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
            for name in names {
                let place = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
                let absent = Value::String("absent".to_owned());
                let of =
                    |members: &Map<String, Value>| members.get(name).unwrap_or(&absent).clone();
                compare(&place, &of(before), &of(after), found);
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (at, (before, after)) in before.iter().zip(after).enumerate() {
                compare(&format!("{place}/{at}"), before, after, found);
            }
        }
        _ if before != after => found.push(format!("{place}: {before} is now {after}")),
        _ => {}
    }
}

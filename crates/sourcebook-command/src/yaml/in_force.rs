//! The settings of a program that reads its options by their table: `--write-config`.

use std::collections::HashMap;

use serde_json::Value as Json;
use sourcebook_options::{Effective, Kind, Shape, Source};

use super::{Setting, Value, settings};
use crate::{Command, CommandFacts, CommandOption};

/// The settings that are in force as commented YAML: read back, they give the same settings.
///
/// What is unset is left empty. Secrets, also those of structures, and old names are left out; a
/// comment at the end names the variables of the secrets.
pub fn settings_in_force(facts: &CommandFacts, command: &Command, values: &[Effective]) -> String {
    let by_path: HashMap<&str, &Effective> =
        values.iter().filter_map(|value| Some((value.spec.yaml?, value))).collect();
    settings(facts, command, |option: &CommandOption| {
        by_path.get(option.yaml.as_str()).map_or(Setting::Omitted, |value| setting(value))
    })
}

fn setting(value: &Effective) -> Setting {
    let spec = value.spec;
    if spec.secret || spec.replaced_by.is_some() {
        return Setting::Omitted;
    }
    if value.source == Source::Unset || value.json.is_null() {
        return Setting::Value(Value::Plain(String::new()));
    }
    match spec.kind {
        Kind::StringArray | Kind::EnumArray(_) | Kind::Map => {
            Setting::Value(value.json.clone().into())
        }
        Kind::Structure(shape) | Kind::Structures(shape) => {
            Setting::Value(without_secrets(value.json.clone(), shape).into())
        }
        _ => Setting::Text(value.text.clone()),
    }
}

/// A structure, or a list of structures, without the members that are secret.
fn without_secrets(value: Json, shape: &Shape) -> Json {
    match value {
        Json::Array(items) => items.into_iter().map(|item| without_secrets(item, shape)).collect(),
        Json::Object(mut members) => {
            for member in shape.members {
                match member.kind {
                    _ if member.secret => {
                        members.remove(member.name);
                    }
                    Kind::Structure(inner) | Kind::Structures(inner) => {
                        if let Some(value) = members.remove(member.name) {
                            members.insert(member.name.to_owned(), without_secrets(value, inner));
                        }
                    }
                    _ => {}
                }
            }
            Json::Object(members)
        }
        other => other,
    }
}

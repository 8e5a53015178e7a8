//! What values an option takes in the configuration file.

use serde_json::Value;
use sourcebook_command::{CommandOption, Member, use_instead, yaml};

use super::schema::{Additional, Properties, Schema};

/// Sums of numbers with units, or a bare `0`.
const DURATION: &str = r"^[-+]?(0|(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h|d|w))+)$";

/// The schema of an option's value. Every value may be left empty, which reads as unset.
pub(super) fn of_option(option: &CommandOption) -> Schema {
    let mut schema = of_type(&option.type_word, &option.choices, &option.members);
    schema.may_be_empty();
    schema.description = about(option);
    schema.default = default(option);
    schema.deprecated = option.is_deprecated();
    schema.write_only = option.secret;
    schema
}

/// What an option does, and what to use in its place.
fn about(option: &CommandOption) -> String {
    let description = option.description.trim();
    match use_instead(&option.use_instead) {
        Some(flags) => format!("{description} Use {flags} instead.").trim_start().to_owned(),
        None => description.to_owned(),
    }
}

fn default(option: &CommandOption) -> Option<Value> {
    let text = option.effective_default();
    (!text.is_empty() && !option.secret).then(|| yaml::value_of(option, text).into())
}

fn of_member(member: &Member) -> Schema {
    let mut schema = of_type(&member.type_word, &member.choices, &member.members);
    if !member.required {
        schema.may_be_empty();
    }
    member.description.trim().clone_into(&mut schema.description);
    schema.write_only = member.secret;
    schema
}

/// The schema of a type by its word.
fn of_type(word: &str, choices: &[String], members: &[Member]) -> Schema {
    let plain = |name: &'static str| Schema { types: vec![name], ..Schema::default() };
    let list = |items: Schema| Schema { items: Some(Box::new(items)), ..plain("array") };
    match word {
        "bool" => plain("boolean"),
        "int" => plain("integer"),
        "float64" => plain("number"),
        "duration" => Schema { pattern: DURATION, ..plain("string") },
        "url" => Schema { format: "uri", ..plain("string") },
        "regexp" => Schema { format: "regex", ..plain("string") },
        "bytes" => Schema { types: vec!["string", "integer"], ..Schema::default() },
        "enum" => one_of(choices),
        "string-array" => list(plain("string")),
        "enum-array" => list(one_of(choices)),
        _ => match structure(word) {
            Some(inner) => of_structure(inner, members),
            None => plain("string"),
        },
    }
}

fn one_of(choices: &[String]) -> Schema {
    let choices = choices.iter().map(|choice| Value::from(choice.as_str())).collect();
    Schema { types: vec!["string"], choices, ..Schema::default() }
}

/// What is between the brackets of `struct[…]`.
fn structure(word: &str) -> Option<&str> {
    word.strip_prefix("struct[")?.strip_suffix(']')
}

/// The schema of a type as Go spells it: `[]T`, `map[string]T`, a scalar, or the name of a
/// structure.
fn of_structure(word: &str, members: &[Member]) -> Schema {
    let plain = |name: &'static str| Schema { types: vec![name], ..Schema::default() };
    if let Some(item) = word.strip_prefix("[]") {
        let items = Some(Box::new(of_structure(item, members)));
        return Schema { items, ..plain("array") };
    }
    if let Some(value) = word.strip_prefix("map[").and_then(|rest| rest.split_once(']')) {
        let each = of_structure(value.1, members);
        let additional_properties = Some(Additional::Each(Box::new(each)));
        return Schema { additional_properties, ..plain("object") };
    }
    match word {
        "string" => plain("string"),
        "bool" => plain("boolean"),
        "int" | "int32" | "int64" | "uint" | "uint32" | "uint64" => plain("integer"),
        "float32" | "float64" => plain("number"),
        // Nothing is known of it.
        _ if members.is_empty() => Schema::default(),
        _ => Schema {
            properties: Properties(
                members.iter().map(|member| (member.name.clone(), of_member(member))).collect(),
            ),
            required: members
                .iter()
                .filter(|member| member.required)
                .map(|member| member.name.clone())
                .collect(),
            additional_properties: Some(Additional::None(false)),
            ..plain("object")
        },
    }
}

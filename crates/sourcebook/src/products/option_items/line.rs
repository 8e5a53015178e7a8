//! The line of an option: its names, its type, and what must be known of it before it is used.

use sourcebook_command::{Argument, CommandOption, Member};

use crate::products::markdown::inline::{code, plain};
use crate::products::markdown::values;

/// The flags; the variable, the YAML path or the name where there are none.
pub(in crate::products) fn names(option: &CommandOption) -> String {
    let name = match (option.shorthand.as_str(), option.flag.as_str()) {
        ("", "") if option.env.is_empty() => &option.yaml,
        ("", "") => &option.env,
        ("", flag) => return format!("--{flag}"),
        (shorthand, "") => return format!("-{shorthand}"),
        (shorthand, flag) => return format!("-{shorthand}, --{flag}"),
    };
    if name.is_empty() { option.name.clone() } else { name.clone() }
}

/// What is known of an option beside its names: its type first.
pub(in crate::products) fn traits(option: &CommandOption) -> Vec<String> {
    let mut traits = words(&option.type_word);
    add_flags(option.required, option.secret, &mut traits);
    if option.is_deprecated() {
        traits.push(deprecation(option));
    }
    traits.extend(one_of(&option.type_word, &option.choices));
    traits.extend(default(&option.default));
    if !option.since.is_empty() {
        traits.push(format!("since {}", plain(&option.since)));
    }
    traits
}

/// The same of what is given by its place.
pub(super) fn traits_of_argument(argument: &Argument) -> Vec<String> {
    let mut traits = words(&argument.type_word);
    add_flags(argument.required, false, &mut traits);
    traits.extend(one_of(&argument.type_word, &argument.choices));
    traits.extend(default(&argument.default));
    traits
}

/// The same of a member of a structure.
pub(super) fn traits_of_member(member: &Member) -> Vec<String> {
    let mut traits = words(&member.type_word);
    add_flags(member.required, member.secret, &mut traits);
    traits.extend(one_of(&member.type_word, &member.choices));
    traits
}

fn add_flags(required: bool, secret: bool, traits: &mut Vec<String>) {
    traits.extend(required.then(|| "**required**".to_owned()));
    traits.extend(secret.then(|| "secret".to_owned()));
}

fn default(default: &str) -> Option<String> {
    if values::is_long(default) {
        return Some(values::DEFAULT_BELOW.to_owned());
    }
    (!default.is_empty()).then(|| format!("default {}", values::text(default)))
}

fn deprecation(option: &CommandOption) -> String {
    let flags = option.use_instead.iter().map(|flag| code(&format!("--{flag}")));
    let flags: Vec<String> = flags.collect();
    if flags.is_empty() {
        return "deprecated".to_owned();
    }
    format!("deprecated in favor of {}", flags.join(", "))
}

/// Choices in the line, as far as they fit into it.
pub(super) fn allowed(choices: &[String]) -> Option<String> {
    values::in_line(choices.iter().map(|choice| values::text(choice)))
}

fn one_of(type_word: &str, choices: &[String]) -> Option<String> {
    if choices.is_empty() {
        return None;
    }
    let each = if type_word == "enum-array" { "each " } else { "" };
    Some(match allowed(choices) {
        Some(choices) => format!("{each}one of {choices}"),
        None => format!("{each}one of:"),
    })
}

/// The type in words. What a list of choices says of itself needs no word.
fn words(type_word: &str) -> Vec<String> {
    let inside = type_word.strip_prefix("struct[").and_then(|rest| rest.strip_suffix(']'));
    let words = match (type_word, inside) {
        ("", _) => return Vec::new(),
        ("enum", _) => "string".to_owned(),
        ("enum-array", _) => "string-array".to_owned(),
        (_, Some(of)) => structure(of),
        (word, None) => plain(word).into_owned(),
    };
    vec![words]
}

/// `[]package.Name`, `map[string]string`, `package.Name`.
fn structure(of: &str) -> String {
    let name = |name: &str| plain(name.rsplit('.').next().unwrap_or_default()).into_owned();
    if let Some(item) = of.strip_prefix("[]") {
        return format!("list of {}", name(item));
    }
    let value = of.strip_prefix("map[").and_then(|rest| rest.split_once(']'));
    value.map_or_else(|| name(of), |(_, value)| format!("map of {}", name(value)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn option(json: serde_json::Value) -> CommandOption {
        serde_json::from_value(json).expect("an option")
    }

    #[test]
    fn the_first_name_that_there_is_stands_for_an_option() {
        let table = [
            (json!({"flag": "a", "shorthand": "b"}), "-b, --a"),
            (json!({"flag": "a", "env": "E"}), "--a"),
            (json!({"shorthand": "b"}), "-b"),
            (json!({"env": "A_B", "yaml": "a.b"}), "A_B"),
            (json!({"yaml": "a.b", "name": "N"}), "a.b"),
            (json!({"name": "N"}), "N"),
        ];
        for (json, expected) in table {
            assert_eq!(names(&option(json)), expected);
        }
    }

    #[test]
    fn traits_stand_in_one_order() {
        let table = [
            (json!({}), ""),
            (json!({"type": "host:port", "default": "a:1"}), "host:port · default `a:1`"),
            (
                json!({"type": "string", "required": true, "secret": true, "deprecated": true,
                       "since": "v1.9"}),
                "string · **required** · secret · deprecated · since v1.9",
            ),
            (json!({"use_instead": ["a", "b"]}), "deprecated in favor of `--a`, `--b`"),
            (
                json!({"type": "enum", "choices": ["off", "on"], "default": "on"}),
                "string · one of `off`, `on` · default `on`",
            ),
            (
                json!({"type": "enum-array", "choices": ["a|b", ""]}),
                "string-array · each one of `a|b`, `\"\"`",
            ),
            (json!({"default": "x".repeat(81)}), "default below"),
            (
                json!({"type": "enum", "choices": ["x".repeat(200), "y".repeat(200)]}),
                "string · one of:",
            ),
            (json!({"type": "struct[[]sdk.Link]"}), "list of Link"),
            (json!({"type": "struct[map[string]string]"}), "map of string"),
            (json!({"type": "struct[sdk.Link]"}), "Link"),
            (json!({"type": "<a>"}), "\\<a>"),
        ];
        for (json, expected) in table {
            assert_eq!(traits(&option(json)).join(" · "), expected);
        }
    }
}

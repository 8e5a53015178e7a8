//! Every fact that a page can include by name: `{{#fact option.http-address.default}}`.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;

use super::Facts;

/// Facts by name, as the text that is included.
pub type Names = BTreeMap<String, String>;

/// What a page writes to include a fact.
const OPENING: &str = "{{#fact";

/// An inclusion on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inclusion {
    /// The name of the fact.
    pub name: String,
    /// Where the inclusion stands in the text, braces included.
    pub range: Range<usize>,
}

/// The inclusions of a page. A backslash before one makes it a text.
pub fn inclusions(text: &str) -> Vec<Inclusion> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices(OPENING) {
        let rest = &text[start + OPENING.len()..];
        let Some(end) = rest.find("}}") else {
            break;
        };
        let inner = &rest[..end];
        let is_escaped = text[..start].ends_with('\\');
        if is_escaped || !inner.starts_with([' ', '\t']) || inner.contains('\n') {
            continue;
        }
        let range = start..start + OPENING.len() + end + 2;
        found.push(Inclusion { name: inner.trim().to_owned(), range });
    }
    found
}

/// Every fact that can be included.
pub fn names(facts: &Facts) -> Names {
    let mut names = Names::new();
    let site = &facts.site;
    let mut add = |name: &str, value: String| drop(names.insert(name.to_owned(), value));
    add("site.title", site.title.clone());
    add("site.description", site.description.clone());
    if let Some(url) = &site.url {
        add("site.url", url.clone());
    }
    if let Some(document) = &facts.api {
        add("api.title", document.info.title.clone());
        add("api.version", document.info.version.clone());
        add("api.operations", document.operations().count().to_string());
        add("api.schemas", document.components.schemas.len().to_string());
    }
    let printed = facts.printed.as_deref().and_then(|text| serde_json::from_str(text).ok());
    if let Some(Value::Object(printed)) = printed {
        if let Some(Value::String(version)) = printed.get("version") {
            names.insert("version".to_owned(), version.clone());
        }
        if let Some(cli) = printed.get("cli") {
            add_command(&mut names, cli, "");
        }
    }
    names
}

/// A command by its path (`command.server.create.short`), its options by their flags.
fn add_command(names: &mut Names, command: &Value, path: &str) {
    for member in ["use", "short", "long"] {
        if let Some(text) = command.get(member).and_then(plain) {
            let name = if path.is_empty() { "command" } else { path };
            names.insert(format!("{name}.{member}"), text);
        }
    }
    for option in list(command, "options") {
        add_option(names, option);
    }
    for child in list(command, "children") {
        if let Some(name) = child.get("name").and_then(Value::as_str) {
            let path = if path.is_empty() { "command" } else { path };
            add_command(names, child, &format!("{path}.{name}"));
        }
    }
}

fn add_option(names: &mut Names, option: &Value) {
    let key = ["flag", "env", "yaml"].iter().find_map(|member| option.get(*member)?.as_str());
    let (Some(key), Some(members)) = (key, option.as_object()) else {
        return;
    };
    for (member, value) in members {
        if let Some(text) = plain(value) {
            // The first option of a name wins: it stands nearest to the root.
            names.entry(format!("option.{key}.{member}")).or_insert(text);
        }
    }
}

fn list<'v>(value: &'v Value, member: &str) -> &'v [Value] {
    value.get(member).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A value as it reads in a sentence.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Array(items) => {
            items.iter().map(plain).collect::<Option<Vec<_>>>().map(|texts| texts.join(", "))
        }
        Value::Null | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inclusions_are_found_and_escaped_ones_are_not() {
        let table: [(&str, &[&str]); 7] = [
            ("a {{#fact version}} b", &["version"]),
            ("{{#fact  option.a-b.default }}", &["option.a-b.default"]),
            ("\\{{#fact version}}", &[]),
            ("{{#facts version}}", &[]),
            ("{{#fact version", &[]),
            ("{{#fact a\nb}}", &[]),
            ("{{#fact a}}{{#fact b}}", &["a", "b"]),
        ];
        for (text, expected) in table {
            let found: Vec<_> = inclusions(text).into_iter().map(|one| one.name).collect();
            assert_eq!(found, expected, "{text}");
        }
        let text = "é {{#fact version}}.";
        assert_eq!(&text[inclusions(text)[0].range.clone()], "{{#fact version}}");
    }

    #[test]
    fn options_and_commands_are_named_by_what_people_type() {
        let printed = r#"{"facts": 1, "version": "v1", "cli": {"name": "tool", "short": "A tool.",
            "options": [{"flag": "rate", "default": "0", "choices": ["a", "b"], "group": ["G"]}],
            "children": [{"name": "server", "use": "tool server",
                "options": [{"flag": "rate", "default": "9"}, {"env": "X", "hidden": true}],
                "children": [{"name": "create", "short": "Create."}]}]}}"#;
        let facts = Facts { printed: Some(printed.to_owned()), ..Facts::default() };
        let names = names(&facts);
        let table = [
            ("version", "v1"),
            ("option.rate.default", "0"),
            ("option.rate.choices", "a, b"),
            ("option.X.hidden", "true"),
            ("command.short", "A tool."),
            ("command.server.use", "tool server"),
            ("command.server.create.short", "Create."),
            ("site.title", "Documentation"),
        ];
        for (name, expected) in table {
            assert_eq!(names.get(name).map(String::as_str), Some(expected), "{name}");
        }
    }
}

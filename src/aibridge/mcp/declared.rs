//! A tool as its server declares it, by itself.

use serde_json::value::RawValue;

use crate::aibridge::object::{Object, Raw, list};

/// Maximum length of a name in the protocol, in bytes.
const MAX_NAME_LENGTH: usize = 128;

/// Maximum number of bytes of a description; longer ones are cut.
const MAX_DESCRIPTION_BYTES: usize = 8 * 1024;

/// The hints of a tool that are `true` or `false`.
const HINTS: [&str; 4] = ["destructiveHint", "idempotentHint", "openWorldHint", "readOnlyHint"];

/// A tool that is as the protocol says.
#[derive(Debug)]
pub(super) struct DeclaredTool {
    pub(super) name: String,
    pub(super) description: String,
    /// The schema of its input, an object.
    pub(super) schema: Raw,
}

/// What is not a tool, although it is listed as one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MalformedTool {
    /// What there is of its name, without control characters.
    pub(super) name: String,
    /// Why, as a sentence of which the tool is the subject.
    pub(super) why: String,
}

/// Reads an element of a list (MCP 2025-11-25, `Tool`).
pub(super) fn read(item: &RawValue) -> Result<DeclaredTool, MalformedTool> {
    let Some(tool) = Object::parse(item.get()) else {
        return Err(MalformedTool { name: String::new(), why: "it is not an object".to_owned() });
    };
    let name = tool.text("name").unwrap_or_default();
    let malformed = |why: String| MalformedTool { name: shown(&name), why };
    if let Some(why) = wrong_name(&tool, &name) {
        return Err(malformed(why.to_owned()));
    }
    if let Some((member, expected)) = wrong_member(&tool) {
        return Err(malformed(format!("its `{member}` is not {expected}")));
    }
    let Some(schema) = tool.get("inputSchema").map(ToOwned::to_owned) else {
        return Err(malformed("its `inputSchema` is missing".to_owned()));
    };
    let mut description = tool.text("description").or_else(|| tool.text("title"));
    if let Some(text) = &mut description {
        text.truncate(text.floor_char_boundary(MAX_DESCRIPTION_BYTES));
    }
    Ok(DeclaredTool { name, description: description.unwrap_or_default(), schema })
}

/// What is wrong with a name.
fn wrong_name(tool: &Object, name: &str) -> Option<&'static str> {
    if tool.text("name").is_none() {
        return Some("it has no name");
    }
    match name.len() {
        0 => Some("its name is empty"),
        1..=MAX_NAME_LENGTH if name.contains(char::is_control) => {
            Some("its name has control characters")
        }
        1..=MAX_NAME_LENGTH => None,
        _ => Some("its name has more than 128 bytes"),
    }
}

/// The first member that is not what the protocol says, and what it says. Members that may be
/// missing may be `null`: servers write them so.
fn wrong_member(tool: &Object) -> Option<(String, &'static str)> {
    let is_wrong = |object: &Object, member: &str, fits: fn(&str) -> bool| {
        object.get(member).is_some_and(|value| value.get() != "null" && !fits(value.get()))
    };
    for member in ["title", "description"] {
        if is_wrong(tool, member, is_text) {
            return Some((member.to_owned(), "a text"));
        }
    }
    if tool.get("inputSchema").is_some_and(|schema| !is_object(schema.get())) {
        return Some(("inputSchema".to_owned(), "an object"));
    }
    for member in ["outputSchema", "annotations", "_meta"] {
        if is_wrong(tool, member, is_object) {
            return Some((member.to_owned(), "an object"));
        }
    }
    let annotations = tool.object("annotations").unwrap_or_default();
    if let Some(hint) = HINTS.iter().find(|hint| is_wrong(&annotations, hint, is_flag)) {
        return Some((format!("annotations.{hint}"), "`true` or `false`"));
    }
    if is_wrong(&annotations, "title", is_text) {
        return Some(("annotations.title".to_owned(), "a text"));
    }
    is_wrong(tool, "icons", are_icons).then(|| ("icons".to_owned(), "a list of icons"))
}

fn is_text(value: &str) -> bool {
    value.starts_with('"')
}

fn is_object(value: &str) -> bool {
    value.starts_with('{')
}

fn is_flag(value: &str) -> bool {
    matches!(value, "true" | "false")
}

/// Whether these are icons: each has an address.
fn are_icons(value: &str) -> bool {
    list(value).is_some_and(|icons| {
        icons
            .iter()
            .all(|icon| Object::parse(icon.get()).is_some_and(|icon| icon.text("src").is_some()))
    })
}

/// The start of a name, as a log and a list may show it.
fn shown(name: &str) -> String {
    let end = name.floor_char_boundary(MAX_NAME_LENGTH);
    name[..end].chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_that_is_not_as_the_protocol_says_is_told_with_the_reason() {
        let with = |member: &str| format!(r#"{{"name":"x","inputSchema":{{}},{member}}}"#);
        let table = [
            ("7".to_owned(), "it is not an object"),
            (r#"{"inputSchema":{}}"#.to_owned(), "it has no name"),
            (r#"{"name":7,"inputSchema":{}}"#.to_owned(), "it has no name"),
            (r#"{"name":"","inputSchema":{}}"#.to_owned(), "its name is empty"),
            (r#"{"name":"a\nb","inputSchema":{}}"#.to_owned(), "its name has control characters"),
            (
                format!(r#"{{"name":"{}","inputSchema":{{}}}}"#, "x".repeat(129)),
                "its name has more than 128 bytes",
            ),
            (r#"{"name":"x"}"#.to_owned(), "its `inputSchema` is missing"),
            (r#"{"name":"x","inputSchema":null}"#.to_owned(), "its `inputSchema` is not an object"),
            (r#"{"name":"x","inputSchema":true}"#.to_owned(), "its `inputSchema` is not an object"),
            (with(r#""description":5"#), "its `description` is not a text"),
            (with(r#""_meta":5"#), "its `_meta` is not an object"),
            (
                with(r#""annotations":{"readOnlyHint":"yes"}"#),
                "its `annotations.readOnlyHint` is not `true` or `false`",
            ),
            (with(r#""icons":[{"x":1}]"#), "its `icons` is not a list of icons"),
        ];
        for (item, why) in table {
            let item = RawValue::from_string(item).unwrap();
            assert_eq!(read(&item).unwrap_err().why, why, "{item}");
        }
    }

    #[test]
    fn what_may_be_missing_may_be_null_and_what_is_unknown_may_be_anything() {
        let item = r#"{"name":"x","inputSchema":{"a":1e400},"title":"T","description":null,
            "outputSchema":null,"annotations":{"readOnlyHint":true,"new":7},"execution":7,
            "icons":[{"src":"a"}]}"#;
        let tool = read(&RawValue::from_string(item.to_owned()).unwrap()).unwrap();
        assert_eq!((&*tool.name, &*tool.description), ("x", "T"));
        assert_eq!(tool.schema.get(), r#"{"a":1e400}"#);
    }
}

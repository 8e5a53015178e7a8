//! Checks what is read of a command line, and what is said about it.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use sourcebook_command::CommandFacts;

use sourcebook_syntax::{Diagnostic, Sources, parse_json};

use crate::facts::SCHEMA;

fn read(text: &str) -> (Option<CommandFacts>, Vec<Diagnostic>) {
    super::read(&parse_json(&mut Sources::new(), "facts", text.to_owned()).expect("JSON"))
}

/// What is found wrong: code, marked text, pointer, message and help.
fn found(text: &str) -> Vec<String> {
    let show = |one: Diagnostic| {
        let place = one.place.expect("a place");
        let marked = &text[place.span.range()];
        let help = one.help.map(|help| format!("; {help}")).unwrap_or_default();
        format!("{} {} {marked}: {}{help}", one.code.name, place.pointer, one.message)
    };
    read(text).1.into_iter().map(show).collect()
}

#[test]
fn doubts_are_told_with_their_places() {
    let facts = json!({"facts": 1, "cli": {
        "name": "tool",
        "options": [{"flag": "verbose"}],
        "children": [
            {"name": "add", "aliases": ["plus"], "options": [
                {"flag": "a", "type": "bool", "default": "maybe"},
                {"flag": "a", "shorthand": "x", "type": "int", "default": "1.5"},
                {"flag": "b", "shorthand": "x", "type": "duration", "value": "soon"},
                {"flag": "c", "type": "enum", "choices": ["fast", "slow"], "default": "fats"},
                {"flag": "d", "type": "enum-array", "choices": ["a", "b"], "default": "a,c"},
                {"flag": "e", "type": "float64", "default": "much", "use_instead": ["verbos", "verbose", "a", "zzzzzz"]},
                {"yaml": "net.tls"}, {"yaml": "net.tls.mode"}, {"yaml": "other"}, {"yaml": "other"},
                {"flag": "f", "aliases": ["g", "x"]},
            ]},
            {"name": "put", "aliases": ["add"]},
            {"name": "same", "aliases": ["same"]},
        ],
    }});
    let expected = [
        "doubtful-cli /cli/children/1/name \"put\": two commands are named `add`; the other is \
        `add`",
        "doubtful-cli /cli/children/0/options/1/flag \"a\": two options of `add` are named `--a`",
        "doubtful-cli /cli/children/0/options/2/shorthand \"x\": two options of `add` are named `-x`",
        "doubtful-cli /cli/children/0/options/10/aliases/1 \"x\": two options of `add` are named `-x`",
        "doubtful-cli /cli/children/0/options/7/yaml \"net.tls.mode\": `net.tls.mode` conflicts \
        with `net.tls`; one of them is left out of the configuration file",
        "doubtful-cli /cli/children/0/options/9/yaml \"other\": `other` conflicts with `other`; \
        one of them is left out of the configuration file",
        "doubtful-cli /cli/children/0/options/0/default \"maybe\": `maybe` is not a valid `bool`",
        "doubtful-cli /cli/children/0/options/1/default \"1.5\": `1.5` is not a valid `int`",
        "doubtful-cli /cli/children/0/options/2/value \"soon\": `soon` is not a valid `duration`",
        "doubtful-cli /cli/children/0/options/3/default \"fats\": `fats` is not a valid \
        `enum[fast|slow]`; did you mean `fast`?",
        "doubtful-cli /cli/children/0/options/4/default \"a,c\": `a,c` is not a valid \
        `enum-array[a|b]`",
        "doubtful-cli /cli/children/0/options/5/default \"much\": `much` is not a valid `float64`",
        "doubtful-cli /cli/children/0/options/5/use_instead/0 \"verbos\": `add` has no option `--verbos`; did you mean `--verbose`?",
        "doubtful-cli /cli/children/0/options/5/use_instead/3 \"zzzzzz\": `add` has no option `--zzzzzz`",
    ];
    assert_eq!(found(&facts.to_string()), expected);
    assert!(read(&facts.to_string()).0.is_some());
}

#[test]
fn names_that_cannot_be_files_are_rejected() {
    let facts = json!({"cli": {"name": "tool", "children": [{"name": "a/../b"}]}}).to_string();
    assert_eq!(
        found(&facts),
        ["invalid-cli /cli/children/0/name \"a/../b\": a command cannot be named `a/../b`: it \
            contains a slash; a name is one word: pages and help texts are named after it"]
    );
    assert!(read(&facts).0.is_none());
}

#[test]
fn a_member_that_stands_twice_is_rejected() {
    let text = r#"{"facts": 1, "cli": {"name": "a"}, "cli": {"name": "b"}}"#;
    assert!(read(text).0.is_none());
    assert!(found(text)[0].contains("duplicate field `cli`"), "{:?}", found(text));
}

#[test]
fn unknown_members_do_not_keep_the_rest_from_being_read() {
    let text = r#"{"facts": 1, "version": "v1", "cli": {"name": "a", "shrot": "b"}}"#;
    let (facts, found) = read(text);
    assert_eq!(facts.expect("facts").version, "v1");
    assert_eq!(found.len(), 1);
}

/// The members of every object in a JSON value, by the definition of the schema that they follow.
#[test]
fn the_schema_and_the_shape_have_the_same_members() {
    // Everything that can be said, once; what the shape does not know is lost on the way.
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema");
    let members = |definition: &str| -> BTreeSet<String> {
        let properties = schema["$defs"][definition]["properties"].as_object().expect("members");
        properties.keys().cloned().collect()
    };
    let text = include_str!("every_member.json");
    let facts: CommandFacts = serde_json::from_str(text).expect("facts");
    let written = serde_json::to_value(&facts).expect("JSON");
    let keys = |value: &Value| -> BTreeSet<String> {
        value.as_object().expect("an object").keys().cloned().collect()
    };
    let command = &written["cli"]["children"][0];
    assert_eq!(keys(command), members("command"));
    assert_eq!(keys(&command["options"][0]), members("option"));
    assert_eq!(keys(&command["options"][0]["members"][0]), members("member"));
    assert_eq!(keys(&written["groups"]["Net / TLS"]), members("group"));
    let mut document: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(document.as_object_mut().expect("an object").remove("facts"), Some(json!(1)));
    assert_eq!(document, written);
    assert_eq!(found(text), Vec::<String>::new());
}

//! Trees of small settings, and what is rejected.

use proptest::prelude::*;

use super::*;
use crate::source::Sources;
use crate::tree::NodeRef;
use crate::yaml::{Form, parse};

fn read(text: &str) -> Result<Tree, SyntaxError> {
    let mut sources = Sources::new();
    let file = sources.add("a.yaml", text);
    parse(file, &sources.file(file).shared_text(), Form::Settings)
}

fn tree(text: &str) -> Tree {
    let tree = read(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    assert!(tree.duplicates().is_empty(), "{text}");
    tree
}

#[test]
fn scalars_are_kept_as_they_are_written() {
    for (value, expected) in [
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("&a !!int # five\n    +5 # or more", "+5"),
        ("!!bool &a false", "false"),
        ("a\n    b", "a b"),
        ("007", "007"),
        ("1.50", "1.50"),
        ("True", "True"),
        ("'a: b'", "a: b"),
        ("\"a\\tb\"", "a\tb"),
        ("|\n    a\n    b", "a\nb\n"),
        ("!!str 12", "12"),
        ("&anchor x", "x"),
        ("~", "null"),
        ("Null", "null"),
        ("", "null"),
        ("'null'", "null"),
        ("[a]", "a list"),
        ("{}", "an object"),
    ] {
        let text = format!("a:\n  b: {value}\n");
        let tree = tree(&text);
        let node = tree.root().get("a").and_then(|node| node.get("b")).expect("a value");
        assert_eq!(node.spelling().unwrap_or(node.kind_name()), expected, "{value}");
        assert_eq!(node.is_null(), matches!(value, "~" | "Null" | ""), "{value}");
    }
}

#[test]
fn texts_without_settings_are_empty() {
    for text in ["", "\n", "# only a comment\n", "---\n", "{}", "~"] {
        assert!(tree(text).root().get("a").is_none(), "{text}");
    }
}

#[test]
fn positions_are_bytes_whatever_the_characters() {
    let text = "é: 'ü'\nkey: wärme # ö\n";
    let tree = tree(text);
    let at = |key| tree.root().get(key).map(NodeRef::span).and_then(|span| text.get(span.range()));
    assert_eq!(at("key"), Some("wärme"));
    assert_eq!(at("é"), Some("'ü'"));
}

#[test]
fn what_is_no_tree_of_settings_is_rejected_where_it_is() {
    let brackets = "[".repeat(10_000);
    let dashes = "- ".repeat(10_000);
    let keys: Vec<_> = (0..70).map(|level| format!("{}a:", " ".repeat(level))).collect();
    let keys = keys.join("\n");
    for (text, message, at) in [
        ("a: 1\n---\nb: 2\n", "the file has more than one document", "---"),
        ("- a\n", "the file is not a mapping", "- a"),
        ("just text", "the file is not a mapping", "just text"),
        ("a: &x 1\nb: *x\n", "aliases are not supported", "*x"),
        ("a:\n  <<: {}\n", "merge keys are not supported", "<<"),
        ("a: !secret b\n", "tags are not supported", "!secret b"),
        ("? [a]\n: b\n", "a key is not text", "[a]"),
        ("a:\n\tb: 1\n", "YAML does not allow a tab here", "\tb"),
        ("a:\n  b: 1\n \tc: 1\n", "YAML does not allow a tab here", "\tc"),
        ("a: 1\n\tb: 1\n", "YAML does not allow a tab here", "\tb"),
        ("a: [1,\n\t2\n", "YAML does not allow a tab here", "\t2"),
        ("a: [1, 2\n", "the document is not valid YAML", ""),
        ("a: b: c\n", "the document is not valid YAML", ": c"),
        (&brackets, "the file is nested too deeply", "["),
        (&dashes, "the file is nested too deeply", "- "),
        (&keys, "the file is nested too deeply", "a:"),
    ] {
        let shown = &text[..text.len().min(20)];
        let error = read(text).err().unwrap_or_else(|| panic!("{shown}: no error"));
        assert_eq!(error.message, message, "{shown}");
        assert!(text[error.span.start as usize..].starts_with(at), "{shown}: {error:?}");
    }
}

#[test]
fn every_key_that_is_there_twice_is_found() {
    let tree = read("a: 1\nb: {c: 1, 'c': 2}\n\"a\": 3\n").expect("a tree");
    let found: Vec<_> = tree.duplicates().iter().map(|key| tree.key_text(key)).collect();
    assert_eq!(found, ["c", "a"]);
}

#[test]
fn what_is_written_without_quotes_is_known() {
    for (value, is_plain) in [
        ("x y", true),
        ("!!str &é 12", true),
        ("12", true),
        ("~", true),
        ("'x'", false),
        ("\"x\"", false),
        ("|-\n  x", false),
        (">-\n  x", false),
        ("x\n  y", false),
        ("[x]", false),
    ] {
        let tree = tree(&format!("é: {value}\n"));
        assert_eq!(tree.root().get("é").map(NodeRef::is_plain), Some(is_plain), "{value}");
    }
}

#[test]
fn what_is_quoted_is_no_merge_key() {
    let tree = tree("a: {'<<': {b: 1}}\n");
    let inner = tree.root().get("a").expect("a mapping");
    assert!(inner.get("<<").is_some() && inner.get("b").is_none());
}

proptest! {
    #[test]
    fn any_text_is_read_or_rejected_inside_itself(text in "([a-c:é \n\t\\[\\]{},#'\"|>&*!?-]|: |\n  ){0,40}") {
        let span = read(&text).map_or_else(|error| error.span, |tree| tree.root().span());
        prop_assert!(text.get(span.range()).is_some());
    }

    #[test]
    fn a_plain_scalar_is_spelled_as_it_is_written(
        before in "(&a )?(!!(int|float|bool) )?(#é\n )?",
        scalar in "[+-]?[0-9]{1,4}([.][0-9]{0,3})?(e[0-9])?|0x[0-9A-F]{1,4}|0o[0-7]{1,3}|[Tt]rue|FALSE",
        after in "( ?\n| #é| \t)?",
    ) {
        let tree = tree(&format!("é: {before}{scalar}{after}"));
        let node = tree.root().get("é").expect("a value");
        prop_assert_eq!(node.spelling(), Some(scalar.as_str()));
    }
}

//! Trees and faults of small texts.

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Node {
    let (root, duplicates) = parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
    assert_eq!(duplicates, [], "{text}");
    root
}

fn text_at(text: &str, path: &str) -> Option<String> {
    match &read(text).at(path)?.content {
        Content::Scalar(text) => Some(text.clone()),
        other => Some(other.name().to_owned()),
    }
}

#[test]
fn scalars_are_kept_as_they_are_written() {
    for (value, expected) in [
        ("007", "007"),
        ("1.50", "1.50"),
        ("True", "True"),
        ("'a: b'", "a: b"),
        ("\"a\\tb\"", "a\tb"),
        ("|\n    a\n    b", "a\nb\n"),
        ("!!str 12", "12"),
        ("&anchor x", "x"),
        ("~", "nothing"),
        ("Null", "nothing"),
        ("", "nothing"),
        ("'null'", "null"),
        ("[a]", "a list"),
        ("{}", "a mapping"),
    ] {
        let text = format!("a:\n  b: {value}\n");
        assert_eq!(text_at(&text, "a.b").as_deref(), Some(expected), "{value}");
    }
}

#[test]
fn texts_without_settings_are_empty() {
    for text in ["", "\n", "# only a comment\n", "---\n", "{}", "~"] {
        assert!(read(text).at("a").is_none(), "{text}");
    }
}

#[test]
fn positions_are_bytes_whatever_the_characters() {
    let text = "é: 'ü'\nkey: wärme # ö\n";
    let node = read(text);
    let span = node.at("key").expect("a node").span;
    assert_eq!(&text[span.start..span.end], "wärme");
    let span = node.at("é").expect("a node").span;
    assert_eq!(&text[span.start..span.end], "'ü'");
}

#[test]
fn what_is_no_tree_of_settings_is_refused_where_it_is() {
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
        ("a:\n\tb: 1\n", "a tab stands where YAML takes only spaces", "\tb"),
        ("a:\n  b: 1\n \tc: 1\n", "a tab stands where YAML takes only spaces", "\tc"),
        ("a: 1\n\tb: 1\n", "a tab stands where YAML takes only spaces", "\tb"),
        ("a:\t1\nb: 1\n", "a tab stands where YAML takes only spaces", "\t1"),
        ("a: [1,\n\t2\n", "the file is not valid YAML", ""),
        ("a: [1, 2\n", "the file is not valid YAML", ""),
        ("a: b: c\n", "the file is not valid YAML", ": c"),
        (&brackets, "the file is nested too deep", "["),
        (&dashes, "the file is nested too deep", "- "),
        (&keys, "the file is nested too deep", "a:"),
    ] {
        let shown = &text[..text.len().min(20)];
        let fault = parse(text).err().unwrap_or_else(|| panic!("{shown}: no fault"));
        assert_eq!(fault.message, message, "{shown}");
        assert!(text[fault.span.start..].starts_with(at), "{shown}: {fault:?}");
    }
}

#[test]
fn every_key_that_is_there_twice_is_found() {
    let (root, duplicates) = parse("a: 1\nb: {c: 1, c: 2}\na: 3\n").expect("a tree");
    let found: Vec<_> = duplicates.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(found, ["the key `c` is there twice", "the key `a` is there twice"]);
    assert!(matches!(&root.at("a").expect("a node").content, Content::Scalar(text) if text == "1"));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_inside_itself(text in "([a-c:é \n\t\\[\\]{},#'\"|>&*!?-]|: |\n  ){0,40}") {
        match parse(&text) {
            Ok((root, _)) => prop_assert!(text.get(root.span.start..root.span.end).is_some()),
            Err(fault) => prop_assert!(text.get(fault.span.start..fault.span.end).is_some()),
        }
    }
}

//! The schema and the reader accept the same.

use std::path::Path;

use serde_json::Value as Json;
use sourcebook_syntax::Sources;

use super::*;
use crate::configuration;
use crate::products::PRODUCTS;

/// A configuration with every setting, each as `pick` says.
fn whole(pick: fn(&Setting) -> Option<&str>) -> String {
    let mut text = String::new();
    let mut add = |heading: &str, settings: &[Setting]| {
        text.push_str(&format!("{heading}\n"));
        for setting in settings {
            if let Some(value) = pick(setting) {
                text.push_str(&format!("{} = {value}\n", setting.key));
            }
        }
    };
    add("[facts]", &settings_tables::facts());
    add("[site]", &settings_tables::site());
    add("[prose]", &settings_tables::prose());
    add("[problems]", &settings_tables::problems());
    for (product, settings) in settings_tables::products() {
        add(&format!("[products.\"{}\"]", product.name), &settings);
    }
    text
}

/// `[live]` with a server that is started, and its tables.
fn live() -> String {
    let lines = |settings: Vec<Setting>| -> String {
        let settings = settings.iter().filter(|one| one.key != "url");
        let lines: Vec<String> =
            settings.map(|one| format!("{} = {}\n", one.key, one.example)).collect();
        lines.concat()
    };
    format!(
        "[live]\n{}[[live.seed]]\n{}[[live.skip]]\n{}",
        lines(settings_tables::live()),
        lines(settings_tables::live_seed()),
        lines(settings_tables::live_skip())
    )
}

fn allow() -> String {
    let settings = settings_tables::allow();
    let lines = settings.iter().map(|one| format!("{} = {}\n", one.key, one.example));
    format!("[[allow]]\n{}", lines.collect::<String>())
}

/// What the reader has against a text, in a folder with every file that examples name.
fn messages(text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (_, settings) in settings_tables::products() {
        for setting in settings.iter().filter(|setting| setting.shape == Shape::TextFile) {
            let path = from_toml(&setting.example).expect("a path");
            let file = folder.path().join(path.as_str().expect("a text"));
            std::fs::create_dir_all(file.parent().unwrap_or(Path::new(""))).expect("a folder");
            std::fs::File::create(file).expect("a file");
        }
    }
    let file = folder.path().join("sourcebook.toml");
    crate::files::replace(&file, text.as_bytes(), None).expect("written");
    let read = configuration::read(&mut Sources::new(), &file);
    read.err().into_iter().flatten().map(|diagnostic| diagnostic.message).collect()
}

fn complaints(text: &str) -> Vec<String> {
    let validator = jsonschema::draft7::new(&schema()).expect("a valid schema");
    let value: Json = toml::from_str(text).expect("TOML");
    validator.iter_errors(&value).map(|error| error.to_string()).collect()
}

#[test]
fn every_example_and_every_default_is_accepted_by_the_reader_and_the_schema() {
    let examples = whole(|setting| Some(&setting.example)) + &live() + &allow();
    let defaults = whole(|setting| setting.default.as_deref());
    for text in [examples, defaults] {
        assert_eq!(messages(&text), [""; 0], "{text}");
        assert_eq!(complaints(&text), [""; 0], "{text}");
    }
}

#[test]
fn what_the_reader_rejects_the_schema_rejects_too() {
    let table = [
        "color = 'red'",
        "[facts]\ncomand = ['a']",
        "[facts]\napi = '/etc/passwd'",
        "[facts]\napi = 'docs/../../a'",
        "[facts]\nfetch = 'yes'",
        "[prose]\nslug = 'wiki'",
        "[site]\nurl = 'docs.example.com'",
        "[site]\nsearch-limit = '256 MiB'",
        "[live]\ncommand = ['a', '{port}']\nenv = { A = 1 }",
        "[live]\nurl = 'http://localhost'\nskip = [{ operation = 'a' }]",
        "[products.unknown]",
        "[products.man]\nsection = '7'",
        "[products.completions]\nshells = ['tcsh']",
        "[products.api-reference]\nsample-lines = '80'",
        "[products.api-reference]\nsample-lines = 0",
        "[products.api-reference]\nrequest-levels = 6",
        "[products.api-reference]\ntag-order = 'Users'",
        "[facts.tool]\nclii = 'a.json'",
        "[facts.tool]\ndocs = 'docs'",
        "[facts.api]\ncli = 'a.json'",
        "[facts.tool]\n[products.man.tool]\nsection = '7'",
        "[facts.tool]\n[products.man.out]",
        "[problems]\nno-operations = 'ignore'",
        "[problems]\ndrift = 'allow'",
        "[[allow]]\nproblem = 'no-operations'\nplace = '*'",
    ];
    for text in table {
        assert!(!messages(text).is_empty(), "read: {text}");
        assert!(!complaints(text).is_empty(), "valid: {text}");
    }
}

#[test]
fn facts_and_products_can_have_names() {
    let text = "[facts.tool]\ncli = 'facts.json'\n[products.man.tool]\nout = 'man'\n";
    assert_eq!((messages(text), complaints(text)), (Vec::new(), Vec::new()));
}

#[test]
fn every_setting_is_described() {
    let of_products = PRODUCTS.iter().flat_map(|product| (product.settings)());
    for setting in of_products.chain(settings_tables::facts()).chain(settings_tables::site()) {
        let Setting { key, about, example, .. } = &setting;
        assert!(about.ends_with(['.', ':']) || about.contains('.'), "{key}: {about}");
        assert!(!example.is_empty(), "{key} has no example");
    }
}

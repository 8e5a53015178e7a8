//! What must hold of any text that is read as a page and checked.

use std::sync::LazyLock;

use sourcebook_command::CommandFacts;
use sourcebook_model::{Document, Input, Options, read};
use sourcebook_prose::page::{Dialect, Page, Slugs};
use sourcebook_prose::{HandWritten, Mapped, Settings, Vocabulary, check};
use sourcebook_syntax::{Sources, Span};

/// A program with commands, flags, variables and keys of every kind.
static FACTS: LazyLock<CommandFacts> = LazyLock::new(|| {
    let facts = r#"{"cli": {"name": "tool", "use": "tool", "options": [
        {"flag": "url", "shorthand": "u", "env": "TOOL_URL", "group": ["Global"]}
    ], "children": [
        {"name": "add", "use": "add <file>", "options": [
            {"flag": "mode", "env": "TOOL_MODE", "yaml": "add.mode", "type": "enum", "choices": ["é", "b"], "default": "b"},
            {"flag": "count", "env": "TOOL_COUNT", "type": "int", "default": "3"},
            {"flag": "all", "env": "TOOL_ALL", "type": "bool", "yaml": "add.all", "use_instead": ["mode"]}
        ]},
        {"name": "move", "arguments": [{"name": "to", "type": "int", "required": true}]}
    ]}}"#;
    serde_json::from_str(facts).expect("facts")
});

static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    let document = r##"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
        "servers": [{"url": "/api/v1"}], "paths": {"/a/{b}": {"post": {
            "parameters": [{"name": "limit", "in": "query"}, {"name": "X-Key", "in": "header"}],
            "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/S"}}}},
            "responses": {}
        }}}, "components": {"schemas": {"S": {"type": "object", "properties": {
            "name": {"type": "string"}, "size": {"type": "integer"}, "inner": {"$ref": "#/components/schemas/S"}
        }}}}}"##;
    let (name, bytes) = ("api.json".to_owned(), document.as_bytes().to_vec());
    let input = Input { name, bytes, folder: ".".into() };
    read(&mut Sources::new(), input, Options::default()).document.expect("a document")
});

/// What is wrong with how a text is read and checked, in either dialect.
pub(crate) fn problems(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (dialect, slugs) in [(Dialect::Markdown, Slugs::MdBook), (Dialect::Mdx, Slugs::GitHub)] {
        let page = Page::read(text, dialect, slugs);
        places(text, &page, &mut found);
        findings(text, &page, &mut found);
    }
    found
}

/// Everything that was read stands in the text, on borders of characters.
fn places(text: &str, page: &Page, found: &mut Vec<String>) {
    let mut inside = |what: &str, span: Span| {
        if text.get(span.range()).is_none() {
            found.push(format!("{what} at {span:?}"));
        }
    };
    for link in &page.outline.links {
        inside("link", link.span);
        inside("label", link.label);
        inside("target", link.target_span(text));
    }
    page.outline.headings.iter().for_each(|heading| inside("heading", heading.span));
    for annotation in &page.annotations {
        inside("annotation", annotation.span);
        inside("target of an annotation", annotation.target);
    }
    let mut letters = |what: &str, mapped: &Mapped| {
        for (at, letter) in mapped.text().char_indices() {
            inside(what, mapped.span(at..at + letter.len_utf8()));
        }
    };
    page.blocks.iter().for_each(|block| letters("block", &block.text));
    page.codes.iter().for_each(|code| letters("code", &code.text));
    page.sentences.iter().for_each(|sentence| letters("sentence", &sentence.text));
}

/// Everything that is found stands in the text, and so does what would be corrected.
fn findings(text: &str, page: &Page, found: &mut Vec<String>) {
    let mut vocabulary = Vocabulary::default();
    vocabulary.add_program(&FACTS);
    vocabulary.add_document(&DOCUMENT);
    let mut sources = Sources::new();
    let file = sources.add("page.md", text);
    let (is_history, is_in_book) = (false, false);
    let written = HandWritten { file, path: "page.md", text, page, is_history, is_in_book };
    let settings = Settings { is_strict: true, ..Settings::default() };
    let findings = check(&[written], &vocabulary, &settings);
    for diagnostic in &findings.list {
        let span = diagnostic.place.as_ref().map_or(Span::default(), |place| place.span);
        if text.get(span.range()).is_none() {
            found.push(format!("{} at {span:?}", diagnostic.code.name));
        }
    }
    for mention in &findings.mentions {
        if text.get(mention.place.span.range()).is_none() {
            found.push(format!("mention of {} at {:?}", mention.name, mention.place.span));
        }
    }
}

//! Planted faults on pages, and the diagnostics that they give.

mod blocks;
mod bodies;
mod command_lines;
mod help;
mod names;
mod places;
mod requests;
mod variables;

use serde_json::{Value, json};
use sourcebook_command::CommandFacts;
use sourcebook_model::{Document, Input, Options, read};
use sourcebook_prose::page::{Dialect, Page, Slugs};
use sourcebook_prose::{HandWritten, Settings, Vocabulary, check};
use sourcebook_syntax::{Sources, Style, render};

/// The program that the pages are about.
fn program() -> Value {
    json!({"cli": {
        "name": "orchard",
        "options": [
            {"flag": "url", "env": "ORCHARD_URL", "type": "url", "group": ["Global"]},
            {"flag": "verbose", "shorthand": "v", "type": "bool", "group": ["Global"]},
        ],
        "children": [{
            "name": "serve",
            "options": [
                {"flag": "http-address", "env": "ORCHARD_HTTP_ADDRESS", "yaml": "http.address",
                 "type": "host:port", "default": "127.0.0.1:80"},
                {"flag": "grace", "env": "ORCHARD_GRACE", "yaml": "http.grace", "type": "duration",
                 "default": "30s"},
                {"flag": "log-format", "env": "ORCHARD_LOG_FORMAT", "yaml": "log.format",
                 "type": "enum", "choices": ["human", "json"], "default": "human"},
                {"flag": "telemetry", "env": "ORCHARD_TELEMETRY", "type": "bool", "default": "true"},
                {"flag": "listen", "type": "host:port", "hidden": true, "use_instead": ["http-address"]},
            ],
        }, {
            "name": "tree", "aliases": ["trees"], "use": "tree",
            "options": [{"flag": "garden", "shorthand": "g"}],
            "children": [
                {"name": "plant", "use": "plant [flags] <kind> <place>", "options": [
                    {"flag": "count", "shorthand": "n", "type": "int"},
                    {"flag": "dry-run", "type": "bool", "negatable": true},
                    {"flag": "label", "type": "string", "optional_value": true},
                ]},
                {"name": "list", "use": "list [flags]", "options": [
                    {"flag": "output", "shorthand": "o", "type": "enum", "choices": ["table", "json"]},
                    {"flag": "column", "type": "enum-array", "choices": ["kind", "place"]},
                ]},
                {"name": "fell", "use": "fell <id>", "deprecated": "Use `orchard tree remove`."},
                {"name": "move", "arguments": [
                    {"name": "id", "required": true},
                    {"name": "side", "type": "enum", "choices": ["north", "south"]},
                ]},
            ],
        }, {
            "name": "extra", "external-commands": true, "children": [{"name": "known"}],
        }, {
            "name": "open", "complete": false, "children": [{"name": "known"}],
        }],
    }})
}

/// The API that the pages are about.
fn document() -> Document {
    let schema = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let body = |name: &str| json!({"content": {"application/json": {"schema": schema(name)}}});
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Orchard", "version": "1"},
        "servers": [{"url": "https://orchard.test/api/v1"}],
        "security": [{"key": []}],
        "paths": {
            "/trees": {
                "get": {"parameters": [
                    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                    {"name": "kind", "in": "query", "schema": {"type": "string"}},
                ], "responses": {}},
                "post": {"requestBody": body("Tree"), "responses": {}},
            },
            "/trees/{id}": {"get": {"responses": {}}, "delete": {"responses": {}}},
            "/trees/{id}/fruitbaskets": {"get": {"responses": {}}},
            "/health": {"get": {"responses": {}}},
        },
        "components": {
            "schemas": {
                "Tree": {"type": "object", "required": ["kind"], "properties": {
                    "kind": {"type": "string", "enum": ["apple", "pear"]},
                    "height": {"type": "integer"},
                    "planted_at": {"type": "string", "format": "date-time"},
                    "place": schema("Place"),
                    "owner": {"oneOf": [
                        {"type": "object", "properties": {"name": {"type": "string"}}}, {"type": "integer"},
                    ]},
                }},
                "Place": {"type": "object", "properties": {
                    "garden": {"type": "string"}, "rows": {"type": "array", "items": {"type": "integer"}},
                }},
            },
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "Orchard-Token"},
            },
        },
    });
    let bytes = document.to_string().into_bytes();
    let input = Input { name: "api.json".to_owned(), bytes, folder: ".".into() };
    let mut sources = Sources::new();
    read(&mut sources, input, Options::default()).document.expect("a document")
}

/// Everything that is found on a page, as a person sees it, with the corrections and mentions.
fn found(text: &str) -> String {
    found_with(text, &Settings::default())
}

fn found_with(text: &str, settings: &Settings) -> String {
    let facts: CommandFacts = serde_json::from_value(program()).expect("facts");
    let mut vocabulary = Vocabulary::default();
    vocabulary.add_program(&facts);
    let metrics = ["orchard_trees_planted_total", "orchard_harvest_seconds"];
    vocabulary.metrics = metrics.map(str::to_owned).into();
    let names =
        [("orchard.plant_tree", "span"), ("TreeHarvest", "schema"), ("dead-branch", "problem")];
    vocabulary.names = names.map(|(name, kind)| (name.to_owned(), kind)).into();
    let seed = "fn main() {\n    let apple = 1;\n      plant(apple);\n}\n";
    vocabulary.excerpts.insert("src/seed.rs".to_owned(), seed.to_owned());
    let document = document();
    vocabulary.add_document(&document);
    let mut sources = Sources::new();
    let file = sources.add("page.md", text);
    let page = Page::read(text, Dialect::Markdown, Slugs::MdBook);
    let written = HandWritten {
        file,
        path: "page.md",
        text,
        page: &page,
        is_history: false,
        is_in_book: false,
    };
    let findings = check(&[written], &vocabulary, settings);
    let mut shown = String::new();
    for diagnostic in &findings.list {
        shown += &render(&sources, diagnostic, Style { color: false, code: true });
        shown.push('\n');
        if let Some(replacement) = &diagnostic.replacement {
            shown += &format!("  = correction: {replacement}\n");
        }
    }
    for mention in &findings.mentions {
        let at = sources.file(file).position(mention.place.span.start);
        shown += &format!("mentioned: {} at {at}\n", mention.name);
    }
    shown
}

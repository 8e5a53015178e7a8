//! A document whose schemas are JSON Schema 2020-12, for another program to judge by.
//!
//! The schemas of Swagger 2.0 and OpenAPI 3.0 differ from it in a few keywords. Each is rewritten where
//! it stands, so that references and pointers lead where they did.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jsonschema::{Draft, Registry, Validator};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value as Json, json};
use sourcebook_model::document::{Document, Id, Schema, Value, Version};
use sourcebook_syntax::{FileId, Sources};

use super::documents::read;
use super::formats;

/// The URI of the folder while its schemas are judged.
const FOLDER: &str = "https://document.example/";

/// Why a schema cannot be asked about.
pub(crate) const UNREADABLE: &str = "the other program cannot read the schema";

/// A document, and its files with their schemas translated.
pub(crate) struct Translated {
    pub(crate) document: Document,
    sources: Sources,
    folder: PathBuf,
    registry: Registry<'static>,
}

impl Translated {
    /// Everything that a document is made of; its files are in a folder.
    pub(crate) fn new(folder: &Path, path: &Path) -> Self {
        let mut sources = Sources::new();
        let document = read(&mut sources, path);
        let mut pointers: BTreeMap<FileId, BTreeSet<String>> = BTreeMap::new();
        for (_, schema) in document.schemas.iter() {
            let place = document.place(schema.origin).expect("a place");
            pointers.entry(place.file).or_default().insert(place.pointer);
        }
        let folder = folder.to_path_buf();
        let mut registry = Registry::new();
        for (file, pointers) in pointers {
            let name = sources.file(file).name().to_owned();
            let text = translated(Path::new(&name), &pointers, document.version);
            registry = registry.add(uri(&folder, &name), text).expect("a resource");
        }
        let registry = registry.prepare().expect("a registry");
        Self { document, sources, folder, registry }
    }

    /// What refuses a value of a schema; an error where the schema cannot be asked about.
    pub(crate) fn refusal(
        &self,
        id: Id<Schema>,
        value: &Value,
    ) -> Result<Option<String>, &'static str> {
        let place = self.document.place(self.document.schemas[id].origin).expect("a place");
        let file = uri(&self.folder, self.sources.file(place.file).name());
        let validator = self.validator(&file, &place.pointer)?;
        let value = json(value);
        let error = validator.iter_errors(&value).next();
        Ok(error.map(|error| format!("{error} at `{}` of {value}", error.instance_path())))
    }

    fn validator(&self, file: &str, pointer: &str) -> Result<Validator, &'static str> {
        let pointer = utf8_percent_encode(pointer, ENCODED);
        let schema = json!({"$ref": format!("{file}#{pointer}")});
        let options = jsonschema::options().with_draft(Draft::Draft202012);
        let options = formats::register(options).with_registry(&self.registry);
        options.build(&schema).map_err(|_| UNREADABLE)
    }
}

/// What neither a path nor a fragment may hold (RFC 3986, section 3).
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'^')
    .add(b'|')
    .add(b'[')
    .add(b']')
    .add(b'#');

fn uri(folder: &Path, name: &str) -> String {
    let inside = Path::new(name).strip_prefix(folder).expect("a file of the document");
    let inside = inside.to_str().expect("UTF-8");
    format!("{FOLDER}{}", utf8_percent_encode(inside, ENCODED))
}

/// A file in which the schemas at some pointers are JSON Schema 2020-12.
fn translated(path: &Path, pointers: &BTreeSet<String>, version: Version) -> Json {
    let bytes = std::fs::read(path).expect("a file");
    let name = path.to_string_lossy();
    let tree = sourcebook_syntax::parse(&mut Sources::new(), &name, bytes).expect("a tree");
    let mut text = json(&tree.root().to_value());
    for pointer in pointers {
        if let Some(Json::Object(schema)) = text.pointer_mut(pointer) {
            rewrite(schema, version);
        }
    }
    text
}

fn json(value: &Value) -> Json {
    serde_json::from_str(&value.to_compact_json()).expect("JSON")
}

/// Types that JSON Schema knows.
const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/// Makes JSON Schema 2020-12 of a schema, without what is inside of it.
fn rewrite(schema: &mut Map<String, Json>, version: Version) {
    schema.remove("$schema");
    if version < Version::OpenApi3_1 {
        if let Some(reference) = schema.get("$ref").cloned() {
            // What stands beside it has no effect (OpenAPI 3.0.3, Reference Object).
            schema.clear();
            schema.insert("$ref".to_owned(), reference);
            return;
        }
        schema.remove("$id");
        schema.remove("id");
        for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")]
        {
            exclude(schema, bound, exclusive);
        }
        add_null(schema);
    }
    // It says which option a value follows, so that others may fit too (OpenAPI 3.1.1, Discriminator
    // Object).
    if schema.contains_key("discriminator")
        && let Some(options) = schema.remove("oneOf")
    {
        schema.entry("anyOf").or_insert(options);
    }
    // A file has no value, and a parameter of 2.0 is a schema that may itself be required.
    let is_known = |kind: &Json| match kind.as_str() {
        Some(kind) => TYPES.contains(&kind),
        None => *kind != json!([]),
    };
    schema.retain(|name, value| match name.as_str() {
        "type" => is_known(value),
        "required" => value.is_array(),
        // Lists that say nothing.
        "allOf" | "anyOf" | "oneOf" | "enum" => *value != json!([]),
        "pattern" => formats::is_expression(value),
        _ => true,
    });
    if let Some((least, most)) = schema.get("format").and_then(formats::range) {
        let limits = json!({"minimum": least, "maximum": most});
        let all = schema.entry("allOf").or_insert_with(|| json!([]));
        all.as_array_mut().expect("a list").push(limits);
    }
}

/// A flag beside a bound says that the bound itself is excluded.
fn exclude(schema: &mut Map<String, Json>, bound: &str, exclusive: &str) {
    let Some(Json::Bool(is_excluded)) = schema.get(exclusive).cloned() else { return };
    schema.remove(exclusive);
    if let Some(bound) = schema.remove(bound) {
        let name = if is_excluded { exclusive } else { bound_name(exclusive) };
        schema.insert(name.to_owned(), bound);
    }
}

fn bound_name(exclusive: &str) -> &'static str {
    if exclusive == "exclusiveMinimum" { "minimum" } else { "maximum" }
}

/// A flag beside a type allows `null` as well.
fn add_null(schema: &mut Map<String, Json>) {
    let flags = [schema.remove("nullable"), schema.remove("x-nullable")];
    if !flags.contains(&Some(Json::Bool(true))) {
        return;
    }
    if let Some(Json::String(kind)) = schema.get("type").cloned() {
        schema.insert("type".to_owned(), json!([kind, "null"]));
    } else if schema.is_empty() {
        // As an option it means that `null` is allowed, though a flag alone restricts nothing.
        schema.insert("type".to_owned(), json!("null"));
    }
}

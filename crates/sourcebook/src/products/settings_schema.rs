//! The JSON Schema of `sourcebook.toml`, with which editors complete keys and mark mistakes.

use serde_json::{Map, Value as Json, json};

use super::{Product, Render, Rendered, settings_tables};
use crate::artifact::Artifact;
use crate::config::{OutFile, Setting, Shape, settings};
use crate::facts::Facts;

#[cfg(test)]
mod tests;

/// The product.
pub const PRODUCT: Product = Product::new::<SettingsSchema>(
    "settings-schema",
    "the JSON Schema of sourcebook.toml, for editors",
);

settings! {
    pub(crate) struct SettingsSchema {
        /// The file to write. Editors find it by the first line of `sourcebook.toml`:
        /// `#:schema ./` and this path.
        pub(crate) out: OutFile = "docs/reference/sourcebook/sourcebook.schema.json";
    }
}

impl Render for SettingsSchema {
    fn render(&self, _facts: &Facts) -> Rendered {
        let contents = format!("{:#}\n", schema()).into_bytes();
        let artifact = Artifact { path: self.out.clone(), contents, made_by: PRODUCT.name.into() };
        Rendered { artifacts: vec![artifact], problems: Vec::new() }
    }
}

/// The version of JSON Schema that editors of TOML understand.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of the whole file.
fn schema() -> Json {
    let mut products = Map::new();
    for (product, settings) in settings_tables::products() {
        let mut whole = table(product.summary, &settings);
        whole["additionalProperties"] = table("The same from `[facts.NAME]`.", &settings);
        products.insert(product.name.to_owned(), whole);
    }
    let mut facts = table("The source of the facts.", &settings_tables::facts());
    facts["additionalProperties"] =
        table("Where the facts of one more program come from.", &settings_tables::named_facts());
    json!({
        "$schema": DIALECT,
        "title": "sourcebook.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "facts": facts,
            "site": table("What the site says of itself.", &settings_tables::site()),
            "prose": table("What is checked of hand-written pages.", &settings_tables::prose()),
            "live": live(),
            "products": {
                "description": "What is made.",
                "type": "object",
                "additionalProperties": false,
                "properties": products,
            },
            "changes": table("With what changes are compared.", &settings_tables::changes()),
            "accept": {
                "description": "Changes that are meant.",
                "type": "array",
                "items": table("A change that is meant.", &settings_tables::accept()),
            },
            "problems": table("How grave a problem is.", &settings_tables::problems()),
            "allow": {
                "description": "Known problems that are accepted at a place.",
                "type": "array",
                "items": table("A known problem.", &settings_tables::allow()),
            },
        },
    })
}

/// The schema of `[live]`, with the tables in it.
fn live() -> Json {
    let mut live = table("The server against which requests are run.", &settings_tables::live());
    let entries = [
        ("seed", "What a fresh world needs.", settings_tables::live_seed()),
        ("skip", "Operations that are not run.", settings_tables::live_skip()),
    ];
    for (name, about, settings) in entries {
        live["properties"][name] = json!({
            "description": about,
            "type": "array",
            "items": table(about, &settings),
        });
    }
    live
}

/// The schema of a table, whose keys are all declared.
fn table(about: &str, settings: &[Setting]) -> Json {
    let properties: Map<String, Json> =
        settings.iter().map(|setting| (setting.key.to_owned(), value(setting))).collect();
    let required: Vec<_> =
        settings.iter().filter(|setting| setting.required).map(|setting| setting.key).collect();
    let mut table = json!({
        "description": about,
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    });
    if !required.is_empty() {
        table["required"] = json!(required);
    }
    table
}

/// The schema of one value.
fn value(setting: &Setting) -> Json {
    let words = || setting.shape.words().iter().map(|word| word.name).collect::<Vec<_>>();
    let mut value = match &setting.shape {
        Shape::Text(_, Some(pattern)) => json!({"type": "string", "pattern": pattern}),
        Shape::Text(_, None) | Shape::TextFile => json!({"type": "string"}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Number(least, most) => {
            json!({"type": "integer", "minimum": least, "maximum": most})
        }
        Shape::Pairs => {
            json!({"type": "object", "additionalProperties": {"type": "string"}})
        }
        Shape::Texts(_) => json!({"type": "array", "items": {"type": "string"}}),
        Shape::Word(_) => json!({"type": "string", "enum": words()}),
        Shape::Words(_) => json!({"type": "array", "items": {"enum": words()}}),
    };
    value["description"] = json!(description(setting));
    if let Some(default) = setting.default.as_deref().and_then(from_toml) {
        value["default"] = default;
    }
    if let Some(example) = from_toml(&setting.example) {
        value["examples"] = json!([example]);
    }
    value
}

/// What a setting does, and what its words mean.
fn description(setting: &Setting) -> String {
    let mut text = setting.about.clone();
    for word in setting.shape.words().iter().filter(|word| !word.about.is_empty()) {
        text.push_str(&format!("\n- `{}`: {}", word.name, word.about));
    }
    text
}

/// A value in TOML as JSON.
fn from_toml(value: &str) -> Option<Json> {
    let mut table: Map<String, Json> = toml::from_str(&format!("value = {value}")).ok()?;
    table.remove("value")
}

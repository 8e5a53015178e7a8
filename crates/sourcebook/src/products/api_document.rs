//! The API document as a file: what a server says of itself, for clients and their generators.

use crate::artifact::Artifact;
use crate::config::Table;
use crate::facts::Facts;
use crate::problems::missing_fact;
use crate::products::{Product, Render, Rendered, Setting, Value};
use crate::value_text::{ValueStyle, json};

/// The product.
pub const PRODUCT: Product = Product {
    name: "api-document",
    summary: "The API document as JSON, in the version in which the facts have it",
    settings: &[Setting {
        key: "out",
        value: Value::Default("\"openapi/openapi.json\""),
        description: "The file to write.",
    }],
    configure,
};

struct ApiDocument {
    out: String,
}

fn configure(table: &mut Table<'_>) -> Box<dyn Render> {
    let out = table.path("out").unwrap_or_else(|| "openapi/openapi.json".to_owned());
    Box::new(ApiDocument { out })
}

impl Render for ApiDocument {
    fn render(&self, facts: &Facts) -> Rendered {
        let Some(document) = &facts.api else {
            let help = "add `api = \"openapi.yaml\"` to `[facts]`, or a command that prints it";
            let problem = missing_fact(PRODUCT.name, "an API document", help).into();
            return Rendered { artifacts: Vec::new(), problems: vec![problem] };
        };
        let text = json(&document.as_written(), ValueStyle::default()) + "\n";
        let contents = text.into_bytes();
        let artifact = Artifact { path: self.out.clone(), contents, made_by: PRODUCT.name };
        Rendered { artifacts: vec![artifact], problems: Vec::new() }
    }
}

//! The API document as a file: what a server says of itself, for clients and their generators, in
//! one version of the specification each.

mod differences;

use sourcebook_model::{Document, Target, write};
use sourcebook_syntax::Value as Json;

use crate::artifact::Artifact;
use crate::config::Table;
use crate::facts::Facts;
use crate::problem::Problem;
use crate::problems::{conversion_loss, missing_fact, unexplained_difference};
use crate::products::{Product, Render, Rendered, Setting, Value};
use crate::value_text::{ValueStyle, json};

pub use differences::{Differences, differences};

/// The API document as OpenAPI 3.1.
pub const OPENAPI_3_1: Product = Product {
    name: "openapi-3.1",
    summary: "The API document as OpenAPI 3.1, in JSON",
    settings: &[out("\"openapi/openapi.json\"")],
    configure: |table| configured(table, &OPENAPI_3_1, "openapi/openapi.json"),
};

/// The API document as OpenAPI 3.0.
pub const OPENAPI_3_0: Product = Product {
    name: "openapi-3.0",
    summary: "The API document as OpenAPI 3.0, in JSON",
    settings: &[out("\"openapi/openapi-3.0.json\"")],
    configure: |table| configured(table, &OPENAPI_3_0, "openapi/openapi-3.0.json"),
};

/// The API document as Swagger 2.0.
pub const SWAGGER_2_0: Product = Product {
    name: "swagger-2.0",
    summary: "The API document as Swagger 2.0, in JSON",
    settings: &[out("\"openapi/swagger.json\"")],
    configure: |table| configured(table, &SWAGGER_2_0, "openapi/swagger.json"),
};

const fn out(default: &'static str) -> Setting {
    Setting { key: "out", value: Value::Default(default), description: "The file to write." }
}

struct WrittenDocument {
    product: &'static str,
    target: Target,
    out: String,
}

fn configured(table: &mut Table<'_>, product: &'static Product, default: &str) -> Box<dyn Render> {
    let target = match product.name {
        "openapi-3.1" => Target::OpenApi3_1,
        "openapi-3.0" => Target::OpenApi3_0,
        _ => Target::Swagger2_0,
    };
    let out = table.path("out").unwrap_or_else(|| default.to_owned());
    Box::new(WrittenDocument { product: product.name, target, out })
}

impl Render for WrittenDocument {
    fn render(&self, facts: &Facts) -> Rendered {
        let Some(document) = &facts.api else {
            let help = "add `api = \"openapi.yaml\"` to `[facts]`, or a command that prints it";
            let problem = missing_fact(self.product, "an API document", help).into();
            return Rendered { artifacts: Vec::new(), problems: vec![problem] };
        };
        let (contents, problems) = self.written(document);
        let artifact = Artifact { path: self.out.clone(), contents, made_by: self.product };
        Rendered { artifacts: vec![artifact], problems }
    }
}

impl WrittenDocument {
    /// The text, and what it cannot say.
    fn written(&self, document: &Document) -> (Vec<u8>, Vec<Problem>) {
        let written = write(document, self.target);
        let text = document_text(&written.document);
        if written.losses.is_empty() {
            return (text.into_bytes(), Vec::new());
        }
        let differences = differences(document, &written, &text);
        let losses = written.losses.iter().zip(&differences.of_losses);
        let mut problems: Vec<Problem> =
            losses.map(|(loss, parts)| conversion_loss(loss, parts, &self.out).into()).collect();
        problems.extend(
            differences.unexplained.iter().map(|one| unexplained_difference(one, &self.out).into()),
        );
        (text.into_bytes(), problems)
    }
}

/// A written document as text: JSON, indented by two spaces, with a final line break.
pub fn document_text(document: &Json) -> String {
    json(document, ValueStyle::default()) + "\n"
}

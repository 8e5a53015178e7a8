//! The API document as a file: what a server says of itself, for clients and their generators, in
//! one version of the specification each.

mod differences;

use sourcebook_model::{Document, Target, write};
use sourcebook_syntax::Value as Json;

use crate::artifact::Artifact;
use crate::config::{OutFile, Settings, settings};
use crate::facts::Facts;
use crate::problem::Problem;
use crate::problems::{conversion_loss, missing_fact, unexplained_difference};
use crate::products::{Product, Render, Rendered};
use crate::value_text::{ValueStyle, json};

pub use differences::{Differences, differences};

/// The API document as OpenAPI 3.1.
pub const OPENAPI_3_1: Product = Product {
    name: "openapi-3.1",
    summary: "the API document as OpenAPI 3.1, in JSON",
    settings: OpenApi31::settings,
    configure: |section| {
        configured(OPENAPI_3_1.name, Target::OpenApi3_1, section.read::<OpenApi31>().out)
    },
};

settings! {
    struct OpenApi31 {
        out: OutFile = "openapi/openapi.json";
    }
}

/// The API document as OpenAPI 3.0.
pub const OPENAPI_3_0: Product = Product {
    name: "openapi-3.0",
    summary: "the API document as OpenAPI 3.0, in JSON",
    settings: OpenApi30::settings,
    configure: |section| {
        configured(OPENAPI_3_0.name, Target::OpenApi3_0, section.read::<OpenApi30>().out)
    },
};

settings! {
    struct OpenApi30 {
        out: OutFile = "openapi/openapi-3.0.json";
    }
}

/// The API document as Swagger 2.0.
pub const SWAGGER_2_0: Product = Product {
    name: "swagger-2.0",
    summary: "the API document as Swagger 2.0, in JSON",
    settings: Swagger20::settings,
    configure: |section| {
        configured(SWAGGER_2_0.name, Target::Swagger2_0, section.read::<Swagger20>().out)
    },
};

settings! {
    struct Swagger20 {
        out: OutFile = "openapi/swagger.json";
    }
}

struct WrittenDocument {
    product: &'static str,
    target: Target,
    out: String,
}

fn configured(product: &'static str, target: Target, out: String) -> Box<dyn Render> {
    Box::new(WrittenDocument { product, target, out })
}

impl Render for WrittenDocument {
    fn render(&self, facts: &Facts) -> Rendered {
        let Some(document) = &facts.api else {
            let help = "add `api = \"openapi.yaml\"` or a command that prints it to `[facts]`";
            let problem = missing_fact(self.product, "an API document", help).into();
            return Rendered { artifacts: Vec::new(), problems: vec![problem] };
        };
        let (contents, problems) = self.written(document);
        let artifact = Artifact { path: self.out.clone(), contents, made_by: self.product.into() };
        Rendered { artifacts: vec![artifact], problems }
    }
}

impl WrittenDocument {
    /// The text, and what it cannot say.
    fn written(&self, document: &Document) -> (Vec<u8>, Vec<Problem>) {
        let written = write(document, self.target);
        let text = document_text(&written.document);
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

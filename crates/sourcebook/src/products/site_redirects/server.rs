//! The table that the server loads: see `sourcebook_pages::MarkdownTable`.

use sourcebook_pages::redirects::{Document, Rule as Row, VERSION};

use super::{Dialect, no_redirect};
use crate::config::{OutFile, settings};
use crate::facts::Facts;
use crate::facts::redirects::Rule;
use crate::products::{Product, Render, Rendered};

/// The product.
pub const PRODUCT: Product = Product::new::<ServerRedirects>(
    "server-redirects",
    "the redirects as a JSON table that a server loads",
);

settings! {
    struct ServerRedirects {
        out: OutFile = "site/redirects.json";
    }
}

impl Render for ServerRedirects {
    fn render(&self, facts: &Facts) -> Rendered {
        let dialect = Dialect {
            product: PRODUCT.name,
            name: "the server's table",
            out: &self.out,
            prefix: "",
            write,
        };
        dialect.render(facts, no_redirect)
    }
}

fn write(rules: &[&Rule], _prefix: &str) -> String {
    let row = |rule: &&Rule| Row {
        from: rule.from.clone(),
        to: rule.to.clone(),
        status: rule.status,
        force: rule.force,
    };
    let document = Document { version: VERSION, rules: rules.iter().map(row).collect() };
    // Texts and numbers always have a JSON.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

//! The table that the server loads: see `sourcebook_pages::Table`.

use sourcebook_pages::redirects::{Document, Rule as Row, VERSION};

use super::{Dialect, no_redirect};
use crate::config::Table;
use crate::facts::Facts;
use crate::facts::redirects::Rule;
use crate::products::{Product, Render, Rendered, Setting, Value};

/// The product.
pub const PRODUCT: Product = Product {
    name: "server-redirects",
    summary: "the redirects as a JSON table that a server loads",
    settings: &[Setting {
        key: "out",
        value: Value::Default("\"site/redirects.json\""),
        description: "The file to write.",
    }],
    configure,
};

struct Server(Dialect);

fn configure(table: &mut Table<'_>) -> Box<dyn Render> {
    Box::new(Server(Dialect {
        product: PRODUCT.name,
        name: "the server's table",
        out: table.path("out").unwrap_or_else(|| "site/redirects.json".to_owned()),
        prefix: String::new(),
        write,
    }))
}

impl Render for Server {
    fn render(&self, facts: &Facts) -> Rendered {
        self.0.render(facts, no_redirect)
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

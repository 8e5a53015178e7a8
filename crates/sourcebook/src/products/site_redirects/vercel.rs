//! The redirects for Vercel: `redirects` and `rewrites` of `vercel.json`.

use serde_json::{Map, Value as Json, json};
use sourcebook_pages::redirects::Segment;

use super::{Dialect, Prefix, placed};
use crate::config::{OutFile, settings};
use crate::facts::Facts;
use crate::facts::redirects::Rule;
use crate::products::{Product, Render, Rendered};

/// The product.
pub const PRODUCT: Product = Product::new::<VercelRedirects>(
    "vercel-redirects",
    "the redirects as JSON for a Vercel configuration",
);

settings! {
    struct VercelRedirects {
        out: OutFile = "site/vercel.json";
        prefix: Prefix = "";
    }
}

impl Render for VercelRedirects {
    fn render(&self, facts: &Facts) -> Rendered {
        let dialect = Dialect {
            product: PRODUCT.name,
            name: "Vercel",
            out: &self.out,
            prefix: &self.prefix,
            write,
        };
        dialect.render(facts, |rule| {
            (rule.status == 404).then_some("it supports redirects and rewrites, but not 404")
        })
    }
}

fn write(rules: &[&Rule], prefix: &str) -> String {
    let (mut redirects, mut rewrites) = (Vec::new(), Vec::new());
    for rule in rules {
        let to = rule.target.write(|name| format!(":{name}"), str::to_owned);
        let (source, destination) = (source(rule, prefix), placed(prefix, &to));
        if rule.status == 200 {
            rewrites.push(json!({"source": source, "destination": destination}));
        } else {
            let status = rule.status;
            redirects
                .push(json!({"source": source, "destination": destination, "statusCode": status}));
        }
    }
    let mut document = Map::new();
    document.insert("redirects".to_owned(), Json::Array(redirects));
    if !rewrites.is_empty() {
        document.insert("rewrites".to_owned(), Json::Array(rewrites));
    }
    format!("{:#}\n", Json::Object(document))
}

fn source(rule: &Rule, prefix: &str) -> String {
    let mut text = escape(prefix);
    for segment in &rule.pattern.segments {
        match segment {
            Segment::Literal(literal) => text.push_str(&format!("/{}", escape(literal))),
            Segment::Placeholder(name) => text.push_str(&format!("/:{name}")),
            Segment::Splat => text.push_str("/:splat*"),
        }
    }
    if text.is_empty() { "/".to_owned() } else { text }
}

/// A text in the notation of path-to-regexp.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        if "(){}:*+?\\".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

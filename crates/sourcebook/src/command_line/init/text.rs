//! The text of a new configuration: what was found, and every setting as a comment.

use std::fmt::Write;

use super::documents::Found;
use crate::problems;
use crate::products::api_reference::{self, settings::Settings};
use crate::products::{PRODUCTS, Product};

/// Documents that are named beside the chosen one.
const MOST_OTHERS: usize = 10;

/// The configuration for a document.
pub(super) fn configuration(chosen: &Found, others: &[Found]) -> String {
    let mut text = "# What Sourcebook makes, and from what. Paths are relative to this file.\n\
                    # A setting in a comment shows its default, or an example.\n\n"
        .to_owned();
    add_facts(&mut text, chosen, others);
    for product in PRODUCTS {
        add_product(&mut text, product, product.name == api_reference::PRODUCT.name);
    }
    add_site(&mut text);
    add_problems(&mut text);
    text
}

fn add_facts(text: &mut String, chosen: &Found, others: &[Found]) {
    let api = |found: &Found| format!("api = {}", toml::Value::from(found.path.as_str()));
    *text += "[facts]\n";
    let _ = writeln!(text, "# The API document ({}).\n{}", chosen.version, api(chosen));
    if !others.is_empty() {
        *text += "# Other API documents that were found:\n";
        for other in others.iter().take(MOST_OTHERS) {
            let _ = writeln!(text, "# {} # {}", api(other), other.version);
        }
        if others.len() > MOST_OTHERS {
            let _ = writeln!(text, "# … and {} more", others.len() - MOST_OTHERS);
        }
    }
    *text += "# A facts document with the command line of a program.\n\
              # cli = \"facts.json\"\n\
              # A program that prints the facts document, with the API document in it.\n\
              # command = [\"my-server\", \"facts\"]\n\
              # Whether documents that a `$ref` names by URL are fetched.\n\
              # fetch = false\n\
              # The documentation site is made from these files, where they are.\n\
              # docs = \"docs\"\n\
              # manifest = \"docs/manifest.json\"\n\
              # redirects = \"docs/_redirects\"\n\
              # theme = \"templates/theme.toml\"\n\n";
}

fn add_site(text: &mut String) {
    *text += "# What the documentation site says of itself.\n\
              # [site]\n\
              # title = \"Documentation\"\n\
              # description = \"What it is about, in one sentence.\"\n\
              # Where the book is published.\n\
              # url = \"https://docs.example.com/\"\n\
              # language = \"en\"\n\
              # repository = \"https://git.example.com/project\"\n\
              # Other hosts to which a redirect may lead.\n\
              # allow-hosts = []\n\
              # The branch with which pages are compared, to find those that were lost.\n\
              # main-branch = \"main\"\n\
              # Generated pages larger than this are left out of the search index.\n\
              # search-limit = \"256 KiB\"\n\n";
}

fn add_product(text: &mut String, product: &Product, is_made: bool) {
    let mark = if is_made { "" } else { "# " };
    // TOML takes a bare dot for the border of two keys.
    let quote = if product.name.contains('.') { "\"" } else { "" };
    let key = format!("{quote}{}{quote}", product.name);
    let _ = writeln!(text, "# {}\n{mark}[products.{key}]", capitalized(product.summary));
    for setting in product.settings {
        let mark = if is_made && setting.key == "out" { "" } else { "# " };
        let _ = writeln!(text, "# {}", setting.description);
        let _ = writeln!(text, "{mark}{} = {}", setting.key, setting.value.to_toml());
    }
    text.push('\n');
}

fn add_problems(text: &mut String) {
    *text += "# How grave a problem is: \"error\", \"warning\" or \"allow\".\n\
              # `sourcebook explain CODE` says more about each.\n\
              # [problems]\n";
    for code in problems::codes().filter(|code| problems::why_fixed(code).is_none()) {
        let _ = writeln!(text, "# {} = \"{}\" # {}", code.name, code.severity.name(), code.summary);
    }
    *text += "\n# A known problem at a place: a file, optionally with the JSON pointer under which\n\
              # it is accepted; `*` matches anything.\n\
              # [[allow]]\n\
              # problem = \"no-operations\"\n\
              # place = \"openapi.yaml#/paths\"\n\
              # reason = \"only webhooks so far\"\n";
}

fn capitalized(summary: &str) -> String {
    let mut characters = summary.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), characters.as_str())
}

/// What git should know about the files that the new configuration makes.
pub(super) fn attributes() -> Vec<String> {
    let folder = Settings::default().out;
    vec![
        format!("{folder}/** text eol=lf linguist-generated"),
        ".sourcebook/written text eol=lf merge=union".to_owned(),
    ]
}

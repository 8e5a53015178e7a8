//! The text of a new configuration: what was found, and every setting as a comment.

use std::fmt::Write;

use super::documents::Found;
use crate::config::{
    ChangesTable, LiveTable, ProgramFacts, ProseSettings, SeedTable, Setting, Settings, SiteFiles,
    SiteSettings, SkipTable,
};
use crate::problems::{AcceptTable, AllowTable, Severities};
use crate::products::settings_schema::SettingsSchema;
use crate::products::{PRODUCTS, Product, api_reference, settings_schema};

/// Maximum number of documents that are named besides the chosen one.
const MAX_OTHERS: usize = 10;

/// The products of a new project: the pages, and the schema of the configuration for editors.
const MADE: [&str; 2] = [api_reference::PRODUCT.name, settings_schema::PRODUCT.name];

/// The configuration for a document.
pub(super) fn configuration(chosen: &Found, others: &[Found], fetch: bool) -> String {
    let schema = SettingsSchema::default().out;
    let mut text = format!("#:schema ./{schema}\n\n");
    text += "# What Sourcebook makes, and from what. Paths are relative to this file.\n\
             # A setting in a comment shows its default, or an example.\n\n";
    add_facts(&mut text, chosen, others, fetch);
    for product in PRODUCTS {
        add_product(&mut text, product, MADE.contains(&product.name));
    }
    add_site(&mut text);
    add_problems(&mut text);
    text
}

fn add_facts(text: &mut String, chosen: &Found, others: &[Found], fetch: bool) {
    let api = |found: &Found| format!("api = {}", toml::Value::from(found.path.as_str()));
    *text += "[facts]\n";
    let _ = writeln!(text, "# The API document ({}).\n{}", chosen.version, api(chosen));
    if !others.is_empty() {
        *text += "# Other API documents that were found:\n";
        for other in others.iter().take(MAX_OTHERS) {
            let _ = writeln!(text, "# {} # {}", api(other), other.version);
        }
        if others.len() > MAX_OTHERS {
            let _ = writeln!(text, "# … and {} more", others.len() - MAX_OTHERS);
        }
    }
    for setting in &mut ProgramFacts::settings() {
        let is_fetch = fetch && setting.key == "fetch";
        if is_fetch {
            setting.default = Some("true".to_owned());
        }
        if setting.key != "api" {
            add_setting(text, setting, if is_fetch { "" } else { "# " });
        }
    }
    *text += "# The documentation site is made from these files, if they exist.\n";
    for setting in SiteFiles::settings() {
        add_setting(text, &setting, "# ");
    }
    text.push('\n');
}

/// A setting under its explanation; behind `mark`, which may make it a comment.
fn add_setting(text: &mut String, setting: &Setting, mark: &str) {
    for line in setting.about.lines() {
        let _ = writeln!(text, "# {line}");
    }
    for word in setting.shape.words().iter().filter(|word| !word.about.is_empty()) {
        let _ = writeln!(text, "# `{}`: {}.", word.name, word.about);
    }
    let shown = setting.default.as_ref().unwrap_or(&setting.example);
    let _ = writeln!(text, "{mark}{} = {shown}", setting.key);
}

fn add_product(text: &mut String, product: &Product, is_made: bool) {
    let mark = if is_made { "" } else { "# " };
    // TOML takes a bare dot for the border of two keys.
    let quote = if product.name.contains('.') { "\"" } else { "" };
    let key = format!("{quote}{}{quote}", product.name);
    let _ = writeln!(text, "# {}\n{mark}[products.{key}]", capitalized(product.summary));
    for setting in (product.settings)() {
        add_setting(text, &setting, if setting.key == "out" { mark } else { "# " });
    }
    text.push('\n');
}

fn add_site(text: &mut String) {
    *text += "# Metadata of the documentation site.\n# [site]\n";
    for setting in SiteSettings::settings() {
        add_setting(text, &setting, "# ");
    }
    *text += "\n# The checks of hand-written pages against the facts.\n# [prose]\n";
    for setting in ProseSettings::settings() {
        add_setting(text, &setting, "# ");
    }
    *text +=
        "\n# The server against which `sourcebook live` runs the documented requests.\n# [live]\n";
    for setting in LiveTable::settings() {
        add_setting(text, &setting, "# ");
    }
    let tables = [
        ("What a fresh world needs.\n# [[live.seed]]", SeedTable::settings()),
        ("An operation that is not run.\n# [[live.skip]]", SkipTable::settings()),
    ];
    for (heading, settings) in tables {
        let _ = writeln!(text, "# {heading}");
        for setting in settings {
            add_setting(text, &setting, "# ");
        }
    }
    *text +=
        "\n# What changes are compared with, to find those that break somebody.\n# [changes]\n";
    for setting in ChangesTable::settings() {
        add_setting(text, &setting, "# ");
    }
    text.push('\n');
}

fn add_problems(text: &mut String) {
    *text += "# How severe a problem is: \"error\", \"warning\" or \"allow\".\n\
              # `sourcebook explain CODE` explains each code.\n\
              # [problems]\n";
    for Setting { key, default, about, .. } in Severities::settings() {
        let _ = writeln!(text, "# {key} = {} # {about}", default.unwrap_or_default());
    }
    *text += "\n# Accepts a known problem at a place.\n# [[allow]]\n";
    for setting in AllowTable::settings() {
        add_setting(text, &setting, "# ");
    }
    *text += "\n# Accepts a change that is meant.\n# [[accept]]\n";
    for setting in AcceptTable::settings() {
        add_setting(text, &setting, "# ");
    }
}

fn capitalized(summary: &str) -> String {
    let mut characters = summary.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), characters.as_str())
}

/// What git should know about the files that the new configuration makes.
pub(super) fn attributes() -> Vec<String> {
    let folder = api_reference::settings::ReferenceSettings::default().out;
    let schema = SettingsSchema::default().out;
    vec![
        format!("{folder}/** text eol=lf linguist-generated"),
        format!("{schema} text eol=lf linguist-generated"),
        ".sourcebook/written text eol=lf merge=union".to_owned(),
    ]
}

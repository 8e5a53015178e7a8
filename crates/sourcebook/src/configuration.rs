//! From the text of `sourcebook.toml` to a [`Configuration`], or to all of its diagnostics at once.

mod accept;
mod rules;

use std::path::{Path, PathBuf};

use sourcebook_syntax::{Diagnostic, FileId, Severity, Sources, nearest};

use crate::codes::{NO_CONFIGURATION, UNUSED_ALLOW};
use crate::config::{
    ChangesTable, FILE_NAME, FactsSettings, LiveSettings, ProseSettings, Section, SiteSettings,
    Table, with_table,
};
use crate::product::{Product, Render};
use crate::products::PRODUCTS;
pub use accept::Accept;
use accept::read_accept;
pub(crate) use accept::read_accepts;
pub(crate) use rules::matches_glob;
pub use rules::{Allow, Rules};
use rules::{read_allow, read_severities};

/// A project's whole configuration, without errors.
pub struct Configuration {
    /// The folder of the file; every path in it is relative to this folder.
    pub folder: PathBuf,
    /// Where facts come from.
    pub facts: FactsSettings,
    /// What is checked of hand-written pages.
    pub prose: ProseSettings,
    /// What is run against a live server; none where the configuration does not speak of one.
    pub live: Option<LiveSettings>,
    /// With what the facts are compared.
    pub changes: ChangesTable,
    /// Changes that are meant.
    pub accepts: Vec<Accept>,
    /// What is made, in the order of the list of products.
    pub products: Vec<Configured>,
    /// How problems are judged.
    pub rules: Rules,
}

/// A product that the configuration asks for.
pub struct Configured {
    /// Which one.
    pub product: &'static Product,
    /// The name of the facts from which it is made; none for `[facts]` itself.
    pub facts: Option<String>,
    /// The same with its settings.
    pub render: Box<dyn Render>,
}

/// What a configuration says of one product that is made without the rest of the project.
#[derive(Default)]
pub struct Part {
    /// The folder of the file; none without a file.
    pub folder: Option<PathBuf>,
    /// The product's own table.
    pub settings: toml::Table,
    /// How problems are judged.
    pub rules: Rules,
}

/// Reads the part of the configuration file that concerns one product. The rest must be valid too.
///
/// # Errors
/// Every diagnostic of the file.
pub fn read_part(
    sources: &mut Sources,
    file: &Path,
    product: &Product,
) -> Result<Part, Vec<Diagnostic>> {
    let (id, folder) = open(sources, file)?;
    let Configuration { mut rules, .. } = read_text(sources, id, &folder)?;
    // What is allowed elsewhere in the project is not looked for in this part.
    rules.severities.entry(UNUSED_ALLOW.name).or_insert(Severity::Allow);
    let whole = sources.file(id).text().parse::<toml::Table>().unwrap_or_default();
    let table = whole.get("products").and_then(|products| products.get(product.name));
    let mut settings = table.and_then(toml::Value::as_table).cloned().unwrap_or_default();
    let declared = (product.settings)();
    settings.retain(|key, _| declared.iter().any(|setting| setting.key == key));
    Ok(Part { folder: Some(folder), settings, rules })
}

/// Reads the configuration file.
///
/// # Errors
/// Every diagnostic of the file.
pub fn read(sources: &mut Sources, file: &Path) -> Result<Configuration, Vec<Diagnostic>> {
    let (id, folder) = open(sources, file)?;
    read_text(sources, id, &folder)
}

/// The text of the configuration file, and the folder of the file.
fn open(sources: &mut Sources, file: &Path) -> Result<(FileId, PathBuf), Vec<Diagnostic>> {
    let name = file.file_name().map_or(FILE_NAME.into(), |name| name.to_string_lossy());
    let text = std::fs::read_to_string(file).map_err(|error| vec![unreadable(file, &error)])?;
    let id = sources.add(name, text);
    let folder = match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    Ok((id, folder.to_owned()))
}

fn unreadable(file: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(&NO_CONFIGURATION, format!("cannot read {}: {error}", file.display()))
        .help("`sourcebook init` writes one")
}

fn read_text(
    sources: &Sources,
    file: FileId,
    folder: &Path,
) -> Result<Configuration, Vec<Diagnostic>> {
    with_table(sources, file, Some(folder), |mut root| {
        let mut facts = root.section("facts").map(FactsSettings::read).unwrap_or_default();
        let site = root.section("site").map(Section::read_whole::<SiteSettings>);
        facts.site.get_or_insert_default().describe(site.unwrap_or_default());
        let prose = root.section("prose").map(Section::read_whole).unwrap_or_default();
        let live = root.section("live").and_then(LiveSettings::read);
        facts.recorded = live.as_ref().map(|live| live.table.record.clone());
        let changes = root.section("changes").map(Section::read_whole).unwrap_or_default();
        let accepts = root.tables("accept").into_iter().map(Table::into_section);
        let accepts = accepts.filter_map(read_accept).collect();
        let products = root.table("products");
        let products = products.map(|table| read_products(table, &facts)).unwrap_or_default();
        let severities = root.section("problems").map(read_severities).unwrap_or_default();
        let allows = root.tables("allow").into_iter().map(Table::into_section);
        let allows = allows.filter_map(read_allow).collect();
        root.finish();
        let rules = Rules { severities, allows };
        let folder = folder.to_owned();
        Configuration { folder, facts, prose, live, changes, accepts, products, rules }
    })
}

/// Configures one product from TOML text, as its table in the file would. Without a `folder` of the
/// project, files are looked for in the current one.
///
/// # Errors
/// Every diagnostic of the text.
pub fn configure(
    sources: &Sources,
    file: FileId,
    folder: Option<&Path>,
    product: &Product,
) -> Result<Box<dyn Render>, Vec<Diagnostic>> {
    with_table(sources, file, folder, |root| {
        let mut section = root.into_section();
        let render = (product.configure)(&mut section);
        section.finish();
        render
    })
}

fn read_products(mut table: Table<'_>, facts: &FactsSettings) -> Vec<Configured> {
    let mut configured = Vec::new();
    for product in PRODUCTS {
        let Some(mut section) = table.section(product.name) else {
            continue;
        };
        section.allow_names("a product's facts");
        let render = (product.configure)(&mut section);
        if !table.is_implied(product.name) {
            configured.push(Configured { product, facts: None, render });
        }
        for (name, mut named) in section.named() {
            if !facts.named.contains_key(&name) {
                let (message, help) = unknown_facts(product, &name, facts);
                section.reject(&name, message, help);
            }
            let render = (product.configure)(&mut named);
            configured.push(Configured { product, facts: Some(name), render });
            named.finish();
        }
        section.finish();
    }
    table.finish_as("product");
    configured
}

/// What is said of a product that is made from facts which there are not.
fn unknown_facts(product: &Product, name: &str, facts: &FactsSettings) -> (String, String) {
    let settings = (product.settings)();
    let known = facts.named.keys().map(String::as_str);
    let near = nearest(name, known.chain(settings.iter().map(|setting| setting.key)));
    let help = match near {
        Some(near) if facts.named.contains_key(near) => {
            format!("did you mean `[facts.{near}]`?")
        }
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("add a table `[facts.{name}]`"),
    };
    (format!("unknown facts `{name}`"), help)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_product_reads_the_settings_that_it_declares_and_no_others() {
        for product in PRODUCTS {
            let mut sources = Sources::new();
            let file = sources.add("settings", "");
            let asked = with_table(&sources, file, None, |root| {
                let mut section = root.into_section();
                (product.configure)(&mut section);
                section.asked().collect::<BTreeSet<_>>()
            });
            let asked =
                asked.unwrap_or_else(|diagnostics| panic!("{}: {diagnostics:#?}", product.name));
            let declared = (product.settings)().iter().map(|setting| setting.key).collect();
            assert_eq!(asked, declared, "{}", product.name);
        }
    }

    #[test]
    fn products_are_unique_and_described() {
        let mut names = BTreeSet::new();
        for product in PRODUCTS {
            assert!(names.insert(product.name), "{} is there twice", product.name);
            assert!(!product.summary.ends_with('.') && product.summary.len() > 20);
        }
    }

    /// A line of a configuration, mostly almost right.
    fn line() -> impl Strategy<Value = String> {
        let key = prop::sample::select(vec![
            "facts",
            "command",
            "api",
            "cli",
            "fetch",
            "products",
            "out",
            "compat",
            "problems",
            "drift",
            "no-operations",
            "allow",
            "problem",
            "place",
            "reason",
            "tag-order",
            "index",
            "é",
        ]);
        let value = prop::sample::select(vec![
            "\"\"",
            "\"a.yaml\"",
            "\"..\"",
            "\"error\"",
            "\"*#/a\"",
            "true",
            "1",
            "1.5",
            "[]",
            "{}",
            "[\"a\", 1]",
            "2030-01-01",
            "{ a = 1 }",
            "\"é\\u0000\"",
            "nonsense",
            "\"open",
        ]);
        let header = prop::sample::select(vec![
            "[facts]",
            "[products.api-reference]",
            "[products]",
            "[problems]",
            "[[allow]]",
            "[allow]",
            "[[products]]",
            "[é",
            "[facts.command]",
            "[products.facts-schema]",
        ]);
        prop_oneof![
            (key, value).prop_map(|(key, value)| format!("{key} = {value}")),
            header.prop_map(str::to_owned),
        ]
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_rejected_with_places(
            lines in prop::collection::vec(line(), 0..12),
            noise in "\\PC{0,8}",
        ) {
            let text = lines.join("\n") + &noise;
            let mut sources = Sources::new();
            let file = sources.add(FILE_NAME, text.as_str());
            if let Err(diagnostics) = read_text(&sources, file, Path::new("")) {
                prop_assert!(!diagnostics.is_empty());
                for diagnostic in diagnostics {
                    let place = diagnostic.place.expect("every diagnostic has a place");
                    prop_assert!(text.get(place.span.range()).is_some(), "{}", diagnostic.message);
                }
            }
        }
    }
}

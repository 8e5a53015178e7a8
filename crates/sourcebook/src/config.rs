//! `sourcebook.toml`: where facts come from, which products are made, how problems are judged.

mod find;
mod path;
mod read;
mod rules;
mod site;
mod table;

use std::path::PathBuf;

use sourcebook_model::Place;

pub use find::{FILE_NAME, find};
pub use path::{OWN_FOLDER, inside};
pub(crate) use read::read_tables;
pub use read::{configure, read};
pub use rules::{Allow, Rules};
pub use site::{SiteSettings, SiteSources, SourceFile};
pub use table::Table;

use crate::products::{Product, Render};

/// A project's whole configuration, without faults.
pub struct Configuration {
    /// The folder of the file; every path in it is relative to this folder.
    pub folder: PathBuf,
    /// Where facts come from.
    pub facts: FactsSettings,
    /// What is made, in the order of the list of products.
    pub products: Vec<Configured>,
    /// How problems are judged.
    pub rules: Rules,
}

/// Where facts come from: `[facts]`.
#[derive(Debug, Default)]
pub struct FactsSettings {
    /// A program and its arguments that print the facts document.
    pub command: Option<Located<Vec<String>>>,
    /// The file of the API document; wins over the command's.
    pub api: Option<Located<String>>,
    /// The file of a facts document with the command line; wins over the command's.
    pub cli: Option<Located<String>>,
    /// Whether documents that a `$ref` names by URL are fetched.
    pub fetch: bool,
    /// The documentation site; absent where there is no project.
    pub site: Option<SiteSources>,
}

/// A value with the place where it is configured.
#[derive(Debug, Clone)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands; absent where it came from the command line.
    pub place: Option<Place>,
}

/// A product that the configuration asks for.
pub struct Configured {
    /// Which one.
    pub product: &'static Product,
    /// The same with its settings.
    pub render: Box<dyn Render>,
}

//! `sourcebook.toml`: where facts come from, which products are made, how problems are judged.

mod find;
mod path;
mod site;
mod table;

use sourcebook_syntax::Place;

pub use find::{FILE_NAME, find};
pub use path::{OWN_FOLDER, inside};
pub use site::{Base, SiteSettings, SiteSources, SourceFile};
pub(crate) use site::{read_site, read_sources};
pub use table::Table;
pub(crate) use table::{read_tables, with_table};

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

//! `sourcebook.toml`: where facts come from, which products are made, how problems are judged.

mod changes;
mod choice;
mod declaration;
mod facts;
mod find;
mod given;
mod kind;
mod live;
mod number;
mod path;
mod prose;
mod section;
mod setting;
mod site;
mod table;
mod values;

use sourcebook_syntax::Place;

pub use changes::ChangesTable;
pub(crate) use choice::choices;
pub use choice::{Choice, Choices, Several};
pub use declaration::Settings;
pub(crate) use declaration::{as_text, kebab, settings, with_hyphens};
pub use facts::{FactsSettings, ProgramFacts};
pub use find::{FILE_NAME, find};
pub use given::Given;
pub use kind::{
    Command, Flag, HasDefault, InFolder, Kind, OutFile, Pairs, Placed, Required, Text, TextFile,
    Texts,
};
pub(crate) use kind::{describe, list_kind, text_kind};
pub use live::{LiveSettings, LiveTable};
pub(crate) use live::{SeedTable, SkipTable};
pub use number::Number;
pub use path::{OWN_FOLDER, inside};
pub(crate) use prose::glob_set;
pub use prose::{ProseSettings, SlugRule};
pub use section::Section;
pub use setting::{Setting, Shape, Word};
pub use site::{Base, SiteFiles, SiteSettings, SiteSources};
pub use table::Table;
pub(crate) use table::{read_tables, with_table};
pub use values::Values;

/// A value with the place where it is configured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands; absent where it came from the command line, or is a default.
    pub place: Option<Place>,
}

//! What a product is: something that can be made from facts, with its settings.

use std::fmt;

use crate::artifact::Artifact;
use crate::config::Table;
use crate::facts::Facts;
use crate::problem::Problem;

/// Something that can be made from facts.
pub struct Product {
    /// Its table in `sourcebook.toml`: `[products.NAME]`.
    pub name: &'static str,
    /// One line: what it makes.
    pub summary: &'static str,
    /// Every setting of its table, for the file that `init` writes.
    pub settings: &'static [Setting],
    /// Reads its table. Faults are reported by the table itself; what is returned is used only
    /// when there were none.
    pub configure: fn(&mut Table<'_>) -> Box<dyn Render>,
}

/// A setting, as `init` shows it.
#[derive(Debug)]
pub struct Setting {
    /// The key, dotted where it stands in a table of its own.
    pub key: &'static str,
    /// What it is set to.
    pub value: Value,
    /// One line: what it does.
    pub description: &'static str,
}

/// What is shown for a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Its default in TOML.
    Default(&'static str),
    /// A value in TOML, where there is no default.
    Example(&'static str),
    /// The path of a text file, where there is no default.
    ExampleFile(&'static str),
}

impl Value {
    /// The value in TOML.
    pub fn to_toml(self) -> String {
        match self {
            Self::Default(value) | Self::Example(value) => value.to_owned(),
            Self::ExampleFile(path) => toml::Value::from(path).to_string(),
        }
    }
}

/// A product with its settings, ready to be made.
pub trait Render: Send + Sync {
    /// Makes everything in memory. The same facts give the same bytes.
    fn render(&self, facts: &Facts) -> Rendered;

    /// Whether it is made from the pages of the book, those included that other products make.
    fn needs_pages(&self) -> bool {
        false
    }
}

/// What a product made, and what it found wrong with the facts.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The files that should be on disk.
    pub artifacts: Vec<Artifact>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl fmt::Debug for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Product").field("name", &self.name).finish_non_exhaustive()
    }
}

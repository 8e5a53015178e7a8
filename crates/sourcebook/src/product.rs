//! What a product is: something that can be made from facts, with its settings.

use std::fmt;

use crate::artifact::Artifact;
use crate::config::{Section, Setting, Settings};
use crate::facts::Facts;
use crate::problem::Problem;

/// Something that can be made from facts.
pub struct Product {
    /// Its table in `sourcebook.toml`: `[products.NAME]`.
    pub name: &'static str,
    /// One line: what it makes.
    pub summary: &'static str,
    /// Every setting of its table.
    pub settings: fn() -> Vec<Setting>,
    /// Reads its table. Problems are reported by the table itself; what is returned is used only
    /// when there were none.
    pub configure: fn(&mut Section<'_>) -> Box<dyn Render>,
}

impl Product {
    /// A product that needs nothing but its settings.
    pub const fn new<S: Settings + Render + 'static>(
        name: &'static str,
        summary: &'static str,
    ) -> Self {
        Self {
            name,
            summary,
            settings: S::settings,
            configure: |section| Box::new(section.read::<S>()),
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

//! From a [`Document`] of any version to OpenAPI 3.1, OpenAPI 3.0 or Swagger 2.0.
//!
//! Names stand in source order, members in the order of the specification. What the version cannot
//! express is returned with the document, never lost silently.

mod bodies;
mod callbacks;
mod components;
mod loosened;
mod loss;
mod members;
mod names;
mod parameters;
mod paths;
mod references;
mod root;
mod schema;
mod security;
mod swagger2;
#[cfg(test)]
mod tests;
mod urls;
mod words;
mod writer;

use crate::document::{Document, Value};

pub use loss::{Loss, LossKind, Subject};

/// A version that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// OpenAPI 3.1.
    OpenApi3_1,
    /// OpenAPI 3.0.
    OpenApi3_0,
    /// Swagger 2.0.
    Swagger2_0,
}

impl Target {
    /// All of them, newest first.
    pub const ALL: [Self; 3] = [Self::OpenApi3_1, Self::OpenApi3_0, Self::Swagger2_0];

    /// The name that people know.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenApi3_1 => "OpenAPI 3.1",
            Self::OpenApi3_0 => "OpenAPI 3.0",
            Self::Swagger2_0 => "Swagger 2.0",
        }
    }
}

/// A document as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The document.
    pub document: Value,
    /// What it cannot say, in the order in which it was met.
    pub losses: Vec<Loss>,
    /// Who refers to whom, so that what is lost in a shared object can be told of all that use it.
    pub uses: Vec<(Subject, Subject)>,
}

/// Writes a document in a version of the specification.
pub fn write(document: &Document, target: Target) -> Written {
    let mut writer = writer::Writer::new(document, target);
    let value = match target {
        Target::Swagger2_0 => writer.swagger2_root(),
        Target::OpenApi3_1 | Target::OpenApi3_0 => writer.root(),
    };
    writer.finish(value)
}

//! Schemas as they hold: which ones apply at a place together, with their parts and references.
//!
//! A merge of schemas invents no schema. It is a set of those that are there, so whether a schema
//! contains itself is the question whether its set is met again.

mod decimal;
mod expand;
mod meet;

use std::sync::Arc;

use crate::document::{Document, Id, Schema};
pub use decimal::Decimal;
pub use expand::{Part, Step};
use meet::Interner;
pub use meet::{Joined, Meet};

/// The places of a document at which schemas hold. It can be shared between threads.
#[derive(Debug)]
pub struct Views<'d> {
    document: &'d Document,
    joined: Interner,
}

impl<'d> Views<'d> {
    /// The views of a document.
    pub fn new(document: &'d Document) -> Self {
        Self { document, joined: Interner::default() }
    }

    /// The document.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// The place at which all schemas of two places hold. The order makes no difference.
    pub fn join(&self, one: Meet, other: Meet) -> Meet {
        if one == other {
            return one;
        }
        let mut schemas = self.schemas(one).to_vec();
        schemas.extend_from_slice(&self.schemas(other));
        self.joined.intern(schemas)
    }

    /// The schemas that hold at a place, each once, in the order in which the document was read.
    pub fn schemas(&self, meet: Meet) -> Arc<[Id<Schema>]> {
        match meet {
            Meet::One(schema) => Arc::from([schema]),
            Meet::Several(joined) => self.joined.get(joined),
        }
    }

    /// Everything that holds at a place: its schemas, what their `$ref`s lead to, and the parts of
    /// their `allOf`, each once, however they contain each other.
    pub fn parts(&self, meet: Meet) -> Vec<Part> {
        expand::parts(self.document, &self.schemas(meet))
    }
}

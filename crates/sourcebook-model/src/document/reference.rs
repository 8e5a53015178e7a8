//! Objects that stand where they are used or are pointed to.

use super::{Id, Origin};

/// An object, and whether it stands here or is pointed to by a `$ref`.
#[derive(Debug, Clone)]
pub struct Use<T> {
    /// The object.
    pub id: Id<T>,
    /// The `$ref` that led to it.
    pub reference: Option<Box<Reference>>,
}

impl<T> Use<T> {
    /// An object that stands where it is used.
    pub fn inline(id: Id<T>) -> Self {
        Self { id, reference: None }
    }
}

/// A `$ref` to something other than a schema (a Reference Object).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The reference as written.
    pub text: String,
    /// 3.1: replaces the summary of what is pointed to.
    pub summary: Option<String>,
    /// 3.1: replaces the description of what is pointed to.
    pub description: Option<String>,
    /// Whether it leads to an object; if not, an empty one stands in its place.
    pub is_found: bool,
    /// Where the `$ref` stands.
    pub origin: Origin,
    /// The `$ref` that stands where this one leads.
    pub next: Option<Box<Self>>,
}

impl Reference {
    /// This `$ref` and the ones that it leads to, each to the next.
    pub fn way(&self) -> impl Iterator<Item = &Self> + Clone {
        std::iter::successors(Some(self), |one| one.next.as_deref())
    }
}

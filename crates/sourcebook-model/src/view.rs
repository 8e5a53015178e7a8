//! Schemas as they hold: which ones apply at a place together, and what they say merged.
//!
//! A merge of schemas invents no schema. It is a set of those that are there, so whether a schema
//! contains itself is the question whether its set is met again.

mod allowed;
mod bounds;
mod decimal;
mod equality;
mod expand;
mod impossible;
mod inside;
mod intersect;
mod items;
mod meet;
mod members;
mod memory;
mod merge;
mod names;
mod notes;
mod null;
mod options;
mod rules;
mod shape;
mod subtypes;
mod unions;

use std::sync::{Arc, OnceLock};

use crate::document::{Document, Id, Schema};
pub(crate) use allowed::is_about_values;
pub use bounds::{Bound, Bounds};
pub use decimal::Decimal;
pub use equality::{Canonical, equal};
pub use expand::{Part, Step};
pub use inside::Direction;
use inside::Holding;
pub use intersect::type_of;
use meet::Interner;
pub use meet::{Joined, Meet};
use memory::Memory;
pub(crate) use options::{stands_for_null, unions as unions_of};
pub use shape::{
    Allowed, Choice, Condition, Contains, Content, Member, MemberCondition, Notes, Others, Rule,
    Shape, Union, UnionKind,
};
use subtypes::Subtypes;
pub(crate) use unions::{own_option, values as values_of_option};

/// The places of a document at which schemas hold, and their shapes, each made once. It can be
/// shared between threads.
#[derive(Debug)]
pub struct Views<'d> {
    document: &'d Document,
    joined: Interner,
    memory: Memory<'d>,
    nothing: OnceLock<Arc<Shape<'d>>>,
    holding: Holding,
    subtypes: OnceLock<Subtypes>,
    has_directions: bool,
}

impl<'d> Views<'d> {
    /// The views of a document.
    pub fn new(document: &'d Document) -> Self {
        Self {
            document,
            joined: Interner::default(),
            memory: Memory::new(document.schemas.len()),
            nothing: OnceLock::new(),
            holding: Holding::default(),
            subtypes: OnceLock::new(),
            has_directions: document.schemas.iter().any(|(_, one)| one.read_only || one.write_only),
        }
    }

    /// Whether anything of the document goes in one direction only.
    fn has_directions(&self) -> bool {
        self.has_directions
    }

    /// The document.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// The place at which a schema holds.
    pub fn meet(&self, schema: Id<Schema>) -> Meet {
        Meet::One(schema)
    }

    /// The place at which no schema holds: any value is valid.
    pub fn anything(&self) -> Meet {
        self.joined.intern(Vec::new())
    }

    /// The place at which all schemas of two places hold; what those of the first one say for people
    /// comes first.
    pub fn join(&self, one: Meet, other: Meet) -> Meet {
        if one == other {
            return one;
        }
        let mut schemas = self.schemas(one).to_vec();
        schemas.extend_from_slice(&self.schemas(other));
        self.join_all(schemas)
    }

    /// The place at which all of some schemas hold; what the first ones say for people comes first.
    pub fn join_all(&self, schemas: Vec<Id<Schema>>) -> Meet {
        self.joined.intern(schemas)
    }

    /// Whether a document joined its schemas in so many ways that further joins have only the first
    /// schema of each. No document of people does.
    pub fn is_full(&self) -> bool {
        self.joined.is_full()
    }

    /// The schemas that hold at a place, each once; those that have the word first.
    pub fn schemas(&self, meet: Meet) -> Arc<[Id<Schema>]> {
        match meet {
            Meet::One(schema) => Arc::from([schema]),
            Meet::Several(joined) => self.joined.get(joined),
        }
    }

    /// Everything that holds at a place: its schemas, what their `$ref`s lead to, the parts of their
    /// `allOf`, and options without alternative; each once, however they contain each other.
    pub fn parts(&self, meet: Meet) -> Vec<Part> {
        match meet {
            Meet::One(schema) => expand::parts(self.document, &[schema], |_| true),
            Meet::Several(joined) => {
                expand::parts(self.document, &self.joined.get(joined), |_| true)
            }
        }
    }

    /// Everything that holds at a place whatever the value is: as [`Self::parts`], but without options,
    /// which need not hold where the value is `null`.
    pub(crate) fn whole_parts(&self, meet: Meet) -> Vec<Part> {
        expand::whole_parts(self.document, &self.schemas(meet))
    }

    /// Everything that holds at a place, merged.
    pub fn shape(&self, meet: Meet) -> Arc<Shape<'d>> {
        match meet {
            Meet::One(schema) => self.shape_of_one(schema),
            Meet::Several(joined) => self.memory.several(joined).unwrap_or_else(|| {
                let shape = Arc::new(merge::shape(self, &self.parts(meet)));
                self.memory.keep_several(joined, &shape);
                shape
            }),
        }
    }

    /// The same place without references that say nothing but where they lead.
    pub fn end(&self, meet: Meet) -> Meet {
        match meet {
            Meet::One(schema) => Meet::One(self.end_of_bare_references(schema)),
            several @ Meet::Several(_) => several,
        }
    }

    fn shape_of_one(&self, schema: Id<Schema>) -> Arc<Shape<'d>> {
        if let Some(shape) = self.memory.one(schema) {
            return shape;
        }
        // A reference with nothing beside it has the shape of its target.
        let target = self.end_of_bare_references(schema);
        let shape = match self.memory.one(target) {
            Some(shape) => shape,
            None => Arc::new(merge::shape(self, &self.parts(Meet::One(target)))),
        };
        self.memory.keep_one(target, &shape);
        if target != schema {
            self.memory.keep_one(schema, &shape);
        }
        shape
    }

    /// What holds at a place without the named schemas that stand there: what the place itself adds,
    /// its description too.
    pub fn beside(&self, meet: Meet) -> Arc<Shape<'d>> {
        let schemas = self.schemas(meet);
        let is_bare = |schema: &Id<Schema>| {
            let schema = &self.document.schemas[*schema];
            schema.name.is_some() || is_bare_reference(schema)
        };
        if schemas.iter().all(is_bare) {
            return Arc::clone(self.nothing.get_or_init(Arc::default));
        }
        let parts = expand::parts(self.document, &schemas, |schema| schema.name.is_none());
        Arc::new(merge::shape(self, &parts))
    }

    /// What is said for people at a place.
    pub fn notes(&self, meet: Meet) -> Notes<'d> {
        let parts = self.parts(meet);
        notes::notes(self.document, &parts, &expand::by_precedence(&parts))
    }

    /// The one named schema that stands at a place, by a reference or otherwise: all else there only
    /// annotates and restricts it.
    pub fn name(&self, meet: Meet) -> Option<Id<Schema>> {
        names::name(self.document, &self.schemas(meet))
    }

    /// The named schema of which a named one is but another name: a component that is itself a
    /// reference and nothing else.
    pub fn alias(&self, named: Id<Schema>) -> Option<Id<Schema>> {
        names::alias(self.document, named)
    }

    /// The named schemas that are made of a base by `allOf`, directly or through others, in the order
    /// of the components.
    pub fn subtypes(&self, base: Id<Schema>) -> Vec<Id<Schema>> {
        let subtypes = self.subtypes.get_or_init(|| Subtypes::new(self.document));
        subtypes.of(self.document, base)
    }

    /// Whether a regular expression of a schema occurs in a text; `None` where it cannot be read.
    pub fn matches(&self, pattern: &'d str, text: &str) -> Option<bool> {
        self.memory.pattern(pattern).matches(text)
    }

    /// Whether something that holds at a place was not read: a `$ref` that leads nowhere.
    pub fn is_unread(&self, meet: Meet) -> bool {
        let parts = self.parts(meet);
        let mut references =
            parts.iter().filter_map(|part| self.document.schemas[part.schema].reference.as_deref());
        references.any(|reference| reference.target.is_none())
    }

    /// The place without references that have nothing beside them.
    pub(crate) fn behind(&self, meet: Meet) -> Meet {
        let schemas = self.schemas(meet);
        self.join_all(schemas.iter().map(|one| self.end_of_bare_references(*one)).collect())
    }

    fn end_of_bare_references(&self, schema: Id<Schema>) -> Id<Schema> {
        end_of_bare_references(self.document, schema)
    }
}

/// Follows references that have nothing beside them.
fn end_of_bare_references(document: &Document, mut schema: Id<Schema>) -> Id<Schema> {
    for _ in 0..document.schemas.len() {
        let contents = &document.schemas[schema];
        let target = contents.reference.as_ref().and_then(|reference| reference.target);
        match target {
            Some(target) if is_bare_reference(contents) => schema = target,
            _ => break,
        }
    }
    schema
}

/// Whether a schema is a reference, with nothing beside it.
fn is_bare_reference(schema: &Schema) -> bool {
    let Some(reference) = &schema.reference else { return false };
    let bare = Schema {
        origin: schema.origin,
        name: schema.name.clone(),
        reference: Some(reference.clone()),
        ..Schema::default()
    };
    *schema == bare
}

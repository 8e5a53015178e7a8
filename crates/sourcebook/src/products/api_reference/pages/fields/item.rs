//! What an item is made of, and what came of it.

use super::Field;

/// What the place of a field says of it, beside its schema.
#[derive(Debug, Default)]
pub(super) struct Beside<'s> {
    /// Its name, beside which a title must say more.
    pub(super) name: Option<&'s str>,
    /// Whether it must be there.
    pub(super) required: bool,
    /// Whether it is not to be used any more.
    pub(super) deprecated: bool,
    /// The description, in place of that of the schema.
    pub(super) description: Option<&'s str>,
    /// The values that tell which option a schema is.
    pub(super) tells: &'s [&'s str],
    /// How lists and objects are written.
    pub(super) style: Vec<String>,
    /// In which media types it is sent.
    pub(super) sent_as: Option<String>,
    /// Examples.
    pub(super) examples: Option<String>,
}

/// What an item is made of.
pub(super) struct Item<'i, 'd> {
    /// What its line begins with.
    pub(super) lead: &'i str,
    pub(super) field: &'i Field<'d>,
    pub(super) beside: &'i Beside<'i>,
    /// Which part of what is inside of the field stands in the item.
    pub(super) which: Which,
}

/// What an item says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing: it was not written.
    Nothing,
    /// A type, and nothing else.
    Type,
    /// More than that.
    More,
}

/// Which part of what is inside of a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// All of it.
    All,
    /// All but the members: they follow elsewhere.
    WithoutMembers,
    /// The members alone, named by their path from here.
    Members,
}

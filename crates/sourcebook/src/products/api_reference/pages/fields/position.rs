//! How deep a field stands, and what is open around it.

use sourcebook_model::Id;
use sourcebook_model::document::Schema;
use sourcebook_model::view::Meet;

use super::{Field, Scope};

/// Maximum number of items, lists and maps around one. A document would have to be made for it to have more.
const MAX_ITEMS: usize = 48;

/// Maximum number of bytes of what is inside of one field of a page. Unnamed schemas that are options
/// of each other can be joined in as many ways as there are sets of them, and each is a place of its
/// own.
const MAX_BYTES: usize = 256 << 10;

/// Maximum number of named schemas inside each other that are opened on one level, as options of
/// options and the like.
const MAX_OPTIONS: usize = 1;

/// How deep a field stands.
#[derive(Clone, Copy)]
pub(super) struct Position<'p> {
    /// The level of its members; that of the root's is 1.
    pub(super) level: usize,
    /// Whether it is what a page describes under the name of the schema.
    pub(super) is_entry: bool,
    /// What is known already of the members.
    pub(super) base: Base,
    /// How many options are around it on the level.
    options: usize,
    /// How many items, lists and maps are around it.
    items: usize,
    /// What is open around it.
    above: Option<&'p Above<'p>>,
    /// The level down to which named schemas are opened.
    deepest: usize,
    /// The length of the page from which on nothing more is opened; absent until something is.
    end: Option<usize>,
}

/// What is known already of what stands at a place, and how that counts.
#[derive(Clone, Copy)]
pub(super) enum Base {
    /// Nothing: all is said.
    Nothing,
    /// An option of this: its members are not said again.
    Option(Meet),
    /// Only what changes is said, of this if something is known.
    Change(Option<Meet>),
}

impl Base {
    /// What is known.
    pub(super) fn known(self) -> Option<Meet> {
        match self {
            Self::Nothing => None,
            Self::Option(meet) => Some(meet),
            Self::Change(meet) => meet,
        }
    }

    /// The same for what is deeper, of which nothing is known.
    fn deeper(self) -> Self {
        match self {
            Self::Nothing | Self::Option(_) => Self::Nothing,
            Self::Change(_) => Self::Change(None),
        }
    }
}

/// Something that is open.
pub(super) struct Above<'p> {
    key: Key,
    above: Option<&'p Above<'p>>,
}

/// What must not stand inside itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Named(Id<Schema>),
    Unnamed(Meet),
}

fn key(field: &Field<'_>) -> Key {
    field.named.map_or(Key::Unnamed(field.meet), Key::Named)
}

impl<'p> Above<'p> {
    /// A field that is open inside of others.
    pub(super) fn of(field: &Field<'_>, above: Option<&'p Self>) -> Self {
        Above { key: key(field), above }
    }

    /// Whether a field is this, or what this is inside of.
    pub(super) fn has(&self, field: &Field<'_>) -> bool {
        let key = key(field);
        std::iter::successors(Some(self), |above| above.above).any(|above| above.key == key)
    }
}

impl<'p> Position<'p> {
    /// A root: nothing is around it.
    pub(super) fn root() -> Self {
        Self {
            level: 1,
            is_entry: false,
            base: Base::Nothing,
            options: 0,
            items: 0,
            above: None,
            deepest: usize::MAX,
            end: None,
        }
    }

    /// The same, where named schemas are opened down to a level.
    pub(super) fn opening_to(self, deepest: usize) -> Self {
        Self { deepest, ..self }
    }

    /// What a page describes under its name.
    pub(super) fn entry() -> Self {
        Self { is_entry: true, ..Self::root() }
    }

    /// The same place, as what a page describes under its name or not.
    pub(super) fn as_entry(self, is_entry: bool) -> Self {
        Self { is_entry, ..self }
    }

    /// Whether only what changes is said.
    pub(super) fn is_change(&self) -> bool {
        matches!(self.base, Base::Change(_))
    }

    /// What a field is inside of, for whatever stands in it.
    pub(super) fn opened(&self, field: &Field<'_>) -> Above<'p> {
        Above::of(field, self.above)
    }

    /// Inside of what is open; on the same level.
    pub(super) fn inside<'q>(self, above: &'q Above<'q>) -> Position<'q>
    where
        'p: 'q,
    {
        Position { above: Some(above), is_entry: false, ..self }
    }

    /// Where a member stands.
    pub(super) fn member(self, base: Base) -> Self {
        Self { level: self.level + 1, options: 0, items: self.items + 1, base, ..self }
    }

    /// Where what has no name stands: members by a pattern, items of a tuple.
    pub(super) fn unnamed_member(self) -> Self {
        self.member(self.base.deeper())
    }

    /// Where the items of a list or the values of a map stand: their members are its own. What can be
    /// both a list and a map has several, which count as options.
    pub(super) fn items(self, is_one_of_several: bool) -> Self {
        let options = self.options + usize::from(is_one_of_several);
        Self { base: self.base.deeper(), items: self.items + 1, options, ..self }
    }

    /// What an option or a rule says of the same place.
    pub(super) fn option(self, base: Base) -> Self {
        Self { options: self.options + 1, items: self.items + 1, base, ..self }
    }

    /// The same on a page of this length: what is opened has its end from here on.
    pub(super) fn on_page(self, length: usize) -> Self {
        Self { end: self.end.or(Some(length + MAX_BYTES)), ..self }
    }

    /// Whether the page has become so long that nothing more is opened.
    pub(super) fn is_at_end(&self, length: usize) -> bool {
        self.end.is_some_and(|end| length > end)
    }

    /// Whether what is inside of a field can be shown at all.
    pub(super) fn may_open(&self, field: &Field<'_>) -> bool {
        self.items < MAX_ITEMS && !self.is_inside(field)
    }

    /// Whether values of a field have a list of their own, and are not only on the entry of a schema.
    pub(super) fn is_listed(&self, field: &Field<'_>) -> bool {
        field.named.is_none() || self.is_entry
    }

    /// What is open around it.
    pub(super) fn above(&self) -> Option<&'p Above<'p>> {
        self.above
    }

    /// Whether a field stands inside itself.
    pub(super) fn is_inside(&self, field: &Field<'_>) -> bool {
        self.above.is_some_and(|above| above.has(field))
    }
}

impl Scope<'_, '_> {
    /// Whether what is inside of a field is shown.
    pub(super) fn is_open(&self, field: &Field<'_>, position: Position<'_>) -> bool {
        position.may_open(field)
            && (!(field.named.is_some() || field.is_composite())
                || (position.level <= self.opened().min(position.deepest)
                    && position.options <= MAX_OPTIONS))
    }
}

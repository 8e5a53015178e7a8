//! Types: which kinds of values there are at a place.

use sourcebook_model::document::{SchemaType, Value, Version};
use sourcebook_model::view::{Direction, Shape};

use super::{Relator, Shapes};
use crate::codes;
use crate::difference::{Difference, Subject};
use crate::graph::{Node, Pair};
use crate::relation::Relation;
use crate::side::{Side, Spot};

/// A set of kinds of values. Whole numbers are a kind of their own, so that `integer` is a part of
/// `number`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds(u8);

/// The kinds of both places of a pair.
#[derive(Debug, Clone, Copy)]
pub(super) struct BothKinds {
    pub(super) old: Kinds,
    pub(super) new: Kinds,
}

impl BothKinds {
    /// What there was and still is.
    pub(super) fn both(self) -> Kinds {
        Kinds(self.old.0 & self.new.0)
    }
}

impl Kinds {
    const NULL: u8 = 1;
    const INTEGER: u8 = 4;
    const FRACTION: u8 = 8;
    const STRING: u8 = 16;
    const ARRAY: u8 = 32;
    const OBJECT: u8 = 64;
    const ALL: u8 = 127;

    fn of(kind: SchemaType) -> u8 {
        match kind {
            SchemaType::Null => Self::NULL,
            SchemaType::Boolean => 2,
            SchemaType::Integer => Self::INTEGER,
            SchemaType::Number => Self::INTEGER | Self::FRACTION,
            SchemaType::String => Self::STRING,
            SchemaType::Array => Self::ARRAY,
            SchemaType::Object => Self::OBJECT,
        }
    }

    fn has(self, kind: u8) -> bool {
        self.0 & kind != 0
    }

    pub(super) fn has_numbers(self) -> bool {
        self.has(Self::INTEGER)
    }

    /// Whether all numbers are whole.
    pub(super) fn has_only_integers(self) -> bool {
        !self.has(Self::FRACTION)
    }

    pub(super) fn has_strings(self) -> bool {
        self.has(Self::STRING)
    }

    pub(super) fn has_arrays(self) -> bool {
        self.has(Self::ARRAY)
    }

    pub(super) fn has_objects(self) -> bool {
        self.has(Self::OBJECT)
    }

    /// As people write it: `string or null`.
    fn words(self) -> String {
        match self.0 {
            0 => return "no value".to_owned(),
            Self::ALL => return "any value".to_owned(),
            _ => {}
        }
        let is_there = |kind: &SchemaType| match kind {
            SchemaType::Number => self.has(Self::FRACTION),
            SchemaType::Integer => self.has(Self::INTEGER) && !self.has(Self::FRACTION),
            kind => self.has(Self::of(*kind)),
        };
        let names = SchemaType::ALL.into_iter().filter(is_there).map(SchemaType::name);
        names.collect::<Vec<_>>().join(" or ")
    }

    /// One value of each kind that the other set lacks.
    fn examples_beside(self, other: Self) -> Vec<Value> {
        let text = |text: &str| sourcebook_model::document::Number::parse(text).map(Value::Number);
        let all = [
            (Self::NULL, Some(Value::Null)),
            (2, Some(Value::Bool(true))),
            (Self::INTEGER, text("1")),
            (Self::FRACTION, text("1.5")),
            (Self::STRING, Some(Value::string("string"))),
            (Self::ARRAY, Some(Value::Array(Vec::new()))),
            (Self::OBJECT, Some(Value::Object(Vec::new()))),
        ];
        let is_wanted = |kind: u8| self.has(kind) && !other.has(kind);
        all.into_iter()
            .filter(|(kind, _)| is_wanted(*kind))
            .filter_map(|(_, value)| value)
            .collect()
    }
}

impl<'d> Relator<'_, 'd> {
    pub(super) fn kinds(&self, pair: Pair, shapes: &Shapes<'d>) -> BothKinds {
        BothKinds {
            old: kinds(&self.old, pair.old, &shapes.old),
            new: kinds(&self.new, pair.new, &shapes.new),
        }
    }

    pub(super) fn compare_kinds(&self, pair: Pair, kinds: BothKinds, node: &mut Node) {
        let (old, new) = (kinds.old, kinds.new);
        let relation = Relation::of_sets(old.0 & !new.0 != 0, new.0 & !old.0 != 0);
        let code = match relation {
            Relation::Equal => return,
            Relation::Narrower => &codes::TYPE_NARROWED,
            Relation::Wider => &codes::TYPE_WIDENED,
            _ => &codes::TYPE_CHANGED,
        };
        let mut candidates = old.examples_beside(new);
        candidates.extend(new.examples_beside(old));
        let says = |schema: &sourcebook_model::document::Schema| {
            !schema.types.is_empty() || schema.boolean.is_some() || schema.nullable
        };
        node.differences.push(Difference {
            relation,
            was: old.words(),
            now: new.words(),
            candidates,
            ..self.difference_at(code, pair, Subject::Keyword("type"), "type", says)
        });
    }
}

fn kinds<'d>(side: &Side<'_, 'd>, spot: Spot, shape: &Shape<'d>) -> Kinds {
    if shape.is_never {
        return Kinds(0);
    }
    let is_written = !shape.is_inferred;
    let typed = if is_written {
        shape.types.iter().fold(0, |all, kind| all | Kinds::of(*kind))
    } else {
        Kinds::ALL
    };
    let is_simple = is_written
        && shape.allowed.is_none()
        && shape.unions.is_empty()
        && shape.rules.is_empty()
        && (side.document().version < Version::OpenApi3_1 || shape.parts.is_empty());
    let null = if is_simple {
        shape.null || typed == Kinds::NULL
    } else {
        side.fits(spot, &Value::Null, Direction::Whole)
    };
    Kinds((typed & !Kinds::NULL) | u8::from(null && !spot.is_without_null()))
}

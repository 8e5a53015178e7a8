//! What differs between two schemas at one place, before anybody judges it.

use sourcebook_model::document::{Origin, Value};
use sourcebook_model::view::Direction;
use sourcebook_syntax::Code;

use crate::relation::Relation;
use crate::spot::Spot;

/// Where a keyword stands in one of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Mark {
    /// The object that has it.
    pub(crate) origin: Origin,
    /// Its key; empty for the object as a whole.
    pub(crate) keyword: &'static str,
}

/// One difference of two schemas.
#[derive(Debug, Clone)]
pub(crate) struct Difference {
    pub(crate) code: &'static Code,
    /// How the values relate because of it.
    pub(crate) relation: Relation,
    /// By which rule it is judged.
    pub(crate) rule: Rule,
    /// What it is about, as the subject of a sentence behind the name of the place: a keyword, or a
    /// member.
    pub(crate) subject: Subject,
    /// What it was, in a few words.
    pub(crate) was: String,
    /// What it is.
    pub(crate) now: String,
    pub(crate) old: Option<Mark>,
    pub(crate) new: Option<Mark>,
    /// In which directions what it is about does not go.
    pub(crate) left_out: LeftOut,
    /// A place of which a value shows it, and whether it is one of the document before.
    pub(crate) shown_by: Option<(Spot, bool)>,
    /// What a member may be called now.
    pub(crate) renamed: Option<Box<str>>,
    /// Values that may show it, beside those that are made of the schemas.
    pub(crate) candidates: Vec<Value>,
}

/// What a difference is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Subject {
    /// The place itself.
    Whole,
    /// A keyword of the place, or what stands for one.
    Keyword(&'static str),
    /// A member of the object at the place.
    Member(Box<str>),
    /// A value among those that are allowed.
    Value(Box<str>),
    /// An option of a union.
    Option(Box<str>),
}

/// By which rule a difference is judged. All but the first are policies: what people agreed on for
/// cases in which value sets alone would say too much or too little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// By the law: a request that accepts less, or a response that may say more, breaks.
    Law,
    /// A value is new among those that were listed; `extensible` where the schema says that more are
    /// to be expected.
    ValueAdded { extensible: bool },
    /// A member is new.
    MemberAdded {
        required: bool,
        /// Whether the member was allowed before, as any other one.
        was_open: bool,
    },
    /// A member is gone.
    MemberRemoved {
        required: bool,
        /// Whether it is still allowed, as any other one.
        is_open: bool,
    },
    /// Members that no keyword names are allowed now.
    Opened,
    /// A regular expression is another one.
    PatternChanged,
    /// The value where none is given is another one.
    Default,
    /// The member goes in responses only, from now on.
    BecameReadOnly,
    /// It goes in both directions, from now on.
    WasReadOnly { required: bool },
    /// The member goes in requests only, from now on.
    BecameWriteOnly,
    /// It goes in both directions, from now on.
    WasWriteOnly { required: bool },
    /// A value of the member that tells leads elsewhere, or nowhere.
    Tag,
    /// Breaks in either direction.
    Breaks,
    /// Worth knowing in either direction.
    Told,
}

/// The directions in which a member does not go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct LeftOut {
    pub(crate) of_requests: bool,
    pub(crate) of_responses: bool,
}

impl LeftOut {
    /// What either of both says.
    #[must_use]
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            of_requests: self.of_requests || other.of_requests,
            of_responses: self.of_responses || other.of_responses,
        }
    }

    pub(crate) fn is_of(self, direction: Direction) -> bool {
        match direction {
            Direction::Request => self.of_requests,
            Direction::Response => self.of_responses,
            Direction::Whole => false,
        }
    }
}

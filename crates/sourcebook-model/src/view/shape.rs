//! What holds at a place, merged: one shape for each set of schemas.

use crate::document::{Extensions, ExternalDocs, Id, Schema, SchemaType, Value, Xml};

use super::bounds::Bounds;
use super::meet::Meet;

/// Everything that holds at a place. Absent parts restrict nothing.
#[derive(Debug, Clone, Default)]
pub struct Shape<'d> {
    /// What is said for people.
    pub notes: Notes<'d>,
    /// The types in source order, without `null` unless it is the only one. Where none is written:
    /// those of the allowed values, or the one that the keywords are about. Empty: any.
    pub types: Vec<SchemaType>,
    /// Whether no type is written. Inferred types reject no value.
    pub is_inferred: bool,
    /// Whether `null` is allowed.
    pub null: bool,
    /// Every format, each once.
    pub formats: Vec<&'d str>,
    /// The allowed values but `null`; any where absent.
    pub allowed: Option<Vec<Allowed<'d>>>,
    /// Limits.
    pub bounds: Bounds<'d>,
    /// Objects: the declared members, in the order in which they are first mentioned.
    pub members: Vec<Member<'d>>,
    /// Objects: members by a regular expression on their names.
    pub patterns: Vec<(&'d str, Meet)>,
    /// Objects: members that neither a property nor a pattern of their own schema names.
    pub others: Others,
    /// Objects: members that no keyword of the whole place looks at (`unevaluatedProperties`).
    pub unevaluated: Others,
    /// Objects: what names are.
    pub names: Option<Meet>,
    /// Lists: what the first items are, one by one.
    pub first_items: Vec<Meet>,
    /// Lists: what every further item is.
    pub other_items: Others,
    /// Lists: what some of the items are.
    pub contains: Vec<Contains>,
    /// Alternatives; each union holds.
    pub unions: Vec<Union<'d>>,
    /// What holds under a condition, and what must not hold.
    pub rules: Vec<Rule<'d>>,
    /// Strings: what is inside.
    pub content: Option<Content<'d>>,
    /// The named schemas of which this is everything.
    pub parts: Vec<Id<Schema>>,
    /// Only in responses.
    pub read_only: bool,
    /// Only in requests.
    pub write_only: bool,
    /// No value is valid: `false`.
    pub is_never: bool,
    /// Present where the schemas contradict each other: what is to be shown one by one instead.
    /// Empty where one schema contradicts itself.
    pub apart: Option<Vec<Meet>>,
}

/// What schemas say for people. Each is the schema's own, else that of an unnamed part (the last one
/// first), else that of the schema to which it is a reference.
#[derive(Debug, Clone, Default)]
pub struct Notes<'d> {
    /// Short name.
    pub title: Option<&'d str>,
    /// CommonMark.
    pub description: Option<&'d str>,
    /// The value where none is given.
    pub default: Option<&'d Value>,
    /// Examples: the one of 2.0 and 3.0, then those of 3.1.
    pub examples: Vec<&'d Value>,
    /// Not to be used any more.
    pub deprecated: bool,
    /// A page that says more.
    pub external_docs: Option<&'d ExternalDocs>,
    /// How it looks in XML.
    pub xml: Option<&'d Xml>,
    /// Vendor extensions and unknown keywords, of all schemas that may speak for the place.
    pub extensions: Vec<&'d Extensions>,
}

impl<'d> Notes<'d> {
    /// The value of an extension or unknown keyword.
    pub fn extension(&self, name: &str) -> Option<&'d Value> {
        let all = self.extensions.iter().flat_map(|extensions| extensions.iter());
        all.into_iter().find(|(key, _)| &**key == name).map(|(_, value)| value)
    }
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member<'d> {
    /// Its name.
    pub name: &'d str,
    /// What holds of its value.
    pub meet: Meet,
    /// Whether it must be there.
    pub required: bool,
    /// The only values that it has here, if there are some: the schema is an option of its base, and
    /// this member tells which one.
    pub tells: Vec<&'d str>,
}

/// A value that is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed<'d> {
    /// The value.
    pub value: &'d Value,
    /// A name for programs.
    pub name: Option<&'d str>,
    /// What it means.
    pub text: Option<&'d str>,
}

/// What may stand beside what is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Others {
    /// Anything.
    #[default]
    Any,
    /// Nothing.
    None,
    /// What is like this.
    Of(Meet),
}

/// What some items of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contains {
    /// What they are.
    pub meet: Meet,
    /// How many there are at least.
    pub least: u32,
    /// How many there are at most.
    pub most: Option<u32>,
}

/// How many options of a union a value follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnionKind {
    /// `oneOf`.
    ExactlyOne,
    /// `anyOf`.
    AtLeastOne,
}

/// Alternatives.
#[derive(Debug, Clone)]
pub struct Union<'d> {
    /// How many of them a value follows.
    pub kind: UnionKind,
    /// The member whose value tells which one it is.
    pub by: Option<&'d str>,
    /// The options, but those that are only `null`.
    pub options: Vec<Choice<'d>>,
    /// Whether one of the options that were left out is only `null`.
    pub null: bool,
}

/// An option of a union.
#[derive(Debug, Clone)]
pub struct Choice<'d> {
    /// What holds if it is chosen, beside what holds anyway.
    pub meet: Meet,
    /// Its short name.
    pub title: Option<&'d str>,
    /// The values of the member that tells, if there is one.
    pub values: Vec<&'d str>,
    /// Whether it holds where the member that tells has none of the values, or is absent (3.2).
    pub is_default: bool,
    /// The members that it requires, if it says nothing else.
    pub requires: Option<Vec<&'d str>>,
}

/// What holds under a condition, and what must not hold.
#[derive(Debug, Clone)]
pub enum Rule<'d> {
    /// Where one member is given, others are required.
    IfGiven {
        /// The name of the one.
        name: &'d str,
        /// The names of the others.
        requires: Vec<&'d str>,
    },
    /// Where a member is given, more holds.
    IfGivenThen {
        /// Its name.
        name: &'d str,
        /// What holds.
        then: Meet,
    },
    /// `if`, `then`, `else`.
    If {
        /// The condition as people say it.
        condition: Condition<'d>,
        /// The condition as a schema.
        fits: Meet,
        /// What holds where the value fits.
        then: Option<Meet>,
        /// What holds where it does not.
        otherwise: Option<Meet>,
    },
    /// What the value does not fit.
    Not(Meet),
}

/// When a rule holds.
#[derive(Debug, Clone)]
pub enum Condition<'d> {
    /// All of these hold.
    Members(Vec<MemberCondition<'d>>),
    /// The value fits.
    Fits(Meet),
}

/// That a member is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberCondition<'d> {
    /// Its name.
    pub name: &'d str,
    /// The values of which it has one; absent where any will do.
    pub values: Option<Vec<&'d Value>>,
}

/// What is inside of a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Content<'d> {
    /// The media type.
    pub media_type: Option<&'d str>,
    /// How it is encoded: `base64`.
    pub encoding: Option<&'d str>,
    /// What it is.
    pub schema: Option<Meet>,
}

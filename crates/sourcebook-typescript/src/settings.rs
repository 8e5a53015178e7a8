//! What a project decides about its types.

use std::collections::BTreeMap;

/// Everything that can be decided.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Which members of responses are required.
    pub responses: Responses,
    /// What dates and times are.
    pub dates: Dates,
    /// What integers of 64 bits are.
    pub integers: Integers,
    /// Namespaces of schemas (`serpent` in `serpent.Option`) whose types always have a prefix.
    pub prefixes: BTreeMap<String, String>,
    /// Whether there is a map of paths for typed clients. Lists can be changed then: the types of
    /// openapi-fetch take others for objects with any members.
    pub client: bool,
}

/// Which members of a type that only responses hold are required.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Responses {
    /// Those that the document requires, and those that have a default.
    #[default]
    Declared,
    /// All: the server always sends every member.
    Complete,
}

/// What `date` and `date-time` are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Dates {
    /// Texts, as they are sent.
    #[default]
    String,
    /// Objects of the type `Date`, for clients that convert them.
    Date,
}

/// What integers are that a `number` cannot hold: `int64` and `uint64`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Integers {
    /// Numbers, exact to 2^53.
    #[default]
    Number,
    /// `bigint`.
    BigInt,
    /// Texts.
    String,
}

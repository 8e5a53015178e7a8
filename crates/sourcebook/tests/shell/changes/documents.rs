//! Documents in which every kind of change is planted once.

/// A member of a request for each kind of change, before.
pub(super) const REQUEST_BEFORE: &str = include_str!("request-before.yaml");

/// The same, after.
pub(super) const REQUEST_AFTER: &str = include_str!("request-after.yaml");

/// A member of a response for each kind of change, before.
pub(super) const RESPONSE_BEFORE: &str = include_str!("response-before.yaml");

/// The same, after.
pub(super) const RESPONSE_AFTER: &str = include_str!("response-after.yaml");

/// Operations with everything that they have, before.
pub(super) const OPERATIONS_BEFORE: &str = include_str!("operations-before.yaml");

/// The same, after.
pub(super) const OPERATIONS_AFTER: &str = include_str!("operations-after.yaml");

/// Names that are not on the wire, before.
pub(super) const NAMES_BEFORE: &str = include_str!("names-before.yaml");

/// The same, after.
pub(super) const NAMES_AFTER: &str = include_str!("names-after.yaml");

/// Facts of a command line, before.
pub(super) const COMMANDS_BEFORE: &str = include_str!("commands-before.json");

/// The same, after.
pub(super) const COMMANDS_AFTER: &str = include_str!("commands-after.json");

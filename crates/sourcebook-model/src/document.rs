//! The model: what every version of the specification says, in one shape.

/// An API as its document describes it.
#[derive(Debug, Default)]
pub struct Document {}

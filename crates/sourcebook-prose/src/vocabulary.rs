//! The facts as sets to ask: what a name on a page can mean.

/// Everything that a page can name. Built once, and then only asked.
#[derive(Debug, Default)]
pub struct Vocabulary {}

//! A file that should be on disk.

/// One generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Where it belongs: relative to the project's folder, with forward slashes, without `..`.
    pub path: String,
    /// Its contents, with LF line endings where it is text.
    pub contents: Vec<u8>,
    /// The name of the product that made it.
    pub made_by: &'static str,
}

//! Reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 documents into one model, and writes Swagger 2.0
//! and OpenAPI 3.0 and 3.1 from it.
//!
//! Whatever the version and the notation (JSON or YAML, one file or many), the result is one
//! [`Document`]: objects stand in arenas and point to each other by id, so a `$ref` never copies
//! anything and cycles are ordinary. Every object knows its place in the text it came from, and
//! every problem becomes a [`sourcebook_syntax::Diagnostic`] with file, JSON pointer, line and
//! column.

pub mod document;
pub mod fit;
pub mod media;
pub mod pattern;
mod read;
pub mod request;
mod sample;
pub mod value;
pub mod view;
mod write;
pub mod xml;

pub use document::{Document, Id, Use, Version};
pub use read::{
    CODES, Fetch, Input, Options, Parsed, Reading, is_url, read, read_path, read_tree, read_url,
};
pub use sample::{MAX_LEVEL, MAX_SAMPLE_BYTES, MAX_VALUES, Purpose, sample};
pub use write::{Loss, LossKind, Subject, Target, Written, write};

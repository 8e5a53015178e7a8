//! The ground: texts with positions, and what is said about them.
//!
//! A text is kept once, in [`Sources`]; a [`Span`] is a range of its bytes, and a [`Place`] names a
//! span of one text. JSON and YAML become one kind of [`Tree`], which knows the position of every
//! value and key. What is found in a text is a [`Diagnostic`], and [`render`] is the one way to show
//! it. Nothing here knows what the texts mean.

pub mod codes;
mod diagnostic;
mod disclosure;
mod excerpt;
mod json;
pub mod json_text;
mod nearest;
mod parse;
mod render;
mod source;
mod template;
mod tree;
mod value;
mod yaml;

pub use diagnostic::{Code, Diagnostic, Place, Related, Severity};
pub use disclosure::{Disclosure, Reveal, SafeKeys, plain_key};
pub use nearest::nearest;
pub use parse::{parse, parse_json, parse_settings, parse_text};
pub use render::{Style, render};
pub use source::{FileId, LineColumn, MAX_TEXT_BYTES, SourceFile, Sources, Span};
pub use tree::{
    DuplicateKey, Kind, MAX_DEPTH, NodeId, NodeRef, Origin, Text, Tree, push_token,
    reference_tokens,
};
pub use value::{Number, Value, javascript_number};

//! What a program says about its command line ([`CommandFacts`]), and the texts that are made of
//! it: the help that a person sees ([`help`]) and the configuration as commented YAML ([`yaml`]).
//!
//! Servers use this at run time and a documentation toolchain uses it for its snapshots, so that
//! both print the same text.

mod deprecation;
mod duration;
mod facts;
pub mod help;
mod list;
mod profile;
mod type_word;
mod walk;
mod wrap;
pub mod yaml;

pub use deprecation::use_instead;
pub use duration::normal_duration;
pub use facts::{Command, CommandFacts, CommandOption, Footer, Group, Mask, VERSION_MARK};
pub use help::{Headings, Help};
pub use list::read_list;
pub use profile::Profile;
pub use type_word::Kind;
pub use walk::{Node, Walk};
pub use wrap::{indent, wrap};

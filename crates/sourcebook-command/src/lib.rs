//! What a program says about its command line ([`CommandFacts`]), and the texts that are made of
//! it: the help that a person sees ([`help`]) and the configuration as commented YAML ([`yaml`]).
//!
//! Servers use this at run time and a documentation toolchain uses it for its snapshots, so that
//! both print the same text.

mod deprecation;
mod duration;
mod facts;
mod from_clap;
mod from_options;
pub mod help;
mod list;
mod profile;
mod type_word;
mod value;
mod walk;
mod with_help;
mod wrap;
pub mod yaml;

pub use deprecation::use_instead;
pub use duration::normal_duration;
pub use facts::{
    Argument, Command, CommandFacts, CommandOption, Example, Footer, GLOBAL_GROUP, Group,
    INDEX_MARK, Mask, Member, VERSION_MARK,
};
pub use from_clap::{Table, from_clap};
pub use help::{Headings, Help};
pub use list::read_list;
pub use profile::Profile;
pub use type_word::Kind;
pub use value::is_value;
pub use walk::{Node, Walk};
pub use with_help::with_help;
pub use wrap::{indent, wrap};
